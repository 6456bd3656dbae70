/* Decisions by structure against brute force: constructions, hand-made families over scattered points, sets
 * that the runs miss, and mutations, which must not be confirmed. */
#include "test.h"

#include "base/random.h"
#include "compare.h"
#include "embedding/small.h"
#include "feasibility/structure.h"
#include "instances.h"

#include <math.h>

static uint32_t below(gsl_rng *rng, uint32_t n) {
    return (uint32_t)gsl_rng_uniform_int(rng, n);
}

static bool by_structure(const hr_ancestors *a, const hr_embedding *e, hr_notion notion) {
    hr_check_options options = {.notion = notion, .worst = 3};
    hr_check_result r;
    OK(e->structure.kind == HR_MOMENT_STRUCTURE ? hr_decide_moment(&r, a, e, &options)
                                                : hr_decide_runs(&r, a, e, &options));
    bool decided = r.how;
    CHECK(decided || (!r.total && !r.hit && r.verdict == HR_UNKNOWN),
          "undecided, but something is filled in");
    hr_check_result_clear(&r);
    return decided;
}

/* ---- hand-made families ---- */

enum { MOST = 12, MOST_RUNS = 4, MOST_POWERS = 2 * MOST_RUNS + 1 };

/* coefficient *= v^2 + b v + a, naively */
static void times(mpz_t *coefficient, int64_t a, int64_t b) {
    for (size_t j = MOST_POWERS; j-- > 0;) {
        mpz_t sum;
        mpz_init(sum);
        mpz_mul_si(sum, coefficient[j], a);
        if (j >= 1) {
            mpz_t term;
            mpz_init(term);
            mpz_mul_si(term, coefficient[j - 1], b);
            mpz_add(sum, sum, term);
            mpz_clear(term);
        }
        if (j >= 2)
            mpz_add(sum, sum, coefficient[j - 2]);
        mpz_swap(coefficient[j], sum);
        mpz_clear(sum);
    }
}

static void append(hr_matrix *matrix, size_t row, const mpz_t *z) {
    size_t at = row * matrix->cols;
    if (matrix->dtype == HR_BIGINT)
        OK(hr_bigint_append(matrix, row, z));
    for (size_t j = 0; j < matrix->cols && matrix->dtype != HR_BIGINT; j++) {
        CHECK(mpz_fits_slong_p(z[j]), "entry too large for the test");
        if (matrix->dtype == HR_INT64)
            matrix->i64[at + j] = mpz_get_si(z[j]);
        else
            matrix->f64[at + j] = mpz_get_d(z[j]);
    }
}

/* Points and runs scattered within +-reach: points even, ends of runs odd.  The form: dual, with the
 * constant. */
static void family(hr_embedding *e, uint32_t rows, uint32_t points, size_t c, bool dual, bool constant,
                   int64_t reach, hr_dtype dtype, gsl_rng *rng) {
    hr_structure *s = &e->structure;
    hr_embedding_init(e);
    e->origin = strdup("hand-made runs");
    *s = (hr_structure){.kind = HR_RUNS_STRUCTURE, .dual = dual, .points = points, .polynomials = rows};
    s->point = calloc(points, sizeof *s->point);
    s->run_start = calloc(rows + 1, sizeof *s->run_start);
    s->low = calloc(rows * c, sizeof *s->low);
    s->high = calloc(rows * c, sizeof *s->high);
    hr_matrix *polynomials = dual ? &e->queries : &e->docs, *powers = dual ? &e->docs : &e->queries;
    OK(hr_matrix_init(polynomials, rows, 2 * c + constant, dtype));
    OK(hr_matrix_init(powers, points, 2 * c + constant, dtype));
    size_t first = dual && !constant;
    mpz_t z[MOST_POWERS + 1];
    for (size_t j = 0; j <= MOST_POWERS; j++)
        mpz_init(z[j]);
    for (uint32_t i = 0; i < points; i++) {
        s->point[i] = 2 * ((int64_t)below(rng, (uint32_t)reach) - reach / 2);
        mpz_set_ui(z[0], 1);
        for (size_t j = 1; j <= 2 * c; j++)
            mpz_mul_si(z[j], z[j - 1], s->point[i]);
        append(powers, i, z + first);
    }
    for (uint32_t i = 0; i < rows; i++) {
        int64_t at = -reach - 3;
        uint64_t k = s->run_start[i];
        for (size_t j = 0; j <= MOST_POWERS; j++)
            mpz_set_si(z[j], j ? 0 : -1);
        size_t runs = below(rng, (uint32_t)c + 1);
        for (size_t r = 0; r < runs; r++) {
            int64_t room = 2 * reach / (int64_t)c + 1;
            s->low[k] = (at += 2 * (1 + (int64_t)below(rng, (uint32_t)(room / 2))));
            s->high[k] = (at += 2 * (1 + (int64_t)below(rng, (uint32_t)(room / 2))));
            s->low[k] |= 1;
            s->high[k] |= 1;
            at = s->high[k];
            times(z, s->low[k] * s->high[k], -(s->low[k] + s->high[k]));
            k++;
        }
        s->run_start[i + 1] = k;
        for (size_t r = runs; r < c; r++)
            times(z, 1, 0);
        append(polynomials, i, z + first);
    }
    for (size_t j = 0; j <= MOST_POWERS; j++)
        mpz_clear(z[j]);
}

