/* bfloat16 and U13: rounding against bit arithmetic, cells against their definition, and every score of the
 * embeddings exactly. */
#include "small.h"

#include "embedding/bfloat16.h"
#include "embedding/digits.h"
#include "embedding/round.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

enum { TRIALS = 12, NODES = 640 };

/* Nearest, ties to even, on the bits of a float32. */
static float by_bits(float value) {
    uint32_t bits;
    memcpy(&bits, &value, sizeof bits);
    bits = (bits + 0x7fff + (bits >> 16 & 1)) & 0xffff0000;
    memcpy(&value, &bits, sizeof value);
    return value;
}

static void test_rounding(void) {
    gsl_rng *rng = hr_rng_new(7, HR_STREAM_TEST, 1);
    mpz_t z;
    mpz_init(z);
    for (int i = 0; i < 200000; i++) {
        uint32_t bits = (uint32_t)gsl_rng_get(rng);
        if (i % 3 == 0)
            bits &= 0xffff8000; /* ties */
        if (i % 5 == 0)
            bits &= 0x80ffffff; /* subnormals and the smallest numbers */
        float value;
        memcpy(&value, &bits, sizeof value);
        if (!isfinite(value))
            continue;
        double rounded = hr_bfloat16((double)value);
        CHECK(rounded == (double)by_bits(value), "%a becomes %a", (double)value, rounded);
        double whole = floor(ldexp(fabs(hr_bfloat16((double)value)), 40));
        if (whole < 1 || whole > 0x1p60)
            continue;
        mpz_set_d(z, floor(fabs((double)value) * 0x1p60));
        double scaled = ldexp(mpz_get_d(z), -60);
        CHECK(hr_round_to_shape(z, -60, hr_shape_of_bfloat16()) == hr_bfloat16(scaled), "%a", scaled);
    }
    mpz_clear(z);
    gsl_rng_free(rng);
    CHECK(hr_bfloat16(1 + 0x1p-8) == 1 && hr_bfloat16(1 + 0x1p-8 + 0x1p-50) == 1 + 0x1p-7, "beside a tie");
    CHECK(isinf(hr_bfloat16(DBL_MAX)) && hr_bfloat16(-0x1.fep127) == -0x1.fep127, "the largest");
}

static void test_recognised(void) {
    hr_matrix m;
    OK(hr_matrix_init(&m, 2, 3, HR_FLOAT32));
    m.f32[4] = 255;
    CHECK(hr_matrix_is_bfloat16(&m) && hr_matrix_bits(&m) == 16, "255 has 8 bits");
    m.f32[5] = 257;
    CHECK(!hr_matrix_is_bfloat16(&m) && hr_matrix_bits(&m) == 32, "257 has 9 bits");
    hr_matrix_round_bfloat16(&m);
    CHECK(hr_matrix_is_bfloat16(&m) && m.f32[5] == 256, "257 becomes %g", (double)m.f32[5]);
    hr_matrix_clear(&m);
    OK(hr_matrix_init(&m, 1, 1, HR_FLOAT64));
    CHECK(!hr_matrix_is_bfloat16(&m), "float64");
    hr_matrix_clear(&m);
}

/* Runs by first, last; rows of one run each. */
static void random_runs(hr_runs *out, uint32_t *first, uint32_t *last, uint64_t *start, uint32_t rows,
                        uint32_t positions, gsl_rng *rng) {
    for (uint32_t r = 0; r < rows; r++) {
        uint32_t length = 1 + (uint32_t)gsl_rng_uniform_int(rng, 1 + gsl_rng_uniform_int(rng, 12));
        if (gsl_rng_uniform_int(rng, 20) == 0)
            length = positions / 3;
        first[r] = (uint32_t)gsl_rng_uniform_int(rng, positions - length + 1);
        last[r] = first[r] + length - 1;
        start[r + 1] = start[r] + 1;
    }
    *out = (hr_runs){.rows = rows, .most = 1, .start = start, .first = first, .last = last};
}

