#include "embedding/embedding.h"

#include "embedding/blocks.h"
#include "embedding/orders_embed.h"

#include <stdlib.h>
#include <string.h>

void hr_embedding_init(hr_embedding *embedding) {
    memset(embedding, 0, sizeof *embedding);
}

static void structure_clear(hr_structure *structure) {
    free(structure->point);
    free(structure->run_start);
    free(structure->low);
    free(structure->high);
    if (structure->blocks)
        hr_blocks_clear(structure->blocks);
    free(structure->blocks);
    if (structure->orders)
        hr_orders_clear(structure->orders);
    free(structure->orders);
    memset(structure, 0, sizeof *structure);
}

void hr_embedding_clear(hr_embedding *embedding) {
    hr_matrix_clear(&embedding->queries);
    hr_matrix_clear(&embedding->docs);
    structure_clear(&embedding->structure);
    free(embedding->origin);
    free(embedding->queries_file);
    free(embedding->docs_file);
    memset(embedding, 0, sizeof *embedding);
}

bool hr_embedding_levels_only(const hr_embedding *e) {
    bool sayable = e->structure.kind == HR_ORDERS_STRUCTURE || e->structure.kind == HR_RUNS_STRUCTURE;
    return sayable && e->docs.dtype == HR_BIGINT && !e->docs.big.size;
}

static const char *file_or_origin(const char *file, const hr_embedding *embedding) {
    return file ? file : embedding->origin ? embedding->origin : "embedding";
}

const char *hr_embedding_queries_file(const hr_embedding *embedding) {
    return file_or_origin(embedding->queries_file, embedding);
}

const char *hr_embedding_docs_file(const hr_embedding *embedding) {
    return file_or_origin(embedding->docs_file, embedding);
}

const char *hr_embedding_type(const hr_embedding *e) {
    if (hr_matrix_is_bfloat16(&e->queries) && hr_matrix_is_bfloat16(&e->docs))
        return "bfloat16";
    return hr_dtype_name(e->docs.dtype > e->queries.dtype ? e->docs.dtype : e->queries.dtype);
}

double hr_embedding_bits(const hr_embedding *embedding) {
    if (hr_embedding_levels_only(embedding) && embedding->structure.kind == HR_RUNS_STRUCTURE)
        return embedding->structure.bits;
    if (hr_embedding_levels_only(embedding)) {
        hr_orders_price price;
        hr_orders_measure(&price, embedding->structure.orders);
        bool f_sign = embedding->docs.cols > embedding->structure.orders->k;
        return price.bits + (f_sign ? price.beta : 0); /* (2k + 1) B^R, and B < 2k + 1 < 2B */
    }
    size_t queries = hr_matrix_bits(&embedding->queries), docs = hr_matrix_bits(&embedding->docs);
    return (double)(queries > docs ? queries : docs);
}

hr_status hr_embedding_fits(const hr_embedding *embedding, const hr_ancestors *ancestors) {
    const char *queries_name = hr_embedding_queries_file(embedding);
    const char *docs_name = hr_embedding_docs_file(embedding);
    const hr_matrix *queries = &embedding->queries, *docs = &embedding->docs;
    if (queries->rows != ancestors->queries)
        return hr_fail(
            HR_EINPUT,
            "%s: %zu query vectors for a hierarchy with %u queries; give one row per query, in its order",
            queries_name, queries->rows, ancestors->queries);
    if (docs->rows != ancestors->documents)
        return hr_fail(HR_EINPUT,
                       "%s: %zu document vectors for a hierarchy with %u documents; give one row per "
                       "document, in its order",
                       docs_name, docs->rows, ancestors->documents);
    if (queries->cols != docs->cols)
        return hr_fail(HR_EINPUT,
                       "%s: queries have %zu dimensions and documents %zu; both encoders need the same",
                       queries_name, queries->cols, docs->cols);
    if (!queries->cols)
        return hr_fail(HR_EINPUT, "%s: the vectors have no coordinates", queries_name);
    return HR_OK;
}
