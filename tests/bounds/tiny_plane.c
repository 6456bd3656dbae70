#include "tiny_truth.h"

enum { REACH = 6, STEPS = 200000 };

/* Knuth's linear congruential generator (The Art of Computer Programming, 3.3.4) */
static uint32_t draw(uint64_t *state, uint32_t end) {
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(*state >> 33) % end;
}

/* A direction in which all of S(q) comes after all other documents; *gap: twice a threshold between them. */
static bool separates(int64_t direction[2], int64_t *gap, const tiny_embedding *e, const tiny *t,
                      uint32_t q) {
    for (int64_t a = -REACH; a <= REACH; a++)
        for (int64_t b = -REACH; b <= REACH; b++) {
            int64_t lowest = INT64_MAX, highest = INT64_MIN;
            for (uint32_t x = 0; x < t->nodes; x++) {
                int64_t s = a * e->document[x][0] + b * e->document[x][1];
                if (t->above[q] >> x & 1)
                    lowest = s < lowest ? s : lowest;
                else
                    highest = s > highest ? s : highest;
            }
            if (lowest > highest) {
                direction[0] = a;
                direction[1] = b;
                *gap = highest == INT64_MIN  ? 2 * lowest - 1
                       : lowest == INT64_MAX ? 2 * highest + 1
                                             : lowest + highest;
                return true;
            }
        }
    return false;
}

/* Queries that a direction serves. */
static uint32_t serve(tiny_embedding *e, const tiny *t, bool sign) {
    uint32_t served = 0;
    for (uint32_t q = 0; q < t->nodes; q++) {
        int64_t direction[2] = {0, 0}, gap = 0;
        served += separates(direction, &gap, e, t, q);
        e->query[q][0] = (1 + sign) * direction[0];
        e->query[q][1] = (1 + sign) * direction[1];
        e->query[q][2] = -gap;
    }
    return served;
}

/* One document moves at a time, never to a place where fewer queries are served. */
bool tiny_plane(tiny_embedding *out, const tiny *t, bool sign) {
    uint64_t state = 1;
    uint32_t served = 0;
    *out = (tiny_embedding){.dimension = 2 + sign};
    for (uint32_t x = 0; x < t->nodes; x++)
        out->document[x][2] = 1;
    for (uint32_t step = 0; step < STEPS && served < t->nodes; step++) {
        tiny_embedding next = *out;
        uint32_t x = draw(&state, t->nodes);
        for (int c = 0; c < 2; c++)
            next.document[x][c] = (int64_t)draw(&state, 2 * REACH + 1) - REACH;
        uint32_t reached = serve(&next, t, sign);
        if (reached >= served) {
            *out = next;
            served = reached;
        }
    }
    return tiny_embeds(out, t, sign);
}
