#include "base/fast.h"

#include <stdlib.h>
#include <string.h>

static int supported(const hr_fast *fast) {
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) /* GCC target pragmas */
    if (fast == &hr_fast_avx512)
        return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
               __builtin_cpu_supports("avx512vl");
    if (fast == &hr_fast_avx2)
        return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
#endif
    return fast == &hr_fast_plain;
}

const hr_fast *hr_fast_best(void) {
    static const hr_fast *const sets[] = {&hr_fast_avx512, &hr_fast_avx2};
    const char *wanted = getenv("HRDIM_KERNEL");
    for (size_t i = 0; i < sizeof sets / sizeof *sets; i++)
        if ((!wanted || !strcmp(wanted, sets[i]->name)) && supported(sets[i]))
            return sets[i];
    return &hr_fast_plain;
}
