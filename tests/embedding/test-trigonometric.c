/* U4 on the trigonometric moment curve: coordinates and scores against the formula, and the exact decision.
 */
#include "small.h"

#include "feasibility/check.h"

#include <math.h>

enum { TRIALS = 24 };

/* 1 - F_n(u) from sines, not from the sum of cosines that the construction multiplies out. */
static double factor(uint32_t n, double u) {
    double sine = sin(u / 2);
    return fabs(sine) < 1e-9 ? 0 : 1 - pow(sin((n + 1) * u / 2) / ((n + 1) * sine), 2);
}

/* score(q, x) - score(q, a member) = -prod over S(q) of (1 - F_n(t_x - t_y)) */
static void check_scores(const small *s, const hr_embedding *e, uint32_t q, const char *where) {
    const hr_ancestors *a = &s->ancestors;
    uint64_t count = a->start[q + 1] - a->start[q];
    double member = NAN;
    for (int pass = 0; pass < 2; pass++)
        for (uint32_t x = 0; x < a->documents; x++) {
            double score = 0, product = 1;
            for (size_t j = 0; j < e->docs.cols; j++)
                score += hr_matrix_get_d(&e->queries, q, j) * hr_matrix_get_d(&e->docs, x, j);
            for (uint64_t p = 0; p < count; p++) {
                uint32_t k = (uint32_t)e->docs.cols / 2;
                uint32_t n = (uint32_t)(k / count + (p < k % count));
                double turn = (double)x - (double)a->document[a->start[q] + p];
                product *= factor(n, 2 * M_PI * turn / a->documents);
            }
            if (!pass && hr_is_ancestor(a, q, x))
                member = score;
            if (pass)
                CHECK(fabs(score - member + product) < 1e-12,
                      "%s, query %u, document %u: %g below, wanted %g", where, q, x, member - score, product);
        }
}

static void check_documents(const hr_matrix *docs, const char *where) {
    for (size_t i = 0; i < docs->rows; i++)
        for (size_t k = 0; k < docs->cols; k++) {
            double angle = 2 * M_PI * (double)i * (double)(k / 2 + 1) / (double)docs->rows;
            double want = k == docs->cols - 1 && k % 2 == 0 ? 0 : k % 2 ? sin(angle) : cos(angle);
            CHECK(fabs(hr_matrix_get_d(docs, i, k) - want) < 1e-13, "%s: document %zu, coordinate %zu", where,
                  i, k);
        }
}

static void test_formula(void) {
    for (uint32_t trial = 0; trial < TRIALS; trial++) {
        small s;
        hr_embedding e;
        char where[64];
        small_random(&s, 1 + trial * 7 % 29, 1 + trial % 3, trial % 3 == 2, trial);
        for (uint32_t more = 0; more < 6; more++) {
            hr_method_options options = {.dim = more ? 2 * s.ancestors.s + more : 0, .dtype = HR_FLOAT64};
            snprintf(where, sizeof where, "trial %u, %u more dimensions", trial, more);
            small_build(&e, "trigonometric", &s, options);
            CHECK(e.docs.cols == 2 * s.ancestors.s + more, "%s: %zu columns", where, e.docs.cols);
            check_documents(&e.docs, where);
            for (uint32_t q = 0; q < s.ancestors.queries; q++)
                if (s.ancestors.start[q] < s.ancestors.start[q + 1])
                    check_scores(&s, &e, q, where);
            hr_embedding_clear(&e);
        }
        FAILS(hr_method_build(&e, hr_method_find("trigonometric"), &s.hierarchy, &s.ancestors,
                              &(hr_method_options){.dim = 2 * s.ancestors.s - 1}),
              "needs 2 s =");
        small_clear(&s);
    }
}

/* More pairs of documents in 4 dimensions than training reaches in 40; fewer in float32 than in float64; more
 * with more frequencies. */
static void test_pairs(void) {
    static const struct {
        const char *hierarchy;
        uint32_t dim;
        hr_dtype dtype;
        hr_verdict verdict;
    } rows[] = {
        {"subsets:m=120,k=2", 4, HR_FLOAT32, HR_FEASIBLE},
        {"subsets:m=300,k=2", 4, HR_FLOAT32, HR_INFEASIBLE},
        {"subsets:m=300,k=2", 8, HR_FLOAT32, HR_FEASIBLE},
        {"subsets:m=300,k=2", 4, HR_FLOAT64, HR_FEASIBLE},
        {"subsets:m=24,k=3", 6, HR_FLOAT32, HR_FEASIBLE},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        small s = {.ancestors = {0}};
        hr_embedding e;
        hr_check_result r;
        hr_hierarchy_init(&s.hierarchy);
        OK(hr_hierarchy_open(&s.hierarchy, rows[i].hierarchy));
        OK(hr_ancestors_build(&s.ancestors, &s.hierarchy));
        small_build(&e, "trigonometric", &s, (hr_method_options){.dim = rows[i].dim, .dtype = rows[i].dtype});
        OK(hr_check(&r, &s.ancestors, &e, &(hr_check_options){.notion = HR_F_QUERY, .verdict_only = true}));
        CHECK(r.verdict == rows[i].verdict, "%s, d = %u, %s: %s", rows[i].hierarchy, rows[i].dim,
              hr_dtype_name(rows[i].dtype), hr_verdict_names[r.verdict]);
        hr_check_result_clear(&r);
        hr_embedding_clear(&e);
        small_clear(&s);
    }
}

int main(void) {
    RUN(test_formula);
    RUN(test_pairs);
    return hr_test_end();
}
