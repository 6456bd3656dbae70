/* hrdim's side of the comparison with PyTorch and Faiss (bench/learn.sh): one training step with the softmax
 * over all documents of WordNet, the exact evaluation of the trained tables, and the bare sgemm of both.
 *
 *     bench/learn data FOLDER       the same work for all: tables after a short training, batches, S(q)
 *     bench/learn step FOLDER       prints NAME <tab> SECONDS <tab> LOSS for every timed step
 *     bench/learn evaluate FOLDER   prints NAME <tab> SECONDS <tab> RETRIEVED-PAIRS
 *     bench/learn sgemm FOLDER step|evaluate
 *     bench/learn provenance FOLDER NAME=VALUE...   JSON, with the peers' versions as given
 */
#include "bench/products.h"

#include "base/progress.h"
#include "embedding/npy.h"
#include "experiment/provenance.h"
#include "learn/trainer.h"
#include "retrieve/evaluate.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { DIMENSION = 64, SEED = 1, WARM = 3, STEPS = 15, BATCH = 1024 };

/* The tables are those of `best` after a tenth of its steps; the step is the second stage of `control`:
 * uniform pairs, one positive a row, every other document a negative. */
static const char data_recipe[] = "best", step_recipe[] = "control";
static const double data_budget = 0.1;
enum { STEP_STAGE = 1 };

typedef struct {
    const char *folder;
    hr_hierarchy hierarchy;
    hr_ancestors ancestors;
    hr_embedding tables;
    hr_recipe recipe;
} bench;

static void path_of(char out[1024], const bench *b, const char *name) {
    snprintf(out, 1024, "%s/%s", b->folder, name);
}

static hr_status write_numbers(const bench *b, const char *name, const hr_matrix *matrix) {
    char path[1024];
    path_of(path, b, name);
    return hr_npy_write(matrix, path);
}

static hr_status write_sets(const bench *b) {
    const hr_ancestors *a = &b->ancestors;
    hr_matrix start, document;
    hr_status status = hr_matrix_init(&start, (size_t)a->queries + 1, 1, HR_INT64);
    if (status != HR_OK)
        return status;
    status = hr_matrix_init(&document, a->pairs, 1, HR_INT64);
    if (status == HR_OK) {
        for (size_t q = 0; q <= a->queries; q++)
            start.i64[q] = (int64_t)a->start[q];
        for (size_t p = 0; p < a->pairs; p++)
            document.i64[p] = a->document[p];
        status = write_numbers(b, "start.npy", &start);
        if (status == HR_OK)
            status = write_numbers(b, "document.npy", &document);
        hr_matrix_clear(&document);
    }
    hr_matrix_clear(&start);
    return status;
}

/* The rows that our own steps draw: (query, document), BATCH for every step. */
static hr_status write_batches(const bench *b) {
    const hr_stage *stage = &b->recipe.stage[STEP_STAGE];
    static hr_draw_row row[BATCH];
    hr_sampler sampler;
    hr_matrix rows;
    hr_status status = hr_matrix_init(&rows, (size_t)STEPS * BATCH, 2, HR_INT64);
    if (status != HR_OK)
        return status;
    status = hr_sampler_init(&sampler, &b->ancestors, &stage->sampler, NULL, SEED, STEP_STAGE);
    for (uint64_t k = 0; k < STEPS && status == HR_OK; k++) {
        status = hr_sampler_draw(row, &sampler, k, BATCH);
        for (size_t i = 0; i < BATCH; i++) {
            rows.i64[2 * (k * BATCH + i)] = row[i].query;
            rows.i64[2 * (k * BATCH + i) + 1] = b->ancestors.document[row[i].pair];
        }
    }
    hr_sampler_clear(&sampler);
    if (status == HR_OK)
        status = write_numbers(b, "batches.npy", &rows);
    hr_matrix_clear(&rows);
    return status;
}

static hr_status train_tables(const bench *b) {
    hr_recipe recipe;
    hr_encoder encoder = {0};
    hr_embedding tables;
    hr_train_report report;
    hr_train_options options = {.dimension = DIMENSION, .seed = SEED, .budget = data_budget};
    char path[1024];
    path_of(path, b, "tables");
    hr_embedding_init(&tables);
    hr_status status = hr_recipe_open(&recipe, data_recipe);
    if (status != HR_OK)
        return status;
    status = hr_encoder_init(&encoder, &recipe, &b->hierarchy, DIMENSION, SEED);
    if (status == HR_OK)
        status = hr_train(&report, &encoder, &b->hierarchy, &b->ancestors, &recipe, &options);
    if (status == HR_OK)
        status = hr_encoder_embed(&tables, &encoder, data_recipe);
    if (status == HR_OK)
        status = hr_embedding_write(&tables, path, HR_FLOAT32);
    hr_embedding_clear(&tables);
    hr_encoder_clear(&encoder);
    hr_recipe_clear(&recipe);
    return status;
}

static hr_status data(bench *b) {
    hr_status status = train_tables(b);
    if (status == HR_OK)
        status = write_sets(b);
    return status == HR_OK ? write_batches(b) : status;
}

static hr_status read_tables(bench *b) {
    char path[1024];
    path_of(path, b, "tables");
    return hr_embedding_read(&b->tables, path, false);
}

static hr_status load_encoder(hr_encoder *out, const bench *b) {
    hr_status status = hr_encoder_init(out, &b->recipe, &b->hierarchy, DIMENSION, SEED);
    if (status != HR_OK)
        return status;
    memcpy(out->queries.table, b->tables.queries.f32, b->tables.queries.rows * DIMENSION * sizeof(float));
    memcpy(out->docs.table, b->tables.docs.f32, b->tables.docs.rows * DIMENSION * sizeof(float));
    return HR_OK;
}

