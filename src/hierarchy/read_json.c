/* JSON (RFC 8259, so UTF-8).
 *
 *     {"nodes": ["animal", "dog", "cat"],
 *      "edges": [["dog", "animal"], ["cat", "animal"]],
 *      "queries": ["dog", "cat"], "documents": ["animal"]}
 *
 * An edge is [child, parent].  "queries" and "documents" are roles: which nodes are asked for, and which are
 * to be found; without them all nodes are.  "nodes" may be a count instead, {"nodes": 3, "edges": [[1, 0],
 * [2, 0]]}: then nodes are the numbers from 0 in edges and roles, too, and have no names.  Without "nodes"
 * they are those of the edges, in the order of their mention.  "comment" may hold anything; other keys are
 * refused.  Written by write.c. */
#include "base/text.h"
#include "hierarchy/builder.h"
#include "hierarchy/read.h"
#include "hierarchy/source.h"

#include <jansson.h>
#include <stdlib.h>

static const char *const keys[] = {"nodes", "edges", "queries", "documents", "comment", NULL};

typedef struct {
    hr_builder *builder;
    const char *source;
    bool numbered;
    bool listed; /* "nodes" lists them all: others are not nodes */
} reader;

/* A node in `list`[at], by name or number. */
static hr_status take_node(reader *r, const json_t *value, const char *list, size_t at, uint32_t *node) {
    if (r->numbered) {
        json_int_t number = json_is_integer(value) ? json_integer_value(value) : -1;
        if (number < 0 || number >= HR_NONE)
            return hr_fail(HR_EINPUT, "%s: %s[%zu]: must be a node's number, as \"nodes\" is a count",
                           r->source, list, at);
        *node = (uint32_t)number;
        return HR_OK;
    }
    if (!json_is_string(value))
        return hr_fail(HR_EINPUT, "%s: %s[%zu]: must be a node's name in quotes", r->source, list, at);
    hr_status status =
        hr_builder_node(r->builder, json_string_value(value), json_string_length(value), 0, node);
    return status == HR_OK ? HR_OK : hr_fail_prefix(status, "%s[%zu]", list, at);
}

static hr_status take_nodes(reader *r, const json_t *nodes, uint32_t *count) {
    *count = 0;
    if (!nodes)
        return HR_OK;
    if (r->numbered) {
        json_int_t number = json_integer_value(nodes);
        if (number < 1 || number >= HR_NONE)
            return hr_fail(HR_EINPUT, "%s: \"nodes\": must be a list of names, or a count from 1 to %u",
                           r->source, HR_NONE - 1);
        *count = (uint32_t)number;
        return hr_builder_numbered(r->builder, *count);
    }
    if (!json_is_array(nodes))
        return hr_fail(HR_EINPUT, "%s: \"nodes\": must be a list of names, or a count", r->source);
    hr_status status = HR_OK;
    for (size_t i = 0; i < json_array_size(nodes) && status == HR_OK; i++) {
        uint32_t node;
        status = take_node(r, json_array_get(nodes, i), "nodes", i, &node);
        if (status == HR_OK)
            status = hr_builder_declare(r->builder, node, 0);
        *count = (uint32_t)i + 1;
    }
    return status;
}

/* Checks here what the builder could not blame on a place in the file. */
static hr_status check_known(const reader *r, uint32_t node, uint32_t nodes, const json_t *value,
                             const char *list, size_t at) {
    if (!r->listed || node < nodes)
        return HR_OK;
    if (r->numbered)
        return hr_fail(HR_EINPUT, "%s: %s[%zu]: there is no node %u; \"nodes\" is %u", r->source, list, at,
                       (unsigned)node, (unsigned)nodes);
    return hr_fail(HR_EINPUT,
                   "%s: %s[%zu]: '%.100s' is not among \"nodes\" (a dangling parent, child or role); add it "
                   "there",
                   r->source, list, at, json_string_value(value));
}

static hr_status take_edges(reader *r, const json_t *edges, uint32_t *nodes) {
    if (edges && !json_is_array(edges))
        return hr_fail(HR_EINPUT, "%s: \"edges\": must be a list of [child, parent]", r->source);
    for (size_t i = 0; edges && i < json_array_size(edges); i++) {
        const json_t *pair = json_array_get(edges, i);
        if (!json_is_array(pair) || json_array_size(pair) != 2)
            return hr_fail(HR_EINPUT, "%s: edges[%zu]: must be [child, parent]", r->source, i);
        uint32_t end[2];
        for (size_t k = 0; k < 2; k++) {
            hr_status status = take_node(r, json_array_get(pair, k), "edges", i, end + k);
            if (status == HR_OK)
                status = check_known(r, end[k], *nodes, json_array_get(pair, k), "edges", i);
            if (status != HR_OK)
                return status;
            if (!r->listed && end[k] >= *nodes)
                *nodes = end[k] + 1;
        }
        hr_status status = hr_builder_edge(r->builder, end[0], end[1], 0);
        if (status != HR_OK)
            return status;
    }
    r->listed = true; /* roles name nodes that are there */
    return HR_OK;
}

