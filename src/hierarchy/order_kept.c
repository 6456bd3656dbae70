/* U6 with a bound on the runs: a search for an order in which the K longest runs of all rows keep the most.
 *
 * A move takes a run of some row out of its place and puts it beside a run of another, both chosen around
 * columns of a row that loses some.  Only rows that have both of two neighbours change, at the hr_run_ends of
 * what is moved and where it came from and goes to: of these rows the runs are listed, as pairs of end
 * columns, so that moves elsewhere leave them true.  Simulated annealing (Kirkpatrick, Gelatt, Vecchi 1983):
 * a loss of l pairs is accepted with probability exp(-l / t), and t falls to 0 with the work. */
#include "base/memory.h"
#include "hierarchy/order_pieces.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { ROUND = 2000, LONGEST = 4096, STEPS_PER_MOVE = 64 };
static const double STEPS_PER_PAIR = 3000, MOST_STEPS = 6e9, WARMEST = 1;

typedef struct {
    hr_order_state o;
    const hr_order_search_options *options;
    uint32_t few, *best;
    hr_run_ends *run;      /* of row r from row_start[r] on */
    uint32_t *runs, *kept; /* of every row: how many, and columns in the longest few */
    uint32_t *mark, move;  /* of every row: the last move that touched it */
    uint32_t *common, *touched, *now, touched_count; /* rows, and what they would keep */
    uint32_t *length, *longest;                      /* scratch: of a row's runs */
    uint32_t *bad, bad_count;
    uint64_t *loss_sum; /* of the bad rows so far */
    uint64_t total, best_total;
    double warmth;
} search;

static void search_clear(search *s) {
    hr_order_state_clear(&s->o);
    free(s->best);
    free(s->run);
    free(s->runs);
    free(s->kept);
    free(s->mark);
    free(s->common);
    free(s->touched);
    free(s->now);
    free(s->length);
    free(s->longest);
    free(s->bad);
    free(s->loss_sum);
}

static hr_status search_init(search *s, uint32_t *position, const hr_ancestors *ancestors,
                             const hr_order_search_options *options) {
    static const char what[] = "the search for an order";
    *s = (search){.options = options, .few = options->few};
    hr_status status = hr_order_state_init(&s->o, position, ancestors, options);
    if (status != HR_OK)
        return status;
    const hr_order_sets *a = &s->o.sets;
    s->best = hr_alloc(a->columns, sizeof *s->best, what);
    s->run = hr_alloc(a->row_start[a->rows], sizeof *s->run, what);
    s->runs = hr_calloc(a->rows, sizeof *s->runs, what);
    s->kept = hr_calloc(a->rows, sizeof *s->kept, what);
    s->mark = hr_calloc(a->rows, sizeof *s->mark, what);
    s->common = hr_alloc(a->longest, sizeof *s->common, what);
    s->touched = hr_alloc(a->rows, sizeof *s->touched, what);
    s->now = hr_alloc(a->rows, sizeof *s->now, what);
    s->length = hr_alloc((size_t)a->columns + HR_PIECES, sizeof *s->length, what);
    s->longest = hr_alloc(a->columns, sizeof *s->longest, what);
    s->bad = hr_alloc(a->rows, sizeof *s->bad, what);
    s->loss_sum = hr_alloc(a->rows, sizeof *s->loss_sum, what);
    if (!s->best || !s->run || !s->runs || !s->kept || !s->mark || !s->common || !s->touched || !s->now ||
        !s->length || !s->longest || !s->bad || !s->loss_sum)
        return HR_ENOMEM;
    memcpy(s->best, position, a->columns * sizeof *s->best);
    return HR_OK;
}

static uint32_t row_size(const search *s, uint32_t row) {
    return (uint32_t)(s->o.sets.row_start[row + 1] - s->o.sets.row_start[row]);
}

/* The sum of the longest few of s->length[0 .. count-1]. */
static uint32_t sum_longest(search *s, uint32_t row, uint32_t count) {
    uint32_t used = 0, sum = 0;
    if (count <= s->few)
        return row_size(s, row);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t at = used < s->few ? used++ : s->few, length = s->length[i];
        for (; at && s->longest[at - 1] < length; at--)
            if (at < s->few)
                s->longest[at] = s->longest[at - 1];
        if (at < s->few)
            s->longest[at] = length;
    }
    for (uint32_t i = 0; i < used; i++)
        sum += s->longest[i];
    return sum;
}

