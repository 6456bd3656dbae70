/* hrdim eval --pairs: graded pairs of words. */
#ifndef HR_EVAL_PAIRS_H
#define HR_EVAL_PAIRS_H

#include "embedding/embedding.h"
#include "hierarchy/hierarchy.h"

typedef struct {
    const char *path;
    const hr_embedding *against; /* NULL: none */
    uint64_t resamples, seed;    /* 0: no intervals */
    bool json;
} hr_eval_pairs_options;

hr_status hr_eval_pairs(const hr_hierarchy *hierarchy, const hr_embedding *embedding,
                        const hr_eval_pairs_options *options);

#endif
