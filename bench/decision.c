/* The exact F-query decision of a float32 embedding of WordNet against the bare sgemm calls that compute the
 * same scores: seconds of both, turn by turn in one run, and their ratio.
 *
 *     make bench        writes results/bench/decision.csv and .provenance.json
 *
 * sgemm gets its best setting: several block shapes are tried, with OpenBLAS's own threads and with one
 * product per OpenMP thread, outputs are preallocated and written over, and the fastest of all counts. */
#include "bench/products.h"

#include "base/outfile.h"
#include "base/progress.h"
#include "embedding/method.h"
#include "experiment/provenance.h"
#include "feasibility/check.h"

#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

enum { ROUNDS = 3 };

/* What a trained encoder hands over: unit rows, queries near the sum of their documents, d too small to be
 * feasible. */
static hr_status make_embedding(hr_embedding *out, const hr_hierarchy *h, const hr_ancestors *a, uint32_t d) {
    const hr_method *gaussian = hr_method_find("gaussian");
    hr_method_options options = {.dim = d, .seed = 1, .dtype = HR_FLOAT32};
    return gaussian ? hr_method_build(out, gaussian, h, a, &options) : HR_EUSAGE;
}

static double peak_mib(void) {
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return (double)usage.ru_maxrss / 1024;
}

static hr_status check_seconds(double *seconds, const hr_ancestors *a, const hr_embedding *e, hr_route route,
                               char kernel[64]) {
    hr_check_options options = {.notion = HR_F_QUERY, .route = route, .worst = 5};
    hr_check_result result;
    hr_status status = hr_check(&result, a, e, &options);
    if (status != HR_OK)
        return status;
    *seconds = result.seconds;
    snprintf(kernel, 64, "%s", result.kernel);
    hr_check_result_clear(&result);
    return HR_OK;
}

typedef struct {
    double fused, blas, sgemm, peak;
    product_shape best;
    char fused_kernel[64], blas_kernel[64];
} timing;

static hr_status measure(timing *t, const hr_ancestors *a, const hr_embedding *e) {
    *t = (timing){1e9, 1e9, 1e9, 0, product_shapes[0], "", ""};
    for (int round = 0; round < ROUNDS; round++) {
        double seconds;
        hr_status status = check_seconds(&seconds, a, e, HR_ROUTE_PAIRS, t->fused_kernel);
        if (status != HR_OK)
            return status;
        t->fused = seconds < t->fused ? seconds : t->fused;
        if (!round)
            t->peak = peak_mib(); /* before any other way has run */
        status = check_seconds(&seconds, a, e, HR_ROUTE_BLAS, t->blas_kernel);
        if (status != HR_OK)
            return status;
        t->blas = seconds < t->blas ? seconds : t->blas;
        for (size_t i = 0; i < PRODUCT_SHAPES; i++) {
            seconds = product_seconds(e->queries.f32, e->queries.rows, e->docs.f32, e->docs.rows,
                                      e->docs.cols, &product_shapes[i]);
            if (seconds < t->sgemm) {
                t->sgemm = seconds;
                t->best = product_shapes[i];
            }
        }
        fprintf(stderr, "round %d of %d: decision %.2f s, by OpenBLAS %.2f s, sgemm %.2f s\n", round + 1,
                ROUNDS, t->fused, t->blas, t->sgemm);
    }
    return HR_OK;
}

static hr_status write_results(const char *folder, const timing *t, const hr_ancestors *a, size_t d, int argc,
                               char **argv, time_t start) {
    char path[1024];
    hr_outfile out;
    snprintf(path, sizeof path, "%s/decision.csv", folder);
    hr_status status = hr_outfile_open(&out, path);
    if (status != HR_OK)
        return status;
    double work = 2.0 * a->queries * a->documents * (double)d * 1e-9;
    fprintf(out.stream, "what,seconds,gflops,ratio_to_sgemm,peak_mib\n");
    fprintf(out.stream, "exact decision (%s),%.3f,%.1f,%.3f,%.0f\n", t->fused_kernel, t->fused,
            work / t->fused, t->fused / t->sgemm, t->peak);
    fprintf(out.stream, "exact decision (%s),%.3f,%.1f,%.3f,\n", t->blas_kernel, t->blas, work / t->blas,
            t->blas / t->sgemm);
    fprintf(out.stream, "bare sgemm (%zu x %zu blocks; %s),%.3f,%.1f,1,\n", t->best.rows, t->best.columns,
            t->best.own_threads ? "OpenBLAS threads" : "one block a thread", t->sgemm, work / t->sgemm);
    status = hr_outfile_commit(&out);
    if (status != HR_OK)
        return status;
    hr_provenance provenance = {.argc = argc, .argv = argv, .seed = 1, .start = start};
    json_t *object = hr_provenance_json(&provenance);
    snprintf(path, sizeof path, "%s/decision.provenance.json", folder);
    status = object ? hr_outfile_open(&out, path) : HR_ENOMEM;
    if (status == HR_OK) {
        json_dumpf(object, out.stream, JSON_INDENT(2));
        fputc('\n', out.stream);
        status = hr_outfile_commit(&out);
    }
    json_decref(object);
    return status;
}

int main(int argc, char **argv) {
    if (argc != 2) {
        fprintf(stderr, "usage: %s FOLDER   writes FOLDER/decision.csv\n", argv[0]);
        return 2;
    }
    time_t start = time(NULL);
    enum { DIMENSION = 64 };
    hr_hierarchy hierarchy;
    hr_ancestors ancestors = {0};
    hr_embedding embedding;
    timing t;
    hr_hierarchy_init(&hierarchy);
    hr_embedding_init(&embedding);
    hr_status status = hr_hierarchy_open(&hierarchy, "wordnet");
    if (status == HR_OK)
        status = hr_ancestors_build(&ancestors, &hierarchy);
    if (status == HR_OK)
        status = make_embedding(&embedding, &hierarchy, &ancestors, DIMENSION);
    if (status == HR_OK)
        status = measure(&t, &ancestors, &embedding);
    if (status == HR_OK)
        status = write_results(argv[1], &t, &ancestors, DIMENSION, argc, argv, start);
    if (status == HR_OK)
        printf("exact decision %.2f s, bare sgemm %.2f s: ratio %.2f, peak %.0f MiB\n", t.fused, t.sgemm,
               t.fused / t.sgemm, t.peak);
    else
        fprintf(stderr, "bench: %s\n", hr_error());
    hr_embedding_clear(&embedding);
    hr_ancestors_clear(&ancestors);
    hr_hierarchy_clear(&hierarchy);
    return status == HR_OK ? 0 : 1;
}
