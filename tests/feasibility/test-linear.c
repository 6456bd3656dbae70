/* Linear feasibility against brute force in rational numbers, on small instances made to be hard, and against
 * what is known of degenerate ones. */
#include "test.h"

#include "base/random.h"
#include "embedding/method.h"
#include "instances.h"
#include "linear_truth.h"
#include "oracle.h"

#include <math.h>
#ifdef _OPENMP
#include <omp.h>
#endif

enum { ROUNDS = 4 }; /* of every kind */

static const char *const side_names[] = {"any query", "any document"};

/* One subject: the verdict is the truth and carries its proof. */
static void check_one(const hr_ancestors *a, const hr_embedding *e, const hr_linear_options *o,
                      uint32_t subject, hr_verdict all, const char *what) {
    hr_linear_answer answer;
    bool truth = truth_feasible(a, e, o, subject);
    int before = hr_test_failures;
    OK(hr_linear_one(&answer, a, e, o, subject));
    CHECK(answer.verdict == (truth ? HR_FEASIBLE : HR_INFEASIBLE), "%s, %s %s %u: %s", what,
          side_names[o->side], hr_notion_names[o->notion], subject, hr_verdict_names[answer.verdict]);
    CHECK(answer.verdict == all, "%s, %s %u: alone %s, among all %s", what, side_names[o->side], subject,
          hr_verdict_names[answer.verdict], hr_verdict_names[all]);
    if (answer.verdict == HR_FEASIBLE)
        CHECK(truth_vector(a, e, o, subject, &answer), "%s, %s %s %u: the vector does not serve", what,
              side_names[o->side], hr_notion_names[o->notion], subject);
    if (answer.verdict == HR_INFEASIBLE)
        CHECK(truth_farkas(a, e, o, subject, &answer), "%s, %s %s %u: the weights prove nothing", what,
              side_names[o->side], hr_notion_names[o->notion], subject);
    if (hr_test_failures > before)
        oracle_print(a, e);
    hr_linear_answer_clear(&answer);
}

static void check_all(const hr_ancestors *a, const hr_embedding *e, const char *what, bool largest) {
    double threshold[64];
    OK(hr_linear_thresholds(threshold, a, e));
    for (int side = 0; side < 2; side++)
        for (int notion = 0; notion < 2; notion++) {
            hr_linear_options o = {.side = (hr_linear_side)side,
                                   .notion = (hr_notion)notion,
                                   .threshold = threshold,
                                   .largest = largest};
            hr_linear_result r;
            OK(hr_linear_all(&r, a, e, &o));
            uint32_t counted[3] = {0};
            for (uint32_t i = 0; i < r.count; i++) {
                check_one(a, e, &o, i, (hr_verdict)r.each[i], what);
                counted[r.each[i]]++;
            }
            CHECK(counted[0] == r.feasible && counted[1] == r.infeasible && counted[2] == r.unknown,
                  "counts");
            hr_linear_result_clear(&r);
        }
}

static void test_random(void) {
    gsl_rng *rng = hr_rng_new(5, HR_STREAM_TEST, 1);
    for (int kind = 0; kind < KINDS; kind++)
        for (int round = 0; round < ROUNDS; round++) {
            hr_ancestors a;
            hr_embedding e;
            instance_sets(&a, rng);
            instance_embedding(&e, &a, (instance_kind)kind, rng);
            if (e.docs.cols <= 4)
                check_all(&a, &e, instance_names[kind], round % 2);
            hr_embedding_clear(&e);
            hr_ancestors_clear(&a);
        }
    gsl_rng_free(rng);
}

/* One query over m documents in d dimensions, its members given by bits. */
static void one_query(hr_ancestors *a, hr_embedding *e, uint32_t m, size_t d, unsigned members, hr_dtype type,
                      const double *docs) {
    uint8_t in[16];
    gsl_rng *rng = hr_rng_new(5, HR_STREAM_TEST, 2);
    for (uint32_t x = 0; x < m; x++)
        in[x] = members >> x & 1;
    instance_from(a, 1, m, in, rng);
    gsl_rng_free(rng);
    hr_embedding_init(e);
    OK(hr_matrix_init(&e->queries, 1, d, type));
    OK(hr_matrix_init(&e->docs, m, d, type));
    for (size_t i = 0; i < m * d; i++)
        if (type == HR_FLOAT32)
            e->docs.f32[i] = (float)docs[i];
        else if (type == HR_FLOAT64)
            e->docs.f64[i] = docs[i];
        else if (type == HR_INT8)
            e->docs.i8[i] = (int8_t)docs[i];
        else
            e->docs.i64[i] = (int64_t)docs[i];
}

