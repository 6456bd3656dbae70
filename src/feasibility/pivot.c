#include "feasibility/pivot.h"

#include "base/memory.h"
#include "feasibility/integer_row.h"

#include <stdlib.h>

/* Rows: sum w a = 0 (K rows), sum w = 1, and the reduced costs of minimising the sum of the artificial
 * variables. Columns: w, one artificial variable per row, the right-hand side. */
typedef struct {
    size_t rows, columns, width; /* K + 1, W, all columns */
    mpz_t *cell;                 /* (rows + 1) x width, over `denominator` */
    mpz_t denominator, product;
    size_t *basis; /* the variable of each row */
    double work;
} tableau;

static mpz_ptr cell(const tableau *t, size_t row, size_t column) {
    return t->cell[row * t->width + column];
}

static void tableau_clear(tableau *t) {
    hr_integer_row_free(t->cell, (t->rows + 1) * t->width);
    free(t->basis);
    mpz_clears(t->denominator, t->product, NULL);
}

static hr_status tableau_init(tableau *t, const mpz_t *column, size_t rows, size_t columns) {
    *t = (tableau){.rows = rows + 1, .columns = columns, .width = columns + rows + 2};
    mpz_init(t->product);
    mpz_init_set_ui(t->denominator, 1);
    t->cell = hr_integer_row((t->rows + 1) * t->width);
    t->basis = hr_alloc(t->rows, sizeof *t->basis, "a basis");
    if (!t->cell || !t->basis)
        return HR_ENOMEM;
    for (size_t i = 0; i < t->rows; i++) {
        for (size_t j = 0; j < columns; j++) {
            if (i < rows)
                mpz_set(cell(t, i, j), column[j * rows + i]);
            else
                mpz_set_ui(cell(t, i, j), 1);
            mpz_sub(cell(t, t->rows, j), cell(t, t->rows, j), cell(t, i, j));
        }
        mpz_set_ui(cell(t, i, columns + i), 1);
        t->basis[i] = columns + i;
    }
    mpz_set_ui(cell(t, rows, t->width - 1), 1);
    mpz_set_si(cell(t, t->rows, t->width - 1), -1);
    return HR_OK;
}

/* The row that leaves for `column`: the least ratio, ties to the variable with the smallest number. */
static size_t leaving(tableau *t, size_t column) {
    size_t best = t->rows, right = t->width - 1;
    mpz_t other;
    mpz_init(other);
    for (size_t i = 0; i < t->rows; i++) {
        if (mpz_sgn(cell(t, i, column)) <= 0)
            continue;
        int order = -1;
        if (best < t->rows) {
            mpz_mul(t->product, cell(t, i, right), cell(t, best, column));
            mpz_mul(other, cell(t, best, right), cell(t, i, column));
            order = mpz_cmp(t->product, other);
        }
        if (order < 0 || (order == 0 && t->basis[i] < t->basis[best]))
            best = i;
    }
    mpz_clear(other);
    return best;
}

/* cell = (cell * pivot - its row's entry * its column's entry) / denominator, everywhere but in the pivot's
 * row */
static void turn(tableau *t, size_t row, size_t column) {
    mpz_srcptr pivot = cell(t, row, column);
    for (size_t i = 0; i <= t->rows; i++) {
        if (i == row)
            continue;
        mpz_t factor;
        mpz_init_set(factor, cell(t, i, column));
        for (size_t j = 0; j < t->width; j++) {
            mpz_mul(t->product, cell(t, i, j), pivot);
            mpz_submul(t->product, factor, cell(t, row, j));
            mpz_divexact(cell(t, i, j), t->product, t->denominator);
            double size = (double)mpz_size(pivot) + 1;
            t->work += size * size;
        }
        mpz_clear(factor);
    }
    mpz_set(t->denominator, pivot);
    t->basis[row] = column;
}

static void read_weights(mpz_t *weight, const tableau *t) {
    for (size_t j = 0; j < t->columns; j++)
        mpz_set_ui(weight[j], 0);
    for (size_t i = 0; i < t->rows; i++)
        if (t->basis[i] < t->columns)
            mpz_set(weight[t->basis[i]], cell(t, i, t->width - 1));
}

/* The reduced cost of artificial variable i is denominator (1 - y_i), and -y separates. */
static void read_vector(mpz_t *vector, const tableau *t) {
    for (size_t i = 0; i + 1 < t->rows; i++)
        mpz_sub(vector[i], cell(t, t->rows, t->columns + i), t->denominator);
}

hr_status hr_pivot(hr_pivot_end *end, mpz_t *weight, mpz_t *vector, const mpz_t *column, size_t rows,
                   size_t columns, double work) {
    tableau t;
    hr_status status = tableau_init(&t, column, rows, columns);
    *end = HR_PIVOT_TOO_LONG;
    while (status == HR_OK && t.work <= work) {
        size_t enter = 0;
        while (enter < columns && mpz_sgn(cell(&t, t.rows, enter)) >= 0)
            enter++;
        if (enter == columns) {
            bool zero = mpz_sgn(cell(&t, t.rows, t.width - 1)) == 0;
            *end = zero ? HR_PIVOT_WEIGHTS : HR_PIVOT_VECTOR;
            if (zero)
                read_weights(weight, &t);
            else
                read_vector(vector, &t);
            break;
        }
        turn(&t, leaving(&t, enter), enter);
    }
    tableau_clear(&t);
    return status;
}
