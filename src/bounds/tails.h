/* Upper bounds on tail probabilities, in logarithms, that floating point cannot make too small. */
#ifndef HR_TAILS_H
#define HR_TAILS_H

#include <stdint.h>

/* An upper bound on ln P[sum of `terms` independent inner products of random unit directions in dimension d
 * >= level].  What the union bounds of U1 (random signs) and U2 (random directions) have in common. */
typedef double (*hr_log_tail)(uint64_t terms, double level, uint64_t d);

/* ln P[Bin(trials, 1/2) >= least], rounded upwards.  The pmf at `least` by Loader's saddle-point form ("Fast
 * and accurate computation of binomial probabilities", 2000): no cancellation, no underflow, any number of
 * trials below 2^52; then up to 1024 terms of the ratio recurrence, whose rest is bounded by a geometric
 * series.  (GSL's gsl_cdf_binomial_Q takes 32-bit trials, underflows to 0 and gives NaN where its continued
 * fraction needs more than 512 steps; the tests compare with it where it works, and with exact rationals.) */
double hr_log_binomial_tail(uint64_t trials, uint64_t least);

/* Documents uniform in {-1,+1}^d, divided by sqrt(d): an inner product is the sum of d signs over d. */
double hr_log_sign_tail(uint64_t terms, double level, uint64_t d);

/* Uniform directions in R^d, by Chernoff's bound: ln P <= -l v + terms ln M(l) for every l > 0, where
 * M(l) = E exp(l <u, v>) = 0F1(; d/2; l^2/4) is the exact moment generating function of one inner product
 * (Mardia & Jupp, "Directional Statistics", 2000, section 9.3: the normaliser of von Mises-Fisher).  l is
 * their near-optimal rho (d - rho^2)/(1 - rho^2) for mean rho = level/terms; any l > 0 gives a valid bound.
 */
double hr_log_direction_tail(uint64_t terms, double level, uint64_t d);

/* ln 0F1(; d/2; l^2/4), rounded upwards. */
double hr_log_direction_mgf(double l, uint64_t d);

#endif