static void list_runs(search *s) {
    const hr_order_sets *a = &s->o.sets;
    for (uint32_t p = 0; p < a->columns; p++) {
        uint32_t c = s->o.at[p], before = hr_order_column(&s->o, (int64_t)p - 1);
        for (uint64_t i = a->column_start[c]; i < a->column_start[c + 1]; i++) {
            uint32_t row = a->column_member[i];
            hr_run_ends *run = s->run + a->row_start[row];
            if (s->runs[row] && run[s->runs[row] - 1].end[1] == before)
                run[s->runs[row] - 1].end[1] = c;
            else
                run[s->runs[row]++] = (hr_run_ends){{c, c}};
        }
    }
    for (uint32_t row = 0; row < a->rows; row++) {
        for (uint32_t i = 0; i < s->runs[row]; i++) {
            hr_places p = hr_places_of(&s->o, &s->run[a->row_start[row] + i]);
            s->length[i] = (uint32_t)(p.high - p.low + 1);
        }
        s->kept[row] = sum_longest(s, row, s->runs[row]);
        s->total += s->kept[row];
    }
}

/* What the row keeps after the move; `make`: its runs become those of then. */
static uint32_t move_row(search *s, uint32_t row, const hr_transfer *t, bool make) {
    hr_run_ends *run = s->run + s->o.sets.row_start[row], made[HR_PIECES];
    hr_pieces c = {.there = {false}};
    uint32_t others = 0, added;
    s->o.work += s->runs[row];
    for (uint32_t i = 0; i < s->runs[row]; i++) {
        hr_run_ends r = run[i];
        hr_places p = hr_places_of(&s->o, &r);
        if (hr_pieces_cut(&c, p, t))
            continue;
        if (make)
            run[others] = r;
        s->length[others++] = (uint32_t)(p.high - p.low + 1);
    }
    added = hr_pieces_join(made, s->length + others, &s->o, &c, t);
    if (make) {
        memcpy(run + others, made, added * sizeof *made);
        s->runs[row] = others + added;
        return s->kept[row];
    }
    return sum_longest(s, row, others + added);
}

static void touch_pair(search *s, uint32_t x, uint32_t y) {
    uint32_t count = hr_order_common(s->common, &s->o.work, &s->o.sets, x, y);
    for (uint32_t i = 0; i < count; i++)
        if (s->mark[s->common[i]] != s->move) {
            s->mark[s->common[i]] = s->move;
            s->touched[s->touched_count++] = s->common[i];
        }
}

static int64_t gain_of(search *s, const hr_transfer *t) {
    uint32_t before = hr_order_column(&s->o, t->first - 1), after = hr_order_column(&s->o, t->last + 1);
    uint32_t left = hr_order_column(&s->o, t->gap - 1), right = hr_order_column(&s->o, t->gap);
    uint32_t first = s->o.at[t->first], last = s->o.at[t->last];
    int64_t gain = 0;
    s->move++;
    s->touched_count = 0;
    touch_pair(s, before, first);
    touch_pair(s, last, after);
    touch_pair(s, left, right);
    touch_pair(s, before, after);
    touch_pair(s, left, t->turned ? last : first);
    touch_pair(s, t->turned ? first : last, right);
    for (uint32_t i = 0; i < s->touched_count; i++) {
        s->now[i] = move_row(s, s->touched[i], t, false);
        gain += (int64_t)s->now[i] - s->kept[s->touched[i]];
    }
    return gain;
}

static void make(search *s, const hr_transfer *t, int64_t gain) {
    for (uint32_t i = 0; i < s->touched_count; i++) {
        move_row(s, s->touched[i], t, true);
        s->kept[s->touched[i]] = s->now[i];
    }
    s->total = (uint64_t)((int64_t)s->total + gain);
    hr_order_transfer(&s->o, t);
}

/* The run of a row around a place. */
static hr_places run_around(search *s, uint32_t row, int64_t place) {
    const hr_run_ends *run = s->run + s->o.sets.row_start[row];
    for (uint32_t i = 0; i < s->runs[row]; i++) {
        hr_places p = hr_places_of(&s->o, &run[i]);
        s->o.work++;
        if (p.low <= place && place <= p.high)
            return p;
    }
    return (hr_places){place, place};
}