static void test_cells(void) {
    enum { ROWS = 60, POSITIONS = 400 };
    gsl_rng *rng = hr_rng_new(7, HR_STREAM_TEST, 2);
    uint32_t first[ROWS], last[ROWS], found = 0;
    uint64_t start[ROWS + 1] = {0};
    for (int trial = 0; trial < 400; trial++) {
        hr_runs runs;
        hr_cells cells;
        uint32_t longest = 1 + (uint32_t)gsl_rng_uniform_int(rng, 60);
        uint32_t widest = 1 + (uint32_t)gsl_rng_uniform_int(rng, longest);
        random_runs(&runs, first, last, start, 1 + (uint32_t)gsl_rng_uniform_int(rng, ROWS), POSITIONS, rng);
        OK(hr_cells_find(&cells, &runs, POSITIONS, longest, widest));
        found += cells.count > 0;
        for (uint32_t c = 0; c < cells.count; c++) {
            CHECK(cells.start[c] < cells.start[c + 1] && cells.start[c + 1] - cells.start[c] <= cells.longest,
                  "trial %d: cell %u", trial, c);
            for (uint32_t p = cells.start[c]; p < cells.start[c + 1]; p++)
                CHECK(cells.of[p] == c, "trial %d: position %u", trial, p);
        }
        CHECK(!cells.count ||
                  (cells.start[0] == 0 && cells.start[cells.count] == POSITIONS && cells.longest <= longest),
              "trial %d: the ends", trial);
        for (uint32_t r = 0; cells.count && r < runs.rows; r++) {
            bool inside = hr_cells_inside(&cells, first[r], last[r]);
            bool whole = cells.start[cells.of[first[r]]] == first[r] &&
                         cells.start[cells.of[last[r]] + 1] == last[r] + 1;
            CHECK((inside || whole) && (!inside || last[r] - first[r] < widest),
                  "trial %d: run %u to %u is cut", trial, first[r], last[r]);
        }
        hr_cells_clear(&cells);
    }
    CHECK(found > 100, "cells were found in %u trials", found);
    gsl_rng_free(rng);
}

/* A random tree, children near their parents, and a few edges more. */
static void larger(small *out, uint32_t nodes, uint32_t more, uint32_t trial) {
    gsl_rng *rng = hr_rng_new(7, HR_STREAM_TEST, 100 + trial);
    hr_builder *builder = hr_builder_new(HR_BUILD_NUMBERED, "a random hierarchy");
    OK(hr_builder_numbered(builder, nodes));
    for (uint32_t v = 1; v < nodes; v++)
        OK(hr_builder_edge(builder, v, v / 2 + (uint32_t)gsl_rng_uniform_int(rng, v - v / 2), 0));
    for (uint32_t i = 0; i < more; i++) {
        uint32_t v = nodes / 2 + (uint32_t)gsl_rng_uniform_int(rng, nodes / 2);
        OK(hr_builder_edge(builder, v, (uint32_t)gsl_rng_uniform_int(rng, nodes / 4), 0));
    }
    gsl_rng_free(rng);
    small_finish(out, builder);
}

static void exact_score(mpf_t sum, mpf_t a, mpf_t b, const hr_embedding *e, uint32_t q, uint32_t x) {
    mpf_set_ui(sum, 0);
    for (size_t k = 0; k < e->docs.cols; k++) {
        mpf_set_d(a, hr_matrix_get_d(&e->queries, q, k));
        mpf_set_d(b, hr_matrix_get_d(&e->docs, x, k));
        mpf_mul(a, a, b);
        mpf_add(sum, sum, a);
    }
}

/* Bad queries, all scores computed without rounding (they have less than 1024 bits). */
static unsigned count_bad(const small *s, const hr_embedding *e, bool f_query) {
    unsigned bad = 0;
    mpf_t score, low, high, a, b;
    mpf_set_default_prec(1024);
    mpf_inits(score, low, high, a, b, NULL);
    for (uint32_t q = 0; q < s->ancestors.queries; q++) {
        bool matched = false, unmatched = false;
        for (uint32_t x = 0; x < s->ancestors.documents; x++) {
            exact_score(score, a, b, e, q, x);
            if (hr_is_ancestor(&s->ancestors, q, x)) {
                if (!matched || mpf_cmp(score, low) < 0)
                    mpf_set(low, score);
                matched = true;
            } else {
                if (!unmatched || mpf_cmp(score, high) > 0)
                    mpf_set(high, score);
                unmatched = true;
            }
        }
        if (f_query)
            bad += matched && unmatched && mpf_cmp(low, high) <= 0;
        else
            bad += (matched && mpf_sgn(low) <= 0) || (unmatched && mpf_sgn(high) >= 0);
    }
    mpf_clears(score, low, high, a, b, NULL);
    return bad;
}

