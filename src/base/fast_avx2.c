#include "base/fast.h"

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) /* GCC target pragmas */
#pragma GCC push_options
#pragma GCC target("avx2,fma")
#define TABLE hr_fast_avx2
#define SET   "avx2"
#include "base/fast_loops.h"
#pragma GCC pop_options
#else
const hr_fast hr_fast_avx2 = {.name = "avx2"};
#endif
