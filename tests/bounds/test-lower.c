/* L2 .. L5: decisions against all orders, certificates against changed ones, ceilings against real
 * embeddings. */
#include "embedding/small.h"
#include "test.h"

#include "bounds/bracket.h"
#include "bounds/ends.h"
#include "bounds/rows.h"

#include <math.h>
#include <omp.h>

static hr_bound_row row_of(const hr_bound *bound, const small *s, hr_notion notion, double eps) {
    hr_problem problem = {.hierarchy = &s->hierarchy,
                          .ancestors = &s->ancestors,
                          .notion = notion,
                          .eps = eps,
                          .effort = 0.2,
                          .seed = 1};
    hr_bound_row row;
    OK(bound->compute(&row, &problem));
    return row;
}

static void open_small(small *out, const char *what) {
    hr_hierarchy_init(&out->hierarchy);
    OK(hr_hierarchy_open(&out->hierarchy, what));
    OK(hr_ancestors_build(&out->ancestors, &out->hierarchy));
}

static uint32_t set_of(const hr_ancestors *a, uint32_t q) {
    uint32_t set = 0;
    for (uint64_t i = a->start[q]; i < a->start[q + 1]; i++)
        set |= UINT32_C(1) << a->document[i];
    return set;
}

static bool next_permutation(uint32_t *order, uint32_t count) {
    uint32_t i = count - 1, j = count - 1;
    while (i && order[i - 1] >= order[i])
        i--;
    if (!i)
        return false;
    while (order[j] <= order[i - 1])
        j--;
    uint32_t swap = order[i - 1];
    order[i - 1] = order[j];
    order[j] = swap;
    for (j = count - 1; i < j; i++, j--) {
        swap = order[i];
        order[i] = order[j];
        order[j] = swap;
    }
    return true;
}

static bool all_are_ends(const hr_ancestors *a, uint32_t turned, const uint32_t *order) {
    uint32_t whole = (UINT32_C(1) << a->documents) - 1, turn = turned == HR_NONE ? 0 : set_of(a, turned);
    for (uint32_t q = 0; q < a->queries; q++) {
        uint32_t set = set_of(a, q) ^ turn, begin = 0;
        bool end = set == 0;
        for (uint32_t i = 0; i < a->documents; i++) {
            begin |= UINT32_C(1) << order[i];
            end |= begin == set || begin == (whole ^ set);
        }
        if (!end)
            return false;
    }
    return true;
}

static bool has_order(const hr_ancestors *a, uint32_t turned) {
    uint32_t order[8];
    for (uint32_t i = 0; i < a->documents; i++)
        order[i] = i;
    do
        if (all_are_ends(a, turned, order))
            return true;
    while (next_permutation(order, a->documents));
    return false;
}

static void test_ends_against_all_orders(void) {
    uint32_t answers[3] = {0};
    for (uint32_t trial = 0; trial < 300; trial++) {
        small s;
        small_random(&s, 2 + trial % 6, 1 + trial % 3, trial % 2, trial);
        for (uint32_t turned = 0; turned <= s.ancestors.queries; turned++) {
            uint32_t turn = turned == s.ancestors.queries ? HR_NONE : turned;
            hr_ends ends;
            OK(hr_ends_decide(&ends, &s.ancestors, turn));
            bool want = has_order(&s.ancestors, turn);
            CHECK((ends.answer == HR_ENDS_ORDER) == want, "trial %u, turned %u: %d, all orders %d", trial,
                  turned, ends.answer, want);
            answers[ends.answer]++;
            hr_ends_clear(&ends);
        }
        small_clear(&s);
    }
    CHECK(answers[0] > 50 && answers[1] > 50 && answers[2] > 50, "%u orders, %u triples, %u crossings",
          answers[0], answers[1], answers[2]);
}

