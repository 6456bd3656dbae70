/* U12: every score of geometric positions against the threshold 1, exactly and as float32 computes it. */
#include "small.h"

#include "embedding/geometric.h"

#include <float.h>
#include <math.h>

enum { TRIALS = 40, QUERIES = 300 };

/* Products of floats are exact in a long double of 64 bits or more, and their few sums nearly so. */
static void check_pair(const hr_embedding *e, uint32_t q, uint32_t x, bool wanted, bool f_sign,
                       const char *where) {
    long double exact = 0, threshold = f_sign ? 0 : 1;
    float computed = 0;
    for (size_t k = 0; k < e->docs.cols; k++) {
        double a = hr_matrix_get_d(&e->queries, q, k), b = hr_matrix_get_d(&e->docs, x, k);
        exact += (long double)a * b;
        volatile float product = (float)a * (float)b; /* rounded before it is added */
        computed += product;
    }
    CHECK((exact > threshold) == wanted && exact != threshold, "%s: query %u, document %u: %.20Lg", where, q,
          x, exact);
    CHECK(e->docs.dtype == HR_FLOAT64 || ((computed > threshold) == wanted && isfinite(computed)),
          "%s: query %u, document %u: computed as %.9g", where, q, x, (double)computed);
}

static void check_method(const small *s, const char *method, bool f_query, bool dual, hr_dtype dtype,
                         const char *where) {
    hr_embedding exact, floats;
    hr_embedding_init(&exact);
    bool blocks = !strcmp(method, "blocks");
    hr_method_options options = {
        .f_query = f_query, .dual = dual, .steps = blocks ? 4000 : 0, .runs = blocks};
    OK(hr_method_build(&exact, hr_method_find(method), &s->hierarchy, &s->ancestors, &options));
    if (dual && exact.docs.cols > 3) { /* several runs: rounded, as ever */
        hr_embedding_clear(&exact);
        return;
    }
    OK(hr_embedding_floats(&floats, &exact, dtype));
    CHECK(floats.docs.cols == exact.docs.cols && floats.docs.dtype == dtype, "%s", where);
    for (uint32_t q = 0; q < s->ancestors.queries; q++)
        for (uint32_t x = 0; x < s->ancestors.documents; x++)
            check_pair(&floats, q, x, hr_is_ancestor(&s->ancestors, q, x), !f_query, where);
    hr_embedding_clear(&floats);
    hr_embedding_clear(&exact);
}

static void test_methods(void) {
    for (uint32_t trial = 0; trial < TRIALS; trial++) {
        char where[80];
        uint32_t parents = 1 + trial % 2;
        for (int form = 0; form < 4; form++) {
            small s;
            bool f_query = form % 2;
            hr_dtype dtype = form / 2 ? HR_FLOAT64 : HR_FLOAT32;
            small_random(&s, 1 + trial * 7 % 40, parents, trial % 3 == 2, trial);
            snprintf(where, sizeof where, "trial %u, form %d", trial, form);
            check_method(&s, "blocks", f_query, false, dtype, where);
            if (parents == 1) {
                check_method(&s, "interval", f_query, false, dtype, where);
                check_method(&s, "runs", f_query, true, dtype, where);
            }
            small_clear(&s);
        }
    }
}

static float computed_score(const double q[2], const double x[2]) {
    volatile float a = (float)q[0] * (float)x[0], b = (float)q[1] * (float)x[1];
    return a + b;
}

/* Runs of all lengths among QUERIES neighbours, against every one of them. */
static void test_line(uint32_t points, uint32_t from) {
    hr_geometric line;
    hr_geometric_init(&line, points, HR_FLOAT32);
    uint32_t until = from + QUERIES < points ? from + QUERIES : points;
    for (uint32_t first = from; first < until; first++)
        for (uint32_t last = first; last < until; last += 1 + (last - first) / 3) {
            double x[2];
            CHECK(hr_geometric_document(x, &line, first, last), "%u points, %u to %u", points, first, last);
            for (uint32_t p = from; p < until; p++) {
                double q[2];
                hr_geometric_query(q, &line, p);
                float score = computed_score(q, x);
                bool wanted = first <= p && p <= last;
                CHECK((score > 1) == wanted && score != 1, "%u points, %u to %u at %u: %.9g", points, first,
                      last, p, (double)score);
            }
        }
}

static void test_ends(uint32_t points) {
    hr_geometric line;
    double q[2], root[2], first[2], last[2];
    hr_geometric_init(&line, points, HR_FLOAT32);
    CHECK(hr_geometric_document(root, &line, 0, points - 1) && hr_geometric_document(first, &line, 0, 0) &&
              hr_geometric_document(last, &line, points - 1, points - 1),
          "%u points", points);
    for (uint32_t p = 0; p < points; p++) {
        hr_geometric_query(q, &line, p);
        CHECK(computed_score(q, root) > 1 && computed_score(q, root) <= FLT_MAX, "%u points at %u", points,
              p);
        CHECK((computed_score(q, first) > 1) == (p == 0), "%u points at %u", points, p);
        CHECK((computed_score(q, last) > 1) == (p == points - 1), "%u points at %u", points, p);
    }
}

static void test_lines(void) {
    for (uint32_t points = 1; points < 40; points++) {
        test_line(points, 0);
        test_ends(points);
    }
    /* WordNet's 82,115: both ends, the passage through infinity, and between */
    const uint32_t places[] = {0, 20000, 41057 - QUERIES / 2, 60000, 82115 - QUERIES};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        test_line(82115, places[i]);
    test_ends(82115);
}

static void test_limit(void) {
    hr_geometric line, longer;
    hr_geometric_init(&line, 3000000, HR_FLOAT32);
    hr_geometric_init(&longer, 3000000, HR_FLOAT64);
    uint32_t held = 0;
    for (uint32_t p = 0; p < QUERIES; p++) {
        double x[2];
        held += hr_geometric_document(x, &line, p, p);
        CHECK(hr_geometric_document(x, &longer, p, p), "3,000,000 points in float64, %u", p);
    }
    CHECK(held < QUERIES / 2, "3,000,000 points in float32: %u of %d", held, QUERIES);
    FAILS(hr_geometric_refuse(&line), "use float64");
}

int main(void) {
    RUN(test_methods);
    RUN(test_lines);
    RUN(test_limit);
    return hr_test_end();
}
