#include "hierarchy/order_search.h"

#include "base/memory.h"
#include "hierarchy/order_moves.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { ROUND = 2000 };                 /* moves from one list of bad rows to the next */
enum { PRICES = 512, MOST_SLACK = 6 }; /* more runs cost no more */
enum { LONGEST = 4096 };               /* runs that are moved */
static const double GROWTH = 1.6, STEPS_PER_PAIR = 4000, MOST_STEPS = 6e9, STEPS_PER_MOVE = 64,
                    STEPS_PER_PLACE = 8;

typedef struct {
    hr_order_state o;
    const hr_order_search_options *options;
    uint32_t *best;
    uint32_t *runs;   /* of every row */
    int32_t *change;  /* of the runs of the rows that a move touches */
    uint32_t *mark;   /* of every row: the last move that touched it */
    uint32_t *common; /* scratch: rows of a column */
    uint32_t *touched, touched_count, move;
    uint32_t *bad, bad_count; /* rows to improve */
    double price[PRICES];
    uint64_t best_value;
} search;

static void search_clear(search *s) {
    hr_order_state_clear(&s->o);
    free(s->best);
    free(s->runs);
    free(s->change);
    free(s->mark);
    free(s->common);
    free(s->touched);
    free(s->bad);
}

static hr_status search_init(search *s, uint32_t *position, const hr_ancestors *ancestors,
                             const hr_order_search_options *options) {
    *s = (search){.options = options};
    hr_status status = hr_order_state_init(&s->o, position, ancestors, options);
    if (status != HR_OK)
        return status;
    const hr_order_sets *a = &s->o.sets;
    s->best = hr_alloc(a->columns, sizeof *s->best, "the search for an order");
    s->runs = hr_calloc(a->rows, sizeof *s->runs, "the search for an order");
    s->change = hr_calloc(a->rows, sizeof *s->change, "the search for an order");
    s->mark = hr_calloc(a->rows, sizeof *s->mark, "the search for an order");
    s->common = hr_alloc(a->longest, sizeof *s->common, "the search for an order");
    s->touched = hr_alloc(a->rows, sizeof *s->touched, "the search for an order");
    s->bad = hr_alloc(a->rows, sizeof *s->bad, "the search for an order");
    if (!s->best || !s->runs || !s->change || !s->mark || !s->common || !s->touched || !s->bad)
        return HR_ENOMEM;
    memcpy(s->best, position, a->columns * sizeof *s->best);
    return HR_OK;
}

/* What runs cost.  To have few rows of more than K, those far above K are given up: the price flattens. */
static void set_prices(search *s) {
    double few = s->options->few;
    for (int r = 0; r < PRICES; r++)
        s->price[r] = !few ? pow(GROWTH, r) : r <= few ? 0 : 1 - 0.5 / (r - few);
}

static double price(const search *s, int64_t runs) {
    return s->price[runs < PRICES ? runs : PRICES - 1];
}

static void count_runs(search *s) {
    memset(s->runs, 0, s->o.sets.rows * sizeof *s->runs);
    memset(s->mark, 0xff,
           s->o.sets.rows * sizeof *s->mark); /* the last place of the row; none is before the first */
    for (uint32_t p = 0; p < s->o.sets.columns; p++)
        for (uint64_t i = s->o.sets.column_start[s->o.at[p]]; i < s->o.sets.column_start[s->o.at[p] + 1];
             i++) {
            uint32_t row = s->o.sets.column_member[i];
            s->runs[row] += s->mark[row] == HR_NONE || s->mark[row] + 1 != p;
            s->mark[row] = p;
        }
    memset(s->mark, 0, s->o.sets.rows * sizeof *s->mark);
}

static void touch(search *s, uint32_t row, int32_t by) {
    if (s->mark[row] != s->move) {
        s->mark[row] = s->move;
        s->touched[s->touched_count++] = row;
    }
    s->change[row] += by;
}

/* `by` more runs in every row that has both columns. */
static void change_pair(search *s, uint32_t x, uint32_t y, int32_t by) {
    uint32_t count = hr_order_common(s->common, &s->o.work, &s->o.sets, x, y);
    for (uint32_t i = 0; i < count; i++)
        touch(s, s->common[i], by);
}

/* The run of `row` around a place; false where it is too long to be moved: to follow it would take longer
 * than hundreds of other moves.  Short ones are part of STEPS_PER_MOVE. */
static bool find_run(search *s, uint32_t row, int64_t place, int64_t *first, int64_t *last) {
    uint32_t next;
    *first = *last = place;
    while (*last - *first < LONGEST && (next = hr_order_column(&s->o, *first - 1)) != HR_NONE &&
           hr_order_is_member(&s->o.sets, row, next))
        --*first;
    while (*last - *first < LONGEST && (next = hr_order_column(&s->o, *last + 1)) != HR_NONE &&
           hr_order_is_member(&s->o.sets, row, next))
        ++*last;
    int64_t length = *last - *first + 1;
    s->o.work += length > STEPS_PER_MOVE ? STEPS_PER_PLACE * (double)length : 0;
    return length <= LONGEST;
}

