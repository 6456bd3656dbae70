#include "feasibility/nearest.h"

#include "base/memory.h"

#include <cblas.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* What counts as 0 beside the rows' squared lengths: z is the difference of sums that cancel. */
static const double ZERO = 1e-20;
/* A new row must leave its corral's affine hull by this share of its length, squared. */
static const double INDEPENDENT = 1e-13;

hr_status hr_nearest_init(hr_nearest *n, size_t dimension) {
    size_t most = dimension + 2;
    *n = (hr_nearest){.dimension = dimension};
    n->corral = hr_alloc(most, sizeof *n->corral, "a corral");
    n->weight = hr_alloc(most, sizeof *n->weight, "weights");
    n->z = hr_alloc(dimension, sizeof *n->z, "a point");
    n->factor = hr_alloc(most * most, sizeof *n->factor, "a Cholesky factor");
    n->solution = hr_alloc(most, sizeof *n->solution, "weights");
    n->column = hr_alloc(most, sizeof *n->column, "a column");
    n->packed = hr_alloc(most * dimension, sizeof *n->packed, "a corral");
    if (n->corral && n->weight && n->z && n->factor && n->solution && n->column && n->packed)
        return HR_OK;
    hr_nearest_clear(n);
    return HR_ENOMEM;
}

void hr_nearest_clear(hr_nearest *n) {
    free(n->row);
    free(n->corral);
    free(n->weight);
    free(n->z);
    free(n->score);
    free(n->factor);
    free(n->solution);
    free(n->column);
    free(n->packed);
    memset(n, 0, sizeof *n);
}

hr_status hr_nearest_room(hr_nearest *n, size_t rows) {
    size_t capacity = n->row_capacity;
    if (hr_grow(&n->row, &capacity, rows, n->dimension * sizeof *n->row, "working rows") != HR_OK)
        return HR_ENOMEM;
    n->row_capacity = capacity;
    if (hr_grow(&n->score, &n->score_capacity, rows, sizeof *n->score, "scores") != HR_OK)
        return HR_ENOMEM;
    return HR_OK;
}

static const double *row_of(const hr_nearest *n, size_t i) {
    return n->row + i * n->dimension;
}

static double *column_of(hr_nearest *n, size_t j) {
    return n->factor + j * (n->dimension + 2);
}

/* Solves R'x = x in place, for the first `count` columns. */
static void solve_transposed(hr_nearest *n, double *x, size_t count) {
    for (size_t j = 0; j < count; j++) {
        const double *r = column_of(n, j);
        x[j] = (x[j] - cblas_ddot((int)j, r, 1, x, 1)) / r[j];
    }
}

/* Solves R x = x in place. */
static void solve(hr_nearest *n, double *x, size_t count) {
    for (size_t j = count; j-- > 0;) {
        const double *r = column_of(n, j);
        x[j] /= r[j];
        cblas_daxpy((int)j, -x[j], r, 1, x, 1);
    }
}

/* Adds row i to the corral with weight w; false when it depends on the corral affinely. */
static bool append(hr_nearest *n, uint32_t i, double w) {
    size_t c = n->used, d = n->dimension;
    const double *a = row_of(n, i);
    double *r = column_of(n, c), length = n->scale + cblas_ddot((int)d, a, 1, a, 1);
    if (c > d)
        return false;
    if (c)
        cblas_dgemv(CblasRowMajor, CblasNoTrans, (int)c, (int)d, 1, n->packed, (int)d, a, 1, 0, r, 1);
    for (size_t k = 0; k < c; k++)
        r[k] += n->scale;
    solve_transposed(n, r, c);
    double rest = length - cblas_ddot((int)c, r, 1, r, 1);
    if (!(rest > INDEPENDENT * length))
        return false;
    r[c] = sqrt(rest);
    memcpy(n->packed + c * d, a, d * sizeof *a);
    n->corral[c] = i;
    n->weight[c] = w;
    n->used++;
    return true;
}