/* L5 by comparing all pairs of queries */
static void test_information(void) {
    for (uint32_t trial = 0; trial < 40; trial++) {
        small s;
        small_random(&s, 3 + trial % 12, 1 + trial % 3, trial % 2, trial);
        const hr_ancestors *a = &s.ancestors;
        uint64_t all = 0, of_size[32] = {0}, most = 0;
        for (uint32_t q = 0; q < a->queries; q++) {
            bool first = true;
            for (uint32_t p = 0; p < q; p++)
                first &= set_of(a, p) != set_of(a, q);
            all += first;
            of_size[a->start[q + 1] - a->start[q]] += first;
        }
        for (int k = 0; k < 32; k++)
            most = of_size[k] > most ? of_size[k] : most;
        for (int notion = 0; notion < 2; notion++) {
            uint64_t want = notion == HR_F_SIGN ? all : most;
            hr_bound_row row = row_of(&hr_bound_information, &s, (hr_notion)notion, 0);
            bool holds;
            CHECK(row.applies == (want > 1) && (!row.applies || row.evidence.count == want), "trial %u",
                  trial);
            if (row.applies) {
                row.evidence.count++;
                OK(hr_evidence_check(&holds, &row.evidence, a));
                CHECK(!holds, "trial %u: one set more", trial);
            }
            hr_bound_row_clear(&row);
        }
        small_clear(&s);
    }
}

/* A Hadamard matrix of 8 rows has norm sqrt 8: Forster's bound is 3, by any power that is large enough. */
static void test_forster_of_hadamard(void) {
    hr_builder *builder = hr_builder_new(HR_BUILD_NUMBERED, "Hadamard");
    OK(hr_builder_numbered(builder, 16));
    for (uint32_t i = 0; i < 8; i++)
        for (uint32_t j = 0; j < 8; j++)
            if (!(__builtin_popcount(i & j) & 1))
                OK(hr_builder_edge(builder, i, 8 + j, 0));
    for (uint32_t i = 0; i < 8; i++) {
        OK(hr_builder_query(builder, i));
        OK(hr_builder_document(builder, 8 + i));
    }
    small s;
    small_finish(&s, builder);
    hr_bound_row row = row_of(&hr_bound_forster, &s, HR_F_SIGN, 0);
    CHECK(row.applies && row.dimension == 3, "F-sign: %g", row.dimension);
    bool holds;
    row.evidence.least = 4;
    OK(hr_evidence_check(&holds, &row.evidence, &s.ancestors));
    CHECK(!holds, "F-sign 4");
    row.evidence.least = 3;
    row.evidence.power = 1; /* trace(A^T A) = 64: sqrt(64)/8 = 1 */
    OK(hr_evidence_check(&holds, &row.evidence, &s.ancestors));
    CHECK(!holds, "power 1");
    row.evidence.power = 16;
    OK(hr_evidence_check(&holds, &row.evidence, &s.ancestors));
    CHECK(holds, "power 16");
    mpz_t trace, want;
    mpz_inits(trace, want, NULL);
    for (row.evidence.power = 1; row.evidence.power < 12; row.evidence.power++) {
        row.evidence.queries = row.evidence.documents = 8;
        OK(hr_evidence_resize(&row.evidence, 8, 8, false));
        for (uint32_t i = 0; i < 8; i++)
            row.evidence.query[i] = row.evidence.document[i] = i;
        OK(hr_evidence_trace(trace, &row.evidence, &s.ancestors, false)); /* A^T A = 8 I */
        mpz_ui_pow_ui(want, 8, row.evidence.power + 1ul);
        CHECK(!mpz_cmp(trace, want), "trace of power %u", row.evidence.power);
    }
    mpz_clears(trace, want, NULL);
    hr_bound_row_clear(&row);
    row = row_of(&hr_bound_forster, &s, HR_F_QUERY, 0);
    CHECK(row.dimension == 2, "F-query: %g", row.dimension);
    hr_bound_row_clear(&row);
    /* ceiling 1/sqrt 8 for uniform weights, and none are better: A/sqrt 8 itself is an embedding with this
     * margin */
    row = row_of(&hr_bound_margin, &s, HR_F_SIGN, 0);
    double ceiling = pow(10, row.margin_log10);
    CHECK(ceiling >= 1 / sqrt(8) && ceiling < 1.06 / sqrt(8), "ceiling %g", ceiling);
    row.evidence.numerator = 125000000 - 1; /* N/M < 1/8 */
    OK(hr_evidence_check(&holds, &row.evidence, &s.ancestors));
    CHECK(!holds, "a ceiling below a real margin");
    hr_bound_row_clear(&row);
    small_clear(&s);
}

