/* Certificates: what a decision found, as a file that a program which shares no code with hrdim can check
 * (doc/certificates.md has the format). */
#ifndef HR_CERTIFICATE_H
#define HR_CERTIFICATE_H

#include "feasibility/check.h"

/* What is certified: a hierarchy, and what was decided about it. */
typedef struct {
    const hr_hierarchy *hierarchy;
    const hr_ancestors *ancestors;
    const hr_embedding *embedding;   /* the one that was decided about; NULL: none */
    const hr_check_result *decision; /* of hr_check, which kept at least one worst pair */
} hr_certified;

typedef struct {
    const char *evidence; /* "moment"; NULL: nothing was written */
    const char *reason;   /* why nothing was written */
    char *claim;          /* "feasible f-query 70" */
    uint64_t bytes;
} hr_certificate;

/* Writes the shortest certificate that there is for the decision; the evidence's substance is checked exactly
 * before it is written.  Not every decision has one (UNKNOWN has none): then HR_OK, and out->reason says why.
 * The file is whole or absent. */
hr_status hr_certificate_write(hr_certificate *out, const char *path, const hr_certified *certified);
void hr_certificate_clear(hr_certificate *certificate);

#endif
