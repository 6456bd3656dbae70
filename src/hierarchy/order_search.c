#include "hierarchy/order_search.h"

#include "base/memory.h"
#include "base/random.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { ROUND = 2000 };                 /* moves from one list of bad rows to the next */
enum { PRICES = 512, MOST_SLACK = 6 }; /* more runs cost no more */
enum { LONGEST = 4096 };               /* runs that are moved */
static const double GROWTH = 1.6, STEPS_PER_PAIR = 4000, MOST_STEPS = 6e9, STEPS_PER_MOVE = 64,
                    STEPS_PER_PLACE = 8;

typedef struct {
    uint32_t rows, columns;
    const uint64_t *row_start, *column_start;
    const uint32_t *row_member, *column_member; /* ascending */
} sets;

typedef struct {
    sets a;
    const hr_order_search_options *options;
    uint32_t *position, *at, *best;
    uint32_t *runs;  /* of every row */
    int32_t *change; /* of the runs of the rows that a move touches */
    uint32_t *mark;  /* of every row: the last move that touched it */
    uint32_t *touched, touched_count, move;
    uint32_t *bad, bad_count; /* rows to improve */
    uint32_t *segment;        /* scratch of columns */
    double price[PRICES];
    double work;
    uint64_t best_value;
    gsl_rng *rng;
} search;

static void search_clear(search *s) {
    free(s->at);
    free(s->best);
    free(s->runs);
    free(s->change);
    free(s->mark);
    free(s->touched);
    free(s->bad);
    free(s->segment);
    if (s->rng)
        gsl_rng_free(s->rng);
}

