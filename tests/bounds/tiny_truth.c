#include "tiny_truth.h"

#include <stdlib.h>

typedef struct {
    const tiny *t;
    uint32_t whole;                        /* all documents */
    uint32_t order[TINY_ORDERS + 1][TINY]; /* the document at each place */
    uint64_t covers[TINY_ORDERS];          /* pairs (q,x), bit q n + x: x comes before all of S(q) */
    uint32_t orders;
} problem;

static void list_orders(problem *p) {
    uint32_t n = p->t->nodes;
    for (p->orders = 0;; p->orders++) {
        uint32_t number = p->orders, left[TINY], *order = p->order[p->orders];
        for (uint32_t i = 0; i < n; i++)
            left[i] = i;
        for (uint32_t i = 0; i < n; i++) {
            uint32_t pick = number % (n - i);
            number /= n - i;
            order[i] = left[pick];
            left[pick] = left[n - i - 1];
        }
        if (number)
            return;
        p->covers[p->orders] = 0;
        for (uint32_t q = 0; q < n; q++)
            for (uint32_t i = 0; i < n && !(p->t->above[q] >> order[i] & 1); i++)
                p->covers[p->orders] |= UINT64_C(1) << (q * n + order[i]);
    }
}

/* ---- embeddings, checked in integers */

static int64_t score(const tiny_embedding *e, uint32_t q, uint32_t x) {
    int64_t sum = 0;
    for (uint32_t c = 0; c < e->dimension; c++)
        sum += e->query[q][c] * e->document[x][c];
    return sum;
}

bool tiny_embeds(const tiny_embedding *e, const tiny *t, bool sign) {
    for (uint32_t q = 0; q < t->nodes; q++) {
        int64_t lowest = INT64_MAX, highest = INT64_MIN;
        for (uint32_t x = 0; x < t->nodes; x++) {
            int64_t s = score(e, q, x);
            if (t->above[q] >> x & 1)
                lowest = s < lowest ? s : lowest;
            else
                highest = s > highest ? s : highest;
        }
        if (sign ? lowest <= 0 || highest >= 0 : lowest <= highest)
            return false;
    }
    return true;
}

/* place[x] in every order, least[q] = the first place of S(q): document B^(n - 1 - place), query -B^least, B
 * = orders + 1: a member's terms are at most B^(n-1), another's has one of B^n or more.  Sign: one more
 * coordinate. */
static bool orders_embed(const problem *p, const uint32_t *order, uint32_t orders, bool sign) {
    uint32_t n = p->t->nodes;
    int64_t base = orders + 1, power[TINY + 1] = {1};
    tiny_embedding e = {.dimension = orders + sign};
    for (uint32_t i = 1; i <= n; i++)
        power[i] = power[i - 1] * base;
    for (uint32_t c = 0; c < orders; c++)
        for (uint32_t place = n; place-- > 0;) {
            uint32_t x = p->order[order[c]][place];
            e.document[x][c] = power[n - 1 - place];
            for (uint32_t q = 0; q < n; q++)
                if (p->t->above[q] >> x & 1)
                    e.query[q][c] = -2 * power[place];
        }
    for (uint32_t i = 0; i < n && sign; i++) {
        e.document[i][orders] = 1;
        e.query[i][orders] = (2 * orders + 1) * power[n - 1];
    }
    return tiny_embeds(&e, p->t, sign);
}

/* ---- small dimensions: all orders, all ways to turn documents round */

/* The query for the set of `order`'s places from `first` on (or with `before` those before it), for documents
 * (1, place). */
static bool end_of(const uint32_t *order, uint32_t n, uint32_t set, uint32_t *first, bool *before) {
    uint32_t begin = 0, whole = (UINT32_C(1) << n) - 1;
    for (uint32_t i = 0; i <= n; i++) {
        if (begin == set || (whole ^ begin) == set) {
            *first = i;
            *before = begin == set;
            return true;
        }
        if (i < n)
            begin |= UINT32_C(1) << order[i];
    }
    return false;
}

/* Documents (1, place), turned round unless in `kept`; F-query (kept = all): only the place. */
static bool line_embeds(const problem *p, const uint32_t *order, uint32_t kept, bool sign) {
    uint32_t n = p->t->nodes;
    tiny_embedding e = {.dimension = sign ? 2 : 1};
    for (uint32_t q = 0; q < n; q++) {
        uint32_t first;
        bool before;
        if (!end_of(order, n, p->whole & ~(p->t->above[q] ^ kept), &first, &before))
            return false;
        int64_t turn = before ? -1 : 1;
        e.query[q][sign] = 2 * turn;
        if (sign)
            e.query[q][0] = turn * (1 - 2 * (int64_t)first);
    }
    for (uint32_t i = 0; i < n; i++) {
        int64_t turn = kept >> order[i] & 1 ? 1 : -1;
        e.document[order[i]][sign] = turn * (int64_t)i;
        if (sign)
            e.document[order[i]][0] = turn;
    }
    return tiny_embeds(&e, p->t, sign);
}