typedef struct {
    const char *name;
    uint32_t documents;
    size_t dimension;
    unsigned members;
    hr_notion notion;
    hr_verdict verdict;
    size_t member_terms, other_terms; /* of the certificate; every weight is `weight` */
    unsigned long weight;
    double margin; /* the largest */
    double doc[12];
} known_case;

static const known_case known[] = {
    {"two points", 2, 2, 1, HR_F_QUERY, HR_FEASIBLE, 0, 0, 0, 1, {1, 0, -1, 0}},
    {"a square's corners", 4, 2, 1, HR_F_QUERY, HR_FEASIBLE, 0, 0, 0, 1, {1, 1, 1, -1, -1, -1, -1, 1}},
    {"a square's diagonals (Radon)",
     4,
     2,
     5,
     HR_F_QUERY,
     HR_INFEASIBLE,
     2,
     2,
     1,
     0,
     {1, 1, 1, -1, -1, -1, -1, 1}},
    {"a point within a triangle", 4, 2, 8, HR_F_QUERY, HR_INFEASIBLE, 1, 3, 0, 0, {3, 0, 0, 3, -3, -3, 0, 0}},
    {"all are members", 3, 2, 7, HR_F_QUERY, HR_FEASIBLE, 0, 0, 0, INFINITY, {1, 2, 3, 4, 5, 6}},
    {"none is a member", 3, 2, 0, HR_F_QUERY, HR_FEASIBLE, 0, 0, 0, INFINITY, {1, 2, 3, 4, 5, 6}},
    {"equal documents", 3, 2, 1, HR_F_QUERY, HR_INFEASIBLE, 1, 1, 1, 0, {3, 5, 7, 1, 3, 5}},
    {"a tie at the best", 3, 1, 2, HR_F_QUERY, HR_INFEASIBLE, 1, 2, 0, 0, {-1, 0, 1}},
    {"all members, F-sign", 2, 2, 3, HR_F_SIGN, HR_FEASIBLE, 0, 0, 0, 1, {1, 0, 0, 1}},
    {"opposite members, F-sign", 2, 2, 3, HR_F_SIGN, HR_INFEASIBLE, 2, 0, 1, 0, {1, 2, -1, -2}},
    {"the zero vector, F-sign", 2, 2, 1, HR_F_SIGN, HR_INFEASIBLE, 1, 0, 1, 0, {0, 0, 1, 1}},
    {"proportional, F-sign", 2, 2, 1, HR_F_SIGN, HR_INFEASIBLE, 1, 1, 0, 0, {1, 1, 2, 2}},
};

static void test_known(void) {
    static const hr_dtype types[] = {HR_FLOAT32, HR_FLOAT64, HR_INT8, HR_INT64};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        for (size_t t = 0; t < 4; t++) {
            const known_case *c = &known[i];
            hr_ancestors a;
            hr_embedding e;
            hr_linear_answer answer;
            hr_linear_options o = {.side = HR_ANY_QUERY, .notion = c->notion, .largest = true};
            one_query(&a, &e, c->documents, c->dimension, c->members, types[t], c->doc);
            OK(hr_linear_one(&answer, &a, &e, &o, 0));
            CHECK(answer.verdict == c->verdict, "%s, %s: %s", c->name, hr_dtype_name(types[t]),
                  hr_verdict_names[answer.verdict]);
            CHECK(answer.members == c->member_terms && answer.others == c->other_terms, "%s: %zu + %zu",
                  c->name, answer.members, answer.others);
            for (size_t k = 0; c->weight && k < answer.members + answer.others; k++) {
                hr_linear_term *term =
                    k < answer.members ? &answer.member[k] : &answer.other[k - answer.members];
                CHECK(mpz_cmp_ui(term->weight, c->weight) == 0, "%s: term %zu", c->name, k);
            }
            CHECK(isinf(c->margin) ? answer.margin == c->margin : fabs(answer.margin - c->margin) < 1e-6,
                  "%s, %s: margin %g, wanted %g", c->name, hr_dtype_name(types[t]), answer.margin, c->margin);
            if (answer.verdict == HR_FEASIBLE)
                CHECK(truth_vector(&a, &e, &o, 0, &answer), "%s", c->name);
            else
                CHECK(truth_farkas(&a, &e, &o, 0, &answer), "%s", c->name);
            hr_linear_answer_clear(&answer);
            hr_embedding_clear(&e);
            hr_ancestors_clear(&a);
        }
}