/* A move within a bad row; false where there is nothing to move. */
static bool draw_transfer(search *s, hr_transfer *t) {
    uint32_t row = s->bad[hr_order_draw(&s->o, s->bad_count)];
    uint64_t count = s->o.sets.row_start[row + 1] - s->o.sets.row_start[row];
    const uint32_t *member = s->o.sets.row_member + s->o.sets.row_start[row];
    int64_t from = s->o.position[member[hr_order_draw(&s->o, count)]],
            to = s->o.position[member[hr_order_draw(&s->o, count)]];
    int64_t first, last;
    bool movable = find_run(s, row, from, &t->first, &t->last);
    if (hr_order_draw(&s->o, 3) == 0)
        t->first = t->last = from;
    else if (!movable)
        return false;
    if ((to >= t->first && to <= t->last) || !find_run(s, row, to, &first, &last))
        return false;
    uint32_t kind = hr_order_draw(&s->o, 8);
    t->gap = kind < 3 ? last + 1 : kind < 6 ? first : to + (kind == 7);
    t->turned = hr_order_draw(&s->o, 2);
    return t->gap < t->first || t->gap > t->last + 1;
}

static double price_transfer(search *s, const hr_transfer *t) {
    uint32_t before = hr_order_column(&s->o, t->first - 1), after = hr_order_column(&s->o, t->last + 1);
    uint32_t left = hr_order_column(&s->o, t->gap - 1), right = hr_order_column(&s->o, t->gap);
    uint32_t first = s->o.at[t->first], last = s->o.at[t->last];
    s->move++;
    s->touched_count = 0;
    s->o.work += STEPS_PER_MOVE;
    change_pair(s, before, first, 1);
    change_pair(s, last, after, 1);
    change_pair(s, left, right, 1);
    change_pair(s, before, after, -1);
    change_pair(s, left, t->turned ? last : first, -1);
    change_pair(s, t->turned ? first : last, right, -1);
    double sum = 0;
    for (uint32_t i = 0; i < s->touched_count; i++) {
        uint32_t row = s->touched[i];
        if (s->change[row])
            sum += price(s, (int64_t)s->runs[row] + s->change[row]) - price(s, s->runs[row]);
    }
    return sum;
}

static void try_transfer(search *s, const hr_transfer *t) {
    bool good = price_transfer(s, t) <= 0;
    for (uint32_t i = 0; i < s->touched_count; i++) {
        uint32_t row = s->touched[i];
        if (good)
            s->runs[row] = (uint32_t)((int64_t)s->runs[row] + s->change[row]);
        s->change[row] = 0;
    }
    if (good)
        hr_order_transfer(&s->o, t);
}

static uint32_t most_runs(const search *s) {
    uint32_t most = 0;
    for (uint32_t r = 0; r < s->o.sets.rows; r++)
        most = s->runs[r] > most ? s->runs[r] : most;
    return most;
}

/* What counts, the smaller the better: the most runs and how many rows have them, or how many have too many.
 */
static uint64_t value(const search *s, uint32_t most) {
    uint64_t count = 0;
    for (uint32_t r = 0; r < s->o.sets.rows; r++)
        count += s->options->few ? s->runs[r] > s->options->few : s->runs[r] == most;
    return s->options->few ? count : (uint64_t)most << 32 | count;
}

/* Rows whose runs are nearly the most, or a little above `few`. */
static void list_bad(search *s, uint32_t most) {
    uint32_t slack = 2 + hr_order_draw(&s->o, MOST_SLACK), few = s->options->few;
    uint32_t low = few ? few + 1 : most > slack + 2 ? most - slack : 2;
    uint32_t high = few ? few + slack : most;
    s->bad_count = 0;
    for (uint32_t r = 0; r < s->o.sets.rows; r++)
        if (s->runs[r] >= low && s->runs[r] <= high)
            s->bad[s->bad_count++] = r;
    s->o.work += s->o.sets.rows;
}

static void keep_best(search *s, uint32_t most) {
    uint64_t now = value(s, most);
    if (now >= s->best_value)
        return;
    s->best_value = now;
    memcpy(s->best, s->o.position, s->o.sets.columns * sizeof *s->best);
}

static void run(search *s) {
    double effort = s->options->effort > 0 ? s->options->effort : 1;
    double limit = effort * fmin(MOST_STEPS, STEPS_PER_PAIR * (double)s->o.sets.row_start[s->o.sets.rows]);
    count_runs(s);
    s->best_value = UINT64_MAX;
    for (;;) {
        uint32_t most = most_runs(s);
        keep_best(s, most);
        list_bad(s, most);
        if (most <= 1 || s->o.work >= limit || s->move > UINT32_MAX - ROUND - 1)
            break;
        for (uint32_t i = 0; i < ROUND && s->bad_count && s->o.work < limit; i++) {
            hr_transfer t;
            s->o.work += STEPS_PER_MOVE;
            if (draw_transfer(s, &t))
                try_transfer(s, &t);
        }
        s->o.work += s->bad_count ? 0 : limit / 16; /* another slack may list some */
    }
    memcpy(s->o.position, s->best, s->o.sets.columns * sizeof *s->best);
}

hr_status hr_order_search(uint32_t *position, const hr_ancestors *ancestors,
                          const hr_order_search_options *options) {
    search s;
    hr_status status = search_init(&s, position, ancestors, options);
    if (status == HR_OK) {
        set_prices(&s);
        run(&s);
    }
    search_clear(&s);
    return status;
}
