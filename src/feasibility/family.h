/* A family of polynomials over points on a line, confirmed against its matrices (U5, U6): what decide_runs.c
 * counts and measures.  "Row" = polynomial, "index" = place of a point in ascending order. */
#ifndef HR_FAMILY_H
#define HR_FAMILY_H

#include "feasibility/check.h"

typedef struct {
    const hr_structure *structure;
    const hr_ancestors *ancestors;
    bool dual;     /* rows are queries and points documents; otherwise the other way round */
    bool constant; /* no coordinate was left out: scores are the polynomials' values */
    size_t c;      /* half the degree */
    size_t first;  /* least power of the point among the coordinates */
    size_t powers; /* number of coordinates */
    size_t rows, points;
    int64_t *value;      /* of the point at each index, ascending */
    uint32_t *point;     /* the point at each index */
    uint32_t *index;     /* of each point */
    uint32_t *from, *to; /* of each run: its points are those with index from .. to - 1 */
    double *row_length;  /* log2 of the length of each row's vector */
    uint64_t *found;     /* of each query: its documents x in S(q) inside the runs */
    uint64_t *positive;  /* of each query: all documents with a positive value */
} hr_family;

/* Checks the structure's shape and the matrices.  Not confirmed: *confirmed = false and nothing to clear. */
hr_status hr_family_init(bool *confirmed, hr_family *family, const hr_ancestors *ancestors,
                         const hr_embedding *embedding);
void hr_family_clear(hr_family *family);

/* Fills found, positive and out's relevant .. bad_queries, as signs count; time O(pairs log runs + points).
 */
hr_status hr_family_count(hr_check_result *out, hr_family *family);

/* The row and the index of a pair. */
static inline size_t hr_family_row(const hr_family *f, uint32_t query, uint32_t document) {
    return f->dual ? query : document;
}
static inline uint32_t hr_family_index(const hr_family *f, uint32_t query, uint32_t document) {
    return f->index[f->dual ? document : query];
}
static inline uint32_t hr_family_query(const hr_family *f, size_t row, uint32_t index) {
    return f->dual ? (uint32_t)row : f->point[index];
}
static inline uint32_t hr_family_document(const hr_family *f, size_t row, uint32_t index) {
    return f->dual ? f->point[index] : (uint32_t)row;
}

/* The queries in an order in which neighbours share most of S(q), so that their rows are at hand: that of the
 * points.
 */
static inline uint32_t hr_family_nth_query(const hr_family *f, size_t i) {
    return f->dual ? (uint32_t)i : f->point[i];
}

/* Whether the point lies inside a run of the row: whether the polynomial is positive there. */
bool hr_family_inside(const hr_family *family, size_t row, uint32_t index);

#endif
