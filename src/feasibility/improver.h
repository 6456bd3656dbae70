/* Methods that start from an embedding in place of the hierarchy alone: one const descriptor each, beside
 * those of embedding/method.h, which know nothing of feasibility. */
#ifndef HR_IMPROVER_H
#define HR_IMPROVER_H

#include "feasibility/alternate.h"

typedef struct {
    const char *name;      /* "alternating-lp" */
    const char *statement; /* "U9" */
    const char *help;      /* one line */
    int version;           /* raised when the same options give other bytes */
    /* `embedding` is improved in place, or stays as it is: it never becomes worse. */
    hr_status (*improve)(hr_embedding *embedding, hr_alternate_result *result, const hr_ancestors *ancestors,
                         const hr_alternate_options *options);
} hr_improver;

extern const hr_improver *const hr_improvers[]; /* NULL-terminated */

/* By name; NULL, without a message, where there is none. */
const hr_improver *hr_improver_find(const char *name);

/* For who builds from the hierarchy alone: HR_EUSAGE with the mend where the name is an improver's. */
hr_status hr_improver_refuse(const char *name);

#endif
