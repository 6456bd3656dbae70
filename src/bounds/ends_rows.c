/* L4: small dimensions, decided exactly (ends.h).
 *
 * F-query in 1 dimension: the documents are points of a line, and a query takes those above its threshold or,
 * with a negative coordinate, those below: every S(q) is an end of their order, and any such order will do.
 * F-sign in 1 dimension: two kinds of documents, and every S(q) is one of them.
 * F-sign in 2 dimensions: the sign of <q,x> is the side of q's line on which x lies.  Turn x to -x where x is
 * not in the S(q0) of some query q0, then all documents are on the same side of q0's line, in the order of
 * their angles, and any other query's line cuts that order in two: the sets S(q) + S(q0) (symmetric
 * difference) or their complements are ends. Conversely document (1, v), turned back, and query (-2c - 1, 2),
 * or its negative, at places v and after place c.
 *
 * The two rows are one decision: what is found is an upper bound, what is excluded a lower one. */
#include "bounds/ends.h"
#include "bounds/row.h"
#include "bounds/rows.h"

static hr_status decide(bool *possible, const char **why, const hr_ancestors *a, uint32_t turned) {
    static const char *const reason[] = {"", "three documents are split in every way",
                                         "two queries put four documents in all four ways"};
    hr_ends ends;
    hr_status status = hr_ends_decide(&ends, a, turned);
    if (status == HR_OK) {
        *possible = ends.answer == HR_ENDS_ORDER;
        *why = reason[ends.answer];
        hr_ends_clear(&ends);
    }
    return status;
}

/* Every S(q) is S(0) or its complement. */
static bool two_kinds(const hr_ancestors *a) {
    for (uint32_t q = 1; q < a->queries; q++) {
        uint64_t size = a->start[q + 1] - a->start[q], common = 0;
        for (uint64_t i = a->start[q]; i < a->start[q + 1]; i++)
            common += hr_is_ancestor(a, 0, a->document[i]);
        if (!(common == size && size == a->start[1]) && !(!common && size + a->start[1] == a->documents))
            return false;
    }
    return true;
}

/* least: the least dimension when it is at most `reach`, else reach + 1. */
static hr_status least_small(uint32_t *least, uint32_t *reach, const char **why, const hr_problem *problem) {
    const hr_ancestors *a = problem->ancestors;
    bool possible = false;
    hr_status status = HR_OK;
    *why = "";
    *reach = problem->notion == HR_F_SIGN ? 2 : 1;
    if (problem->notion == HR_F_SIGN && two_kinds(a))
        *least = 1;
    else {
        status = decide(&possible, why, a, problem->notion == HR_F_SIGN ? 0 : HR_NONE);
        *least = possible ? *reach : *reach + 1;
    }
    return status;
}

static bool is_empty(const hr_problem *problem) {
    return !problem->ancestors->queries || !problem->ancestors->documents;
}

static hr_status compute_upper(hr_bound_row *out, const hr_problem *problem) {
    uint32_t least, reach;
    const char *why;
    if (problem->notion == HR_F_GLOBAL)
        return hr_row_refuse(out, "proves no margin eps for unit vectors");
    if (is_empty(problem))
        return hr_row_refuse(out, "no query or no document");
    hr_status status = least_small(&least, &reach, &why, problem);
    if (status != HR_OK)
        return status;
    if (least > reach)
        return hr_row_refuse(out, "more than %u dimension%s: %s", reach, reach > 1 ? "s" : "", why);
    hr_row_start(out, least);
    out->known = HR_CERTIFIED;
    hr_row_note(out, problem->notion == HR_F_QUERY ? "every S(q) is an end of an order of the documents"
                     : least == 1                  ? "every S(q) is one set or its complement"
                                                   : "every S(q) is a half-circle of the documents");
    return HR_OK;
}

static hr_status compute_lower(hr_bound_row *out, const hr_problem *problem) {
    uint32_t least, reach;
    const char *why;
    if (is_empty(problem))
        return hr_row_refuse(out, "no query or no document");
    hr_status status = least_small(&least, &reach, &why, problem);
    if (status != HR_OK)
        return status;
    hr_row_start(out, least);
    out->known = HR_CERTIFIED;
    if (least > reach)
        hr_row_note(out, "not %u dimension%s: %s", reach, reach > 1 ? "s" : "", why);
    else
        hr_row_note(out, "%u dimension%s possible", least, least > 1 ? "s are" : " is");
    return HR_OK;
}

const hr_bound hr_bound_line = {
    .name = "line",
    .statement = "L4",
    .side = HR_UPPER,
    .help = "1 when every S(q) is an end of some order of the documents; F-sign 2: a half-circle",
    .compute = compute_upper,
};

const hr_bound hr_bound_no_line = {
    .name = "no line",
    .statement = "L4",
    .side = HR_LOWER,
    .help = "2 when there is no such order; F-sign 3",
    .compute = compute_lower,
};
