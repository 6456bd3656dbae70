/* The score kernels against plain loops, and the decision on instances large enough to fill panels, blocks
 * and candidate lists: every kernel, route and number of threads gives the same result, and it is the right
 * one. */
#include "test.h"

#include "base/random.h"
#include "feasibility/bits.h"
#include "feasibility/check.h"
#include "feasibility/kernel.h"
#include "hierarchy/hierarchy.h"

#include <float.h>
#include <gsl/gsl_randist.h>
#include <math.h>
#ifdef _OPENMP
#include <omp.h>
#endif

static const char *const kernel_names[] = {"avx512", "avx2", "none"};

/* ---- tiles ---- */

static void check_tile32(const hr_kernel *k, size_t d, gsl_rng *rng) {
    enum { MOST = 12 * 32 };
    size_t rows = (size_t)k->rows, columns = (size_t)k->columns32;
    float *q = malloc(d * rows * sizeof *q), *x = malloc(d * columns * sizeof *x), score[MOST], limit[12];
    double exact[MOST], size[MOST];
    memset(exact, 0, sizeof exact);
    memset(size, 0, sizeof size);
    for (size_t i = 0; i < d * rows; i++)
        q[i] = (float)gsl_ran_gaussian(rng, 1);
    for (size_t i = 0; i < d * columns; i++)
        x[i] = (float)gsl_ran_gaussian(rng, 1);
    for (size_t r = 0; r < rows; r++)
        for (size_t c = 0; c < columns; c++)
            for (size_t j = 0; j < d; j++) {
                double product = (double)q[j * rows + r] * (double)x[j * columns + c];
                exact[r * columns + c] += product;
                size[r * columns + c] += fabs(product);
            }
    for (size_t r = 0; r < rows; r++)
        limit[r] = -INFINITY;
    uint32_t reached = k->tile32(q, x, d, limit, score);
    CHECK(reached == (1u << rows) - 1, "%s, d %zu: %x", k->name, d, reached);
    for (size_t i = 0; i < rows * columns; i++)
        CHECK(fabs((double)score[i] - exact[i]) <= (double)d * 0x1p-24 * size[i] * 1.001,
              "%s, d %zu, entry %zu: %g, not %g", k->name, d, i, (double)score[i], exact[i]);
    /* a limit at the row's highest score is reached, one just above it is not */
    for (size_t r = 0; r < rows; r++) {
        float most = -INFINITY;
        for (size_t c = 0; c < columns; c++)
            most = fmaxf(most, score[r * columns + c]);
        limit[r] = r % 2 ? most : nextafterf(most, INFINITY);
    }
    float again[MOST];
    reached = k->tile32(q, x, d, limit, again);
    CHECK(reached == (0xaaaaaaaau & ((1u << rows) - 1)), "%s, d %zu: %x", k->name, d, reached);
    free(q);
    free(x);
}

static void check_tile64(const hr_kernel *k, size_t d, gsl_rng *rng) {
    enum { MOST = 12 * 16 };
    size_t rows = (size_t)k->rows, columns = (size_t)k->columns64;
    double *q = malloc(d * rows * sizeof *q), *x = malloc(d * columns * sizeof *x), score[MOST], limit[12];
    for (size_t i = 0; i < d * rows; i++)
        q[i] = (double)gsl_rng_uniform_int(rng, 2000) - 1000;
    for (size_t i = 0; i < d * columns; i++)
        x[i] = (double)gsl_rng_uniform_int(rng, 2000) - 1000;
    for (size_t r = 0; r < rows; r++)
        limit[r] = -INFINITY;
    k->tile64(q, x, d, limit, score);
    for (size_t r = 0; r < rows; r++)
        for (size_t c = 0; c < columns; c++) {
            double exact = 0; /* integers below 2^53: no rounding */
            for (size_t j = 0; j < d; j++)
                exact += q[j * rows + r] * x[j * columns + c];
            CHECK(score[r * columns + c] == exact, "%s, d %zu: %g, not %g", k->name, d,
                  score[r * columns + c], exact);
        }
    free(q);
    free(x);
}

