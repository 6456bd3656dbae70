/* evidence runs: line by line, against all the points at once.
 * evidence moment, interval, count: theorems whose conditions are read off the hierarchy. */
#include "checker.h"
#include <stdlib.h>
#include <string.h>
/* How many of the ascending list are below x. */
static size_t below(const int64_t *list, size_t count, int64_t x) {
    size_t at = 0;
    for (size_t step = (size_t)1 << (64 - __builtin_clzll(count | 1)); step /= 2;)
        if (at + step <= count && list[at + step - 1] < x) at += step;
    return at;
}

void hv_runs(hv_hierarchy *h, hv_claim *claim, hv_text *t) {
    int side = strcmp(hv_word(t, " "), "dual") ? HV_QUERY : HV_DOCUMENT; /* whose members are points */
    if (side == HV_QUERY && strcmp(t->word, "primal")) hv_wrong(t, "runs are primal or dual");
    uint32_t points = h->count[side], lines = h->count[!side], far = 0;
    int64_t *point = hv_alloc(points, sizeof *point), *sorted = hv_alloc(points, sizeof *sorted), *end = NULL;
    size_t room = 0, most = 0, *hits = hv_alloc(h->nodes, sizeof *hits);
    hv_count(t, "\npoints ", points, points);
    for (uint32_t i = 0; i < points; i++) sorted[i] = point[i] = hv_integer(t, "\n");
    qsort(sorted, points, sizeof *sorted, hv_ascends);
    hv_count(t, "\nruns ", lines, lines);
    for (uint32_t i = 0; i < lines; i++) {
        size_t ends = 2 * hv_count(t, "\n", 0, INT64_MAX), held = 0, inside = 0; /* held: at the ends, too */
        for (size_t e = 0; e < ends; e++) {
            end = hv_grow(end, &room, e + 1, sizeof *end);
            end[e] = hv_integer(t, " ");
            if (e && end[e] < end[e - 1] + (int64_t)(e % 2)) hv_wrong(t, "low < high must hold, and no run overlap");
            held += e % 2 ? below(sorted, points, end[e] + 1) : -below(sorted, points, end[e]);
        }
        hv_reach(h, !side, i);
        for (uint32_t r = 0; r < h->found; r++) {
            size_t passed = below(end, ends, point[h->list[r]]), in = passed % 2 && end[passed] > point[h->list[r]];
            inside += in;
            hits[h->distance[r]] += in;
            far = h->distance[r] > far ? h->distance[r] : far;
        }
        if (inside < held || (claim->kind != HV_RECALL && inside < h->found))
            hv_wrong(t, "%zu points, %zu of the %u right ones inside", held, inside, h->found);
        most = ends > most ? ends : most;
    }
    if (!most || claim->size < most + (claim->notion == HV_F_SIGN))
        hv_wrong(t, "%zu runs in a line: none, or too many", most / 2);
    for (size_t k = 0; claim->kind == HV_RECALL && k <= far; k++)
        if (claim->distances != (size_t)far + 1 || claim->hits[k] != hits[k])
            hv_wrong(t, "the largest distance is %u; at %zu, %zu pairs are retrieved", far, k, hits[k]);
}

void hv_moment(hv_hierarchy *h, hv_claim *claim, hv_text *t) {
    if (claim->notion != HV_F_QUERY) hv_wrong(t, "moment is evidence for f-query");
    for (uint32_t q = 0; q < h->count[HV_QUERY]; q++) {
        hv_reach(h, HV_QUERY, q);
        if (h->found > claim->size / 2) hv_wrong(t, "query %u has %u documents: 2 dimensions for each", q, h->found);
    }
}

void hv_interval(hv_hierarchy *h, hv_claim *claim, hv_text *t) {
    if (claim->size < 2u + (claim->notion == HV_F_SIGN)) hv_wrong(t, "2 dimensions (f-query) or 3 (f-sign) are needed");
    for (uint32_t v = 0; v < h->nodes; v++)
        if (h->start[1][v + 1] - h->start[1][v] > 1) hv_wrong(t, "node %u has several parents", v);
}
/* The product of x + document, mod 2^61 - 1: equal sets have equal hashes; a bad x tells fewer sets apart, never more.
 */
void hv_distinct(hv_hierarchy *h, hv_claim *claim, hv_text *t) {
    int64_t(*set)[2] = hv_alloc(h->count[HV_QUERY], sizeof *set); /* its hash, and its size, f-sign: 0 */
    size_t *sizes = hv_alloc((size_t)h->nodes + 1, sizeof *sizes), most = 0;
    for (uint32_t q = 0; q < h->count[HV_QUERY]; q++) {
        unsigned __int128 hash = 1;
        hv_reach(h, HV_QUERY, q);
        for (uint32_t i = 0; i < h->found; i++) hash = hash * (0x1e3779b97f4a7c15 + h->list[i]) % 0x1fffffffffffffff;
        set[q][0] = (int64_t)hash;
        set[q][1] = claim->notion == HV_F_SIGN ? 0 : h->found;
    }
    qsort(set, h->count[HV_QUERY], sizeof *set, hv_ascends);
    for (uint32_t q = 0; q < h->count[HV_QUERY]; q++) {
        size_t *size = &sizes[set[q][1]];
        *size += !q || set[q][0] != set[q - 1][0];
        most = *size > most ? *size : most;
    }
    if (claim->size > most) hv_wrong(t, "only %zu queries are told apart", most);
}
