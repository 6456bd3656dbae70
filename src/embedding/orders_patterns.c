#include "embedding/orders_patterns.h"

#include "base/memory.h"
#include "embedding/affordable.h"
#include "embedding/orders_tile.h"

#include <stdlib.h>
#include <string.h>

static const char what[] = "what the orders leave";

hr_status hr_lists_transpose(uint32_t **to_start, uint32_t **to, const uint32_t *from_start,
                             const uint32_t *from, uint32_t rows, uint32_t columns) {
    uint32_t *start = hr_calloc((size_t)columns + 2, sizeof *start, what), count = from_start[rows];
    *to_start = start;
    *to = hr_alloc(count, sizeof **to, what);
    if (!start || !*to)
        return HR_ENOMEM;
    for (uint32_t i = 0; i < count;
         i++) /* start[c + 2]: the list's length, then start[c + 1]: its end so far */
        start[from[i] + 2]++;
    for (uint32_t c = 0; c < columns; c++)
        start[c + 2] += start[c + 1];
    for (uint32_t r = 0; r < rows; r++)
        for (uint32_t i = from_start[r]; i < from_start[r + 1]; i++)
            (*to)[start[from[i] + 1]++] = r;
    return HR_OK;
}

/* Calls `visit` for every pair that the orders keep, of all queries with the listed documents; visit is
 * called by several threads, for a document by one. */
typedef void visit_pair(hr_hard_patterns *p, uint32_t query, uint32_t place);

static hr_status each_kept(hr_hard_patterns *p, const uint32_t *list, uint32_t count, visit_pair *visit) {
    bool room = true;
#pragma omp parallel reduction(&& : room)
    {
        hr_orders_tile tile;
        room = hr_orders_tile_init(&tile, p->base) == HR_OK;
#pragma omp for schedule(dynamic, 1)
        for (uint32_t first = 0; first < count; first += HR_ORDERS_TILE) {
            if (!tile.kept)
                continue;
            uint32_t rest = count - first;
            hr_orders_tile_load(&tile, list, first, rest < HR_ORDERS_TILE ? rest : HR_ORDERS_TILE);
            for (uint32_t q = 0; q < p->base->n; q++) {
                uint64_t bits[HR_ORDERS_WORDS];
                if (!hr_orders_tile_kept(bits, &tile, q))
                    continue;
                for (uint32_t w = 0; w < HR_ORDERS_WORDS; w++)
                    for (uint64_t b = bits[w]; b; b &= b - 1)
                        visit(p, q, first + 64 * w + (uint32_t)__builtin_ctzll(b));
            }
        }
        hr_orders_tile_clear(&tile);
    }
    return room ? HR_OK : hr_fail(HR_ENOMEM, "out of memory: %s", what);
}

static void count_document(hr_hard_patterns *p, uint32_t query, uint32_t document) {
    (void)query;
    p->number[document]++;
}

/* A document is hard when more pairs are kept than it has. */
static hr_status find_hard(hr_hard_patterns *p) {
    const hr_ancestors *a = p->ancestors;
    p->number = hr_calloc(a->documents, sizeof *p->number, what);
    p->hard_document = hr_alloc(a->documents, sizeof *p->hard_document, what);
    if (!p->number || !p->hard_document)
        return HR_ENOMEM;
    hr_status status = each_kept(p, NULL, a->documents, count_document);
    if (status != HR_OK)
        return status;
    for (uint64_t i = 0; i < a->pairs; i++)
        p->number[a->document[i]]--;
    for (uint32_t x = 0; x < a->documents; x++) {
        p->left += p->number[x];
        if (p->number[x])
            p->hard_document[p->hard] = x;
        p->number[x] = p->number[x] ? p->hard++ : HR_NONE;
    }
    p->hard_words = (p->hard + 63) / 64;
    return HR_OK;
}

typedef struct {
    uint64_t key;
    uint32_t query;
} keyed;

static int by_key(const void *x, const void *y) {
    const keyed *p = x, *q = y;
    if (p->key != q->key)
        return p->key < q->key ? -1 : 1;
    return p->query < q->query ? -1 : p->query > q->query;
}

