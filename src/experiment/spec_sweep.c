/* The keys of [sweep]. */
#include "base/memory.h"
#include "experiment/spec_keys.h"
#include "experiment/spec_value.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static hr_status take_title(hr_experiment *e, const hr_ini_entry *entry) {
    return hr_spec_take_text(e->title, sizeof e->title, entry);
}

static hr_status take_question(hr_experiment *e, const hr_ini_entry *entry) {
    return hr_spec_take_text(e->question, sizeof e->question, entry);
}

static hr_status take_hierarchies(hr_experiment *e, const hr_ini_entry *entry) {
    hr_status status = hr_spec_take_words(entry, hr_spec_take_hierarchy, e);
    if (status == HR_OK && !e->hierarchies)
        return hr_fail(HR_EUSAGE, "%s: hierarchy is empty; write for example tree:width=2,height={H}",
                       entry->where);
    return status;
}

static hr_status take_dimension(hr_experiment *e, const hr_ini_entry *entry) {
    static const char *const allowed[] = {"least", "theorem", "values such as 8 16 32..40", NULL};
    for (size_t i = 0; i < 2; i++)
        if (!strcmp(entry->value, allowed[i])) {
            e->dim_mode = (hr_dim_mode)i;
            return HR_OK;
        }
    if (entry->value[0] < '0' || entry->value[0] > '9')
        return hr_spec_unknown(entry->where, "dimension", entry->value, allowed);
    uint64_t *value = hr_alloc(HR_SPEC_VALUES, sizeof *value, "a spec's dimensions");
    free(e->dim);
    e->dim = hr_alloc(HR_SPEC_VALUES, sizeof *e->dim, "a spec's dimensions");
    hr_status status = value && e->dim ? HR_OK : HR_ENOMEM;
    if (status == HR_OK)
        status = hr_spec_take_values(value, &e->dims, HR_SPEC_VALUES, entry);
    if (status == HR_OK && !value[0])
        status = hr_fail(HR_EUSAGE, "%s: dimension: 0 is none; begin at 1", entry->where);
    for (size_t i = 0; status == HR_OK && i < e->dims; i++)
        e->dim[i] = (uint32_t)value[i]; /* values end at 10^9 */
    free(value);
    e->dim_mode = HR_DIM_VALUES;
    return status;
}

static hr_status take_notion(void *context, const hr_ini_entry *entry, const char *word) {
    hr_experiment *e = context;
    size_t choice;
    hr_status status = hr_spec_find(&choice, entry, word, hr_notion_names);
    for (size_t i = 0; status == HR_OK && i < e->notions; i++)
        if (e->notion[i] == (hr_notion)choice)
            return hr_fail(HR_EUSAGE, "%s: notion %s is listed twice; keep one", entry->where, word);
    if (status == HR_OK)
        e->notion[e->notions++] = (hr_notion)choice; /* distinct ones: there is room */
    return status;
}

static hr_status take_notions(hr_experiment *e, const hr_ini_entry *entry) {
    hr_status status = hr_spec_take_words(entry, take_notion, e);
    if (status == HR_OK && !e->notions)
        return hr_fail(HR_EUSAGE, "%s: notion is empty; write for example f-query", entry->where);
    return status;
}

static hr_status take_eps(hr_experiment *e, const hr_ini_entry *entry) {
    return hr_spec_take_real(&e->eps, entry, 0);
}

static hr_status take_seeds(hr_experiment *e, const hr_ini_entry *entry) {
    return hr_spec_take_number(&e->seeds, entry, 1, 1000);
}

static hr_status take_theory_word(void *context, const hr_ini_entry *entry, const char *word) {
    hr_experiment *e = context;
    return hr_spec_take_statement(e->theory, &e->theories, entry, word);
}

static hr_status take_theory(hr_experiment *e, const hr_ini_entry *entry) {
    return hr_spec_take_words(entry, take_theory_word, e);
}

hr_status hr_spec_take_quantity(const hr_quantity **out, const hr_ini_entry *entry, const char *word) {
    const char *names[HR_SPEC_KEYS];
    size_t count = 0, choice = 0;
    for (const hr_quantity *const *q = hr_quantities; *q && count + 1 < HR_SPEC_KEYS; q++)
        names[count++] = (*q)->name;
    names[count] = NULL;
    hr_status status = hr_spec_find(&choice, entry, word, names);
    *out = status == HR_OK ? hr_quantities[choice] : NULL;
    return status;
}

static hr_status take_record_word(void *context, const hr_ini_entry *entry, const char *word) {
    hr_experiment *e = context;
    const hr_quantity *quantity;
    hr_status status = hr_spec_take_quantity(&quantity, entry, word);
    for (size_t i = 0; status == HR_OK && i < e->records; i++)
        if (e->record[i] == quantity)
            return hr_fail(HR_EUSAGE, "%s: %s is recorded twice; keep one", entry->where, word);
    if (status == HR_OK)
        e->record[e->records++] = quantity; /* distinct ones: there is room */
    return status;
}

static hr_status take_record(hr_experiment *e, const hr_ini_entry *entry) {
    hr_status status = hr_spec_take_words(entry, take_record_word, e);
    if (status == HR_OK && !e->records)
        return hr_fail(HR_EUSAGE, "%s: record is empty; write for example feasible", entry->where);
    return status;
}

static hr_status take_most(hr_experiment *e, const hr_ini_entry *entry) {
    return hr_spec_take_number(&e->most, entry, 1, 1 << 30);
}

static hr_status take_seconds(hr_experiment *e, const hr_ini_entry *entry) {
    return hr_spec_take_real(&e->seconds, entry, 0);
}

const hr_spec_key hr_spec_sweep_keys[] = {
    {"sweep", "title", true, take_title},
    {"sweep", "question", false, take_question},
    {"sweep", "hierarchy", true, take_hierarchies},
    {"sweep", "methods", false, hr_spec_take_methods},
    {"sweep", "recipes", false, hr_spec_take_recipes},
    {"sweep", "dimension", false, take_dimension},
    {"sweep", "notion", false, take_notions},
    {"sweep", "eps", false, take_eps},
    {"sweep", "seeds", false, take_seeds},
    {"sweep", "theory", false, take_theory},
    {"sweep", "record", false, take_record},
    {"sweep", "most", false, take_most},
    {"sweep", "seconds", false, take_seconds},
    {NULL, NULL, false, NULL},
};
