#include "compare.h"

#include <math.h>
#include <omp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    const oracle *o;
    const oracle_verdict *truth;
    const hr_ancestors *a;
    const hr_embedding *e;
    const hr_check_options *options;
    const hr_check_result *r;
    const char *what;
    int threads;
    unsigned wrong;
} comparison;

__attribute__((format(printf, 2, 3))) static void differs(comparison *c, const char *format, ...) {
    static unsigned shown;
    if (!c->wrong++ && shown < 5)
        printf("%s, %s eps %a, route %d, %s%d threads, decided by %s (%s):\n", c->what,
               hr_notion_names[c->options->notion], c->options->eps, c->options->route,
               c->options->verdict_only ? "verdict only, " : "", c->threads,
               c->r->how ? c->r->how : "nothing", c->r->kernel ? c->r->kernel : "no kernel");
    if (shown < 5) {
        va_list list;
        va_start(list, format);
        printf("  ");
        vprintf(format, list);
        putchar('\n');
        va_end(list);
    }
    if (c->wrong == 1 && shown++ < 5)
        oracle_print(c->a, c->e);
}

/* Rounded values: the sign is compared apart. */
static bool close_to(double got, double want) {
    if (isinf(want))
        return got == want;
    return fabs(got - want) <= 1e-9 * fabs(want) + 1e-300;
}

#define SAME(field, want)                                                                                    \
    do {                                                                                                     \
        if (r->field != (want))                                                                              \
            differs(c, #field " is %llu, not %llu", (unsigned long long)r->field,                            \
                    (unsigned long long)(want));                                                             \
    } while (0)

static void compare_margin(comparison *c) {
    const hr_check_result *r = c->r;
    const oracle_verdict *t = c->truth;
    if (r->margin_sign != t->sign)
        differs(c, "margin_sign is %d, not %d", r->margin_sign, t->sign);
    if ((r->margin > 0) - (r->margin < 0) != r->margin_sign)
        differs(c, "margin %g does not have the sign %d", r->margin, r->margin_sign);
    if (r->margin_is_bound) {
        if (fabs(r->margin) > fabs(t->margin) * (1 + 1e-9) || r->margin_log10 > t->log10 + 1e-9)
            differs(c, "margin is said to be at least %g (10^%g), it is %g (10^%g)", r->margin,
                    r->margin_log10, t->margin, t->log10);
        return;
    }
    if (!close_to(r->margin, t->margin))
        differs(c, "margin is %.17g, not %.17g", r->margin, t->margin);
    if (isinf(t->log10) ? r->margin_log10 != t->log10 : !(fabs(r->margin_log10 - t->log10) < 1e-8))
        differs(c, "margin_log10 is %.17g, not %.17g", r->margin_log10, t->log10);
}

static void compare_counted(comparison *c) {
    const hr_check_result *r = c->r;
    const oracle_verdict *t = c->truth;
    SAME(relevant, t->relevant);
    SAME(retrieved, t->retrieved);
    SAME(reported, t->reported);
    SAME(bad_queries, t->bad_queries);
    if (r->distances < t->distances) {
        differs(c, "distances is %u, less than %u", r->distances, t->distances);
        return;
    }
    for (uint32_t k = 0; k < r->distances && k < ORACLE_DISTANCES; k++) {
        SAME(total[k], t->total[k]);
        SAME(hit[k], t->hit[k]);
    }
    if (fabs(r->macro - t->macro) > 1e-12)
        differs(c, "macro is %.17g, not %.17g", r->macro, t->macro);
}

