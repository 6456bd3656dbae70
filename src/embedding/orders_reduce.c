#include "embedding/orders_reduce.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

static const char what[] = "what the orders leave";

static const uint64_t *row(const uint64_t *matrix, uint32_t i, uint32_t words) {
    return matrix + (size_t)i * words;
}

/* The pattern with the fewest documents among those with x: all above x are in it. */
static uint32_t smallest_holder(const hr_hard_patterns *p, uint32_t x) {
    uint32_t best = HR_NONE, size = HR_NONE;
    for (uint32_t i = p->holder_start[x]; i < p->holder_start[x + 1]; i++) {
        uint32_t h = p->holder[i], members = p->member_start[h + 1] - p->member_start[h];
        if (members < size) {
            best = h;
            size = members;
        }
    }
    return best;
}

static bool is_above(const hr_hard_patterns *p, uint32_t y, uint32_t x) {
    for (uint32_t i = p->holder_start[x]; i < p->holder_start[x + 1]; i++)
        if (!hr_bit(row(p->held, y, p->pattern_words), p->holder[i]))
            return false;
    return true;
}

static void keep_first_twins(hr_reduction *r) {
    uint32_t used = 0, begin = 0;
    for (uint32_t x = 0; x < r->p.hard; x++) {
        uint32_t end = r->above_start[x + 1];
        for (uint32_t j = begin; j < end; j++)
            if (r->twin[r->above[j]] == r->above[j])
                r->above[used++] = r->above[j];
        begin = end;
        r->above_start[x + 1] = used;
    }
}

static hr_status find_above(hr_reduction *r) {
    const hr_hard_patterns *p = &r->p;
    size_t capacity = 0;
    r->twin = hr_alloc(p->hard, sizeof *r->twin, what);
    r->above_start = hr_calloc((size_t)p->hard + 1, sizeof *r->above_start, what);
    hr_status status = r->twin && r->above_start ? HR_OK : HR_ENOMEM;
    for (uint32_t x = 0; x < p->hard && status == HR_OK; x++) {
        uint32_t h = smallest_holder(p, x), used = r->above_start[x];
        uint32_t held = p->holder_start[x + 1] - p->holder_start[x];
        r->twin[x] = x;
        r->above_start[x + 1] = used;
        if (h == HR_NONE)
            continue;
        uint32_t members = p->member_start[h + 1] - p->member_start[h];
        status = hr_grow(&r->above, &capacity, (size_t)used + members, sizeof *r->above, what);
        for (uint32_t j = p->member_start[h]; j < p->member_start[h + 1] && status == HR_OK; j++) {
            uint32_t y = p->member[j];
            if (y == x || !is_above(p, y, x))
                continue;
            bool same = p->holder_start[y + 1] - p->holder_start[y] == held;
            if (same && y < r->twin[x])
                r->twin[x] = y;
            else if (!same)
                r->above[used++] = y;
        }
        r->above_start[x + 1] = used;
    }
    if (status == HR_OK)
        keep_first_twins(r);
    return status;
}

/* Twins want the same: what one wants the first does. */
static void merge_twins(hr_reduction *r) {
    hr_hard_patterns *p = &r->p;
    for (uint32_t i = 0; i < p->patterns; i++) {
        uint64_t *wants = p->wants + (size_t)i * p->hard_words;
        for (uint32_t w = 0; w < p->hard_words; w++)
            for (uint64_t b = wants[w]; b; b &= b - 1) {
                uint32_t x = 64 * w + (uint32_t)__builtin_ctzll(b);
                if (r->twin[x] == x)
                    continue;
                hr_bit_drop(wants, x);
                hr_bit_set(wants, r->twin[x]);
            }
    }
}

