#include "hierarchy/wordnet_index.h"

#include "base/memory.h"
#include "hierarchy/read.h"

#include <stdlib.h>

/* lemma pos synset_cnt p_cnt [ptr_symbol...] sense_cnt tagsense_cnt synset_offset...   (wndb(5WN)) */
static bool take_line(const char *at, const char *end, hr_word *lemma, hr_word *senses) {
    *lemma = hr_take_word(&at, end);
    hr_take_word(&at, end); /* pos */
    unsigned synsets, pointers, number;
    if (!hr_word_number(hr_take_word(&at, end), 10, &synsets) ||
        !hr_word_number(hr_take_word(&at, end), 10, &pointers))
        return false;
    for (unsigned i = 0; i < pointers; i++)
        if (!hr_take_word(&at, end).length)
            return false;
    if (!hr_word_number(hr_take_word(&at, end), 10, &number) ||
        !hr_word_number(hr_take_word(&at, end), 10, &number))
        return false;
    *senses = (hr_word){at, (size_t)(end - at)};
    for (unsigned i = 0; i < synsets; i++)
        if (!hr_word_number(hr_take_word(&at, end), 10, &number))
            return false;
    return lemma->length && !memchr(lemma->text, '\0', lemma->length);
}

hr_status hr_wordnet_index_build(hr_wordnet_index *index, const char *text, size_t length,
                                 const char *source) {
    hr_lines lines = {text, text + length, 0};
    const char *line;
    while (hr_next_line(&lines, &line, &length)) {
        if (!length || *line == ' ') /* the licence */
            continue;
        hr_word lemma, senses;
        if (!take_line(line, line + length, &lemma, &senses))
            return hr_fail(HR_EINPUT,
                           "%s: its index file: line %llu: not 'lemma pos count ... offsets', as WordNet's",
                           source, (unsigned long long)lines.number);
        uint32_t number;
        bool fresh;
        hr_status status = hr_names_add(&index->lemmas, lemma.text, lemma.length, &number, &fresh);
        if (status != HR_OK)
            return status;
        if (!fresh)
            return hr_fail(HR_EINPUT, "%s: its index file: line %llu: lemma '%.*s' for the second time",
                           source, (unsigned long long)lines.number,
                           (int)(lemma.length < 60 ? lemma.length : 60), lemma.text);
        if (hr_grow(&index->senses, &index->room, (size_t)number + 1, sizeof *index->senses, "the senses") !=
            HR_OK)
            return HR_ENOMEM;
        index->senses[number] = senses;
    }
    return HR_OK;
}

void hr_wordnet_index_clear(hr_wordnet_index *index) {
    hr_names_clear(&index->lemmas);
    free(index->senses);
    memset(index, 0, sizeof *index);
}

unsigned hr_wordnet_sense(const hr_wordnet_index *index, hr_word lemma, hr_word offset) {
    uint32_t number = hr_names_find(&index->lemmas, lemma.text, lemma.length);
    if (number == UINT32_MAX)
        return 0;
    const char *at = index->senses[number].text, *end = at + index->senses[number].length;
    for (unsigned sense = 1;; sense++) {
        hr_word w = hr_take_word(&at, end);
        if (!w.length)
            return 0;
        if (hr_words_equal(w, offset))
            return sense;
    }
}