/* The worst entry's documents are the query's lowest matched and highest unmatched ones. */
static void compare_ends(comparison *c, const hr_worst *w) {
    const oracle *o = c->o;
    if (w->query >= c->a->queries || w->rival_query != w->query) {
        differs(c, "worst pair of query %u, rival %u", w->query, w->rival_query);
        return;
    }
    bool matched = false, unmatched = false;
    for (uint32_t x = 0; x < c->a->documents; x++)
        *(oracle_matched(o, w->query, x) ? &matched : &unmatched) = true;
    if (matched != (w->matched != HR_NONE) || unmatched != (w->unmatched != HR_NONE)) {
        differs(c, "query %u: worst pair %u, %u", w->query, w->matched, w->unmatched);
        return;
    }
    for (uint32_t x = 0; x < c->a->documents; x++) {
        bool is = oracle_matched(o, w->query, x);
        uint32_t end = is ? w->matched : w->unmatched;
        if (end >= c->a->documents || oracle_matched(o, w->query, end) != is ||
            oracle_compare(o, w->query, x, end) * (is ? 1 : -1) < 0)
            differs(c, "query %u: document %u is not its %s; look at %u", w->query, end,
                    is ? "lowest matched" : "highest unmatched", x);
    }
    if (!close_to(w->margin, c->truth->query_margin[w->query]))
        differs(c, "query %u: margin %.17g, not %.17g", w->query, w->margin,
                c->truth->query_margin[w->query]);
}

static void compare_global_ends(comparison *c, const hr_worst *w) {
    for (uint32_t q = 0; q < c->a->queries; q++)
        for (uint32_t x = 0; x < c->a->documents; x++) {
            if (oracle_matched(c->o, q, x)
                    ? oracle_compare_cosines(c->o, q, x, w->query, w->matched, 0) < 0
                    : oracle_compare_cosines(c->o, q, x, w->rival_query, w->unmatched, 0) > 0)
                differs(c, "(%u, %u) and (%u, %u) are not the ends: look at (%u, %u)", w->query, w->matched,
                        w->rival_query, w->unmatched, q, x);
        }
}

