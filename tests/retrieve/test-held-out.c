/* Recall of held-out pairs against a ranking by hand, and the bootstrap's intervals against known ones. */
#include "test.h"

#include "base/random.h"
#include "learn/holdout.h"
#include "retrieve/evaluate.h"
#include "retrieve/interval.h"

#include <math.h>
#ifdef _OPENMP
#include <omp.h>
#endif

static hr_ancestors all, trained, held;
static hr_embedding embedding;
enum { DIMENSION = 3 };

/* Small integers: many scores tie. */
static void open_instance(const char *what, double share, uint64_t seed) {
    hr_hierarchy h;
    hr_hierarchy_init(&h);
    OK(hr_hierarchy_open(&h, what));
    OK(hr_ancestors_build(&all, &h));
    hr_hierarchy_clear(&h);
    OK(hr_holdout_split(&trained, &held, &all, share, seed));
    hr_embedding_init(&embedding);
    OK(hr_matrix_init(&embedding.queries, all.queries, DIMENSION, HR_FLOAT32));
    OK(hr_matrix_init(&embedding.docs, all.documents, DIMENSION, HR_FLOAT32));
    embedding.origin = strdup("a test");
    gsl_rng *rng = hr_rng_new(seed, HR_STREAM_TEST, 0);
    for (size_t i = 0; i < embedding.queries.rows * DIMENSION; i++)
        embedding.queries.f32[i] = (float)gsl_rng_uniform_int(rng, 7) - 3;
    for (size_t i = 0; i < embedding.docs.rows * DIMENSION; i++)
        embedding.docs.f32[i] = (float)gsl_rng_uniform_int(rng, 7) - 3;
    gsl_rng_free(rng);
}

static void close_instance(void) {
    hr_ancestors_clear(&all);
    hr_ancestors_clear(&trained);
    hr_ancestors_clear(&held);
    hr_embedding_clear(&embedding);
}

static float score(uint32_t q, uint32_t x) {
    float sum = 0;
    for (size_t k = 0; k < DIMENSION; k++)
        sum += embedding.queries.f32[q * DIMENSION + k] * embedding.docs.f32[x * DIMENSION + k];
    return sum;
}

/* Retrieved: at most as many documents as are wanted score as high, itself included, of those that are
 * ranked. */
static bool retrieved(const hr_ancestors *wanted, const hr_ancestors *left_out, uint32_t q, uint32_t x) {
    uint64_t rank = 0;
    for (uint32_t y = 0; y < wanted->documents; y++)
        rank += (!left_out || !hr_is_ancestor(left_out, q, y)) && score(q, y) >= score(q, x);
    return rank <= wanted->start[q + 1] - wanted->start[q];
}

static void check_by_hand(const hr_ancestors *wanted, const hr_ancestors *left_out) {
    size_t distances = (size_t)wanted->max_distance + 1, cells = wanted->queries * distances;
    uint32_t *hit = calloc(cells, sizeof *hit), *mine = calloc(cells, sizeof *mine);
    hr_evaluation v;
    hr_top top;
    uint64_t sum = 0;
    OK(hr_evaluate_held_out(&v, &top, hit, wanted, left_out, &embedding));
    for (uint32_t q = 0; q < wanted->queries; q++)
        for (uint64_t p = wanted->start[q]; p < wanted->start[q + 1]; p++) {
            bool is = retrieved(wanted, left_out, q, wanted->document[p]);
            mine[q * distances + wanted->distance[p]] += is;
            sum += is;
            CHECK(!left_out || !hr_is_ancestor(left_out, q, top.document[p]), "query %u lists a trained one",
                  q);
        }
    CHECK(!memcmp(hit, mine, cells * sizeof *hit), "hits by query and distance");
    CHECK(v.retrieved == sum && v.relevant == wanted->pairs, "%u and %u", (unsigned)v.retrieved,
          (unsigned)sum);
    hr_evaluation_clear(&v);
    hr_top_clear(&top);
    free(hit);
    free(mine);
}

static void test_ranking(void) {
    const char *const what[] = {"tree:width=3,height=4", "dag:n=200,parents=3,seed=5", "subsets:m=12,k=3"};
    for (size_t i = 0; i < 3; i++)
        for (uint64_t seed = 1; seed <= 4; seed++) {
            open_instance(what[i], 0.2 * (double)seed, seed);
            check_by_hand(&held, &trained);
            check_by_hand(&held, NULL);
            check_by_hand(&all, NULL);
            close_instance();
        }
}

/* What a query knows already cannot count: an encoder that is right about the trained pairs and puts the
 * held-out ones directly behind them has found all of them. */
