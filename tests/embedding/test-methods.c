/* Each construction is feasible where its theorem says so: exact brute force on small random hierarchies. */
#include "small.h"

#include "embedding/affordable.h"
#include "embedding/code_parameters.h"

#include <gsl/gsl_randist.h>
#include <math.h>
#ifdef _OPENMP
#include <omp.h>
#endif

enum { TRIALS = 24 };

static void draw(small *s, uint32_t trial, uint32_t parents) {
    small_random(s, 1 + trial * 7 % 29, parents, trial % 3 == 2, trial);
}

static void test_sign(void) {
    for (uint32_t trial = 0; trial < TRIALS; trial++) {
        small s;
        hr_embedding e;
        draw(&s, trial, 1 + trial % 3);
        small_build(&e, "sign", &s, (hr_method_options){.seed = trial});
        double bound = 8.0 * s.ancestors.s * log((double)s.ancestors.queries * s.ancestors.documents);
        CHECK((double)e.docs.cols > bound && (double)e.docs.cols <= bound + 1, "trial %u: d = %zu, bound %g",
              trial, e.docs.cols, bound);
        CHECK(e.docs.dtype == HR_INT8, "trial %u", trial);
        for (size_t i = 0; i < e.docs.rows * e.docs.cols; i++)
            CHECK(e.docs.i8[i] == 1 || e.docs.i8[i] == -1, "trial %u: entry %zu is %d", trial, i,
                  e.docs.i8[i]);
        unsigned bad = small_bad_f_query(&s, &e);
        CHECK(!bad, "trial %u: %u queries fail at the union bound's dimension", trial, bad);
        hr_embedding_clear(&e);
        small_clear(&s);
    }
}

/* A chain of 200: |S| passes 127, so the sums need int64; every matched score is at least d - (s - 1) d. */
static void test_sums_beyond_int8(void) {
    small s;
    hr_embedding e;
    hr_builder *builder = hr_builder_new(HR_BUILD_NUMBERED, "a chain");
    OK(hr_builder_numbered(builder, 200));
    for (uint32_t v = 1; v < 200; v++)
        OK(hr_builder_edge(builder, v, v - 1, 0));
    small_finish(&s, builder);
    small_build(&e, "sign", &s, (hr_method_options){.dim = 5, .seed = 1});
    CHECK(e.queries.dtype == HR_INT64, "%s", hr_dtype_name(e.queries.dtype));
    for (size_t j = 0; j < 5; j++) {
        int64_t sum = 0;
        for (size_t x = 0; x < 200; x++)
            sum += e.docs.i8[x * 5 + j];
        CHECK(e.queries.i64[199 * 5 + j] == sum, "coordinate %zu", j);
    }
    hr_embedding_clear(&e);
    small_clear(&s);
}

/* Algorithm 1 done over: g_j drawn anew, the query is the sum of its g_j, normalised. */
static void check_algorithm_1(const small *s, const hr_embedding *e, uint64_t seed, double tolerance) {
    size_t d = e->docs.cols, m = e->docs.rows;
    double *g = malloc(m * d * sizeof *g);
    gsl_rng *rng = hr_rng_new(seed, HR_STREAM_GAUSSIAN, 0);
    for (size_t x = 0; x < m; x++) {
        hr_rng_stream(rng, seed, HR_STREAM_GAUSSIAN, (uint32_t)x);
        for (size_t j = 0; j < d; j++)
            g[x * d + j] = gsl_ran_gaussian_ziggurat(rng, 1);
    }
    for (uint32_t q = 0; q < s->ancestors.queries; q++) {
        double norm = 0, worst = 0;
        for (int pass = 0; pass < 2; pass++)
            for (size_t j = 0; j < d; j++) {
                double sum = 0;
                for (uint64_t p = s->ancestors.start[q]; p < s->ancestors.start[q + 1]; p++)
                    sum += g[s->ancestors.document[p] * d + j];
                if (!pass)
                    norm += sum * sum;
                else
                    worst = fmax(
                        worst, fabs(hr_matrix_get_d(&e->queries, q, j) - (norm > 0 ? sum / sqrt(norm) : 0)));
            }
        CHECK(worst < tolerance, "query %u is off by %g", q, worst);
    }
    gsl_rng_free(rng);
    free(g);
}