static int ascending(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void compare_worst(comparison *c) {
    const hr_check_result *r = c->r;
    if (r->worst_count > c->options->worst || r->worst_count > HR_WORST) {
        differs(c, "%u worst pairs, asked for %u", r->worst_count, c->options->worst);
        return;
    }
    if (c->options->notion == HR_F_GLOBAL) {
        for (uint32_t i = 0;
             i < r->worst_count && r->worst[i].matched != HR_NONE && r->worst[i].unmatched != HR_NONE; i++)
            compare_global_ends(c, &r->worst[i]);
        return;
    }
    for (uint32_t i = 0; i < r->worst_count; i++) {
        compare_ends(c, &r->worst[i]);
        if (i && r->worst[i].margin < r->worst[i - 1].margin)
            differs(c, "worst pair %u before its turn", i);
        for (uint32_t j = 0; j < i; j++)
            if (r->worst[i].query == r->worst[j].query)
                differs(c, "query %u twice among the worst", r->worst[i].query);
    }
    if (r->worst_count && !r->margin_is_bound && !close_to(r->worst[0].margin, r->margin))
        differs(c, "first worst pair has margin %g, the whole %g", r->worst[0].margin, r->margin);
    /* by pairs, the list is the sorted margins of the queries */
    bool structure = strstr(r->how, "structure");
    double *margin = malloc((c->a->queries + 1) * sizeof *margin);
    uint32_t count = 0;
    for (uint32_t q = 0; margin && q < c->a->queries; q++)
        if (!isinf(c->truth->query_margin[q]))
            margin[count++] = c->truth->query_margin[q];
    if (margin)
        qsort(margin, count, sizeof *margin, ascending);
    uint32_t want = count < c->options->worst ? count : c->options->worst;
    if (!structure && r->worst_count != want)
        differs(c, "%u worst pairs, not %u", r->worst_count, want);
    if (structure && want && !r->worst_count && !r->margin_is_bound)
        differs(c, "no worst pair");
    for (uint32_t i = 0; !structure && margin && i < r->worst_count && i < want; i++)
        if (!close_to(r->worst[i].margin, margin[i]))
            differs(c, "worst margin %u is %.17g, not %.17g", i, r->worst[i].margin, margin[i]);
    free(margin);
}

bool compare_check(compare_counts *counts, const oracle *o, const oracle_verdict *truth,
                   const hr_ancestors *ancestors, const hr_embedding *embedding,
                   const hr_check_options *options, int threads, const char *what) {
    hr_check_result r;
    comparison c = {o, truth, ancestors, embedding, options, &r, what, threads, 0};
    omp_set_num_threads(threads);
    hr_status status = hr_check(&r, ancestors, embedding, options);
    counts->checks++;
    if (options->notion == HR_F_GLOBAL && oracle_zero_vector(o)) {
        if (status != HR_EINPUT || !strstr(hr_error(), "zero vector"))
            differs(&c, "a zero vector is not refused: %s", status == HR_OK ? "no error" : hr_error());
        if (status == HR_OK)
            hr_check_result_clear(&r);
        return !c.wrong;
    }
    if (status != HR_OK) {
        memset(&r, 0, sizeof r);
        differs(&c, "hr_check failed: %s", hr_error());
        return false;
    }
    if (!r.how || !r.kernel)
        differs(&c, "how or kernel is missing");
    if (r.verdict != (truth->feasible ? HR_FEASIBLE : HR_INFEASIBLE))
        differs(&c, "verdict is %s, not %s", hr_verdict_names[r.verdict],
                truth->feasible ? "FEASIBLE" : "INFEASIBLE");
    if (r.notion != options->notion || r.dimension != embedding->docs.cols ||
        (options->notion == HR_F_GLOBAL && r.eps != options->eps))
        differs(&c, "notion, eps or dimension is not what was asked");
    /* stopped early, the margin is that of some violation */
    if (options->verdict_only && !r.complete && !truth->feasible) {
        if (r.margin_sign > 0)
            differs(&c, "INFEASIBLE with a positive margin");
    } else {
        compare_margin(&c);
        if (r.complete)
            compare_counted(&c);
        else if (!options->verdict_only)
            differs(&c, "not complete");
        if (r.how)
            compare_worst(&c);
    }
    if (options->route != HR_ROUTE_AUTO && r.how && strstr(r.how, "structure"))
        differs(&c, "the route by pairs was not taken");
    counts->feasible += r.verdict == HR_FEASIBLE;
    counts->opened_exact += r.opened_exact;
    counts->exact_checks += r.opened_exact > 0;
    counts->by_structure += r.how && strstr(r.how, "structure");
    hr_check_result_clear(&r);
    return !c.wrong;
}

bool compare_all(compare_counts *counts, const hr_ancestors *ancestors, const hr_embedding *embedding,
                 const double *eps, size_t eps_count, unsigned turn, const char *what) {
    static const hr_route routes[] = {HR_ROUTE_AUTO, HR_ROUTE_PAIRS, HR_ROUTE_BLAS};
    oracle *o = oracle_new(ancestors, embedding);
    bool same = true;
    for (size_t n = 0; n < 2 + eps_count; n++) {
        hr_notion notion = n == 0 ? HR_F_QUERY : n == 1 ? HR_F_SIGN : HR_F_GLOBAL;
        hr_check_options options = {.notion = notion, .eps = n < 2 ? 0 : eps[n - 2]};
        oracle_verdict truth;
        oracle_decide(&truth, o, notion, options.eps);
        for (size_t k = 0; k < 3; k++, turn++) {
            options.route = routes[k];
            options.verdict_only = turn % 5 == 4;
            options.worst = turn % 7 == 6 ? 0 : turn % 7 == 5 ? HR_WORST : turn % 7;
            same &= compare_check(counts, o, &truth, ancestors, embedding, &options, turn % 2 ? 4 : 1, what);
        }
        oracle_verdict_clear(&truth);
    }
    oracle_free(o);
    return same;
}
