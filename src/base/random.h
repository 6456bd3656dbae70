/* Counter-based random streams (Philox4x32-10 of Random123) behind GSL's generator interface.
 *
 * A stream is named by (seed, experiment, trial).  Streams never overlap and do not depend on each
 * other, so a loop that takes one stream per row gives the same numbers at any number of threads.
 * Source: Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC 2011. */
#ifndef HR_RANDOM_H
#define HR_RANDOM_H

#include <gsl/gsl_rng.h>
#include <stdint.h>

/* Who draws: the high half of a stream's name.  Add a row, never renumber: results would change. */
enum {
    HR_STREAM_GENERATOR = 1, /* hierarchies */
    HR_STREAM_SIGN = 2,      /* U1 */
    HR_STREAM_GAUSSIAN = 3,  /* U2 */
    HR_STREAM_SHATTER = 4,   /* L1: the search for split sets */
    HR_STREAM_NORM = 5,      /* L2, L3: submatrices */
    HR_STREAM_ORDERS = 6,    /* U11: the search for orders */
    HR_STREAM_TEST = 99,
    HR_STREAM_QUERY_TABLE = 0x100, /* initial rows of a learned encoder */
    HR_STREAM_DOC_TABLE = 0x101,
    HR_STREAM_VALIDATION = 0x102, /* which queries judge a training run */
    HR_STREAM_SAMPLER = 0x110,    /* + stage: training rows, one stream a step */
    HR_STREAM_NEGATIVES = 0x120,  /* + stage: sampled candidates, one stream a step */
    HR_STREAM_SWEEP = 0x130,      /* + stage: the order of an epoch */
    HR_STREAM_HOLDOUT = 0x140,    /* which pairs are kept from training, one stream a query */
    HR_STREAM_BOOTSTRAP = 0x150,  /* resamples of queries or of graded pairs, one stream each */
    HR_STREAM_BLOCKS = 0x160,     /* U7: where the training of a block begins */
    HR_STREAM_ORDER = 0x170       /* U6: the moves of a search for an order */
};

/* A generator at the start of the stream; NULL with a message.  Free with gsl_rng_free(). */
gsl_rng *hr_rng_new(uint64_t seed, uint32_t experiment, uint32_t trial);

/* Moves rng (made by hr_rng_new) to the start of another stream; no allocation. */
void hr_rng_stream(gsl_rng *rng, uint64_t seed, uint32_t experiment, uint32_t trial);

#endif
