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

static const hr_evidence *find(const char *statement, const hr_bound_row *rows) {
    const hr_evidence *best = NULL;
    for (size_t i = 0; hr_bounds[i]; i++) {
        const hr_evidence *e = &rows[i].evidence;
        if (!rows[i].applies || hr_bounds[i]->side != HR_LOWER || e->kind == HR_EVIDENCE_NONE)
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
    const hr_evidence *evidence = find(statement, rows);
    *out = (hr_certificate){.reason = "no such lower bound has evidence for this hierarchy and notion"};
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
    return status;
}
