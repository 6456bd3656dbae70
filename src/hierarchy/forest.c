/* forest:of=HIERARCHY: the spanning forest of another hierarchy, as a hierarchy of its own.
 *
 * Interval embeddings (U5) are exact on forests only; WordNet, GO and ChEBI are not.  Their forests keep
 * every node, and of several parents the one with the most ancestors, so most pairs survive. */
#include "hierarchy/builder.h"
#include "hierarchy/order.h"
#include "hierarchy/source.h"

#include "base/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* "of" and whatever follows it, as the inner source takes it: of=dag:n=9,parents=2 arrives as two pairs. */
static char *inner_name(hr_spec *spec) {
    size_t length = 1;
    for (size_t i = 0; i < spec->count; i++)
        length += strlen(spec->pair[i].key) + strlen(spec->pair[i].value) + 2;
    char *name = hr_alloc(length, 1, "the name of a hierarchy");
    if (!name)
        return NULL;
    char *end = stpcpy(name, hr_spec_get(spec, "of"));
    for (size_t i = 1; i < spec->count; i++)
        end += sprintf(end, ",%s=%s", spec->pair[i].key, spec->pair[i].value);
    return name;
}

static hr_status keep_forest(hr_hierarchy *out, const hr_hierarchy *full, const char *source) {
    hr_forest forest = {0};
    hr_status status = hr_forest_build(&forest, full, HR_KEEP_MOST_ANCESTORS);
    if (status != HR_OK)
        return status;
    hr_builder *builder = hr_builder_new(HR_BUILD_NUMBERED, source);
    status = builder ? hr_builder_numbered(builder, full->nodes) : HR_ENOMEM;
    for (uint32_t v = 0; status == HR_OK && v < full->nodes; v++)
        if (forest.parent[v] != HR_NONE)
            status = hr_builder_edge(builder, v, forest.parent[v], 0);
    if (status == HR_OK)
        status = hr_builder_finish(builder, out);
    hr_builder_free(builder);
    hr_forest_clear(&forest);
    return status;
}

/* Names and roles are those of the nodes, whatever edges are left out. */
static void move_nodes(hr_hierarchy *out, hr_hierarchy *full) {
    out->names = full->names;
    out->name_start = full->name_start;
    out->queries = full->queries;
    out->documents = full->documents;
    out->query = full->query;
    out->document = full->document;
    out->remarks = full->remarks;
    memcpy(out->remark, full->remark, sizeof out->remark);
    full->names = NULL;
    full->name_start = NULL;
    full->query = full->document = NULL;
}

static hr_status open_forest(hr_hierarchy *out, hr_spec *spec) {
    if (!spec->count || strcmp(spec->pair[0].key, "of") || !*spec->pair[0].value)
        return hr_fail(HR_EUSAGE, "forest: say of what, as in forest:of=wordnet");
    char *name = inner_name(spec);
    if (!name)
        return HR_ENOMEM;
    hr_hierarchy full;
    hr_hierarchy_init(&full);
    hr_status status = hr_hierarchy_open(&full, name);
    if (status == HR_OK)
        status = keep_forest(out, &full, name);
    if (status == HR_OK)
        move_nodes(out, &full);
    hr_hierarchy_clear(&full);
    free(name);
    return status;
}

const hr_source hr_source_forest = {
    .name = "forest",
    .kind = HR_SOURCE_GENERATOR,
    .keys = "of=HIERARCHY",
    .help = "spanning forest of a hierarchy: of several parents, the one with the most ancestors stays",
    .example = "forest:of=dag:n=1000,parents=2,seed=1",
    .open = open_forest,
};
