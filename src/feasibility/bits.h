/* Inner products of two-valued vectors by population counts. */
#ifndef HR_BITS_H
#define HR_BITS_H

#include <stddef.h>
#include <stdint.h>

enum { HR_BITS_ROWS = 4, HR_BITS_COLUMNS = 32 };

/* counts[r * 32 + c] = number of ones in a_r ^ b_c (agree = 0) or a_r & b_c (agree = 1), for 4 rows of
 * `words` words each, `stride` apart, and 32 columns packed word by word (b[w * 32 + c]). */
typedef void hr_bits_tile(uint32_t *counts, const uint64_t *a, size_t stride, const uint64_t *b, size_t words,
                          int agree);

/* Puts on a function that is a plain loop: GCC compiles it for wider vectors too and picks one when it
 * starts. */
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__)
#define HR_WIDE __attribute__((target_clones("avx512f", "avx2", "default"), optimize("O3")))
#else
#define HR_WIDE
#endif

/* The fastest of this processor; HRDIM_KERNEL=none|avx2 keeps to the portable one. */
hr_bits_tile *hr_bits_best(void);

#endif
