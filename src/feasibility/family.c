#include "feasibility/family.h"

#include "base/memory.h"
#include "base/sort.h"
#include "feasibility/confirm.h"

#include <stdlib.h>
#include <string.h>

static hr_status sort_points(hr_family *f) {
    const int64_t *value = f->structure->point;
    uint64_t *key = hr_alloc(f->points, sizeof *key, "points in order");
    f->value = hr_alloc(f->points, sizeof *f->value, "points in order");
    f->point = hr_alloc(f->points, sizeof *f->point, "points in order");
    f->index = hr_alloc(f->points, sizeof *f->index, "points in order");
    if (!key || !f->value || !f->point || !f->index) {
        free(key);
        return HR_ENOMEM;
    }
    int64_t least = value[0];
    for (size_t i = 1; i < f->points; i++)
        least = value[i] < least ? value[i] : least;
    for (size_t i = 0; i < f->points; i++) {
        key[i] = (uint64_t)value[i] - (uint64_t)least;
        f->point[i] = (uint32_t)i;
    }
    hr_status status = hr_sort_by_keys(key, f->point, f->points);
    for (size_t i = 0; i < f->points && status == HR_OK; i++) {
        f->value[i] = (int64_t)(key[i] + (uint64_t)least);
        f->index[f->point[i]] = (uint32_t)i;
    }
    free(key);
    return status;
}

/* The first index whose point is at least `value`.  Points are evenly spaced as a rule, so a straight line
 * between the first and the last guesses well, and the search widens from there. */
static uint32_t lower_bound(const hr_family *f, int64_t value) {
    const int64_t *v = f->value;
    size_t low = 0, high = f->points - 1; /* v[low] < value <= v[high] */
    if (value <= v[low])
        return 0;
    if (value > v[high])
        return (uint32_t)f->points;
    double share = ((double)value - (double)v[0]) / ((double)v[high] - (double)v[0]);
    size_t guess = (size_t)(share * (double)high);
    guess = guess < high ? guess : high;
    if (v[guess] < value) {
        low = guess;
        for (size_t step = 1; step < high - low; step *= 2) {
            if (v[low + step] >= value) {
                high = low + step;
                break;
            }
            low += step;
        }
    } else {
        high = guess;
        for (size_t step = 1; step < high - low; step *= 2) {
            if (v[high - step] < value) {
                low = high - step;
                break;
            }
            high -= step;
        }
    }
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (v[middle] < value)
            low = middle;
        else
            high = middle;
    }
    return (uint32_t)high;
}

static bool holds_point(const hr_family *f, uint32_t index, int64_t value) {
    return index < f->points && f->value[index] == value;
}

/* Runs ascend and are disjoint, at most c in a row, and no point is one of their ends: every value of a
 * polynomial at a point is then nonzero, and positive exactly inside a run. */
static bool place_runs(hr_family *f) {
    const hr_structure *s = f->structure;
    bool sound = true;
#pragma omp parallel for schedule(static) reduction(&& : sound)
    for (size_t i = 0; i < f->rows; i++)
        for (uint64_t r = s->run_start[i]; r < s->run_start[i + 1] && sound; r++) {
            f->from[r] = lower_bound(f, s->low[r]);
            f->to[r] = lower_bound(f, s->high[r]);
            sound = s->low[r] < s->high[r] && (r == s->run_start[i] || s->high[r - 1] < s->low[r]) &&
                    !holds_point(f, f->from[r], s->low[r]) && !holds_point(f, f->to[r], s->high[r]);
        }
    return sound;
}

/* Sizes that agree with the matrices, before any of the lists is followed. */
static bool shape(hr_family *f, const hr_embedding *embedding) {
    const hr_structure *s = f->structure;
    const hr_matrix *rows = f->dual ? &embedding->queries : &embedding->docs;
    const hr_matrix *points = f->dual ? &embedding->docs : &embedding->queries;
    size_t cols = rows->cols;
    f->rows = rows->rows;
    f->points = points->rows;
    if (s->kind != HR_RUNS_STRUCTURE || !cols || points->cols != cols || s->polynomials != f->rows ||
        s->points != f->points || embedding->queries.rows != f->ancestors->queries ||
        embedding->docs.rows != f->ancestors->documents)
        return false;
    f->c = cols / 2;
    f->constant = cols % 2;
    f->powers = cols;
    f->first = f->dual && !f->constant; /* the points' power 0 is the constant one over documents */
    if (!f->rows || !f->points || !s->run_start || !s->point || s->run_start[0] != 0)
        return false;
    for (size_t i = 0; i < f->rows; i++)
        if (s->run_start[i] > s->run_start[i + 1] || s->run_start[i + 1] - s->run_start[i] > f->c)
            return false;
    return true;
}

