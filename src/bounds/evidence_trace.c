/* Norms in exact integers: ||M||^(2p) <= trace((M^T M)^p), as the trace is the sum of the 2p-th powers of all
 * singular values.  With the smaller of M^T M and M M^T, which have the same. */
#include "base/memory.h"
#include "bounds/evidence.h"

#include <stdlib.h>

typedef struct {
    uint32_t size;
    mpz_t *entry; /* size * size; symmetric */
} square;

static hr_status square_init(square *s, uint32_t size) {
    s->size = size;
    s->entry = hr_alloc((size_t)size * size, sizeof *s->entry, "the norm of a submatrix");
    if (!s->entry)
        return HR_ENOMEM;
    for (size_t i = 0; i < (size_t)size * size; i++)
        mpz_init(s->entry[i]);
    return HR_OK;
}

static void square_clear(square *s) {
    for (size_t i = 0; s->entry && i < (size_t)s->size * s->size; i++)
        mpz_clear(s->entry[i]);
    free(s->entry);
    s->entry = NULL;
}

/* out = x y for x and y powers of one symmetric matrix, so symmetric too; out is neither of them */
static void square_multiply(square *out, const square *x, const square *y) {
    uint32_t n = out->size;
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t j = 0; j <= i; j++) {
            mpz_ptr sum = out->entry[(size_t)i * n + j];
            mpz_set_ui(sum, 0);
            for (uint32_t k = 0; k < n; k++)
                mpz_addmul(sum, x->entry[(size_t)i * n + k], y->entry[(size_t)j * n + k]);
            mpz_set(out->entry[(size_t)j * n + i], sum);
        }
}

static void square_swap(square *x, square *y) {
    square z = *x;
    *x = *y;
    *y = z;
}

/* out = gram^power, power >= 1, by squaring from the highest bit; out and room have gram's size */
static void square_power(square *out, square *room, const square *gram, uint32_t power) {
    for (size_t i = 0; i < (size_t)gram->size * gram->size; i++)
        mpz_set(out->entry[i], gram->entry[i]);
    int bit = 31;
    while (!(power >> bit))
        bit--;
    while (bit-- > 0) {
        square_multiply(room, out, out);
        square_swap(out, room);
        if (power >> bit & 1) {
            square_multiply(room, out, gram);
            square_swap(out, room);
        }
    }
}

/* trace(gram^power) = sum of the entries of gram^a o gram^b, a + b = power */
static hr_status trace_of_power(mpz_t trace, const square *gram, uint32_t power) {
    square half = {0}, room = {0}, other = {0};
    hr_status status = square_init(&half, gram->size);
    if (status == HR_OK)
        status = square_init(&room, gram->size);
    if (status == HR_OK)
        status = square_init(&other, gram->size);
    mpz_set_ui(trace, 0);
    if (status == HR_OK && power == 1)
        for (uint32_t i = 0; i < gram->size; i++)
            mpz_add(trace, trace, gram->entry[(size_t)i * gram->size + i]);
    if (status == HR_OK && power > 1) {
        square_power(&half, &room, gram, power / 2);
        const square *second = &half;
        if (power & 1) {
            square_multiply(&other, &half, gram);
            second = &other;
        }
        for (size_t i = 0; i < (size_t)gram->size * gram->size; i++)
            mpz_addmul(trace, half.entry[i], second->entry[i]);
    }
    square_clear(&half);
    square_clear(&room);
    square_clear(&other);
    return status;
}

hr_status hr_evidence_trace(mpz_t trace, const hr_evidence *e, const hr_ancestors *a, bool weights) {
    uint32_t rows = e->queries, columns = e->documents;
    if (!rows || !columns || !e->power)
        return hr_fail(HR_EINTERNAL, "a norm bound needs rows, columns and a power");
    int64_t *m = hr_alloc((size_t)rows * columns, sizeof *m, "the norm of a submatrix");
    if (!m)
        return HR_ENOMEM;
    for (uint32_t i = 0; i < rows; i++)
        for (uint32_t j = 0; j < columns; j++) {
            int64_t size = weights ? e->weight[(size_t)i * columns + j] : 1;
            m[(size_t)i * columns + j] = hr_is_ancestor(a, e->query[i], e->document[j]) ? size : -size;
        }
    bool wide = columns > rows;
    uint32_t n = wide ? rows : columns, inner = wide ? columns : rows;
    square gram = {0};
    hr_status status = square_init(&gram, n);
    if (status == HR_OK) {
        mpz_t x;
        mpz_init(x);
        for (uint32_t i = 0; i < n; i++)
            for (uint32_t j = 0; j < n; j++)
                for (uint32_t k = 0; k < inner; k++) {
                    mpz_set_si(x, wide ? m[(size_t)i * columns + k] : m[(size_t)k * columns + i]);
                    mpz_mul_si(x, x, wide ? m[(size_t)j * columns + k] : m[(size_t)k * columns + j]);
                    mpz_add(gram.entry[(size_t)i * n + j], gram.entry[(size_t)i * n + j], x);
                }
        mpz_clear(x);
        status = trace_of_power(trace, &gram, e->power);
    }
    square_clear(&gram);
    free(m);
    return status;
}
