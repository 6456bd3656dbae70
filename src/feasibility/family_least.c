/* F-sign: the minimum over all pairs of |p(v)| / (|q| max|x|).
 * F-query: the minimum over queries of (lowest matched + highest unmatched size) / (2 |q| max|x|), which is
 * the minimum over the unmatched pairs of (lowest matched size of the query + |p(v)|) / (2 |q| max|x|).
 *
 * Both are minima over pairs (row, point).  On a range of points between two neighbouring roots of a row
 * every factor |v - root| is monotone, v^2 + 1 and |q| = |(v^first, ...)| grow with |v|; so the ends of the
 * range bound the quotient from below.  A range whose bound does not beat the best pair so far is dropped,
 * others are halved.  Also
 * |(v^first, ..., v^last)|^2 <= (v^2 + 1)^last (binomial coefficients are at least 1), a bound that does not
 * lose by taking the padding at one end and |q| at the other.  Minima lie next to roots as a rule, so both
 * ends of all ranges are tried first and little is left to search. */
#include "feasibility/family_least.h"

#include "base/memory.h"

#include <math.h>
#include <stdlib.h>

typedef struct {
    const hr_family *f;
    const hr_family_scale *scale;
    double *matched; /* F-query: log2 of the lowest matched value, by row (dual) or by index; else NULL */
    double *tree;    /* F-query, primal: minima of matched - reach over a binary tree of indices */
    size_t leaves;
    uint32_t zero;   /* the first index whose point is >= 0 */
    double last;     /* the highest power */
    uint64_t budget; /* ranges that may be opened for one row */
} search;

/* Points [from, to) with `left` roots below them. */
typedef struct {
    size_t row, left;
    uint32_t from, to;
} range;

static double pair_size(const search *s, size_t row, uint32_t index) {
    double size = hr_family_log2(s->f, row, index);
    if (s->matched)
        size = hr_log2_add(size, s->matched[s->f->dual ? row : index]);
    return size - hr_family_log2_query(s->f, s->scale, row, index);
}

static double tree_least(const search *s, size_t from, size_t to) {
    double least = INFINITY;
    for (from += s->leaves, to += s->leaves; from < to; from /= 2, to /= 2) {
        if (from % 2)
            least = fmin(least, s->tree[from++]);
        if (to % 2)
            least = fmin(least, s->tree[--to]);
    }
    return least;
}

static double range_bound(const search *s, const range *g) {
    const hr_family *f = s->f;
    int64_t a = f->value[g->from], b = f->value[g->to - 1];
    double padding =
        (double)(f->c - (size_t)(f->structure->run_start[g->row + 1] - f->structure->run_start[g->row]));
    double one = fabs((double)a), other = fabs((double)b), far = fmax(one, other);
    double near = a <= 0 && b >= 0 ? 0 : fmin(one, other);
    double roots = hr_family_log2_roots(f, g->row, g->left, a, b);
    double low = roots + padding * hr_log2_padding(near);
    if (f->dual) {
        if (s->matched)
            low = hr_log2_add(low, s->matched[g->row]);
        return low - f->row_length[g->row];
    }
    double power = padding - s->last / 2;
    low -= fmax(s->scale->reach[g->from], s->scale->reach[g->to - 1]);
    low = fmax(low, roots + power * hr_log2_padding(power < 0 ? far : near));
    return s->matched ? hr_log2_add(low, tree_least(s, g->from, g->to)) : low;
}

static void offer(const search *s, hr_family_minimum *best, size_t row, uint32_t index) {
    double size = pair_size(s, row, index);
    if (size < best->log2)
        *best = (hr_family_minimum){size, row, index, false};
}

static void try_ends(const search *s, const range *g, hr_family_minimum *best) {
    offer(s, best, g->row, g->from);
    if (g->to - g->from > 1)
        offer(s, best, g->row, g->to - 1);
    if (g->from < s->zero && s->zero < g->to) { /* padding and |q| are least at 0 */
        offer(s, best, g->row, s->zero - 1);
        offer(s, best, g->row, s->zero);
    }
}

typedef struct {
    hr_family_minimum best;
    double unproved; /* least bound among the ranges that were left when the budget ran out */
    uint64_t left;
} progress;

/* Halving: the depth is at most 32. */
static void open_range(const search *s, const range *g, progress *p) {
    if (g->to - g->from == 1) {
        offer(s, &p->best, g->row, g->from);
        return;
    }
    double bound = range_bound(s, g);
    if (bound >= p->best.log2)
        return;
    if (!p->left) {
        p->unproved = fmin(p->unproved, bound);
        return;
    }
    p->left--;
    uint32_t middle = g->from + (g->to - g->from) / 2;
    range half = *g;
    half.to = middle;
    open_range(s, &half, p);
    half = *g;
    half.from = middle;
    open_range(s, &half, p);
}

