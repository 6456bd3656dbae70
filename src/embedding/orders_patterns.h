/* The first half of orders_leftover.h: hard documents, patterns, and what each pattern wants before it, as
 * bit matrices. */
#ifndef HR_ORDERS_PATTERNS_H
#define HR_ORDERS_PATTERNS_H

#include "embedding/orders_embedding.h"

typedef struct {
    const hr_orders *base;
    const hr_ancestors *ancestors;
    uint32_t hard, hard_words;        /* words of a row of hard documents */
    uint32_t *hard_document, *number; /* in A, and back (HR_NONE: easy) */
    uint32_t patterns, pattern_words;
    uint32_t *pattern;               /* of each query */
    uint32_t *member_start, *member; /* hard documents of each pattern, ascending */
    uint32_t *holder_start, *holder; /* patterns with each hard document, ascending */
    uint64_t *wants;                 /* row pattern: the hard documents to come before it */
    uint64_t *held;                  /* row hard document: the patterns with it */
    uint64_t left;
} hr_hard_patterns;

hr_status hr_hard_patterns_build(hr_hard_patterns *out, const hr_orders *base, const hr_ancestors *ancestors);
void hr_hard_patterns_clear(hr_hard_patterns *patterns);

static inline bool hr_bit(const uint64_t *bits, uint32_t i) {
    return bits[i / 64] >> (i % 64) & 1;
}

static inline void hr_bit_set(uint64_t *bits, uint32_t i) {
    bits[i / 64] |= UINT64_C(1) << (i % 64);
}

static inline void hr_bit_drop(uint64_t *bits, uint32_t i) {
    bits[i / 64] &= ~(UINT64_C(1) << (i % 64));
}

/* Rows of `from` that hold each column: the transpose of a list of lists.  to_start: columns + 1. */
hr_status hr_lists_transpose(uint32_t **to_start, uint32_t **to, const uint32_t *from_start,
                             const uint32_t *from, uint32_t rows, uint32_t columns);

#endif
