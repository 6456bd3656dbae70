#include "cli/subject.h"

hr_status hr_subject_open(hr_subject *out, const char *what) {
    out->ancestors = (hr_ancestors){0};
    hr_hierarchy_init(&out->hierarchy);
    hr_status status = hr_hierarchy_open(&out->hierarchy, what);
    return status == HR_OK ? hr_ancestors_build(&out->ancestors, &out->hierarchy) : status;
}

void hr_subject_clear(hr_subject *subject) {
    hr_ancestors_clear(&subject->ancestors);
    hr_hierarchy_clear(&subject->hierarchy);
}