/* The row's k-th range, in 0 .. 2 runs; inside a run for odd k.  False: it holds no points, or none that
 * matter. */
static bool row_range(const search *s, range *g, size_t row, size_t k) {
    const hr_family *f = s->f;
    uint64_t begin = f->structure->run_start[row];
    size_t runs = (size_t)(f->structure->run_start[row + 1] - begin), r = k / 2;
    g->row = row;
    g->left = k;
    if (k % 2) {
        g->from = f->from[begin + r];
        g->to = f->to[begin + r];
        return !s->matched && g->from < g->to;
    }
    g->from = r ? f->to[begin + r - 1] : 0;
    g->to = r < runs ? f->from[begin + r] : (uint32_t)f->points;
    return g->from < g->to;
}

static bool better(const hr_family_minimum *a, const hr_family_minimum *b) {
    if (a->log2 != b->log2)
        return a->log2 < b->log2;
    return a->row != b->row ? a->row < b->row : a->index < b->index;
}

/* One pass over all rows.  Passes start from the same `start`, so that threads cannot change the result. */
static void pass(const search *s, hr_family_minimum start, bool ends, hr_family_minimum *best,
                 double *unproved) {
    const hr_family *f = s->f;
    *best = start;
    *unproved = INFINITY;
#pragma omp parallel
    {
        progress mine = {.best = start, .unproved = INFINITY};
        hr_family_minimum kept = start;
#pragma omp for schedule(dynamic, 512)
        for (size_t i = 0; i < f->rows; i++) {
            mine.best = start;
            mine.left = s->budget;
            size_t ranges = 2 * (size_t)(f->structure->run_start[i + 1] - f->structure->run_start[i]) + 1;
            for (size_t k = 0; k < ranges; k++) {
                range g;
                if (!row_range(s, &g, i, k))
                    continue;
                if (ends)
                    try_ends(s, &g, &mine.best);
                else
                    open_range(s, &g, &mine);
            }
            if (better(&mine.best, &kept))
                kept = mine.best;
        }
#pragma omp critical(hr_family_least_merge)
        {
            if (better(&kept, best))
                *best = kept;
            *unproved = fmin(*unproved, mine.unproved);
        }
    }
}

static hr_status lowest_matched(search *s) {
    const hr_family *f = s->f;
    const hr_ancestors *a = f->ancestors;
    size_t count = f->dual ? f->rows : f->points;
    s->matched = hr_alloc(count, sizeof *s->matched, "lowest matched scores");
    if (!s->matched)
        return HR_ENOMEM;
#pragma omp parallel for schedule(dynamic, 1024)
    for (size_t i = 0; i < a->queries; i++) {
        double least = INFINITY;
        uint32_t query = hr_family_nth_query(f, i);
        for (uint64_t k = a->start[query]; k < a->start[query + 1]; k++) {
            uint32_t x = a->document[k];
            least = fmin(least, hr_family_log2(f, hr_family_row(f, query, x), hr_family_index(f, query, x)));
        }
        s->matched[i] = least;
    }
    if (f->dual)
        return HR_OK;
    s->leaves = f->points;
    s->tree = hr_alloc(2 * s->leaves, sizeof *s->tree, "lowest matched scores");
    if (!s->tree)
        return HR_ENOMEM;
    for (size_t i = 0; i < f->points; i++)
        s->tree[s->leaves + i] = s->matched[i] - s->scale->reach[i];
    for (size_t i = s->leaves; --i > 0;)
        s->tree[i] = fmin(s->tree[2 * i], s->tree[2 * i + 1]);
    return HR_OK;
}

hr_status hr_family_least(hr_family_minimum *out, const hr_family *f, const hr_family_scale *scale,
                          hr_notion notion) {
    search s = {.f = f, .scale = scale, .last = (double)(f->first + f->powers - 1)};
    while (s.zero < f->points && f->value[s.zero] < 0)
        s.zero++;
    uint64_t share = UINT64_C(1000000000) / ((uint64_t)f->rows * (f->c + 1));
    s.budget = share < 64 ? 64 : share > 1000000 ? 1000000 : share;
    hr_status status = notion == HR_F_QUERY ? lowest_matched(&s) : HR_OK;
    if (status == HR_OK) {
        hr_family_minimum start = {.log2 = INFINITY}, ends;
        double unproved;
        pass(&s, start, true, &ends, &unproved);
        pass(&s, ends, false, out, &unproved);
        if (unproved < out->log2) {
            out->log2 = unproved;
            out->is_bound = true;
        }
        out->log2 -= scale->widest + (notion == HR_F_QUERY ? 1 : 0);
    }
    free(s.matched);
    free(s.tree);
    return status;
}
