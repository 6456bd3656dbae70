#include "bench/products.h"

#include "base/progress.h"

#include <cblas.h>
#include <omp.h>
#include <stdlib.h>
#include <string.h>

const product_shape product_shapes[PRODUCT_SHAPES] = {
    {256, 2048, false}, {512, 1024, false},  {384, 256, false}, {1024, 4096, false},
    {512, 8192, true},  {1024, 82115, true}, {4096, 4096, true}};

static size_t least(size_t a, size_t b) {
    return a < b ? a : b;
}

/* Zeroed, so that no page is touched for the first time while the clock runs. */
static float *room(size_t floats) {
    float *out = malloc(floats * sizeof *out);
    if (out)
        memset(out, 0, floats * sizeof *out);
    return out;
}

double product_seconds(const float *queries, size_t n, const float *docs, size_t m, size_t d,
                       const product_shape *s) {
    int threads = omp_get_max_threads(), workers = s->own_threads ? 1 : threads;
    size_t columns = least(s->columns, m);
    float *scores = room((size_t)workers * s->rows * columns);
    if (!scores)
        return 1e9;
    openblas_set_num_threads(s->own_threads ? threads : 1);
    double start = hr_seconds();
#pragma omp parallel for schedule(dynamic, 1) num_threads(workers)
    for (size_t i = 0; i < n; i += s->rows) {
        float *mine = scores + (size_t)omp_get_thread_num() * s->rows * columns;
        size_t rows = least(n - i, s->rows);
        for (size_t j = 0; j < m; j += columns) {
            size_t width = least(m - j, columns);
            cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasTrans, (int)rows, (int)width, (int)d, 1,
                        queries + i * d, (int)d, docs + j * d, (int)d, 0, mine, (int)width);
        }
    }
    double seconds = hr_seconds() - start;
    free(scores);
    return seconds;
}

double step_product_seconds(const float *queries, size_t n, const float *docs, size_t m, size_t d,
                            const product_shape *s) {
    int threads = omp_get_max_threads(), workers = s->own_threads ? 1 : threads;
    size_t columns = least(s->columns, m), high = least(s->rows, n);
    float *scores = room((size_t)workers * high * columns), *by_query = room((size_t)workers * n * d),
          *by_doc = room(m * d);
    double seconds = 1e9;
    if (scores && by_query && by_doc) {
        openblas_set_num_threads(s->own_threads ? threads : 1);
        double start = hr_seconds();
#pragma omp parallel for schedule(dynamic, 1) num_threads(workers)
        for (size_t j = 0; j < m; j += columns) {
            size_t width = least(m - j, columns);
            float *mine = scores + (size_t)omp_get_thread_num() * high * columns;
            float *sum = by_query + (size_t)omp_get_thread_num() * n * d;
            for (size_t i = 0; i < n; i += high) {
                size_t rows = least(n - i, high);
                cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasTrans, (int)rows, (int)width, (int)d, 1,
                            queries + i * d, (int)d, docs + j * d, (int)d, 0, mine, (int)width);
                cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, (int)rows, (int)d, (int)width, 1, mine,
                            (int)width, docs + j * d, (int)d, 1, sum + i * d, (int)d);
                cblas_sgemm(CblasRowMajor, CblasTrans, CblasNoTrans, (int)width, (int)d, (int)rows, 1, mine,
                            (int)width, queries + i * d, (int)d, i > 0, by_doc + j * d, (int)d);
            }
        }
        seconds = hr_seconds() - start;
    }
    free(scores);
    free(by_query);
    free(by_doc);
    return seconds;
}