/* A row that loses some: any of them, or the more likely the more it loses. */
static uint32_t draw_bad(search *s) {
    uint32_t low = 0, high = s->bad_count - 1;
    if (hr_order_draw(&s->o, 2))
        return s->bad[hr_order_draw(&s->o, s->bad_count)];
    uint64_t at = hr_order_draw(&s->o, s->loss_sum[high] > UINT32_MAX ? UINT32_MAX : s->loss_sum[high]);
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (s->loss_sum[middle] <= at)
            low = middle + 1;
        else
            high = middle;
    }
    return s->bad[low];
}

/* A column of the row, by runs: short ones are as likely as long ones. */
static uint32_t draw_column(search *s, uint32_t row) {
    uint64_t start = s->o.sets.row_start[row];
    hr_places p = hr_places_of(&s->o, &s->run[start + hr_order_draw(&s->o, s->runs[row])]);
    return s->o.at[p.low + hr_order_draw(&s->o, (uint64_t)(p.high - p.low + 1))];
}

/* The row itself, or another that has the column. */
static uint32_t draw_holder(search *s, uint32_t row, uint32_t column) {
    const uint64_t *start = s->o.sets.column_start;
    if (hr_order_draw(&s->o, 2))
        return row;
    return s->o.sets.column_member[start[column] + hr_order_draw(&s->o, start[column + 1] - start[column])];
}

static bool draw_transfer(search *s, hr_transfer *t) {
    uint32_t row = draw_bad(s), from = draw_column(s, row), to = draw_column(s, row);
    int64_t a = s->o.position[from], b = s->o.position[to];
    hr_places segment = run_around(s, draw_holder(s, row, from), a);
    if (hr_order_draw(&s->o, 8) == 0)
        segment = (hr_places){a, a};
    hr_places target = run_around(s, draw_holder(s, row, to), b);
    uint32_t side = hr_order_draw(&s->o, 8);
    *t = (hr_transfer){segment.low, segment.high,
                       side < 4   ? target.low
                       : side < 7 ? target.high + 1
                                  : b,
                       hr_order_draw(&s->o, 2)};
    return segment.high - segment.low < LONGEST && (t->gap < t->first || t->gap > t->last + 1);
}

static void list_bad(search *s) {
    uint64_t sum = 0;
    s->bad_count = 0;
    for (uint32_t r = 0; r < s->o.sets.rows; r++)
        if (s->kept[r] < row_size(s, r)) {
            sum += row_size(s, r) - s->kept[r];
            s->bad[s->bad_count] = r;
            s->loss_sum[s->bad_count++] = sum;
        }
    s->o.work += s->o.sets.rows;
}

static void keep_best(search *s) {
    if (s->total <= s->best_total)
        return;
    s->best_total = s->total;
    memcpy(s->best, s->o.position, s->o.sets.columns * sizeof *s->best);
    s->o.work += s->o.sets.columns / 4.0;
}

static bool accepts(search *s, int64_t gain) {
    return gain >= 0 || (s->warmth > 0 && gsl_rng_uniform(s->o.rng) < exp((double)gain / s->warmth));
}

static void run(search *s) {
    double effort = s->options->effort > 0 ? s->options->effort : 1;
    double limit = effort * fmin(MOST_STEPS, STEPS_PER_PAIR * (double)s->o.sets.row_start[s->o.sets.rows]);
    list_runs(s);
    s->best_total = 0;
    for (;;) {
        keep_best(s);
        list_bad(s);
        if (!s->bad_count || s->o.work >= limit || s->move > UINT32_MAX - ROUND - 1)
            break;
        s->warmth = WARMEST * fmax(0, 1 - 1.25 * s->o.work / limit);
        for (uint32_t i = 0; i < ROUND && s->o.work < limit; i++) {
            hr_transfer t;
            s->o.work += STEPS_PER_MOVE;
            if (!draw_transfer(s, &t))
                continue;
            int64_t gain = gain_of(s, &t);
            if (accepts(s, gain))
                make(s, &t, gain);
        }
    }
    memcpy(s->o.position, s->best, s->o.sets.columns * sizeof *s->best);
}

hr_status hr_order_keep(uint32_t *position, uint64_t *kept, const hr_ancestors *ancestors,
                        const hr_order_search_options *options) {
    search s;
    hr_status status = search_init(&s, position, ancestors, options);
    if (status == HR_OK)
        run(&s);
    *kept = s.best_total;
    search_clear(&s);
    return status;
}
