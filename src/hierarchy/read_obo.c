/* OBO ontologies (Gene Ontology, ChEBI, ...).
 *
 *     [Term]
 *     id: GO:0000015
 *     is_a: GO:0044445 ! cytosolic part
 *     relationship: part_of GO:0005829 ! cytosol
 *     is_obsolete: true
 *
 * The nodes are the terms that are not obsolete, named by id and numbered in the order of their stanzas; tags
 * may come in any order.  The edges are those of the asked relations; a parent given by two relations is one
 * edge. https://owlcollab.github.io/oboformat/doc/GO.format.obo-1_4.html */
#include "base/memory.h"
#include "hierarchy/builder.h"
#include "hierarchy/read.h"
#include "hierarchy/source.h"
#include "hierarchy/words.h"

#include <stdlib.h>

enum { MOST_RELATIONS = 8 };

typedef struct {
    hr_word parent;
    uint64_t line;
    uint32_t child;
    uint32_t relation;
} pending; /* a parent that may stand further down */

typedef struct {
    hr_builder *builder;
    const char *source;
    hr_word relation[MOST_RELATIONS];
    uint64_t found[MOST_RELATIONS]; /* edges by relation */
    uint32_t relations;
    pending *edge;
    size_t edges, room;
    /* the stanza being read */
    bool in_term, obsolete;
    hr_word id;
    uint64_t began, id_line;
    size_t first; /* its first edge */
} reader;

static hr_status set_relations(reader *r, const char *relations) {
    for (;;) {
        hr_word w = {relations, strcspn(relations, "+")};
        if (!w.length || r->relations == MOST_RELATIONS)
            return hr_fail(HR_EUSAGE, "relations=%s: give 1 to %d names, as in is_a+part_of", relations,
                           MOST_RELATIONS);
        r->relation[r->relations++] = w;
        if (!relations[w.length])
            return HR_OK;
        relations += w.length + 1;
    }
}

static hr_status add_edge(reader *r, hr_word relation, hr_word parent, uint64_t line) {
    uint32_t k = 0;
    while (k < r->relations && !hr_words_equal(r->relation[k], relation))
        k++;
    if (k == r->relations)
        return HR_OK;
    if (!parent.length)
        return hr_fail(HR_EINPUT, "%s: line %llu: %.*s without a term; give its id", r->source,
                       (unsigned long long)line, (int)(relation.length < 60 ? relation.length : 60),
                       relation.text);
    hr_status status = hr_grow(&r->edge, &r->room, r->edges + 1, sizeof *r->edge, "the edges");
    if (status == HR_OK)
        r->edge[r->edges++] = (pending){parent, line, 0, k};
    return status;
}

static int by_parent(const void *a, const void *b) {
    const pending *x = a, *y = b;
    size_t length = x->parent.length < y->parent.length ? x->parent.length : y->parent.length;
    int order = memcmp(x->parent.text, y->parent.text, length);
    if (order)
        return order;
    if (x->parent.length != y->parent.length)
        return x->parent.length < y->parent.length ? -1 : 1;
    if (x->relation != y->relation)
        return x->relation < y->relation ? -1 : 1;
    return (x->line > y->line) - (x->line < y->line);
}

/* Ends a stanza: an obsolete term takes its edges with it; the same parent by two relations becomes one edge
 * (the same parent twice by one relation stays, for the builder to refuse). */
static hr_status end_stanza(reader *r) {
    if (!r->in_term)
        return HR_OK;
    r->in_term = false;
    if (!r->id.length)
        return hr_fail(HR_EINPUT, "%s: line %llu: a [Term] without id; give it one", r->source,
                       (unsigned long long)r->began);
    if (r->obsolete) {
        r->edges = r->first;
        return HR_OK;
    }
    uint32_t node;
    hr_status status = hr_builder_node(r->builder, r->id.text, r->id.length, r->id_line, &node);
    if (status == HR_OK)
        status = hr_builder_declare(r->builder, node, r->id_line);
    if (status != HR_OK || r->edges == r->first)
        return status;
    size_t kept = r->first;
    qsort(r->edge + r->first, r->edges - r->first, sizeof *r->edge, by_parent);
    for (size_t i = r->first; i < r->edges; i++) {
        pending *e = r->edge + i;
        r->found[e->relation]++;
        e->child = node;
        if (i > r->first && hr_words_equal(e->parent, e[-1].parent) && e->relation != e[-1].relation)
            continue;
        r->edge[kept++] = *e;
    }
    r->edges = kept;
    return HR_OK;
}