static bool inside(const hr_structure *s, size_t row, size_t point) {
    for (uint64_t r = s->run_start[row]; r < s->run_start[row + 1]; r++)
        if (s->low[r] < s->point[point] && s->point[point] < s->high[r])
            return true;
    return false;
}

/* The sets that the runs mean, with `flips` pairs turned round. */
static void sets_of(hr_ancestors *out, const hr_embedding *e, uint32_t flips, gsl_rng *rng) {
    const hr_structure *s = &e->structure;
    uint32_t n = (uint32_t)e->queries.rows, m = (uint32_t)e->docs.rows;
    uint8_t *in = calloc((size_t)n * m, 1);
    for (uint32_t q = 0; q < n; q++)
        for (uint32_t x = 0; x < m; x++)
            in[q * m + x] = s->dual ? inside(s, q, x) : inside(s, x, q);
    for (; flips; flips--) {
        uint32_t cell = below(rng, n * m);
        in[cell] = !in[cell];
    }
    instance_from(out, n, m, in, rng);
    free(in);
}

static void test_families(void) {
    static const hr_dtype dtypes[] = {HR_INT64, HR_BIGINT, HR_FLOAT64};
    compare_counts counts = {0};
    uint32_t exact_queries = 0;
    for (uint32_t trial = 0; trial < 600; trial++) {
        gsl_rng *rng = hr_rng_new(43, HR_STREAM_TEST, trial);
        size_t c = 1 + below(rng, MOST_RUNS);
        bool dual = trial & 1, constant = trial & 2;
        hr_dtype dtype = dtypes[below(rng, 3)];
        /* (2 reach)^2c within 62 bits, or within the 53 of a double */
        int64_t reach = (int64_t)exp2((dtype == HR_FLOAT64 ? 52.0 : 61.0) / (2.0 * (double)c)) / 4;
        if (dtype == HR_BIGINT)
            reach *= 1 + below(rng, 100);
        reach = reach > 1000000 ? 1000000 : reach;
        if (below(rng, 2) && reach > 30)
            reach = 30; /* crowded: duplicate points, empty runs */
        hr_embedding e;
        hr_ancestors a;
        char what[64];
        family(&e, 1 + below(rng, MOST), 1 + below(rng, MOST), c, dual, constant, reach, dtype, rng);
        uint32_t flips = below(rng, 2) ? below(rng, 4) : 0;
        sets_of(&a, &e, flips, rng);
        snprintf(what, sizeof what, "family, trial %u", trial);
        CHECK(by_structure(&a, &e, HR_F_SIGN) == constant, "%s: F-sign with%s the constant coordinate", what,
              constant ? "" : "out");
        if (!flips) {
            exact_queries++;
            CHECK(by_structure(&a, &e, HR_F_QUERY), "%s: an exact family is not decided", what);
        }
        CHECK(!by_structure(&a, &e, HR_F_GLOBAL), "%s: F-global decided by runs", what);
        CHECK(compare_all(&counts, &a, &e, NULL, 0, trial, what), "%s", what);
        hr_embedding_clear(&e);
        hr_ancestors_clear(&a);
        gsl_rng_free(rng);
    }
    printf("     families: %llu checks, %llu by structure, %llu feasible\n",
           (unsigned long long)counts.checks, (unsigned long long)counts.by_structure,
           (unsigned long long)counts.feasible);
    CHECK(counts.by_structure > 500 && exact_queries > 200, "%llu by structure, %u exact",
          (unsigned long long)counts.by_structure, exact_queries);
}

/* ---- constructions ---- */