static hr_status confirm(bool *confirmed, hr_family *f, const hr_embedding *embedding) {
    const hr_structure *s = f->structure;
    size_t runs = s->run_start[f->rows];
    f->from = hr_alloc(runs, sizeof *f->from, "runs of points");
    f->to = hr_alloc(runs, sizeof *f->to, "runs of points");
    f->row_length = hr_alloc(f->rows, sizeof *f->row_length, "lengths of rows");
    if (!f->from || !f->to || !f->row_length)
        return HR_ENOMEM;
    hr_status status = sort_points(f);
    if (status != HR_OK)
        return status;
    *confirmed = place_runs(f);
    if (*confirmed && !hr_embedding_levels_only(embedding))
        status = hr_confirm_powers(confirmed, f->dual ? &embedding->docs : &embedding->queries, s->point,
                                   f->first);
    if (*confirmed && status == HR_OK)
        status = hr_confirm_polynomials(confirmed, f->row_length,
                                        f->dual ? &embedding->queries : &embedding->docs, s, f->c, f->first);
    return status;
}

hr_status hr_family_init(bool *confirmed, hr_family *family, const hr_ancestors *ancestors,
                         const hr_embedding *embedding) {
    *family = (hr_family){
        .structure = &embedding->structure, .ancestors = ancestors, .dual = embedding->structure.dual};
    *confirmed = shape(family, embedding);
    hr_status status = *confirmed ? confirm(confirmed, family, embedding) : HR_OK;
    if (status != HR_OK || !*confirmed)
        hr_family_clear(family);
    return status;
}

void hr_family_clear(hr_family *family) {
    free(family->value);
    free(family->point);
    free(family->index);
    free(family->from);
    free(family->to);
    free(family->row_length);
    free(family->found);
    free(family->positive);
    memset(family, 0, sizeof *family);
}

bool hr_family_inside(const hr_family *f, size_t row, uint32_t index) {
    uint64_t low = f->structure->run_start[row], high = f->structure->run_start[row + 1];
    while (low < high) { /* the first run that ends behind the point */
        uint64_t middle = low + (high - low) / 2;
        if (f->to[middle] <= index)
            low = middle + 1;
        else
            high = middle;
    }
    return low < f->structure->run_start[row + 1] && f->from[low] <= index;
}

/* How many documents every query calls positive: dual, the points in its own runs; otherwise the runs over
 * its point, as running sums of +1 where a run begins and -1 behind its end. */
static hr_status count_positive(hr_family *f) {
    const hr_structure *s = f->structure;
    if (f->dual) {
        for (size_t i = 0; i < f->rows; i++)
            for (uint64_t r = s->run_start[i]; r < s->run_start[i + 1]; r++)
                f->positive[i] += f->to[r] - f->from[r];
        return HR_OK;
    }
    int64_t *step = hr_calloc(f->points + 1, sizeof *step, "counts of runs");
    if (!step)
        return HR_ENOMEM;
    for (uint64_t r = 0; r < s->run_start[f->rows]; r++) {
        step[f->from[r]]++;
        step[f->to[r]]--;
    }
    int64_t over = 0;
    for (size_t i = 0; i < f->points; i++) {
        over += step[i];
        f->positive[f->point[i]] = (uint64_t)over;
    }
    free(step);
    return HR_OK;
}

static void count_found(hr_family *f, uint64_t *hit, size_t distances) {
    const hr_ancestors *a = f->ancestors;
#pragma omp parallel for schedule(dynamic, 4096) reduction(+ : hit[:distances])
    for (size_t i = 0; i < a->queries; i++) {
        uint32_t q = hr_family_nth_query(f, i);
        for (uint64_t k = a->start[q]; k < a->start[q + 1]; k++) {
            uint32_t x = a->document[k];
            if (hr_family_inside(f, hr_family_row(f, q, x), hr_family_index(f, q, x))) {
                f->found[q]++;
                hit[a->distance[k]]++;
            }
        }
    }
}

hr_status hr_family_count(hr_check_result *out, hr_family *f) {
    const hr_ancestors *a = f->ancestors;
    f->found = hr_calloc(a->queries, sizeof *f->found, "counts of queries");
    f->positive = hr_calloc(a->queries, sizeof *f->positive, "counts of queries");
    if (!f->found || !f->positive || count_positive(f) != HR_OK)
        return HR_ENOMEM;
    count_found(f, out->hit, out->distances);
    double recall = 0;
    uint64_t counted = 0;
    out->retrieved = out->reported = out->bad_queries = 0;
    for (size_t q = 0; q < a->queries; q++) {
        uint64_t size = a->start[q + 1] - a->start[q];
        out->retrieved += f->found[q];
        out->reported += f->positive[q];
        out->bad_queries += f->found[q] < size || f->positive[q] > f->found[q];
        if (size) {
            recall += (double)f->found[q] / (double)size;
            counted++;
        }
    }
    out->macro = counted ? recall / (double)counted : 1;
    return HR_OK;
}
