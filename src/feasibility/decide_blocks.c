/* U7 by its structure.  The matrices are made again from the blocks and compared word by word; then every
 * block is checked exactly against its own columns of A (embedding/blocks_check.c).
 *
 * Theorem (embedding/blocks.h).  Where all blocks are exact, the vectors laid one after the other serve
 * F-query, and F-sign with the coordinate of its own. */
#include "feasibility/structure.h"

#include "base/progress.h"
#include "embedding/blocks_embed.h"

#include <gmp.h>
#include <math.h>

/* log2 of the largest length of a row, from above. */
static double widest(const hr_matrix *matrix) {
    size_t bits = 0;
    mpz_t entry;
    mpz_init(entry);
    for (size_t i = 0; i < matrix->rows; i++)
        for (size_t j = 0; j < matrix->cols; j++) {
            hr_matrix_get_z(entry, matrix, i, j);
            if (mpz_sgn(entry) && mpz_sizeinbase(entry, 2) > bits)
                bits = mpz_sizeinbase(entry, 2);
        }
    mpz_clear(entry);
    return (double)bits + 0.5 * log2((double)matrix->cols);
}

static hr_status confirm(bool *yes, const hr_ancestors *ancestors, const hr_embedding *embedding,
                         bool f_sign) {
    hr_embedding again;
    hr_embedding_init(&again);
    hr_status status = hr_blocks_embed(&again, embedding->structure.blocks, f_sign);
    *yes = status == HR_OK && hr_matrix_equal(&embedding->queries, &again.queries) &&
           hr_matrix_equal(&embedding->docs, &again.docs);
    hr_embedding_clear(&again);
    return status == HR_OK && *yes ? hr_blocks_check(yes, embedding->structure.blocks, ancestors) : status;
}

/* Whole numbers on the two sides of a threshold differ by at least 1. */
static double least_margin(const hr_embedding *embedding) {
    return -widest(&embedding->queries) - widest(&embedding->docs);
}

hr_status hr_decide_blocks(hr_check_result *out, const hr_ancestors *ancestors, const hr_embedding *embedding,
                           const hr_check_options *options) {
    double start = hr_seconds();
    bool yes = false;
    hr_decided_start(out, embedding, options);
    const struct hr_blocks *blocks = embedding->structure.blocks;
    if (!blocks || options->notion == HR_F_GLOBAL)
        return HR_OK;
    bool f_sign = embedding->docs.cols == hr_blocks_dimension(blocks, true);
    if (!f_sign &&
        (options->notion == HR_F_SIGN || embedding->docs.cols != hr_blocks_dimension(blocks, false)))
        return HR_OK;
    hr_status status = confirm(&yes, ancestors, embedding, f_sign);
    if (status == HR_OK && yes)
        status = hr_decided_feasible(out, ancestors, HR_BLOCKS_STRUCTURE, least_margin(embedding), true);
    if (status != HR_OK)
        hr_check_result_clear(out);
    out->seconds = hr_seconds() - start;
    return status;
}
