/* Optimizers of a table, row by row: rows that a step does not touch are not changed (lazy), and a step that
 * touches all of them is one pass over the memory.  t is the number of the stage's step, from 1.
 *   adam     m = b1 m + (1-b1) g, v = b2 v + (1-b2) g^2, w -= rate m/(1-b1^t) / (sqrt(v/(1-b2^t)) + eps)
 *            [Kingma & Ba, "Adam", ICLR 2015]; lazy rows as in torch.optim.SparseAdam
 *   adagrad  v += g^2, w -= rate g / (sqrt(v) + eps)   [Duchi, Hazan & Singer, JMLR 2011]
 *   sgd      w -= rate g
 * Schedules of the rate over `steps` steps, at step k from 0:
 *   constant 1;  linear (steps - k)/steps;  cosine (1 + cos(pi k/steps))/2;
 *   steps    the factors of `decay`, one after the other, each for an equal share of the steps */
#ifndef HR_OPTIMIZER_H
#define HR_OPTIMIZER_H

#include "learn/encoder.h"

typedef enum { HR_ADAM, HR_ADAGRAD, HR_SGD } hr_optimizer_kind;
typedef enum { HR_CONSTANT, HR_LINEAR, HR_COSINE, HR_STEPS } hr_schedule;

enum { HR_DECAYS = 16 };

typedef struct {
    hr_optimizer_kind kind;
    double rate, beta1, beta2, eps;
    hr_schedule schedule;
    size_t decays;
    double decay[HR_DECAYS]; /* of HR_STEPS */
} hr_optimizer;

/* The state of one table; m is NULL for adagrad, both for sgd. */
typedef struct {
    float *m, *v; /* rows x dimension */
} hr_moments;

hr_status hr_moments_init(hr_moments *out, const hr_optimizer *optimizer, size_t rows, size_t dimension);
void hr_moments_clear(hr_moments *moments);

/* The rate of step k of `steps`. */
double hr_optimizer_rate(const hr_optimizer *optimizer, uint64_t k, uint64_t steps);

/* One step, t from 1. */
void hr_optimizer_update(hr_tower *tower, hr_moments *moments, const hr_optimizer *optimizer,
                         const hr_row_gradient *gradient, double rate, uint64_t t);

#endif
