/* The exact decision by brute force: every score as an integer over one common denominator, every definition
 * taken word by word from theory.md (section 1) and check.h.  Shares no code with src/feasibility; for small
 * instances only (n m scores in memory).  Out of memory ends the test program with 99. */
#ifndef ORACLE_H
#define ORACLE_H

#include "feasibility/check.h"

typedef struct oracle oracle;

oracle *oracle_new(const hr_ancestors *ancestors, const hr_embedding *embedding);
void oracle_free(oracle *o);

bool oracle_matched(const oracle *o, uint32_t query, uint32_t document);
/* Sign of <q,x> - <q,y>, and of <q,x>. */
int oracle_compare(const oracle *o, uint32_t query, uint32_t x, uint32_t y);
int oracle_sign(const oracle *o, uint32_t query, uint32_t x);
/* Whether some query or document is the zero vector, which has no direction: F-global refuses it. */
bool oracle_zero_vector(const oracle *o);
/* Sign of cos(q,x) - cos(p,y) - 2 eps; the cosine with a zero vector is 0. */
int oracle_compare_cosines(const oracle *o, uint32_t q, uint32_t x, uint32_t p, uint32_t y, double eps);

enum { ORACLE_DISTANCES = 64 };

typedef struct {
    bool feasible;
    /* The worst margin: its exact sign, and its value and log10 |value| from floats of many bits.  When no
     * pair bounds it (no unmatched document anywhere): sign 1, infinity. */
    int sign;
    double margin, log10;
    uint64_t relevant, retrieved, reported, bad_queries;
    uint32_t distances;
    uint64_t total[ORACLE_DISTANCES], hit[ORACLE_DISTANCES];
    double macro;         /* over the queries with something to find */
    uint64_t *query_hits; /* retrieved matched documents of each query */
    int *query_sign;      /* F-query, F-sign: of each query's own margin */
    double *query_margin; /* the same as a value; infinity where nothing bounds it */
} oracle_verdict;

void oracle_decide(oracle_verdict *out, const oracle *o, hr_notion notion, double eps);
void oracle_verdict_clear(oracle_verdict *verdict);

/* The instance as text, for counterexamples: sets, matrices in hexadecimal floats or integers, structure. */
void oracle_print(const hr_ancestors *ancestors, const hr_embedding *embedding);

#endif
