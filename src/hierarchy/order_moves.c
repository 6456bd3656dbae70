#include "hierarchy/order_moves.h"

#include "base/memory.h"
#include "base/random.h"

#include <stdlib.h>
#include <string.h>

static const char what[] = "the search for an order";

hr_status hr_order_sets_init(hr_order_sets *out, const hr_ancestors *a, bool dual) {
    *out = (hr_order_sets){0};
    hr_status status = hr_descendants_build(a, &out->descendants_start, &out->descendants);
    if (status != HR_OK)
        return status;
    const uint64_t *start = out->descendants_start;
    const uint32_t *query = out->descendants;
    out->rows = dual ? a->queries : a->documents;
    out->columns = dual ? a->documents : a->queries;
    out->row_start = dual ? a->start : start;
    out->row_member = dual ? a->document : query;
    out->column_start = dual ? start : a->start;
    out->column_member = dual ? query : a->document;
    for (uint32_t c = 0; c < out->columns; c++) {
        uint64_t rows = out->column_start[c + 1] - out->column_start[c];
        out->longest = rows > out->longest ? (uint32_t)rows : out->longest;
    }
    return HR_OK;
}

void hr_order_sets_clear(hr_order_sets *sets) {
    free(sets->descendants_start);
    free(sets->descendants);
    *sets = (hr_order_sets){0};
}

bool hr_order_is_member(const hr_order_sets *a, uint32_t row, uint32_t column) {
    uint64_t low = a->row_start[row], high = a->row_start[row + 1];
    while (low < high) {
        uint64_t middle = low + (high - low) / 2;
        if (a->row_member[middle] < column)
            low = middle + 1;
        else
            high = middle;
    }
    return low < a->row_start[row + 1] && a->row_member[low] == column;
}

uint32_t hr_order_common(uint32_t *out, double *work, const hr_order_sets *a, uint32_t x, uint32_t y) {
    const uint64_t *start = a->column_start;
    const uint32_t *row = a->column_member;
    uint32_t count = 0;
    if (x == HR_NONE || y == HR_NONE)
        return 0;
    if (start[x + 1] - start[x] > start[y + 1] - start[y]) {
        uint32_t other = x;
        x = y;
        y = other;
    }
    uint64_t i = start[x], j = start[y], end = start[x + 1], stop = start[y + 1];
    bool gallop = (stop - j) / 16 > end - i;
    *work += gallop ? 16.0 * (double)(end - i) : (double)(stop - j + end - i);
    for (; i < end && j < stop; i++) {
        uint64_t high = stop;
        while (gallop && j < high) {
            uint64_t middle = j + (high - j) / 2;
            if (row[middle] < row[i])
                j = middle + 1;
            else
                high = middle;
        }
        while (j < stop && row[j] < row[i])
            j++;
        if (j < stop && row[j] == row[i])
            out[count++] = row[i];
    }
    return count;
}

hr_status hr_order_state_init(hr_order_state *out, uint32_t *position, const hr_ancestors *ancestors,
                              const hr_order_search_options *options) {
    *out = (hr_order_state){.position = position};
    hr_status status = hr_order_sets_init(&out->sets, ancestors, options->dual);
    if (status != HR_OK)
        return status;
    uint32_t columns = out->sets.columns;
    out->at = hr_alloc(columns, sizeof *out->at, what);
    out->segment = hr_alloc(columns, sizeof *out->segment, what);
    out->rng = hr_rng_new(options->seed, HR_STREAM_ORDER, 0);
    if (!out->at || !out->segment || !out->rng) {
        hr_order_state_clear(out);
        return hr_fail(HR_ENOMEM, "out of memory: %s", what);
    }
    for (uint32_t c = 0; c < columns; c++)
        out->at[position[c]] = c;
    return HR_OK;
}

void hr_order_state_clear(hr_order_state *s) {
    hr_order_sets_clear(&s->sets);
    free(s->at);
    free(s->segment);
    if (s->rng)
        gsl_rng_free(s->rng);
    *s = (hr_order_state){0};
}

void hr_order_transfer(hr_order_state *s, const hr_transfer *t) {
    int64_t length = t->last - t->first + 1, low, high;
    for (int64_t i = 0; i < length; i++)
        s->segment[i] = s->at[t->turned ? t->last - i : t->first + i];
    if (t->gap > t->last) {
        low = t->first;
        high = t->gap;
        memmove(s->at + low, s->at + t->last + 1, (size_t)(high - t->last - 1) * sizeof *s->at);
        memcpy(s->at + high - length, s->segment, (size_t)length * sizeof *s->at);
    } else {
        low = t->gap;
        high = t->last + 1;
        memmove(s->at + low + length, s->at + low, (size_t)(t->first - low) * sizeof *s->at);
        memcpy(s->at + low, s->segment, (size_t)length * sizeof *s->at);
    }
    s->work += (double)(high - low) / 4;
    for (int64_t p = low; p < high; p++)
        s->position[s->at[p]] = (uint32_t)p;
}
