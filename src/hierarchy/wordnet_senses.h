/* Words to the nodes of WordNet's hierarchy: all synsets that a word is a lemma of. */
#ifndef HR_WORDNET_SENSES_H
#define HR_WORDNET_SENSES_H

#include "hierarchy/hierarchy.h"
#include "hierarchy/wordnet_index.h"

typedef struct {
    char *text; /* of the index file, which `index` points into */
    hr_wordnet_index index;
    hr_names offsets; /* of the synsets, numbered like the nodes */
    char *lower;
    uint32_t *node;
    size_t lower_room, node_room;
    char pos; /* 'n' or 'v' */
} hr_wordnet_senses;

/* `senses` is zeroed.  The files are those that hierarchy->source names; HR_EUSAGE when that is not WordNet.
 */
hr_status hr_wordnet_senses_open(hr_wordnet_senses *senses, const hr_hierarchy *hierarchy);
void hr_wordnet_senses_clear(hr_wordnet_senses *senses);

/* The nodes of the word, its first sense first; *count is 0 for a word that is no lemma.  Letters are taken
 * as lower case, blanks as underscores; plurals and other inflected forms are not lemmas.  The list stays
 * until the next call. */
hr_status hr_wordnet_senses_of(const uint32_t **node, size_t *count, hr_wordnet_senses *senses,
                               const char *word);

#endif
