#include "hierarchy/hierarchy.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void hr_hierarchy_init(hr_hierarchy *hierarchy) {
    memset(hierarchy, 0, sizeof *hierarchy);
}

void hr_hierarchy_clear(hr_hierarchy *hierarchy) {
    free(hierarchy->parent_start);
    free(hierarchy->parent);
    free(hierarchy->child_start);
    free(hierarchy->child);
    free(hierarchy->topological);
    free(hierarchy->query);
    free(hierarchy->document);
    free(hierarchy->names);
    free(hierarchy->name_start);
    free(hierarchy->source);
    hr_hierarchy_init(hierarchy);
}

const char *hr_node_name(const hr_hierarchy *hierarchy, uint32_t node, char room[16]) {
    if (hierarchy->names)
        return hierarchy->names + hierarchy->name_start[node];
    snprintf(room, 16, "%u", (unsigned)node);
    return room;
}

const char *hr_query_name(const hr_hierarchy *hierarchy, uint32_t query, char room[16]) {
    return hr_node_name(hierarchy, hierarchy->query ? hierarchy->query[query] : query, room);
}

const char *hr_document_name(const hr_hierarchy *hierarchy, uint32_t document, char room[16]) {
    return hr_node_name(hierarchy, hierarchy->document ? hierarchy->document[document] : document, room);
}
