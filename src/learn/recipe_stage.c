/* The values of a recipe's keys. */
#include "learn/recipe_read.h"

#include "base/text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

hr_status hr_recipe_choice(int *out, const hr_recipe_reader *r, const char *key, const char *const *list,
                           int otherwise) {
    const hr_ini_entry *e = hr_ini_get(r->ini, r->section, key);
    *out = otherwise;
    if (!e)
        return HR_OK;
    for (*out = 0; list[*out]; ++*out)
        if (!strcmp(list[*out], e->value))
            return HR_OK;
    char all[200] = "";
    for (int i = 0; list[i]; i++)
        snprintf(all + strlen(all), sizeof all - strlen(all), "%s%s", i ? ", " : "", list[i]);
    return hr_fail(HR_EUSAGE, "%s: %s = %s: must be one of %s", e->where, key, e->value, all);
}

hr_status hr_recipe_flag(bool *out, const hr_recipe_reader *r, const char *key, bool otherwise) {
    static const char *const list[] = {"no", "yes", NULL};
    int value;
    hr_status status = hr_recipe_choice(&value, r, key, list, otherwise);
    *out = value;
    return status;
}

static hr_status missing(const hr_recipe_reader *r, const char *key) {
    return hr_fail(HR_EUSAGE, "%s: [%s] lacks '%s'", r->path, r->section, key);
}

hr_status hr_recipe_number(uint64_t *out, const hr_recipe_reader *r, const char *key, uint64_t low,
                           uint64_t high, const uint64_t *otherwise) {
    const hr_ini_entry *e = hr_ini_get(r->ini, r->section, key);
    if (!e && !otherwise)
        return missing(r, key);
    if (!e) {
        *out = *otherwise;
        return HR_OK;
    }
    if (hr_parse_u64(e->value, low, high, out))
        return HR_OK;
    return hr_fail(HR_EUSAGE, "%s: %s = %s: must be a whole number from %llu to %llu", e->where, key,
                   e->value, (unsigned long long)low, (unsigned long long)high);
}

hr_status hr_recipe_real(double *out, const hr_recipe_reader *r, const char *key, double high,
                         const double *otherwise) {
    const hr_ini_entry *e = hr_ini_get(r->ini, r->section, key);
    if (!e && !otherwise)
        return missing(r, key);
    if (!e) {
        *out = *otherwise;
        return HR_OK;
    }
    if (hr_parse_double(e->value, out) && *out > 0 && *out <= high)
        return HR_OK;
    return hr_fail(HR_EUSAGE, "%s: %s = %s: must be a number above 0 and at most %g", e->where, key, e->value,
                   high);
}

static hr_status read_candidates(hr_stage *s, const hr_recipe_reader *r) {
    const hr_ini_entry *e = hr_ini_get(r->ini, r->section, "candidates");
    static const char *const names[] = {"all", "unique", "batch", NULL};
    if (!e)
        return missing(r, "candidates");
    uint64_t count;
    if (!strncmp(e->value, "sampled:", 8) && hr_parse_u64(e->value + 8, 1, 1u << 24, &count)) {
        s->loss.candidates = HR_CANDIDATES_SAMPLED;
        s->loss.sampled = (uint32_t)count;
        return HR_OK;
    }
    for (int i = 0; names[i]; i++)
        if (!strcmp(names[i], e->value)) {
            s->loss.candidates = (hr_candidates)i;
            return HR_OK;
        }
    return hr_fail(HR_EUSAGE,
                   "%s: candidates = %s: must be all, unique, batch or sampled:K, such as sampled:4096",
                   e->where, e->value);
}

static hr_status read_loss(hr_stage *s, const hr_recipe_reader *r) {
    static const char *const targets[] = {"one", "all", NULL}, *const others[] = {"negative", "masked", NULL},
                             *const weights[] = {"rows", "pairs", NULL};
    int all, masked, pairs;
    hr_status status = read_candidates(s, r);
    if (status == HR_OK)
        status = hr_recipe_choice(&all, r, "targets", targets, 0);
    if (status == HR_OK)
        status = hr_recipe_choice(&masked, r, "others", others, 0);
    if (status == HR_OK)
        status = hr_recipe_choice(&pairs, r, "weight", weights, 0);
    if (status == HR_OK)
        status = hr_recipe_real(&s->loss.scale, r, "scale", 1e6, NULL);
    if (status != HR_OK)
        return status;
    s->loss.all_positives = all;
    s->loss.masked = masked;
    s->loss.by_pairs = pairs;
    if (pairs && !all)
        return hr_fail(HR_EUSAGE,
                       "%s: [%s]: weight = pairs needs targets = all; with one target every row is a pair",
                       r->path, r->section);
    return HR_OK;
}

