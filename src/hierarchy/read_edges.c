/* Edge lists, TSV or CSV.
 *
 *     # a comment; empty lines are skipped
 *     child<TAB>parent
 *     node            one field declares a node (without parents, unless other lines give it some)
 *
 * Nodes are numbered in the order of their first mention.  When some line declares a node, every node must be
 * declared or have parents: others are dangling.  TSV has no quotes: a field is what stands between tabs. CSV
 * is RFC 4180's ("a ""quoted"", name"), a first line child,parent is its header.  Written by write.c. */
#include "base/memory.h"
#include "hierarchy/builder.h"
#include "hierarchy/read.h"
#include "hierarchy/source.h"

#include <stdlib.h>
#include <strings.h>

typedef struct {
    hr_builder *builder;
    const char *source;
    const char *at, *end;
    uint64_t line; /* of the next character */
    char *field;   /* the record's unquoted fields, one after the other */
    size_t room, used;
    size_t length[2], fields; /* lengths of the first two fields, and how many there are */
    unsigned char *kind;      /* per node: HAS_PARENTS, ALONE */
    size_t kind_room;
    uint32_t nodes;
    uint64_t edges, records, blanks; /* blanks: names with one blank inside */
} reader;

enum { HAS_PARENTS = 1, ALONE = 2 };

static bool starts_with_bom(const char *text, size_t length) {
    return length >= 3 && !memcmp(text, "\xef\xbb\xbf", 3);
}

/* A tab outside comments decides for TSV, else a comma for CSV. */
static char separator_of(const char *text, size_t length, const char *source) {
    size_t name = strlen(source);
    if (name >= 4 && !strcasecmp(source + name - 4, ".csv"))
        return ',';
    if (name >= 4 && !strcasecmp(source + name - 4, ".tsv"))
        return '\t';
    hr_lines lines = {text, text + length, 0};
    const char *line;
    bool comma = false;
    while (hr_next_line(&lines, &line, &length) && line - text < 1 << 16) {
        if (length && *line == '#')
            continue;
        if (memchr(line, '\t', length))
            return '\t';
        comma = comma || memchr(line, ',', length);
    }
    return comma ? ',' : '\t';
}

static hr_status append(reader *r, const char *text, size_t length) {
    if (r->fields < 2 && length) {
        if (hr_grow(&r->field, &r->room, r->used + length, 1, "a line") != HR_OK)
            return HR_ENOMEM;
        memcpy(r->field + r->used, text, length);
        r->used += length;
        r->length[r->fields] += length;
    }
    return HR_OK;
}

static hr_status take_quoted(reader *r) {
    uint64_t began = r->line;
    r->at++;
    for (;;) {
        const char *quote = memchr(r->at, '"', (size_t)(r->end - r->at));
        if (!quote)
            return hr_fail(HR_EINPUT,
                           "%s: line %llu: a quote is opened and never closed; close it, or write \"\" for "
                           "one inside a name",
                           r->source, (unsigned long long)began);
        for (const char *c = r->at; c < quote; c++)
            r->line += *c == '\n';
        bool doubled = quote + 1 < r->end && quote[1] == '"';
        if (append(r, r->at, (size_t)(quote - r->at) + doubled) != HR_OK)
            return HR_ENOMEM;
        r->at = quote + 1 + doubled;
        if (!doubled)
            return HR_OK;
    }
}

/* One record of CSV; *any is false for an empty line or a comment. */
static hr_status take_csv(reader *r, bool *any) {
    *any = false;
    if (*r->at == '#') {
        const char *feed = memchr(r->at, '\n', (size_t)(r->end - r->at));
        r->at = feed ? feed + 1 : r->end;
        r->line++;
        return HR_OK;
    }
    uint64_t line = r->line;
    for (;;) {
        if (r->at < r->end && *r->at == '"') {
            *any = true;
            hr_status status = take_quoted(r);
            if (status != HR_OK)
                return status;
        }
        const char *from = r->at;
        while (r->at < r->end && *r->at != ',' && *r->at != '\n' && *r->at != '"')
            r->at++;
        size_t plain = (size_t)(r->at - from);
        bool ends = r->at == r->end || *r->at == '\n';
        if (ends && plain && r->at[-1] == '\r')
            plain--;
        if ((*any && plain && from[-1] == '"') || (r->at < r->end && *r->at == '"'))
            return hr_fail(HR_EINPUT,
                           "%s: line %llu: a quote in the middle of a field; quote the whole field, and "
                           "write \"\" for a quote",
                           r->source, (unsigned long long)line);
        if (append(r, from, plain) != HR_OK)
            return HR_ENOMEM;
        *any = *any || plain || !ends;
        r->fields++;
        if (r->at < r->end) {
            r->line += ends;
            r->at++;
        }
        if (ends)
            return HR_OK;
    }
}

static hr_status take_tsv(reader *r, bool *any) {
    hr_lines lines = {r->at, r->end, r->line - 1};
    const char *line;
    size_t length;
    hr_next_line(&lines, &line, &length);
    r->at = lines.at;
    r->line++;
    *any = length && *line != '#';
    while (*any) {
        const char *tab = memchr(line, '\t', length);
        size_t field = tab ? (size_t)(tab - line) : length;
        if (append(r, line, field) != HR_OK)
            return HR_ENOMEM;
        r->fields++;
        if (!tab)
            break;
        line = tab + 1;
        length -= field + 1;
    }
    return HR_OK;
}