/* Takes the corral's place `at` out: R loses a column and is made triangular again by Givens rotations. */
static void take_out(hr_nearest *n, size_t at) {
    size_t d = n->dimension;
    for (size_t j = at + 1; j < n->used; j++) {
        memcpy(column_of(n, j - 1), column_of(n, j), (j + 1) * sizeof *n->factor);
        n->corral[j - 1] = n->corral[j];
        n->weight[j - 1] = n->weight[j];
    }
    memmove(n->packed + at * d, n->packed + (at + 1) * d, (n->used - 1 - at) * d * sizeof *n->packed);
    n->used--;
    for (size_t k = at; k < n->used; k++) {
        double *head = column_of(n, k), size = hypot(head[k], head[k + 1]);
        double c = head[k] / size, s = head[k + 1] / size;
        head[k] = size;
        for (size_t j = k + 1; j < n->used; j++) {
            double *r = column_of(n, j), high = r[k], low = r[k + 1];
            r[k] = c * high + s * low;
            r[k + 1] = c * low - s * high;
        }
    }
}

/* solution: the weights, of sum 1, of the corral's affine hull's nearest point.  Source: Wolfe, section 5
 * (D): (ee' + Gram) u = e, weights u / sum u. */
static void affine(hr_nearest *n) {
    double sum = 0;
    for (size_t k = 0; k < n->used; k++)
        n->solution[k] = 1;
    solve_transposed(n, n->solution, n->used);
    solve(n, n->solution, n->used);
    for (size_t k = 0; k < n->used; k++)
        sum += n->solution[k];
    for (size_t k = 0; k < n->used; k++)
        n->solution[k] /= sum;
}

/* Moves the weights to the affine hull's nearest point, dropping rows on the way while it lies outside. */
static void settle(hr_nearest *n) {
    for (;;) {
        double step = 1;
        affine(n);
        for (size_t k = 0; k < n->used; k++)
            if (n->solution[k] <= 0 && n->weight[k] / (n->weight[k] - n->solution[k]) < step)
                step = n->weight[k] / (n->weight[k] - n->solution[k]);
        for (size_t k = 0; k < n->used; k++)
            n->weight[k] += step * (n->solution[k] - n->weight[k]);
        bool inside = true;
        for (size_t k = n->used; k-- > 0;)
            if (n->solution[k] <= 0 && n->weight[k] <= 1e-14 && n->used > 1) {
                take_out(n, k);
                inside = false;
            }
        if (inside)
            return;
    }
}

static void set_point(hr_nearest *n) {
    int d = (int)n->dimension;
    cblas_dgemv(CblasRowMajor, CblasTrans, (int)n->used, d, 1, n->packed, d, n->weight, 1, 0, n->z, 1);
    n->square = cblas_ddot(d, n->z, 1, n->z, 1);
}

static double longest_square(const hr_nearest *n) {
    double most = 0;
    for (size_t i = 0; i < n->rows; i++)
        most = fmax(most, cblas_ddot((int)n->dimension, row_of(n, i), 1, row_of(n, i), 1));
    return most;
}

/* The corral that is set, anew in R: rows that have become dependent are left out. */
static void restore(hr_nearest *n) {
    size_t count = n->used;
    double sum = 0;
    n->used = 0;
    for (size_t k = 0; k < count; k++)
        append(n, n->corral[k], n->weight[k]);
    for (size_t k = 0; k < n->used; k++)
        sum += n->weight[k];
    for (size_t k = 0; k < n->used; k++)
        n->weight[k] /= sum;
}

hr_nearest_end hr_nearest_find(hr_nearest *n, double tolerance) {
    int d = (int)n->dimension;
    double longest = longest_square(n);
    n->scale = longest;
    n->steps = 0;
    if (longest == 0)
        return n->rows ? HR_NEAREST_ORIGIN : HR_NEAREST_STALLED;
    if (n->used)
        restore(n);
    if (!n->used)
        append(n, 0, 1);
    for (size_t limit = 100 * (n->dimension + 10);; n->steps++) {
        settle(n);
        set_point(n);
        if (n->square <= ZERO * longest)
            return HR_NEAREST_ORIGIN;
        cblas_dgemv(CblasRowMajor, CblasNoTrans, (int)n->rows, d, 1, n->row, d, n->z, 1, 0, n->score, 1);
        size_t least = 0;
        for (size_t i = 1; i < n->rows; i++)
            if (n->score[i] < n->score[least])
                least = i;
        if (n->score[least] >= (1 - tolerance) * n->square)
            return HR_NEAREST_APART;
        if (n->used > n->dimension || n->steps > limit || !append(n, (uint32_t)least, 0))
            return HR_NEAREST_STALLED;
    }
}
