/* From packages to a hierarchy: a package's parents are what it depends on.
 *
 * Of the alternatives a | b the first that exists counts: as a package, or else provided by one, of which the
 * first in the order of the files is taken.  Versions that a dependency asks for are not looked at.  Packages
 * that depend on each other in a circle reach the same others, so each such set, a strongly connected
 * component, is one node: named by its smallest name and how many more it has, "libruby +3" (no package's
 * name has a blank). */
#include "hierarchy/packages.h"

#include "base/memory.h"
#include "hierarchy/builder.h"
#include "hierarchy/components.h"
#include "hierarchy/compress.h"

#include <stdio.h>
#include <stdlib.h>

typedef struct {
    const hr_packages *packages;
    hr_names provided;  /* names that some package provides */
    uint32_t *provider; /* the first one of each */
    size_t provider_room;
    uint32_t *child, *parent; /* dependencies between packages, some of them twice */
    size_t edges, child_room, parent_room;
    uint64_t by_provider, unmet;
} work;

static void clear(work *w) {
    hr_names_clear(&w->provided);
    free(w->provider);
    free(w->child);
    free(w->parent);
}

static hr_status find_providers(work *w) {
    hr_status status = HR_OK;
    for (uint32_t v = 0; status == HR_OK && v < w->packages->names.count; v++) {
        hr_package_items items = {.package = &w->packages->package[v], .list = HR_PROVIDES};
        hr_word name;
        bool any, fresh;
        while ((status = hr_package_next(&items, &name, &any)) == HR_OK && any) {
            uint32_t number;
            status = hr_names_add(&w->provided, name.text, name.length, &number, &fresh);
            if (status == HR_OK && fresh)
                status = hr_grow(&w->provider, &w->provider_room, (size_t)number + 1, sizeof *w->provider,
                                 "the virtual packages");
            if (status != HR_OK)
                return status;
            if (fresh)
                w->provider[number] = v;
        }
    }
    return status;
}

/* The package that the name stands for; HR_NONE: none. */
static uint32_t resolve(work *w, hr_word name, bool *provided) {
    uint32_t found = hr_names_find(&w->packages->names, name.text, name.length);
    *provided = false;
    if (found != HR_NONE)
        return found;
    found = hr_names_find(&w->provided, name.text, name.length);
    *provided = found != HR_NONE;
    return *provided ? w->provider[found] : HR_NONE;
}

static hr_status add_edge(work *w, uint32_t child, uint32_t parent) {
    if (child == parent) /* met by what the package itself provides */
        return HR_OK;
    if (hr_grow(&w->child, &w->child_room, w->edges + 1, sizeof *w->child, "the dependencies") != HR_OK ||
        hr_grow(&w->parent, &w->parent_room, w->edges + 1, sizeof *w->parent, "the dependencies") != HR_OK)
        return HR_ENOMEM;
    w->child[w->edges] = child;
    w->parent[w->edges++] = parent;
    return HR_OK;
}

static hr_status take_list(work *w, uint32_t v, hr_package_list list) {
    hr_package_items items = {.package = &w->packages->package[v], .list = list};
    hr_word name;
    bool any, met = false, provided;
    hr_status status;
    while ((status = hr_package_next(&items, &name, &any)) == HR_OK && any) {
        uint32_t parent = met ? HR_NONE : resolve(w, name, &provided);
        if (parent != HR_NONE) {
            met = true;
            w->by_provider += provided;
            status = add_edge(w, v, parent);
            if (status != HR_OK)
                return status;
        }
        if (items.more)
            continue;
        w->unmet += !met;
        met = false;
    }
    return status;
}

typedef struct {
    uint32_t *of;    /* the component of each package */
    uint32_t count;  /* components */
    uint32_t *least; /* of each component: the package with the smallest name */
    uint32_t *size;  /* and its number of packages */
    uint64_t *edge;  /* child << 32 | parent, components */
    size_t edges;    /* different ones */
    uint64_t circles, merged;
} condensed;

static void clear_condensed(condensed *c) {
    free(c->of);
    free(c->least);
    free(c->size);
    free(c->edge);
}