static void test_tiles(void) {
    gsl_rng *rng = hr_rng_new(1, HR_STREAM_TEST, 1);
    for (int i = 0; i < 2; i++) {
        setenv("HRDIM_KERNEL", kernel_names[i], 1);
        const hr_kernel *k = hr_kernel_best();
        if (!k) {
            printf("     this processor has no %s: its tiles are not tested\n", kernel_names[i]);
            continue;
        }
        for (size_t d = 1; d <= 130; d += d < 8 ? 1 : 61) {
            check_tile32(k, d, rng);
            check_tile64(k, d, rng);
        }
    }
    setenv("HRDIM_KERNEL", "none", 1);
    CHECK(!hr_kernel_best(), "none gives a kernel");
    unsetenv("HRDIM_KERNEL");
    gsl_rng_free(rng);
}

static void test_bits(void) {
    enum { WORDS = 5, N = HR_BITS_ROWS * HR_BITS_COLUMNS };
    gsl_rng *rng = hr_rng_new(1, HR_STREAM_TEST, 2);
    uint64_t a[HR_BITS_ROWS * WORDS], b[HR_BITS_COLUMNS * WORDS];
    for (size_t i = 0; i < HR_BITS_ROWS * WORDS; i++)
        a[i] = (uint64_t)gsl_rng_get(rng) << 32 | gsl_rng_get(rng);
    for (size_t i = 0; i < HR_BITS_COLUMNS * WORDS; i++)
        b[i] = (uint64_t)gsl_rng_get(rng) << 32 | gsl_rng_get(rng);
    for (int i = 0; i < 3; i++)
        for (int agree = 0; agree < 2; agree++) {
            uint32_t counts[N];
            setenv("HRDIM_KERNEL", kernel_names[i], 1);
            hr_bits_best()(counts, a, WORDS, b, WORDS, agree);
            for (size_t r = 0; r < HR_BITS_ROWS; r++)
                for (size_t c = 0; c < HR_BITS_COLUMNS; c++) {
                    uint32_t expected = 0;
                    for (size_t w = 0; w < WORDS; w++)
                        for (int bit = 0; bit < 64; bit++) {
                            int one = (int)(a[r * WORDS + w] >> bit & 1),
                                two = (int)(b[w * HR_BITS_COLUMNS + c] >> bit & 1);
                            expected += (uint32_t)(agree ? one && two : one != two);
                        }
                    CHECK(counts[r * HR_BITS_COLUMNS + c] == expected, "%s agree %d: %u, not %u",
                          kernel_names[i], agree, counts[r * HR_BITS_COLUMNS + c], expected);
                }
        }
    unsetenv("HRDIM_KERNEL");
    gsl_rng_free(rng);
}

/* ---- the decision ---- */

typedef struct {
    hr_hierarchy hierarchy;
    hr_ancestors sets;
} instance;

static void open_instance(instance *i, const char *what) {
    memset(i, 0, sizeof *i);
    hr_hierarchy_init(&i->hierarchy);
    OK(hr_hierarchy_open(&i->hierarchy, what));
    OK(hr_ancestors_build(&i->sets, &i->hierarchy));
}

static void close_instance(instance *i) {
    hr_ancestors_clear(&i->sets);
    hr_hierarchy_clear(&i->hierarchy);
}

/* Small whole numbers, so that a plain loop has the exact scores; few values, so that ties abound. */
static void fill(hr_embedding *e, const hr_ancestors *a, size_t d, hr_dtype dtype, int values,
                 uint32_t trial) {
    gsl_rng *rng = hr_rng_new(5, HR_STREAM_TEST, trial);
    hr_embedding_init(e);
    OK(hr_matrix_init(&e->queries, a->queries, d, dtype));
    OK(hr_matrix_init(&e->docs, a->documents, d, dtype));
    for (int side = 0; side < 2; side++) {
        hr_matrix *m = side ? &e->docs : &e->queries;
        for (size_t i = 0; i < m->rows * d; i++) {
            int value = (int)gsl_rng_uniform_int(rng, (unsigned long)(2 * values + 1)) - values;
            if (dtype == HR_FLOAT32)
                m->f32[i] = (float)value;
            else if (dtype == HR_FLOAT64)
                m->f64[i] = value;
            else if (dtype == HR_INT8)
                m->i8[i] = (int8_t)value;
            else
                m->i64[i] = value;
        }
    }
    /* queries near the sum of their documents: some of them right, some wrong */
    for (uint32_t q = 0; dtype == HR_FLOAT32 && q < a->queries; q++)
        for (size_t k = 0; k < d; k++) {
            float sum = 0;
            for (uint64_t i = a->start[q]; i < a->start[q + 1]; i++)
                sum += e->docs.f32[a->document[i] * d + k];
            e->queries.f32[q * d + k] = sum + (trial % 3 ? 0 : e->queries.f32[q * d + k]);
        }
    gsl_rng_free(rng);
}

