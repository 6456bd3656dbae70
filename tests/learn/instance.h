/* The hierarchy that a test trains on. */
#ifndef HR_TEST_INSTANCE_H
#define HR_TEST_INSTANCE_H

#include "test.h"

#include "hierarchy/ancestors.h"

static hr_hierarchy hierarchy;
static hr_ancestors ancestors;

static void open_instance(const char *what) {
    hr_hierarchy_init(&hierarchy);
    OK(hr_hierarchy_open(&hierarchy, what));
    OK(hr_ancestors_build(&ancestors, &hierarchy));
}

static void close_instance(void) {
    hr_ancestors_clear(&ancestors);
    hr_hierarchy_clear(&hierarchy);
}

#endif
