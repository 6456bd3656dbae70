#include "base/fast.h"

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) /* GCC target pragmas */
#pragma GCC push_options
#pragma GCC target("avx512f,avx512dq,avx512vl,prefer-vector-width=512")
#define TABLE hr_fast_avx512
#define SET   "avx512"
#include "base/fast_loops.h"
#pragma GCC pop_options
#else
const hr_fast hr_fast_avx512 = {.name = "avx512"};
#endif
