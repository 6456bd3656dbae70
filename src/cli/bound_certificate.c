#include "cli/bound_certificate.h"

#include <stdio.h>
#include <string.h>

hr_status hr_bound_certificate_check(const char *statement) {
    char known[64] = "";
    for (size_t i = 0; hr_bounds[i]; i++) {
        const char *s = hr_bounds[i]->statement;
        if (hr_bounds[i]->side != HR_LOWER)
            continue;
        if (!strcmp(s, statement))
            return HR_OK;
        if (!strstr(known, s))
            snprintf(known + strlen(known), sizeof known - strlen(known), "%s%s", *known ? ", " : "", s);
    }
    return hr_fail(HR_EUSAGE, "bound: --certify %s: must be the statement of a lower bound: %s", statement,
                   known);
}

/* The evidence of L3 is for the claim `margin f-sign`; its ceilings of f-query and f-global are other
 * numbers. */
static bool is_other_notion(const hr_evidence *e, const hr_problem *problem) {
    return e->kind == HR_EVIDENCE_WEIGHTS && problem->notion != HR_F_SIGN;
}

static const char *why_none(const char *statement, const hr_problem *problem) {
    if (statement && !strcmp(statement, "L3") && problem->notion != HR_F_SIGN)
        return "L3 has a certificate for f-sign only (claim margin), none for ceilings that count thresholds; give "
               "--notion f-sign";
    if (statement && !strcmp(statement, "L4"))
        return "L4 has no evidence of its own: where three documents are split in every way L1 has it (--certify L1), "
               "two queries that cross have none";
    return "no such lower bound has evidence for this hierarchy and notion";
}

/* Does a row of the table, which has no evidence, exclude more than `evidence` does? */
static bool is_beaten(const hr_evidence *evidence, const hr_bound_row *rows) {
    for (size_t i = 0; hr_bounds[i]; i++)
        if (rows[i].applies && hr_bounds[i]->side == HR_LOWER && rows[i].dimension > evidence->least)
            return true;
    return false;
}

static const hr_evidence *find(const char *statement, const hr_problem *problem, const hr_bound_row *rows) {
    const hr_evidence *best = NULL;
    for (size_t i = 0; hr_bounds[i]; i++) {
        const hr_evidence *e = &rows[i].evidence;
        if (!rows[i].applies || hr_bounds[i]->side != HR_LOWER || e->kind == HR_EVIDENCE_NONE ||
            is_other_notion(e, problem))
            continue;
        bool dimension = e->kind == HR_EVIDENCE_RADON || e->kind == HR_EVIDENCE_FORSTER;
        if (statement ? strcmp(hr_bounds[i]->statement, statement) : !dimension)
            continue;
        if (!best || e->least > best->least)
            best = e;
    }
    return best;
}

hr_status hr_bound_certificate(hr_certificate *out, const char *file, const char *statement,
                               const hr_problem *problem, const hr_bound_row *rows) {
    const hr_evidence *evidence = find(statement, problem, rows);
    *out = (hr_certificate){.reason = why_none(statement, problem)};
    if (!evidence)
        return HR_OK;
    bool holds;
    hr_status status = hr_evidence_check(&holds, evidence, problem->ancestors);
    if (status == HR_OK && !holds)
        status = hr_fail(HR_EINTERNAL, "a lower bound does not follow from its evidence");
    if (status == HR_OK)
        status = hr_certificate_write(out, file,
                                      &(hr_certified){.hierarchy = problem->hierarchy,
                                                      .ancestors = problem->ancestors,
                                                      .bound = evidence});
    if (status == HR_OK && !statement && is_beaten(evidence, rows))
        out->note =
            "the best lower bound has no evidence kind (L4's queries that cross, L3's eps): this is the best that has";
    return status;
}