static void test_gaussian(void) {
    for (uint32_t trial = 0; trial < TRIALS; trial++) {
        small s;
        hr_embedding e;
        hr_dtype dtype = trial % 2 ? HR_FLOAT64 : HR_FLOAT32;
        draw(&s, trial, 1 + trial % 3);
        small_build(&e, "gaussian", &s, (hr_method_options){.seed = trial, .dtype = dtype});
        CHECK(e.docs.dtype == dtype && e.queries.dtype == dtype, "trial %u", trial);
        double tolerance = dtype == HR_FLOAT32 ? 1e-6 : 1e-14;
        for (size_t x = 0; x < e.docs.rows; x++) {
            double norm = 0;
            for (size_t j = 0; j < e.docs.cols; j++)
                norm += pow(hr_matrix_get_d(&e.docs, x, j), 2);
            CHECK(fabs(norm - 1) < tolerance, "trial %u: |x|^2 = %.17g", trial, norm);
        }
        check_algorithm_1(&s, &e, trial, tolerance);
        for (uint32_t q = 0; q < s.ancestors.queries; q++) {
            double low = HUGE_VAL, high = -HUGE_VAL;
            for (uint32_t x = 0; x < s.ancestors.documents; x++) {
                double score = 0;
                for (size_t j = 0; j < e.docs.cols; j++)
                    score += hr_matrix_get_d(&e.queries, q, j) * hr_matrix_get_d(&e.docs, x, j);
                if (hr_is_ancestor(&s.ancestors, q, x))
                    low = fmin(low, score);
                else
                    high = fmax(high, score);
            }
            CHECK(low > high + 1e-5, "trial %u, query %u: matched from %g, unmatched to %g", trial, q, low,
                  high);
        }
        hr_embedding_clear(&e);
        small_clear(&s);
    }
}

static void test_code(void) {
    for (uint32_t trial = 0; trial < TRIALS; trial++) {
        small s;
        hr_embedding e;
        hr_code code;
        draw(&s, trial, 1 + trial % 3);
        OK(hr_code_least(&code, s.ancestors.documents, s.ancestors.s));
        CHECK(code.guaranteed, "trial %u", trial);
        small_build(&e, "code", &s, (hr_method_options){0});
        CHECK(e.docs.cols == code.dimension, "trial %u: %zu columns", trial, e.docs.cols);
        CHECK(!small_bad_f_query(&s, &e), "trial %u: t=%u p=%u e=%u fails", trial, code.t, code.p, code.e);
        hr_embedding_clear(&e);
        for (uint32_t dim = 2; dim < 400; dim = dim * 2 + 1) {
            OK(hr_code_within(&code, s.ancestors.documents, s.ancestors.s, dim));
            small_build(&e, "code", &s, (hr_method_options){.dim = dim});
            CHECK(e.docs.cols == code.dimension && code.dimension <= dim, "trial %u, --dim %u: %zu", trial,
                  dim, e.docs.cols);
            for (size_t x = 0; x < e.docs.rows; x++) { /* one value at each point; words differ when e >= t */
                int sum = 0;
                for (size_t j = 0; j < e.docs.cols; j++)
                    sum += e.docs.i8[x * e.docs.cols + j];
                CHECK(sum == (int)code.e, "trial %u, --dim %u, document %zu: weight %d", trial, dim, x, sum);
            }
            if (code.guaranteed)
                CHECK(!small_bad_f_query(&s, &e), "trial %u, --dim %u: t=%u p=%u e=%u fails", trial, dim,
                      code.t, code.p, code.e);
            hr_embedding_clear(&e);
        }
        small_clear(&s);
    }
}

/* Stars, s = 2, have few enough dimensions for polynomials of higher degree: 40 nodes give t = 2, p = 7, e =
 * 3; 120 give t = 3, p = e = 5. */
static void test_code_degrees(void) {
    const struct { uint32_t nodes, t, dimension; } stars[] = {{40, 2, 21}, {120, 3, 25}};
    for (size_t k = 0; k < 2; k++) {
        small s;
        hr_embedding e;
        hr_code code;
        hr_builder *builder = hr_builder_new(HR_BUILD_NUMBERED, "a star");
        OK(hr_builder_numbered(builder, stars[k].nodes));
        for (uint32_t v = 1; v < stars[k].nodes; v++)
            OK(hr_builder_edge(builder, v, 0, 0));
        small_finish(&s, builder);
        OK(hr_code_least(&code, stars[k].nodes, 2));
        CHECK(code.t == stars[k].t && code.dimension == stars[k].dimension, "t=%u p=%u e=%u", code.t, code.p,
              code.e);
        small_build(&e, "code", &s, (hr_method_options){0});
        CHECK(!small_bad_f_query(&s, &e), "%u nodes: t=%u p=%u e=%u fails", stars[k].nodes, code.t, code.p,
              code.e);
        for (size_t x = 0; x < e.docs.rows; x++)
            for (size_t y = 0; y < x; y++) { /* two words agree in at most t-1 points */
                uint32_t agree = 0;
                for (size_t j = 0; j < e.docs.cols; j++)
                    agree += e.docs.i8[x * e.docs.cols + j] & e.docs.i8[y * e.docs.cols + j];
                CHECK(agree < code.t, "%u nodes: words %zu and %zu agree in %u points", stars[k].nodes, x, y,
                      agree);
            }
        hr_embedding_clear(&e);
        small_clear(&s);
    }
}

