/* Every loss, candidates, encoder and normalisation: its value against the definition in double, and its
 * gradient by every table entry against central differences of the definition. */
#include "learn/instance.h"

#include "base/fast.h"
#include "base/random.h"
#include "learn/batch.h"
#include "learn/optimizer.h"
#include "learn/oracle.h"
#include "learn/softmax.h"
#include "learn/uniform.h"

#include <math.h>
#include <omp.h>

static const char *name(const void *context, uint32_t item, char room[16]) {
    return hr_node_name(context, item, room);
}

static const hr_text_options words = {.buckets = 61, .low = 1, .high = 3};

static void make_tower(hr_tower *tower, uint32_t items, size_t d, bool text, bool unit, uint32_t stream) {
    if (text)
        OK(hr_tower_text(tower, items, d, unit, &words, name, &hierarchy));
    else
        OK(hr_tower_lookup(tower, items, d, unit));
    OK(hr_tower_fill(tower, 0.8, 5, stream));
}

static double *widen(const hr_tower *tower) {
    size_t count = tower->rows * tower->dimension;
    double *out = malloc(count * sizeof *out);
    if (!out)
        exit(99);
    for (size_t i = 0; i < count; i++)
        out[i] = (double)tower->table[i];
    return out;
}

/* Gradients by the tables, dense; the loss is returned. */
typedef struct {
    float *queries, *docs;
    double loss;
} gradients;

static void scatter(float *out, const hr_tower *tower, hr_tower_scratch *scratch, const uint32_t *item,
                    size_t count, const float *vector, const float *length, float *gradient) {
    hr_row_gradient rows;
    size_t d = tower->dimension;
    OK(hr_tower_backward(&rows, scratch, tower, item, count, vector, length, gradient));
    for (size_t k = 0; k < rows.count; k++) {
        float *at = out + (rows.row ? rows.row[k] : k) * d;
        for (size_t i = 0; i < d; i++)
            CHECK(at[i] == 0, "row %zu comes twice", k);
        memcpy(at, rows.gradient + k * d, d * sizeof *out);
    }
}

static float *floats(size_t count) {
    float *out = calloc(count + 1, sizeof *out);
    if (!out)
        exit(99);
    return out;
}

static void differentiate(gradients *out, const hr_encoder *e, const hr_draw_row *row, size_t rows,
                          const hr_loss *loss, const uint32_t *negative, size_t budget) {
    hr_batch batch;
    hr_softmax *softmax;
    size_t d = e->docs.dimension;
    OK(hr_batch_init(&batch, &ancestors));
    OK(hr_softmax_open(&softmax, d, budget));
    OK(hr_batch_make(&batch, row, rows, loss, negative));
    const hr_softmax_batch *b = &batch.view;
    const uint32_t *slot_item = loss->candidates == HR_CANDIDATES_ALL ? NULL : batch.slot_item;
    float *q = floats(b->queries * d), *x = floats(b->slots * d), *gq = floats(b->queries * d),
          *gx = floats(b->slots * d), *lq = floats(b->queries), *lx = floats(b->slots);
    hr_tower_encode(q, lq, &e->queries, batch.query_item, 0, b->queries);
    hr_tower_encode(x, lx, &e->docs, slot_item, 0, b->slots);
    OK(hr_softmax_step(&out->loss, gq, gx, softmax, b, loss, q, x));
    out->queries = floats(e->queries.rows * d);
    out->docs = floats(e->docs.rows * d);
    hr_tower_scratch scratch = {0};
    scatter(out->queries, &e->queries, &scratch, batch.query_item, b->queries, q, lq, gq);
    scatter(out->docs, &e->docs, &scratch, slot_item, b->slots, x, lx, gx);
    hr_tower_scratch_clear(&scratch);
    hr_softmax_close(softmax);
    hr_batch_clear(&batch);
    void *all[] = {q, x, gq, gx, lq, lx};
    for (size_t i = 0; i < 6; i++)
        free(all[i]);
}

static const char *describe(char room[160], const hr_loss *l, const hr_encoder *e) {
    snprintf(room, 160, "candidates %d, targets %s, %s, by %s, scale %g, %s queries, %s docs, %s",
             l->candidates, l->all_positives ? "all" : "one", l->masked ? "masked" : "negative",
             l->by_pairs ? "pairs" : "rows", l->scale, e->queries.start ? "text" : "lookup",
             e->docs.start ? "text" : "lookup", e->docs.unit ? "unit" : "free");
    return room;
}

