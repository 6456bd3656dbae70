/* The soft-margin step: its result is the minimum, whatever the start, and it separates what can be. */
#include "feasibility/soft.h"

#include "base/random.h"
#include "test.h"

#include <math.h>
#include <stdbool.h>

enum { MOST = 60, WIDE = 6, TRIALS = 200 };

typedef struct {
    size_t points, dimension, members;
    double point[MOST * WIDE], offset[MOST], weight[MOST];
    uint32_t member[MOST];
    hr_soft_problem problem;
} sample;

/* A third of the points are members; half of the samples have offsets and weights. */
static void draw(sample *s, gsl_rng *rng) {
    s->points = 2 + gsl_rng_uniform_int(rng, MOST - 1);
    s->dimension = 1 + gsl_rng_uniform_int(rng, WIDE);
    s->members = 0;
    for (size_t i = 0; i < s->points; i++) {
        for (size_t k = 0; k < WIDE; k++)
            s->point[i * WIDE + k] = 2 * gsl_rng_uniform(rng) - 1;
        s->offset[i] = gsl_rng_uniform(rng) - 0.5;
        s->weight[i] = 0.1 + 10 * gsl_rng_uniform(rng);
        if (gsl_rng_uniform_int(rng, 3) == 0)
            s->member[s->members++] = (uint32_t)i;
    }
    bool plain = gsl_rng_uniform_int(rng, 2) == 0;
    s->problem = (hr_soft_problem){.points = s->points,
                                   .dimension = s->dimension,
                                   .stride = WIDE,
                                   .point = s->point,
                                   .offset = plain ? NULL : s->offset,
                                   .weight = plain ? NULL : s->weight,
                                   .lambda = 1e-3};
}

/* The definition's gradient at v, and its losses. */
static double gradient(double *out, double *losses, const sample *s, const double *v) {
    double norm = 0, size = 0;
    *losses = 0;
    for (size_t k = 0; k < s->dimension; k++)
        out[k] = s->problem.lambda * v[k];
    for (size_t i = 0, next = 0; i < s->points; i++) {
        bool member = next < s->members && s->member[next] == i;
        next += member;
        double sign = member ? 1 : -1, w = s->problem.weight ? s->weight[i] : 1, score = 0;
        for (size_t k = 0; k < s->dimension; k++)
            score += v[k] * s->point[i * WIDE + k];
        double missing = 1 - sign * (score - (s->problem.offset ? s->offset[i] : 0));
        size += w;
        if (missing <= 0)
            continue;
        *losses += w * missing * missing / 2;
        for (size_t k = 0; k < s->dimension; k++)
            out[k] -= w * sign * missing * s->point[i * WIDE + k];
    }
    for (size_t k = 0; k < s->dimension; k++)
        norm = fmax(norm, fabs(out[k]));
    return norm / size;
}

static void test_minimum(void) {
    gsl_rng *rng = hr_rng_new(1, HR_STREAM_TEST, 0);
    for (int trial = 0; trial < TRIALS; trial++) {
        sample s;
        hr_soft soft;
        draw(&s, rng);
        OK(hr_soft_init(&soft, &s.problem));
        double v[WIDE] = {0}, far[WIDE], slope[WIDE], losses;
        for (size_t k = 0; k < WIDE; k++)
            far[k] = 100 * (gsl_rng_uniform(rng) - 0.5);
        double found = hr_soft_solve(v, &soft, &s.problem, s.member, s.members);
        double steep = gradient(slope, &losses, &s, v);
        CHECK(steep < 1e-7, "trial %d: gradient %g", trial, steep);
        CHECK(fabs(found - losses) <= 1e-9 * (1 + losses), "trial %d: %g, not %g", trial, found, losses);
        hr_soft_solve(far, &soft, &s.problem, s.member, s.members);
        for (size_t k = 0; k < s.dimension; k++)
            CHECK(fabs(far[k] - v[k]) <= 1e-4 * (1 + fabs(v[k])), "trial %d, coordinate %zu: %g and %g",
                  trial, k, v[k], far[k]);
        hr_soft_clear(&soft);
    }
    gsl_rng_free(rng);
}

/* Members on one side of a plane, the others on the other: with a gap all end up on their sides. */
static void test_separates(void) {
    gsl_rng *rng = hr_rng_new(2, HR_STREAM_TEST, 0);
    for (int trial = 0; trial < TRIALS; trial++) {
        sample s;
        hr_soft soft;
        draw(&s, rng);
        s.problem.offset = NULL;
        s.members = 0;
        for (size_t i = 0; i < s.points; i++) {
            double *first = &s.point[i * WIDE];
            *first += *first > 0 ? 0.3 : -0.3;
            if (*first > 0)
                s.member[s.members++] = (uint32_t)i;
        }
        OK(hr_soft_init(&soft, &s.problem));
        double v[WIDE] = {0};
        hr_soft_solve(v, &soft, &s.problem, s.member, s.members);
        for (size_t i = 0; i < s.points; i++) {
            double score = 0;
            for (size_t k = 0; k < s.dimension; k++)
                score += v[k] * s.point[i * WIDE + k];
            CHECK(score * s.point[i * WIDE] > 0, "trial %d, point %zu: score %g", trial, i, score);
        }
        hr_soft_clear(&soft);
    }
    gsl_rng_free(rng);
}

int main(void) {
    RUN(test_minimum);
    RUN(test_separates);
    return hr_test_end();
}