/* Row = power 1 .. d of the point, and the query = minus the expanded product of (t - t_i)^2. */
static void check_moment_structure(const small *s, const hr_embedding *e, uint32_t trial) {
    const hr_structure *st = &e->structure;
    CHECK(st->kind == HR_MOMENT_STRUCTURE && st->points == s->ancestors.documents, "trial %u", trial);
    mpz_t want, have;
    mpz_inits(want, have, NULL);
    for (uint32_t x = 0; x < s->ancestors.documents; x++) {
        for (uint32_t y = 0; y < x; y++)
            CHECK(st->point[x] != st->point[y], "trial %u: t_%u = t_%u", trial, x, y);
        mpz_set_ui(want, 1);
        for (size_t j = 0; j < e->docs.cols; j++) {
            mpz_mul_si(want, want, st->point[x]);
            hr_matrix_get_z(have, &e->docs, x, j);
            CHECK(!mpz_cmp(want, have), "trial %u: document %u, coordinate %zu", trial, x, j);
        }
    }
    mpz_clears(want, have, NULL);
}

static void test_moment(void) {
    for (uint32_t trial = 0; trial < TRIALS; trial++) {
        small s;
        hr_embedding e;
        draw(&s, trial, 1 + trial % 3);
        small_build(&e, "moment", &s, (hr_method_options){0});
        CHECK(e.docs.cols == 2 * s.ancestors.s, "trial %u: %zu columns", trial, e.docs.cols);
        CHECK(!small_bad_f_query(&s, &e), "trial %u: moment fails", trial);
        check_moment_structure(&s, &e, trial);
        hr_embedding_clear(&e);
        FAILS(hr_method_build(&e, hr_method_find("moment"), &s.hierarchy, &s.ancestors,
                              &(hr_method_options){.dim = 2 * s.ancestors.s + 1}),
              "exactly 2 s");
        small_clear(&s);
    }
}

/* The matrices are what the structure says: polynomials expanded by a naive product, points as powers. */
static void check_runs_structure(const hr_embedding *e, size_t c, bool constant, bool dual,
                                 const char *where) {
    const hr_structure *st = &e->structure;
    CHECK(st->kind == HR_RUNS_STRUCTURE && st->dual == dual, "%s", where);
    const hr_matrix *polynomials = dual ? &e->queries : &e->docs, *points = dual ? &e->docs : &e->queries;
    CHECK(st->points == points->rows && st->polynomials == polynomials->rows, "%s", where);
    size_t d = 2 * c + constant, skip = !constant && dual;
    CHECK(e->docs.cols == d && e->queries.cols == d, "%s: %zu columns", where, e->docs.cols);
    mpz_t a[130], b[130], have, t;
    mpz_inits(have, t, NULL);
    for (size_t j = 0; j < 130; j++)
        mpz_inits(a[j], b[j], NULL);
    for (size_t i = 0; i < st->polynomials; i++) {
        size_t runs = st->run_start[i + 1] - st->run_start[i];
        CHECK(runs <= c, "%s: %zu runs", where, runs);
        for (size_t j = 0; j < 130; j++)
            mpz_set_ui(a[j], 0);
        mpz_set_si(a[0], -1);
        for (size_t r = 0; r < c; r++) {
            int64_t low = 0, high = 0;
            if (r < runs) {
                low = st->low[st->run_start[i] + r];
                high = st->high[st->run_start[i] + r];
                CHECK(low < high, "%s", where);
            }
            for (size_t j = 0; j < 130; j++) {
                mpz_mul_si(b[j], a[j], r < runs ? low * high : 1);
                if (j && r < runs) {
                    mpz_mul_si(t, a[j - 1], low + high);
                    mpz_sub(b[j], b[j], t);
                }
                if (j > 1)
                    mpz_add(b[j], b[j], a[j - 2]);
            }
            for (size_t j = 0; j < 130; j++)
                mpz_swap(a[j], b[j]);
        }
        for (size_t j = 0; j < d; j++) {
            hr_matrix_get_z(have, polynomials, i, j);
            CHECK(!mpz_cmp(have, a[j + skip]), "%s: polynomial %zu, coordinate %zu", where, i, j);
        }
    }
    for (size_t i = 0; i < st->points; i++)
        for (size_t j = 0; j < d; j++) {
            mpz_set_si(t, st->point[i]);
            mpz_pow_ui(t, t, j + skip);
            hr_matrix_get_z(have, points, i, j);
            CHECK(!mpz_cmp(have, t), "%s: point %zu, coordinate %zu", where, i, j);
        }
    for (size_t j = 0; j < 130; j++)
        mpz_clears(a[j], b[j], NULL);
    mpz_clears(have, t, NULL);
}

