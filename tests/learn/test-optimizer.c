/* Optimizers and schedules against their formulas in double, lazy rows included. */
#include "test.h"

#include "learn/optimizer.h"

#include <math.h>

enum { ROWS = 7, D = 19, STEPS = 60 };

static float slope(int row, int k, int step) {
    return (float)(sin(row + 0.3 * k + 0.9 * step) * (1 + row));
}

/* One entry's life: the reference. */
typedef struct {
    double w, m, v;
} entry;

static void reference(entry *e, const hr_optimizer *o, double g, double rate, int t) {
    if (o->kind == HR_ADAM) {
        e->m = o->beta1 * e->m + (1 - o->beta1) * g;
        e->v = o->beta2 * e->v + (1 - o->beta2) * g * g;
        e->w -= rate * (e->m / (1 - pow(o->beta1, t))) / (sqrt(e->v / (1 - pow(o->beta2, t))) + o->eps);
    } else if (o->kind == HR_ADAGRAD) {
        e->v += g * g;
        e->w -= rate * g / (sqrt(e->v) + o->eps);
    } else {
        e->w -= rate * g;
    }
}

static void check(const hr_optimizer *o, bool lazy) {
    hr_tower tower;
    hr_moments moments;
    entry all[ROWS][D] = {{{0}}};
    OK(hr_tower_lookup(&tower, ROWS, D, false));
    OK(hr_moments_init(&moments, o, ROWS, D));
    for (int r = 0; r < ROWS; r++)
        for (int k = 0; k < D; k++)
            all[r][k].w = (double)(tower.table[r * D + k] = (float)(0.1 * k - r));
    for (int step = 0; step < STEPS; step++) {
        uint32_t row[ROWS];
        float gradient[ROWS * D];
        hr_row_gradient g = {0, lazy ? row : NULL, gradient};
        double rate = hr_optimizer_rate(o, (uint64_t)step, STEPS);
        for (int r = 0; r < ROWS; r++) {
            if (lazy && (r + step) % 3)
                continue;
            row[g.count] = (uint32_t)r;
            for (int k = 0; k < D; k++) {
                gradient[g.count * D + k] = slope(r, k, step);
                reference(&all[r][k], o, (double)slope(r, k, step), rate, step + 1);
            }
            g.count++;
        }
        hr_optimizer_update(&tower, &moments, o, &g, rate, (uint64_t)step + 1);
    }
    for (int r = 0; r < ROWS; r++)
        for (int k = 0; k < D; k++)
            CHECK(fabs((double)tower.table[r * D + k] - all[r][k].w) <= 2e-5 * fmax(1, fabs(all[r][k].w)),
                  "kind %d, lazy %d, entry (%d, %d): %.9g, by formula %.9g", o->kind, lazy, r, k,
                  (double)tower.table[r * D + k], all[r][k].w);
    hr_moments_clear(&moments);
    hr_tower_clear(&tower);
}

static void test_kinds(void) {
    for (int kind = 0; kind < 3; kind++)
        for (int schedule = 0; schedule < 4; schedule++)
            for (int lazy = 0; lazy < 2; lazy++) {
                hr_optimizer o = {.kind = (hr_optimizer_kind)kind,
                                  .rate = 0.05,
                                  .beta1 = 0.9,
                                  .beta2 = 0.999,
                                  .eps = 1e-8,
                                  .schedule = (hr_schedule)schedule,
                                  .decays = 3,
                                  .decay = {1, 0.3, 0.1}};
                check(&o, lazy);
            }
}

static void rate_is(const hr_optimizer *o, uint64_t k, uint64_t steps, double expected) {
    double rate = hr_optimizer_rate(o, k, steps);
    CHECK(fabs(rate - expected) <= 1e-12, "step %d of %d: rate %.12g, wanted %.12g", (int)k, (int)steps, rate,
          expected);
}

static void test_schedules(void) {
    hr_optimizer o = {.rate = 2, .schedule = HR_CONSTANT, .decays = 4, .decay = {1, 0.3, 0.1, 0.03}};
    rate_is(&o, 99, 100, 2);
    o.schedule = HR_LINEAR;
    rate_is(&o, 0, 100, 2);
    rate_is(&o, 75, 100, 0.5);
    o.schedule = HR_COSINE;
    rate_is(&o, 0, 100, 2);
    rate_is(&o, 50, 100, 1);
    rate_is(&o, 25, 100, 1 + sqrt(0.5));
    o.schedule = HR_STEPS;
    rate_is(&o, 0, 8000, 2);
    rate_is(&o, 1999, 8000, 2);
    rate_is(&o, 2000, 8000, 0.6);
    rate_is(&o, 7999, 8000, 0.06);
    rate_is(&o, 2, 3, 0.2); /* fewer steps than factors */
}

int main(void) {
    RUN(test_kinds);
    RUN(test_schedules);
    return hr_test_end();
}
