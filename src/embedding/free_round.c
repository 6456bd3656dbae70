/* Free vectors as integers.  A query's vector may be multiplied by any positive number, so each has entries
 * up to 2^bits - 1; the documents share one factor.  A threshold then lies between the lowest member's score
 * and the highest other's, the origin's 0 among the others, so it is positive. */
#include "embedding/free_vectors.h"

#include "base/memory.h"
#include "embedding/bfloat16.h"

#include <math.h>
#include <stdlib.h>

enum { LEAST_BITS = 4, MOST_BITS = 26 }; /* 2^52 d stays below 2^62 */

static float largest(const float *entry, size_t count) {
    float most = 0;
    for (size_t i = 0; i < count; i++)
        most = fabsf(entry[i]) > most ? fabsf(entry[i]) : most;
    return most;
}

typedef struct {
    int bits;
    bool bfloat16;
} rounding;

/* bfloat16: times a power of two, which changes no digit but those below 2^0. */
static void round_row(int64_t *out, const float *row, size_t count, size_t stride, float most, rounding how) {
    double scale = most > 0 ? (ldexp(1, how.bits) - 1) / (double)most : 0;
    int exponent;
    frexpf(most, &exponent);
    for (size_t k = 0; k < count; k++)
        out[k] = how.bfloat16 ? llround(ldexp(hr_bfloat16((double)row[k * stride]), how.bits - 1 - exponent))
                              : llround((double)row[k * stride] * scale);
}

/* The threshold of a pattern; false where no integer lies between. */
static bool place_threshold(int64_t *threshold, const hr_block_vectors *v, size_t d,
                            const hr_patterns *patterns, size_t p, rounding how) {
    const uint32_t *member = patterns->member + patterns->start[p];
    size_t members = (size_t)(patterns->start[p + 1] - patterns->start[p]), next = 0;
    int64_t low = INT64_MAX, high = 0;
    for (uint32_t j = 0; j < patterns->documents; j++) {
        int64_t score = 0;
        for (size_t k = 0; k < d; k++)
            score += v->query[p * d + k] * v->document[j * d + k];
        bool wanted = next < members && member[next] == j;
        next += wanted;
        if (wanted && score < low)
            low = score;
        if (!wanted && score > high)
            high = score;
        if (low <= high + 1)
            return false;
    }
    /* multiples of a query by numbers of 8 bits are 1/128 apart, or less: one will lie between */
    if (how.bfloat16 && low != INT64_MAX && low - high <= low / 64)
        return false;
    *threshold = low == INT64_MAX ? high + 1 : high + (low - high) / 2;
    return true;
}

static bool serves(hr_block_vectors *v, const hr_free_vectors *from, const hr_patterns *patterns,
                   rounding how) {
    size_t d = from->dimension, m = patterns->documents;
    float most = largest(from->document, d * m);
    for (size_t j = 0; j < m; j++)
        round_row(v->document + j * d, from->document + j, d, m, most, how);
    bool good = true;
#pragma omp parallel for schedule(static) reduction(&& : good)
    for (size_t p = 0; p < patterns->count; p++) {
        const float *row = from->query + p * (d + 1);
        round_row(v->query + p * d, row, d, 1, largest(row, d), how);
        good = good && place_threshold(&v->threshold[p], v, d, patterns, p, how);
    }
    return good;
}

hr_status hr_free_vectors_round(int *bits, hr_block_vectors *out, const hr_free_vectors *vectors,
                                const hr_patterns *patterns, bool bfloat16) {
    size_t d = vectors->dimension;
    hr_block_vectors v = {.patterns = patterns->count};
    v.query = hr_alloc(patterns->count * d, sizeof *v.query, "a block's integers");
    v.threshold = hr_alloc(patterns->count, sizeof *v.threshold, "a block's integers");
    v.document = hr_alloc(patterns->documents * d, sizeof *v.document, "a block's integers");
    bool ready = v.query && v.threshold && v.document;
    *bits = 0;
    for (int b = bfloat16 ? MOST_BITS : LEAST_BITS; ready && b <= MOST_BITS && !*bits; b++)
        if (serves(&v, vectors, patterns, (rounding){b, bfloat16}))
            *bits = b;
    if (*bits) {
        *out = v;
        return HR_OK;
    }
    free(v.query);
    free(v.threshold);
    free(v.document);
    return ready ? HR_OK : HR_ENOMEM;
}
