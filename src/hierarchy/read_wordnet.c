/* WordNet's data.noun and data.verb (wndb(5WN)).
 *
 *     synset_offset lex_filenum ss_type w_cnt word lex_id [word lex_id...] p_cnt [ptr...] [frames...] | gloss
 *     ptr = pointer_symbol synset_offset pos source/target
 *
 * The edges are the pointers @ (hypernym) and @i (instance hypernym).  A synset's name is its first lemma,
 * the part of speech and the number of the sense, "dog.n.01", when the index file stands beside the data file
 * (the names that NLTK gives, too), otherwise lemma and offset, "dog#02084071".  Nodes are numbered in the
 * order of their lines. */
#include "base/memory.h"
#include "hierarchy/builder.h"
#include "hierarchy/read.h"
#include "hierarchy/source.h"
#include "hierarchy/wordnet_files.h"
#include "hierarchy/wordnet_index.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

enum { OFFSET_DIGITS = 8 };

typedef struct {
    hr_word parent;
    uint64_t line;
    uint32_t child;
} pending; /* a parent that may stand further down */

typedef struct {
    hr_builder *builder;
    const char *source;
    hr_names offsets; /* numbered like the nodes */
    hr_wordnet_index index;
    pending *edge;
    size_t edges, room;
    char *name;
    size_t name_room;
    char type; /* of every synset: 'n' or 'v' */
} reader;

static hr_status broken(const reader *r, uint64_t line, const char *what) {
    return hr_fail(HR_EINPUT, "%s: line %llu: %s; is this a whole data file of WordNet?", r->source,
                   (unsigned long long)line, what);
}

static hr_status take_name(reader *r, hr_word lemma, hr_word offset, size_t *length) {
    size_t room = lemma.length + 32;
    if (hr_grow(&r->name, &r->name_room, room, 1, "a name") != HR_OK)
        return HR_ENOMEM;
    for (size_t i = 0; i < lemma.length; i++) {
        char c = lemma.text[i];
        r->name[i] = c >= 'A' && c <= 'Z' ? (char)(c + 'a' - 'A') : c;
    }
    unsigned sense = hr_wordnet_sense(&r->index, (hr_word){r->name, lemma.length}, offset);
    int tail = sense ? snprintf(r->name + lemma.length, 32, ".%c.%02u", r->type, sense)
                     : snprintf(r->name + lemma.length, 32, "#%.*s", (int)offset.length, offset.text);
    *length = lemma.length + (size_t)tail;
    return HR_OK;
}

static hr_status take_synset(reader *r, const char *at, const char *end, uint64_t line) {
    unsigned number, words, pointers;
    hr_word offset = hr_take_word(&at, end);
    hr_word file = hr_take_word(&at, end), type = hr_take_word(&at, end);
    if (offset.length != OFFSET_DIGITS || !hr_word_number(offset, 10, &number) ||
        !hr_word_number(file, 10, &number) || type.length != 1)
        return broken(r, line, "does not begin with 'offset number type'");
    if (!r->type && (*type.text == 'n' || *type.text == 'v'))
        r->type = *type.text;
    if (*type.text != r->type)
        return hr_fail(HR_EINPUT,
                       "%s: line %llu: a synset of type '%c'; hypernyms are those of nouns (n) or verbs (v), "
                       "one of them in a file",
                       r->source, (unsigned long long)line, *type.text);
    if (!hr_word_number(hr_take_word(&at, end), 16, &words) || !words)
        return broken(r, line, "no count of words");
    hr_word lemma = {NULL, 0};
    for (unsigned i = 0; i < words; i++) {
        hr_word w = hr_take_word(&at, end), id = hr_take_word(&at, end);
        if (!hr_word_number(id, 16, &number))
            return broken(r, line, "fewer words than it says");
        if (!i)
            lemma = w;
    }
    uint32_t node, same;
    bool fresh;
    size_t length;
    hr_status status = take_name(r, lemma, offset, &length);
    if (status == HR_OK)
        status = hr_names_add(&r->offsets, offset.text, offset.length, &same, &fresh);
    if (status == HR_OK && !fresh)
        return hr_fail(HR_EINPUT, "%s: line %llu: synset %.8s is defined twice; remove one definition",
                       r->source, (unsigned long long)line, offset.text);
    if (status == HR_OK)
        status = hr_builder_node(r->builder, r->name, length, line, &node);
    if (status == HR_OK)
        status = hr_builder_declare(r->builder, node, line);
    if (status != HR_OK)
        return status;
    if (!hr_word_number(hr_take_word(&at, end), 10, &pointers))
        return broken(r, line, "no count of pointers");
    for (unsigned i = 0; i < pointers; i++) {
        hr_word symbol = hr_take_word(&at, end), target = hr_take_word(&at, end),
                pos = hr_take_word(&at, end);
        if (hr_take_word(&at, end).length != 4)
            return broken(r, line, "fewer pointers than it says");
        if (!hr_word_is(symbol, "@") && !hr_word_is(symbol, "@i"))
            continue;
        if (pos.length != 1 || *pos.text != r->type)
            return broken(r, line, "a hypernym of another part of speech");
        if (hr_grow(&r->edge, &r->room, r->edges + 1, sizeof *r->edge, "the edges") != HR_OK)
            return HR_ENOMEM;
        r->edge[r->edges++] = (pending){target, line, node};
    }
    return HR_OK;
}