/* Every entry of both tables. */
static void check_entries(const hr_oracle *oracle, const gradients *g, const hr_encoder *e, double *queries,
                          double *docs) {
    char room[160];
    const double h = 1e-5;
    double largest = 0, worst = 0;
    for (int side = 0; side < 2; side++) {
        const hr_tower *tower = side ? &e->docs : &e->queries;
        double *table = side ? docs : queries;
        const float *gradient = side ? g->docs : g->queries;
        for (size_t i = 0; i < tower->rows * tower->dimension; i++) {
            double was = table[i];
            table[i] = was + h;
            double above = hr_oracle_loss(oracle);
            table[i] = was - h;
            double below = hr_oracle_loss(oracle);
            table[i] = was;
            double slope = (above - below) / (2 * h);
            largest = fmax(largest, fabs(slope));
            worst = fmax(worst, fabs(slope - (double)gradient[i]));
        }
    }
    CHECK(largest > 1e-3, "%s: the gradient is 0, the test says nothing", describe(room, oracle->loss, e));
    CHECK(worst <= 2e-5 * fmax(1, largest), "%s: off by %g, largest %g", describe(room, oracle->loss, e),
          worst, largest);
}

/* Along random directions, for instances too large for every entry. */
static void check_directions(const hr_oracle *oracle, const gradients *g, const hr_encoder *e,
                             double *queries, double *docs) {
    char room[160];
    gsl_rng *rng = hr_rng_new(3, HR_STREAM_TEST, 0);
    for (int trial = 0; trial < 3; trial++) {
        double expected = 0, value[2], size = 0;
        const double h = 1e-5;
        for (int sign = 0; sign < 3; sign++) { /* +h, -2h, back */
            hr_rng_stream(rng, 3, HR_STREAM_TEST, (uint32_t)trial);
            for (int side = 0; side < 2; side++) {
                const hr_tower *tower = side ? &e->docs : &e->queries;
                for (size_t i = 0; i < tower->rows * tower->dimension; i++) {
                    double u = gsl_rng_uniform(rng) - 0.5, step = sign == 1 ? -2 * h : h;
                    (side ? docs : queries)[i] += step * u;
                    if (!sign) {
                        double part = u * (double)(side ? g->docs : g->queries)[i];
                        expected += part;
                        size += part * part;
                    }
                }
            }
            if (sign < 2)
                value[sign] = hr_oracle_loss(oracle);
        }
        double slope = (value[0] - value[1]) / (2 * h);
        CHECK(fabs(slope - expected) <= 1e-3 * fmax(sqrt(size), 1e-3), "%s: slope %.9g, gradient says %.9g",
              describe(room, oracle->loss, e), slope, expected);
    }
    gsl_rng_free(rng);
}

enum { MOST_ROWS = 700, MOST_NEGATIVES = 1400 };

static void check_loss(const hr_loss *loss, size_t rows, size_t d, bool text, bool unit, size_t budget,
                       bool entries) {
    static hr_draw_row row[MOST_ROWS];
    static uint32_t negative[MOST_NEGATIVES];
    char room[160];
    hr_sampler_plan plan;
    hr_sampler sampler;
    hr_encoder e;
    OK(hr_sampler_parse(&plan, loss->all_positives ? "queries:low=1" : "pairs", "here"));
    OK(hr_sampler_init(&sampler, &ancestors, &plan, NULL, 7, 0));
    OK(hr_sampler_draw(row, &sampler, 3, rows));
    gsl_rng *rng = hr_rng_new(11, HR_STREAM_TEST, 0);
    for (uint32_t k = 0; k < MOST_NEGATIVES; k++)
        negative[k] = (uint32_t)hr_uniform(rng, ancestors.documents);
    gsl_rng_free(rng);
    make_tower(&e.queries, ancestors.queries, d, text, unit, HR_STREAM_QUERY_TABLE);
    make_tower(&e.docs, ancestors.documents, d, text && loss->masked, unit, HR_STREAM_DOC_TABLE);
    double *queries = widen(&e.queries), *docs = widen(&e.docs);
    hr_oracle oracle = {&ancestors, &e, queries, docs, row, rows, loss, negative};
    gradients g;
    differentiate(&g, &e, row, rows, loss, negative, budget);
    double expected = hr_oracle_loss(&oracle);
    CHECK(fabs(g.loss - expected) <= 3e-6 * fmax(1, fabs(expected)), "%s: loss %.9g, by definition %.9g",
          describe(room, loss, &e), g.loss, expected);
    (entries ? check_entries : check_directions)(&oracle, &g, &e, queries, docs);
    free(g.queries);
    free(g.docs);
    free(queries);
    free(docs);
    hr_encoder_clear(&e);
    hr_sampler_clear(&sampler);
}

static void for_all_losses(void (*check)(const hr_loss *loss)) {
    for (int c = 0; c < 4; c++)
        for (int bits = 0; bits < 8; bits++) {
            hr_loss loss = {.candidates = (hr_candidates)c,
                            .sampled = 24,
                            .all_positives = bits & 1,
                            .masked = bits & 2,
                            .by_pairs = bits & 4,
                            .scale = 3};
            if (loss.all_positives || !loss.by_pairs)
                check(&loss);
        }
}

static void check_small(const hr_loss *loss) {
    for (int bits = 0; bits < 4; bits++)
        check_loss(loss, 12, 3, bits & 1, bits & 2, 1 << 20, true);
}

