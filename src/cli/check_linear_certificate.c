#include "cli/check_linear_certificate.h"

static hr_status certify_none(hr_certificate *out, const hr_check_linear_call *call,
                              const hr_linear_options *options, uint32_t subject) {
    hr_linear_options one = *options;
    hr_linear_answer answer;
    one.seconds = 0;
    one.largest = false;
    hr_status status = hr_linear_one(&answer, call->ancestors, call->embedding, &one, subject);
    if (status != HR_OK)
        return status;
    status = hr_certificate_write(out, call->certificate,
                                  &(hr_certified){.hierarchy = call->hierarchy,
                                                  .ancestors = call->ancestors,
                                                  .embedding = call->embedding,
                                                  .linear = &answer,
                                                  .linear_options = &one,
                                                  .subject = subject});
    hr_linear_answer_clear(&answer);
    return status;
}

static hr_status certify_all(hr_certificate *out, const hr_check_linear_call *call,
                             const hr_linear_options *options, const hr_linear_result *result) {
    bool query = options->side == HR_ANY_QUERY;
    hr_embedding found;
    hr_embedding_init(&found);
    found.queries = query ? result->vectors : call->embedding->queries; /* not ours to clear */
    found.docs = query ? call->embedding->docs : result->vectors;
    found.origin = call->embedding->origin;
    hr_check_options check = {.notion = options->notion, .worst = 1};
    hr_check_result decision;
    hr_status status = hr_check(&decision, call->ancestors, &found, &check);
    if (status != HR_OK)
        return status;
    if (decision.verdict == HR_FEASIBLE)
        status = hr_certificate_write(out, call->certificate,
                                      &(hr_certified){.hierarchy = call->hierarchy,
                                                      .ancestors = call->ancestors,
                                                      .embedding = &found,
                                                      .decision = &decision});
    else
        out->reason = "the vectors found do not all serve any more when they are rounded to float64";
    hr_check_result_clear(&decision);
    return status;
}

hr_status hr_check_linear_certify(hr_certificate *out, const hr_check_linear_call *call,
                                  const hr_linear_options *options, const hr_linear_result *result) {
    *out = (hr_certificate){.reason = "UNKNOWN has none"};
    switch (result->verdict) {
    case HR_FEASIBLE:
        return certify_all(out, call, options, result);
    case HR_INFEASIBLE:
        return certify_none(out, call, options, result->first_bad);
    case HR_UNKNOWN:
        break;
    }
    return HR_OK;
}