/* Documents e_j and queries +-1/sqrt m: margin 1/sqrt m for every notion, with threshold 0.  No ceiling is
 * lower. */
static void test_ceilings(void) {
    for (uint32_t trial = 0; trial < 30; trial++) {
        small s;
        small_random(&s, 3 + trial % 14, 1 + trial % 3, trial % 3 == 0, trial);
        double real = 1 / sqrt(s.ancestors.documents);
        for (int notion = 0; notion < 3; notion++) {
            hr_bound_row row = row_of(&hr_bound_margin, &s, (hr_notion)notion, real);
            double ceiling = row.applies ? pow(10, row.margin_log10) : 1;
            CHECK(ceiling >= real && !(row.dimension == HUGE_VAL), "trial %u, %s: ceiling %g, a margin of %g",
                  trial, hr_notion_names[notion], ceiling, real);
            hr_bound_row_clear(&row);
        }
        small_clear(&s);
    }
}

/* The ceiling of F-global is sharp about eps: just above it there is no embedding, just below the row says
 * nothing. */
static void test_impossible(void) {
    small s;
    open_small(&s, "star:n=6");
    hr_bound_row row = row_of(&hr_bound_margin, &s, HR_F_GLOBAL, 0.1);
    double ceiling = pow(10, row.margin_log10);
    CHECK(isnan(row.dimension), "eps 0.1: %g", row.dimension);
    hr_bound_row_clear(&row);
    row = row_of(&hr_bound_margin, &s, HR_F_GLOBAL, ceiling * 1.0001);
    CHECK(row.dimension == HUGE_VAL, "eps %g, ceiling %g", ceiling * 1.0001, ceiling);
    hr_bound_row_clear(&row);
    row = row_of(&hr_bound_margin, &s, HR_F_GLOBAL, ceiling * 0.9999);
    CHECK(isnan(row.dimension), "eps %g, ceiling %g", ceiling * 0.9999, ceiling);
    hr_bound_row_clear(&row);
    small_clear(&s);
}

/* lower <= upper everywhere, F-sign between F-query and one more */
static void test_brackets(void) {
    for (uint32_t trial = 0; trial < 25; trial++) {
        small s;
        small_random(&s, 2 + trial % 20, 1 + trial % 4, trial % 4 == 3, trial + 500);
        hr_bracket bracket[2];
        for (int notion = 0; notion < 2; notion++) {
            hr_bound_row rows[64] = {{0}};
            size_t count = 0;
            for (; hr_bounds[count]; count++)
                rows[count] = row_of(hr_bounds[count], &s, (hr_notion)notion, 0);
            hr_bracket_make(&bracket[notion], rows);
            for (size_t i = 0; i < count; i++)
                hr_bound_row_clear(&rows[i]);
            CHECK(bracket[notion].lower <= bracket[notion].upper, "trial %u: %g <= d <= %g", trial,
                  bracket[notion].lower, bracket[notion].upper);
        }
        CHECK(bracket[0].lower <= bracket[1].upper && bracket[1].lower <= bracket[0].upper + 1,
              "trial %u: F-query and F-sign contradict each other", trial);
        small_clear(&s);
    }
}

int main(void) {
    omp_set_num_threads(1); /* much too small to share */
    RUN(test_ends_against_all_orders);
    RUN(test_information);
    RUN(test_forster_of_hadamard);
    RUN(test_ceilings);
    RUN(test_impossible);
    RUN(test_brackets);
    return hr_test_end();
}
