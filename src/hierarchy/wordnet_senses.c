#include "hierarchy/wordnet_senses.h"

#include "base/memory.h"
#include "hierarchy/read.h"
#include "hierarchy/wordnet_files.h"

#include <stdlib.h>
#include <string.h>

/* The offsets of the data file's synsets, in the order of their lines: that of the nodes. */
static hr_status take_offsets(hr_wordnet_senses *s, const char *data, const hr_hierarchy *hierarchy) {
    char *text;
    size_t length;
    const char *line;
    hr_status status = hr_read_file(data, &text, &length);
    hr_lines lines = {text, text + length, 0};
    while (status == HR_OK && hr_next_line(&lines, &line, &length)) {
        if (!length || *line == ' ')
            continue;
        const char *at = line, *end = line + length;
        hr_word offset = hr_take_word(&at, end), type = {NULL, 0};
        uint32_t number;
        bool fresh;
        hr_take_word(&at, end);
        type = hr_take_word(&at, end);
        status = offset.length
                     ? hr_names_add(&s->offsets, offset.text, offset.length, &number, &fresh)
                     : hr_fail(HR_EINPUT, "%s: line %llu: no synset", data, (unsigned long long)lines.number);
        s->pos = type.length == 1 ? *type.text : '?';
    }
    free(text);
    if (status == HR_OK && s->offsets.count != hierarchy->nodes)
        status = hr_fail(HR_EINPUT, "%s: %u synsets, but the hierarchy has %u nodes", data, s->offsets.count,
                         hierarchy->nodes);
    return status;
}

/* What the user typed: a spec of wordnet or wordnet-verb, or a path. */
static hr_status find_files(char **data, char **index, const char *source) {
    size_t name = strcspn(source, ":");
    bool noun = name == 7 && !memcmp(source, "wordnet", 7);
    bool verb = name == 12 && !memcmp(source, "wordnet-verb", 12);
    if (!noun && !verb)
        return hr_wordnet_files(data, index, source, "noun");
    hr_spec spec;
    hr_status status = hr_spec_parse(&spec, source);
    if (status == HR_OK) {
        status = hr_wordnet_files_of_spec(data, index, &spec, verb);
        hr_spec_clear(&spec);
    }
    return status;
}

hr_status hr_wordnet_senses_open(hr_wordnet_senses *s, const hr_hierarchy *hierarchy) {
    char *data = NULL, *index = NULL;
    size_t length;
    hr_status status = find_files(&data, &index, hierarchy->source);
    if (status == HR_OK && !index)
        status = hr_fail(
            HR_EUSAGE,
            "%s: has no index.noun or index.verb of WordNet beside it, which says the senses of words; "
            "give wordnet, or its dict folder",
            hierarchy->source);
    if (status == HR_OK)
        status = hr_read_file(index, &s->text, &length);
    if (status == HR_OK)
        status = hr_wordnet_index_build(&s->index, s->text, length, index);
    if (status == HR_OK)
        status = take_offsets(s, data, hierarchy);
    free(data);
    free(index);
    return status;
}

void hr_wordnet_senses_clear(hr_wordnet_senses *s) {
    hr_wordnet_index_clear(&s->index);
    hr_names_clear(&s->offsets);
    free(s->text);
    free(s->lower);
    free(s->node);
    memset(s, 0, sizeof *s);
}

hr_status hr_wordnet_senses_of(const uint32_t **node, size_t *count, hr_wordnet_senses *s, const char *word) {
    size_t length = strlen(word);
    *count = 0;
    if (hr_grow(&s->lower, &s->lower_room, length + 1, 1, "a word") != HR_OK)
        return HR_ENOMEM;
    for (size_t i = 0; i < length; i++) {
        char c = word[i];
        s->lower[i] = c == ' ' ? '_' : c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
    }
    uint32_t lemma = hr_names_find(&s->index.lemmas, s->lower, length);
    hr_word senses = lemma == HR_NONE ? (hr_word){"", 0} : s->index.senses[lemma];
    const char *at = senses.text, *end = at + senses.length;
    for (hr_word w = hr_take_word(&at, end); w.length; w = hr_take_word(&at, end)) {
        uint32_t number = hr_names_find(&s->offsets, w.text, w.length);
        if (number == HR_NONE)
            return hr_fail(HR_EINPUT, "WordNet's index: '%.60s' has a sense %.*s that its data file has not",
                           word, (int)(w.length < 20 ? w.length : 20), w.text);
        if (hr_grow(&s->node, &s->node_room, *count + 1, sizeof *s->node, "the senses of a word") != HR_OK)
            return HR_ENOMEM;
        s->node[(*count)++] = number;
    }
    *node = s->node;
    return HR_OK;
}
