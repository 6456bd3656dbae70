#include "learn/batch.h"

#include "base/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

hr_status hr_batch_init(hr_batch *out, const hr_ancestors *ancestors) {
    *out = (hr_batch){.ancestors = ancestors};
    out->query_slot = hr_alloc(ancestors->queries, sizeof *out->query_slot, "a batch's queries");
    out->doc_slot = hr_alloc(ancestors->documents, sizeof *out->doc_slot, "a batch's documents");
    if (!out->query_slot || !out->doc_slot) {
        hr_batch_clear(out);
        return HR_ENOMEM;
    }
    for (uint32_t q = 0; q < ancestors->queries; q++)
        out->query_slot[q] = HR_NONE;
    for (uint32_t x = 0; x < ancestors->documents; x++)
        out->doc_slot[x] = HR_NONE;
    return HR_OK;
}

void hr_batch_clear(hr_batch *b) {
    void *all[] = {b->query_item, b->slot_item,  b->query,        b->target,   b->drop,
                   b->count,      b->query_slot, b->doc_slot,     b->drop_log, b->target_start,
                   b->row_weight, b->drop_start, b->column_weight};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        free(all[i]);
    memset(b, 0, sizeof *b);
}

static int ascending(const void *a, const void *b) {
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

static hr_status list_queries(hr_batch *b, const hr_draw_row *row, size_t rows) {
    size_t used = 0;
    if (hr_grow(&b->query, &b->query_room, rows, sizeof *b->query, "a batch") != HR_OK ||
        hr_grow(&b->query_item, &b->query_item_room, rows, sizeof *b->query_item, "a batch") != HR_OK)
        return HR_ENOMEM;
    for (size_t i = 0; i < rows; i++)
        if (b->query_slot[row[i].query] == HR_NONE) {
            b->query_slot[row[i].query] = 0;
            b->query_item[used++] = row[i].query;
        }
    qsort(b->query_item, used, sizeof *b->query_item, ascending);
    for (size_t k = 0; k < used; k++)
        b->query_slot[b->query_item[k]] = (uint32_t)k;
    for (size_t i = 0; i < rows; i++)
        b->query[i] = b->query_slot[row[i].query];
    for (size_t k = 0; k < used; k++)
        b->query_slot[b->query_item[k]] = HR_NONE;
    b->view.queries = used;
    return HR_OK;
}

/* b->target as documents; they become slots when the slots are known. */
static hr_status list_targets(hr_batch *b, const hr_draw_row *row, size_t rows, const hr_loss *loss) {
    const hr_ancestors *a = b->ancestors;
    if (hr_grow(&b->target_start, &b->target_start_room, rows + 1, sizeof *b->target_start, "a batch") !=
        HR_OK)
        return HR_ENOMEM;
    size_t used = 0;
    for (size_t i = 0; i < rows; i++) {
        uint64_t begin = loss->all_positives ? a->start[row[i].query] : row[i].pair;
        uint64_t end = loss->all_positives ? a->start[row[i].query + 1] : begin + 1;
        b->target_start[i] = used;
        if (hr_grow(&b->target, &b->target_room, used + (end - begin), sizeof *b->target, "a batch") != HR_OK)
            return HR_ENOMEM;
        for (uint64_t p = begin; p < end; p++)
            if (a->distance[p] >= row[i].low && a->distance[p] <= row[i].high)
                b->target[used++] = a->document[p];
    }
    b->target_start[rows] = used;
    return HR_OK;
}

static hr_status weigh_rows(hr_batch *b, size_t rows, const hr_loss *loss) {
    if (hr_grow(&b->row_weight, &b->row_weight_room, rows, sizeof *b->row_weight, "a batch") != HR_OK)
        return HR_ENOMEM;
    double mean = (double)b->target_start[rows] / (double)rows;
    for (size_t i = 0; i < rows; i++)
        b->row_weight[i] = loss->all_positives && loss->by_pairs
                               ? (float)((double)(b->target_start[i + 1] - b->target_start[i]) / mean)
                               : 1;
    return HR_OK;
}

/* Adds the documents that are new to slot_item, from slot `used` on, and brings them into order. */
static hr_status add_slots(hr_batch *b, size_t *used, const uint32_t *document, size_t count) {
    size_t first = *used;
    if (hr_grow(&b->slot_item, &b->slot_item_room, first + count, sizeof *b->slot_item, "a batch") != HR_OK)
        return HR_ENOMEM;
    for (size_t k = 0; k < count; k++)
        if (b->doc_slot[document[k]] == HR_NONE) {
            b->doc_slot[document[k]] = 0;
            b->slot_item[(*used)++] = document[k];
        }
    qsort(b->slot_item + first, *used - first, sizeof *b->slot_item, ascending);
    for (size_t x = first; x < *used; x++)
        b->doc_slot[b->slot_item[x]] = (uint32_t)x;
    return HR_OK;
}

/* Slots, columns and their weights; b->count[x] is how often column x was drawn. */
static hr_status list_slots(hr_batch *b, const hr_loss *loss, size_t rows, const uint32_t *negative) {
    size_t targets = b->target_start[rows], used = 0, drawn = targets;
    const uint32_t *documents = b->target;
    b->view.column_weight = NULL;
    if (loss->candidates == HR_CANDIDATES_ALL) {
        b->view.slots = b->view.columns = b->ancestors->documents;
        return HR_OK;
    }
    if (loss->candidates == HR_CANDIDATES_SAMPLED) {
        documents = negative;
        drawn = loss->sampled;
    }
    hr_status status = add_slots(b, &used, documents, drawn);
    b->view.columns = used;
    if (status == HR_OK)
        status = add_slots(b, &used, b->target, targets);
    b->view.slots = used;
    if (status != HR_OK || loss->candidates == HR_CANDIDATES_UNIQUE)
        return status;
    if (hr_grow(&b->count, &b->count_room, b->view.columns, sizeof *b->count, "a batch") != HR_OK ||
        hr_grow(&b->column_weight, &b->column_weight_room, b->view.columns, sizeof *b->column_weight,
                "a batch") != HR_OK)
        return HR_ENOMEM;
    memset(b->count, 0, b->view.columns * sizeof *b->count);
    for (size_t k = 0; k < drawn; k++)
        b->count[b->doc_slot[documents[k]]]++;
    double unit = loss->candidates == HR_CANDIDATES_SAMPLED
                      ? (double)b->ancestors->documents / (double)loss->sampled
                      : 1;
    for (size_t x = 0; x < b->view.columns; x++)
        b->column_weight[x] = (float)(b->count[x] * unit);
    b->view.column_weight = b->column_weight;
    return HR_OK;
}

static bool is_target(const hr_batch *b, size_t row, uint32_t slot) {
    for (uint64_t t = b->target_start[row]; t < b->target_start[row + 1]; t++)
        if (b->target[t] == slot)
            return true;
    return false;
}

static hr_status add_drop(hr_batch *b, size_t *used, size_t row, uint32_t document, const hr_loss *loss) {
    bool all = loss->candidates == HR_CANDIDATES_ALL;
    uint32_t slot = all ? document : b->doc_slot[document];
    if (slot == HR_NONE || slot >= b->view.columns)
        return HR_OK;
    float factor = -INFINITY;
    if (!loss->masked) {
        if (!is_target(b, row, slot))
            return HR_OK;
        if (loss->candidates == HR_CANDIDATES_BATCH) /* its other copies stay */
            factor = (float)log((double)(b->count[slot] - 1) / (double)b->count[slot]);
    }
    if (hr_grow(&b->drop, &b->drop_room, *used + 1, sizeof *b->drop, "a batch") != HR_OK ||
        hr_grow(&b->drop_log, &b->drop_log_room, *used + 1, sizeof *b->drop_log, "a batch") != HR_OK)
        return HR_ENOMEM;
    b->drop[*used] = slot;
    b->drop_log[(*used)++] = factor;
    return HR_OK;
}

/* Columns of the row's own documents.  S(q) is ascending and columns ascend with their documents. */
static hr_status list_drops(hr_batch *b, const hr_draw_row *row, size_t rows, const hr_loss *loss) {
    const hr_ancestors *a = b->ancestors;
    size_t used = 0;
    if (hr_grow(&b->drop_start, &b->drop_start_room, rows + 1, sizeof *b->drop_start, "a batch") != HR_OK)
        return HR_ENOMEM;
    for (size_t i = 0; i < rows; i++) {
        b->drop_start[i] = used;
        for (uint64_t p = a->start[row[i].query]; p < a->start[row[i].query + 1]; p++) {
            hr_status status = add_drop(b, &used, i, a->document[p], loss);
            if (status != HR_OK)
                return status;
        }
    }
    b->drop_start[rows] = used;
    return HR_OK;
}

static void forget_slots(hr_batch *b, const hr_loss *loss) {
    if (loss->candidates != HR_CANDIDATES_ALL)
        for (size_t x = 0; x < b->view.slots; x++)
            b->doc_slot[b->slot_item[x]] = HR_NONE;
}

hr_status hr_batch_make(hr_batch *b, const hr_draw_row *row, size_t rows, const hr_loss *loss,
                        const uint32_t *negative) {
    b->view.rows = rows;
    hr_status status = list_queries(b, row, rows);
    if (status == HR_OK)
        status = list_targets(b, row, rows, loss);
    if (status == HR_OK)
        status = weigh_rows(b, rows, loss);
    if (status == HR_OK)
        status = list_slots(b, loss, rows, negative);
    if (status != HR_OK)
        return status;
    if (loss->candidates != HR_CANDIDATES_ALL)
        for (uint64_t t = 0; t < b->target_start[rows]; t++)
            b->target[t] = b->doc_slot[b->target[t]];
    status = list_drops(b, row, rows, loss);
    forget_slots(b, loss);
    b->view.query = b->query;
    b->view.row_weight = b->row_weight;
    b->view.target_start = b->target_start;
    b->view.target = b->target;
    b->view.drop_start = b->drop_start;
    b->view.drop = b->drop;
    b->view.drop_log = b->drop_log;
    return status;
}
