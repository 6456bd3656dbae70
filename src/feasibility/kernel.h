/* Fused score kernels: inner products of a tile of queries with a panel of documents, held in registers and
 * compared with one limit per query; scores leave the registers only where one of them reaches its limit. */
#ifndef HR_KERNEL_H
#define HR_KERNEL_H

#include <stddef.h>
#include <stdint.h>

/* q: d x ROWS, x: d x COLUMNS, both packed with the coordinate as the slow index.  Rows r with some score >=
 * limit[r] are written to score[r * COLUMNS ...]; the mask of these rows is returned. */
typedef uint32_t hr_tile32(const float *q, const float *x, size_t d, const float *limit, float *score);
typedef uint32_t hr_tile64(const double *q, const double *x, size_t d, const double *limit, double *score);

typedef struct {
    const char *name; /* "avx512" */
    int rows, columns32, columns64;
    hr_tile32 *tile32;
    hr_tile64 *tile64;
} hr_kernel;

enum { HR_KERNEL_ROWS = 12, HR_KERNEL_COLUMNS = 32 }; /* the largest tile of any kernel */

/* The best kernel of this processor; NULL where there is none (then OpenBLAS computes the scores).  The
 * environment variable HRDIM_KERNEL=avx512|avx2|none overrides it, for tests and measurements. */
const hr_kernel *hr_kernel_best(void);

extern const hr_kernel hr_kernel_avx512, hr_kernel_avx2;

#endif
