/* "0.3 pairs:high=0 + 0.7 pairs:low=1" */
#include "base/text.h"
#include "learn/sampler.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const units[] = {"pairs", "queries", "sweep", NULL};
static const char *const words[] = {"pairs", "queries", "sweep", "rebalanced", "long", NULL};

static hr_status append(hr_sampler_plan *out, hr_sampler_part part, const char *where) {
    if (out->parts == HR_SAMPLER_PARTS)
        return hr_fail(HR_EUSAGE, "%s: a sampler has at most %d parts", where, HR_SAMPLER_PARTS);
    out->part[out->parts++] = part;
    return HR_OK;
}

static hr_status rebalanced(hr_sampler_plan *out, hr_spec *spec, double share, const char *where) {
    uint64_t cut;
    double p;
    hr_status status = hr_spec_u64(spec, "cut", 1, 1, UINT16_MAX, &cut);
    if (status != HR_OK)
        return hr_fail_prefix(status, "%s", where);
    const char *text = hr_spec_get(spec, "p");
    if (!text || !hr_parse_double(text, &p) || p <= 0 || p >= 1)
        return hr_fail(HR_EUSAGE,
                       "%s: rebalanced needs the fraction of near pairs, p, between 0 and 1: "
                       "rebalanced:p=0.3,cut=1",
                       where);
    status = append(out, (hr_sampler_part){share * p, HR_DRAW_PAIRS, 0, (uint32_t)cut - 1}, where);
    if (status == HR_OK)
        status =
            append(out, (hr_sampler_part){share * (1 - p), HR_DRAW_PAIRS, (uint32_t)cut, HR_NONE}, where);
    return status;
}

static hr_status range(hr_sampler_plan *out, hr_spec *spec, hr_draw unit, double share, const char *where) {
    uint64_t low, high;
    hr_status status = hr_spec_u64(spec, "low", 0, 0, UINT16_MAX, &low);
    if (status == HR_OK)
        status = hr_spec_u64(spec, "high", HR_NONE, low, HR_NONE, &high);
    if (status != HR_OK)
        return hr_fail_prefix(status, "%s", where);
    return append(out, (hr_sampler_part){share, unit, (uint32_t)low, (uint32_t)high}, where);
}

static hr_status part_of(hr_sampler_plan *out, hr_spec *spec, double share, const char *where) {
    static const char *const keys_rebalanced[] = {"p", "cut", NULL}, *const keys_long[] = {"cut", NULL},
                             *const keys_range[] = {"low", "high", NULL};
    hr_status status = HR_EUSAGE;
    const char *const *keys = keys_range;
    if (!strcmp(spec->name, "rebalanced")) {
        keys = keys_rebalanced;
        status = rebalanced(out, spec, share, where);
    } else if (!strcmp(spec->name, "long")) {
        uint64_t cut;
        keys = keys_long;
        status = hr_spec_u64(spec, "cut", 1, 0, UINT16_MAX, &cut);
        status = status == HR_OK
                     ? append(out, (hr_sampler_part){share, HR_DRAW_PAIRS, (uint32_t)cut, HR_NONE}, where)
                     : hr_fail_prefix(status, "%s", where);
    } else {
        int unit = 0;
        while (units[unit] && strcmp(units[unit], spec->name))
            unit++;
        if (!units[unit]) {
            const char *near = hr_nearest(spec->name, words);
            return hr_fail(HR_EUSAGE,
                           "%s: '%s' is not a sampler%s%s%s; there are pairs, queries, sweep, "
                           "rebalanced, long",
                           where, spec->name, near ? ", did you mean '" : "", near ? near : "",
                           near ? "'?" : "");
        }
        status = range(out, spec, (hr_draw)unit, share, where);
    }
    if (status == HR_OK && hr_spec_unused(spec, keys) != HR_OK)
        status = hr_fail_prefix(HR_EUSAGE, "%s", where);
    return status;
}

/* "0.3 pairs:high=0"; without a share it is 1 */
static hr_status term(hr_sampler_plan *out, char *text, const char *where) {
    text += strspn(text, " \t");
    size_t length = strlen(text);
    while (length && strchr(" \t", text[length - 1]))
        text[--length] = '\0';
    double share = 1;
    size_t first = strcspn(text, " \t");
    if (text[first]) {
        text[first] = '\0';
        if (!hr_parse_double(text, &share) || share <= 0)
            return hr_fail(HR_EUSAGE,
                           "%s: '%s' must be a share above 0, as in 0.3 pairs:high=0 + 0.7 pairs:low=1",
                           where, text);
        text += first + 1;
        text += strspn(text, " \t");
    }
    hr_spec spec;
    hr_status status = hr_spec_parse(&spec, text);
    if (status != HR_OK)
        return hr_fail_prefix(status, "%s", where);
    status = part_of(out, &spec, share, where);
    hr_spec_clear(&spec);
    return status;
}

static hr_status check(hr_sampler_plan *plan, const char *where) {
    double sum = 0;
    for (size_t p = 0; p < plan->parts; p++) {
        sum += plan->part[p].share;
        if (plan->part[p].unit == HR_DRAW_SWEEP && plan->parts > 1)
            return hr_fail(HR_EUSAGE,
                           "%s: a sweep takes every query once, so it cannot be mixed; use queries", where);
    }
    for (size_t p = 0; p < plan->parts; p++)
        plan->part[p].share /= sum;
    return HR_OK;
}

hr_status hr_sampler_parse(hr_sampler_plan *out, const char *text, const char *where) {
    memset(out, 0, sizeof *out);
    char *copy = strdup(text), *rest = copy;
    if (!copy)
        return hr_fail(HR_ENOMEM, "out of memory: a sampler");
    hr_status status = HR_OK;
    while (status == HR_OK && rest) {
        char *plus = strchr(rest, '+');
        if (plus)
            *plus++ = '\0';
        status = term(out, rest, where);
        rest = plus;
    }
    free(copy);
    return status == HR_OK ? check(out, where) : status;
}
