#include "learn/recipe.h"

#include "base/memory.h"
#include "base/text.h"
#include "learn/recipe_read.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const recipe_keys[] = {"title",     "queries",    "documents", "buckets", "ngrams", "unit",
                                          "deviation", "validation", "held-out",  "judge",   NULL};
static const char *const stage_keys[] = {
    "sampler", "batch", "candidates", "targets",  "others", "weight",   "scale",    "optimizer", "rate",
    "beta1",   "beta2", "eps",        "schedule", "steps",  "evaluate", "patience", NULL};

/* Every entry is a known key of a known section. */
static hr_status known(const hr_ini *ini) {
    for (size_t i = 0; i < ini->count; i++) {
        const hr_ini_entry *e = &ini->entry[i];
        bool stage = !strncmp(e->section, "stage ", 6) && e->section[6];
        if (!stage && strcmp(e->section, "recipe"))
            return hr_fail(HR_EUSAGE, "%s: unknown section [%s]; there are [recipe] and [stage NAME]",
                           e->where, e->section);
        if (!*e->key)
            continue;
        const char *const *keys = stage ? stage_keys : recipe_keys;
        size_t k = 0;
        while (keys[k] && strcmp(keys[k], e->key))
            k++;
        if (keys[k])
            continue;
        const char *near = hr_nearest(e->key, keys);
        return hr_fail(HR_EUSAGE, "%s: unknown key '%s'%s%s%s", e->where, e->key,
                       near ? ", did you mean '" : "", near ? near : "", near ? "'?" : "");
    }
    return HR_OK;
}

/* "3..6", or "none" */
static hr_status read_ngrams(hr_recipe *out, const hr_recipe_reader *r) {
    const hr_ini_entry *e = hr_ini_get(r->ini, r->section, "ngrams");
    out->words.low = 3;
    out->words.high = 6;
    if (!e)
        return HR_OK;
    if (!strcmp(e->value, "none")) {
        out->words.low = out->words.high = 0;
        return HR_OK;
    }
    uint64_t low, high;
    char first[8] = "";
    const char *dots = strstr(e->value, "..");
    if (dots && dots - e->value < (ptrdiff_t)sizeof first)
        memcpy(first, e->value, (size_t)(dots - e->value));
    if (!dots || !hr_parse_u64(first, 1, 64, &low) || !hr_parse_u64(dots + 2, low, 64, &high))
        return hr_fail(HR_EUSAGE, "%s: ngrams = %s: must be a range such as 3..6, or none", e->where,
                       e->value);
    out->words.low = (uint32_t)low;
    out->words.high = (uint32_t)high;
    return HR_OK;
}

static hr_status read_head(hr_recipe *out, const hr_recipe_reader *r) {
    static const char *const kinds[] = {"lookup", "text", NULL}, *const judges[] = {"overall", "min", "macro",
                                                                                    NULL};
    static const uint64_t buckets = 1u << 17, none = 0;
    static const double one = 1;
    uint64_t number, validation;
    int queries, docs, judge;
    const hr_ini_entry *title = hr_ini_get(r->ini, "recipe", "title");
    if (!title || !*title->value)
        return hr_fail(HR_EUSAGE, "%s: [recipe] lacks 'title'", r->path);
    if (!(out->title = strdup(title->value)))
        return hr_fail(HR_ENOMEM, "out of memory: a recipe");
    hr_status status = hr_recipe_choice(&queries, r, "queries", kinds, HR_ENCODER_LOOKUP);
    if (status == HR_OK)
        status = hr_recipe_choice(&docs, r, "documents", kinds, HR_ENCODER_LOOKUP);
    if (status == HR_OK)
        status = hr_recipe_choice(&judge, r, "judge", judges, HR_JUDGE_OVERALL);
    if (status == HR_OK)
        status = hr_recipe_number(&number, r, "buckets", 1, 1u << 28, &buckets);
    if (status == HR_OK)
        status = read_ngrams(out, r);
    if (status == HR_OK)
        status = hr_recipe_flag(&out->unit, r, "unit", true);
    if (status == HR_OK)
        status = hr_recipe_real(&out->deviation, r, "deviation", 1e6, &one);
    if (status == HR_OK)
        status = hr_recipe_number(&validation, r, "validation", 0, UINT32_MAX - 1, &none);
    if (status == HR_OK)
        status = hr_recipe_flag(&out->held_out, r, "held-out", false);
    if (status != HR_OK)
        return status;
    out->words.buckets = (uint32_t)number;
    out->queries = (hr_encoder_kind)queries;
    out->docs = (hr_encoder_kind)docs;
    out->judge = (hr_judge)judge;
    out->validation = (uint32_t)validation;
    if (out->held_out && out->queries == HR_ENCODER_LOOKUP)
        return hr_fail(
            HR_EUSAGE,
            "%s: held-out = yes with queries = lookup: a table has nothing learned for a query that is "
            "kept out; use queries = text, or held-out = no",
            r->path);
    if (out->held_out && !out->validation)
        return hr_fail(HR_EUSAGE, "%s: held-out = yes: say how many queries with validation = N", r->path);
    return HR_OK;
}

