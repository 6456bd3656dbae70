/* Uniform whole numbers. */
#ifndef HR_UNIFORM_H
#define HR_UNIFORM_H

#include <gsl/gsl_rng.h>
#include <stdint.h>

/* Uniform in 0 .. n-1, n > 0, without bias (Lemire, "Fast random integer generation in an interval", TOMACS
 * 2019).  rng gives 32 bits at a time, as hr_rng_new's does. */
uint64_t hr_uniform(gsl_rng *rng, uint64_t n);

#endif
