/* L5: information.  With d coordinates of b bits a query's vector is one of 2^(d b).  F-sign: the vector
 * fixes S(q), so different sets need different vectors, and d b >= log2 of their number.  F-query: it fixes
 * an order of the documents, of which S(q) is the beginning; sets of one size need different vectors. */
#include "base/memory.h"
#include "bounds/row.h"
#include "bounds/rows.h"

#include <math.h>
#include <stdlib.h>

typedef struct {
    uint64_t size, hash;
} fingerprint;

static uint64_t mix(uint64_t z) { /* splitmix64 (Steele, Lea & Flood 2014) */
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

static int compare(const void *x, const void *y) {
    const fingerprint *p = x, *q = y;
    if (p->size != q->size)
        return p->size < q->size ? -1 : 1;
    return p->hash < q->hash ? -1 : p->hash > q->hash;
}

/* Sets with equal hashes count once: a collision can only make the bound weaker. */
static hr_status count_sets(uint64_t *all, uint64_t *of_one_size, const hr_ancestors *a) {
    fingerprint *set = hr_alloc(a->queries, sizeof *set, "the different S(q)");
    if (!set)
        return HR_ENOMEM;
    for (uint32_t q = 0; q < a->queries; q++) {
        set[q] = (fingerprint){.size = a->start[q + 1] - a->start[q]};
        for (uint64_t i = a->start[q]; i < a->start[q + 1]; i++)
            set[q].hash = mix(set[q].hash + UINT64_C(0x9e3779b97f4a7c15) * (a->document[i] + UINT64_C(1)));
    }
    qsort(set, a->queries, sizeof *set, compare);
    uint64_t here = 0;
    *all = *of_one_size = 0;
    for (uint32_t i = 0; i < a->queries; i++) {
        if (i && !compare(&set[i - 1], &set[i]))
            continue;
        here = i && set[i - 1].size == set[i].size ? here + 1 : 1;
        *of_one_size = here > *of_one_size ? here : *of_one_size;
        (*all)++;
    }
    free(set);
    return HR_OK;
}

static hr_status compute(hr_bound_row *out, const hr_problem *problem) {
    bool sign = problem->notion == HR_F_SIGN, holds = false;
    uint64_t all, of_one_size;
    hr_status status = count_sets(&all, &of_one_size, problem->ancestors);
    if (status != HR_OK)
        return status;
    uint64_t count = sign ? all : of_one_size;
    if (count < 2)
        return hr_row_refuse(out, "fewer than two different S(q)%s", sign ? "" : " of one size");
    hr_row_start(out, (double)NAN);
    out->evidence =
        (hr_evidence){.kind = HR_EVIDENCE_COUNT, .notion = sign ? HR_F_SIGN : HR_F_QUERY, .count = count};
    status = hr_evidence_check(&holds, &out->evidence, problem->ancestors);
    if (status == HR_OK && !holds)
        return hr_fail(HR_EINTERNAL, "bound: there are not %llu different S(q); this is a bug",
                       (unsigned long long)count);
    double bits = log2((double)count);
    out->known = HR_CERTIFIED;
    hr_row_note(out,
                "d b >= %.2f, b bits a coordinate: %llu different S(q)%s; b = 1: d >= %.0f, b = 8: d >= %.0f",
                bits, (unsigned long long)count, sign ? "" : " of one size", ceil(bits - 1e-9),
                ceil(bits / 8 - 1e-9));
    return status;
}

const hr_bound hr_bound_information = {
    .name = "information",
    .statement = "L5",
    .side = HR_LOWER,
    .help = "d b >= log2 of the number of different S(q), at b bits per coordinate",
    .compute = compute,
};
