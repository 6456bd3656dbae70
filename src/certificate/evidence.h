/* Kinds of evidence: one const descriptor and one file each, listed in evidences.c (doc/certificates.md). */
#ifndef HR_EVIDENCE_H
#define HR_EVIDENCE_H

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
} hr_evidence;

extern const hr_evidence *const hr_evidences[]; /* NULL-terminated, the shortest first */

extern const hr_evidence hr_evidence_moment, hr_evidence_interval, hr_evidence_runs, hr_evidence_vectors,
    hr_evidence_pair;

/* "feasible f-query 70", "feasible f-global 64 1p-4" */
void hr_claim_feasible(hr_writer *writer, const hr_certified *certified);
/* Evidence of which no lines follow. */
hr_status hr_put_nothing(hr_writer *writer, const hr_certified *certified);

#endif
