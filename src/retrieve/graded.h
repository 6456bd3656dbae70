/* Graded pairs of words: how far is WORD1 a kind of WORD2?  Scores of an embedding against people's grades.
 *
 * The score of two words is the largest <query, document> over all pairs of their senses, the first word's as
 * queries and the second word's as documents; the measure is Spearman's rank correlation, ties having their
 * mean rank.  Source: Vulic et al., "HyperLex: a large-scale evaluation of graded lexical entailment",
 * Computational Linguistics 2017. */
#ifndef HR_GRADED_H
#define HR_GRADED_H

#include "embedding/embedding.h"
#include "hierarchy/hierarchy.h"
#include "retrieve/interval.h"

typedef struct {
    const char *word[2];
    double grade;
    bool known; /* both words have senses */
    double score;
} hr_graded_pair;

typedef struct {
    char *text; /* the words */
    hr_graded_pair *pair;
    size_t pairs, rows; /* pairs of the part of speech; rows of the file */
    size_t known;
    char pos; /* 'N' or 'V'; 0: the file has no such column */
} hr_graded;

/* HyperLex's file: a header of blank-separated words with WORD1, WORD2 and AVG_SCORE, and POS where rows are
 * to be chosen by it, then one pair a line.  HR_EINPUT with the line. */
hr_status hr_graded_read(hr_graded *out, const char *path, char pos);
hr_status hr_graded_parse(hr_graded *out, const char *text, size_t length, const char *path, char pos);
void hr_graded_clear(hr_graded *graded);

/* Reads the pairs of the hierarchy's part of speech and marks those that are known.  The hierarchy is
 * WordNet. */
typedef struct hr_graded_senses hr_graded_senses;
hr_status hr_graded_open(hr_graded *out, hr_graded_senses **senses, const hr_hierarchy *hierarchy,
                         const char *path);
void hr_graded_senses_close(hr_graded_senses *senses);

/* Scores of the known pairs. */
hr_status hr_graded_score(hr_graded *graded, const hr_graded_senses *senses, const hr_embedding *embedding);

/* Of the known pairs; NAN with fewer than 2 of them, or when all grades or all scores are equal. */
hr_status hr_graded_spearman(double *rho, const hr_graded *graded);

/* 95% percentile bootstrap over the known pairs; resample r is the stream (seed, HR_STREAM_BOOTSTRAP, r).
 * With `less` (the same pairs with other scores) the interval of the difference, on the same resamples. */
hr_status hr_graded_bootstrap(hr_interval *out, const hr_graded *graded, const hr_graded *less,
                              uint32_t resamples, uint64_t seed);

#endif