/* splitmix64's finaliser */
static uint64_t mix(uint64_t x) {
    x += UINT64_C(0x9e3779b97f4a7c15);
    x = (x ^ x >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    x = (x ^ x >> 27) * UINT64_C(0x94d049bb133111eb);
    return x ^ x >> 31;
}

static uint32_t list_pattern(uint32_t *member, const hr_hard_patterns *p, uint32_t query) {
    const hr_ancestors *a = p->ancestors;
    uint32_t count = 0;
    for (uint64_t i = a->start[query]; i < a->start[query + 1]; i++)
        if (p->number[a->document[i]] != HR_NONE)
            member[count++] = p->number[a->document[i]];
    return count;
}

/* Queries of one key have one pattern, but for one chance in 2^40 or so; a collision would be caught where
 * the orders are checked in the end. */
static hr_status name_patterns(hr_hard_patterns *p) {
    const hr_ancestors *a = p->ancestors;
    keyed *list = hr_alloc(a->queries, sizeof *list, what);
    p->pattern = hr_alloc(a->queries, sizeof *p->pattern, what);
    p->member_start = hr_calloc((size_t)a->queries + 1, sizeof *p->member_start, what);
    if (!list || !p->pattern || !p->member_start) {
        free(list);
        return HR_ENOMEM;
    }
    for (uint32_t q = 0; q < a->queries; q++) {
        list[q] = (keyed){0, q};
        for (uint64_t i = a->start[q]; i < a->start[q + 1]; i++)
            if (p->number[a->document[i]] != HR_NONE)
                list[q].key += mix(a->document[i]);
    }
    qsort(list, a->queries, sizeof *list, by_key);
    size_t capacity = 0;
    hr_status status = HR_OK;
    for (uint32_t i = 0; i < a->queries && status == HR_OK; i++) {
        if (!i || list[i].key != list[i - 1].key) {
            uint32_t used = p->member_start[p->patterns];
            status = hr_grow(&p->member, &capacity, (size_t)used + a->s + 1, sizeof *p->member, what);
            if (status != HR_OK)
                break;
            p->member_start[++p->patterns] = used + list_pattern(p->member + used, p, list[i].query);
        }
        p->pattern[list[i].query] = p->patterns - 1;
    }
    free(list);
    p->pattern_words = (p->patterns + 63) / 64;
    return status;
}

static void want(hr_hard_patterns *p, uint32_t query, uint32_t place) {
    uint64_t *word = &p->wants[(size_t)p->pattern[query] * p->hard_words + place / 64];
    uint64_t bit = UINT64_C(1) << (place % 64), seen;
#pragma omp atomic read
    seen = *word;
    if (seen & bit)
        return;
#pragma omp atomic
    *word |= bit;
}

static hr_status fill_matrices(hr_hard_patterns *p) {
    double bytes = 8.0 * ((double)p->patterns * p->hard_words + (double)p->hard * p->pattern_words * 2);
    hr_status status = hr_affordable(bytes, "orders (U11): the patterns of the queries on the hard documents",
                                     "take a part of the hierarchy");
    if (status != HR_OK)
        return status;
    p->wants = hr_calloc((size_t)p->patterns * p->hard_words, sizeof *p->wants, what);
    p->held = hr_calloc((size_t)p->hard * p->pattern_words, sizeof *p->held, what);
    if (!p->wants || !p->held)
        return HR_ENOMEM;
    status = each_kept(p, p->hard_document, p->hard, want);
    for (uint32_t i = 0; i < p->patterns; i++) {
        for (uint32_t j = p->member_start[i]; j < p->member_start[i + 1]; j++) {
            hr_bit_drop(p->wants + (size_t)i * p->hard_words, p->member[j]);
            hr_bit_set(p->held + (size_t)p->member[j] * p->pattern_words, i);
        }
    }
    return status;
}

hr_status hr_hard_patterns_build(hr_hard_patterns *out, const hr_orders *base,
                                 const hr_ancestors *ancestors) {
    *out = (hr_hard_patterns){.base = base, .ancestors = ancestors};
    hr_status status = find_hard(out);
    if (status == HR_OK)
        status = name_patterns(out);
    if (status == HR_OK)
        status = hr_lists_transpose(&out->holder_start, &out->holder, out->member_start, out->member,
                                    out->patterns, out->hard);
    if (status == HR_OK)
        status = fill_matrices(out);
    if (status != HR_OK)
        hr_hard_patterns_clear(out);
    return status;
}

void hr_hard_patterns_clear(hr_hard_patterns *p) {
    free(p->hard_document);
    free(p->number);
    free(p->pattern);
    free(p->member_start);
    free(p->member);
    free(p->holder_start);
    free(p->holder);
    free(p->wants);
    free(p->held);
    *p = (hr_hard_patterns){0};
}
