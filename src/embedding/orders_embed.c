#include "embedding/orders_embed.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

void hr_orders_measure(hr_orders_price *out, const hr_orders *o) {
    *out = (hr_orders_price){.beta = 1};
    while (o->k >> out->beta)
        out->beta++;
    for (size_t i = 0; i < (size_t)o->n * o->k; i++)
        out->range = o->query_level[i] > out->range ? o->query_level[i] : out->range;
    for (size_t i = 0; i < (size_t)o->m * o->k; i++)
        if (o->document_level[i] != HR_NONE && o->document_level[i] > out->range)
            out->range = o->document_level[i];
    out->bits = (double)out->beta * out->range + 2;
}

/* Longer ones are no use to anybody: the levels are the embedding. */
static const double MOST_BYTES = 5e8;

static hr_status check_size(const hr_orders *o, const hr_orders_price *price) {
    double bytes = ((double)o->n + o->m) * o->k * (price->bits / 16 + 12);
    if (bytes <= MOST_BYTES)
        return HR_OK;
    return hr_fail(
        HR_ELIMIT,
        "orders (U11): %u coordinates of up to %.0f bits, %.1f GiB in all, are not written out; hrdim check "
        "--method orders --certificate FILE decides and certifies by their levels alone",
        o->k, price->bits, bytes / 1073741824);
}

static hr_status put_queries(hr_matrix *out, mpz_t *row, const hr_orders *o, const hr_orders_price *p) {
    hr_status status = HR_OK;
    for (uint32_t q = 0; q < o->n && status == HR_OK; q++) {
        for (uint32_t i = 0; i < o->k; i++) {
            mpz_set_si(row[i], -1);
            mpz_mul_2exp(row[i], row[i], (mp_bitcnt_t)p->beta * o->query_level[(size_t)q * o->k + i]);
        }
        if (out->cols > o->k) {
            mpz_set_ui(row[o->k], 2 * (unsigned long)o->k + 1);
            mpz_mul_2exp(row[o->k], row[o->k], (mp_bitcnt_t)p->beta * p->range);
        }
        status = hr_bigint_append(out, q, row);
    }
    return status;
}

static hr_status put_documents(hr_matrix *out, mpz_t *row, const hr_orders *o, const hr_orders_price *p) {
    hr_status status = HR_OK;
    bool f_sign = out->cols > o->k;
    for (uint32_t x = 0; x < o->m && status == HR_OK; x++) {
        for (uint32_t i = 0; i < o->k; i++) {
            uint32_t v = o->document_level[(size_t)x * o->k + i];
            mpz_set_ui(row[i], v != HR_NONE);
            if (v != HR_NONE)
                mpz_mul_2exp(row[i], row[i], (mp_bitcnt_t)p->beta * (p->range - v) + f_sign);
        }
        if (f_sign)
            mpz_set_ui(row[o->k], 1);
        status = hr_bigint_append(out, x, row);
    }
    return status;
}

hr_status hr_orders_embed(hr_embedding *out, const hr_orders *o, bool f_sign) {
    hr_orders_price price;
    uint32_t d = o->k + f_sign;
    hr_orders_measure(&price, o);
    hr_status status = check_size(o, &price);
    if (status == HR_OK)
        status = hr_matrix_init(&out->queries, o->n, d, HR_BIGINT);
    if (status == HR_OK)
        status = hr_matrix_init(&out->docs, o->m, d, HR_BIGINT);
    if (status != HR_OK)
        return status;
    mpz_t *row = hr_alloc(d, sizeof *row, "a vector of orders");
    if (!row)
        return HR_ENOMEM;
    for (uint32_t i = 0; i < d; i++)
        mpz_init(row[i]);
    status = put_queries(&out->queries, row, o, &price);
    if (status == HR_OK)
        status = put_documents(&out->docs, row, o, &price);
    for (uint32_t i = 0; i < d; i++)
        mpz_clear(row[i]);
    free(row);
    return status;
}

static int ascending(const void *x, const void *y) {
    uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
    return a < b ? -1 : a > b;
}

/* The distinct levels of a column below HR_NONE, ascending; how many. */
static uint32_t distinct(uint32_t *out, const uint32_t *level, size_t rows, uint32_t k) {
    size_t count = 0;
    uint32_t kept = 0;
    for (size_t r = 0; r < rows; r++)
        if (level[r * k] != HR_NONE)
            out[count++] = level[r * k];
    qsort(out, count, sizeof *out, ascending);
    for (size_t i = 0; i < count; i++)
        if (!i || out[i] != out[i - 1])
            out[kept++] = out[i];
    return kept;
}

/* How many of the sorted levels are at most (or below) `level`. */
static uint32_t count_to(const uint32_t *sorted, uint32_t count, uint32_t level, bool included) {
    uint32_t low = 0;
    while (low < count) {
        uint32_t middle = low + (count - low) / 2;
        if (sorted[middle] < level || (included && sorted[middle] == level))
            low = middle + 1;
        else
            count = middle;
    }
    return low;
}

/* u <= v exactly when v reaches u's place among the queries' levels; so v becomes the number of those at most
 * v, and u the number of the documents' new levels below u's place. */
static void compress(hr_orders *o, uint32_t i, uint32_t *sorted) {
    uint32_t *u = o->query_level + i, *v = o->document_level + i, k = o->k;
    uint32_t count = distinct(sorted, u, o->n, k);
    for (size_t x = 0; x < o->m; x++)
        if (v[x * k] != HR_NONE)
            v[x * k] = count_to(sorted, count, v[x * k], true);
    for (size_t q = 0; q < o->n; q++)
        u[q * k] = count_to(sorted, count, u[q * k], true);
    count = distinct(sorted, v, o->m, k);
    for (size_t q = 0; q < o->n; q++)
        u[q * k] = count_to(sorted, count, u[q * k], false);
    for (size_t x = 0; x < o->m; x++)
        if (v[x * k] != HR_NONE)
            v[x * k] = count_to(sorted, count, v[x * k], false);
}

hr_status hr_orders_compress(hr_orders *o) {
    uint32_t *sorted = hr_alloc((size_t)o->n + o->m, sizeof *sorted, "the levels of the orders");
    if (!sorted)
        return HR_ENOMEM;
    for (uint32_t i = 0; i < o->k; i++)
        compress(o, i, sorted);
    free(sorted);
    return HR_OK;
}
