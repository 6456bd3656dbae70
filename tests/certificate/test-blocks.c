/* Evidence `orders` and `blocks`: what is written for exact ones the independent checker accepts, in both
 * notions and no dimension too few; for others nothing is written. */
#include "../embedding/small-blocks.h"

#include "../../proofs/checker/checker.h"
#include "certificate/certificate.h"
#include "hierarchy/write.h"

#include <string.h>
#include <unistd.h>

enum { TRIALS = 20 };

static char folder[] = "/tmp/hrdim-test-XXXXXX", certificate[64], hierarchy[64];

static int verify(char *said, size_t size) {
    FILE *file[2] = {fopen(certificate, "rb"), fopen(hierarchy, "rb")}, *to = fmemopen(said, size, "w");
    char *const names[] = {certificate, hierarchy};
    int status = file[0] && file[1] && to ? hv_verify(file, names, to, to) : HV_UNREAD;
    fclose(to);
    fclose(file[0]);
    fclose(file[1]);
    return status;
}

/* What is written for them in so many dimensions; NULL: nothing. */
static const char *write_one(const small *s, const hr_orders *orders, const hr_blocks *blocks,
                             hr_notion notion, size_t dimension) {
    hr_check_result decision = {.verdict = HR_FEASIBLE, .notion = notion, .dimension = dimension};
    hr_certified certified = {.hierarchy = &s->hierarchy,
                              .ancestors = &s->ancestors,
                              .decision = &decision,
                              .orders = orders,
                              .blocks = blocks};
    hr_certificate out;
    OK(hr_certificate_write(&out, certificate, &certified));
    const char *evidence = out.evidence;
    hr_certificate_clear(&out);
    return evidence;
}

static void accepts(const small *s, const hr_orders *orders, const hr_blocks *blocks, size_t least, bool sign,
                    uint32_t trial) {
    hr_notion notion = sign ? HR_F_SIGN : HR_F_QUERY;
    const char *wanted = orders ? "orders" : "blocks", *got = write_one(s, orders, blocks, notion, least);
    CHECK(got && !strcmp(got, wanted), "trial %u, %s: %s", trial, wanted, got ? got : "nothing");
    char said[1024] = "", claim[64];
    int status = got ? verify(said, sizeof said) : HV_UNREAD;
    snprintf(claim, sizeof claim, "accepted: feasible %s %zu (%s)", hr_notion_names[notion], least, wanted);
    CHECK(status == HV_ACCEPTED && !strncmp(said, claim, strlen(claim)), "trial %u: %s", trial, said);
}

static void fill_orders(hr_orders *out, const small *s) {
    hr_block block = {0};
    small_fill_orders(&block, &s->ancestors);
    *out = block.orders;
}

static void test_accepted(void) {
    uint32_t written = 0;
    for (uint32_t trial = 0; trial < TRIALS; trial++) {
        small s;
        hr_blocks blocks;
        hr_orders orders;
        small_random(&s, 10 + trial, 1 + trial % 3, trial % 3 == 2, trial);
        OK(hr_hierarchy_write(&s.hierarchy, hierarchy));
        fill_orders(&orders, &s);
        small_blocks(&blocks, &s);
        for (int sign = 0; sign < 2; sign++) {
            accepts(&s, &orders, NULL, orders.k + (size_t)sign, sign, trial);
            bool drawn = true; /* a block of runs that has none says nothing */
            for (uint32_t b = 0; b < blocks.count; b++)
                drawn &= blocks.block[b].documents && (b > 1 || blocks.block[b].runs.most);
            if (drawn)
                accepts(&s, NULL, &blocks, hr_blocks_dimension(&blocks, sign), sign, trial);
            written += drawn;
        }
        hr_orders_clear(&orders);
        hr_blocks_clear(&blocks);
        small_clear(&s);
    }
    CHECK(written > TRIALS, "%u of %u had runs", written, 2 * TRIALS);
}

static void test_refused(void) {
    small s;
    hr_blocks blocks;
    hr_orders orders;
    small_random(&s, 20, 2, false, 1);
    fill_orders(&orders, &s);
    small_blocks(&blocks, &s);
    size_t least = hr_blocks_dimension(&blocks, false);
    CHECK(!write_one(&s, &orders, NULL, HR_F_QUERY, orders.k - 1), "a dimension too few for the orders");
    CHECK(!write_one(&s, &orders, NULL, HR_F_SIGN, orders.k), "F-sign's own is missing");
    CHECK(!write_one(&s, NULL, &blocks, HR_F_QUERY, least - 1), "a dimension too few for the blocks");
    for (uint32_t level = 0; level < 2; level++) {
        uint32_t before = orders.query_level[0];
        orders.query_level[0] = level ? HR_NONE - 1 : 1 - before;
        CHECK(!write_one(&s, &orders, NULL, HR_F_QUERY, orders.k), "a wrong level, or one too high");
        orders.query_level[0] = before;
    }
    blocks.block[3].vectors.threshold[0] = -3;
    CHECK(!write_one(&s, NULL, &blocks, HR_F_QUERY, least), "thresholds of both signs");
    CHECK(access(certificate, F_OK) != 0, "nothing is written");
    hr_orders_clear(&orders);
    hr_blocks_clear(&blocks);
    small_clear(&s);
}

int main(void) {
    if (!mkdtemp(folder))
        return 99;
    snprintf(certificate, sizeof certificate, "%s/certificate", folder);
    snprintf(hierarchy, sizeof hierarchy, "%s/h.hierarchy", folder);
    RUN(test_refused);
    RUN(test_accepted);
    unlink(certificate);
    unlink(hierarchy);
    rmdir(folder);
    return hr_test_end();
}