static hr_status parse(reader *r, const char *text, size_t length) {
    hr_lines lines = {text, text + length, 0};
    const char *line;
    hr_status status = HR_OK;
    while (status == HR_OK && hr_next_line(&lines, &line, &length))
        if (length && *line != ' ') /* the licence is indented */
            status = take_synset(r, line, line + length, lines.number);
    for (size_t i = 0; i < r->edges && status == HR_OK; i++) {
        const pending *e = r->edge + i;
        uint32_t parent = hr_names_find(&r->offsets, e->parent.text, e->parent.length);
        if (parent == HR_NONE)
            return hr_fail(HR_EINPUT, "%s: line %llu: dangling parent: there is no synset %.*s in the file",
                           r->source, (unsigned long long)e->line,
                           (int)(e->parent.length < 20 ? e->parent.length : 20), e->parent.text);
        status = hr_builder_edge(r->builder, e->child, parent, e->line);
    }
    return status;
}

hr_status hr_parse_wordnet(hr_hierarchy *out, const char *text, size_t length, const char *index,
                           size_t index_length, const char *source) {
    reader r = {.source = source, .builder = hr_builder_new(HR_BUILD_NAMED, source)};
    hr_status status = r.builder ? HR_OK : HR_ENOMEM;
    if (status == HR_OK && index)
        status = hr_wordnet_index_build(&r.index, index, index_length, source);
    if (status == HR_OK)
        status = parse(&r, text, length);
    hr_wordnet_index_clear(&r.index);
    hr_names_clear(&r.offsets);
    free(r.edge);
    free(r.name);
    if (status == HR_OK)
        status = hr_builder_finish(r.builder, out);
    hr_builder_free(r.builder);
    return status;
}

static hr_status open_dataset(hr_hierarchy *out, hr_spec *spec, bool verb) {
    char *data, *index, *text = NULL, *index_text = NULL;
    size_t length = 0, index_length = 0;
    hr_status status = hr_wordnet_files_of_spec(&data, &index, spec, verb);
    if (status == HR_OK)
        status = hr_read_file(data, &text, &length);
    if (status == HR_OK && index)
        status = hr_read_file(index, &index_text, &index_length);
    if (status == HR_OK)
        status = hr_parse_wordnet(out, text, length, index_text, index_length, data);
    free(index_text);
    free(text);
    free(index);
    free(data);
    return status;
}

static hr_status open_wordnet(hr_hierarchy *out, hr_spec *spec) {
    return open_dataset(out, spec, false);
}

static hr_status open_wordnet_verb(hr_hierarchy *out, hr_spec *spec) {
    return open_dataset(out, spec, true);
}

/* A dict folder, or a first line of a synset after the licence. */
static bool recognise_wordnet(const char *path, const char *head, size_t length) {
    if (!length) {
        char file[4096];
        struct stat about;
        snprintf(file, sizeof file, "%s/data.noun", path);
        return !stat(file, &about);
    }
    hr_lines lines = {head, head + length, 0};
    while (hr_next_line(&lines, &head, &length)) {
        if (!length || *head == ' ')
            continue;
        unsigned number;
        const char *at = head, *end = head + length;
        hr_word offset = hr_take_word(&at, end), file = hr_take_word(&at, end), type = hr_take_word(&at, end);
        return offset.length == OFFSET_DIGITS && hr_word_number(offset, 10, &number) && file.length == 2 &&
               hr_word_number(file, 10, &number) && type.length == 1;
    }
    return false;
}

static const char *const allowed[] = {"path", "pos", NULL};
static const char *const allowed_verb[] = {"path", NULL};

const hr_source hr_source_wordnet = {
    .name = "wordnet",
    .kind = HR_SOURCE_DATASET,
    .keys = "path=DICT,pos=noun|verb",
    .help = "WordNet's nouns, 82,115 nodes; a dict folder or data file by its path",
    .example = "wordnet",
    .allowed = allowed,
    .open = open_wordnet,
    .recognise = recognise_wordnet,
};

const hr_source hr_source_wordnet_verb = {
    .name = "wordnet-verb",
    .kind = HR_SOURCE_DATASET,
    .keys = "path=DICT",
    .help = "WordNet's verbs, 13,767 nodes, a forest but for 31 of them",
    .example = "wordnet-verb",
    .allowed = allowed_verb,
    .open = open_wordnet_verb,
};
