#include "feasibility/pivot.h"

#include "base/memory.h"
#include "feasibility/integer_row.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Of the smallest <v,a> a vector with fewer bits keeps all but 2^-KEPT. */
enum { KEPT = 8 };

static mpz_ptr cell(const hr_pivot *p, size_t row, size_t column) {
    return p->inverse[row * (p->rows + 1) + column];
}

/* The right-hand side is the last unit vector, so B^-1 of it is the inverse's last column. */
static mpz_ptr right(const hr_pivot *p, size_t row) {
    return cell(p, row, p->rows);
}

hr_status hr_pivot_init(hr_pivot *p, size_t rows) {
    memset(p, 0, sizeof *p);
    p->rows = rows;
    mpz_init_set_ui(p->denominator, 1);
    mpz_inits(p->product, p->divisor, NULL);
    p->inverse = hr_integer_row((rows + 2) * (rows + 1));
    p->image = hr_integer_row(rows + 2);
    p->basis = hr_alloc(rows + 1, sizeof *p->basis, "a basis");
    if (!p->inverse || !p->image || !p->basis)
        return HR_ENOMEM;
    for (size_t i = 0; i <= rows; i++) {
        mpz_set_ui(cell(p, i, i), 1);
        mpz_set_ui(cell(p, rows + 1, i), 1);
        p->basis[i] = i;
    }
    return HR_OK;
}

void hr_pivot_clear(hr_pivot *p) {
    for (size_t j = 0; j < p->columns; j++)
        hr_integer_row_free(p->column[j], p->rows);
    free(p->column);
    free(p->length);
    hr_integer_row_free(p->inverse, (p->rows + 2) * (p->rows + 1));
    hr_integer_row_free(p->image, p->rows + 2);
    free(p->basis);
    mpz_clears(p->denominator, p->product, p->divisor, NULL);
}

/* log2 |number|; -1 for 0 */
static double log2_of(const mpz_t number) {
    long e;
    double mantissa = fabs(mpz_get_d_2exp(&e, number));
    return mantissa > 0 ? log2(mantissa) + (double)e : -1;
}

hr_status hr_pivot_add(hr_pivot *p, const mpz_t *column) {
    size_t capacity = p->capacity;
    if (hr_grow(&p->column, &capacity, p->columns + 1, sizeof *p->column, "columns") != HR_OK ||
        hr_grow(&p->length, &p->capacity, p->columns + 1, sizeof *p->length, "columns") != HR_OK)
        return HR_ENOMEM;
    mpz_t *own = hr_integer_row(p->rows), sum;
    if (!own)
        return HR_ENOMEM;
    mpz_init(sum);
    double length = 0;
    for (size_t k = 0; k < p->rows; k++) {
        mpz_set(own[k], column[k]);
        length = fmax(length, log2_of(own[k]));
        mpz_abs(p->product, own[k]);
        mpz_add(sum, sum, p->product);
    }
    size_t norm = mpz_sizeinbase(sum, 2);
    p->norm = norm > p->norm ? norm : p->norm;
    p->length[p->columns] = length;
    p->column[p->columns++] = own;
    mpz_clear(sum);
    return HR_OK;
}

/* out = the inverse's row times (a, 1); the last row's is what the column gains */
static void image_of(mpz_t out, hr_pivot *p, size_t row, size_t column) {
    mpz_set(out, right(p, row));
    for (size_t k = 0; k < p->rows; k++)
        mpz_addmul(out, cell(p, row, k), p->column[column][k]);
    p->work += (double)p->rows * (double)mpz_size(right(p, p->rows + 1)) *
               (1 + p->length[column] / (double)GMP_NUMB_BITS);
}