static void test_interval(void) {
    unsigned forests = 0;
    for (uint32_t trial = 0; trial < 2 * TRIALS; trial++) {
        small s;
        hr_embedding e;
        unsigned positive, missed;
        char where[32];
        snprintf(where, sizeof where, "trial %u", trial);
        draw(&s, trial, 1 + (trial % 8 == 7));
        bool forest = true;
        for (uint32_t v = 0; v < s.hierarchy.nodes; v++)
            forest &= s.hierarchy.parent_start[v + 1] - s.hierarchy.parent_start[v] <= 1;
        if (!forest) {
            hr_embedding_init(&e);
            FAILS(hr_method_build(&e, hr_method_find("interval"), &s.hierarchy, &s.ancestors,
                                  &(hr_method_options){0}),
                  "needs a forest");
            small_clear(&s);
            continue;
        }
        forests++;
        small_build(&e, "interval", &s, (hr_method_options){0});
        small_bad_f_sign(&s, &e, &positive, &missed);
        CHECK(e.docs.cols == 3 && !positive && !missed, "%s: %u positive, %u missed", where, positive,
              missed);
        check_runs_structure(&e, 1, true, false, where);
        hr_embedding_clear(&e);
        small_build(&e, "interval", &s, (hr_method_options){.dim = 2});
        CHECK(e.docs.cols == 2 && !small_bad_f_query(&s, &e), "%s: 2 dimensions fail", where);
        check_runs_structure(&e, 1, false, false, where);
        hr_embedding_clear(&e);
        FAILS(hr_method_build(&e, hr_method_find("interval"), &s.hierarchy, &s.ancestors,
                              &(hr_method_options){.dim = 4}),
              "3 dimensions");
        small_clear(&s);
    }
    CHECK(forests > TRIALS && forests < 2 * TRIALS, "%u forests", forests);
}

static void check_runs(const small *s, uint32_t keep, bool dual, uint32_t trial) {
    hr_embedding e;
    uint32_t dim;
    unsigned positive, missed;
    char where[64];
    hr_method_options options = {.runs = keep, .dual = dual};
    snprintf(where, sizeof where, "trial %u, keep %u, dual %d", trial, keep, dual);
    OK(hr_method_find("runs")->dimension(&dim, &s->hierarchy, &s->ancestors, &options));
    size_t c = dim / 2;
    CHECK(dim % 2 == 1 && c >= 1 && (!keep || c <= keep), "%s: %u dimensions", where, dim);
    small_build(&e, "runs", s, options);
    CHECK(e.docs.cols == dim, "%s", where);
    small_bad_f_sign(s, &e, &positive, &missed);
    CHECK(!positive, "%s: %u wrongly positive: precision is not 1", where, positive);
    CHECK(keep || !missed, "%s: %u missed", where, missed);
    check_runs_structure(&e, c, true, dual, where);
    hr_embedding_clear(&e);
    options.dim = (uint32_t)(2 * c);
    small_build(&e, "runs", s, options);
    CHECK(keep || !small_bad_f_query(s, &e), "%s: 2c dimensions fail", where);
    check_runs_structure(&e, c, false, dual, where);
    hr_embedding_clear(&e);
    options.dim = (uint32_t)(2 * c + 2);
    hr_embedding_init(&e);
    FAILS(hr_method_build(&e, hr_method_find("runs"), &s->hierarchy, &s->ancestors, &options),
          "dimensions (F-sign)");
}

static void test_runs(void) {
    for (uint32_t trial = 0; trial < 2 * TRIALS; trial++) {
        small s;
        draw(&s, trial, 1 + trial % 4);
        for (uint32_t keep = 0; keep < 3; keep++) {
            check_runs(&s, keep, false, trial);
            check_runs(&s, keep, true, trial);
        }
        small_clear(&s);
    }
}