static void test_every_loss(void) {
    open_instance("dag:n=24,parents=2,seed=4");
    for_all_losses(check_small);
    close_instance();
}

/* several blocks of columns, segments and chunks of rows; scores that need their maximum taken off */
static void check_large(const hr_loss *loss) {
    hr_loss large = *loss;
    large.sampled = MOST_NEGATIVES;
    check_loss(&large, 300, 4, false, true, 1 << 20, false);
    large.scale = 40;
    check_loss(&large, 300, 4, false, false, 64 << 20, false);
}

static void test_large(void) {
    open_instance("random-tree:n=1300,seed=2");
    hr_loss losses[] = {
        {.candidates = HR_CANDIDATES_ALL},
        {.candidates = HR_CANDIDATES_ALL, .all_positives = true, .masked = true, .by_pairs = true},
        {.candidates = HR_CANDIDATES_SAMPLED, .masked = true}};
    for (size_t i = 0; i < sizeof losses / sizeof *losses; i++) {
        losses[i].scale = 8;
        check_large(&losses[i]);
    }
    close_instance();
}

/* scores of thousands: no overflow, no NaN */
static void test_extreme_scores(void) {
    open_instance("dag:n=24,parents=2,seed=4");
    for (int trial = 0; trial < 16; trial++) {
        int c = trial / 4;
        hr_loss loss = {.candidates = (hr_candidates)c,
                        .sampled = 24,
                        .scale = 3000,
                        .all_positives = trial & 1,
                        .masked = trial & 2};
        hr_sampler_plan plan;
        hr_sampler sampler;
        hr_draw_row row[12];
        uint32_t negative[24];
        for (uint32_t k = 0; k < 24; k++)
            negative[k] = k;
        OK(hr_sampler_parse(&plan, "pairs", "here"));
        OK(hr_sampler_init(&sampler, &ancestors, &plan, NULL, 7, 0));
        OK(hr_sampler_draw(row, &sampler, 0, 12));
        hr_encoder e;
        make_tower(&e.queries, ancestors.queries, 3, false, false, HR_STREAM_QUERY_TABLE);
        make_tower(&e.docs, ancestors.documents, 3, false, false, HR_STREAM_DOC_TABLE);
        double *queries = widen(&e.queries), *docs = widen(&e.docs);
        hr_oracle oracle = {&ancestors, &e, queries, docs, row, 12, &loss, negative};
        gradients g;
        differentiate(&g, &e, row, 12, &loss, negative, 1 << 20);
        double expected = hr_oracle_loss(&oracle);
        CHECK(fabs(g.loss - expected) <= 1e-5 * expected, "candidates %d: loss %g, by definition %g", c,
              g.loss, expected);
        for (size_t i = 0; i < e.docs.rows * 3; i++)
            CHECK(isfinite(g.docs[i]) && isfinite(g.queries[i]), "entry %zu is not finite", i);
        free(g.queries);
        free(g.docs);
        free(queries);
        free(docs);
        hr_encoder_clear(&e);
        hr_sampler_clear(&sampler);
    }
    close_instance();
}

/* the same bytes at any number of threads, whatever the tasks */
static void test_threads(void) {
    open_instance("random-tree:n=1300,seed=2");
    hr_loss loss = {.candidates = HR_CANDIDATES_ALL, .scale = 20};
    hr_sampler_plan plan;
    hr_sampler sampler;
    static hr_draw_row row[MOST_ROWS];
    OK(hr_sampler_parse(&plan, "pairs", "here"));
    OK(hr_sampler_init(&sampler, &ancestors, &plan, NULL, 7, 0));
    OK(hr_sampler_draw(row, &sampler, 0, MOST_ROWS));
    hr_encoder e;
    make_tower(&e.queries, ancestors.queries, 17, false, true, HR_STREAM_QUERY_TABLE);
    make_tower(&e.docs, ancestors.documents, 17, true, true, HR_STREAM_DOC_TABLE);
    gradients first, g;
    int threads = omp_get_max_threads();
    omp_set_num_threads(1);
    differentiate(&first, &e, row, MOST_ROWS, &loss, NULL, 1 << 20);
    for (int t = 2; t < 5; t++) {
        omp_set_num_threads(t);
        differentiate(&g, &e, row, MOST_ROWS, &loss, NULL, 1 << 20);
        CHECK(first.loss == g.loss &&
                  !memcmp(first.queries, g.queries, e.queries.rows * 17 * sizeof(float)) &&
                  !memcmp(first.docs, g.docs, e.docs.rows * 17 * sizeof(float)),
              "%d threads give other bytes than 1", t);
        free(g.queries);
        free(g.docs);
    }
    omp_set_num_threads(threads);
    free(first.queries);
    free(first.docs);
    hr_encoder_clear(&e);
    hr_sampler_clear(&sampler);
    close_instance();
}

int main(void) {
    RUN(test_every_loss);
    RUN(test_large);
    RUN(test_extreme_scores);
    RUN(test_threads);
    return hr_test_end();
}
