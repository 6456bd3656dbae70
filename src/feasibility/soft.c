#include "feasibility/soft.h"

#include "base/memory.h"

#include <cblas.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { STEPS = 30 };              /* Newton steps; a warm start needs a few */
enum { SEARCH = 40 };             /* evaluations of the line search */
enum { ACTIVE_ROWS = 256 };       /* summed into the Hessian together */
static const double SMALL = 1e-9; /* of a step, beside the vector */

hr_status hr_soft_init(hr_soft *s, const hr_soft_problem *p) {
    size_t d = p->dimension;
    *s = (hr_soft){0};
    s->sign = hr_alloc(p->points, sizeof *s->sign, "signs");
    s->margin = hr_alloc(p->points, sizeof *s->margin, "margins");
    s->slope = hr_alloc(p->points, sizeof *s->slope, "slopes");
    s->gradient = hr_alloc(d, sizeof *s->gradient, "a gradient");
    s->step = hr_alloc(d, sizeof *s->step, "a step");
    s->hessian = hr_alloc(d * d, sizeof *s->hessian, "a Hessian");
    s->active = hr_alloc(ACTIVE_ROWS * d, sizeof *s->active, "active pairs");
    if (s->sign && s->margin && s->slope && s->gradient && s->step && s->hessian && s->active)
        return HR_OK;
    hr_soft_clear(s);
    return HR_ENOMEM;
}

void hr_soft_clear(hr_soft *s) {
    free(s->sign);
    free(s->margin);
    free(s->slope);
    free(s->gradient);
    free(s->step);
    free(s->hessian);
    free(s->active);
    memset(s, 0, sizeof *s);
}

static double weight_of(const hr_soft_problem *p, size_t i) {
    return p->weight ? p->weight[i] : 1;
}

/* margin_i = sign_i (<v,p_i> - offset_i) */
static void set_margins(hr_soft *s, const hr_soft_problem *p, const double *v) {
    int d = (int)p->dimension;
    cblas_dgemv(CblasRowMajor, CblasNoTrans, (int)p->points, d, 1, p->point, (int)p->stride, v, 1, 0,
                s->margin, 1);
    for (size_t i = 0; i < p->points; i++)
        s->margin[i] = s->sign[i] * (s->margin[i] - (p->offset ? p->offset[i] : 0));
}

static double loss_of(const hr_soft *s, const hr_soft_problem *p) {
    double sum = 0;
    for (size_t i = 0; i < p->points; i++)
        if (s->margin[i] < 1)
            sum += weight_of(p, i) * (1 - s->margin[i]) * (1 - s->margin[i]);
    return sum / 2;
}

/* The gradient and the upper triangle of the Hessian, by blocks of the pairs that are short of 1. */
static void set_model(hr_soft *s, const hr_soft_problem *p, const double *v) {
    int d = (int)p->dimension, rows = 0;
    for (int k = 0; k < d; k++)
        s->gradient[k] = p->lambda * v[k];
    memset(s->hessian, 0, (size_t)d * (size_t)d * sizeof *s->hessian);
    for (int k = 0; k < d; k++)
        s->hessian[k * d + k] = p->lambda;
    for (size_t i = 0; i <= p->points; i++) {
        if (i == p->points || rows == ACTIVE_ROWS) {
            cblas_dsyrk(CblasRowMajor, CblasUpper, CblasTrans, d, rows, 1, s->active, d, 1, s->hessian, d);
            rows = 0;
        }
        if (i == p->points || s->margin[i] >= 1)
            continue;
        const double *x = p->point + i * p->stride;
        double w = weight_of(p, i), root = sqrt(w);
        cblas_daxpy(d, -w * s->sign[i] * (1 - s->margin[i]), x, 1, s->gradient, 1);
        for (int k = 0; k < d; k++)
            s->active[rows * d + k] = root * x[k];
        rows++;
    }
}

/* step = -H^-1 gradient, by H = U'U in place; false where rounding leaves no positive pivot. */
static bool set_step(hr_soft *s, int d) {
    double *h = s->hessian;
    for (int j = 0; j < d; j++) {
        double rest = h[j * d + j];
        for (int i = 0; i < j; i++)
            rest -= h[i * d + j] * h[i * d + j];
        if (!(rest > 0))
            return false;
        h[j * d + j] = sqrt(rest);
        for (int k = j + 1; k < d; k++) {
            double sum = h[j * d + k];
            for (int i = 0; i < j; i++)
                sum -= h[i * d + j] * h[i * d + k];
            h[j * d + k] = sum / h[j * d + j];
        }
    }
    for (int k = 0; k < d; k++)
        s->step[k] = -s->gradient[k];
    cblas_dtrsv(CblasRowMajor, CblasUpper, CblasTrans, CblasNonUnit, d, h, d, s->step, 1);
    cblas_dtrsv(CblasRowMajor, CblasUpper, CblasNoTrans, CblasNonUnit, d, h, d, s->step, 1);
    return true;
}

/* The derivative along the step at length t. */
static double derivative(const hr_soft *s, const hr_soft_problem *p, double linear, double square, double t) {
    double sum = p->lambda * (linear + t * square);
    for (size_t i = 0; i < p->points; i++) {
        double margin = s->margin[i] + t * s->slope[i];
        if (margin < 1)
            sum -= weight_of(p, i) * s->slope[i] * (1 - margin);
    }
    return sum;
}

/* The length of least loss: the root of the derivative, which grows, by bisection and secants (Illinois). */
static double length_of(hr_soft *s, const hr_soft_problem *p, const double *v) {
    int d = (int)p->dimension;
    cblas_dgemv(CblasRowMajor, CblasNoTrans, (int)p->points, d, 1, p->point, (int)p->stride, s->step, 1, 0,
                s->slope, 1);
    for (size_t i = 0; i < p->points; i++)
        s->slope[i] *= s->sign[i];
    double linear = cblas_ddot(d, v, 1, s->step, 1), square = cblas_ddot(d, s->step, 1, s->step, 1);
    double low = 0, high = 1, at_low = derivative(s, p, linear, square, 0), first = at_low;
    double at_high = derivative(s, p, linear, square, 1), tolerance = 1e-3 * fabs(first);
    if (!(at_low < 0))
        return 0;
    for (int i = 0; at_high < -tolerance && i < SEARCH; i++) {
        low = high, at_low = at_high, high *= 2;
        at_high = derivative(s, p, linear, square, high);
    }
    double t = high, at = at_high;
    for (int i = 0; fabs(at) > tolerance && i < SEARCH; i++) {
        t = (low * at_high - high * at_low) / (at_high - at_low);
        at = derivative(s, p, linear, square, t);
        if (at < 0)
            low = t, at_low = at, at_high /= 2;
        else
            high = t, at_high = at, at_low /= 2;
    }
    return t;
}

double hr_soft_solve(double *v, hr_soft *s, const hr_soft_problem *p, const uint32_t *member,
                     size_t members) {
    int d = (int)p->dimension;
    for (size_t i = 0; i < p->points; i++)
        s->sign[i] = -1;
    for (size_t i = 0; i < members; i++)
        s->sign[member[i]] = 1;
    set_margins(s, p, v);
    for (int step = 0; step < STEPS; step++) {
        set_model(s, p, v);
        if (!set_step(s, d))
            break;
        double t = length_of(s, p, v);
        cblas_daxpy(d, t, s->step, 1, v, 1);
        set_margins(s, p, v);
        if (!(t * cblas_dnrm2(d, s->step, 1) > SMALL * cblas_dnrm2(d, v, 1)))
            break;
    }
    return loss_of(s, p);
}