static hr_status take_tag(reader *r, const char *line, size_t length, uint64_t number) {
    const char *colon = memchr(line, ':', length), *end = line + length;
    if (!colon)
        return hr_fail(HR_EINPUT, "%s: line %llu: not 'tag: value', as a stanza's lines are", r->source,
                       (unsigned long long)number);
    const char *at = colon + 1;
    hr_word tag = {line, (size_t)(colon - line)};
    if (hr_word_is(tag, "id")) {
        if (r->id.length)
            return hr_fail(HR_EINPUT, "%s: line %llu: a second id in one stanza; begin a new [Term]",
                           r->source, (unsigned long long)number);
        r->id = hr_take_word(&at, end);
        r->id_line = number;
    } else if (hr_word_is(tag, "is_a")) {
        return add_edge(r, tag, hr_take_word(&at, end), number);
    } else if (hr_word_is(tag, "relationship")) {
        hr_word relation = hr_take_word(&at, end);
        return add_edge(r, relation, hr_take_word(&at, end), number);
    } else if (hr_word_is(tag, "is_obsolete")) {
        r->obsolete = hr_word_is(hr_take_word(&at, end), "true");
    }
    return HR_OK;
}

static hr_status parse(reader *r, const char *text, size_t length) {
    hr_lines lines = {text, text + length, 0};
    const char *line;
    hr_status status = HR_OK;
    while (status == HR_OK && hr_next_line(&lines, &line, &length)) {
        if (length && *line == '[') {
            status = end_stanza(r);
            r->in_term = length >= 6 && !memcmp(line, "[Term]", 6);
            r->obsolete = false;
            r->id.length = 0;
            r->began = lines.number;
            r->first = r->edges;
        } else if (r->in_term && length && *line != '!') {
            status = take_tag(r, line, length, lines.number);
        }
    }
    if (status == HR_OK)
        status = end_stanza(r);
    for (size_t i = 0; i < r->edges && status == HR_OK; i++) {
        const pending *e = r->edge + i;
        uint32_t parent;
        status = hr_builder_node(r->builder, e->parent.text, e->parent.length, e->line, &parent);
        if (status == HR_OK)
            status = hr_builder_edge(r->builder, e->child, parent, e->line);
    }
    for (uint32_t k = 0; k < r->relations && status == HR_OK;
         k++) /* a mistyped relation must not go unseen */
        if (!r->found[k] && !hr_word_is(r->relation[k], "is_a"))
            status = hr_fail(
                HR_EINPUT, "%s: no term has the relation '%.*s'; see the file's [Typedef] stanzas", r->source,
                (int)(r->relation[k].length < 60 ? r->relation[k].length : 60), r->relation[k].text);
    return status;
}

hr_status hr_parse_obo(hr_hierarchy *out, const char *text, size_t length, const char *source,
                       const char *relations) {
    reader r = {.source = source};
    hr_status status = set_relations(&r, relations);
    if (status != HR_OK)
        return status;
    r.builder = hr_builder_new(HR_BUILD_NAMED, source);
    status = r.builder ? parse(&r, text, length) : HR_ENOMEM;
    free(r.edge);
    if (status == HR_OK)
        status = hr_builder_finish(r.builder, out);
    hr_builder_free(r.builder);
    return status;
}

static hr_status open_spec(hr_hierarchy *out, hr_spec *spec, const hr_dataset *dataset) {
    const char *relations = hr_spec_get(spec, "relations");
    hr_spec_file file;
    hr_status status = hr_spec_file_read(&file, spec, dataset);
    if (status == HR_OK)
        status = hr_parse_obo(out, file.text, file.length, file.path, relations ? relations : "is_a");
    hr_spec_file_clear(&file);
    return status;
}

static hr_status open_go(hr_hierarchy *out, hr_spec *spec) {
    return open_spec(out, spec, &hr_dataset_go);
}

static hr_status open_chebi(hr_hierarchy *out, hr_spec *spec) {
    return open_spec(out, spec, &hr_dataset_chebi);
}

static hr_status open_obo(hr_hierarchy *out, hr_spec *spec) {
    return open_spec(out, spec, NULL);
}

static bool recognise_obo(const char *path, const char *head, size_t length) {
    (void)path;
    hr_lines lines = {head, head + length, 0};
    while (hr_next_line(&lines, &head, &length))
        if ((length >= 6 && !memcmp(head, "[Term]", 6)) ||
            (length >= 15 && !memcmp(head, "format-version:", 15)))
            return true;
    return false;
}

static const char *const allowed[] = {"path", "relations", NULL};

const hr_source hr_source_obo = {
    .name = "obo",
    .kind = HR_SOURCE_FORMAT,
    .keys = "path=FILE,relations=is_a+part_of",
    .help = "OBO ontology; obsolete terms are skipped; is_a alone unless relations are given",
    .example = "obo:path=go.obo,relations=is_a+part_of",
    .allowed = allowed,
    .open = open_obo,
    .recognise = recognise_obo,
};

const hr_source hr_source_go = {
    .name = "go",
    .kind = HR_SOURCE_DATASET,
    .keys = "path=FILE,relations=is_a+part_of",
    .help = "the Gene Ontology, 37,841 nodes in Debian's emboss-data",
    .example = "go:relations=is_a+part_of",
    .allowed = allowed,
    .open = open_go,
};

const hr_source hr_source_chebi = {
    .name = "chebi",
    .kind = HR_SOURCE_DATASET,
    .keys = "path=FILE,relations=is_a",
    .help = "Chemical Entities of Biological Interest, 41,099 nodes in Debian's emboss-data",
    .example = "chebi",
    .allowed = allowed,
    .open = open_chebi,
};