static hr_status read_stages(hr_recipe *out, hr_ini *ini, const char *path) {
    for (size_t i = 0; i < ini->count; i++) {
        const hr_ini_entry *e = &ini->entry[i];
        if (*e->key || strncmp(e->section, "stage ", 6))
            continue;
        if (out->stages == HR_STAGES)
            return hr_fail(HR_EUSAGE, "%s: a recipe has at most %d stages", e->where, HR_STAGES);
        hr_stage *stage = &out->stage[out->stages++];
        if (strlen(e->section + 6) >= sizeof stage->name)
            return hr_fail(HR_EUSAGE, "%s: a stage's name has at most %zu letters", e->where,
                           sizeof stage->name - 1);
        strcpy(stage->name, e->section + 6);
        hr_recipe_reader r = {ini, path, e->section};
        hr_status status = hr_recipe_read_stage(stage, &r);
        if (status != HR_OK)
            return status;
        if (stage->evaluate && !out->validation)
            return hr_fail(HR_EUSAGE,
                           "%s: [%s] evaluates; say on how many queries with validation = N in [recipe]",
                           path, e->section);
    }
    return out->stages ? HR_OK : hr_fail(HR_EUSAGE, "%s: has no stage; add [stage NAME]", path);
}

static hr_status parse(hr_recipe *out, hr_ini *ini, const char *name, const char *path) {
    hr_recipe_reader head = {ini, path, "recipe"};
    hr_status status = known(ini);
    if (status == HR_OK)
        status = read_head(out, &head);
    if (status == HR_OK)
        status = read_stages(out, ini, path);
    out->name = strdup(name);
    out->where = strdup(path);
    out->text = strdup(ini->text);
    if (status == HR_OK && (!out->name || !out->where || !out->text))
        status = hr_fail(HR_ENOMEM, "out of memory: a recipe");
    if (status != HR_OK)
        hr_recipe_clear(out);
    return status;
}

static bool is_path(const char *name) {
    size_t length = strlen(name);
    return strchr(name, '/') || (length > 4 && !strcmp(name + length - 4, ".ini"));
}

hr_status hr_recipe_open(hr_recipe *out, const char *name) {
    memset(out, 0, sizeof *out);
    hr_ini ini;
    hr_status status = HR_OK;
    const char *names[64], *near;
    char path[80];
    if (is_path(name)) {
        status = hr_ini_read(&ini, name);
        if (status == HR_OK) {
            status = parse(out, &ini, name, name);
            hr_ini_clear(&ini);
        }
        return status;
    }
    size_t i = 0;
    for (; hr_recipe_sources[i].name && i < 63; i++) {
        names[i] = hr_recipe_sources[i].name;
        if (strcmp(names[i], name))
            continue;
        snprintf(path, sizeof path, "recipes/%.60s.ini", name);
        status = hr_ini_parse(&ini, hr_recipe_sources[i].text, path);
        if (status == HR_OK) {
            status = parse(out, &ini, name, path);
            hr_ini_clear(&ini);
        }
        return status;
    }
    names[i] = NULL;
    near = hr_nearest(name, names);
    return hr_fail(HR_EUSAGE,
                   "'%s' is not a recipe%s%s%s; see hrdim train --list, or give the path of a .ini", name,
                   near ? ", did you mean '" : "", near ? near : "", near ? "'?" : "");
}

void hr_recipe_clear(hr_recipe *recipe) {
    free(recipe->name);
    free(recipe->title);
    free(recipe->where);
    free(recipe->text);
    memset(recipe, 0, sizeof *recipe);
}