typedef struct {
    uint64_t retrieved, reported, bad;
} counts;

/* theory.md's definitions, word by word, on whole scores */
static counts plain(const hr_ancestors *a, const hr_embedding *e, hr_notion notion) {
    counts out = {0};
    uint32_t m = a->documents;
    double *score = malloc(m * sizeof *score);
    for (uint32_t q = 0; q < a->queries; q++) {
        uint64_t relevant = a->start[q + 1] - a->start[q];
        bool bad = false;
        for (uint32_t x = 0; x < m; x++) {
            score[x] = 0;
            for (size_t k = 0; k < e->docs.cols; k++)
                score[x] += hr_matrix_get_d(&e->queries, q, k) * hr_matrix_get_d(&e->docs, x, k);
        }
        for (uint32_t x = 0; x < m; x++) {
            bool matched = hr_is_ancestor(a, q, x), retrieved = score[x] > 0;
            if (notion == HR_F_QUERY) {
                uint64_t rank = 0;
                for (uint32_t y = 0; y < m; y++)
                    rank += score[y] >= score[x];
                retrieved = rank <= relevant;
            }
            out.retrieved += matched && retrieved;
            out.reported += retrieved;
            bad = bad || matched != retrieved || (notion == HR_F_SIGN && score[x] == 0);
        }
        out.bad += bad;
    }
    free(score);
    return out;
}

static bool same(const hr_check_result *a, const hr_check_result *b) {
    bool equal = a->verdict == b->verdict && a->margin_sign == b->margin_sign &&
                 a->retrieved == b->retrieved && a->reported == b->reported &&
                 a->bad_queries == b->bad_queries && a->macro == b->macro && a->distances == b->distances &&
                 a->worst_count == b->worst_count && !memcmp(a->hit, b->hit, a->distances * sizeof *a->hit);
    for (uint32_t i = 0; equal && i < a->worst_count; i++)
        equal = a->worst[i].query == b->worst[i].query &&
                fabs(a->worst[i].margin - b->worst[i].margin) <= 1e-12 * fabs(a->worst[i].margin);
    return equal;
}

static void compare_ways(const instance *i, const hr_embedding *e, hr_notion notion, const char *what) {
    hr_check_options options = {.notion = notion, .worst = 4, .route = HR_ROUTE_BLAS};
    hr_check_result first;
    OK(hr_check(&first, &i->sets, e, &options));
    if (notion != HR_F_GLOBAL) {
        counts expected = plain(&i->sets, e, notion);
        CHECK(first.retrieved == expected.retrieved && first.reported == expected.reported &&
                  first.bad_queries == expected.bad && (first.verdict == HR_FEASIBLE) == (expected.bad == 0),
              "%s, notion %d: %llu of %llu reported, %llu bad; not %llu of %llu, %llu", what, notion,
              (unsigned long long)first.retrieved, (unsigned long long)first.reported,
              (unsigned long long)first.bad_queries, (unsigned long long)expected.retrieved,
              (unsigned long long)expected.reported, (unsigned long long)expected.bad);
    }
    for (int kernel = 0; kernel < 3; kernel++)
        for (int threads = 1; threads <= 3; threads += 2)
            for (int route = HR_ROUTE_AUTO; route <= HR_ROUTE_PAIRS; route++) {
#ifdef _OPENMP
                omp_set_num_threads(threads);
#endif
                setenv("HRDIM_KERNEL", kernel_names[kernel], 1);
                hr_check_result other;
                options.route = (hr_route)route;
                OK(hr_check(&other, &i->sets, e, &options));
                CHECK(same(&first, &other), "%s, notion %d: %s with %d threads by %s differs", what, notion,
                      kernel_names[kernel], threads, other.how);
                hr_check_result_clear(&other);
            }
    unsetenv("HRDIM_KERNEL");
    hr_check_result_clear(&first);
}

