/* AVX-512: 12 x 32 float32 or 12 x 16 float64 sums in 24 of the 32 registers. */
#include "feasibility/kernel.h"

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) /* GCC target pragmas */
#pragma GCC push_options
#pragma GCC target("avx512f")
#include <immintrin.h>

enum { ROWS = 12 };

#define NAME          tile32
#define REAL          float
#define VECTOR        __m512
#define LANES         16
#define LOAD          _mm512_loadu_ps
#define SPLAT         _mm512_set1_ps
#define FMA           _mm512_fmadd_ps
#define ZERO          _mm512_setzero_ps
#define STORE         _mm512_storeu_ps
#define REACHES(a, b) _mm512_cmp_ps_mask(a, b, _CMP_GE_OQ)
#include "feasibility/kernel_tile.h"

#define NAME          tile64
#define REAL          double
#define VECTOR        __m512d
#define LANES         8
#define LOAD          _mm512_loadu_pd
#define SPLAT         _mm512_set1_pd
#define FMA           _mm512_fmadd_pd
#define ZERO          _mm512_setzero_pd
#define STORE         _mm512_storeu_pd
#define REACHES(a, b) _mm512_cmp_pd_mask(a, b, _CMP_GE_OQ)
#include "feasibility/kernel_tile.h"

const hr_kernel hr_kernel_avx512 = {"avx512", ROWS, 32, 16, tile32, tile64};
#pragma GCC pop_options
#else
const hr_kernel hr_kernel_avx512 = {"avx512", 0, 0, 0, 0, 0};
#endif
