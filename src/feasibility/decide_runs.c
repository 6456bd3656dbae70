/* Until the structural decision lands (branch structure), nothing is decided by it. */
#include "feasibility/structure.h"

#include <string.h>

hr_status hr_decide_runs(hr_check_result *out, const hr_ancestors *ancestors, const hr_embedding *embedding,
                         const hr_check_options *options) {
    (void)ancestors, (void)embedding, (void)options;
    memset(out, 0, sizeof *out);
    return HR_OK;
}
