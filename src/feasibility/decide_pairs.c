/* F-query and F-sign by all pairs: fused kernels or OpenBLAS blocks as a filter, exact arithmetic for the
 * rest. */
#include "feasibility/decide.h"

hr_status hr_decide_pairs(hr_check_result *out, const hr_ancestors *ancestors, const hr_embedding *embedding,
                          const hr_check_options *options, double deadline) {
    hr_decision decision;
    hr_status status = hr_decision_init(&decision, ancestors, embedding, options, deadline);
    if (status == HR_OK) {
        out->how = "all pairs";
        out->kernel = hr_scan_kernel(&decision.operand, decision.scan.blas);
        status = hr_scan_run(&decision.scan);
    }
    if (status == HR_OK)
        status = hr_decision_end(out, &decision);
    hr_decision_clear(&decision);
    return status;
}
