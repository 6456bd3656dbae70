/* The order of tries: what is cheap, then rounds of growing effort.  In every round blocks (U7) are asked for
 * one dimension less than the best so far, from many runs, which leave few documents to train, to few. */
#include "cli/best.h"

#include "hierarchy/hierarchy.h"

#include <string.h>

enum { ROUNDS = 14, MOST_MOMENT = 32, MOST_SEPARATORS = 20000, FIRST_STEPS = 2500 };
static const double FIRST_SEARCH = 0.01, BOUND_EFFORT = 0.1;

bool hr_try_same(const hr_try *a, const hr_try *b) {
    return !strcmp(a->method, b->method) && a->search == b->search && a->runs == b->runs &&
           a->steps == b->steps && a->dim == b->dim && a->dual == b->dual && a->seeded == b->seeded &&
           a->seed == b->seed;
}

static uint32_t dimension(const hr_best *b) {
    return b->best == HR_NONE ? HR_NONE : b->tried[b->best].dimension;
}

static bool is_sign(const hr_best *b) {
    return !strcmp(b->notion, "f-sign");
}

/* The same work or less: fewer runs leave more to train. */
static bool no_harder(const hr_try *t, const hr_try *try) {
    return !strcmp(t->method, try->method) && t->dual == try->dual && t->search <= try->search &&
           t->steps <= try->steps && t->runs >= try->runs;
}

/* What was cut off is worth another try, and what is harder a first one, with twice the time. */
static bool may_run(const hr_best *b, const hr_try *try, double seconds) {
    for (size_t i = 0; i < b->count; i++) {
        const hr_tried *t = &b->tried[i];
        if (t->outcome == HR_TRY_CUT ? no_harder(&t->what, try) && seconds < 2 * t->seconds
                                     : hr_try_same(&t->what, try))
            return false;
    }
    return true;
}

/* Whether the method, with other options, has come within twice the best. */
static bool is_near(const hr_best *b, const hr_try *try) {
    for (size_t i = 0; i < b->count; i++) {
        const hr_tried *t = &b->tried[i];
        if (t->outcome == HR_TRY_FEASIBLE && !strcmp(t->what.method, try->method) &&
            t->what.dual == try->dual && t->dimension / 2 <= dimension(b))
            return true;
    }
    return false;
}

/* No: fewer dimensions are harder than what failed. */
static bool blocks_hope(const hr_best *b, const hr_try *try) {
    for (size_t i = 0; i < b->count; i++) {
        const hr_try *t = &b->tried[i].what;
        if (b->tried[i].outcome == HR_TRY_FAILED && !strcmp(t->method, try->method) &&
            t->steps == try->steps && t->seed == try->seed && t->runs == try->runs && t->dim >= try->dim)
            return false;
    }
    return true;
}

static bool has_found(const hr_best *b, const char *method) {
    for (size_t i = 0; i < b->count; i++)
        if (b->tried[i].outcome == HR_TRY_FEASIBLE && !strcmp(b->tried[i].what.method, method))
            return true;
    return false;
}

static hr_try searched(const hr_best *b, const char *method, double search, uint32_t round) {
    hr_try try = {.search = search, .seeded = true, .seed = b->seed + (round ? round - 1 : 0)};
    strcpy(try.method, method);
    return try;
}

/* The cheap ones, by number; false: there are no more.  *worth: for this hierarchy. */
static bool first(hr_try *out, bool *worth, const hr_best *b, uint32_t number) {
    *out = (hr_try){0};
    *worth = !b->forest;
    switch (number) {
    case 0:
        *worth = b->forest;
        strcpy(out->method, "interval");
        return true;
    case 1:
        *out = searched(b, "orders", FIRST_SEARCH, 0);
        return true;
    case 2:
        *out = searched(b, "bound", BOUND_EFFORT, 0);
        *worth = true;
        return true;
    case 3:
    case 4:
        strcpy(out->method, "runs");
        out->dual = number == 3;
        return true;
    case 5:
        strcpy(out->method, "moment");
        *worth = *worth && b->s <= MOST_MOMENT && 2 * b->s < dimension(b);
        return true;
    case 6:
        strcpy(out->method, "separators");
        *worth = *worth && b->nodes <= MOST_SEPARATORS;
        return true;
    default:
        return false;
    }
}

/* K from the most that leave a dimension to train, down to 1; without any result K and the dimension are the
 * method's own. */
static bool blocks(hr_try *out, const hr_best *b, uint32_t round, uint32_t number) {
    uint32_t d = dimension(b), fixed = 1 + is_sign(b);
    *out = searched(b, "blocks", 0, round);
    out->steps = (uint64_t)FIRST_STEPS << round;
    if (d == HR_NONE)
        return number == 0;
    uint32_t most = d - 1 > fixed ? (d - 1 - fixed) / 2 : 0;
    if (number >= most)
        return false;
    out->dim = d - 1;
    out->runs = most - number;
    return true;
}

static bool later(hr_try *out, bool *worth, const hr_best *b, uint32_t round, uint32_t number) {
    double search = 1;
    for (uint32_t i = 1; i < round; i++)
        search *= 3;
    search /= 10;
    switch (number) {
    case 0:
        *out = searched(b, "orders", search, round);
        *worth = is_near(b, out) || !has_found(b, "orders"); /* with more effort it finds some */
        return true;
    case 1:
    case 2:
        *out = searched(b, "runs", search, round);
        out->dual = number == 2;
        *worth = is_near(b, out);
        return true;
    default:
        if (!blocks(out, b, round, number - 3))
            return false;
        *worth = blocks_hope(b, out);
        return true;
    }
}

bool hr_best_next(hr_try *out, const hr_best *b, double seconds) {
    bool worth;
    uint32_t lower = hr_best_lower(b);
    if (lower && dimension(b) <= lower)
        return false;
    for (uint32_t i = 0; first(out, &worth, b, i); i++)
        if (worth && may_run(b, out, seconds))
            return true;
    for (uint32_t round = 1; round <= ROUNDS && !b->forest; round++)
        for (uint32_t i = 0; later(out, &worth, b, round, i); i++)
            if (worth && may_run(b, out, seconds))
                return true;
    return false;
}
