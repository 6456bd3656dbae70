#include "embedding/cells.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

/* border[i]: a cell begins at position i; border[positions] is the end. */
typedef struct {
    const hr_runs *runs;
    uint32_t positions, longest, widest;
    bool *border;
    uint32_t *before; /* borders among 0 .. i-1; or how many runs forbid a border at i */
} search;

void hr_cells_clear(hr_cells *cells) {
    free(cells->start);
    free(cells->of);
    *cells = (hr_cells){0};
}

static bool is_whole(const search *s, uint64_t run) {
    return s->border[s->runs->first[run]] && s->border[s->runs->last[run] + 1];
}

static uint64_t run_count(const search *s) {
    return s->runs->start[s->runs->rows];
}

/* A run that is too wide begins and ends at borders; so does, until nothing changes, one with a border
 * inside. */
static void put_forced_borders(search *s) {
    const hr_runs *runs = s->runs;
    for (uint64_t r = 0; r < run_count(s); r++)
        if (runs->last[r] - runs->first[r] >= s->widest)
            s->border[runs->first[r]] = s->border[runs->last[r] + 1] = true;
    for (bool changed = true; changed;) {
        changed = false;
        s->before[0] = 0;
        for (uint32_t i = 0; i <= s->positions; i++)
            s->before[i + 1] = s->before[i] + s->border[i];
        for (uint64_t r = 0; r < run_count(s); r++)
            if (s->before[runs->last[r] + 1] > s->before[runs->first[r] + 1] && !is_whole(s, r))
                changed = s->border[runs->first[r]] = s->border[runs->last[r] + 1] = true;
    }
}

/* before[i]: the runs that a border at i would cut. */
static void count_cuts(search *s) {
    memset(s->before, 0, ((size_t)s->positions + 2) * sizeof *s->before);
    for (uint64_t r = 0; r < run_count(s); r++)
        if (!is_whole(s, r)) {
            s->before[s->runs->first[r] + 1]++;
            s->before[s->runs->last[r] + 1]--; /* wraps, as the sums below do */
        }
    for (uint32_t i = 1; i <= s->positions; i++)
        s->before[i] += s->before[i - 1];
}

/* Fills each cell up to the last border that cuts nothing; false where there is none in reach. */
static bool put_other_borders(search *s) {
    uint32_t begin = 0, open = 0; /* the last place for a border after begin; begin itself: none */
    count_cuts(s);
    for (uint32_t i = 1; i <= s->positions; i++) {
        if (!s->border[i] && s->before[i])
            continue;
        if (i - begin > s->longest) {
            if (open == begin || i - open > s->longest)
                return false;
            s->border[open] = true;
            begin = open;
        }
        open = i;
        if (s->border[i])
            begin = i;
    }
    return true;
}

static hr_status write_cells(hr_cells *out, const search *s) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < s->positions; i++)
        count += s->border[i];
    out->start = hr_alloc((size_t)count + 1, sizeof *out->start, "cells");
    out->of = hr_alloc(s->positions, sizeof *out->of, "cells");
    if (!out->start || !out->of)
        return HR_ENOMEM;
    for (uint32_t i = 0; i < s->positions; i++) {
        if (s->border[i])
            out->start[out->count++] = i;
        out->of[i] = out->count - 1;
    }
    out->start[count] = s->positions;
    for (uint32_t c = 0; c < count; c++)
        if (out->start[c + 1] - out->start[c] > out->longest)
            out->longest = out->start[c + 1] - out->start[c];
    return HR_OK;
}

hr_status hr_cells_find(hr_cells *out, const hr_runs *runs, uint32_t positions, uint32_t longest,
                        uint32_t widest) {
    search s = {.runs = runs, .positions = positions, .longest = longest, .widest = widest};
    *out = (hr_cells){.positions = positions, .widest = widest};
    s.border = hr_calloc((size_t)positions + 1, sizeof *s.border, "borders of cells");
    s.before = hr_calloc((size_t)positions + 2, sizeof *s.before, "borders of cells");
    hr_status status = s.border && s.before ? HR_OK : HR_ENOMEM;
    if (status == HR_OK) {
        s.border[0] = s.border[positions] = true;
        put_forced_borders(&s);
        if (put_other_borders(&s))
            status = write_cells(out, &s);
    }
    free(s.border);
    free(s.before);
    if (status != HR_OK)
        hr_cells_clear(out);
    return status;
}
