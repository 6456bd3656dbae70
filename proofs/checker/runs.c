/* evidence runs: one sweep along the line, from point to point, with the lines whose runs hold the point.
 * evidence moment, interval, count: theorems whose conditions are read off the hierarchy. */
#include "checker.h"
#include <stdlib.h>
typedef struct {
    int64_t at;
    uint32_t owner; /* of a point: its query (dual: document); of an end of a run: its line */
} place;
/* The lines' runs, sorted by their ends; *most: the most of a line. */
static size_t read_runs(hv_text *t, uint32_t lines, place *end[2], size_t *most) {
    size_t total = 0, room[2] = {0};
    hv_count(t, "\nruns ", lines, lines);
    for (uint32_t i = 0; i < lines; i++) {
        size_t runs = hv_count(t, "\n", 0, INT64_MAX);
        for (size_t r = 0; r < runs; r++, total++) {
            for (int high = 0; high < 2; high++) {
                hv_grow(&end[high], &room[high], total + 1, sizeof **end);
                end[high][total] = (place){hv_integer(t, " "), i};
            }
            if (end[0][total].at >= end[1][total].at || (r && end[0][total].at < end[1][total - 1].at))
                hv_wrong(t, "run %zu: low < high must hold, and runs must not overlap", r + 1);
        }
        *most = runs > *most ? runs : *most;
    }
    for (int high = 0; high < 2 && total; high++) qsort(end[high], total, sizeof **end, hv_ascends);
    return total;
}

void hv_runs(hv_hierarchy *h, const hv_claim *claim, hv_text *t) {
    uint32_t count = h->count[claim->side], *holds = hv_alloc(h->count[!claim->side], sizeof *holds), far = 0;
    place *point = hv_alloc(count, sizeof *point), *end[2] = {NULL, NULL};
    hv_count(t, "\npoints ", count, count);
    for (uint32_t i = 0; i < count; i++) point[i] = (place){hv_integer(t, "\n"), i};
    qsort(point, count, sizeof *point, hv_ascends);
    size_t most = 0, runs = read_runs(t, h->count[!claim->side], end, &most), next[2] = {0};
    size_t *hits = hv_alloc(h->nodes, sizeof *hits);
    if (!most || claim->size / 2 < most || claim->size - 2 * most < (claim->notion == HV_F_SIGN))
        hv_false(t, "%zu runs in a line: none, or too many", most);
    for (uint32_t i = 0; i < count; i++) {
        const char *who = claim->side == HV_QUERY ? "query" : "document";
        size_t in = 0;
        for (int high = 0; high < 2; high++) { /* the lows that were passed, then the highs */
            for (; next[high] < runs && end[high][next[high]].at < point[i].at; next[high]++)
                holds[end[high][next[high]].owner] += high ? UINT32_MAX : 1;
            if (next[high] < runs && end[high][next[high]].at == point[i].at)
                hv_false(t, "the point of %s %u is an end of a run", who, point[i].owner);
        }
        hv_reach(h, claim->side, point[i].owner);
        for (uint32_t r = 0; r < h->found; r++) {
            in += holds[h->list[r]];
            hits[h->distance[r]] += holds[h->list[r]];
            far = h->distance[r] > far ? h->distance[r] : far;
        }
        if (in < next[0] - next[1] || (claim->kind == HV_FEASIBLE && in < h->found))
            hv_false(t, "the point of %s %u is in a wrong run, or missing in a right one", who, point[i].owner);
    }
    for (size_t k = 0; claim->kind == HV_RECALL && k <= far; k++)
        if (claim->distances != (size_t)far + 1 || claim->hits[k] != hits[k])
            hv_false(t, "the largest distance is %u; at %zu, %zu pairs are retrieved", far, k, hits[k]);
}

void hv_moment(hv_hierarchy *h, const hv_claim *claim, hv_text *t) {
    if (claim->notion != HV_F_QUERY) hv_wrong(t, "moment is evidence for f-query");
    for (uint32_t q = 0; q < h->count[HV_QUERY]; q++) {
        hv_reach(h, HV_QUERY, q);
        if (h->found > claim->size / 2) hv_false(t, "query %u has %u documents: 2 dimensions for each", q, h->found);
    }
}

void hv_interval(hv_hierarchy *h, const hv_claim *claim, hv_text *t) {
    if (claim->size < 2u + (claim->notion == HV_F_SIGN)) hv_false(t, "2 dimensions (f-query) or 3 (f-sign) are needed");
    for (uint32_t v = 0; v < h->nodes; v++)
        if (h->start[1][v + 1] - h->start[1][v] > 1) hv_false(t, "node %u has several parents", v);
}
/* Equal sets have equal hashes: a bad hash tells fewer sets apart, never more. */
void hv_distinct(hv_hierarchy *h, const hv_claim *claim, hv_text *t) {
    place *set = hv_alloc(h->count[HV_QUERY], sizeof *set); /* its hash, and its size, f-sign: 0 */
    size_t *sizes = hv_alloc((size_t)h->nodes + 1, sizeof *sizes), most = 0;
    for (uint32_t q = 0; q < h->count[HV_QUERY]; q++) {
        uint64_t hash = 0; /* sum of splitmix64(document) */
        hv_reach(h, HV_QUERY, q);
        for (uint32_t i = 0; i < h->found; i++) {
            uint64_t x = (h->list[i] + UINT64_C(1)) * 0x9e3779b97f4a7c15;
            x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9;
            x = (x ^ x >> 27) * 0x94d049bb133111eb;
            hash += x ^ x >> 31;
        }
        set[q] = (place){(int64_t)hash, claim->notion == HV_F_SIGN ? 0 : h->found};
    }
    qsort(set, h->count[HV_QUERY], sizeof *set, hv_ascends);
    for (uint32_t q = 0; q < h->count[HV_QUERY]; q++) {
        size_t *size = &sizes[set[q].owner];
        *size += !q || set[q].at != set[q - 1].at;
        most = *size > most ? *size : most;
    }
    if (claim->size > most) hv_false(t, "only %zu queries are told apart", most);
}
