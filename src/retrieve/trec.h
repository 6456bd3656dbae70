/* Files for trec_eval: a run, "QUERY Q0 DOCUMENT RANK SCORE TAG", and the judgments, "QUERY 0 DOCUMENT 1".
 * Names are those of the hierarchy; where one of them holds a blank, numbers stand for all of that side. */
#ifndef HR_TREC_H
#define HR_TREC_H

#include "hierarchy/hierarchy.h"
#include "retrieve/evaluate.h"

hr_status hr_trec_write_run(const char *path, const hr_hierarchy *hierarchy, const hr_ancestors *ancestors,
                            const hr_top *top, const char *tag);
hr_status hr_trec_write_qrels(const char *path, const hr_hierarchy *hierarchy, const hr_ancestors *ancestors);

#endif
