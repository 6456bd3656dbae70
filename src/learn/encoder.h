/* Dual encoders that are learned: a tower for the queries and one for the documents.
 *
 * A tower turns item i into a vector of d float32: the mean of the rows of its table that are i's features,
 * scaled to length 1 where `unit` is set.  Two kinds of features:
 *   lookup  item i is row i: a table n x d of queries, one m x d of documents [You]
 *   text    the hashed words and character n-grams of i's name: an embedding bag, as in fastText
 *           (Bojanowski et al., "Enriching word vectors with subword information", TACL 2017), so that
 *           names never seen in training have a vector, too
 * The score of a pair is scale * <query, document>; `scale` multiplies (learn/loss.h). */
#ifndef HR_ENCODER_H
#define HR_ENCODER_H

#include "embedding/embedding.h"
#include "learn/text.h"

typedef struct {
    uint32_t items; /* n or m */
    uint32_t rows;  /* of the table: items (lookup), buckets (text) */
    size_t dimension;
    bool unit;
    float *table;      /* rows x dimension */
    uint64_t *start;   /* items + 1 offsets into feature; NULL: lookup */
    uint32_t *feature; /* rows, ascending within an item, at least one each, repeated as often as it occurs */
} hr_tower;

typedef struct {
    hr_tower queries, docs;
} hr_encoder;

/* Allocate a tower with a zeroed table.  The name of item i is name(context, i, room). */
hr_status hr_tower_lookup(hr_tower *out, uint32_t items, size_t dimension, bool unit);
hr_status hr_tower_text(hr_tower *out, uint32_t items, size_t dimension, bool unit,
                        const hr_text_options *options,
                        const char *(*name)(const void *context, uint32_t item, char room[16]),
                        const void *context);
void hr_tower_clear(hr_tower *tower); /* safe on zeroed memory and twice */
void hr_encoder_clear(hr_encoder *encoder);

/* Every entry normal with the given standard deviation; row r from the stream (seed, experiment, r). */
hr_status hr_tower_fill(hr_tower *tower, double deviation, uint64_t seed, uint32_t experiment);

/* vector[k] = item[k]'s (item NULL: first + k), count x d.  length[k], where not NULL: the length that was
 * scaled to 1 (1 where nothing was).  A zero vector stays zero. */
void hr_tower_encode(float *vector, float *length, const hr_tower *tower, const uint32_t *item,
                     uint32_t first, size_t count);

/* The vector of a name that is no item: text towers only.  HR_EUSAGE for a lookup tower. */
hr_status hr_tower_encode_name(float *vector, const hr_tower *tower, const hr_text_options *options,
                               const char *name);

/* The gradient of a table: `count` rows, all of them where row is NULL. */
typedef struct {
    size_t count;
    const uint32_t *row; /* each once, in any order */
    float *gradient;     /* count x dimension */
} hr_row_gradient;

/* From the gradient by the vectors (count x d, changed in place) to that by the table.  item: each once;
 * NULL: items 0 .. count-1, which must be all.  vector and length are what hr_tower_encode gave.  The sums
 * run in one order at any number of threads.  `out` is a view into scratch (or into `gradient`). */
typedef struct {
    uint32_t *row;
    uint64_t *use; /* (row << 32 | vector), sorted */
    float *gradient;
    size_t rows, uses, floats;
    uint64_t *begin;
    size_t begins;
} hr_tower_scratch;
hr_status hr_tower_backward(hr_row_gradient *out, hr_tower_scratch *scratch, const hr_tower *tower,
                            const uint32_t *item, size_t count, const float *vector, const float *length,
                            float *gradient);
void hr_tower_scratch_clear(hr_tower_scratch *scratch);

/* All vectors, as an embedding of the hierarchy.  The caller clears it. */
hr_status hr_encoder_embed(hr_embedding *out, const hr_encoder *encoder, const char *origin);

#endif