/* A tree in few dimensions: some queries feasible, some not; sizes where working sets grow over many rounds.
 */
static void open_tree(hr_hierarchy *h, hr_ancestors *a, hr_embedding *e, uint32_t dim) {
    hr_method_options options = {.dim = dim, .seed = 3, .dtype = HR_FLOAT32};
    hr_hierarchy_init(h);
    hr_embedding_init(e);
    OK(hr_hierarchy_open(h, "tree:width=4,height=5"));
    OK(hr_ancestors_build(a, h));
    OK(hr_method_build(e, hr_method_find("gaussian"), h, a, &options));
}

/* The same bytes at any number of threads; the vectors serve, all in one exact decision; a linear program's
 * margin is no smaller than that of the first vector. */
static void test_tree(void) {
    hr_hierarchy h;
    hr_ancestors a;
    hr_embedding e;
    open_tree(&h, &a, &e, 16);
    hr_linear_result first, r;
    for (int largest = 0; largest < 2; largest++) {
        hr_linear_options o = {.side = HR_ANY_QUERY, .notion = HR_F_QUERY, .largest = largest};
#ifdef _OPENMP
        omp_set_num_threads(1);
#endif
        OK(hr_linear_all(&first, &a, &e, &o));
#ifdef _OPENMP
        omp_set_num_threads(3);
#endif
        OK(hr_linear_all(&r, &a, &e, &o));
        CHECK(first.feasible > 50 && first.infeasible > 50 && !first.unknown, "%u feasible, %u infeasible",
              first.feasible, first.infeasible);
        CHECK(!memcmp(first.each, r.each, r.count) &&
                  !memcmp(first.margin, r.margin, r.count * sizeof *r.margin) &&
                  !memcmp(first.vectors.f64, r.vectors.f64, (size_t)r.count * 16 * sizeof(double)),
              "threads change the result");
        hr_linear_result_clear(&r);
        if (!largest)
            hr_linear_result_clear(&first);
    }
    hr_linear_options o = {.side = HR_ANY_QUERY, .notion = HR_F_QUERY};
    OK(hr_linear_all(&r, &a, &e, &o));
    uint32_t larger = 0;
    for (uint32_t i = 0; i < r.count; i++) {
        CHECK(r.each[i] == first.each[i] && !(first.margin[i] < r.margin[i]), "query %u: %g, then %g", i,
              r.margin[i], first.margin[i]);
        larger += first.margin[i] > r.margin[i] * 1.01;
    }
    CHECK(larger > 20, "%u", larger);

    hr_embedding found = {.queries = first.vectors, .docs = e.docs, .origin = e.origin};
    hr_check_options decide = {.notion = HR_F_QUERY};
    hr_check_result result;
    OK(hr_check(&result, &a, &found, &decide));
    CHECK(result.bad_queries == first.infeasible, "%llu bad queries, %u infeasible",
          (unsigned long long)result.bad_queries, first.infeasible);
    hr_check_result_clear(&result);
    hr_linear_result_clear(&r);
    hr_linear_result_clear(&first);
    hr_embedding_clear(&e);
    hr_ancestors_clear(&a);
    hr_hierarchy_clear(&h);
}

/* An embedding that retrieves leaves every document feasible with the queries' own thresholds. */
static void test_documents_of_a_feasible_embedding(void) {
    hr_hierarchy h;
    hr_ancestors a;
    hr_embedding e;
    open_tree(&h, &a, &e, 200);
    double *threshold = calloc(a.queries, sizeof *threshold);
    hr_check_options decide = {.notion = HR_F_QUERY};
    hr_check_result result;
    hr_linear_result r;
    OK(hr_check(&result, &a, &e, &decide));
    CHECK(result.verdict == HR_FEASIBLE, "%s", hr_verdict_names[result.verdict]);
    OK(hr_linear_thresholds(threshold, &a, &e));
    hr_linear_options o = {.side = HR_ANY_DOCUMENT, .notion = HR_F_QUERY, .threshold = threshold};
    OK(hr_linear_all(&r, &a, &e, &o));
    CHECK(r.verdict == HR_FEASIBLE && r.feasible == r.count, "%u of %u", r.feasible, r.count);
    hr_linear_result_clear(&r);
    hr_check_result_clear(&result);
    free(threshold);
    hr_embedding_clear(&e);
    hr_ancestors_clear(&a);
    hr_hierarchy_clear(&h);
}

