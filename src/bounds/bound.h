/* Bounds on the least dimension: one const descriptor and one file each (theory.md, sections 2 and 3). */
#ifndef HR_BOUND_H
#define HR_BOUND_H

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
    double eps; /* F-global */
} hr_problem;

typedef struct {
    bool applies;        /* false: `note` says why there is no bound here */
    double dimension;    /* whole; a double because formulas pass 2^32 */
    double margin_log10; /* log10 of the unit-normalised margin proved for this row; NAN: none known */
    double bits;         /* bits per coordinate that suffice (fixed point); NAN: none known */
    hr_known known;
    char note[160]; /* parameters: "t=3, p=e=71"; or why it does not apply */
} hr_bound_row;

typedef struct {
    const char *name;      /* "sign, exact tails" */
    const char *statement; /* "U1" */
    hr_side side;
    const char *help; /* one line with the formula */
    hr_status (*compute)(hr_bound_row *out, const hr_problem *problem);
} hr_bound;

extern const hr_bound *const hr_bounds[]; /* NULL-terminated, in the order of the table */

#endif
