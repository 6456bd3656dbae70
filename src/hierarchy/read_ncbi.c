/* NCBI's taxonomy, nodes.dmp: "tax_id<TAB>|<TAB>parent tax_id<TAB>|<TAB>rank<TAB>|...".
 *
 * A node that is its own parent is the format's way to say root.  Node names are the tax_ids as written;
 * nodes are numbered in the order of their lines. https://ftp.ncbi.nih.gov/pub/taxonomy/taxdump_readme.txt;
 * emboss-data's has 1,038,022 nodes. */
#include "base/memory.h"
#include "hierarchy/builder.h"
#include "hierarchy/datasets.h"
#include "hierarchy/read.h"
#include "hierarchy/source.h"

#include <ctype.h>
#include <stdlib.h>

enum { MOST_DIGITS = 20 };

typedef struct {
    const char *id;
    uint64_t line;
    uint32_t child;
    uint32_t length;
} pending; /* a parent that may stand further down */

/* Digits, then <TAB>|; moves *at behind them. */
static size_t take_id(const char **at, const char *end) {
    const char *digit = *at;
    while (digit < end && isdigit((unsigned char)*digit))
        digit++;
    size_t length = (size_t)(digit - *at);
    if (!length || length > MOST_DIGITS || end - digit < 2 || digit[0] != '\t' || digit[1] != '|')
        return 0;
    *at = digit + 2;
    return length;
}

/* The two ids at the beginning of a line. */
static bool take_line(const char *line, size_t length, const char *id[2], size_t digits[2]) {
    const char *end = line + length;
    id[0] = line;
    digits[0] = take_id(&line, end);
    if (!digits[0] || line == end || *line != '\t')
        return false;
    id[1] = ++line;
    digits[1] = take_id(&line, end);
    return digits[1];
}

static hr_status parse(hr_builder *builder, const char *text, size_t length, const char *source,
                       pending **parents) {
    hr_lines lines = {text, text + length, 0};
    size_t count = 0, room = 0;
    const char *line, *id[2];
    size_t digits[2];
    hr_status status = HR_OK;
    while (status == HR_OK && hr_next_line(&lines, &line, &length)) {
        if (!length)
            continue;
        if (!take_line(line, length, id, digits))
            return hr_fail(HR_EINPUT, "%s: line %llu: not tax_id<TAB>|<TAB>parent<TAB>|..., as nodes.dmp has",
                           source, (unsigned long long)lines.number);
        uint32_t node;
        status = hr_builder_node(builder, id[0], digits[0], lines.number, &node);
        if (status == HR_OK)
            status = hr_builder_declare(builder, node, lines.number);
        if (status != HR_OK || (digits[0] == digits[1] && !memcmp(id[0], id[1], digits[0])))
            continue;
        status = hr_grow(parents, &room, count + 1, sizeof **parents, "the edges");
        if (status == HR_OK)
            (*parents)[count++] = (pending){id[1], lines.number, node, (uint32_t)digits[1]};
    }
    for (size_t i = 0; i < count && status == HR_OK; i++) {
        const pending *p = *parents + i;
        uint32_t parent;
        status = hr_builder_node(builder, p->id, p->length, p->line, &parent);
        if (status == HR_OK)
            status = hr_builder_edge(builder, p->child, parent, p->line);
    }
    return status;
}

hr_status hr_parse_ncbi(hr_hierarchy *out, const char *text, size_t length, const char *source) {
    pending *parents = NULL;
    hr_builder *builder = hr_builder_new(HR_BUILD_NAMED, source);
    hr_status status = builder ? parse(builder, text, length, source, &parents) : HR_ENOMEM;
    free(parents);
    if (status == HR_OK)
        status = hr_builder_finish(builder, out);
    hr_builder_free(builder);
    return status;
}

static hr_status open_ncbi(hr_hierarchy *out, hr_spec *spec) {
    hr_spec_file file;
    hr_status status = hr_spec_file_read(&file, spec, &hr_dataset_ncbi);
    if (status == HR_OK)
        status = hr_parse_ncbi(out, file.text, file.length, file.path);
    hr_spec_file_clear(&file);
    return status;
}

static bool recognise_ncbi(const char *path, const char *head, size_t length) {
    (void)path;
    hr_lines lines = {head, head + length, 0};
    const char *id[2];
    size_t digits[2];
    return hr_next_line(&lines, &head, &length) && take_line(head, length, id, digits);
}

static const char *const allowed[] = {"path", NULL};

const hr_source hr_source_ncbi = {
    .name = "ncbi",
    .kind = HR_SOURCE_DATASET,
    .keys = "path=FILE",
    .help = "NCBI's taxonomy (nodes.dmp), 1,038,022 nodes in Debian's emboss-data",
    .example = "ncbi",
    .allowed = allowed,
    .open = open_ncbi,
    .recognise = recognise_ncbi,
};