static bool build(hr_embedding *e, const small *s, const char *name, hr_method_options options,
                  bool f_query) {
    const hr_method *method = hr_method_find(name);
    uint32_t dim = 0;
    hr_embedding_init(e);
    if (f_query && method->dimension(&dim, &s->hierarchy, &s->ancestors, &options) == HR_OK)
        options.dim = dim - 1;
    return hr_method_build(e, method, &s->hierarchy, &s->ancestors, &options) == HR_OK;
}

static void test_constructions(void) {
    compare_counts counts = {0};
    for (uint32_t trial = 0; trial < 60; trial++) {
        small s;
        small_random(&s, 2 + trial % 50, 1 + trial % 3, trial % 4 == 3, trial);
        for (uint32_t form = 0; form < 16; form++) {
            /* bits 0-1: 1 run, 2 runs, all, interval; bit 2: dual; bit 3: F-query form */
            hr_method_options options = {.runs = form % 4 == 2 ? 0 : form % 4 + 1, .dual = form & 4};
            hr_embedding e;
            char what[64];
            snprintf(what, sizeof what, "construction, trial %u, form %u", trial, form);
            if (!build(&e, &s, form % 4 == 3 ? "interval" : "runs", options, form & 8)) {
                hr_embedding_clear(&e);
                continue;
            }
            CHECK(by_structure(&s.ancestors, &e, HR_F_SIGN) == !(form & 8), "%s: F-sign", what);
            if (form % 4 >= 2)
                CHECK(by_structure(&s.ancestors, &e, HR_F_QUERY), "%s: F-query", what);
            if (trial % 3 == 0) /* brute force is slow */
                CHECK(compare_all(&counts, &s.ancestors, &e, NULL, 0, form, what), "%s", what);
            hr_embedding_clear(&e);
        }
        hr_embedding e;
        CHECK(build(&e, &s, "moment", (hr_method_options){0}, false), "%s", hr_error());
        CHECK(by_structure(&s.ancestors, &e, HR_F_QUERY), "moment, trial %u: F-query", trial);
        CHECK(!by_structure(&s.ancestors, &e, HR_F_SIGN), "moment, trial %u: F-sign", trial);
        if (trial % 3 == 0)
            CHECK(compare_all(&counts, &s.ancestors, &e, NULL, 0, trial, "moment"), "moment, trial %u",
                  trial);
        hr_embedding_clear(&e);
        small_clear(&s);
    }
    printf("     constructions: %llu checks, %llu by structure, %llu feasible\n",
           (unsigned long long)counts.checks, (unsigned long long)counts.by_structure,
           (unsigned long long)counts.feasible);
}

/* ---- mutations ---- */

/* Entry k of the matrix becomes another one: +1 or -1. */
static void mutate(hr_matrix *m, size_t k, bool down) {
    if (m->dtype == HR_INT64) {
        m->i64[k] += down ? -1 : 1;
        return;
    }
    if (m->dtype == HR_FLOAT64) {
        m->f64[k] = nextafter(m->f64[k], down ? -INFINITY : INFINITY);
        return;
    }
    hr_matrix copy;
    OK(hr_matrix_init(&copy, m->rows, m->cols, HR_BIGINT));
    mpz_t *row = calloc(m->cols, sizeof *row);
    for (size_t j = 0; j < m->cols; j++)
        mpz_init(row[j]);
    for (size_t i = 0; i < m->rows; i++) {
        for (size_t j = 0; j < m->cols; j++) {
            hr_matrix_get_z(row[j], m, i, j);
            if (i * m->cols + j == k) {
                if (down)
                    mpz_sub_ui(row[j], row[j], 1);
                else
                    mpz_add_ui(row[j], row[j], 1);
            }
        }
        OK(hr_bigint_append(&copy, i, row));
    }
    for (size_t j = 0; j < m->cols; j++)
        mpz_clear(row[j]);
    free(row);
    hr_matrix_clear(m);
    *m = copy;
}

/* One word of the matrices or of the structure is changed: the structure is not confirmed, and hr_check is
 * right. */
