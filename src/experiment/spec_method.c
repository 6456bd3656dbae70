/* The keys `methods` and `recipes`: what the grid builds. */
#include "experiment/spec_keys.h"
#include "experiment/spec_value.h"
#include "trial/task.h"
#include "trial/tasks.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

const char *hr_spec_method_statement(const hr_spec_method *m) {
    return m->method ? m->method->statement : "U9";
}

int hr_spec_method_version(const hr_spec_method *m) {
    return m->method ? m->method->version : m->version;
}

bool hr_spec_method_random(const hr_spec_method *m) {
    return !m->method || m->method->random;
}

bool hr_spec_method_takes_dim(const hr_spec_method *m) {
    return !m->method || m->method->takes_dim;
}

/* "runs:runs=2,dual=yes" and "runs:dual=yes,runs=2" are the same method. */
static hr_status refuse_same_method(const hr_experiment *e, const hr_spec_method *m,
                                    const hr_ini_entry *entry) {
    hr_status status = HR_OK;
    char *word = hr_task_method_word(m->method, &m->options);
    for (size_t i = 0; word && status == HR_OK && i < e->methods; i++) {
        if (!e->method[i].method)
            continue;
        char *other = hr_task_method_word(e->method[i].method, &e->method[i].options);
        if (!other)
            status = HR_ENOMEM;
        else if (!strcmp(other, word))
            status = hr_fail(HR_EUSAGE, "%s: method '%s' is listed twice; keep one", entry->where, m->text);
        free(other);
    }
    free(word);
    return word ? status : HR_ENOMEM;
}

static hr_status take_method(void *context, const hr_ini_entry *entry, const char *word) {
    hr_experiment *e = context;
    if (e->methods == HR_SPEC_METHODS)
        return hr_fail(HR_EUSAGE, "%s: more than %d methods; make two specs", entry->where, HR_SPEC_METHODS);
    hr_spec_method *m = &e->method[e->methods];
    if (strlen(word) >= sizeof m->text)
        return hr_fail(HR_EUSAGE, "%s: method '%.60s...' is too long", entry->where, word);
    strcpy(m->text, word);
    hr_status status = hr_task_method(&m->method, &m->options, word);
    if (status != HR_OK)
        return hr_fail_prefix(status, "%s", entry->where);
    status = refuse_same_method(e, m, entry);
    e->methods += status == HR_OK;
    return status;
}

hr_status hr_spec_take_methods(hr_experiment *e, const hr_ini_entry *entry) {
    hr_status status = hr_spec_take_words(entry, take_method, e);
    if (status == HR_OK && !e->methods)
        return hr_fail(HR_EUSAGE, "%s: methods is empty; write for example sign interval", entry->where);
    return status;
}

/* Scores that a training computes: they are what it costs. */
static void add_work(hr_spec_method *m, const hr_recipe *recipe, double budget) {
    for (size_t k = 0; k < recipe->stages; k++) {
        const hr_stage *s = &recipe->stage[k];
        double steps = (double)s->steps * (budget > 0 ? budget : 1), rows = steps * (double)s->batch;
        m->steps += steps;
        if (s->loss.candidates == HR_CANDIDATES_ALL)
            m->over_all += rows;
        else
            m->over_batch +=
                rows * (s->loss.candidates == HR_CANDIDATES_SAMPLED ? s->loss.sampled : (double)s->batch);
    }
}

/* Two of one recipe are different trainings, or searches for different recalls. */
static hr_status refuse_same_recipe(const hr_experiment *e, const hr_spec_method *m, const char *word,
                                    const hr_ini_entry *entry) {
    hr_status status = HR_OK;
    for (size_t i = 0; status == HR_OK && i < e->methods; i++) {
        const hr_spec_method *o = &e->method[i];
        hr_recipe recipe;
        hr_recipe_options options;
        if (o->method || o->reach != m->reach)
            continue;
        status = hr_task_recipe(&recipe, &options, o->text);
        char *other = status == HR_OK ? hr_task_recipe_word(&recipe, &options) : NULL;
        if (status == HR_OK && !other)
            status = HR_ENOMEM;
        if (other && !strcmp(other, word))
            status = hr_fail(HR_EUSAGE, "%s: recipe '%s' is listed twice; keep one", entry->where, m->text);
        free(other);
        hr_recipe_clear(&recipe);
    }
    return status;
}

static hr_status take_recipe(void *context, const hr_ini_entry *entry, const char *word) {
    hr_experiment *e = context;
    if (e->methods == HR_SPEC_METHODS)
        return hr_fail(HR_EUSAGE, "%s: more than %d methods and recipes; make two specs", entry->where,
                       HR_SPEC_METHODS);
    hr_spec_method *m = &e->method[e->methods];
    *m = (hr_spec_method){0};
    if (strlen(word) >= sizeof m->text)
        return hr_fail(HR_EUSAGE, "%s: recipe '%.60s...' is too long; at most %zu characters", entry->where,
                       word, sizeof m->text - 1);
    strcpy(m->text, word);
    hr_recipe recipe;
    hr_recipe_options options;
    hr_status status = hr_task_recipe(&recipe, &options, word);
    if (status != HR_OK)
        return hr_fail_prefix(status == HR_EIO ? HR_EUSAGE : status, "%s", entry->where);
    m->reach = options.reach;
    add_work(m, &recipe, options.budget);
    char *normal = hr_task_recipe_word(&recipe, &options);
    status = normal ? hr_task_recipe_version(&m->version, &recipe) : HR_ENOMEM;
    if (status == HR_OK)
        status = refuse_same_recipe(e, m, normal, entry);
    free(normal);
    hr_recipe_clear(&recipe);
    e->methods += status == HR_OK;
    return status;
}

hr_status hr_spec_take_recipes(hr_experiment *e, const hr_ini_entry *entry) {
    size_t before = e->methods;
    hr_status status = hr_spec_take_words(entry, take_recipe, e);
    if (status == HR_OK && e->methods == before)
        return hr_fail(HR_EUSAGE, "%s: recipes is empty; write for example standard best", entry->where);
    return status;
}