enum { NEAR_DIM = 32, NEAR_DOCUMENTS = 400, NEAR_MEMBERS = 24 };

/* One query whose members are drawn out of a cloud of documents, `shift` * 2^-40 of a random vector far. */
static void drawn_out(hr_ancestors *a, hr_embedding *e, int64_t shift) {
    static uint8_t in[NEAR_DOCUMENTS];
    int64_t way[NEAR_DIM];
    gsl_rng *rng = hr_rng_new(5, HR_STREAM_TEST, 3);
    memset(in, 1, NEAR_MEMBERS);
    instance_from(a, 1, NEAR_DOCUMENTS, in, rng);
    hr_embedding_init(e);
    OK(hr_matrix_init(&e->queries, 1, NEAR_DIM, HR_INT64));
    OK(hr_matrix_init(&e->docs, NEAR_DOCUMENTS, NEAR_DIM, HR_INT64));
    for (size_t k = 0; k < NEAR_DIM; k++)
        way[k] = (int64_t)gsl_rng_uniform_int(rng, 2047) - 1023;
    for (size_t i = 0; i < NEAR_DOCUMENTS * NEAR_DIM; i++) {
        int64_t place = ((int64_t)gsl_rng_uniform_int(rng, 2047) - 1023) * ((int64_t)1 << 40);
        e->docs.i64[i] = place + (i < NEAR_MEMBERS * NEAR_DIM ? shift * way[i % NEAR_DIM] : 0);
    }
    gsl_rng_free(rng);
}

/* The least shift with which a vector serves, and one less: floating point cannot tell the two apart, and a
 * simplex method in a tableau of the whole working set ran out of work on either. */
static void test_near_miss(void) {
    const int64_t least = 563351442370;
    for (int serves = 0; serves < 2; serves++) {
        hr_ancestors a;
        hr_embedding e;
        hr_linear_answer answer;
        hr_linear_options o = {.side = HR_ANY_QUERY, .notion = HR_F_QUERY};
        drawn_out(&a, &e, least - !serves);
        OK(hr_linear_one(&answer, &a, &e, &o, 0));
        CHECK(answer.verdict == (serves ? HR_FEASIBLE : HR_INFEASIBLE), "shift %lld: %s",
              (long long)least - !serves, hr_verdict_names[answer.verdict]);
        CHECK(serves ? truth_vector(&a, &e, &o, 0, &answer) : truth_farkas(&a, &e, &o, 0, &answer),
              "shift %lld: what proves it is wrong", (long long)least - !serves);
        CHECK(!serves || (answer.margin > 0 && answer.margin < 1e-6 * 0x1p50), "margin %g", answer.margin);
        hr_linear_answer_clear(&answer);
        hr_embedding_clear(&e);
        hr_ancestors_clear(&a);
    }
}

static void test_refusals(void) {
    hr_ancestors a;
    hr_embedding e;
    hr_linear_answer answer;
    one_query(&a, &e, 2, 2, 1, HR_FLOAT32, (const double[]){1, 0, 0, 1});
    hr_linear_options o = {.side = HR_ANY_QUERY, .notion = HR_F_GLOBAL};
    FAILS(hr_linear_one(&answer, &a, &e, &o, 0), "not for f-global");
    o = (hr_linear_options){.side = HR_ANY_DOCUMENT, .notion = HR_F_QUERY};
    FAILS(hr_linear_one(&answer, &a, &e, &o, 0), "thresholds");
    o.threshold = (const double[]){NAN};
    FAILS(hr_linear_one(&answer, &a, &e, &o, 0), "not finite");
    o = (hr_linear_options){.side = HR_ANY_QUERY, .notion = HR_F_QUERY};
    FAILS(hr_linear_one(&answer, &a, &e, &o, 1), "no number 1 among 1");
    e.docs.f32[1] = NAN;
    FAILS(hr_linear_one(&answer, &a, &e, &o, 0), "NaN");
    hr_embedding_clear(&e);
    hr_ancestors_clear(&a);
}

int main(void) {
    RUN(test_known);
    RUN(test_tree);
    RUN(test_near_miss);
    RUN(test_documents_of_a_feasible_embedding);
    RUN(test_refusals);
    RUN(test_random);
    return hr_test_end();
}
