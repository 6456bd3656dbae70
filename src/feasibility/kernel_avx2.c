/* AVX2 with FMA: 6 x 16 float32 or 6 x 8 float64 sums in 12 of the 16 registers. */
#include "feasibility/kernel.h"

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) /* GCC target pragmas */
#pragma GCC push_options
#pragma GCC target("avx2,fma")
#include <immintrin.h>

enum { ROWS = 6 };

#define NAME          tile32
#define REAL          float
#define VECTOR        __m256
#define LANES         8
#define LOAD          _mm256_loadu_ps
#define SPLAT         _mm256_set1_ps
#define FMA           _mm256_fmadd_ps
#define ZERO          _mm256_setzero_ps
#define STORE         _mm256_storeu_ps
#define REACHES(a, b) _mm256_movemask_ps(_mm256_cmp_ps(a, b, _CMP_GE_OQ))
#include "feasibility/kernel_tile.h"

#define NAME          tile64
#define REAL          double
#define VECTOR        __m256d
#define LANES         4
#define LOAD          _mm256_loadu_pd
#define SPLAT         _mm256_set1_pd
#define FMA           _mm256_fmadd_pd
#define ZERO          _mm256_setzero_pd
#define STORE         _mm256_storeu_pd
#define REACHES(a, b) _mm256_movemask_pd(_mm256_cmp_pd(a, b, _CMP_GE_OQ))
#include "feasibility/kernel_tile.h"

const hr_kernel hr_kernel_avx2 = {"avx2", ROWS, 16, 8, tile32, tile64};
#pragma GCC pop_options
#else
const hr_kernel hr_kernel_avx2 = {"avx2", 0, 0, 0, 0, 0};
#endif
