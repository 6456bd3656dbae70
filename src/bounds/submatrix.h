/* Small submatrices of A in floating point, for the searches of L2 and L3; what they find is checked in exact
 * integers (evidence.h). */
#ifndef HR_SUBMATRIX_H
#define HR_SUBMATRIX_H

#include "bounds/bound.h"
#include "bounds/shatter.h"

#include <gsl/gsl_rng.h>

enum { HR_SUBMATRIX_SIDE = 32 };

typedef struct {
    uint32_t rows, columns;
    uint32_t query[HR_SUBMATRIX_SIDE], document[HR_SUBMATRIX_SIDE];
    double sign[HR_SUBMATRIX_SIDE * HR_SUBMATRIX_SIDE]; /* A, row by row */
} hr_submatrix;

/* What the searches draw from: the whole hierarchy and a set of documents that the queries split in every
 * way, with the queries that do. */
typedef struct {
    const hr_ancestors *ancestors;
    hr_shatter shatter;
    hr_evidence split; /* no documents where none was found */
    gsl_rng *rng;
} hr_region;

hr_status hr_region_init(hr_region *region, const hr_problem *problem, uint32_t stream);
void hr_region_clear(hr_region *region);

/* A query and a document that have to do with what the submatrix holds already, or any; no number twice.
 * False: none was drawn. */
bool hr_region_draw_query(uint32_t *query, const hr_region *region, const hr_submatrix *m);
bool hr_region_draw_document(uint32_t *document, const hr_region *region, const hr_submatrix *m);

/* Starts with everything where that fits, else with the split set (`split`) or a few drawn documents and
 * queries. */
void hr_region_start(hr_submatrix *m, const hr_region *region, bool split, uint32_t rows, uint32_t columns);
void hr_submatrix_fill(hr_submatrix *m, const hr_ancestors *ancestors);

/* trace((M^T M)^32)^(1/64), at most 32^(1/64) ||M|| = 1.06 ||M||; gradient (may be NULL): its derivative by
 * the entries. */
double hr_schatten_norm(double *gradient, const double *m, uint32_t rows, uint32_t columns);

#endif
