/* The keys of [figure] and [table]. */
#include "experiment/spec_keys.h"
#include "experiment/spec_value.h"

#include <stdio.h>
#include <string.h>

hr_status hr_spec_take_statement(char (*list)[32], size_t *count, const hr_ini_entry *entry,
                                 const char *word) {
    const char *names[64];
    size_t known = 0, choice;
    for (const hr_bound *const *b = hr_bounds; *b && known < 63; b++)
        if (!known || strcmp(names[known - 1], (*b)->statement))
            names[known++] = (*b)->statement;
    names[known] = NULL;
    for (choice = 0; names[choice] && strcmp(names[choice], word); choice++)
        continue;
    if (!names[choice])
        return hr_spec_unknown(entry->where, "statement", word, names);
    for (size_t i = 0; i < *count; i++)
        if (!strcmp(list[i], word))
            return hr_fail(HR_EUSAGE, "%s: statement %s is listed twice; keep one", entry->where, word);
    if (*count == HR_SPEC_WORDS)
        return hr_fail(HR_EUSAGE, "%s: more than %d statements", entry->where, HR_SPEC_WORDS);
    snprintf(list[(*count)++], 32, "%s", word);
    return HR_OK;
}

static hr_status take_x(hr_experiment *e, const hr_ini_entry *entry) {
    return hr_spec_take_text(e->x, sizeof e->x, entry);
}

static hr_status take_y(hr_experiment *e, const hr_ini_entry *entry) {
    return hr_spec_take_quantity(&e->y, entry, entry->value);
}

static hr_status take_xlabel(hr_experiment *e, const hr_ini_entry *entry) {
    return hr_spec_take_text(e->xlabel, sizeof e->xlabel, entry);
}

static hr_status take_ylabel(hr_experiment *e, const hr_ini_entry *entry) {
    return hr_spec_take_text(e->ylabel, sizeof e->ylabel, entry);
}

static hr_status take_logx(hr_experiment *e, const hr_ini_entry *entry) {
    return hr_spec_take_flag(&e->logx, entry);
}

static hr_status take_logy(hr_experiment *e, const hr_ini_entry *entry) {
    return hr_spec_take_flag(&e->logy, entry);
}

static hr_status take_fit(hr_experiment *e, const hr_ini_entry *entry) {
    size_t choice = 0;
    hr_status status = hr_spec_take_choice(&choice, entry, hr_fit_names);
    e->fit = (hr_fit_model)choice;
    return status;
}

static hr_status take_fit_from(hr_experiment *e, const hr_ini_entry *entry) {
    hr_status status = hr_spec_take_real(&e->fit_from, entry, 0);
    if (status == HR_OK && e->fit_from <= 0)
        return hr_fail(HR_EUSAGE, "%s: fit-from = %s: must be positive", entry->where, entry->value);
    return status;
}

static hr_status take_slope(hr_experiment *e, const hr_ini_entry *entry) {
    return hr_spec_take_real(&e->slope, entry, -1e9);
}

static hr_status take_slope_of(hr_experiment *e, const hr_ini_entry *entry) {
    return hr_spec_take_text(e->slope_of, sizeof e->slope_of, entry);
}

static hr_status take_reference_word(void *context, const hr_ini_entry *entry, const char *word) {
    hr_experiment *e = context;
    return hr_spec_take_statement(e->reference, &e->references, entry, word);
}

static hr_status take_reference(hr_experiment *e, const hr_ini_entry *entry) {
    return hr_spec_take_words(entry, take_reference_word, e);
}

static hr_status append(char (*list)[32], size_t *count, size_t most, const hr_ini_entry *entry,
                        const char *word) {
    for (size_t i = 0; i < *count; i++)
        if (!strcmp(list[i], word))
            return hr_fail(HR_EUSAGE, "%s: '%s' is listed twice; keep one", entry->where, word);
    if (*count == most)
        return hr_fail(HR_EUSAGE, "%s: %s has more than %zu words; take fewer", entry->where, entry->key,
                       most);
    if (strlen(word) >= 32)
        return hr_fail(HR_EUSAGE, "%s: '%.60s...' is too long a word for %s", entry->where, word, entry->key);
    strcpy(list[(*count)++], word);
    return HR_OK;
}

static hr_status take_literature_word(void *context, const hr_ini_entry *entry, const char *word) {
    hr_experiment *e = context;
    return append(e->literature, &e->literatures, HR_SPEC_WORDS, entry, word);
}

static hr_status take_literature(hr_experiment *e, const hr_ini_entry *entry) {
    return hr_spec_take_words(entry, take_literature_word, e);
}

static hr_status take_column(void *context, const hr_ini_entry *entry, const char *word) {
    hr_experiment *e = context;
    return append(e->column, &e->columns, HR_SPEC_COLUMNS, entry, word);
}

static hr_status take_columns(hr_experiment *e, const hr_ini_entry *entry) {
    return hr_spec_take_words(entry, take_column, e);
}

const hr_spec_key hr_spec_figure_keys[] = {
    {"figure", "x", false, take_x},
    {"figure", "y", false, take_y},
    {"figure", "xlabel", false, take_xlabel},
    {"figure", "ylabel", false, take_ylabel},
    {"figure", "logx", false, take_logx},
    {"figure", "logy", false, take_logy},
    {"figure", "fit", false, take_fit},
    {"figure", "fit-from", false, take_fit_from},
    {"figure", "slope", false, take_slope},
    {"figure", "slope-of", false, take_slope_of},
    {"figure", "reference", false, take_reference},
    {"figure", "literature", false, take_literature},
    {"table", "columns", false, take_columns},
    {NULL, NULL, false, NULL},
};
