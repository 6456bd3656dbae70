#include "feasibility/improver.h"

#include <string.h>

static const hr_improver alternating_lp = {
    .name = "alternating-lp",
    .statement = "U9",
    .help = "--start's dimension; queries and documents are solved for in turn until every query is served",
    .version = 1,
    .improve = hr_alternate,
};

const hr_improver *const hr_improvers[] = {&alternating_lp, NULL};

const hr_improver *hr_improver_find(const char *name) {
    for (const hr_improver *const *i = hr_improvers; *i; i++)
        if (!strcmp((*i)->name, name))
            return *i;
    return NULL;
}

hr_status hr_improver_refuse(const char *name) {
    if (!hr_improver_find(name))
        return HR_OK;
    return hr_fail(HR_EUSAGE,
                   "%s improves an embedding, it does not build one: make it with hrdim embed --method %s "
                   "--start PREFIX -o OUT, and give OUT",
                   name, name);
}
