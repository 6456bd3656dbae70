/* Certificates: what a decision found, as a file that a program which shares no code with hrdim can check
 * (doc/certificates.md has the format). */
#ifndef HR_CERTIFICATE_H
#define HR_CERTIFICATE_H

#include "bounds/evidence.h"
#include "embedding/blocks.h"
#include "feasibility/linear.h"

/* What is certified: what was decided about a hierarchy.  One of decision, linear and bound; those two that
 * do not speak are NULL. */
typedef struct {
    const hr_hierarchy *hierarchy;
    const hr_ancestors *ancestors;
    const hr_embedding *embedding; /* the one that was decided about; NULL with bound */

    const hr_check_result *decision; /* of hr_check, which kept at least one worst pair */
    const hr_orders *orders;         /* U11, with decision: what it was made of; else NULL */
    const hr_blocks *blocks;         /* U7, likewise */

    const hr_linear_answer *linear; /* of hr_linear_one */
    const hr_linear_options *linear_options;
    uint32_t subject; /* the query or document that was asked about */

    const hr_evidence *bound; /* of a lower bound, and hr_evidence_check said that it holds */
} hr_certified;

typedef struct {
    const char *evidence; /* "moment"; NULL: nothing was written */
    const char *reason;   /* why nothing was written */
    const char *note;     /* what the certificate that was written leaves out; NULL: nothing */
    char *claim;          /* "feasible f-query 70" */
    uint64_t bytes;
} hr_certificate;

/* Writes the shortest certificate that there is for the decision; the evidence's substance is checked exactly
 * before it is written.  Not every decision has one (UNKNOWN has none): then HR_OK, and out->reason says why.
 * The file is whole or absent. */
hr_status hr_certificate_write(hr_certificate *out, const char *path, const hr_certified *certified);
void hr_certificate_clear(hr_certificate *certificate);

#endif