static void test_larger_instances(void) {
    static const char *const hierarchies[] = {"dag:n=230,parents=3,seed=4", "subsets:m=37,k=2",
                                              "random-tree:n=150,seed=2"};
    static const hr_dtype dtypes[] = {HR_FLOAT32, HR_FLOAT64, HR_INT8, HR_INT64};
    uint32_t trial = 0;
    for (size_t h = 0; h < sizeof hierarchies / sizeof *hierarchies; h++) {
        instance i;
        open_instance(&i, hierarchies[h]);
        for (size_t t = 0; t < sizeof dtypes / sizeof *dtypes; t++)
            for (int values = 1; values <= 61; values += 60, trial++) {
                static const size_t dims[] = {2, 40, 7};
                hr_embedding e;
                char what[96];
                fill(&e, &i.sets, dims[trial % 3], dtypes[t], values, trial);
                snprintf(what, sizeof what, "%s, %s up to %d", hierarchies[h], hr_dtype_name(dtypes[t]),
                         values);
                for (int notion = HR_F_QUERY; notion <= HR_F_SIGN; notion++)
                    compare_ways(&i, &e, (hr_notion)notion, what);
                hr_embedding_clear(&e);
            }
        close_instance(&i);
    }
}

/* the sum of 0/1 documents and of signs goes by population counts; its rows must not be the ordinary route's
 * luck */
static void test_sums(void) {
    instance i;
    open_instance(&i, "dag:n=300,parents=2,seed=9");
    for (int lower = -1; lower <= 0; lower++) {
        hr_embedding e;
        fill(&e, &i.sets, 90, HR_INT8, 1, 77);
        for (size_t k = 0; k < e.docs.rows * 90; k++)
            e.docs.i8[k] = e.docs.i8[k] > 0 ? 1 : (int8_t)lower;
        for (uint32_t q = 0; q < i.sets.queries; q++)
            for (size_t k = 0; k < 90; k++) {
                int sum = 0;
                for (uint64_t j = i.sets.start[q]; j < i.sets.start[q + 1]; j++)
                    sum += e.docs.i8[i.sets.document[j] * 90 + k];
                e.queries.i8[q * 90 + k] = (int8_t)sum;
            }
        hr_check_options options = {.notion = HR_F_QUERY, .worst = 4};
        hr_check_result result;
        OK(hr_check(&result, &i.sets, &e, &options));
        CHECK(!strncmp(result.how, "sums of", 7), "decided by %s", result.how);
        hr_check_result_clear(&result);
        for (int notion = HR_F_QUERY; notion <= HR_F_SIGN; notion++)
            compare_ways(&i, &e, (hr_notion)notion, "sums");
        e.queries.i8[17]++; /* no sum any more */
        OK(hr_check(&result, &i.sets, &e, &options));
        CHECK(!strcmp(result.how, "all pairs"), "decided by %s", result.how);
        hr_check_result_clear(&result);
        hr_embedding_clear(&e);
    }
    close_instance(&i);
}

/* Documents that are all equal tie in every query: nothing is retrieved, and it must not take forever. */
static void test_collapsed(void) {
    instance i;
    open_instance(&i, "random-tree:n=3000,seed=3");
    hr_embedding e;
    hr_embedding_init(&e);
    OK(hr_matrix_init(&e.queries, i.sets.queries, 3, HR_FLOAT32));
    OK(hr_matrix_init(&e.docs, i.sets.documents, 3, HR_FLOAT32));
    for (size_t k = 0; k < e.queries.rows * 3; k++)
        e.queries.f32[k] = 0.1f * (float)(1 + k % 7);
    for (size_t k = 0; k < e.docs.rows * 3; k++)
        e.docs.f32[k] = 0.3f;
    hr_check_options options = {.notion = HR_F_QUERY, .worst = 1};
    hr_check_result result;
    OK(hr_check(&result, &i.sets, &e, &options));
    CHECK(result.verdict == HR_INFEASIBLE && result.retrieved == 0 && result.margin_sign == 0 &&
              result.margin == 0,
          "verdict %d, %llu retrieved, margin %g", result.verdict, (unsigned long long)result.retrieved,
          result.margin);
    hr_check_result_clear(&result);
    options = (hr_check_options){.notion = HR_F_QUERY, .seconds = 1e-9, .worst = 1};
    OK(hr_check(&result, &i.sets, &e, &options));
    CHECK(result.verdict == HR_UNKNOWN || result.verdict == HR_INFEASIBLE, "a time limit gives verdict %d",
          result.verdict);
    CHECK(!result.complete, "a run out of time says all");
    hr_check_result_clear(&result);
    hr_embedding_clear(&e);
    close_instance(&i);
}

int main(void) {
    RUN(test_tiles);
    RUN(test_bits);
    RUN(test_larger_instances);
    RUN(test_sums);
    RUN(test_collapsed);
    return hr_test_end();
}
