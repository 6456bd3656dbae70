/* Kinds of evidence: one const descriptor and one file each, listed in kinds.c (doc/certificates.md). */
#ifndef HR_KIND_H
#define HR_KIND_H

#include "certificate/certificate.h"
#include "embedding/writer.h"

typedef struct {
    const char *name; /* the word after "evidence" */
    /* Whether it proves what was decided; every condition of doc/certificates.md is checked here, exactly. */
    hr_status (*proves)(bool *yes, const hr_certified *certified);
    /* What follows "claim ", without the end of the line. */
    void (*claim)(hr_writer *writer, const hr_certified *certified);
    /* What follows "evidence NAME", the end of that line included, up to the line "end". */
    hr_status (*put)(hr_writer *writer, const hr_certified *certified);
} hr_kind;

extern const hr_kind *const hr_kinds[]; /* NULL-terminated, the shortest first */

extern const hr_kind hr_kind_moment, hr_kind_interval, hr_kind_runs, hr_kind_orders, hr_kind_blocks,
    hr_kind_vectors, hr_kind_pair, hr_kind_farkas, hr_kind_radon, hr_kind_forster, hr_kind_count,
    hr_kind_weights;

#endif
