/* Bounds on the least dimension: one const descriptor and one file each (theory.md, sections 2 and 3). */
#ifndef HR_BOUND_H
#define HR_BOUND_H

#include "bounds/evidence.h"
#include "feasibility/check.h"
#include "hierarchy/ancestors.h"
#include "hierarchy/hierarchy.h"

typedef enum { HR_UPPER, HR_LOWER } hr_side;
typedef enum {
    HR_PROVED,    /* a theorem, for this instance's numbers */
    HR_CERTIFIED, /* a witness or certificate was checked exactly here */
    HR_ESTIMATED  /* a numeric estimate without proof */
} hr_known;

extern const char *const hr_known_names[];

typedef struct {
    const hr_hierarchy *hierarchy;
    const hr_ancestors *ancestors;
    hr_notion notion;
    double eps;    /* F-global */
    double effort; /* of the searches, in units of their default; 0 is 1.  Counts work, not time. */
    uint64_t seed; /* of the searches */
} hr_problem;

typedef struct {
    bool applies;     /* false: `note` says why there is no bound here */
    double dimension; /* whole; a double because formulas pass 2^32.  NAN: says nothing of the dimension (L5);
                         HUGE_VAL, of a lower bound: there is no embedding in any dimension */
    double margin_log10; /* log10 of the unit-normalised margin: upper bounds prove it for their embedding, L3
                            is the largest that there can be; NAN: none known */
    double bits;         /* upper bounds: bits per coordinate that suffice (fixed point); NAN: none known */
    hr_evidence evidence; /* of a lower bound */
    hr_known known;
    char note[160]; /* parameters: "t=3, p=e=71"; or why it does not apply */
} hr_bound_row;

void hr_bound_row_clear(hr_bound_row *row);

typedef struct {
    const char *name;      /* "sign, exact tails" */
    const char *statement; /* "U1" */
    hr_side side;
    const char *help; /* one line with the formula */
    hr_status (*compute)(hr_bound_row *out, const hr_problem *problem);
} hr_bound;

extern const hr_bound *const hr_bounds[]; /* NULL-terminated, in the order of the table */

#endif
