/* Which documents may join a set T that the queries split in every way.
 *
 * The queries fall into classes by how they split T: trace A or the opposite trace B.  T + x is split in
 * every way when every class has a query that puts x with A, and one that puts x with B: (some query of trace
 * A holds x, or some of trace B does not) and (some of A does not, or some of B does). A document that no
 * query with a trace holds is with the other side everywhere: it may join when every class has queries of
 * both traces.  The class of T itself, T against nothing, has only to put x against T. */
#include "bounds/shatter.h"

#include <stdlib.h>
#include <string.h>

static void sort_by_trace(hr_shatter_set *s) {
    uint32_t traces = UINT32_C(1) << s->size, *bucket = s->bucket;
    memset(bucket, 0, (traces + 1) * sizeof *bucket);
    for (uint32_t i = 0; i < s->active; i++)
        bucket[s->trace[s->touching[i]] + 1]++;
    for (uint32_t t = 0; t < traces; t++)
        bucket[t + 1] += bucket[t];
    for (uint32_t i = 0; i < s->active; i++)
        s->sorted[bucket[s->trace[s->touching[i]]]++] = s->touching[i];
    memmove(bucket + 1, bucket, traces * sizeof *bucket); /* each trace's end was the next one's beginning */
    bucket[0] = 0;
}

/* Counts the documents of the queries with this trace, in `in` or in `out`. */
static void count_documents(hr_shatter_set *s, uint32_t trace, bool out) {
    const hr_ancestors *a = s->shatter->ancestors;
    for (uint32_t i = s->bucket[trace]; i < s->bucket[trace + 1]; i++) {
        uint32_t q = s->sorted[i];
        for (uint64_t k = a->start[q]; k < a->start[q + 1]; k++) {
            uint32_t x = a->document[k];
            hr_shatter_tally *t = &s->tally[x];
            if (!t->in && !t->out)
                s->of_class[s->here++] = x;
            if (out)
                t->out++;
            else
                t->in++;
        }
        s->work += a->start[q + 1] - a->start[q];
    }
}

/* 1/(1 + c) + 1/(1 + n - c) is what the two traces lack after x has joined; less the same for c = 0. */
static double lacking(uint32_t n, uint32_t c) {
    return 1 / (1.0 + c) + 1 / (1.0 + (n - c)) - 1 - 1 / (1.0 + n);
}

/* The queries that split T as the trace and its opposite do; returns whether both traces have queries. */
static bool count_class(hr_shatter_set *s, uint32_t trace) {
    uint32_t whole = (UINT32_C(1) << s->size) - 1, opposite = whole ^ trace;
    uint32_t in = s->bucket[trace + 1] - s->bucket[trace],
             out = s->bucket[opposite + 1] - s->bucket[opposite];
    s->here = 0;
    if (trace)
        count_documents(s, trace, false);
    count_documents(s, opposite, true);
    for (uint32_t i = 0; i < s->here; i++) {
        hr_shatter_tally *t = &s->tally[s->of_class[i]];
        if (!t->inside)
            s->of_all[s->seen++] = s->of_class[i];
        t->inside += t->in + t->out;
        t->lacking += (trace ? lacking(in, t->in) : 0) + lacking(out, t->out);
        bool splits = (t->in || t->out < out) && (t->in < in || t->out);
        if (!trace)
            t->whole = t->out;
        else if (in && out)
            t->refused |= !splits;
        else
            t->satisfied += splits;
        t->in = t->out = 0;
    }
    return in && out;
}

/* x against T: a query of x with no trace, or of T without x */
static bool splits_off(const hr_shatter_set *s, uint32_t x) {
    const hr_shatter_tally *t = &s->tally[x];
    uint32_t whole = (UINT32_C(1) << s->size) - 1, all = s->bucket[whole + 1] - s->bucket[whole];
    return s->shatter->start[x + 1] - s->shatter->start[x] > t->inside || t->whole < all;
}

/* T + x against nothing: a query with neither, or with all */
static bool splits_whole(const hr_shatter_set *s, uint32_t x) {
    const hr_shatter_tally *t = &s->tally[x];
    uint64_t without = s->shatter->ancestors->queries - s->active,
             alone = s->shatter->start[x + 1] - s->shatter->start[x] - t->inside;
    return without > alone || t->whole;
}

bool hr_shatter_joins_apart(const hr_shatter_set *s, uint32_t x) {
    return splits_off(s, x) && (!s->shatter->whole || splits_whole(s, x));
}

static bool is_member(const hr_shatter_set *s, uint32_t x) {
    for (uint32_t i = 0; i < s->size; i++)
        if (s->member[i] == x)
            return true;
    return false;
}

static int compare_documents(const void *x, const void *y) {
    const hr_shatter_candidate *p = x, *q = y;
    return p->document < q->document ? -1 : p->document > q->document;
}

void hr_shatter_extend(hr_shatter_set *s, bool *others) {
    uint32_t classes = (UINT32_C(1) << s->size) / 2, one_sided = 0;
    sort_by_trace(s);
    s->seen = s->candidates = 0;
    for (uint32_t trace = 0; trace < classes; trace++)
        one_sided += !count_class(s, trace) && trace;
    *others = !one_sided;
    for (uint32_t i = 0; i < s->seen; i++) {
        uint32_t x = s->of_all[i];
        hr_shatter_tally *t = &s->tally[x];
        uint64_t queries = s->shatter->start[x + 1] - s->shatter->start[x];
        if (!t->refused && t->satisfied == one_sided && hr_shatter_joins_apart(s, x) && !is_member(s, x))
            s->candidate[s->candidates++] =
                (hr_shatter_candidate){x, t->lacking + 1 / (1.0 + (double)(queries - t->inside))};
        *t = (hr_shatter_tally){0};
    }
    qsort(s->candidate, s->candidates, sizeof *s->candidate, compare_documents);
}