static hr_status time_steps(hr_trainer *t, const hr_stage *stage) {
    hr_status status = HR_OK;
    for (; t->state.step < STEPS && status == HR_OK; t->state.step++) {
        double loss = 0, start = hr_seconds();
        status = hr_trainer_step(&loss, t, stage, STEPS);
        double seconds = hr_seconds() - start;
        if (status == HR_OK && t->state.step >= WARM)
            printf("hrdim\t%.6f\t%.7g\n", seconds, loss);
    }
    return status;
}

/* The whole step as `hrdim train` takes it: drawing the batch, forward, backward, Adam. */
static hr_status step(bench *b) {
    const hr_stage *stage = &b->recipe.stage[STEP_STAGE];
    hr_train_options options = {.dimension = DIMENSION, .seed = SEED};
    hr_encoder encoder = {0};
    hr_trainer t = {.recipe = &b->recipe, .options = &options, .ancestors = &b->ancestors};
    hr_status status = read_tables(b);
    if (status == HR_OK)
        status = load_encoder(&encoder, b);
    t.encoder = &encoder;
    t.state.stage = STEP_STAGE;
    if (status == HR_OK)
        status = hr_trainer_open(&t, &b->hierarchy);
    if (status == HR_OK)
        status = hr_trainer_sampler(&t, STEP_STAGE);
    if (status == HR_OK)
        status = hr_trainer_stage_memory(&t, stage);
    if (status == HR_OK)
        status = time_steps(&t, stage);
    hr_trainer_close(&t);
    hr_encoder_clear(&encoder);
    return status;
}

static hr_status evaluate(bench *b) {
    hr_evaluation result;
    hr_status status = read_tables(b);
    if (status == HR_OK)
        status = hr_evaluate(&result, NULL, &b->ancestors, &b->tables);
    if (status != HR_OK)
        return status;
    printf("hrdim\t%.6f\t%llu\n", result.seconds, (unsigned long long)result.retrieved);
    hr_evaluation_clear(&result);
    return HR_OK;
}

/* The step's products take all shapes in every turn; the evaluation's choose theirs on the first queries. */
static hr_status sgemm(bench *b, bool of_step) {
    enum { TURNS = 4, CHOOSE = 8192 };
    hr_status status = read_tables(b);
    if (status != HR_OK)
        return status;
    const float *queries = b->tables.queries.f32, *docs = b->tables.docs.f32;
    size_t n = b->tables.queries.rows, m = b->tables.docs.rows, some = n < CHOOSE ? n : CHOOSE;
    double best = 1e9;
    const product_shape *shape = product_shapes;
    for (size_t i = 0; i < PRODUCT_SHAPES * (of_step ? TURNS : 1); i++) {
        const product_shape *s = &product_shapes[i % PRODUCT_SHAPES];
        double seconds = of_step ? step_product_seconds(queries, BATCH, docs, m, DIMENSION, s)
                                 : product_seconds(queries, some, docs, m, DIMENSION, s);
        if (seconds < best) {
            best = seconds;
            shape = s;
        }
    }
    if (!of_step)
        best = product_seconds(queries, n, docs, m, DIMENSION, shape);
    printf("sgemm\t%.6f\t-\n", best);
    return HR_OK;
}

static hr_status provenance(int argc, char **argv) {
    hr_provenance p = {.argc = argc, .argv = argv, .seed = SEED, .start = time(NULL)};
    json_t *object = hr_provenance_json(&p), *peers = json_object();
    hr_status status = object && peers ? HR_OK : HR_ENOMEM;
    for (int i = 3; i < argc && status == HR_OK; i++) {
        char *sign = strchr(argv[i], '=');
        if (!sign)
            continue;
        *sign = 0;
        json_object_set_new(peers, argv[i], json_string(sign + 1));
    }
    if (status == HR_OK) {
        json_object_set(object, "peers", peers);
        json_object_del(object, "argv");
        json_dumpf(object, stdout, JSON_INDENT(2));
        putchar('\n');
    }
    json_decref(peers);
    json_decref(object);
    return status;
}

int main(int argc, char **argv) {
    if (argc < 3) {
        fprintf(stderr, "usage: %s data|step|evaluate|sgemm|provenance FOLDER ...; bench/learn.sh calls it\n",
                argv[0]);
        return 2;
    }
    const char *what = argv[1];
    bench b = {.folder = argv[2]};
    hr_hierarchy_init(&b.hierarchy);
    hr_embedding_init(&b.tables);
    hr_status status = HR_OK;
    if (!strcmp(what, "provenance"))
        return provenance(argc, argv) == HR_OK ? 0 : 1;
    status = hr_hierarchy_open(&b.hierarchy, "wordnet");
    if (status == HR_OK)
        status = hr_ancestors_build(&b.ancestors, &b.hierarchy);
    if (status == HR_OK)
        status = hr_recipe_open(&b.recipe, step_recipe);
    if (status == HR_OK)
        status = !strcmp(what, "data")       ? data(&b)
                 : !strcmp(what, "step")     ? step(&b)
                 : !strcmp(what, "evaluate") ? evaluate(&b)
                                             : sgemm(&b, argc > 3 && !strcmp(argv[3], "step"));
    if (status != HR_OK)
        fprintf(stderr, "bench/learn: %s\n", hr_error());
    hr_recipe_clear(&b.recipe);
    hr_embedding_clear(&b.tables);
    hr_ancestors_clear(&b.ancestors);
    hr_hierarchy_clear(&b.hierarchy);
    return status == HR_OK ? 0 : 1;
}