static hr_status search_init(search *s, const sets *a, uint32_t *position,
                             const hr_order_search_options *options) {
    *s = (search){.a = *a, .options = options, .position = position};
    s->at = hr_alloc(a->columns, sizeof *s->at, "the search for an order");
    s->best = hr_alloc(a->columns, sizeof *s->best, "the search for an order");
    s->segment = hr_alloc(a->columns, sizeof *s->segment, "the search for an order");
    s->runs = hr_calloc(a->rows, sizeof *s->runs, "the search for an order");
    s->change = hr_calloc(a->rows, sizeof *s->change, "the search for an order");
    s->mark = hr_calloc(a->rows, sizeof *s->mark, "the search for an order");
    s->touched = hr_alloc(a->rows, sizeof *s->touched, "the search for an order");
    s->bad = hr_alloc(a->rows, sizeof *s->bad, "the search for an order");
    s->rng = hr_rng_new(options->seed, HR_STREAM_ORDER, 0);
    if (!s->at || !s->best || !s->segment || !s->runs || !s->change || !s->mark || !s->touched || !s->bad ||
        !s->rng)
        return HR_ENOMEM;
    for (uint32_t c = 0; c < a->columns; c++)
        s->at[position[c]] = c;
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

static bool is_member(const sets *a, uint32_t row, uint32_t column) {
    uint64_t low = a->row_start[row], high = a->row_start[row + 1];
    while (low < high) {
        uint64_t middle = low + (high - low) / 2;
        if (a->row_member[middle] < column)
            low = middle + 1;
        else
            high = middle;
    }
    return low < a->row_start[row + 1] && a->row_member[low] == column;
}

/* The column at a place; HR_NONE before the first and after the last. */
static uint32_t column_at(const search *s, int64_t place) {
    return place < 0 || place >= (int64_t)s->a.columns ? HR_NONE : s->at[place];
}

static void count_runs(search *s) {
    memset(s->runs, 0, s->a.rows * sizeof *s->runs);
    memset(s->mark, 0xff,
           s->a.rows * sizeof *s->mark); /* the last place of the row; none is before the first */
    for (uint32_t p = 0; p < s->a.columns; p++)
        for (uint64_t i = s->a.column_start[s->at[p]]; i < s->a.column_start[s->at[p] + 1]; i++) {
            uint32_t row = s->a.column_member[i];
            s->runs[row] += s->mark[row] == HR_NONE || s->mark[row] + 1 != p;
            s->mark[row] = p;
        }
    memset(s->mark, 0, s->a.rows * sizeof *s->mark);
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
    const uint64_t *start = s->a.column_start;
    const uint32_t *row = s->a.column_member;
    if (x == HR_NONE || y == HR_NONE)
        return;
    if (start[x + 1] - start[x] > start[y + 1] - start[y]) {
        uint32_t other = x;
        x = y;
        y = other;
    }
    uint64_t i = start[x], j = start[y], end = start[x + 1], stop = start[y + 1];
    bool gallop = (stop - j) / 16 > end - i;
    s->work += gallop ? 16.0 * (double)(end - i) : (double)(stop - j + end - i);
    for (; i < end && j < stop; i++) {
        uint64_t high = stop;
        while (gallop && j < high) {
            uint64_t middle = j + (high - j) / 2;
            if (row[middle] < row[i])
                j = middle + 1;
            else
                high = middle;
        }
        while (j < stop && row[j] < row[i])
            j++;
        if (j < stop && row[j] == row[i])
            touch(s, row[i], by);
    }
}

/* The run of `row` around a place; false where it is too long to be moved: to follow it would take longer
 * than hundreds of other moves.  Short ones are part of STEPS_PER_MOVE. */
static bool find_run(search *s, uint32_t row, int64_t place, int64_t *first, int64_t *last) {
    uint32_t next;
    *first = *last = place;
    while (*last - *first < LONGEST && (next = column_at(s, *first - 1)) != HR_NONE &&
           is_member(&s->a, row, next))
        --*first;
    while (*last - *first < LONGEST && (next = column_at(s, *last + 1)) != HR_NONE &&
           is_member(&s->a, row, next))
        ++*last;
    int64_t length = *last - *first + 1;
    s->work += length > STEPS_PER_MOVE ? STEPS_PER_PLACE * (double)length : 0;
    return length <= LONGEST;
}

/* Places first .. last go between gap - 1 and gap. */
typedef struct {
    int64_t first, last, gap;
    bool turned;
} transfer;

static uint32_t draw(search *s, uint64_t below) {
    return (uint32_t)gsl_rng_uniform_int(s->rng, below);
}

/* A move within a bad row; false where there is nothing to move. */
static bool draw_transfer(search *s, transfer *t) {
    uint32_t row = s->bad[draw(s, s->bad_count)];
    uint64_t count = s->a.row_start[row + 1] - s->a.row_start[row];
    const uint32_t *member = s->a.row_member + s->a.row_start[row];
    int64_t from = s->position[member[draw(s, count)]], to = s->position[member[draw(s, count)]];
    int64_t first, last;
    bool movable = find_run(s, row, from, &t->first, &t->last);
    if (draw(s, 3) == 0)
        t->first = t->last = from;
    else if (!movable)
        return false;
    if ((to >= t->first && to <= t->last) || !find_run(s, row, to, &first, &last))
        return false;
    uint32_t kind = draw(s, 8);
    t->gap = kind < 3 ? last + 1 : kind < 6 ? first : to + (kind == 7);
    t->turned = draw(s, 2);
    return t->gap < t->first || t->gap > t->last + 1;
}

static double price_transfer(search *s, const transfer *t) {
    uint32_t before = column_at(s, t->first - 1), after = column_at(s, t->last + 1);
    uint32_t left = column_at(s, t->gap - 1), right = column_at(s, t->gap);
    uint32_t first = s->at[t->first], last = s->at[t->last];
    s->move++;
    s->touched_count = 0;
    s->work += STEPS_PER_MOVE;
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

static void make_transfer(search *s, const transfer *t) {
    int64_t length = t->last - t->first + 1, low, high;
    for (int64_t i = 0; i < length; i++)
        s->segment[i] = s->at[t->turned ? t->last - i : t->first + i];
    if (t->gap > t->last) {
        low = t->first;
        high = t->gap;
        memmove(s->at + low, s->at + t->last + 1, (size_t)(high - t->last - 1) * sizeof *s->at);
        memcpy(s->at + high - length, s->segment, (size_t)length * sizeof *s->at);
    } else {
        low = t->gap;
        high = t->last + 1;
        memmove(s->at + low + length, s->at + low, (size_t)(t->first - low) * sizeof *s->at);
        memcpy(s->at + low, s->segment, (size_t)length * sizeof *s->at);
    }
    s->work += (double)(high - low) / 4;
    for (int64_t p = low; p < high; p++)
        s->position[s->at[p]] = (uint32_t)p;
}

static void try_transfer(search *s, const transfer *t) {
    bool good = price_transfer(s, t) <= 0;
    for (uint32_t i = 0; i < s->touched_count; i++) {
        uint32_t row = s->touched[i];
        if (good)
            s->runs[row] = (uint32_t)((int64_t)s->runs[row] + s->change[row]);
        s->change[row] = 0;
    }
    if (good)
        make_transfer(s, t);
}

static uint32_t most_runs(const search *s) {
    uint32_t most = 0;
    for (uint32_t r = 0; r < s->a.rows; r++)
        most = s->runs[r] > most ? s->runs[r] : most;
    return most;
}

/* What counts, the smaller the better: the most runs and how many rows have them, or how many have too many.
 */
static uint64_t value(const search *s, uint32_t most) {
    uint64_t count = 0;
    for (uint32_t r = 0; r < s->a.rows; r++)
        count += s->options->few ? s->runs[r] > s->options->few : s->runs[r] == most;
    return s->options->few ? count : (uint64_t)most << 32 | count;
}

/* Rows whose runs are nearly the most, or a little above `few`. */
static void list_bad(search *s, uint32_t most) {
    uint32_t slack = 2 + draw(s, MOST_SLACK), few = s->options->few;
    uint32_t low = few ? few + 1 : most > slack + 2 ? most - slack : 2;
    uint32_t high = few ? few + slack : most;
    s->bad_count = 0;
    for (uint32_t r = 0; r < s->a.rows; r++)
        if (s->runs[r] >= low && s->runs[r] <= high)
            s->bad[s->bad_count++] = r;
    s->work += s->a.rows;
}

static void keep_best(search *s, uint32_t most) {
    uint64_t now = value(s, most);
    if (now >= s->best_value)
        return;
    s->best_value = now;
    memcpy(s->best, s->position, s->a.columns * sizeof *s->best);
}

static void run(search *s) {
    double effort = s->options->effort > 0 ? s->options->effort : 1;
    double limit = effort * fmin(MOST_STEPS, STEPS_PER_PAIR * (double)s->a.row_start[s->a.rows]);
    count_runs(s);
    s->best_value = UINT64_MAX;
    for (;;) {
        uint32_t most = most_runs(s);
        keep_best(s, most);
        list_bad(s, most);
        if (most <= 1 || s->work >= limit || s->move > UINT32_MAX - ROUND - 1)
            break;
        for (uint32_t i = 0; i < ROUND && s->bad_count && s->work < limit; i++) {
            transfer t;
            s->work += STEPS_PER_MOVE;
            if (draw_transfer(s, &t))
                try_transfer(s, &t);
        }
        s->work += s->bad_count ? 0 : limit / 16; /* another slack may list some */
    }
    memcpy(s->position, s->best, s->a.columns * sizeof *s->best);
}

hr_status hr_order_search(uint32_t *position, const hr_ancestors *ancestors,
                          const hr_order_search_options *options) {
    uint64_t *start;
    uint32_t *query;
    search s;
    hr_status status = hr_descendants_build(ancestors, &start, &query);
    if (status != HR_OK)
        return status;
    sets a = {ancestors->queries, ancestors->documents, ancestors->start, start, ancestors->document, query};
    if (!options->dual)
        a = (sets){ancestors->documents, ancestors->queries, start, ancestors->start, query,
                   ancestors->document};
    status = search_init(&s, &a, position, options);
    if (status == HR_OK) {
        set_prices(&s);
        run(&s);
    }
    search_clear(&s);
    free(start);
    free(query);
    return status;
}
