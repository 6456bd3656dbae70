/* Let x be a document, and every set be replaced by its complement where it holds x: what it splits stays the
 * same.  The ends of an order to the left of x are a chain, L1 > L2 > .., and so are those to its right, and
 * no left one meets a right one.  Conversely two such chains give the order.  So: sets by descending size;
 * one that meets L1 must be within the smallest left set so far, one that does not must be within the
 * smallest right set.  Where that fails:
 *   - it meets Li without being inside (and is no larger): with x, the four ways to be in the two sets or
 * not;
 *   - it is inside L(i-1) and apart from Li: a in Li, b in the set and x are split in all three ways;
 *   - it is apart from L1 and R1: likewise. */
#include "bounds/ends.h"
#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
    const hr_ancestors *ancestors;
    uint32_t turned, outside; /* `outside` is the document x above */
    uint32_t *depth[2]; /* of every document: how many sets of the left and of the right chain hold it */
    uint32_t *chain[2]; /* the queries of the chains */
    uint32_t length[2];
    uint32_t *member, size; /* the set at hand */
    unsigned char *in;      /* scratch: a flag per document, all 0 between calls */
} state;

static bool holds(const hr_ancestors *a, uint32_t turned, uint32_t q, uint32_t x) {
    return hr_is_ancestor(a, q, x) != (turned != HR_NONE && hr_is_ancestor(a, turned, x));
}

/* The set of query q without the document `outside`, into s->member. */
static void load(state *s, uint32_t q) {
    const hr_ancestors *a = s->ancestors;
    for (uint64_t i = a->start[q]; i < a->start[q + 1]; i++)
        s->in[a->document[i]] ^= 1;
    if (s->turned != HR_NONE)
        for (uint64_t i = a->start[s->turned]; i < a->start[s->turned + 1]; i++)
            s->in[a->document[i]] ^= 1;
    bool complement = s->in[s->outside];
    s->size = 0;
    if (complement)
        for (uint32_t x = 0; x < a->documents; x++) {
            if (!s->in[x])
                s->member[s->size++] = x;
            s->in[x] = 0;
        }
    for (int part = 0; part < 2 && !complement; part++) {
        uint32_t row = part ? s->turned : q;
        for (uint64_t i = row == HR_NONE ? 0 : a->start[row]; row != HR_NONE && i < a->start[row + 1]; i++)
            if (s->in[a->document[i]]) {
                s->member[s->size++] = a->document[i];
                s->in[a->document[i]] = 0;
            }
    }
}

/* How many members are in the `level`-th set of the chain; *one and *other: one that is, one that is not. */
static uint32_t count_inside(const state *s, int side, uint32_t level, uint32_t *one, uint32_t *other) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < s->size; i++)
        if (s->depth[side][s->member[i]] >= level) {
            count++;
            *one = s->member[i];
        } else
            *other = s->member[i];
    return count;
}

/* Any document of the chain's set that is not in the set at hand. */
static uint32_t beside(state *s, int side, uint32_t level) {
    uint32_t found = HR_NONE;
    for (uint32_t i = 0; i < s->size; i++)
        s->in[s->member[i]] = 1;
    for (uint32_t x = 0; x < s->ancestors->documents && found == HR_NONE; x++)
        if (s->depth[side][x] >= level && !s->in[x])
            found = x;
    for (uint32_t i = 0; i < s->size; i++)
        s->in[s->member[i]] = 0;
    return found;
}

static void triple(hr_ends *out, const state *s, uint32_t x, uint32_t y, const uint32_t queries[3]) {
    out->answer = HR_ENDS_TRIPLE;
    memcpy(out->query, queries, 3 * sizeof *queries);
    out->document[0] = x;
    out->document[1] = y;
    out->document[2] = s->outside;
}

