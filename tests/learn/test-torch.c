/* Losses, gradients and optimizers against PyTorch's numbers (tests/learn/torch.txt, made by
 * tests/learn/torch-fixture.py): four steps of every loss, so that the last gradient holds what the optimizer
 * did to the tables in the steps before. */
#include "test.h"

#include "learn/batch.h"
#include "learn/optimizer.h"

#include <math.h>

enum { QUERIES = 6, DOCUMENTS = 8, D = 3, STEPS = 4, ROWS = 5, NEGATIVES = 6, SETS = 20 };

static hr_ancestors ancestors = {.queries = QUERIES, .documents = DOCUMENTS};
static uint64_t start[QUERIES + 1];
static uint32_t document[SETS], negative[STEPS][NEGATIVES];
static uint16_t distance[SETS];
static hr_draw_row row[STEPS][ROWS];
static double scale, rate;

static unsigned number(FILE *in) {
    unsigned out;
    if (fscanf(in, "%u", &out) != 1) {
        printf("the fixture ends too early or holds something else\n");
        exit(99);
    }
    return out;
}

static void read_problem(FILE *in) {
    static const unsigned sizes[] = {QUERIES, DOCUMENTS, D, STEPS, ROWS, NEGATIVES};
    CHECK(!fscanf(in, "problem"), "the fixture begins otherwise");
    for (int i = 0; i < 6; i++)
        CHECK(number(in) == sizes[i], "size %d differs", i);
    CHECK(fscanf(in, "%lf %lf", &scale, &rate) == 2, "no scale and rate");
    for (uint32_t q = 0; q < QUERIES; q++) {
        unsigned pairs = number(in);
        start[q + 1] = start[q] + pairs;
        CHECK(start[q + 1] <= SETS, "more pairs than room");
        for (uint64_t p = start[q]; p < start[q + 1] && p < SETS; p++) {
            document[p] = number(in);
            distance[p] = (uint16_t)number(in);
        }
    }
    for (int k = 0; k < STEPS; k++) {
        for (int i = 0; i < ROWS; i++) {
            row[k][i].query = number(in);
            row[k][i].pair = start[row[k][i].query] + number(in);
            row[k][i].low = number(in);
            row[k][i].high = number(in);
        }
        for (int i = 0; i < NEGATIVES; i++)
            negative[k][i] = number(in);
    }
    ancestors.pairs = start[QUERIES];
    ancestors.start = start;
    ancestors.document = document;
    ancestors.distance = distance;
}

static void fill(hr_tower *tower, uint32_t items, bool unit, int shift) {
    OK(hr_tower_lookup(tower, items, D, unit));
    for (int i = 0; i < (int)items * D; i++)
        tower->table[i] = (float)((i * 37 + shift) % 101 - 50) / 64;
}

/* One side of a step. */
typedef struct {
    hr_tower tower;
    hr_moments moments;
    hr_tower_scratch scratch;
    float vector[DOCUMENTS * D], length[DOCUMENTS], gradient[DOCUMENTS * D];
} side;

static void update(side *s, const uint32_t *item, size_t count, const hr_optimizer *o, uint64_t t,
                   float *dense) {
    hr_row_gradient rows;
    OK(hr_tower_backward(&rows, &s->scratch, &s->tower, item, count, s->vector, s->length, s->gradient));
    memset(dense, 0, s->tower.rows * D * sizeof *dense);
    for (size_t k = 0; k < rows.count; k++)
        memcpy(dense + (rows.row ? rows.row[k] : k) * D, rows.gradient + k * D, D * sizeof *dense);
    hr_optimizer_update(&s->tower, &s->moments, o, &rows, o->rate, t);
}

typedef struct {
    double loss[STEPS];
    float gradient[(QUERIES + DOCUMENTS) * D]; /* of the last step: queries, then documents */
} numbers;

static void step(numbers *out, side *q, side *x, hr_batch *batch, hr_softmax *softmax, int k,
                 const hr_loss *loss, const hr_optimizer *optimizer) {
    OK(hr_batch_make(batch, row[k], ROWS, loss, negative[k]));
    const hr_softmax_batch *b = &batch->view;
    const uint32_t *slot_item = loss->candidates == HR_CANDIDATES_ALL ? NULL : batch->slot_item;
    hr_tower_encode(q->vector, q->length, &q->tower, batch->query_item, 0, b->queries);
    hr_tower_encode(x->vector, x->length, &x->tower, slot_item, 0, b->slots);
    OK(hr_softmax_step(&out->loss[k], q->gradient, x->gradient, softmax, b, loss, q->vector, x->vector));
    update(q, batch->query_item, b->queries, optimizer, (uint64_t)k + 1, out->gradient);
    update(x, slot_item, b->slots, optimizer, (uint64_t)k + 1, out->gradient + QUERIES * D);
}