/* x before the pattern follows when something above x is wanted before it, too. */
static void drop_below(hr_reduction *r) {
    hr_hard_patterns *p = &r->p;
#pragma omp parallel for schedule(dynamic, 64)
    for (uint32_t i = 0; i < p->patterns; i++) {
        uint64_t *wants = p->wants + (size_t)i * p->hard_words;
        for (uint32_t w = 0; w < p->hard_words; w++)
            for (uint64_t b = wants[w]; b; b &= b - 1) {
                uint32_t x = 64 * w + (uint32_t)__builtin_ctzll(b);
                for (uint32_t j = r->above_start[x]; j < r->above_start[x + 1]; j++)
                    if (hr_bit(wants, r->above[j])) { /* never the last: what is highest stays */
                        hr_bit_drop(wants, x);
                        break;
                    }
            }
    }
}

static void transpose_wants(hr_reduction *r) {
    const hr_hard_patterns *p = &r->p;
    for (uint32_t i = 0; i < p->patterns; i++)
        for (uint32_t w = 0; w < p->hard_words; w++)
            for (uint64_t b = row(p->wants, i, p->hard_words)[w]; b; b &= b - 1) {
                uint32_t x = 64 * w + (uint32_t)__builtin_ctzll(b);
                hr_bit_set(r->wanting + (size_t)x * p->pattern_words, i);
            }
}

/* The words of the patterns that hold all of pattern i, without i itself: larger[] and where they are not 0.
 */
static uint32_t find_larger(uint64_t *larger, uint32_t *place, const hr_hard_patterns *p, uint32_t i) {
    uint32_t count = 0;
    memset(larger, 0xff, p->pattern_words * sizeof *larger); /* no row has bits beyond the last pattern */
    for (uint32_t j = p->member_start[i]; j < p->member_start[i + 1]; j++) {
        const uint64_t *held = row(p->held, p->member[j], p->pattern_words);
        for (uint32_t w = 0; w < p->pattern_words; w++)
            larger[w] &= held[w];
    }
    hr_bit_drop(larger, i);
    for (uint32_t w = 0; w < p->pattern_words; w++)
        if (larger[w])
            place[count++] = w;
    return count;
}

/* x before the pattern follows when a larger pattern wants it, too. */
static hr_status drop_smaller(hr_reduction *r) {
    hr_hard_patterns *p = &r->p;
    bool room = true;
#pragma omp parallel reduction(&& : room)
    {
        uint64_t *larger = hr_alloc(p->pattern_words, sizeof *larger, what);
        uint32_t *place = hr_alloc(p->pattern_words, sizeof *place, what);
        room = larger && place;
#pragma omp for schedule(dynamic, 16)
        for (uint32_t i = 0; i < p->patterns; i++) {
            if (!larger || !place)
                continue;
            uint64_t *wants = p->wants + (size_t)i * p->hard_words;
            uint32_t count = find_larger(larger, place, p, i);
            for (uint32_t w = 0; w < p->hard_words; w++)
                for (uint64_t b = wants[w]; b; b &= b - 1) {
                    uint32_t x = 64 * w + (uint32_t)__builtin_ctzll(b);
                    const uint64_t *wanting = row(r->wanting, x, p->pattern_words);
                    bool follows = false;
                    for (uint32_t j = 0; j < count && !follows; j++)
                        follows = larger[place[j]] & wanting[place[j]];
                    if (follows)
                        hr_bit_drop(wants, x);
                }
        }
        free(larger);
        free(place);
    }
    return room ? HR_OK : hr_fail(HR_ENOMEM, "out of memory: %s", what);
}

hr_status hr_reduce(hr_reduction *r) {
    hr_status status = find_above(r);
    if (status != HR_OK)
        return status;
    merge_twins(r);
    drop_below(r);
    r->wanting = hr_calloc((size_t)r->p.hard * r->p.pattern_words, sizeof *r->wanting, what);
    if (!r->wanting)
        return HR_ENOMEM;
    transpose_wants(r);
    return drop_smaller(r);
}

void hr_reduction_clear(hr_reduction *r) {
    free(r->twin);
    free(r->above_start);
    free(r->above);
    free(r->wanting);
    hr_hard_patterns_clear(&r->p);
}