static hr_status node(reader *r, const char *name, size_t length, uint64_t line, uint32_t *number) {
    hr_status status = hr_builder_node(r->builder, name, length, line, number);
    if (status == HR_OK && *number == r->nodes) {
        status = hr_grow(&r->kind, &r->kind_room, (size_t)r->nodes + 1, 1, "the nodes");
        if (status == HR_OK) {
            r->kind[r->nodes++] = 0;
            const char *blank = memchr(name, ' ', length);
            r->blanks += blank && blank > name && blank + 1 < name + length;
        }
    }
    return status;
}

static hr_status take_record(reader *r, char separator, uint64_t line) {
    if (r->fields > 2)
        return hr_fail(HR_EINPUT,
                       "%s: line %llu: %zu fields; an edge is child%sparent, and a node alone is one field",
                       r->source, (unsigned long long)line, r->fields, separator == ',' ? "," : "<TAB>");
    if (!r->records++ && separator == ',' && r->fields == 2 && r->length[0] == 5 && r->length[1] == 6 &&
        !strncasecmp(r->field, "childparent", 11))
        return HR_OK;
    uint32_t child, parent;
    hr_status status = node(r, r->field, r->length[0], line, &child);
    if (status == HR_OK && r->fields == 1) {
        r->kind[child] |= ALONE;
        return hr_builder_declare(r->builder, child, line);
    }
    if (status == HR_OK)
        status = node(r, r->field + r->length[0], r->length[1], line, &parent);
    if (status == HR_OK) {
        r->kind[child] |= HAS_PARENTS;
        r->edges++;
        status = hr_builder_edge(r->builder, child, parent, line);
    }
    return status;
}

static hr_status parse(reader *r, char separator) {
    hr_status status = HR_OK;
    while (status == HR_OK && r->at < r->end) {
        r->used = r->fields = r->length[0] = r->length[1] = 0;
        uint64_t line = r->line;
        bool any;
        status = separator == ',' ? take_csv(r, &any) : take_tsv(r, &any);
        if (status == HR_OK && any)
            status = take_record(r, separator, line);
    }
    bool declared = false;
    for (uint32_t v = 0; v < r->nodes; v++)
        declared = declared || r->kind[v] & ALONE;
    for (uint32_t v = 0; status == HR_OK && declared && v < r->nodes; v++)
        if (r->kind[v] == HAS_PARENTS) /* having parents is being defined, too */
            status = hr_builder_declare(r->builder, v, 0);
    return status;
}

hr_status hr_parse_edges(hr_hierarchy *out, const char *text, size_t length, const char *source,
                         char separator) {
    reader r = {.source = source, .at = text, .end = text + length, .line = 1};
    if (starts_with_bom(text, length))
        r.at += 3;
    char sure = separator;
    if (!separator)
        separator = separator_of(text, length, source);
    r.builder = hr_builder_new(HR_BUILD_NAMED, source);
    hr_status status = r.builder ? parse(&r, separator) : HR_ENOMEM;
    /* "dog animal": two names and a blank, taken for one name; nodes alone would be the silent result */
    if (status == HR_OK && !sure && separator == '\t' && r.nodes && !r.edges && r.blanks == r.nodes)
        status = hr_fail(HR_EINPUT,
                         "%s: no line has a tab, every name has a blank; separate child and parent by a tab "
                         "(if these are names without edges: edges:path=FILE,separator=tab)",
                         source);
    if (status == HR_OK)
        status = hr_builder_finish(r.builder, out);
    hr_builder_free(r.builder);
    free(r.field);
    free(r.kind);
    return status;
}

static hr_status open_edges(hr_hierarchy *out, hr_spec *spec) {
    const char *word = hr_spec_get(spec, "separator");
    char separator = 0;
    if (word && strcmp(word, "tab") && strcmp(word, "comma"))
        return hr_fail(HR_EUSAGE, "edges: separator=%s: must be tab or comma", word);
    if (word)
        separator = *word == 't' ? '\t' : ',';
    hr_spec_file file;
    hr_status status = hr_spec_file_read(&file, spec, NULL);
    if (status == HR_OK)
        status = hr_parse_edges(out, file.text, file.length, file.path, separator);
    hr_spec_file_clear(&file);
    return status;
}

/* The last resort of all formats: its messages tell what is wrong.  A folder is not one, nor is a matrix. */
static bool recognise_edges(const char *path, const char *head, size_t length) {
    size_t name = strlen(path);
    return length && memcmp(head, "\x93NUMPY", length < 6 ? length : 6) && (!name || path[name - 1] != '/');
}

static const char *const allowed[] = {"path", "separator", NULL};

const hr_source hr_source_edges = {
    .name = "edges",
    .kind = HR_SOURCE_FORMAT,
    .keys = "path=FILE,separator=tab|comma",
    .help = "edge list, child<TAB>parent or CSV; a line with one field declares a node",
    .example = "edges:path=taxonomy.tsv",
    .allowed = allowed,
    .open = open_edges,
    .recognise = recognise_edges,
};
