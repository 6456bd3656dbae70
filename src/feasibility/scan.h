/* All n x m scores, each seen once and none stored: the filter's engine.
 *
 * The scan hands to a visitor every stretch of scores in which one may matter, that is, may be at least the
 * row's `least` (or `ceiling`) once the error bound is allowed for.  Visitors raise `least` as they learn. */
#ifndef HR_SCAN_H
#define HR_SCAN_H

#include "feasibility/operand.h"

#include <stdatomic.h>

typedef struct {
    uint32_t document;
    double score, error; /* the exact score (scaled units) lies within score +- error */
} hr_candidate;

/* What is known of one query while its scores pass by. */
typedef struct {
    uint32_t query;
    uint32_t wanted; /* keep this many best documents, and all that may tie with them */
    double norm;     /* |q|, scaled */
    double least;    /* documents whose exact score is certainly below this are not among the best */
    double ceiling;  /* every score that may reach min(least, ceiling) is visited */
    size_t used, capacity;
    hr_candidate *candidate;
    /* F-sign only */
    uint64_t positive; /* scores that are certainly > 0 */
    size_t open_used, open_capacity;
    uint32_t *open; /* documents whose score may be 0 */
} hr_row;

typedef struct hr_scan hr_scan;
struct hr_scan {
    const hr_operand *operand;
    size_t queries, documents;
    const uint32_t *order; /* the queries in the order in which they are taken */
    bool blas;             /* OpenBLAS blocks in place of the fused kernel */
    void *context;         /* the visitor's, shared by all threads */
    void (*begin)(const hr_scan *scan, hr_row *row, uint32_t query);
    /* count scores of documents first, first + 1, ... */
    hr_status (*visit)(const hr_scan *scan, hr_row *row, uint32_t first, size_t count, const double *score);
    /* after the last document; `thread` is 0 .. hr_scan_threads()-1 */
    hr_status (*finish)(const hr_scan *scan, hr_row *row, int thread);
    atomic_bool *stop; /* set by anyone to end early */
    double deadline;   /* hr_seconds() after which `late` is set; 0: none */
    atomic_bool *late;
};

int hr_scan_threads(void);
int hr_this_thread(void); /* 0 .. hr_scan_threads()-1, within a parallel region */
/* Whether someone asked to stop, or the deadline has passed. */
bool hr_scan_stopped(const hr_scan *scan);
hr_status hr_scan_run(const hr_scan *scan);

/* What computes the scores: "fused avx512 float32" or "OpenBLAS float64". */
const char *hr_scan_kernel(const hr_operand *operand, bool blas);

void hr_row_clear(hr_row *row);

#endif
