/* Recipes as trials and specs write them: "best", "my/recipe.ini:budget=0.5,scale=30". */
#include "base/ini.h"
#include "base/memory.h"
#include "base/text.h"
#include "trial/tasks.h"
#include "trial/trial_words.h"

#include <nettle/sha2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static hr_status take_real(double *out, hr_spec *spec, const char *key, double most) {
    const char *text = hr_spec_get(spec, key);
    *out = 0;
    if (!text || (hr_parse_double(text, out) && *out > 0 && *out <= most))
        return HR_OK;
    return hr_fail(HR_EUSAGE, "%s: %s=%.40s: must be a number above 0 and at most %g", spec->name, key, text,
                   most);
}

static hr_status take_options(hr_recipe_options *options, hr_spec *spec) {
    static const char *const allowed[] = {"budget", "scale", "reach", NULL};
    hr_status status = take_real(&options->budget, spec, "budget", 1e6);
    if (status == HR_OK)
        status = take_real(&options->scale, spec, "scale", 1e6);
    if (status == HR_OK)
        status = take_real(&options->reach, spec, "reach", 1);
    if (status == HR_OK)
        status = hr_spec_unused(spec, allowed);
    if (options->budget == 1) /* the recipe's own */
        options->budget = 0;
    return status;
}

hr_status hr_task_recipe(hr_recipe *recipe, hr_recipe_options *options, const char *word) {
    memset(recipe, 0, sizeof *recipe);
    hr_spec spec;
    hr_status status = hr_spec_parse(&spec, word);
    if (status != HR_OK)
        return status;
    status = take_options(options, &spec);
    if (status == HR_OK)
        status = hr_recipe_open(recipe, spec.name);
    hr_spec_clear(&spec);
    return status;
}

char *hr_task_recipe_word(const hr_recipe *recipe, const hr_recipe_options *options) {
    size_t size = strlen(recipe->name) + 96;
    char *word = hr_alloc(size, 1, "a recipe's name"), number[32];
    if (!word)
        return NULL;
    int at = snprintf(word, size, "%s", recipe->name);
    hr_trial_words_real(number, options->budget);
    if (options->budget > 0)
        at += snprintf(word + at, size - (size_t)at, ":budget=%s", number);
    hr_trial_words_real(number, options->scale);
    if (options->scale > 0)
        snprintf(word + at, size - (size_t)at, "%sscale=%s", options->budget > 0 ? "," : ":", number);
    return word;
}

/* What a recipe says decides its version: comments, blanks and its title do not. */
hr_status hr_task_recipe_version(int *version, const hr_recipe *recipe) {
    hr_ini ini;
    hr_status status = hr_ini_parse(&ini, recipe->text, recipe->where);
    if (status != HR_OK)
        return status;
    struct sha256_ctx context;
    uint8_t sum[SHA256_DIGEST_SIZE];
    sha256_init(&context);
    for (size_t i = 0; i < ini.count; i++) {
        const hr_ini_entry *e = &ini.entry[i];
        const char *const part[] = {e->section, e->key, e->value};
        for (size_t k = 0; k < 3 && strcmp(e->key, "title"); k++)
            sha256_update(&context, strlen(part[k]) + 1, (const uint8_t *)part[k]);
    }
    sha256_digest(&context, sizeof sum, sum);
    hr_ini_clear(&ini);
    /* 30 bits, never 0: a version is a positive int */
    *version = 1 + (int)((uint32_t)sum[0] << 22 | (uint32_t)sum[1] << 14 | (uint32_t)sum[2] << 6 |
                         (uint32_t)sum[3] >> 2);
    return HR_OK;
}
