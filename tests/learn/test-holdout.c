/* The split of pairs into trained and held-out ones. */
#include "test.h"

#include "learn/holdout.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static void open_ancestors(hr_ancestors *a, const char *what) {
    hr_hierarchy h;
    hr_hierarchy_init(&h);
    OK(hr_hierarchy_open(&h, what));
    OK(hr_ancestors_build(a, &h));
    hr_hierarchy_clear(&h);
}

/* pairs of the query at distance k */
static uint64_t pairs_at(const hr_ancestors *a, uint32_t q, uint32_t k) {
    uint64_t count = 0;
    for (uint64_t p = a->start[q]; p < a->start[q + 1]; p++)
        count += a->distance[p] == k;
    return count;
}

/* Both parts are sound and every pair, with its distance, is in exactly one of them. */
static void check_parts(const hr_ancestors *a, const hr_ancestors *trained, const hr_ancestors *held) {
    const hr_ancestors *part[] = {trained, held};
    CHECK(trained->pairs + held->pairs == a->pairs, "%llu pairs", (unsigned long long)held->pairs);
    for (int i = 0; i < 2; i++) {
        uint32_t s = 0, deepest = 0;
        CHECK(part[i]->queries == a->queries && part[i]->documents == a->documents, "part %d", i);
        CHECK(part[i]->start[0] == 0 && part[i]->start[a->queries] == part[i]->pairs, "part %d", i);
        for (uint32_t q = 0; q < a->queries; q++) {
            uint32_t size = (uint32_t)(part[i]->start[q + 1] - part[i]->start[q]);
            s = size > s ? size : s;
            for (uint64_t p = part[i]->start[q]; p < part[i]->start[q + 1]; p++) {
                CHECK(hr_is_ancestor(a, q, part[i]->document[p]), "part %d", i);
                CHECK(!hr_is_ancestor(part[1 - i], q, part[i]->document[p]), "part %d", i);
                CHECK(p == part[i]->start[q] || part[i]->document[p - 1] < part[i]->document[p], "part %d",
                      i);
                deepest = part[i]->distance[p] > deepest ? part[i]->distance[p] : deepest;
            }
            for (uint32_t k = 0; k <= a->max_distance; k++)
                CHECK(pairs_at(trained, q, k) + pairs_at(held, q, k) == pairs_at(a, q, k), "part %d", i);
        }
        CHECK(part[i]->s == s && part[i]->max_distance == deepest, "part %d", i);
        for (uint32_t k = 0; k <= deepest; k++) {
            uint64_t count = 0;
            for (uint32_t q = 0; q < a->queries; q++)
                count += pairs_at(part[i], q, k);
            CHECK(part[i]->by_distance[k] == count, "part %d", i);
        }
    }
}

/* floor or ceiling of share * c at every distance, and something stays. */
static void check_shares(const hr_ancestors *a, const hr_ancestors *held, double share) {
    for (uint32_t q = 0; q < a->queries; q++) {
        uint64_t all = a->start[q + 1] - a->start[q], out = held->start[q + 1] - held->start[q];
        CHECK(!all || out < all, "query %u", q);
        bool spared = all && out + 1 == all; /* one may have gone back */
        for (uint32_t k = 0; k <= a->max_distance; k++) {
            double wanted = share * (double)pairs_at(a, q, k), got = (double)pairs_at(held, q, k);
            CHECK(got <= floor(wanted) + 1 && got >= floor(wanted) - spared, "query %u", q);
        }
    }
}

static void check_split(const char *what, double share) {
    hr_ancestors a, trained, held, again, other;
    open_ancestors(&a, what);
    OK(hr_holdout_split(&trained, &held, &a, share, 7));
    check_parts(&a, &trained, &held);
    check_shares(&a, &held, share);
    hr_ancestors_clear(&trained);
    OK(hr_holdout_split(&trained, &again, &a, share, 7));
    CHECK(again.pairs == held.pairs, "%s, share %g", what, share);
    CHECK(!memcmp(again.document, held.document, held.pairs * sizeof *held.document), "%s, share %g", what,
          share);
    hr_ancestors_clear(&trained);
    OK(hr_holdout_split(&trained, &other, &a, share, 8));
    CHECK(other.pairs != held.pairs ||
              memcmp(other.document, held.document, held.pairs * sizeof *held.document),
          "%s, share %g", what, share);
    hr_ancestors_clear(&trained);
    hr_ancestors_clear(&held);
    hr_ancestors_clear(&again);
    hr_ancestors_clear(&other);
    hr_ancestors_clear(&a);
}

/* Every pair is as likely as every other.  With two pairs a query and share .3, floor(.6 + u) is 1 with
 * probability .6 and else 0: each pair is held out in 3 of 10 splits. */
static void test_uniform(void) {
    enum { SPLITS = 1000 };
    hr_ancestors a, trained, held;
    open_ancestors(&a, "subsets:m=8,k=2");
    double *times = calloc(a.pairs, sizeof *times), total = 0;
    CHECK(times != NULL, "out of memory");
    for (uint64_t seed = 0; seed < SPLITS && times; seed++) {
        OK(hr_holdout_split(&trained, &held, &a, 0.3, seed));
        for (uint64_t p = 0; p < a.pairs; p++) {
            uint32_t q = 0;
            while (a.start[q + 1] <= p)
                q++;
            times[p] += hr_is_ancestor(&held, q, a.document[p]);
        }
        total += (double)held.pairs;
        hr_ancestors_clear(&trained);
        hr_ancestors_clear(&held);
    }
    double deviation = sqrt(0.3 * 0.7 * SPLITS);
    for (uint64_t p = 0; p < a.pairs && times; p++)
        CHECK(fabs(times[p] - 0.3 * SPLITS) < 4.5 * deviation, "pair %u: %g", (unsigned)p, times[p]);
    /* a query holds one out or none: variance .6 * .4 */
    CHECK(fabs(total - 0.3 * SPLITS * (double)a.pairs) < 4.5 * sqrt(0.24 * SPLITS * (double)a.queries),
          "%g in all", total);
    free(times);
    hr_ancestors_clear(&a);
}

static void test_refusals(void) {
    hr_ancestors a, trained, held;
    open_ancestors(&a, "path:n=1"); /* one query, one document: it stays */
    FAILS(hr_holdout_split(&trained, &held, &a, 0.99, 1), "no pair is held out of 1");
    const double bad[] = {0, 1, -0.5, 2, (double)NAN};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        FAILS(hr_holdout_split(&trained, &held, &a, bad[i], 1), "must lie between 0 and 1");
    CHECK(!trained.start && !held.start, "something is left");
    hr_ancestors_clear(&a);
}

static void test_parts(void) {
    check_split("tree:width=3,height=5", 0.2);
    check_split("dag:n=300,parents=3,seed=2", 0.5);
    check_split("subsets:m=8,k=3", 0.9);
}

int main(void) {
    RUN(test_parts);
    RUN(test_uniform);
    RUN(test_refusals);
    return hr_test_end();
}