/* "steps:1,0.3,0.1" */
static hr_status read_decay(hr_optimizer *o, const hr_ini_entry *e) {
    const char *text = e->value + strlen("steps:");
    o->schedule = HR_STEPS;
    for (o->decays = 0; *text && o->decays < HR_DECAYS;) {
        char word[32];
        size_t length = strcspn(text, ",");
        snprintf(word, sizeof word, "%.*s", (int)(length < sizeof word ? length : sizeof word - 1), text);
        if (!hr_parse_double(word, &o->decay[o->decays]) || o->decay[o->decays] <= 0)
            break;
        o->decays++;
        text += length;
        if (!*text)
            return HR_OK;
        text++;
    }
    return hr_fail(HR_EUSAGE, "%s: schedule = %s: must be 1 to %d factors above 0, such as steps:1,0.3,0.1",
                   e->where, e->value, HR_DECAYS);
}

static hr_status read_schedule(hr_optimizer *o, const hr_recipe_reader *r) {
    static const char *const names[] = {"constant", "linear", "cosine", NULL};
    const hr_ini_entry *e = hr_ini_get(r->ini, r->section, "schedule");
    o->schedule = HR_CONSTANT;
    if (e && !strncmp(e->value, "steps:", 6))
        return read_decay(o, e);
    for (int i = 0; e && names[i]; i++)
        if (!strcmp(names[i], e->value)) {
            o->schedule = (hr_schedule)i;
            return HR_OK;
        }
    if (!e)
        return HR_OK;
    return hr_fail(HR_EUSAGE, "%s: schedule = %s: must be constant, linear, cosine or steps:1,0.3,0.1",
                   e->where, e->value);
}

static hr_status read_optimizer(hr_optimizer *o, const hr_recipe_reader *r) {
    static const char *const names[] = {"adam", "adagrad", "sgd", NULL};
    static const double beta1 = 0.9, beta2 = 0.999, eps = 1e-8;
    int kind;
    hr_status status = hr_recipe_choice(&kind, r, "optimizer", names, HR_ADAM);
    if (status == HR_OK)
        status = hr_recipe_real(&o->rate, r, "rate", 1e6, NULL);
    if (status == HR_OK)
        status = hr_recipe_real(&o->beta1, r, "beta1", 0.999999, &beta1);
    if (status == HR_OK)
        status = hr_recipe_real(&o->beta2, r, "beta2", 0.999999, &beta2);
    if (status == HR_OK)
        status = hr_recipe_real(&o->eps, r, "eps", 1, &eps);
    if (status == HR_OK)
        status = read_schedule(o, r);
    o->kind = (hr_optimizer_kind)kind;
    return status;
}

static hr_status read_sampler(hr_stage *s, const hr_recipe_reader *r) {
    const hr_ini_entry *e = hr_ini_get(r->ini, r->section, "sampler");
    return e ? hr_sampler_parse(&s->sampler, e->value, e->where) : missing(r, "sampler");
}

hr_status hr_recipe_read_stage(hr_stage *s, const hr_recipe_reader *r) {
    static const uint64_t none = 0;
    uint64_t batch, patience;
    hr_status status = read_sampler(s, r);
    if (status == HR_OK)
        status = hr_recipe_number(&batch, r, "batch", 1, 1u << 20, NULL);
    if (status == HR_OK)
        status = hr_recipe_number(&s->steps, r, "steps", 1, 1u << 31, NULL);
    if (status == HR_OK)
        status = hr_recipe_number(&s->evaluate, r, "evaluate", 0, 1u << 31, &none);
    if (status == HR_OK)
        status = hr_recipe_number(&patience, r, "patience", 0, 1u << 20, &none);
    if (status == HR_OK)
        status = read_loss(s, r);
    if (status == HR_OK)
        status = read_optimizer(&s->optimizer, r);
    if (status != HR_OK)
        return status;
    s->batch = batch;
    s->patience = (uint32_t)patience;
    if (patience && !s->evaluate)
        return hr_fail(HR_EUSAGE,
                       "%s: [%s]: patience counts measurements; say how often with evaluate = STEPS", r->path,
                       r->section);
    return HR_OK;
}
