/* The descriptors that bounds.c lists. */
#ifndef HR_ROWS_H
#define HR_ROWS_H

#include "bounds/bound.h"

extern const hr_bound hr_bound_sign_formula;     /* U1 */
extern const hr_bound hr_bound_sign_tails;       /* U1 */
extern const hr_bound hr_bound_gaussian;         /* U2 */
extern const hr_bound hr_bound_code;             /* U3 */
extern const hr_bound hr_bound_moment;           /* U4 */
extern const hr_bound hr_bound_interval;         /* U5 */
extern const hr_bound hr_bound_runs;             /* U6 */
extern const hr_bound hr_bound_runs_dual;        /* U6 */
extern const hr_bound hr_bound_runs_search;      /* U6 */
extern const hr_bound hr_bound_runs_search_dual; /* U6 */
extern const hr_bound hr_bound_separators;       /* U8 */
extern const hr_bound hr_bound_orders;           /* U11 */
extern const hr_bound hr_bound_radon;            /* L1 */
extern const hr_bound hr_bound_forster;          /* L2 */
extern const hr_bound hr_bound_margin;           /* L3 */
extern const hr_bound hr_bound_line;             /* L4 */
extern const hr_bound hr_bound_no_line;          /* L4 */
extern const hr_bound hr_bound_information;      /* L5 */

#endif
