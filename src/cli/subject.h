/* What a command works on: the hierarchy named on the command line, with its ancestor sets. */
#ifndef HR_SUBJECT_H
#define HR_SUBJECT_H

#include "hierarchy/ancestors.h"

typedef struct {
    hr_hierarchy hierarchy;
    hr_ancestors ancestors;
} hr_subject;

/* The caller clears it, also when this fails. */
hr_status hr_subject_open(hr_subject *out, const char *what);
void hr_subject_clear(hr_subject *subject);

#endif
