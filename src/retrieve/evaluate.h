/* Exact evaluation of an encoder: the top |S(q)| documents of every query over all documents, and recall by
 * distance (theory.md, section 1; ties count against retrieval, as in feasibility/check.h). */
#ifndef HR_EVALUATE_H
#define HR_EVALUATE_H

#include "embedding/embedding.h"
#include "hierarchy/ancestors.h"

typedef struct {
    uint64_t relevant, retrieved; /* pairs */
    double overall, macro, min;   /* of all pairs; mean over queries; of the worst distance that has pairs */
    uint32_t worst_distance;
    uint64_t complete_queries; /* whose S(q) is retrieved whole, nothing else before it */
    uint32_t distances;
    uint64_t *total, *hit; /* by distance */
    const char *kernel;
    double seconds;
} hr_evaluation;

/* The best |S(q)| documents of every query, best first: query q's are at ancestors->start[q] .. */
typedef struct {
    uint32_t *document;
    double *score; /* rounded */
} hr_top;

/* top: NULL where the lists are not wanted; the caller clears it. */
hr_status hr_evaluate(hr_evaluation *out, hr_top *top, const hr_ancestors *ancestors,
                      const hr_embedding *embedding);

/* The same where pairs were held out of training: S(q) are the held-out documents of `held`, and the
 * documents of `left_out` (the trained ones) are not ranked for their query at all.  left_out NULL: all are
 * ranked. hit, where not NULL: retrieved pairs by query and distance, held->queries x (held->max_distance +
 * 1). */
hr_status hr_evaluate_held_out(hr_evaluation *out, hr_top *top, uint32_t *hit, const hr_ancestors *held,
                               const hr_ancestors *left_out, const hr_embedding *embedding);
void hr_evaluation_clear(hr_evaluation *evaluation);
void hr_top_clear(hr_top *top);

#endif