static hr_status take_role(reader *r, const json_t *list, const char *name, uint32_t nodes,
                           hr_status (*add)(hr_builder *, uint32_t)) {
    if (!list)
        return HR_OK;
    if (!json_is_array(list) || !json_array_size(list))
        return hr_fail(HR_EINPUT, "%s: \"%s\": must be a list of at least one node; leave it out for all",
                       r->source, name);
    for (size_t i = 0; i < json_array_size(list); i++) {
        uint32_t node;
        hr_status status = take_node(r, json_array_get(list, i), name, i, &node);
        if (status == HR_OK)
            status = check_known(r, node, nodes, json_array_get(list, i), name, i);
        if (status == HR_OK)
            status = add(r->builder, node);
        if (status != HR_OK)
            return status;
    }
    return HR_OK;
}

static hr_status parse(reader *r, json_t *root) {
    const char *key;
    json_t *value;
    json_object_foreach(root, key, value) {
        const char *const *known = keys;
        while (*known && strcmp(*known, key))
            known++;
        if (*known)
            continue;
        char cut[64];
        snprintf(cut, sizeof cut, "%.60s", key);
        const char *near = hr_nearest(cut, keys);
        return hr_fail(HR_EINPUT,
                       "%s: unknown key \"%s\"%s%s%s; it takes nodes, edges, queries, documents and comment",
                       r->source, cut, near ? ", did you mean \"" : "", near ? near : "", near ? "\"?" : "");
    }
    const json_t *nodes = json_object_get(root, "nodes");
    uint32_t count;
    r->numbered = json_is_integer(nodes);
    r->listed = nodes;
    r->builder = hr_builder_new(r->numbered ? HR_BUILD_NUMBERED : HR_BUILD_NAMED, r->source);
    hr_status status = r->builder ? take_nodes(r, nodes, &count) : HR_ENOMEM;
    if (status == HR_OK)
        status = take_edges(r, json_object_get(root, "edges"), &count);
    if (status == HR_OK)
        status = take_role(r, json_object_get(root, "queries"), "queries", count, hr_builder_query);
    if (status == HR_OK)
        status = take_role(r, json_object_get(root, "documents"), "documents", count, hr_builder_document);
    return status;
}

hr_status hr_parse_json(hr_hierarchy *out, const char *text, size_t length, const char *source) {
    json_error_t error;
    json_t *root = json_loadb(text, length, JSON_REJECT_DUPLICATES, &error);
    if (!root)
        return hr_fail(json_error_code(&error) == json_error_out_of_memory ? HR_ENOMEM : HR_EINPUT,
                       "%s: line %d: not JSON: %s", source, error.line, error.text);
    reader r = {.source = source};
    hr_status status = json_is_object(root) ? parse(&r, root)
                                            : hr_fail(HR_EINPUT,
                                                      "%s: must be an object, {\"nodes\": [...], \"edges\": "
                                                      "[[child, parent], ...]}",
                                                      source);
    json_decref(root);
    if (status == HR_OK)
        status = hr_builder_finish(r.builder, out);
    hr_builder_free(r.builder);
    return status;
}

static hr_status open_json(hr_hierarchy *out, hr_spec *spec) {
    hr_spec_file file;
    hr_status status = hr_spec_file_read(&file, spec, NULL);
    if (status == HR_OK)
        status = hr_parse_json(out, file.text, file.length, file.path);
    hr_spec_file_clear(&file);
    return status;
}

static bool recognise_json(const char *path, const char *head, size_t length) {
    size_t name = strlen(path), at = 0;
    while (at < length && strchr(" \t\r\n", head[at]) && head[at])
        at++;
    return at < length && (head[at] == '{' || (name >= 5 && !strcmp(path + name - 5, ".json")));
}

static const char *const allowed[] = {"path", NULL};

const hr_source hr_source_json = {
    .name = "json",
    .kind = HR_SOURCE_FORMAT,
    .keys = "path=FILE",
    .help = "JSON: nodes, edges, and the roles queries and documents",
    .example = "json:path=taxonomy.json",
    .allowed = allowed,
    .open = open_json,
    .recognise = recognise_json,
};
