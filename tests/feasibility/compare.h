/* hr_check against the oracle, field by field. */
#ifndef COMPARE_H
#define COMPARE_H

#include "oracle.h"

typedef struct {
    uint64_t checks;       /* calls of hr_check */
    uint64_t feasible;     /* verdicts */
    uint64_t opened_exact; /* pairs that only exact arithmetic settled */
    uint64_t exact_checks; /* calls with some */
    uint64_t by_structure; /* calls decided by run or moment structure */
} compare_counts;

/* Runs hr_check with these options on so many threads and compares every field with the definitions.  On a
 * difference prints what differs and the instance, once, and returns false. */
bool compare_check(compare_counts *counts, const oracle *o, const oracle_verdict *truth,
                   const hr_ancestors *ancestors, const hr_embedding *embedding,
                   const hr_check_options *options, int threads, const char *what);

/* All notions, F-global with each of eps[0 .. eps_count), and all routes; threads and verdict_only vary with
 * `turn`. */
bool compare_all(compare_counts *counts, const hr_ancestors *ancestors, const hr_embedding *embedding,
                 const double *eps, size_t eps_count, unsigned turn, const char *what);

#endif