static bool on_line(const problem *p, bool sign) {
    for (uint32_t kept = sign ? 0 : p->whole; kept <= p->whole; kept++)
        for (uint32_t i = 0; i < p->orders; i++)
            if (line_embeds(p, p->order[i], kept, sign))
                return true;
    return false;
}

/* F-sign in 1 dimension: numbers, of which only the signs matter. */
static bool by_signs(const problem *p) {
    for (uint32_t positive = 0; positive <= p->whole; positive++) {
        tiny_embedding e = {.dimension = 1};
        for (uint32_t i = 0; i < p->t->nodes; i++) {
            e.document[i][0] = positive >> i & 1 ? 1 : -1;
            e.query[i][0] = p->t->above[i] == positive ? 1 : -1;
        }
        if (tiny_embeds(&e, p->t, true))
            return true;
    }
    return false;
}

/* ---- L1, from its definition */

static bool is_split(const tiny *t, uint32_t set, bool whole) {
    for (uint32_t part = 0; part <= set; part++) {
        bool found = (part & ~set) || (!whole && (!part || part == set));
        for (uint32_t q = 0; q < t->nodes && !found; q++)
            found = (t->above[q] & set) == part || (t->above[q] & set) == (set & ~part);
        if (!found)
            return false;
    }
    return true;
}

static uint32_t largest_split(const tiny *t, bool whole) {
    uint32_t most = 0;
    for (uint32_t set = 1; set < UINT32_C(1) << t->nodes; set++) {
        uint32_t size = (uint32_t)__builtin_popcount(set);
        if (size > most && is_split(t, set, whole))
            most = size;
    }
    return most;
}

/* ---- the least number of orders (Dushnik and Miller's dimension): 3 at most for 6 nodes (Hiraguchi) */

static uint32_t least_orders(uint32_t chosen[3], const problem *p) {
    uint64_t all = 0;
    uint32_t n = p->t->nodes;
    for (uint32_t q = 0; q < n; q++)
        for (uint32_t x = 0; x < n; x++)
            if (!(p->t->above[q] >> x & 1))
                all |= UINT64_C(1) << (q * n + x);
    for (chosen[0] = 0; chosen[0] < p->orders; chosen[0]++)
        if (p->covers[chosen[0]] == all)
            return 1;
    for (chosen[0] = 0; chosen[0] < p->orders; chosen[0]++)
        for (chosen[1] = 0; chosen[1] < chosen[0]; chosen[1]++)
            if ((p->covers[chosen[0]] | p->covers[chosen[1]]) == all)
                return 2;
    for (chosen[0] = 0; chosen[0] < p->orders; chosen[0]++)
        for (chosen[1] = 0; chosen[1] < chosen[0]; chosen[1]++)
            for (chosen[2] = 0; chosen[2] < chosen[1]; chosen[2]++)
                if ((p->covers[chosen[0]] | p->covers[chosen[1]] | p->covers[chosen[2]]) == all)
                    return 3;
    return 0;
}

static void raise(tiny_least *least, uint32_t to, const char *by) {
    if (to > least->lower)
        *least = (tiny_least){to, least->upper, by, least->upper_by};
}

static void reach(tiny_least *least, uint32_t to, const char *by) {
    if (to < least->upper)
        *least = (tiny_least){least->lower, to, least->lower_by, by};
}

void tiny_decide(tiny_least *query, tiny_least *sign, const tiny *t) {
    problem *p = malloc(sizeof *p);
    uint32_t chosen[3];
    if (!p)
        abort();
    p->t = t;
    p->whole = (UINT32_C(1) << t->nodes) - 1;
    list_orders(p);
    *query = *sign = (tiny_least){1, UINT32_MAX, "any", "none"};
    if (on_line(p, false))
        reach(query, 1, "a line");
    else
        raise(query, 2, "no order");
    if (by_signs(p))
        reach(sign, 1, "signs");
    else
        raise(sign, 2, "no signs");
    if (on_line(p, true)) {
        reach(sign, 2, "a circle");
    } else
        raise(sign, 3, "no circle");
    uint32_t orders = least_orders(chosen, p);
    if (orders && orders_embed(p, chosen, orders, false))
        reach(query, orders, "orders");
    if (orders && orders_embed(p, chosen, orders, true))
        reach(sign, orders + 1, "orders");
    tiny_embedding plane;
    if (query->upper > 2 && tiny_plane(&plane, t, false))
        reach(query, 2, "a plane");
    if (sign->upper > 3 && tiny_plane(&plane, t, true))
        reach(sign, 3, "a plane");
    raise(query, largest_split(t, false) - 1, "splits");
    raise(sign, largest_split(t, true), "splits");
    free(p);
}
