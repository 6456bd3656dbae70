#include "report/finding_parts.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Is the theory row a bound for the measured row's construction?  U6 has two forms; kept runs have no bound.
 */
static bool bounds(const hr_finder *f, size_t theory, size_t measured) {
    const char *name = hr_find_field(f, measured, f->at.name);
    bool dual = strstr(name, "dual=yes") != NULL;
    if (strstr(name, "runs=") || dual != (strstr(hr_find_field(f, theory, f->at.name), "dual") != NULL))
        return false;
    const size_t equal[] = {f->at.hierarchy, f->at.statement, f->at.notion};
    for (size_t i = 0; i < 3; i++)
        if (strcmp(hr_find_field(f, theory, equal[i]), hr_find_field(f, measured, equal[i])) != 0)
            return false;
    for (size_t v = 0; v < f->e->variables; v++)
        if (strcmp(hr_find_field(f, theory, f->at.variable[v]),
                   hr_find_field(f, measured, f->at.variable[v])) != 0)
            return false;
    return true;
}

/* The least of the bounds on the row's construction; NAN: none. */
static hr_status bound_of(double *out, const hr_finder *f, size_t measured) {
    *out = NAN;
    for (size_t row = 1; row < f->t->rows; row++) {
        double y;
        if (!hr_find_counted(f, row, "theory") || !bounds(f, row, measured))
            continue;
        hr_status status = hr_table_number(&y, f->t, row, f->at.y, NAN);
        if (status != HR_OK)
            return status;
        *out = fmin(*out, y);
    }
    return HR_OK;
}

static bool drawn_by_chance(const char *name) {
    size_t length = strcspn(name, ":");
    for (const hr_method *const *m = hr_methods; *m; m++)
        if (strlen((*m)->name) == length && !memcmp((*m)->name, name, length))
            return (*m)->random;
    return true;
}

/* Measured least dimensions beside the theorems'.  A theorem about random vectors promises that some are good
 * at its dimension; that half of the seeds are is more, so exceeding it refutes nothing. */
hr_status hr_find_theory(hr_finder *f) {
    size_t compared = 0, equal = 0;
    double nearest = INFINITY, farthest = 0;
    hr_finding_list chance = {0}, broken = {0};
    for (size_t row = 1; row < f->t->rows && !f->quantity->sample; row++) {
        double bound, y;
        if (!hr_find_counted(f, row, "measured") ||
            strcmp(hr_find_field(f, row, f->at.state), "FEASIBLE") != 0)
            continue;
        if (bound_of(&bound, f, row) != HR_OK || hr_table_number(&y, f->t, row, f->at.y, NAN) != HR_OK)
            return HR_EINPUT;
        if (!isfinite(bound) || !(y > 0))
            continue;
        compared++;
        equal += y == bound;
        nearest = fmin(nearest, bound / y);
        farthest = fmax(farthest, bound / y);
        if (y > bound) {
            char text[700], where[512];
            hr_find_place(where, sizeof where, f, row);
            snprintf(text, sizeof text, "%s (%.0f > %.0f)", where, y, bound);
            hr_find_list(drawn_by_chance(hr_find_field(f, row, f->at.name)) ? &chance : &broken, 8, text);
        }
    }
    hr_find_close(&chance);
    hr_find_close(&broken);
    hr_status status = HR_OK;
    size_t above = chance.shown + chance.hidden + broken.shown + broken.hidden;
    if (compared)
        status = hr_find_say(
            f, false,
            "Beside the best theorem for the same construction (%zu points): measured at most the theorem's "
            "dimension at %zu, equal at %zu; the theorem's is %.3g to %.3g times the measured.",
            compared, compared - above, equal, nearest, farthest);
    if (status == HR_OK && *chance.text)
        status = hr_find_say(
            f, false,
            "Above the theorem's dimension: %s. There the theorem promises one good draw, not that half of "
            "the seeds are good.",
            chance.text);
    if (status == HR_OK && *broken.text)
        status = hr_find_say(
            f, true, "Above a bound that must hold: %s. The theorem or the program is wrong.", broken.text);
    return status;
}
