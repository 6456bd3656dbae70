#include "hierarchy/write.h"

#include "base/memory.h"
#include "base/outfile.h"
#include "hierarchy/canonical.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static hr_status check_roles(const hr_hierarchy *h) {
    if (!h->query && !h->document)
        return HR_OK;
    return hr_fail(
        HR_EINPUT,
        "%s: an edge list cannot hold which nodes are queries and documents; write JSON (a name that "
        "ends in .json)",
        h->source);
}

/* A TSV field stands as it is: it must not look like something else. */
static hr_status check_tsv(const hr_hierarchy *h) {
    char room[16];
    bool blanks = !h->edges;
    for (uint32_t v = 0; v < h->nodes; v++) {
        const char *name = hr_node_name(h, v, room);
        if (strpbrk(name, "\t\n\r") || *name == '#' || !strncmp(name, "\xef\xbb\xbf", 3))
            return hr_fail(
                HR_EINPUT,
                "%s: the name '%.100s' holds a tab or line end, or begins like a comment; write CSV "
                "or JSON (a file name that ends in .csv or .json)",
                h->source, name);
        const char *blank = strchr(name, ' ');
        blanks = blanks && blank && blank > name && blank[1];
    }
    if (blanks) /* the reader takes such a file for one whose tabs were lost */
        return hr_fail(
            HR_EINPUT,
            "%s: no edges, and a blank in every name: in TSV this looks like lost tabs; write CSV or "
            "JSON (a file name that ends in .csv or .json)",
            h->source);
    return HR_OK;
}

static void put_name(FILE *stream, const hr_hierarchy *h, uint32_t node, char separator) {
    char room[16];
    const char *name = hr_node_name(h, node, room);
    if (separator != ',' || (!strpbrk(name, ",\"\r\n") && *name != '#' && strncmp(name, "\xef\xbb\xbf", 3))) {
        fputs(name, stream);
        return;
    }
    putc('"', stream);
    for (; *name; name++) {
        if (*name == '"')
            putc('"', stream);
        putc(*name, stream);
    }
    putc('"', stream);
}

static void put_node(FILE *stream, const hr_hierarchy *h, uint32_t node, char separator) {
    put_name(stream, h, node, separator);
    putc('\n', stream);
}

/* The reader numbers nodes by first mention: before an edge mentions a parent, all smaller numbers must have
 * been. `alone` marks the nodes that already have a line of their own. */
hr_status hr_write_edges(FILE *stream, const hr_hierarchy *h, char separator) {
    hr_status status = check_roles(h);
    if (status == HR_OK && separator == '\t')
        status = check_tsv(h);
    if (status != HR_OK)
        return status;
    unsigned char *alone = hr_calloc(h->nodes, 1, "the edge list");
    if (!alone)
        return HR_ENOMEM;
    if (separator == ',')
        fputs("child,parent\n", stream);
    uint32_t next = 0; /* the smallest number not mentioned yet */
    for (uint32_t v = 0; v < h->nodes; v++) {
        const uint32_t *parent;
        uint32_t parents = hr_parents(h, v, &parent);
        if (!parents && !alone[v])
            put_node(stream, h, v, separator);
        next = next > v ? next : v + 1;
        for (uint32_t i = 0; i < parents; i++) {
            if (parent[i] > next && next == v + 1 && !i && !alone[v]) {
                put_node(stream, h, v, separator); /* v itself comes before the nodes declared here */
                alone[v] = 1;
            }
            for (; next < parent[i]; next++) {
                put_node(stream, h, next, separator);
                alone[next] = 1;
            }
            next = next > parent[i] ? next : parent[i] + 1;
            put_name(stream, h, v, separator);
            putc(separator, stream);
            put_node(stream, h, parent[i], separator);
        }
    }
    free(alone);
    return HR_OK;
}

static hr_status put_json_node(FILE *stream, const hr_hierarchy *h, uint32_t node) {
    if (!h->names) {
        fprintf(stream, "%u", (unsigned)node);
        return HR_OK;
    }
    const char *name = h->names + h->name_start[node];
    json_t *string = json_string(name);
    if (!string)
        return hr_fail(HR_EINPUT, "%s: the name '%.100s' is not UTF-8, as JSON must be; write TSV or CSV",
                       h->source, name);
    json_dumpf(string, stream, JSON_ENCODE_ANY);
    json_decref(string);
    return HR_OK;
}

static hr_status put_list(FILE *stream, const hr_hierarchy *h, const char *key, const uint32_t *list,
                          uint32_t count) {
    fprintf(stream, "%s\"%s\": [", !strcmp(key, "nodes") ? "" : ",\n ", key);
    hr_status status = HR_OK;
    for (uint32_t i = 0; i < count && status == HR_OK; i++) {
        fputs(i ? ",\n  " : "\n  ", stream);
        status = put_json_node(stream, h, list ? list[i] : i);
    }
    fputs("]", stream);
    return status;
}

hr_status hr_write_json(FILE *stream, const hr_hierarchy *h) {
    hr_status status = HR_OK;
    fputs("{", stream);
    if (h->names)
        status = put_list(stream, h, "nodes", NULL, h->nodes);
    else
        fprintf(stream, "\"nodes\": %u", (unsigned)h->nodes);
    fputs(",\n \"edges\": [", stream);
    bool first = true;
    for (uint32_t v = 0; v < h->nodes && status == HR_OK; v++)
        for (uint64_t e = h->parent_start[v]; e < h->parent_start[v + 1] && status == HR_OK; e++) {
            fputs(first ? "\n  [" : ",\n  [", stream);
            first = false;
            status = put_json_node(stream, h, v);
            fputs(", ", stream);
            if (status == HR_OK)
                status = put_json_node(stream, h, h->parent[e]);
            fputs("]", stream);
        }
    fputs("]", stream);
    if (status == HR_OK && h->query)
        status = put_list(stream, h, "queries", h->query, h->queries);
    if (status == HR_OK && h->document)
        status = put_list(stream, h, "documents", h->document, h->documents);
    fputs("}\n", stream);
    return status;
}

static void put_bytes(void *to, const char *bytes, size_t length) {
    fwrite(bytes, 1, length, to);
}

void hr_write_canonical(FILE *stream, const hr_hierarchy *h) {
    hr_canonical_put(h, put_bytes, stream);
}

static bool ends_with(const char *path, const char *ending) {
    size_t length = strlen(path), tail = strlen(ending);
    return length >= tail && !strcasecmp(path + length - tail, ending);
}

hr_status hr_hierarchy_write(const hr_hierarchy *h, const char *path) {
    hr_outfile out;
    hr_status status = hr_outfile_open(&out, path);
    if (status != HR_OK)
        return status;
    if (ends_with(path, ".json"))
        status = hr_write_json(out.stream, h);
    else if (ends_with(path, ".hierarchy"))
        hr_write_canonical(out.stream, h);
    else
        status = hr_write_edges(out.stream, h, ends_with(path, ".csv") ? ',' : '\t');
    if (status != HR_OK) {
        hr_outfile_discard(&out);
        return status;
    }
    return hr_outfile_commit(&out);
}