/* The set of q, at hand, meets the first set of this chain and is not inside the last one. */
static void refuse(hr_ends *out, state *s, uint32_t q, int side) {
    uint32_t level = 1, in = HR_NONE, apart = HR_NONE;
    while (count_inside(s, side, level, &in, &apart) == s->size)
        level++;
    uint32_t common = count_inside(s, side, level, &in, &apart), other = s->chain[side][level - 1];
    if (common) {
        out->answer = HR_ENDS_CROSSING;
        out->query[0] = q;
        out->query[1] = other;
        out->document[0] = in;
        out->document[1] = apart;
        out->document[2] = beside(s, side, level);
        out->document[3] = s->outside;
    } else
        triple(out, s, s->member[0], beside(s, side, level),
               (uint32_t[]){q, other, s->chain[side][level - 2]});
}

static void append(state *s, int side, uint32_t q) {
    s->chain[side][s->length[side]++] = q;
    for (uint32_t i = 0; i < s->size; i++)
        s->depth[side][s->member[i]]++;
}

/* Puts the set at hand into its chain; false: there is no order, `out` says why. */
static bool place(hr_ends *out, state *s, uint32_t q) {
    uint32_t in = HR_NONE, apart = HR_NONE, meets[2];
    for (int side = 0; side < 2; side++)
        meets[side] = s->length[side] ? count_inside(s, side, 1, &in, &apart) : 0;
    for (int side = 0; side < 2; side++) {
        if (!meets[side])
            continue;
        if (count_inside(s, side, s->length[side], &in, &apart) < s->size) {
            refuse(out, s, q, side);
            return false;
        }
        append(s, side, q);
        return true;
    }
    for (int side = 0; side < 2; side++)
        if (!s->length[side]) {
            append(s, side, q);
            return true;
        }
    triple(out, s, s->member[0], beside(s, 0, 1), (uint32_t[]){q, s->chain[0][0], s->chain[1][0]});
    for (uint32_t x = 0; x < s->ancestors->documents; x++)
        if (s->depth[1][x])
            out->document[2] = x;
    return false;
}

typedef struct {
    uint32_t size, query;
} sized;

static int by_descending_size(const void *x, const void *y) {
    const sized *p = x, *q = y;
    if (p->size != q->size)
        return p->size > q->size ? -1 : 1;
    return p->query < q->query ? -1 : p->query > q->query;
}

/* The document in the fewest sets: it leaves the fewest complements. */
static hr_status choose_outside(state *s) {
    const hr_ancestors *a = s->ancestors;
    uint32_t *count = hr_calloc(a->documents, sizeof *count, "the order of the documents");
    if (!count)
        return HR_ENOMEM;
    for (uint64_t i = 0; i < a->pairs; i++)
        count[a->document[i]]++;
    if (s->turned != HR_NONE)
        for (uint64_t i = a->start[s->turned]; i < a->start[s->turned + 1]; i++)
            count[a->document[i]] = a->queries - count[a->document[i]];
    for (uint32_t x = 1; x < a->documents; x++)
        if (count[x] < count[s->outside])
            s->outside = x;
    free(count);
    return HR_OK;
}

static hr_status decide(hr_ends *out, state *s) {
    const hr_ancestors *a = s->ancestors;
    sized *order = hr_alloc(a->queries, sizeof *order, "the order of the documents");
    hr_status status = order ? choose_outside(s) : HR_ENOMEM;
    if (status == HR_OK) {
        for (uint32_t q = 0; q < a->queries; q++) {
            load(s, q);
            order[q] = (sized){s->size, q};
        }
        qsort(order, a->queries, sizeof *order, by_descending_size);
        bool good = true;
        for (uint32_t i = 0; i < a->queries && good && order[i].size; i++) {
            load(s, order[i].query);
            good = place(out, s, order[i].query);
        }
        for (uint32_t x = 0; good && x < a->documents; x++)
            out->place[x] = (int64_t)s->depth[1][x] - s->depth[0][x];
    }
    free(order);
    return status;
}

