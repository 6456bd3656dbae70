#include "bounds/tails.h"

#include <gsl/gsl_math.h>
#include <gsl/gsl_sf_gamma.h>
#include <math.h>
#include <stdbool.h>

enum { MOST_TERMS = 1024 };

/* All that follows is within a relative 1e-12 (a few ulp per operation, 1024 terms); probabilities are raised
 * by more than that. */
static const double outward = 1e-11;

/* ln of the pmf of Bin(trials, 1/2) at b, trials/2 <= b <= trials.  With n! = sqrt(2 pi n) (n/e)^n g(n), g
 * being GSL's gammastar, and x = (2b - trials)/trials: pmf = g(n) / (g(b) g(n-b)) sqrt(n / (2 pi b (n-b)))
 * exp(-n/2 (2 x atanh x + ln(1 - x^2))). */
static double log_pmf(double n, double b) {
    double rest = n - b;
    if (rest == 0)
        return -n * M_LN2;
    double x = (b - rest) / n;
    double entropy =
        x > 0.5 ? b * log(2 * b / n) + rest * log(2 * rest / n) /* x near 1: atanh is ill-conditioned */
                : n / 2 * (2 * x * atanh(x) + log1p(-x * x));   /* x near 0: no cancellation */
    double stirling = log(gsl_sf_gammastar(n) / (gsl_sf_gammastar(b) * gsl_sf_gammastar(rest)));
    double value = 0.5 * log(n / (2 * M_PI * b * rest)) + stirling - entropy;
    return value + 2e-15 * (entropy + 10); /* outwards: the rounding of a large entropy */
}

/* The tail over the pmf: 1 + r_0 + r_0 r_1 + ..., r_j = (n-b-j)/(b+1+j) falling, so after the last term kept
 * the rest is at most term * r/(1-r).  Sets *whole when nothing was left to bound. */
static double tail_ratio(double n, double b, bool *whole) {
    double sum = 1, term = 1;
    *whole = true;
    for (int j = 0; j < MOST_TERMS; j++) {
        double ratio = (n - b - j) / (b + 1 + j);
        if (ratio <= 0)
            return sum;
        term *= ratio;
        sum += term;
        if (term < 1e-20 * sum && ratio < 0.9999)
            return sum; /* the rest is below 1e-16 of it */
    }
    *whole = false;
    double ratio = (n - b - MOST_TERMS) / (b + 1 + MOST_TERMS);
    return ratio > 0 ? sum + term * ratio / (1 - ratio) : sum;
}

double hr_log_binomial_tail(uint64_t trials, uint64_t least) {
    if (least > trials)
        return -INFINITY;
    if (least == 0)
        return 0;
    double n = (double)trials, b = (double)least;
    bool whole;
    if (2 * b > n) {
        double ratio = tail_ratio(n, b, &whole);
        return fmin(0, log_pmf(n, b) + log(ratio) + outward);
    }
    /* not a tail: P[B >= b] = 1 - P[B >= n-b+1] by symmetry, worth the trouble only where the sum is whole */
    double c = n - b + 1;
    double ratio = tail_ratio(n, c, &whole);
    if (!whole)
        return 0;
    return fmin(0, log1p(-exp(log_pmf(n, c) + log(ratio) - 1e-13 * n - outward)) + outward);
}

double hr_log_sign_tail(uint64_t terms, double level, uint64_t d) {
    if (!terms)
        return level > 0 ? -INFINITY : 0;
    /* 2 B - n >= level d, B the number of +1 among n signs; the threshold is rounded downwards */
    uint64_t trials = terms * d;
    double least = ((double)trials + level * (double)d) / 2;
    least = ceil(least * (1 - 1e-14));
    if (least <= 0)
        return 0;
    return least > (double)trials ? -INFINITY : hr_log_binomial_tail(trials, (uint64_t)least);
}

double hr_log_direction_mgf(double l, uint64_t d) {
    double z = l * l / 4, half = (double)d / 2;
    double sum = 1, term = 1, scale = 0;
    uint64_t j = 0;
    for (;; j++) {
        double ratio = z / (((double)j + 1) * (half + (double)j));
        term *= ratio;
        sum += term;
        if (sum > 0x1p500) {
            sum *= 0x1p-500;
            term *= 0x1p-500;
            scale += 500;
        }
        if (ratio < 0.5 && term < 1e-17 * sum)
            break; /* the rest is below `term`: inside the margin */
    }
    /* term j carries at most 4j roundings, the sum j more: 5j 2^-53 < 1e-15 j */
    return log(sum) + scale * M_LN2 + 1e-15 * ((double)j + 10 + scale);
}

double hr_log_direction_tail(uint64_t terms, double level, uint64_t d) {
    if (!terms)
        return level > 0 ? -INFINITY : 0;
    double rho = level / (double)terms;
    if (rho <= 0)
        return 0;
    if (rho > 1)
        return -INFINITY;
    if (rho > 0.9)
        rho = 0.9; /* keeps l below 5 d; the level stays, so the bound stays true */
    double l = rho * ((double)d - rho * rho) / (1 - rho * rho);
    double gain = l * level, cost = (double)terms * hr_log_direction_mgf(l, d);
    return fmin(0, cost - gain + 1e-15 * (gain + cost));
}
