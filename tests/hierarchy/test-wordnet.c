/* Debian's wordnet-base: sizes, and the names that NLTK gives, too. */
#include "datasets.h"

static void test_sizes(void) {
    has("wordnet", 82115, 84427, 1, 2213);
    has("wordnet-verb", 13767, 13239, 559, 31);
}

static void test_names(void) {
    hr_hierarchy h;
    open_or_skip(&h, "wordnet");
    char room[16];
    CHECK(!strcmp(hr_node_name(&h, 0, room), "entity.n.01"), "%s", hr_node_name(&h, 0, room));
    uint32_t dog = 0;
    while (dog < h.nodes && strcmp(hr_node_name(&h, dog, room), "dog.n.01"))
        dog++;
    CHECK(dog < h.nodes, "no dog.n.01");
    if (dog < h.nodes) {
        const uint32_t *parent;
        uint32_t parents = hr_parents(&h, dog, &parent);
        CHECK(parents == 2 && !strcmp(hr_node_name(&h, parent[0], room), "domestic_animal.n.01") &&
                  !strcmp(hr_node_name(&h, parent[1], room), "canine.n.02"),
              "dog.n.01 has %u parents", parents);
    }
    hr_hierarchy_clear(&h);
}

int main(void) {
    RUN(test_sizes);
    RUN(test_names);
    return hr_test_end();
}
