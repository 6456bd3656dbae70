/* What must hold between the keys of [sweep]. */
#include "base/memory.h"
#include "experiment/spec_keys.h"
#include "experiment/spec_value.h"

#include <string.h>

const char *hr_spec_where(const hr_experiment *e, hr_ini *ini, const char *section, const char *key) {
    const hr_ini_entry *entry = hr_ini_get(ini, section, key);
    return entry ? entry->where : e->path;
}

static hr_status take_variables(hr_experiment *e, hr_ini *ini) {
    hr_status status = HR_OK;
    for (size_t v = 0; v < e->variables && status == HR_OK; v++) {
        hr_spec_variable *variable = &e->variable[v];
        const hr_ini_entry *entry = hr_ini_get(ini, "sweep", variable->name);
        if (!entry)
            return hr_fail(HR_EUSAGE, "%s: [sweep] gives no values for {%s}; add a line such as %s = 2..12",
                           hr_spec_where(e, ini, "sweep", "hierarchy"), variable->name, variable->name);
        variable->value = hr_alloc(HR_SPEC_VALUES, sizeof *variable->value, "a variable's values");
        status = variable->value
                     ? hr_spec_take_values(variable->value, &variable->values, HR_SPEC_VALUES, entry)
                     : HR_ENOMEM;
    }
    return status;
}

static hr_status check_notions(hr_experiment *e, hr_ini *ini) {
    if (!e->notions)
        e->notion[e->notions++] = HR_F_QUERY;
    bool global = false;
    for (size_t i = 0; i < e->notions; i++)
        global = global || e->notion[i] == HR_F_GLOBAL;
    const hr_ini_entry *eps = hr_ini_get(ini, "sweep", "eps");
    if (eps && !global)
        return hr_fail(HR_EUSAGE,
                       "%s: eps is of the notion f-global, which is not listed; add it to notion, or "
                       "remove eps",
                       eps->where);
    return HR_OK;
}

static hr_status check_dimension(const hr_experiment *e, hr_ini *ini) {
    const hr_ini_entry *most = hr_ini_get(ini, "sweep", "most");
    if (most && e->dim_mode != HR_DIM_LEAST)
        return hr_fail(HR_EUSAGE,
                       "%s: most limits the search for the least dimension; remove it, or write dimension = "
                       "least",
                       most->where);
    for (size_t i = 0; e->dim_mode == HR_DIM_VALUES && i < e->methods; i++)
        if (!hr_spec_method_takes_dim(&e->method[i]))
            return hr_fail(HR_EUSAGE,
                           "%s: %s has a dimension of its own, so that it cannot be built at those of "
                           "`dimension`; move it to a spec with dimension = theorem",
                           hr_spec_where(e, ini, "sweep", "methods"), e->method[i].text);
    return HR_OK;
}

static bool trained(const hr_experiment *e) {
    for (size_t i = 0; i < e->methods; i++)
        if (!e->method[i].method)
            return true;
    return false;
}

/* What holds for recipes alone; at least something is built. */
static hr_status check_methods(const hr_experiment *e, hr_ini *ini) {
    const char *where = hr_spec_where(e, ini, "sweep", "recipes");
    if (!e->methods)
        return hr_fail(HR_EUSAGE, "%s: [sweep] lacks 'methods' (constructions) or 'recipes' (training)",
                       e->path);
    for (size_t i = 0; i < e->methods; i++) {
        const hr_spec_method *m = &e->method[i];
        if (!m->method && e->dim_mode == HR_DIM_THEOREM)
            return hr_fail(HR_EUSAGE,
                           "%s: %s has no dimension of its own; write dimension = least, or values such as "
                           "8 16 32",
                           where, m->text);
        if (m->reach > 0 && e->dim_mode != HR_DIM_LEAST)
            return hr_fail(HR_EUSAGE,
                           "%s: %s: reach says when the search for the least dimension ends; write "
                           "dimension = least, or remove it",
                           where, m->text);
    }
    return HR_OK;
}

static hr_status check_records(hr_experiment *e, hr_ini *ini) {
    const hr_quantity *least = hr_quantity_find("least-dimension");
    const char *where = hr_spec_where(e, ini, "sweep", "record");
    if (!e->records)
        e->record[e->records++] = e->dim_mode == HR_DIM_LEAST ? least : hr_quantity_find("feasible");
    for (size_t i = 0; i < e->records; i++) {
        if (e->dim_mode == HR_DIM_LEAST && e->record[i] != least)
            return hr_fail(
                HR_EUSAGE,
                "%s: record = %s: dimension = least records least-dimension alone; write dimension "
                "= theorem or values such as 8 16 32",
                where, e->record[i]->name);
        if (e->dim_mode != HR_DIM_LEAST && e->record[i] == least)
            return hr_fail(HR_EUSAGE, "%s: record = least-dimension needs dimension = least", where);
        if (e->record[i]->at_step && !trained(e))
            return hr_fail(HR_EUSAGE, "%s: %s is measured in training; add recipes, or record recall", where,
                           e->record[i]->name);
        e->tally = e->tally || e->record[i]->tally;
    }
    return HR_OK;
}

/* As many as fit into memory and a life. */
static hr_status check_size(const hr_experiment *e) {
    double points = 0, most = 1e7;
    for (size_t h = 0; h < e->hierarchies; h++) {
        double of = 1;
        for (size_t v = 0; v < e->variables; v++)
            if (e->hierarchy[h].variables >> v & 1)
                of *= (double)e->variable[v].values;
        points += of;
    }
    points *= (double)e->methods * (double)e->notions * (double)e->seeds *
              (e->dim_mode == HR_DIM_VALUES ? (double)e->dims : 1);
    if (points > most)
        return hr_fail(HR_EUSAGE,
                       "%s: the grid has %.0f points, seeds included; more than %.0f are refused: take "
                       "fewer values",
                       e->path, points, most);
    return HR_OK;
}

hr_status hr_spec_check_sweep(hr_experiment *e, hr_ini *ini) {
    hr_status status = take_variables(e, ini);
    if (status == HR_OK && !*e->title)
        status = hr_fail(HR_EUSAGE, "%s: title is empty; it stands above the figure",
                         hr_spec_where(e, ini, "sweep", "title"));
    if (status == HR_OK)
        status = check_notions(e, ini);
    if (status == HR_OK)
        status = check_methods(e, ini);
    if (status == HR_OK)
        status = check_dimension(e, ini);
    if (status == HR_OK)
        status = check_records(e, ini);
    return status == HR_OK ? check_size(e) : status;
}