/* Each witness by its definition. */
static bool witness_holds(const hr_ends *e, const hr_ancestors *a, uint32_t turned) {
    uint32_t queries = e->answer == HR_ENDS_TRIPLE ? 3 : 2, documents = 6 - queries, seen = 0, wanted;
    if (e->answer == HR_ENDS_TRIPLE) { /* the splits of three documents, by the one that is alone */
        for (uint32_t i = 0; i < queries; i++) {
            bool in[3];
            for (uint32_t j = 0; j < 3; j++)
                in[j] = holds(a, turned, e->query[i], e->document[j]);
            for (uint32_t j = 0; j < 3; j++)
                if (in[j] != in[(j + 1) % 3] && in[j] != in[(j + 2) % 3])
                    seen |= 1u << j;
        }
        wanted = 7;
    } else { /* the ways to be in two sets or not */
        for (uint32_t j = 0; j < documents; j++)
            seen |= 1u << (2 * holds(a, turned, e->query[0], e->document[j]) +
                           holds(a, turned, e->query[1], e->document[j]));
        wanted = 15;
    }
    return seen == wanted;
}

static int compare_places(const void *x, const void *y) {
    int64_t p = *(const int64_t *)x, q = *(const int64_t *)y;
    return p < q ? -1 : p > q;
}

/* how many of the ascending places are below `place` */
static uint32_t below(const int64_t *sorted, uint32_t count, int64_t place) {
    uint32_t low = 0, high = count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (sorted[middle] < place)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Every set is an end: as many places are up to its last, or from its first on, as it has documents. */
static hr_status order_holds(bool *good, state *s, const int64_t *place) {
    const hr_ancestors *a = s->ancestors;
    uint32_t m = a->documents;
    int64_t *sorted = hr_alloc(m, sizeof *sorted, "the order of the documents");
    if (!sorted)
        return HR_ENOMEM;
    memcpy(sorted, place, m * sizeof *sorted);
    qsort(sorted, m, sizeof *sorted, compare_places);
    *good = true;
    for (uint32_t q = 0; q < a->queries && *good; q++) {
        load(s, q);
        if (!s->size)
            continue;
        int64_t low = place[s->member[0]], high = low;
        for (uint32_t i = 1; i < s->size; i++) {
            low = place[s->member[i]] < low ? place[s->member[i]] : low;
            high = place[s->member[i]] > high ? place[s->member[i]] : high;
        }
        *good = below(sorted, m, high + 1) == s->size || m - below(sorted, m, low) == s->size;
    }
    free(sorted);
    return HR_OK;
}

hr_status hr_ends_decide(hr_ends *out, const hr_ancestors *a, uint32_t turned) {
    const char *what = "the order of the documents";
    state s = {.ancestors = a, .turned = turned};
    *out = (hr_ends){.place = hr_calloc(a->documents, sizeof *out->place, what)};
    s.member = hr_alloc(a->documents, sizeof *s.member, what);
    s.in = hr_calloc(a->documents, 1, what);
    bool room = out->place && s.member && s.in;
    for (int side = 0; side < 2 && room; side++) {
        s.depth[side] = hr_calloc(a->documents, sizeof **s.depth, what);
        s.chain[side] = hr_alloc(a->queries, sizeof **s.chain, what);
        room = s.depth[side] && s.chain[side];
    }
    bool good = true;
    hr_status status = room ? decide(out, &s) : HR_ENOMEM;
    if (status == HR_OK && out->answer == HR_ENDS_ORDER)
        status = order_holds(&good, &s, out->place);
    else if (status == HR_OK)
        good = witness_holds(out, a, turned);
    if (status == HR_OK && !good)
        status = hr_fail(HR_EINTERNAL, "bound: the decision of L4 does not pass its check; this is a bug");
    for (int side = 0; side < 2; side++) {
        free(s.depth[side]);
        free(s.chain[side]);
    }
    free(s.member);
    free(s.in);
    if (status != HR_OK)
        hr_ends_clear(out);
    return status;
}

void hr_ends_clear(hr_ends *ends) {
    free(ends->place);
    *ends = (hr_ends){0};
}
