#include "learn/optimizer.h"

#include "base/fast.h"
#include "base/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

hr_status hr_moments_init(hr_moments *out, const hr_optimizer *optimizer, size_t rows, size_t dimension) {
    memset(out, 0, sizeof *out);
    bool first = optimizer->kind == HR_ADAM, second = optimizer->kind != HR_SGD;
    if (first && !(out->m = hr_calloc(rows * dimension, sizeof(float), "the optimizer's moments")))
        return HR_ENOMEM;
    if (second && !(out->v = hr_calloc(rows * dimension, sizeof(float), "the optimizer's moments"))) {
        hr_moments_clear(out);
        return HR_ENOMEM;
    }
    return HR_OK;
}

void hr_moments_clear(hr_moments *moments) {
    free(moments->m);
    free(moments->v);
    memset(moments, 0, sizeof *moments);
}

double hr_optimizer_rate(const hr_optimizer *o, uint64_t k, uint64_t steps) {
    double done = (double)k / (double)steps;
    switch (o->schedule) {
    case HR_CONSTANT:
        break;
    case HR_LINEAR:
        return o->rate * (1 - done);
    case HR_COSINE:
        return o->rate * (1 + cos(M_PI * done)) / 2;
    case HR_STEPS:
        return o->rate * o->decay[k * o->decays / steps];
    }
    return o->rate;
}

void hr_optimizer_update(hr_tower *tower, hr_moments *moments, const hr_optimizer *o,
                         const hr_row_gradient *gradient, double rate, uint64_t t) {
    const hr_fast *fast = hr_fast_best();
    size_t d = tower->dimension;
    float first = (float)(rate / (1 - pow(o->beta1, (double)t)));
    float second = (float)(1 / (1 - pow(o->beta2, (double)t)));
#pragma omp parallel for schedule(static) if (gradient->count * d >= 1 << 15)
    for (size_t k = 0; k < gradient->count; k++) {
        size_t at = (gradient->row ? gradient->row[k] : k) * d;
        const float *g = gradient->gradient + k * d;
        if (o->kind == HR_ADAM)
            fast->adam(tower->table + at, moments->m + at, moments->v + at, g, d, (float)o->beta1,
                       (float)o->beta2, first, second, (float)o->eps);
        else if (o->kind == HR_ADAGRAD)
            fast->adagrad(tower->table + at, moments->v + at, g, d, (float)rate, (float)o->eps);
        else
            fast->axpy(tower->table + at, -(float)rate, g, d);
    }
}
