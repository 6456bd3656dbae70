/* The fused softmax beside its three bare products, in the same process and turn by turn:
 *   bench/softmax [DOCUMENTS [ROWS [DIMENSION]]]     (82115 1024 64: WordNet)
 * `bare` is OpenBLAS on whole matrices with all threads: scores (kept in full), then the sums by query and by
 * document; no exponential.  `again` adds what a step would pay that computes scores twice in place of
 * keeping their exponentials: one more product and the exponentials.  The best of `rounds` turns counts. */
#include "base/fast.h"
#include "base/progress.h"
#include "learn/loss.h"

#include <cblas.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void *room(size_t count, size_t size) {
    void *out = calloc(count, size);
    if (!out) {
        fprintf(stderr, "softmax: out of memory\n");
        exit(2);
    }
    return out;
}

static float *vectors(size_t count, size_t d) {
    float *out = room(count * d, sizeof *out);
    for (size_t i = 0; i < count; i++) {
        double length = 0;
        for (size_t k = 0; k < d; k++) {
            out[i * d + k] = (float)rand() / (float)RAND_MAX - 0.5f;
            length += (double)out[i * d + k] * (double)out[i * d + k];
        }
        for (size_t k = 0; k < d; k++)
            out[i * d + k] /= (float)sqrt(length);
    }
    return out;
}

static size_t argument(int argc, char **argv, int at, size_t otherwise) {
    long value = argc > at ? atol(argv[at]) : (long)otherwise;
    if (value < 1) {
        fprintf(stderr, "usage: bench/softmax [DOCUMENTS [ROWS [DIMENSION]]]\n");
        exit(2);
    }
    return (size_t)value;
}

int main(int argc, char **argv) {
    size_t m = argument(argc, argv, 1, 82115), rows = argument(argc, argv, 2, 1024),
           d = argument(argc, argv, 3, 64);
    enum { ROUNDS = 7 };
    float *q = vectors(rows, d), *x = vectors(m, d), *gq = room(rows * d, sizeof *gq),
          *gx = room(m * d, sizeof *gx);
    float *scores = room(rows * m, sizeof *scores), *weight = room(rows, sizeof *weight),
          *drop_log = room(rows, sizeof *drop_log);
    uint32_t *query = room(rows, sizeof *query), *target = room(rows, sizeof *target);
    uint64_t *start = room(rows + 1, sizeof *start);
    for (size_t i = 0; i < rows; i++) {
        query[i] = (uint32_t)i;
        target[i] = (uint32_t)((size_t)rand() % m);
        start[i + 1] = i + 1;
        weight[i] = 1;
        drop_log[i] = -INFINITY;
    }
    const hr_softmax_batch batch = {rows, rows,  m,      m,     query,  weight,
                                    NULL, start, target, start, target, drop_log};
    const hr_loss loss = {.candidates = HR_CANDIDATES_ALL, .scale = 20};
    hr_softmax *softmax;
    if (hr_softmax_open(&softmax, d, (size_t)512 << 20) != HR_OK)
        return 2;
    double fused = INFINITY, bare = INFINITY, again = INFINITY, value;
    const hr_fast *fast = hr_fast_best();
    int M = (int)rows, N = (int)m, K = (int)d;
    for (int r = 0; r < ROUNDS; r++) {
        double t0 = hr_seconds();
        if (hr_softmax_step(&value, gq, gx, softmax, &batch, &loss, q, x) != HR_OK)
            return 2;
        double t1 = hr_seconds();
        cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasTrans, M, N, K, 20, q, K, x, K, 0, scores, N);
        double t2 = hr_seconds();
        cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, M, K, N, 1, scores, N, x, K, 0, gq, K);
        cblas_sgemm(CblasRowMajor, CblasTrans, CblasNoTrans, N, K, M, 1, scores, N, q, K, 0, gx, K);
        double t3 = hr_seconds();
#pragma omp parallel for schedule(static)
        for (size_t i = 0; i < rows; i++)
            fast->exp_row(scores + i * m, m, 0, NULL);
        double t4 = hr_seconds();
        fused = fmin(fused, t1 - t0);
        bare = fmin(bare, t3 - t1);
        again = fmin(again, t2 - t1 + t4 - t3);
    }
    printf("%zu rows, %zu documents, %zu dimensions, %s, %s\n", rows, m, d, fast->name,
           openblas_get_config());
    printf("fused step %.1f ms, bare products %.1f ms, ratio %.2f; scores again %.1f ms\n", 1e3 * fused,
           1e3 * bare, fused / bare, 1e3 * again);
    hr_softmax_close(softmax);
    void *all[] = {q, x, gq, gx, scores, weight, drop_log, query, target, start};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        free(all[i]);
    return 0;
}