static void check_method(const small *s, const char *method, hr_method_options options, size_t columns,
                         const char *where) {
    hr_embedding exact, shorter;
    options.bfloat16 = true;
    options.dtype = HR_FLOAT32;
    small_build(&exact, method, s, options);
    if (options.dual && exact.docs.cols > 3) { /* several runs: rounded */
        hr_embedding_clear(&exact);
        return;
    }
    OK(hr_method_floats(&shorter, &exact, &options));
    CHECK(hr_matrix_is_bfloat16(&shorter.queries) && hr_matrix_is_bfloat16(&shorter.docs) &&
              !strcmp(hr_embedding_type(&shorter), "bfloat16"),
          "%s: not bfloat16", where);
    CHECK(!columns || shorter.docs.cols == columns, "%s: %zu columns", where, shorter.docs.cols);
    unsigned bad = count_bad(s, &shorter, options.f_query);
    CHECK(!bad, "%s: %u bad queries", where, bad);
    hr_embedding_clear(&shorter);
    hr_embedding_clear(&exact);
}

static void test_one_digit(void) {
    for (uint32_t trial = 0; trial < TRIALS; trial++)
        for (int form = 0; form < 2; form++) {
            char where[80];
            small s;
            uint32_t parents = 1 + trial % 2;
            small_random(&s, 1 + trial * 7 % 40, parents, trial % 3 == 2, trial);
            snprintf(where, sizeof where, "trial %u, form %d", trial, form);
            check_method(&s, "blocks", (hr_method_options){.f_query = form, .steps = 4000, .runs = 1}, 0,
                         where);
            if (parents == 1) {
                check_method(&s, "interval", (hr_method_options){.f_query = form}, 3 - (size_t)form, where);
                check_method(&s, "runs", (hr_method_options){.f_query = form, .dual = true}, 3 - (size_t)form,
                             where);
            }
            small_clear(&s);
        }
}

static void test_two_digits(void) {
    for (uint32_t trial = 0; trial < 3; trial++) {
        char where[80];
        small s;
        snprintf(where, sizeof where, "a tree of %d, trial %u", NODES, trial);
        larger(&s, NODES, 0, trial);
        check_method(&s, "interval", (hr_method_options){.f_query = true}, 4, where);
        check_method(&s, "interval", (hr_method_options){.f_query = false}, 0, where);
        small_clear(&s);
        snprintf(where, sizeof where, "a DAG of %d, trial %u", NODES, trial);
        larger(&s, NODES, 8, trial);
        check_method(&s, "blocks", (hr_method_options){.f_query = true, .steps = 6000, .runs = 1}, 0, where);
        check_method(&s, "blocks", (hr_method_options){.f_query = true, .dim = 12, .steps = 6000, .runs = 1},
                     12, where);
        small_clear(&s);
    }
}

/* Methods without digits are rounded; small integers lose nothing. */
static void test_rounded(void) {
    small s;
    small_random(&s, 40, 2, false, 5);
    check_method(&s, "code", (hr_method_options){.f_query = true}, 0, "code");
    check_method(&s, "sign", (hr_method_options){.dim = 4000, .f_query = true}, 4000, "sign");
    hr_embedding gaussian;
    small_build(&gaussian, "gaussian", &s,
                (hr_method_options){.dim = 16, .dtype = HR_FLOAT32, .bfloat16 = true});
    CHECK(!strcmp(hr_embedding_type(&gaussian), "bfloat16"), "gaussian");
    hr_embedding_clear(&gaussian);
    small_clear(&s);
}

/* More queries than two digits tell apart. */
static void test_limit(void) {
    enum { POSITIONS = 500000 };
    uint32_t *at = calloc(POSITIONS, sizeof *at);
    uint64_t *start = calloc((size_t)POSITIONS + 1, sizeof *start);
    for (uint32_t i = 0; at && start && i < POSITIONS; i++) {
        at[i] = i;
        start[i + 1] = i + 1;
    }
    const hr_runs runs = {.rows = POSITIONS, .most = 1, .start = start, .first = at, .last = at};
    hr_digits digits;
    FAILS(hr_digits_init(&digits, &runs, POSITIONS), "500000 queries do not fall into 720 cells");
    free(at);
    free(start);
}

int main(void) {
    RUN(test_rounding);
    RUN(test_recognised);
    RUN(test_cells);
    RUN(test_one_digit);
    RUN(test_two_digits);
    RUN(test_rounded);
    RUN(test_limit);
    return hr_test_end();
}
