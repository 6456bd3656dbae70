/* Maximal runs by one sweep over the columns in their order: a row's current run either ended at the position
 * before, and grows, or a new one begins.  Nothing is sorted; linear in the pairs. */
#include "base/memory.h"
#include "hierarchy/order.h"

#include <stdlib.h>
#include <string.h>

/* A sparse matrix by columns: the rows that hold column c are member[start[c]] .. member[start[c + 1] - 1].
 */
typedef struct {
    uint32_t rows, columns;
    const uint64_t *start;
    const uint32_t *member;
} by_columns;

/* at[p] = the column at position p; refuses what is no permutation. */
static hr_status invert(uint32_t **at, const uint32_t *position, uint32_t columns) {
    *at = hr_alloc(columns, sizeof **at, "an order");
    if (!*at)
        return HR_ENOMEM;
    memset(*at, 0xff, columns * sizeof **at);
    for (uint32_t c = 0; c < columns; c++) {
        if (position[c] >= columns || (*at)[position[c]] != HR_NONE) {
            free(*at);
            *at = NULL;
            return hr_fail(HR_EINTERNAL, "runs: position %u of column %u is out of range or taken",
                           position[c], c);
        }
        (*at)[position[c]] = c;
    }
    return HR_OK;
}

/* start[r + 1] = runs of row r; end[r] is scratch. */
static void count_runs(uint64_t *start, uint32_t *end, const by_columns *a, const uint32_t *at) {
    memset(end, 0xff, a->rows * sizeof *end); /* HR_NONE: not seen; no position before it is HR_NONE */
    for (uint32_t p = 0; p < a->columns; p++)
        for (uint64_t i = a->start[at[p]]; i < a->start[at[p] + 1]; i++) {
            uint32_t row = a->member[i];
            if (end[row] == HR_NONE || end[row] + 1 != p)
                start[row + 1]++;
            end[row] = p;
        }
}

/* start[r] moves from a row's beginning to its end, that is to the beginning of the next. */
static void write_runs(hr_runs *out, uint32_t *end, const by_columns *a, const uint32_t *at) {
    memset(end, 0xff, a->rows * sizeof *end);
    for (uint32_t p = 0; p < a->columns; p++)
        for (uint64_t i = a->start[at[p]]; i < a->start[at[p] + 1]; i++) {
            uint32_t row = a->member[i];
            if (end[row] == HR_NONE || end[row] + 1 != p)
                out->first[out->start[row]++] = p;
            out->last[out->start[row] - 1] = p;
            end[row] = p;
        }
    memmove(out->start + 1, out->start, a->rows * sizeof *out->start);
    out->start[0] = 0;
}

static hr_status build(hr_runs *out, uint32_t *end, const by_columns *a, const uint32_t *at) {
    out->start = hr_calloc((size_t)a->rows + 1, sizeof *out->start, "runs");
    if (!out->start)
        return HR_ENOMEM;
    count_runs(out->start, end, a, at);
    for (uint32_t r = 0; r < a->rows; r++) {
        if (out->start[r + 1] > out->most)
            out->most = (uint32_t)out->start[r + 1];
        out->start[r + 1] += out->start[r];
    }
    out->first = hr_alloc(out->start[a->rows], sizeof *out->first, "runs");
    out->last = hr_alloc(out->start[a->rows], sizeof *out->last, "runs");
    if (!out->first || !out->last)
        return HR_ENOMEM;
    write_runs(out, end, a, at);
    return HR_OK;
}

static hr_status runs(hr_runs *out, const by_columns *a, const uint32_t *position) {
    memset(out, 0, sizeof *out);
    out->rows = a->rows;
    uint32_t *at, *end = NULL;
    hr_status status = invert(&at, position, a->columns);
    if (status == HR_OK && !(end = hr_alloc(a->rows, sizeof *end, "runs")))
        status = HR_ENOMEM;
    if (status == HR_OK)
        status = build(out, end, a, at);
    free(at);
    free(end);
    if (status != HR_OK)
        hr_runs_clear(out);
    return status;
}

hr_status hr_runs_of_documents(hr_runs *out, const hr_ancestors *a, const uint32_t *position) {
    by_columns matrix = {a->documents, a->queries, a->start, a->document};
    return runs(out, &matrix, position);
}

hr_status hr_runs_of_queries(hr_runs *out, const hr_ancestors *a, const uint32_t *position) {
    memset(out, 0, sizeof *out);
    uint64_t *start;
    uint32_t *query;
    hr_status status = hr_descendants_build(a, &start, &query);
    if (status != HR_OK)
        return status;
    by_columns matrix = {a->queries, a->documents, start, query};
    status = runs(out, &matrix, position);
    free(start);
    free(query);
    return status;
}

static inline uint32_t length(const hr_runs *runs, uint64_t i) {
    return runs->last[i] - runs->first[i] + 1;
}

static uint64_t count_at_least(const hr_runs *runs, uint64_t from, uint64_t to, uint32_t least) {
    uint64_t count = 0;
    for (uint64_t i = from; i < to; i++)
        count += length(runs, i) >= least;
    return count;
}

/* The largest length that at least `longest` runs of the row have; by bisection, so that nothing is
 * allocated. */
static uint32_t cut_length(const hr_runs *runs, uint64_t from, uint64_t to, uint32_t longest) {
    uint32_t low = 1, high = 1;
    for (uint64_t i = from; i < to; i++)
        if (length(runs, i) > high)
            high = length(runs, i);
    while (low < high) {
        uint32_t middle = high - (high - low) / 2;
        if (count_at_least(runs, from, to, middle) >= longest)
            low = middle;
        else
            high = middle - 1;
    }
    return low;
}

void hr_runs_truncate(hr_runs *runs, uint32_t longest) {
    uint64_t kept = 0, from = 0;
    for (uint32_t r = 0; r < runs->rows; r++) {
        uint64_t to = runs->start[r + 1];
        uint32_t cut = 0;
        uint64_t ties = to - from;
        if (to - from > longest) {
            cut = longest ? cut_length(runs, from, to, longest) : UINT32_MAX;
            ties = longest ? longest - count_at_least(runs, from, to, cut + 1) : 0;
        }
        for (uint64_t i = from; i < to; i++) {
            bool keep = length(runs, i) > cut;
            if (length(runs, i) == cut && ties > 0) {
                keep = true;
                ties--;
            }
            if (!keep)
                continue;
            runs->first[kept] = runs->first[i];
            runs->last[kept++] = runs->last[i];
        }
        from = to;
        runs->start[r + 1] = kept;
    }
    if (runs->most > longest)
        runs->most = longest;
}

void hr_runs_clear(hr_runs *runs) {
    free(runs->start);
    free(runs->first);
    free(runs->last);
    memset(runs, 0, sizeof *runs);
}
