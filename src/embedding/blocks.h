/* U7: blocks.  The documents are split, and each block has an embedding of its own, exact for all queries and
 * the block's documents.  A query's vector and threshold in a block may be multiplied by one positive number,
 * so all thresholds of a block have the size 1; vectors laid one after the other, with 0 for the blocks that
 * a document is not in, serve F-query in the sum of the dimensions where all blocks' thresholds have the same
 * sign, in one more where they have not (a coordinate that tells the two groups apart).  F-sign: one more.
 *
 * The thresholds of runs are positive (doc/certificates.md), those of orders negative; vectors say theirs. */
#ifndef HR_BLOCKS_H
#define HR_BLOCKS_H

#include "embedding/orders_embedding.h"
#include "hierarchy/order.h"

typedef enum { HR_BLOCK_RUNS, HR_BLOCK_ORDERS, HR_BLOCK_VECTORS } hr_block_kind;

/* Integers.  Queries that want the same documents of the block share a row, their pattern's; document j
 * serves when <query, document j> > threshold, and is excluded when it is less; equal is neither. */
typedef struct {
    uint32_t patterns;
    uint32_t *pattern;  /* of each query */
    int64_t *query;     /* patterns x dimension */
    int64_t *threshold; /* patterns; all positive or all negative */
    int64_t *document;  /* the block's documents x dimension */
} hr_block_vectors;

typedef struct {
    hr_block_kind kind;
    uint32_t dimension; /* D_b: runs, at least 2 max(1, c); orders, at least k */
    uint32_t documents;
    uint32_t *document; /* their numbers, ascending */
    /* RUNS, primal: those of each of the block's documents in an order of all queries; dual: those of each
     * query in an order of the block's documents, by their places in `document` */
    bool dual;
    hr_runs runs;
    uint32_t *position; /* of every query; dual: of every document of the block */
    hr_orders orders;
    hr_block_vectors vectors;
} hr_block;

typedef struct hr_blocks {
    uint32_t queries, documents;
    uint32_t count;
    hr_block *block;
} hr_blocks;

/* `count` blocks, zeroed; the caller fills them. */
hr_status hr_blocks_init(hr_blocks *out, const hr_ancestors *ancestors, uint32_t count);
void hr_blocks_clear(hr_blocks *blocks); /* safe on zeroed memory and twice */
void hr_block_clear(hr_block *block);

/* +1 or -1: the sign of the block's thresholds; 0 where vectors have both, which no rule covers. */
int hr_block_sign(const hr_block *block);

/* What they serve in: see above. */
uint32_t hr_blocks_dimension(const hr_blocks *blocks, bool f_sign);

/* Whether every document is in exactly one block and every block is exact: all pairs, in integers.  Shapes
 * that do not fit, scores that could pass 2^62 and thresholds of two signs are not good either. */
hr_status hr_blocks_check(bool *good, const hr_blocks *blocks, const hr_ancestors *ancestors);

#endif
