/* What must hold between the keys of [figure] and [table], and those of [sweep]. */
#include "experiment/literature.h"
#include "experiment/spec_keys.h"
#include "experiment/spec_value.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const struct {
    const char *x, *label;
} axes[] = {
    {"dimension", "dimension d"}, {"distance", "distance of query and document (edges)"},
    {"step", "training step"},    {"n", "queries n"},
    {"m", "documents m"},         {"s", "largest set of ancestors s"},
};
enum { AXES = sizeof axes / sizeof *axes };

static bool in_all(const hr_experiment *e, size_t variable) {
    for (size_t h = 0; h < e->hierarchies; h++)
        if (!(e->hierarchy[h].variables >> variable & 1))
            return false;
    return true;
}

/* The first variable that varies and that every hierarchy has; else the dimension, when it is given; else a
 * variable that has one value (`--set H=4`), or the size. */
static const char *default_x(const hr_experiment *e) {
    if (e->y->at_step)
        return "step";
    if (e->y->by_distance)
        return "distance";
    for (size_t v = 0; v < e->variables; v++)
        if (e->variable[v].values > 1 && in_all(e, v))
            return e->variable[v].name;
    if (e->dim_mode != HR_DIM_LEAST)
        return "dimension";
    return e->variables && in_all(e, 0) ? e->variable[0].name : "n";
}

static void default_axes(hr_experiment *e) {
    if (!e->y)
        e->y = e->record[0];
    if (!*e->x)
        strcpy(e->x, default_x(e));
}

static hr_status check_variable_x(const hr_experiment *e, size_t v, const char *where) {
    for (size_t h = 0; h < e->hierarchies; h++)
        if (!(e->hierarchy[h].variables >> v & 1))
            return hr_fail(HR_EUSAGE, "%s: x is {%s}, which '%.100s' does not have; write x = n, the queries",
                           where, e->x, e->hierarchy[h].text);
    return HR_OK;
}

static hr_status check_x(const hr_experiment *e, const char *where) {
    size_t v = hr_spec_variable_find(e, e->x), count = 0;
    if (v < e->variables)
        return check_variable_x(e, v, where);
    const char *allowed[HR_SPEC_VARIABLES + AXES + 1];
    for (v = 0; v < e->variables; v++)
        allowed[count++] = e->variable[v].name;
    bool known = false;
    for (size_t i = 0; i < AXES; i++) {
        allowed[count++] = axes[i].x;
        known = known || !strcmp(axes[i].x, e->x);
    }
    allowed[count] = NULL;
    if (!known)
        return hr_spec_unknown(where, "x", e->x, allowed);
    if (!strcmp(e->x, "dimension") && e->dim_mode == HR_DIM_LEAST)
        return hr_fail(
            HR_EUSAGE,
            "%s: x is dimension, which dimension = least searches; write x = n, or dimension = 8 16 "
            "32",
            where);
    return HR_OK;
}

static hr_status check_axes(const hr_experiment *e, hr_ini *ini) {
    const char *x = hr_spec_where(e, ini, "figure", "x"), *y = hr_spec_where(e, ini, "figure", "y");
    bool recorded = false, distance = !strcmp(e->x, "distance"), step = !strcmp(e->x, "step");
    for (size_t i = 0; i < e->records; i++)
        recorded = recorded || e->record[i] == e->y;
    if (!recorded)
        return hr_fail(HR_EUSAGE, "%s: y = %s is not recorded; add it to record in [sweep]", y, e->y->name);
    hr_status status = check_x(e, x);
    if (status != HR_OK)
        return status;
    if (distance && !e->y->by_distance)
        return hr_fail(HR_EUSAGE,
                       "%s: x = distance needs a quantity by distance; %s has one value for all, "
                       "write y = recall-by-distance",
                       x, e->y->name);
    if (step != (e->y->at_step != NULL))
        return hr_fail(HR_EUSAGE, "%s: %s has %s; write %s", x, e->y->name,
                       step ? "no value for each step of a training" : "a value for each step of a training",
                       step ? "y = recall-in-training" : "x = step");
    if (!distance && !step && e->y->by_distance)
        return hr_fail(HR_EUSAGE, "%s: %s has a value for each distance; write x = distance", x, e->y->name);
    return HR_OK;
}

static bool has_zero(const hr_experiment *e) {
    size_t v = hr_spec_variable_find(e, e->x);
    return v < e->variables ? !e->variable[v].value[0] : !strcmp(e->x, "distance") || !strcmp(e->x, "step");
}

