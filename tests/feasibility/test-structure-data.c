/* U5 on NCBI's million nodes and U4, U6 on WordNet, decided by structure.  argv[0] tells which:
 * test-ncbi-structure or test-wordnet-structure. */
#include "test.h"

#include "base/progress.h"
#include "embedding/method.h"
#include "feasibility/check.h"

#include <sys/resource.h>

typedef struct {
    hr_hierarchy hierarchy;
    hr_ancestors ancestors;
} data;

static void open_or_skip(data *d, const char *name) {
    hr_hierarchy_init(&d->hierarchy);
    hr_status status = hr_hierarchy_open(&d->hierarchy, name);
    if (status == HR_EIO && strstr(hr_error(), " is in none of "))
        SKIP("%s", hr_error());
    CHECK(status == HR_OK, "%s", hr_error());
    OK(hr_ancestors_build(&d->ancestors, &d->hierarchy));
}

static void data_clear(data *d) {
    hr_ancestors_clear(&d->ancestors);
    hr_hierarchy_clear(&d->hierarchy);
}

static double peak_mib(void) {
    struct rusage use;
    getrusage(RUSAGE_SELF, &use);
    return (double)use.ru_maxrss / 1024;
}

/* Builds, checks, prints a line and clears; `out` is still the caller's to clear. */
static void decide(hr_check_result *out, const data *d, const char *name, hr_method_options options,
                   hr_notion notion) {
    hr_embedding e;
    hr_embedding_init(&e);
    double began = hr_seconds();
    OK(hr_method_build(&e, hr_method_find(name), &d->hierarchy, &d->ancestors, &options));
    double built = hr_seconds();
    OK(hr_check(out, &d->ancestors, &e, &(hr_check_options){.notion = notion, .worst = 3}));
    printf("     %s, %zu dimensions, %s: %s by %s; built in %.2f s, decided in %.2f s, peak %.0f MiB; recall "
           "%.4f%%, "
           "precision %.4f%%, margin 10^%.2f\n",
           e.origin, out->dimension, hr_notion_names[notion], hr_verdict_names[out->verdict], out->how,
           built - began, out->seconds, peak_mib(), 100.0 * (double)out->retrieved / (double)out->relevant,
           100.0 * (double)out->retrieved / (double)out->reported, out->margin_log10);
    fflush(stdout);
    hr_embedding_clear(&e);
}

static void test_ncbi(void) {
    data d;
    double began = hr_seconds();
    open_or_skip(&d, "ncbi");
    printf("     read in %.2f s\n", hr_seconds() - began);
    for (uint32_t dim = 3; dim >= 2; dim--) {
        hr_check_result r;
        decide(&r, &d, "interval", (hr_method_options){.dim = dim}, dim == 3 ? HR_F_SIGN : HR_F_QUERY);
        CHECK(r.verdict == HR_FEASIBLE && !strcmp(r.how, "run structure") && r.dimension == dim,
              "%s by %s in %zu", hr_verdict_names[r.verdict], r.how, r.dimension);
        CHECK(r.retrieved == 15660430u + 1038022u && r.reported == r.retrieved && !r.bad_queries &&
                  r.macro == 1,
              "%llu retrieved of %llu", (unsigned long long)r.retrieved, (unsigned long long)r.relevant);
        CHECK(r.margin_sign == 1 && r.margin > 0 && r.worst_count == 1, "margin %g", r.margin);
        hr_check_result_clear(&r);
    }
    CHECK(peak_mib() < 1536, "peak memory %.0f MiB", peak_mib());
    data_clear(&d);
}

static void test_wordnet(void) {
    static const struct {
        uint32_t runs;
        size_t dimension;
        double recall;
    } wanted[] = {{1, 3, 0.969}, {2, 5, 0.991}, {4, 9, 0.995}};
    data d;
    open_or_skip(&d, "wordnet");
    CHECK(d.ancestors.pairs == 825356, "%llu pairs", (unsigned long long)d.ancestors.pairs);
    for (size_t k = 0; k < sizeof wanted / sizeof *wanted; k++) {
        hr_check_result r;
        decide(&r, &d, "runs", (hr_method_options){.runs = wanted[k].runs}, HR_F_SIGN);
        CHECK(r.verdict == HR_INFEASIBLE && !strcmp(r.how, "run structure") &&
                  r.dimension == wanted[k].dimension,
              "%s by %s in %zu", hr_verdict_names[r.verdict], r.how, r.dimension);
        CHECK(r.reported == r.retrieved, "%llu reported, %llu retrieved", (unsigned long long)r.reported,
              (unsigned long long)r.retrieved);
        CHECK((double)r.retrieved >= wanted[k].recall * (double)r.relevant && r.relevant == 825356,
              "%llu retrieved", (unsigned long long)r.retrieved);
        CHECK(r.margin_sign == -1 && r.bad_queries > 0 && r.worst_count == 3, "%llu bad queries",
              (unsigned long long)r.bad_queries);
        hr_check_result_clear(&r);
    }
    hr_check_result r;
    decide(&r, &d, "runs", (hr_method_options){.dual = true}, HR_F_SIGN);
    CHECK(r.verdict == HR_FEASIBLE && !strcmp(r.how, "run structure"), "%s by %s",
          hr_verdict_names[r.verdict], r.how);
    hr_check_result_clear(&r);
    decide(&r, &d, "moment", (hr_method_options){0}, HR_F_QUERY);
    CHECK(r.verdict == HR_FEASIBLE && !strcmp(r.how, "moment structure") && r.dimension == 70,
          "%s by %s in %zu", hr_verdict_names[r.verdict], r.how, r.dimension);
    hr_check_result_clear(&r);
    data_clear(&d);
}

int main(int argc, char **argv) {
    (void)argc;
    if (strstr(argv[0], "ncbi"))
        RUN(test_ncbi);
    else
        RUN(test_wordnet);
    return hr_test_end();
}
