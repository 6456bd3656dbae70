#include "feasibility/family_wrong.h"

#include "base/memory.h"

#include <math.h>
#include <stdlib.h>

/* False pairs looked at before the margin becomes a bound: some ten seconds. */
#define FALSE_PAIRS UINT64_C(100000000)

/* size[q]: log2 of the largest wrong |score| / |q|. */
static void missing_pairs(double *size, const hr_family *f, const hr_family_scale *scale) {
    const hr_ancestors *a = f->ancestors;
#pragma omp parallel for schedule(dynamic, 4096)
    for (size_t i = 0; i < a->queries; i++) {
        uint32_t q = hr_family_nth_query(f, i);
        if (f->found[q] == a->start[q + 1] - a->start[q])
            continue;
        for (uint64_t k = a->start[q]; k < a->start[q + 1]; k++) {
            size_t row = hr_family_row(f, q, a->document[k]);
            uint32_t index = hr_family_index(f, q, a->document[k]);
            if (!hr_family_inside(f, row, index))
                size[q] =
                    fmax(size[q], hr_family_log2(f, row, index) - hr_family_log2_query(f, scale, row, index));
        }
    }
}

/* Matched pairs inside the runs, by row: rows that report more hold false pairs. */
static uint32_t *true_pairs(const hr_family *f) {
    const hr_ancestors *a = f->ancestors;
    uint32_t *count = hr_calloc(f->rows, sizeof *count, "counts of runs");
    for (uint32_t i = 0; count && i < a->queries; i++) {
        uint32_t q = hr_family_nth_query(f, i);
        for (uint64_t k = a->start[q]; k < a->start[q + 1]; k++) {
            size_t row = hr_family_row(f, q, a->document[k]);
            count[row] += hr_family_inside(f, row, hr_family_index(f, q, a->document[k]));
        }
    }
    return count;
}

static hr_status false_pairs(double *size, bool *all, const hr_family *f, const hr_family_scale *scale) {
    const hr_structure *s = f->structure;
    uint32_t *matched = true_pairs(f);
    if (!matched)
        return HR_ENOMEM;
    uint64_t seen = 0;
    *all = true;
    for (size_t i = 0; i < f->rows && *all; i++) {
        uint64_t reported = 0;
        for (uint64_t r = s->run_start[i]; r < s->run_start[i + 1]; r++)
            reported += f->to[r] - f->from[r];
        if (reported == matched[i])
            continue;
        for (uint64_t r = s->run_start[i]; r < s->run_start[i + 1]; r++)
            for (uint32_t index = f->from[r]; index < f->to[r]; index++) {
                uint32_t q = hr_family_query(f, i, index);
                if (!hr_is_ancestor(f->ancestors, q, hr_family_document(f, i, index)))
                    size[q] =
                        fmax(size[q], hr_family_log2(f, i, index) - hr_family_log2_query(f, scale, i, index));
            }
        seen += reported;
        *all = seen <= FALSE_PAIRS;
    }
    free(matched);
    return HR_OK;
}

/* The largest first; equal ones by query. */
static uint32_t largest(uint32_t top[HR_WORST], uint32_t most, const double *size, uint32_t queries) {
    uint32_t count = 0;
    for (uint32_t q = 0; q < queries; q++) {
        if (isinf(size[q]) || (count == most && size[q] <= size[top[count - 1]]))
            continue;
        uint32_t at = count < most ? count++ : count - 1;
        for (; at > 0 && size[q] > size[top[at - 1]]; at--)
            top[at] = top[at - 1];
        top[at] = q;
    }
    return count;
}

hr_status hr_family_wrong(hr_check_result *out, const hr_family *f, const hr_family_scale *scale,
                          uint32_t worst) {
    const hr_ancestors *a = f->ancestors;
    double *size = hr_alloc(a->queries, sizeof *size, "the worst pairs");
    if (!size)
        return HR_ENOMEM;
    for (uint32_t q = 0; q < a->queries; q++)
        size[q] = -INFINITY;
    bool all = true;
    missing_pairs(size, f, scale);
    hr_status status = out->reported > out->retrieved ? false_pairs(size, &all, f, scale) : HR_OK;
    if (status == HR_OK) {
        uint32_t top[HR_WORST] = {0}, most = worst < 1 ? 1 : worst > HR_WORST ? HR_WORST : worst;
        uint32_t count = largest(top, most, size, a->queries);
        out->margin_is_bound = !all;
        hr_margin_set(out, -1, size[top[0]] - scale->widest);
        for (uint32_t i = 0; i < count && i < worst; i++)
            hr_family_worst(&out->worst[out->worst_count++], f, scale, top[i], HR_F_SIGN);
    }
    free(size);
    return status;
}