static void compute(numbers *out, const hr_loss *loss, const hr_optimizer *optimizer, bool unit) {
    static side q, x;
    hr_batch batch;
    hr_softmax *softmax;
    memset(&q, 0, sizeof q);
    memset(&x, 0, sizeof x);
    fill(&q.tower, QUERIES, unit, 11);
    fill(&x.tower, DOCUMENTS, unit, 5);
    OK(hr_moments_init(&q.moments, optimizer, QUERIES, D));
    OK(hr_moments_init(&x.moments, optimizer, DOCUMENTS, D));
    OK(hr_batch_init(&batch, &ancestors));
    OK(hr_softmax_open(&softmax, D, 1 << 20));
    for (int k = 0; k < STEPS; k++)
        step(out, &q, &x, &batch, softmax, k, loss, optimizer);
    hr_softmax_close(softmax);
    hr_batch_clear(&batch);
    for (int i = 0; i < 2; i++) {
        side *s = i ? &x : &q;
        hr_tower_clear(&s->tower);
        hr_moments_clear(&s->moments);
        hr_tower_scratch_clear(&s->scratch);
    }
}

static void read_numbers(numbers *out, FILE *in) {
    for (int k = 0; k < STEPS; k++)
        CHECK(fscanf(in, "%lf", &out->loss[k]) == 1, "no loss %d", k);
    for (int i = 0; i < (QUERIES + DOCUMENTS) * D; i++)
        CHECK(fscanf(in, "%f", &out->gradient[i]) == 1, "no gradient %d", i);
}

static void compare(const numbers *ours, const numbers *theirs, const char *what) {
    float largest = 0;
    for (int k = 0; k < STEPS; k++)
        CHECK(fabs(ours->loss[k] - theirs->loss[k]) <= 1e-5 * fmax(1, theirs->loss[k]),
              "%s, step %d: loss %.8g, PyTorch's %.8g", what, k + 1, ours->loss[k], theirs->loss[k]);
    for (int i = 0; i < (QUERIES + DOCUMENTS) * D; i++)
        largest = fmaxf(largest, fabsf(theirs->gradient[i]));
    CHECK(largest > 1e-3f, "%s: the gradient is 0, the test says nothing", what);
    for (int i = 0; i < (QUERIES + DOCUMENTS) * D; i++)
        CHECK(fabsf(ours->gradient[i] - theirs->gradient[i]) <= 2e-5f * fmaxf(1, largest),
              "%s: entry %d of the gradient is %.8g, PyTorch's %.8g", what, i, (double)ours->gradient[i],
              (double)theirs->gradient[i]);
}

static hr_optimizer named(const char *name) {
    hr_optimizer out = {.kind = HR_ADAM, .rate = rate, .beta1 = 0.9, .beta2 = 0.999, .eps = 1e-12};
    if (strcmp(name, "adam"))
        out.kind = strcmp(name, "adagrad") ? HR_SGD : HR_ADAGRAD;
    return out;
}

static void test_every_case(void) {
    const char *srcdir = getenv("HR_SRCDIR");
    char path[1000], name[16], what[120];
    snprintf(path, sizeof path, "%s/tests/learn/torch.txt", srcdir ? srcdir : ".");
    FILE *in = fopen(path, "r");
    CHECK(in, "no %s", path);
    if (!in)
        return;
    read_problem(in);
    int cases = 0;
    for (unsigned c, all, masked, pairs, unit;
         fscanf(in, " case %u %u %u %u %u %15s", &c, &all, &masked, &pairs, &unit, name) == 6; cases++) {
        hr_loss loss = {(hr_candidates)c, NEGATIVES, all, masked, pairs, scale};
        hr_optimizer optimizer = named(name);
        numbers ours, theirs;
        read_numbers(&theirs, in);
        compute(&ours, &loss, &optimizer, unit);
        snprintf(what, sizeof what, "candidates %u, targets %s, %s, by %s, %s rows, %s", c,
                 all ? "all" : "one", masked ? "masked" : "negative", pairs ? "pairs" : "rows",
                 unit ? "unit" : "free", name);
        compare(&ours, &theirs, what);
    }
    CHECK(cases == 52, "%d cases", cases);
    CHECK(feof(in), "something follows case %d", cases);
    fclose(in);
}

int main(void) {
    RUN(test_every_case);
    return hr_test_end();
}
