/* How hr_experiment_read is divided: the keys of each section, and what must hold between them. */
#ifndef HR_SPEC_KEYS_H
#define HR_SPEC_KEYS_H

#include "base/ini.h"
#include "experiment/spec.h"

typedef struct {
    const char *section, *key;
    bool required;
    hr_status (*take)(hr_experiment *e, const hr_ini_entry *entry);
} hr_spec_key;

enum { HR_SPEC_KEYS = 40 }; /* no section has as many, variables included */

extern const hr_spec_key hr_spec_sweep_keys[], hr_spec_figure_keys[]; /* a zeroed row ends them */

/* spec_method.c */
hr_status hr_spec_take_methods(hr_experiment *e, const hr_ini_entry *entry);
hr_status hr_spec_take_recipes(hr_experiment *e, const hr_ini_entry *entry);

/* A word of the key `hierarchy`; finds the variables.  Bounds and variables have words of their own. */
hr_status hr_spec_take_hierarchy(void *experiment, const hr_ini_entry *entry, const char *word);
hr_status hr_spec_take_statement(char (*list)[32], size_t *count, const hr_ini_entry *entry,
                                 const char *word);
hr_status hr_spec_take_quantity(const hr_quantity **out, const hr_ini_entry *entry, const char *word);

/* Defaults that follow from other keys, and whatever no key can find wrong by itself. */
hr_status hr_spec_check_sweep(hr_experiment *e, hr_ini *ini);
hr_status hr_spec_check_figure(hr_experiment *e, hr_ini *ini);

/* Where the key stands: "bench/depth.ini:7"; the spec's path when it is absent. */
const char *hr_spec_where(const hr_experiment *e, hr_ini *ini, const char *section, const char *key);

/* The variable's index; `variables` when there is none of that name. */
size_t hr_spec_variable_find(const hr_experiment *e, const char *name);

#endif
