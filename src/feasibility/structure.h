/* Deciding by structure: what a construction says of its matrices (hr_structure) is first checked against
 * them in exact integers, word by word; then a theorem decides all pairs without looking at them one by one.
 *
 * Convention of all of them.  HR_OK with out->how != NULL: decided, every field of `out` is filled in as
 * check.h says.  HR_OK with out->how == NULL: not decided, because the structure is absent, is not confirmed
 * by the matrices, or says nothing of this notion; `out` owns nothing then and the caller goes on to pairs.
 * Anything else: a failure with its message, and `out` owns nothing.  `out` is overwritten; free it with
 * hr_check_result_clear.  options->seconds and verdict_only change nothing: the work is about linear. */
#ifndef HR_STRUCTURE_H
#define HR_STRUCTURE_H

#include "feasibility/check.h"

/* U5, U6 (HR_RUNS_STRUCTURE), primal and dual, with all 2c + 1 coordinates or without the constant one.
 * F-sign (all coordinates): always decided.  F-query: decided when the runs are exactly A (then the sign of
 * the polynomial separates, and so does one threshold per query without the constant coordinate); when they
 * are not, the top |S(q)| cannot be read off signs: not decided.  F-global: not decided. */
hr_status hr_decide_runs(hr_check_result *out, const hr_ancestors *ancestors, const hr_embedding *embedding,
                         const hr_check_options *options);

/* U11 (HR_ORDERS_STRUCTURE): F-query, and F-sign with the coordinate of its own: decided when the levels are
 * those of A. */
hr_status hr_decide_orders(hr_check_result *out, const hr_ancestors *ancestors, const hr_embedding *embedding,
                           const hr_check_options *options);

/* U4 (HR_MOMENT_STRUCTURE): F-query.  Other notions: not decided. */
hr_status hr_decide_moment(hr_check_result *out, const hr_ancestors *ancestors, const hr_embedding *embedding,
                           const hr_check_options *options);

/* U7 (HR_BLOCKS_STRUCTURE): F-query, and F-sign with the coordinate of its own: decided when every block is
 * exact (then FEASIBLE; the margin is a bound). */
hr_status hr_decide_blocks(hr_check_result *out, const hr_ancestors *ancestors, const hr_embedding *embedding,
                           const hr_check_options *options);

/* The beginning of all: an undecided result that owns nothing; totals by distance, with room for hits. */
void hr_decided_start(hr_check_result *out, const hr_embedding *embedding, const hr_check_options *options);
hr_status hr_decided_totals(hr_check_result *out, const hr_ancestors *ancestors);

/* FEASIBLE by a theorem on the structure: everything is retrieved and nothing else.  log2_margin: of the
 * margin, which is positive; is_bound: of no more than it.  Calls hr_decided_totals. */
hr_status hr_decided_feasible(hr_check_result *out, const hr_ancestors *ancestors,
                              hr_structure_kind structure, double log2_margin, bool is_bound);

#endif
