/* The canonical form (canonical.h): there is one spelling of every hierarchy, and nothing else is read. */
#include "base/memory.h"
#include "hierarchy/builder.h"
#include "hierarchy/canonical.h"
#include "hierarchy/read.h"
#include "hierarchy/source.h"

#include <stdio.h>
#include <stdlib.h>

typedef struct {
    hr_builder *builder;
    const char *source, *at, *end;
    uint64_t line;
    uint32_t nodes;
} reader;

static hr_status wrong(const reader *r, const char *what) {
    return hr_fail(HR_EINPUT,
                   "%s: line %llu: %s; write the file by hrdim convert HIERARCHY -o FILE.hierarchy",
                   r->source, (unsigned long long)r->line, what);
}

static bool next_is(const reader *r, char byte) {
    return r->at < r->end && *r->at == byte;
}

static hr_status expect(reader *r, const char *text) {
    size_t length = strlen(text);
    if ((size_t)(r->end - r->at) < length || memcmp(r->at, text, length) != 0) {
        char what[60];
        snprintf(what, sizeof what, *text == '\n' ? "the line must end here" : "no '%.*s'",
                 (int)strcspn(text, "\n"), text);
        return wrong(r, what);
    }
    r->at += length;
    r->line += text[length - 1] == '\n';
    return HR_OK;
}

/* Decimal, below `below`, without leading zeros. */
static hr_status number(reader *r, uint64_t below, uint64_t *value) {
    const char *from = r->at;
    *value = 0;
    for (; r->at < r->end && *r->at >= '0' && *r->at <= '9' && *value < below; r->at++)
        *value = 10 * *value + (uint64_t)(*r->at - '0');
    if (r->at == from || (*from == '0' && r->at > from + 1))
        return wrong(r, "no number, or one with leading zeros");
    return *value < below ? HR_OK : wrong(r, "a number is too large");
}

/* " P P ..." and the end of the line; each number is handed to `take`. */
static hr_status numbers(reader *r, hr_status (*take)(reader *r, uint32_t from, uint32_t number),
                         uint32_t from, uint64_t *count) {
    hr_status status = HR_OK;
    uint64_t value, before = 0;
    for (*count = 0; status == HR_OK && next_is(r, ' '); ++*count) {
        r->at++;
        status = number(r, r->nodes, &value);
        if (status == HR_OK && *count && value <= before)
            status = wrong(r, "the numbers do not ascend");
        if (status == HR_OK)
            status = take(r, from, (uint32_t)value);
        before = value;
    }
    return status == HR_OK ? expect(r, "\n") : status;
}

static hr_status take_nothing(reader *r, uint32_t from, uint32_t value) {
    (void)r, (void)from, (void)value;
    return HR_OK;
}

static hr_status take_parent(reader *r, uint32_t from, uint32_t value) {
    return hr_builder_edge(r->builder, from, value, r->line);
}

static hr_status take_query(reader *r, uint32_t from, uint32_t value) {
    (void)from;
    return hr_builder_query(r->builder, value);
}

static hr_status take_document(reader *r, uint32_t from, uint32_t value) {
    (void)from;
    return hr_builder_document(r->builder, value);
}

/* L:NAME, a new node; on the second pass the name is passed over, since it may hold blanks and line feeds. */
static hr_status name(reader *r, bool again) {
    uint64_t length, line = r->line;
    uint32_t node;
    hr_status status = number(r, UINT32_MAX, &length);
    if (status == HR_OK)
        status = expect(r, ":");
    if (status == HR_OK && (uint64_t)(r->end - r->at) < length)
        status = wrong(r, "the file ends within a name");
    if (status == HR_OK && !again)
        status = hr_builder_node(r->builder, r->at, length, line, &node);
    if (status == HR_OK && !again)
        status = hr_builder_declare(r->builder, node, line);
    for (uint64_t i = 0; status == HR_OK && i < length; i++)
        r->line += *r->at++ == '\n';
    return status;
}

/* All names before the first edge: a parent may stand further down. */
static hr_status nodes(reader *r) {
    const char *at = r->at;
    uint64_t line = r->line, count;
    hr_status status = HR_OK;
    for (int again = 0; again < 2 && status == HR_OK; again++) {
        r->at = at;
        r->line = line;
        for (uint32_t v = 0; v < r->nodes && status == HR_OK; v++) {
            status = name(r, again);
            if (status == HR_OK)
                status = numbers(r, again ? take_parent : take_nothing, v, &count);
        }
    }
    return status;
}

static hr_status role(reader *r, const char *head,
                      hr_status (*take)(reader *r, uint32_t from, uint32_t value)) {
    uint64_t count;
    hr_status status = expect(r, head);
    if (status != HR_OK || (r->end - r->at >= 2 && r->at[1] == 'a'))
        return status == HR_OK ? expect(r, " all\n") : status;
    status = numbers(r, take, 0, &count);
    if (status != HR_OK || (count && count < r->nodes))
        return status;
    r->line--;
    return wrong(r, count ? "all nodes are listed, which is spelled 'all'" : "no node is listed");
}

static hr_status parse(reader *r) {
    uint64_t count = 0;
    hr_status status = expect(r, HR_CANONICAL_HEAD);
    if (status == HR_OK)
        status = expect(r, "nodes ");
    if (status == HR_OK)
        status = number(r, HR_NONE, &count);
    if (status == HR_OK)
        status = expect(r, "\n");
    r->nodes = (uint32_t)count;
    if (status == HR_OK)
        status = nodes(r);
    if (status == HR_OK)
        status = role(r, "queries", take_query);
    if (status == HR_OK)
        status = role(r, "documents", take_document);
    return status != HR_OK || r->at == r->end ? status : wrong(r, "more behind the end");
}

hr_status hr_parse_canonical(hr_hierarchy *out, const char *text, size_t length, const char *source) {
    reader r = {.source = source, .at = text, .end = text + length, .line = 1};
    r.builder = hr_builder_new(HR_BUILD_NAMED, source);
    hr_status status = r.builder ? parse(&r) : HR_ENOMEM;
    if (status == HR_OK)
        status = hr_builder_finish(r.builder, out);
    hr_builder_free(r.builder);
    return status;
}

static hr_status open_canonical(hr_hierarchy *out, hr_spec *spec) {
    hr_spec_file file;
    hr_status status = hr_spec_file_read(&file, spec, NULL);
    if (status == HR_OK)
        status = hr_parse_canonical(out, file.text, file.length, file.path);
    hr_spec_file_clear(&file);
    return status;
}

static bool recognise_canonical(const char *path, const char *head, size_t length) {
    (void)path;
    size_t want = strlen(HR_CANONICAL_HEAD);
    return length >= want && !memcmp(head, HR_CANONICAL_HEAD, want);
}

static const char *const allowed[] = {"path", NULL};

const hr_source hr_source_canonical = {
    .name = "canonical",
    .kind = HR_SOURCE_FORMAT,
    .keys = "path=FILE",
    .help = "the canonical form, which digests hash and certificates are checked against",
    .example = "canonical:path=taxonomy.hierarchy",
    .allowed = allowed,
    .open = open_canonical,
    .recognise = recognise_canonical,
};
