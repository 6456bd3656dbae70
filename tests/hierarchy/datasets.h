/* The real data sets' known sizes; shared by test-wordnet.c and test-emboss.c. */
#ifndef HR_TEST_DATASETS_H
#define HR_TEST_DATASETS_H

#include "base/progress.h"
#include "hierarchy/hierarchy.h"
#include "test.h"

/* Opens the data set, or skips the whole test when it is not installed. */
static void open_or_skip(hr_hierarchy *h, const char *what) {
    hr_hierarchy_init(h);
    hr_status status = hr_hierarchy_open(h, what);
    if (status == HR_EIO && strstr(hr_error(), " is in none of "))
        SKIP("%s", hr_error());
    CHECK(status == HR_OK, "%s", hr_error());
}

static void has(const char *what, uint32_t nodes, uint64_t edges, uint32_t roots, uint32_t multi_parents) {
    hr_hierarchy h;
    double began = hr_seconds();
    open_or_skip(&h, what);
    printf("     %s: %.2f s\n", what, hr_seconds() - began);
    uint32_t r = 0, m = 0;
    for (uint32_t v = 0; v < h.nodes; v++) {
        const uint32_t *list;
        uint32_t parents = hr_parents(&h, v, &list);
        r += parents == 0;
        m += parents > 1;
    }
    CHECK(h.nodes == nodes && h.edges == edges && r == roots && m == multi_parents,
          "%s: %u nodes, %llu edges, %u roots, %u with several parents", what, h.nodes,
          (unsigned long long)h.edges, r, m);
    CHECK(h.source && !strcmp(h.source, what), "source '%s'", h.source ? h.source : "");
    hr_hierarchy_clear(&h);
}

#endif
