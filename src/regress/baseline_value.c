/* One recorded value: its text, its tolerance, and what became of it. */
#include "regress/baseline_parts.h"

#include "base/text.h"
#include "experiment/spec_value.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *const hr_change_names[] = {"same", "better", "worse", "unknown", "decided", "new", NULL};

static bool is_verdict(const hr_measure *measure) {
    return !strcmp(measure->key, "verdict");
}

/* The word at *rest, up to a blank; *rest moves behind it.  False at the end. */
static bool next_word(char *word, size_t size, const char **rest) {
    *rest += strspn(*rest, " \t");
    size_t length = strcspn(*rest, " \t");
    snprintf(word, size, "%.*s", (int)length, *rest);
    *rest += length;
    return length > 0;
}

static hr_status take_number(hr_baseline_value *v, const char *word) {
    const hr_measure *m = v->measure;
    uint64_t whole;
    const char *must = m->whole   ? "must be a whole number from 1 on"
                       : m->share ? "must be a share from 0 to 1"
                                  : "must be a number";
    bool good = m->whole ? hr_parse_u64(word, 1, UINT32_MAX, &whole) : hr_parse_double(word, &v->expected);
    if (good && m->whole)
        v->expected = (double)whole;
    if (!good || (m->share && (v->expected < 0 || v->expected > 1)))
        return hr_fail(HR_EUSAGE, "%s: %s = %.60s: %s%s, or UNKNOWN; nothing for --update to fill in",
                       v->line->where, v->line->key, word, must, m->none ? ", none" : "");
    return HR_OK;
}

static hr_status take_expected(hr_baseline_value *v, const char *word) {
    v->given = true;
    if (is_verdict(v->measure)) {
        size_t choice = 0;
        hr_ini_entry one = *v->line;
        one.value = (char *)(uintptr_t)word; /* only read */
        hr_status status = hr_spec_take_choice(&choice, &one, hr_verdict_names);
        v->expected = choice == HR_FEASIBLE ? 1 : choice == HR_INFEASIBLE ? 0 : NAN;
        return status;
    }
    if (!strcmp(word, hr_verdict_names[HR_UNKNOWN]))
        v->expected = NAN;
    else if (v->measure->none && !strcmp(word, "none"))
        v->expected = INFINITY;
    else
        return take_number(v, word);
    return HR_OK;
}

static hr_status take_tolerance(hr_baseline_value *v, const char **rest) {
    char word[64];
    if (!next_word(word, sizeof word, rest))
        word[0] = '\0';
    size_t length = strlen(word);
    v->relative = length && word[length - 1] == '%';
    if (v->relative)
        word[length - 1] = '\0';
    if (is_verdict(v->measure))
        return hr_fail(HR_EUSAGE, "%s: a verdict has no tolerance; write %s = FEASIBLE because ...",
                       v->line->where, v->line->key);
    if (!hr_parse_double(word, &v->tolerance) || v->tolerance < 0)
        return hr_fail(HR_EUSAGE,
                       "%s: %s: tolerance must be a number from 0 on: 0.01 (absolute) or 1%% (of the value)",
                       v->line->where, v->line->key);
    v->tolerance /= v->relative ? 100 : 1;
    return HR_OK;
}

static hr_status take_reason(hr_baseline_value *v, const char *rest) {
    rest += strspn(rest, " \t");
    if (!*rest)
        return hr_fail(HR_EUSAGE, "%s: %s: the reason behind 'because' is missing", v->line->where,
                       v->line->key);
    v->because = strdup(rest);
    return v->because ? HR_OK : hr_fail(HR_ENOMEM, "out of memory: a baseline");
}

hr_status hr_baseline_parse_value(hr_baseline_value *v) {
    static const char *const words[] = {"tolerance", "because", NULL};
    const char *rest = v->line->value;
    char word[64];
    bool more = next_word(word, sizeof word, &rest);
    if (more && strcmp(word, words[0]) && strcmp(word, words[1])) {
        hr_status status = take_expected(v, word);
        if (status != HR_OK)
            return status;
        more = next_word(word, sizeof word, &rest);
    }
    if (more && !strcmp(word, words[0])) {
        hr_status status = take_tolerance(v, &rest);
        if (status != HR_OK)
            return status;
        more = next_word(word, sizeof word, &rest);
    }
    if (more && strcmp(word, words[1]))
        return hr_spec_unknown(v->line->where, "word", word, words);
    if (more)
        return take_reason(v, rest);
    if (v->tolerance > 0)
        return hr_fail(HR_EUSAGE, "%s: %s: a tolerance needs its reason; add: because ...", v->line->where,
                       v->line->key);
    return HR_OK;
}

/* Decimal texts are rounded to doubles: 0.96 - 0.95 is above 0.01 by a few units in the last place. */
static double room(const hr_baseline_value *v) {
    if (!(v->tolerance > 0) || !isfinite(v->expected))
        return 0;
    double size = fabs(v->expected);
    return v->relative ? v->tolerance * size : v->tolerance;
}

hr_change hr_baseline_compare(const hr_baseline_value *v) {
    if (!v->given)
        return HR_FRESH;
    if (isnan(v->expected))
        return isnan(v->measured) ? HR_SAME : HR_DECIDED;
    if (isnan(v->measured))
        return HR_LOST;
    if (v->measured == v->expected)
        return HR_SAME;
    double allowed = room(v), change = fabs(v->measured - v->expected);
    if (allowed > 0 && change <= allowed + 4 * DBL_EPSILON * (fabs(v->expected) + allowed))
        return HR_SAME;
    return (v->measured < v->expected) == v->measure->lower_is_better ? HR_BETTER : HR_WORSE;
}

double hr_baseline_limit(const hr_baseline_value *v) {
    return v->measure->lower_is_better ? v->expected + room(v) : v->expected - room(v);
}

void hr_baseline_format(char out[HR_BASELINE_TEXT], const hr_measure *measure, double value) {
    if (isnan(value) || is_verdict(measure)) {
        hr_verdict verdict = isnan(value) ? HR_UNKNOWN : value > 0 ? HR_FEASIBLE : HR_INFEASIBLE;
        snprintf(out, HR_BASELINE_TEXT, "%s", hr_verdict_names[verdict]);
        return;
    }
    if (isinf(value)) {
        snprintf(out, HR_BASELINE_TEXT, "none");
        return;
    }
    for (int digits = 6; digits <= 17; digits++) {
        snprintf(out, HR_BASELINE_TEXT, "%.*g", digits, value);
        if (strtod(out, NULL) == value)
            return;
    }
}