static hr_status check_scales(const hr_experiment *e, hr_ini *ini) {
    if (e->logx && has_zero(e))
        return hr_fail(HR_EUSAGE, "%s: logx: %s begins at 0, which has no logarithm",
                       hr_spec_where(e, ini, "figure", "logx"), e->x);
    if (e->logy && e->y->log10)
        return hr_fail(HR_EUSAGE, "%s: logy: %s is a logarithm already; remove logy",
                       hr_spec_where(e, ini, "figure", "logy"), e->y->name);
    const char *fit = hr_spec_where(e, ini, "figure", "fit");
    if (e->fit != HR_FIT_NONE && has_zero(e))
        return hr_fail(HR_EUSAGE, "%s: fit = %s: %s begins at 0, which has no logarithm", fit,
                       hr_fit_names[e->fit], e->x);
    if (e->fit == HR_FIT_LOGLOG && e->y->log10)
        return hr_fail(HR_EUSAGE, "%s: fit = loglog: %s is a logarithm already; write fit = log", fit,
                       e->y->name);
    static const char *const of_fit[] = {"fit-from", "slope", "slope-of"};
    for (size_t i = 0; e->fit == HR_FIT_NONE && i < sizeof of_fit / sizeof *of_fit; i++) {
        const hr_ini_entry *entry = hr_ini_get(ini, "figure", of_fit[i]);
        if (entry)
            return hr_fail(HR_EUSAGE, "%s: %s is of a fit, and there is none; add fit = loglog or fit = log",
                           entry->where, of_fit[i]);
    }
    if (*e->slope_of && isnan(e->slope))
        return hr_fail(HR_EUSAGE, "%s: slope-of names the theory whose slope is given; add slope",
                       hr_spec_where(e, ini, "figure", "slope-of"));
    return HR_OK;
}

static hr_status check_references(const hr_experiment *e, hr_ini *ini) {
    const char *where = hr_spec_where(e, ini, "figure", "reference");
    for (size_t r = 0; r < e->references; r++) {
        bool evaluated = false;
        for (size_t t = 0; t < e->theories; t++)
            evaluated = evaluated || !strcmp(e->theory[t], e->reference[r]);
        if (!evaluated)
            return hr_fail(HR_EUSAGE, "%s: reference %s is not evaluated; add it to theory in [sweep]", where,
                           e->reference[r]);
    }
    bool dimension = !strcmp(e->y->name, "least-dimension") || !strcmp(e->y->name, "dimension");
    if (e->references && !dimension && strcmp(e->x, "dimension"))
        return hr_fail(
            HR_EUSAGE,
            "%s: reference draws bounds on the dimension, which is neither the figure's x nor its y", where);
    return HR_OK;
}

static hr_status check_literature(const hr_experiment *e, hr_ini *ini) {
    hr_status status = HR_OK;
    for (size_t i = 0; i < e->literatures && status == HR_OK; i++) {
        hr_literature literature;
        status = hr_literature_read(&literature, e->folder, e->literature[i]);
        if (status == HR_OK)
            hr_literature_clear(&literature);
        else
            hr_fail_prefix(status, "%s", hr_spec_where(e, ini, "figure", "literature"));
    }
    return status;
}

static hr_status check_columns(const hr_experiment *e, hr_ini *ini) {
    const char *allowed[HR_SPEC_KEYS + HR_SPEC_VARIABLES + HR_SPEC_WORDS];
    size_t count = 0;
    for (size_t v = 0; v < e->variables; v++)
        allowed[count++] = e->variable[v].name;
    for (size_t q = 0; q < e->records; q++)
        if (strcmp(e->record[q]->name, "dimension")) /* a column by itself */
            allowed[count++] = e->record[q]->name;
    for (const char *const *c = hr_spec_columns; *c; c++)
        allowed[count++] = *c;
    allowed[count] = NULL;
    for (size_t i = 0; i < e->columns; i++) {
        bool known = false;
        for (size_t a = 0; a < count; a++)
            known = known || !strcmp(allowed[a], e->column[i]);
        if (!known)
            return hr_spec_unknown(hr_spec_where(e, ini, "table", "columns"), "column", e->column[i],
                                   allowed);
    }
    return HR_OK;
}

static void default_labels(hr_experiment *e) {
    const char *x = e->x;
    for (size_t i = 0; i < AXES; i++)
        if (!strcmp(axes[i].x, e->x))
            x = axes[i].label;
    if (!*e->xlabel)
        snprintf(e->xlabel, sizeof e->xlabel, "%s", x);
    if (!*e->ylabel)
        snprintf(e->ylabel, sizeof e->ylabel, "%s", e->y->label);
}

hr_status hr_spec_check_figure(hr_experiment *e, hr_ini *ini) {
    e->figure = hr_ini_get(ini, "figure", "");
    e->table = hr_ini_get(ini, "table", "");
    if (!e->figure && !e->table)
        return hr_fail(HR_EUSAGE, "%s: has neither [figure] nor [table]; add one, it may be empty", e->path);
    default_axes(e);
    hr_status status = HR_OK;
    if (e->figure || !e->columns) /* a table with columns has no axes */
        status = check_axes(e, ini);
    if (status == HR_OK)
        status = check_scales(e, ini);
    if (status == HR_OK)
        status = check_references(e, ini);
    if (status == HR_OK)
        status = check_literature(e, ini);
    if (status == HR_OK)
        status = check_columns(e, ini);
    if (status == HR_OK)
        default_labels(e);
    return status;
}
