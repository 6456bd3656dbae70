#include "hierarchy/order_pieces.h"

/* Cuts a run in hr_pieces at the move's three cuts; false: none is at or inside it. */
bool hr_pieces_cut(hr_pieces *out, hr_places run, const hr_transfer *t) {
    bool down = t->gap < t->first; /* the moved come to stand before what they jump over */
    int64_t cut[3] = {down ? t->gap : t->first, down ? t->first : t->last + 1, down ? t->last + 1 : t->gap};
    if (run.high < cut[0] - 1 || run.low > cut[2])
        return false;
    bool at_one = false;
    for (int i = 0; i < 3; i++)
        at_one |= run.low <= cut[i] && run.high >= cut[i] - 1;
    if (!at_one)
        return false;
    /* the stretches: 0 before cut 0, 1 and 2 between cuts, 3 from cut 2 on */
    for (int i = 0; i < 4; i++) {
        hr_places p = {i && run.low < cut[i - 1] ? cut[i - 1] : run.low,
                       i < 3 && run.high >= cut[i] ? cut[i] - 1 : run.high};
        if (p.low > p.high)
            continue;
        if (i == 0 || i == 3) {
            out->part[i ? 5 : 0] = p;
            out->there[i ? 5 : 0] = true;
            continue;
        }
        if (p.low == cut[i - 1]) {
            out->part[2 * i - 1] = p;
            out->there[2 * i - 1] = true;
        }
        if (p.high == cut[i] - 1) {
            out->part[2 * i] = p;
            out->there[2 * i] = true;
        }
    }
    return true;
}

/* Adds a run that goes on from the one before where `joined`. */
static void add_run(hr_run_ends *run, uint32_t *length, uint32_t *count, uint32_t left, uint32_t right,
                    uint32_t size, bool joined) {
    if (joined) {
        run[*count - 1].end[1] = right;
        length[*count - 1] += size;
    } else {
        run[*count] = (hr_run_ends){{left, right}};
        length[(*count)++] = size;
    }
}

/* The hr_pieces as they stand after the move: 0, then the stretch that comes first, the other one, and 5. */
uint32_t hr_pieces_join(hr_run_ends *run, uint32_t *length, const hr_order_state *s, const hr_pieces *c,
                        const hr_transfer *t) {
    bool down = t->gap < t->first;
    int stretch[2] = {3, 1}, moved = down ? 3 : 1; /* the two change hr_places */
    uint32_t count = 0;
    bool open = c->there[0];
    if (open)
        add_run(run, length, &count, s->at[c->part[0].low], s->at[c->part[0].high],
                (uint32_t)(c->part[0].high - c->part[0].low + 1), false);
    for (int i = 0; i < 2; i++) {
        int first = stretch[i], last = first + 1;
        bool turn = t->turned && first == moved;
        bool whole = c->there[first] && c->there[last] && c->part[first].low == c->part[last].low;
        if (turn) {
            int swap = first;
            first = last;
            last = swap;
        }
        for (int j = 0; j < (whole ? 1 : 2); j++) {
            int at = j ? last : first;
            const hr_places *p = &c->part[at];
            if (c->there[at])
                add_run(run, length, &count, s->at[turn ? p->high : p->low], s->at[turn ? p->low : p->high],
                        (uint32_t)(p->high - p->low + 1), !j && open);
        }
        open = c->there[last];
    }
    if (c->there[5])
        add_run(run, length, &count, s->at[c->part[5].low], s->at[c->part[5].high],
                (uint32_t)(c->part[5].high - c->part[5].low + 1), open);
    return count;
}
