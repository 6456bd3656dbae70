#include "experiment/least.h"

#include <string.h>

typedef struct {
    hr_least *out;
    hr_decide decide;
    void *context;
    uint32_t clouded; /* the smallest d answered UNKNOWN above every d decided infeasible; 0: none */
} search;

static hr_status ask(search *s, uint32_t d, hr_verdict *verdict) {
    hr_status status = s->decide(verdict, d, s->context);
    if (status != HR_OK)
        return status;
    s->out->asked++;
    if (*verdict == HR_FEASIBLE && (!s->out->least || d < s->out->least)) {
        s->out->least = d;
    } else if (*verdict == HR_INFEASIBLE && d > s->out->above) {
        s->out->above = d;
        if (s->clouded && s->clouded < d)
            s->clouded = 0;
    } else if (*verdict == HR_UNKNOWN && d > s->out->above && (!s->clouded || d < s->clouded)) {
        s->clouded = d;
    }
    return HR_OK;
}

/* Brackets the crossing: on return *low is not feasible (0 counts so) and *high is feasible, 0 when even the
 * ceiling is not. */
static hr_status gallop(search *s, const hr_least_options *options, uint32_t *low, uint32_t *high) {
    uint32_t d = options->start < 1                  ? 1
                 : options->start > options->ceiling ? options->ceiling
                                                     : options->start;
    uint32_t step = options->step ? options->step : d / 16 ? d / 16 : 1;
    hr_verdict verdict;
    hr_status status = ask(s, d, &verdict);
    *low = 0;
    *high = 0;
    if (status != HR_OK)
        return status;
    if (verdict == HR_FEASIBLE) {
        *high = d;
        while (*high > 1) {
            d = *high > step ? *high - step : 1;
            status = ask(s, d, &verdict);
            if (status != HR_OK)
                return status;
            if (verdict != HR_FEASIBLE) {
                *low = d;
                return HR_OK;
            }
            *high = d;
            step = step > UINT32_MAX / 2 ? step : 2 * step;
        }
        return HR_OK;
    }
    *low = d;
    while (*low < options->ceiling) {
        d = options->ceiling - *low > step ? *low + step : options->ceiling;
        status = ask(s, d, &verdict);
        if (status != HR_OK)
            return status;
        if (verdict == HR_FEASIBLE) {
            *high = d;
            return HR_OK;
        }
        *low = d;
        step = step > UINT32_MAX / 2 ? step : 2 * step;
    }
    return HR_OK;
}

/* Halves (low, high); unknown_is_low says on which side an UNKNOWN middle falls. */
static hr_status bisect(search *s, uint32_t low, uint32_t high, bool unknown_is_low) {
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        hr_verdict verdict;
        hr_status status = ask(s, middle, &verdict);
        if (status != HR_OK)
            return status;
        if (verdict == HR_INFEASIBLE || (verdict == HR_UNKNOWN && unknown_is_low))
            low = middle;
        else
            high = middle;
    }
    return HR_OK;
}

hr_status hr_least_search(hr_least *out, const hr_least_options *options, hr_decide decide, void *context) {
    memset(out, 0, sizeof *out);
    out->state = HR_UNKNOWN;
    if (options->ceiling < 1)
        return hr_fail(HR_EINTERNAL, "least dimension: the ceiling is 0");
    search s = {.out = out, .decide = decide, .context = context};
    uint32_t low, high;
    hr_status status = gallop(&s, options, &low, &high);
    if (status == HR_OK && high)
        status = bisect(&s, low, high, true);
    /* below an UNKNOWN: raise what is surely infeasible, and perhaps find a smaller feasible d */
    if (status == HR_OK && s.clouded && s.clouded > out->above + 1)
        status = bisect(&s, out->above, s.clouded, false);
    if (status != HR_OK)
        return status;
    if (out->least && out->least == out->above + 1)
        out->state = HR_FEASIBLE;
    else if (!out->least && out->above == options->ceiling)
        out->state = HR_INFEASIBLE;
    return HR_OK;
}

uint32_t hr_least_median(const uint32_t *sample, size_t count) {
    /* counts instead of sorting: samples are few and stay const */
    uint32_t best = 0;
    for (size_t i = 0; i < count; i++) {
        size_t reached = 0;
        for (size_t j = 0; j < count; j++)
            reached += sample[j] && sample[j] <= sample[i];
        if (sample[i] && 2 * reached >= count && (!best || sample[i] < best))
            best = sample[i];
    }
    return best;
}
