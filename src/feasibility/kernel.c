#include "feasibility/kernel.h"

#include <stdlib.h>
#include <string.h>

static int supported(const hr_kernel *kernel) {
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) /* GCC target pragmas */
    if (kernel == &hr_kernel_avx512)
        return __builtin_cpu_supports("avx512f");
    if (kernel == &hr_kernel_avx2)
        return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
#endif
    (void)kernel;
    return 0;
}

const hr_kernel *hr_kernel_best(void) {
    static const hr_kernel *const kernels[] = {&hr_kernel_avx512, &hr_kernel_avx2};
    const char *wanted = getenv("HRDIM_KERNEL");
    for (size_t i = 0; i < sizeof kernels / sizeof *kernels; i++)
        if ((!wanted || !strcmp(wanted, kernels[i]->name)) && supported(kernels[i]))
            return kernels[i];
    return NULL;
}