static void test_left_out(void) {
    open_instance("subsets:m=9,k=4", 0.5, 3);
    hr_embedding_clear(&embedding);
    hr_embedding_init(&embedding);
    OK(hr_matrix_init(&embedding.queries, all.queries, all.documents, HR_FLOAT32));
    OK(hr_matrix_init(&embedding.docs, all.documents, all.documents, HR_FLOAT32));
    embedding.origin = strdup("a test");
    memset(embedding.queries.f32, 0, (size_t)all.queries * all.documents * sizeof(float));
    memset(embedding.docs.f32, 0, (size_t)all.documents * all.documents * sizeof(float));
    for (uint32_t x = 0; x < all.documents; x++)
        embedding.docs.f32[x * all.documents + x] = 1;
    for (uint32_t q = 0; q < all.queries; q++)
        for (uint64_t p = all.start[q]; p < all.start[q + 1]; p++) {
            bool is = hr_is_ancestor(&held, q, all.document[p]);
            embedding.queries.f32[q * all.documents + all.document[p]] = is ? 1 : 2;
        }
    hr_evaluation v;
    OK(hr_evaluate_held_out(&v, NULL, NULL, &held, &trained, &embedding));
    CHECK(v.retrieved == held.pairs, "%u of %u", (unsigned)v.retrieved, (unsigned)held.pairs);
    hr_evaluation_clear(&v);
    OK(hr_evaluate_held_out(&v, NULL, NULL, &held, NULL, &embedding));
    CHECK(v.retrieved < held.pairs, "all found although trained ones stand before them");
    hr_evaluation_clear(&v);
    close_instance();
}

static bool near(double a, double b, double tolerance) {
    return fabs(a - b) <= tolerance;
}

/* n queries with one pair each at distance 1, the first `hits` of them retrieved. */
static void single_pairs(hr_ancestors *a, uint32_t **hit, uint32_t n, uint32_t hits) {
    *a = (hr_ancestors){.queries = n, .documents = 1, .pairs = n, .s = 1, .max_distance = 1};
    a->start = calloc(n + 1, sizeof *a->start);
    a->document = calloc(n, sizeof *a->document);
    a->distance = calloc(n, sizeof *a->distance);
    a->by_distance = calloc(2, sizeof *a->by_distance);
    *hit = calloc(2 * (size_t)n, sizeof **hit);
    for (uint32_t q = 0; q < n; q++) {
        a->start[q + 1] = q + 1;
        a->distance[q] = 1;
        (*hit)[2 * q + 1] = q < hits;
    }
}

/* The share of n coins: binomial, so that its percentiles are known. */
static void test_intervals(void) {
    hr_ancestors a;
    uint32_t *hit, *none = calloc(800, sizeof *none);
    hr_recall_intervals i, again;
    single_pairs(&a, &hit, 400, 120);
    OK(hr_recall_bootstrap(&i, &a, hit, NULL, 4000, 5));
    double half = 1.96 * sqrt(0.3 * 0.7 / 400); /* the percentiles themselves vary by about 0.001 */
    CHECK(near(i.overall.low, 0.3 - half, 0.006), "low %g", i.overall.low);
    CHECK(near(i.overall.high, 0.3 + half, 0.006), "high %g", i.overall.high);
    CHECK(near(i.macro.low, i.overall.low, 1e-12) && near(i.macro.high, i.overall.high, 1e-12), "macro");
    CHECK(i.by_distance[1].low == i.overall.low && isnan(i.by_distance[0].low), "by distance");
#ifdef _OPENMP
    int threads = omp_get_max_threads();
    omp_set_num_threads(threads == 1 ? 3 : 1);
#endif
    OK(hr_recall_bootstrap(&again, &a, hit, NULL, 4000, 5));
#ifdef _OPENMP
    omp_set_num_threads(threads);
#endif
    CHECK(!memcmp(&i.overall, &again.overall, sizeof i.overall), "other threads, other intervals");
    hr_recall_intervals_clear(&again);
    OK(hr_recall_bootstrap(&again, &a, hit, hit, 100, 5));
    CHECK(again.overall.low == 0 && again.overall.high == 0, "a difference with itself");
    hr_recall_intervals_clear(&again);
    OK(hr_recall_bootstrap(&again, &a, none, hit, 4000, 5));
    CHECK(near(again.overall.low, -i.overall.high, 1e-12) && near(again.overall.high, -i.overall.low, 1e-12),
          "a difference from nothing: %g .. %g", again.overall.low, again.overall.high);
    hr_recall_intervals_clear(&again);
    hr_recall_intervals_clear(&i);
    OK(hr_recall_bootstrap(&i, &a, hit, NULL, 20, 5));
    OK(hr_recall_bootstrap(&again, &a, hit, NULL, 20, 6));
    CHECK(again.macro.low != i.macro.low || again.macro.high != i.macro.high,
          "another seed, the same interval");
    hr_recall_intervals_clear(&again);
    hr_recall_intervals_clear(&i);
    hr_ancestors_clear(&a);
    free(hit);
    free(none);
    single_pairs(&a, &hit, 1, 1); /* one query: nothing to vary */
    OK(hr_recall_bootstrap(&i, &a, hit, NULL, 50, 5));
    CHECK(i.overall.low == 1 && i.overall.high == 1, "%g .. %g", i.overall.low, i.overall.high);
    hr_recall_intervals_clear(&i);
    hr_ancestors_clear(&a);
    free(hit);
}

int main(void) {
    RUN(test_ranking);
    RUN(test_left_out);
    RUN(test_intervals);
    return hr_test_end();
}