static int ascending(const void *a, const void *b) {
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

static void join_edges(condensed *c, const work *w) {
    size_t count = 0;
    for (size_t e = 0; e < w->edges; e++) {
        uint32_t child = c->of[w->child[e]], parent = c->of[w->parent[e]];
        if (child != parent)
            c->edge[count++] = (uint64_t)child << 32 | parent;
    }
    if (count)
        qsort(c->edge, count, sizeof *c->edge, ascending);
    for (size_t e = 0; e < count; e++)
        if (!e || c->edge[e] != c->edge[e - 1])
            c->edge[c->edges++] = c->edge[e];
}

static void describe(condensed *c, const hr_names *names) {
    memset(c->least, 0xff, c->count * sizeof *c->least);
    for (uint32_t v = 0; v < names->count; v++) {
        uint32_t of = c->of[v], *least = &c->least[of];
        if (*least == HR_NONE || strcmp(hr_names_get(names, v), hr_names_get(names, *least)) < 0)
            *least = v;
        c->size[of]++;
    }
    for (uint32_t i = 0; i < c->count; i++) {
        c->circles += c->size[i] > 1;
        c->merged += c->size[i] > 1 ? c->size[i] : 0;
    }
}

static hr_status condense(condensed *c, const work *w) {
    const hr_names *names = &w->packages->names;
    hr_hierarchy graph;
    hr_hierarchy_init(&graph);
    graph.nodes = names->count;
    graph.edges = w->edges;
    c->of = hr_alloc(names->count, sizeof *c->of, "the packages");
    c->edge = hr_alloc(w->edges, sizeof *c->edge, "the dependencies");
    hr_status status = c->of && c->edge ? hr_compress(&graph, w->child, w->parent) : HR_ENOMEM;
    if (status == HR_OK)
        status = hr_strong_components(c->of, &c->count, graph.nodes, graph.parent_start, graph.parent);
    hr_hierarchy_clear(&graph);
    if (status != HR_OK)
        return status;
    c->least = hr_alloc(c->count, sizeof *c->least, "the packages");
    c->size = hr_calloc(c->count, sizeof *c->size, "the packages");
    if (!c->least || !c->size)
        return HR_ENOMEM;
    join_edges(c, w);
    describe(c, names);
    return HR_OK;
}

static hr_status add_node(hr_builder *builder, const condensed *c, const hr_names *names, uint32_t i) {
    char name[1100]; /* packages.c takes no longer names than 1000 bytes */
    int length = c->size[i] == 1 ? snprintf(name, sizeof name, "%s", hr_names_get(names, c->least[i]))
                                 : snprintf(name, sizeof name, "%s +%u", hr_names_get(names, c->least[i]),
                                            (unsigned)c->size[i] - 1);
    uint32_t node;
    return hr_builder_node(builder, name, (size_t)length, 0, &node);
}

static hr_status build(hr_hierarchy *out, const condensed *c, const hr_names *names, const char *source) {
    hr_builder *builder = hr_builder_new(HR_BUILD_NAMED, source);
    hr_status status = builder ? HR_OK : HR_ENOMEM;
    for (uint32_t i = 0; status == HR_OK && i < c->count; i++)
        status = add_node(builder, c, names, i);
    for (size_t e = 0; status == HR_OK && e < c->edges; e++)
        status = hr_builder_edge(builder, (uint32_t)(c->edge[e] >> 32), (uint32_t)c->edge[e], 0);
    if (status == HR_OK)
        status = hr_builder_finish(builder, out);
    hr_builder_free(builder);
    return status;
}

static void remark(hr_hierarchy *out, const work *w, const condensed *c) {
    const hr_remark rows[] = {
        {"packages", "packages", "the newest version of each", w->packages->names.count},
        {"circles", "circles", "sets of packages that depend on each other, a node each", c->circles},
        {"merged", "packages in them", "", c->merged},
        {"by_provider", "met by a provider", "dependencies; the first package that provides the name",
         w->by_provider},
        {"unmet", "unmet", "dependencies that no package meets, left out", w->unmet},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        out->remark[out->remarks++] = rows[i];
}

hr_status hr_packages_build(hr_hierarchy *out, const hr_packages *packages, const char *source) {
    work w = {.packages = packages};
    condensed c = {0};
    hr_status status = find_providers(&w);
    for (uint32_t v = 0; status == HR_OK && v < packages->names.count; v++) {
        status = take_list(&w, v, HR_PRE_DEPENDS);
        if (status == HR_OK)
            status = take_list(&w, v, HR_DEPENDS);
    }
    if (status == HR_OK)
        status = condense(&c, &w);
    if (status == HR_OK)
        status = build(out, &c, &packages->names, source);
    if (status == HR_OK)
        remark(out, &w, &c);
    clear_condensed(&c);
    clear(&w);
    return status;
}