static bool same_matrix(const hr_matrix *a, const hr_matrix *b) {
    if (a->rows != b->rows || a->cols != b->cols || a->dtype != b->dtype)
        return false;
    size_t entries = a->rows * a->cols;
    if (a->dtype != HR_BIGINT)
        return !memcmp(a->any, b->any, entries * hr_dtype_size(a->dtype));
    return !memcmp(a->big.size, b->big.size, entries * sizeof *a->big.size) &&
           !memcmp(a->big.row_start, b->big.row_start, (a->rows + 1) * sizeof *a->big.row_start) &&
           !memcmp(a->big.limb, b->big.limb, a->big.row_start[a->rows] * sizeof *a->big.limb);
}

static void test_threads_and_seeds(void) {
#ifdef _OPENMP
    int threads = omp_get_max_threads();
#endif
    small s, forest;
    small_random(&s, 40, 3, false, 5);
    small_random(&forest, 40, 1, true, 6);
    for (const hr_method *const *m = hr_methods; *m; m++) {
        const small *on = strcmp((*m)->name, "interval") ? &s : &forest;
        hr_embedding one, four, other;
        hr_method_options options = {.seed = 3};
#ifdef _OPENMP
        omp_set_num_threads(1);
#endif
        small_build(&one, (*m)->name, on, options);
#ifdef _OPENMP
        omp_set_num_threads(4);
#endif
        small_build(&four, (*m)->name, on, options);
        CHECK(same_matrix(&one.docs, &four.docs) && same_matrix(&one.queries, &four.queries),
              "%s: 1 and 4 threads differ", (*m)->name);
        options.seed = 4;
        small_build(&other, (*m)->name, on, options);
        CHECK(same_matrix(&one.docs, &other.docs) == !(*m)->random, "%s: seeds 3 and 4", (*m)->name);
        CHECK(one.origin && strstr(one.origin, (*m)->statement), "%s: origin %s", (*m)->name, one.origin);
        uint32_t dim = 0;
        OK((*m)->dimension(&dim, &on->hierarchy, &on->ancestors, &options));
        CHECK(dim == one.docs.cols, "%s: announces %u dimensions, builds %zu", (*m)->name, dim,
              one.docs.cols);
        hr_embedding_clear(&one);
        hr_embedding_clear(&four);
        hr_embedding_clear(&other);
    }
#ifdef _OPENMP
    omp_set_num_threads(threads);
#endif
    small_clear(&s);
    small_clear(&forest);
}

static void test_refusals(void) {
    small s;
    hr_embedding e;
    small_random(&s, 20, 2, false, 1);
    hr_embedding_init(&e);
    CHECK(!hr_method_find("sgn") && strstr(hr_error(), "did you mean 'sign'?"), "%s", hr_error());
    CHECK(!hr_method_find("zzzzzz") &&
              strstr(hr_error(), "sign, gaussian, code, moment, trigonometric, interval, runs"),
          "%s", hr_error());
    FAILS(hr_method_build(&e, hr_method_find("sign"), &s.hierarchy, &s.ancestors,
                          &(hr_method_options){.runs = 2}),
          "has no runs to choose; leave --runs out");
    FAILS(hr_method_build(&e, hr_method_find("moment"), &s.hierarchy, &s.ancestors,
                          &(hr_method_options){.dual = true}),
          "leave --dual out");
    FAILS(hr_method_build(&e, hr_method_find("gaussian"), &s.hierarchy, &s.ancestors,
                          &(hr_method_options){.dtype = HR_INT8}),
          "float32 or float64, not int8");
    FAILS(hr_method_build(&e, hr_method_find("gaussian"), &s.hierarchy, &s.ancestors,
                          &(hr_method_options){.dim = UINT32_MAX, .dtype = HR_FLOAT64}),
          "4294967295 dimensions are above the 4000000");
    /* 1.2 TiB */
    FAILS(hr_affordable_pair(40000, HR_DIMENSION_MOST, 8, "vectors"), "and this machine has");
    FAILS(hr_method_build(&e, hr_method_find("code"), &s.hierarchy, &s.ancestors,
                          &(hr_method_options){.dim = 1}),
          "at least 2 dimensions");
    small_clear(&s);
}

int main(void) {
    RUN(test_sign);
    RUN(test_sums_beyond_int8);
    RUN(test_gaussian);
    RUN(test_code);
    RUN(test_code_degrees);
    RUN(test_moment);
    RUN(test_interval);
    RUN(test_runs);
    RUN(test_threads_and_seeds);
    RUN(test_refusals);
    return hr_test_end();
}
