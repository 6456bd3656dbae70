/* WordNet's index.noun and index.verb: the senses of every lemma, in order. */
#ifndef HR_WORDNET_INDEX_H
#define HR_WORDNET_INDEX_H

#include "hierarchy/names.h"
#include "hierarchy/words.h"

typedef struct {
    hr_names lemmas;
    hr_word *senses; /* of each lemma: "02084071 10114209 ...", the first sense first */
    size_t room;
} hr_wordnet_index;

/* `index` is zeroed; the text must outlive it. */
hr_status hr_wordnet_index_build(hr_wordnet_index *index, const char *text, size_t length,
                                 const char *source);
void hr_wordnet_index_clear(hr_wordnet_index *index);

/* Which sense of the lemma the synset is, from 1; 0 when the index does not say.  The lemma is in lower case.
 */
unsigned hr_wordnet_sense(const hr_wordnet_index *index, hr_word lemma, hr_word offset);

#endif
