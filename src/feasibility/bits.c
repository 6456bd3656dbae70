#include "feasibility/bits.h"

#include <stdlib.h>
#include <string.h>

static inline __attribute__((always_inline)) void tile(uint32_t *counts, const uint64_t *a, size_t stride,
                                                       const uint64_t *b, size_t words, int agree) {
    memset(counts, 0, HR_BITS_ROWS * HR_BITS_COLUMNS * sizeof *counts);
    for (size_t w = 0; w < words; w++, b += HR_BITS_COLUMNS)
        for (int r = 0; r < HR_BITS_ROWS; r++) {
            uint64_t one = a[(size_t)r * stride + w];
            for (int c = 0; c < HR_BITS_COLUMNS; c++)
                counts[r * HR_BITS_COLUMNS + c] +=
                    (uint32_t)__builtin_popcountll(agree ? one & b[c] : one ^ b[c]);
        }
}

static void tile_portable(uint32_t *counts, const uint64_t *a, size_t stride, const uint64_t *b, size_t words,
                          int agree) {
    tile(counts, a, stride, b, words, agree);
}

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) /* GCC target pragmas */
__attribute__((target("popcnt"))) static void tile_popcnt(uint32_t *counts, const uint64_t *a, size_t stride,
                                                          const uint64_t *b, size_t words, int agree) {
    tile(counts, a, stride, b, words, agree);
}

#pragma GCC push_options
#pragma GCC target("avx512f,avx512vpopcntdq")
#include <immintrin.h>

/* 4 rows x 4 vectors of 8 columns: 16 sums stay in registers */
static inline __attribute__((always_inline)) void tile_vectors(uint32_t *counts, const uint64_t *a,
                                                               size_t stride, const uint64_t *b, size_t words,
                                                               const int agree) {
    __m512i sum[HR_BITS_ROWS][4];
#pragma GCC unroll 4
    for (int r = 0; r < HR_BITS_ROWS; r++)
#pragma GCC unroll 4
        for (int v = 0; v < 4; v++)
            sum[r][v] = _mm512_setzero_si512();
    for (size_t w = 0; w < words; w++, b += HR_BITS_COLUMNS) {
        __m512i column[4];
#pragma GCC unroll 4
        for (int v = 0; v < 4; v++)
            column[v] = _mm512_loadu_si512(b + 8 * v);
#pragma GCC unroll 4
        for (int r = 0; r < HR_BITS_ROWS; r++) {
            __m512i one = _mm512_set1_epi64((long long)a[(size_t)r * stride + w]);
#pragma GCC unroll 4
            for (int v = 0; v < 4; v++) {
                __m512i both = agree ? _mm512_and_si512(one, column[v]) : _mm512_xor_si512(one, column[v]);
                sum[r][v] = _mm512_add_epi64(sum[r][v], _mm512_popcnt_epi64(both));
            }
        }
    }
#pragma GCC unroll 4
    for (int r = 0; r < HR_BITS_ROWS; r++)
#pragma GCC unroll 4
        for (int v = 0; v < 4; v++)
            _mm256_storeu_si256((void *)(counts + r * HR_BITS_COLUMNS + 8 * v),
                                _mm512_cvtepi64_epi32(sum[r][v]));
}

static void tile_avx512(uint32_t *counts, const uint64_t *a, size_t stride, const uint64_t *b, size_t words,
                        int agree) {
    if (agree)
        tile_vectors(counts, a, stride, b, words, 1);
    else
        tile_vectors(counts, a, stride, b, words, 0);
}
#pragma GCC pop_options
#endif

hr_bits_tile *hr_bits_best(void) {
    const char *wanted = getenv("HRDIM_KERNEL");
    (void)wanted;
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) /* GCC target pragmas */
    if ((!wanted || !strcmp(wanted, "avx512")) && __builtin_cpu_supports("avx512f") &&
        __builtin_cpu_supports("avx512vpopcntdq"))
        return tile_avx512;
    if ((!wanted || strcmp(wanted, "none")) && __builtin_cpu_supports("popcnt"))
        return tile_popcnt;
#endif
    return tile_portable;
}
