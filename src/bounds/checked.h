/* Which bounds rest on a theorem that Coq has checked: generated from proofs/statements.tsv. */
#ifndef HR_CHECKED_H
#define HR_CHECKED_H

typedef struct {
    const char *bound;   /* hr_bound's name */
    const char *notion;  /* one of hr_notion_names */
    const char *theorem; /* "FILE.NAME" in proofs/coq */
} hr_checked;

extern const hr_checked hr_checked_rows[]; /* ends with NULLs */

/* The theorem behind a bound under a notion; NULL: none is machine-checked. */
const char *hr_checked_theorem(const char *bound, const char *notion);

#endif