/* The column that gains most for its length; p->columns when none gains. */
static size_t entering(hr_pivot *p) {
    size_t best = p->columns;
    double most = 0;
    for (size_t j = 0; j < p->columns; j++) {
        image_of(p->image[p->rows + 1], p, p->rows + 1, j);
        if (mpz_sgn(p->image[p->rows + 1]) <= 0)
            continue;
        double gain = log2_of(p->image[p->rows + 1]) - p->length[j];
        if (best == p->columns || gain > most) {
            best = j;
            most = gain;
        }
    }
    return best;
}

/* The order of two rows' ratios, each entry of `column` over that of the image. */
static int compare_ratios(hr_pivot *p, size_t column, size_t i, size_t other) {
    mpz_mul(p->product, cell(p, i, column), p->image[other]);
    mpz_mul(p->divisor, cell(p, other, column), p->image[i]);
    return mpz_cmp(p->product, p->divisor);
}

/* The row that leaves: the least ratio of the right-hand side, then of the inverse's columns, of which two
 * rows never have the same throughout. */
static size_t leaving(hr_pivot *p) {
    size_t best = p->rows + 1;
    for (size_t i = 0; i <= p->rows; i++) {
        if (mpz_sgn(p->image[i]) <= 0)
            continue;
        int order = best > p->rows ? -1 : compare_ratios(p, p->rows, i, best);
        for (size_t k = 0; !order && k < p->rows; k++)
            order = compare_ratios(p, k, i, best);
        if (order < 0)
            best = i;
    }
    return best;
}

/* cell = (cell * pivot - its row's entry of the image * the pivot's row) / denominator, in all other rows */
static void turn(hr_pivot *p, size_t row, size_t column) {
    mpz_srcptr pivot = p->image[row];
    double size = (double)mpz_size(pivot) + 1;
    for (size_t i = 0; i <= p->rows + 1; i++) {
        if (i == row)
            continue;
        for (size_t j = 0; j <= p->rows; j++) {
            mpz_mul(p->product, cell(p, i, j), pivot);
            mpz_submul(p->product, p->image[i], cell(p, row, j));
            mpz_divexact(cell(p, i, j), p->product, p->denominator);
        }
    }
    p->work += 2 * (double)(p->rows + 1) * (double)(p->rows + 1) * size * size;
    mpz_set(p->denominator, pivot);
    p->basis[row] = p->rows + 1 + column;
}

/* An artificial variable that has left does not come back.  With all gains <= 0 the sum of the artificial
 * variables, y's last entry, is the least: 0, or <y,a> <= -y_last < 0 for all columns. */
hr_pivot_end hr_pivot_run(hr_pivot *p, double work) {
    while (p->work <= work) {
        size_t column = entering(p);
        if (column == p->columns)
            return mpz_sgn(right(p, p->rows + 1)) ? HR_PIVOT_VECTOR : HR_PIVOT_WEIGHTS;
        for (size_t i = 0; i <= p->rows + 1; i++)
            image_of(p->image[i], p, i, column);
        turn(p, leaving(p), column);
    }
    return HR_PIVOT_TOO_LONG;
}

void hr_pivot_weights(mpz_t *weight, const hr_pivot *p) {
    for (size_t j = 0; j < p->columns; j++)
        mpz_set_ui(weight[j], 0);
    for (size_t i = 0; i <= p->rows; i++)
        if (p->basis[i] > p->rows)
            mpz_set(weight[p->basis[i] - p->rows - 1], right(p, i));
}

/* v = -y; <v,a> >= y_last.  Without the lowest t bits of v's entries <v,a> changes by less than 2^t sum |a|.
 */
void hr_pivot_vector(mpz_t *vector, const hr_pivot *p) {
    size_t least = mpz_sizeinbase(right(p, p->rows + 1), 2) - 1, kept = p->norm + KEPT;
    for (size_t k = 0; k < p->rows; k++) {
        mpz_neg(vector[k], cell(p, p->rows + 1, k));
        if (least > kept)
            mpz_tdiv_q_2exp(vector[k], vector[k], (mp_bitcnt_t)(least - kept));
    }
}
