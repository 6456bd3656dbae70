/* bound: one row of the table of bounds (hrdim bound), by its name. */
#include "base/text.h"
#include "bounds/bound.h"
#include "trial/tasks.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const hr_bound *find(const char *name) {
    const char *names[64];
    size_t count = 0;
    for (const hr_bound *const *b = hr_bounds; *b && count < 63; b++) {
        if (!strcmp((*b)->name, name))
            return *b;
        names[count++] = (*b)->name;
    }
    names[count] = NULL;
    const char *near = hr_nearest(name, names);
    char list[512] = "";
    for (size_t i = 0, used = 0; i < count && used < sizeof list; i++)
        used += (size_t)snprintf(list + used, sizeof list - used, "%s'%s'", i ? ", " : "", names[i]);
    hr_fail(HR_EUSAGE, "'%.60s' is not a bound%s%s%s; there are %s", name, near ? ", did you mean '" : "",
            near ? near : "", near ? "'?" : "", list);
    return NULL;
}

static hr_status subject(char **normalised, unsigned *unused, int *version, const char *text) {
    if (!find(text))
        return HR_EUSAGE;
    *unused = 0;
    *version = 1; /* of the bound's formula; the table has no versions of its own */
    *normalised = strdup(text);
    return *normalised ? HR_OK : hr_fail(HR_ENOMEM, "out of memory: a bound's name");
}

static json_t *whole(double number) {
    return fabs(number) < 0x1p53 ? json_integer((json_int_t)number) : json_real(number);
}

static hr_status run(hr_result *result, const hr_trial *trial, const hr_loaded *loaded) {
    const hr_bound *bound = find(trial->subject);
    if (!bound)
        return HR_EUSAGE;
    hr_problem problem = {.hierarchy = loaded->hierarchy,
                          .ancestors = loaded->ancestors,
                          .notion = trial->notion,
                          .eps = trial->eps};
    hr_bound_row row;
    hr_status status = bound->compute(&row, &problem);
    if (status != HR_OK)
        return status;
    if (!row.applies ||
        !isfinite(row.dimension)) /* says nothing of the dimension (L3, L5), or that there is none */
        status = hr_task_object(&result->outcome, json_pack("{s:b, s:s, s:s}", "applies", 0, "statement",
                                                            bound->statement, "note", row.note));
    else
        status =
            hr_task_object(&result->outcome, json_pack("{s:b, s:s, s:o, s:s, s:s}", "applies", 1, "statement",
                                                       bound->statement, "dimension", whole(row.dimension),
                                                       "known", hr_known_names[row.known], "note", row.note));
    hr_bound_row_clear(&row);
    return status;
}

const hr_task hr_task_bound = {
    .name = "bound",
    .help = "the dimension that a theorem gives for the hierarchy",
    .version = 1,
    .uses = HR_USES_SUBJECT | HR_USES_NOTION | HR_USES_EPS,
    .subject = subject,
    .run = run,
};
