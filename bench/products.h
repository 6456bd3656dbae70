/* The bare sgemm calls behind the benchmarks: the same products, no other work.  Several block shapes, with
 * OpenBLAS's own threads and with one product per OpenMP thread, outputs preallocated and written over; the
 * caller takes the fastest. */
#ifndef BENCH_PRODUCTS_H
#define BENCH_PRODUCTS_H

#include <stdbool.h>
#include <stddef.h>

typedef struct {
    size_t rows, columns; /* of a block of scores */
    bool own_threads;     /* OpenBLAS's threads on one block; otherwise one block per OpenMP thread */
} product_shape;

enum { PRODUCT_SHAPES = 7 };
extern const product_shape product_shapes[PRODUCT_SHAPES];

/* n x d by (m x d)': all scores.  1e9 where there is no memory. */
double product_seconds(const float *queries, size_t n, const float *docs, size_t m, size_t d,
                       const product_shape *shape);

/* A training step's three products: the scores S = Q X', S X and S' Q, block by block. */
double step_product_seconds(const float *queries, size_t n, const float *docs, size_t m, size_t d,
                            const product_shape *shape);

#endif