static void mutations(const hr_ancestors *a, hr_embedding *e, hr_notion notion, compare_counts *counts,
                      uint32_t trial, gsl_rng *rng) {
    hr_structure *s = &e->structure;
    bool runs = s->kind == HR_RUNS_STRUCTURE;
    uint32_t what = below(rng, runs ? 7 : 3);
    char name[64];
    snprintf(name, sizeof name, "mutation %u, trial %u", what, trial);
    CHECK(by_structure(a, e, notion), "%s: not decided before", name);
    if (what == 0) {
        mutate(&e->queries, below(rng, (uint32_t)(e->queries.rows * e->queries.cols)), below(rng, 2));
    } else if (what == 1) {
        mutate(&e->docs, below(rng, (uint32_t)(e->docs.rows * e->docs.cols)), below(rng, 2));
    } else if (what == 2) {
        s->point[below(rng, (uint32_t)s->points)] += below(rng, 2) ? 2 : -2;
    } else if (!s->run_start[s->polynomials]) {
        return; /* no runs at all */
    } else {
        uint64_t r = below(rng, (uint32_t)s->run_start[s->polynomials]);
        if (what == 3)
            s->low[r] -= 2;
        else if (what == 4)
            s->high[r] += 2;
        else if (what == 5)
            s->low[r] = s->high[r] + 2;
        else if (what == 6) /* the last row says it has a run more than it has */
            s->run_start[s->polynomials]--;
    }
    CHECK(!by_structure(a, e, notion), "%s: still confirmed", name);
    CHECK(compare_all(counts, a, e, NULL, 0, trial, name), "%s", name);
}

static void test_mutations(void) {
    static const hr_dtype dtypes[] = {HR_INT64, HR_BIGINT, HR_FLOAT64};
    compare_counts counts = {0};
    for (uint32_t trial = 0; trial < 400; trial++) {
        gsl_rng *rng = hr_rng_new(47, HR_STREAM_TEST, trial);
        hr_embedding e;
        if (trial % 4 == 3) {
            small s;
            small_random(&s, 2 + trial % 12, 2, false, trial);
            CHECK(build(&e, &s, "moment", (hr_method_options){0}, false), "%s", hr_error());
            mutations(&s.ancestors, &e, HR_F_QUERY, &counts, trial, rng);
            small_clear(&s);
        } else {
            hr_ancestors a;
            bool constant = below(rng, 2);
            size_t c = 1 + below(rng, 2);
            family(&e, 1 + below(rng, 8), 1 + below(rng, 8), c, trial % 2, constant, 40, dtypes[trial % 3],
                   rng);
            sets_of(&a, &e, 0, rng);
            mutations(&a, &e, constant ? HR_F_SIGN : HR_F_QUERY, &counts, trial, rng);
            hr_ancestors_clear(&a);
        }
        hr_embedding_clear(&e);
        gsl_rng_free(rng);
    }
}

/* What no matrix can confirm: a point on the end of a run, runs out of order, wrong sizes. */
static void test_refused(void) {
    gsl_rng *rng = hr_rng_new(53, HR_STREAM_TEST, 0);
    hr_embedding e;
    hr_ancestors a;
    family(&e, 4, 6, 2, false, true, 40, HR_INT64, rng);
    sets_of(&a, &e, 0, rng);
    CHECK(by_structure(&a, &e, HR_F_SIGN), "a sound family");
    e.structure.points--;
    CHECK(!by_structure(&a, &e, HR_F_SIGN), "a point is missing");
    e.structure.points++;
    e.structure.polynomials--;
    CHECK(!by_structure(&a, &e, HR_F_SIGN), "a polynomial is missing");
    e.structure.polynomials++;
    e.structure.dual = true;
    CHECK(!by_structure(&a, &e, HR_F_SIGN), "primal called dual");
    e.structure.dual = false;
    e.structure.kind = HR_NO_STRUCTURE;
    CHECK(!by_structure(&a, &e, HR_F_SIGN), "no structure");
    hr_embedding_clear(&e);
    hr_ancestors_clear(&a);
    gsl_rng_free(rng);

    /* one query at 1, one document -(v - 1)(v - 3): the score is 0 */
    static const uint8_t in[] = {0};
    rng = hr_rng_new(53, HR_STREAM_TEST, 1);
    instance_from(&a, 1, 1, in, rng);
    family(&e, 1, 1, 1, false, true, 40, HR_INT64, rng);
    hr_structure *s = &e.structure;
    s->run_start[1] = 1;
    s->low[0] = 1;
    s->high[0] = 3;
    s->point[0] = 1;
    for (size_t j = 0; j < 3; j++) {
        e.queries.i64[j] = 1;
        e.docs.i64[j] = ((const int64_t[]){-3, 4, -1})[j];
    }
    CHECK(!by_structure(&a, &e, HR_F_SIGN), "a point on the end of a run");
    compare_counts counts = {0};
    CHECK(compare_all(&counts, &a, &e, NULL, 0, 0, "a point on the end of a run"), "%s", hr_error());
    hr_embedding_clear(&e);
    hr_ancestors_clear(&a);
    gsl_rng_free(rng);
}

int main(void) {
    RUN(test_families);
    RUN(test_constructions);
    RUN(test_mutations);
    RUN(test_refused);
    return hr_test_end();
}
