/* Tail bounds: never below the truth, and close to it. */
#include "test.h"

#include "base/random.h"
#include "bounds/tails.h"

#include <gmp.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_sf_bessel.h>
#include <math.h>

static double log_of(const mpz_t value) {
    long exponent;
    double digits = mpz_get_d_2exp(&exponent, value);
    return log(digits) + (double)exponent * M_LN2;
}

/* every b for small n, a few for larger: exact counts of subsets */
static void test_binomial_against_exact_counts(void) {
    static const uint64_t trials[] = {0, 1, 2, 3, 4, 7, 10, 25, 64, 101, 500, 1000, 3000};
    mpz_t sum, term;
    mpz_inits(sum, term, NULL);
    for (size_t i = 0; i < sizeof trials / sizeof trials[0]; i++) {
        uint64_t n = trials[i];
        mpz_set_ui(sum, 0);
        for (uint64_t b = n + 1; b-- > 0;) {
            mpz_bin_uiui(term, n, b);
            mpz_add(sum, sum, term);
            double exact = log_of(sum) - (double)n * M_LN2, got = hr_log_binomial_tail(n, b);
            double slack =
                2 * b > n ? 2e-11 : 1e-9; /* below the middle it is 1 - P, more cautiously rounded */
            CHECK(got >= exact - 3e-16 * (double)(n + 3) && got <= exact + slack,
                  "n = %d, b = %d: %.17g, exactly %.17g", (int)n, (int)b, got, exact);
        }
        CHECK(hr_log_binomial_tail(n, n + 1) == -INFINITY, "n = %d", (int)n);
    }
    mpz_clears(sum, term, NULL);
}

static void test_binomial_against_gsl(void) {
    for (unsigned n = 5000; n <= 500000; n *= 10)
        for (double z = 1; z < 12; z += 0.5) {
            unsigned b = (unsigned)(n / 2.0 + z * sqrt(n) / 2);
            double gsl = log(gsl_cdf_binomial_Q(b - 1, 0.5, n)), got = hr_log_binomial_tail(n, b);
            /* GSL's own error; and the geometric rest where 1024 terms do not reach: within a thousandth */
            double slack = n <= 50000 ? 1e-8 : z >= 3 ? 1e-6 : 1e-3;
            CHECK(got >= gsl - 1e-8 && got <= gsl + slack, "n = %u, z = %g: %.12g, GSL %.12g", n, z, got,
                  gsl);
        }
}

/* a billion trials, beyond GSL: against the plain sum of terms */
static void test_binomial_of_many_trials(void) {
    const double n = 1e9;
    for (double z = 4; z < 8; z += 1) {
        uint64_t b = (uint64_t)(n / 2 + z * sqrt(n) / 2);
        double sum = 0, term = 1;
        for (uint64_t j = b; term > 1e-18 * sum; j++) {
            sum += term;
            term *= (n - (double)j) / ((double)j + 1);
        }
        double first = -n * M_LN2 + lgamma(n + 1) - lgamma((double)b + 1) - lgamma(n - (double)b + 1);
        double got = hr_log_binomial_tail((uint64_t)n, b);
        CHECK(got >= first + log(sum) - 1e-4 && got <= first + log(sum) + 0.06, "z = %g: %.9g, sum %.9g", z,
              got, first + log(sum));
    }
}

static void test_sign_tail_counts_signs(void) {
    /* 2 terms in dimension 3: six signs, sum >= 2 (level 2/3): 1 + 6 + 15 of 64 */
    CHECK(fabs(hr_log_sign_tail(2, 2.0 / 3, 3) - log(22.0 / 64)) < 1e-10, "%g",
          hr_log_sign_tail(2, 2.0 / 3, 3));
    CHECK(fabs(hr_log_sign_tail(2, 0.67, 3) - log(7.0 / 64)) < 1e-10, "%g", hr_log_sign_tail(2, 0.67, 3));
    CHECK(hr_log_sign_tail(2, 2.01, 3) == -INFINITY && hr_log_sign_tail(0, 0.1, 3) == -INFINITY,
          "impossible");
    CHECK(hr_log_sign_tail(0, 0, 3) == 0 && hr_log_sign_tail(2, -2, 3) == 0, "certain");
}

/* closed forms: d = 1 cosh, d = 2 Bessel, d = 3 sinh(l)/l */
static void test_direction_moments(void) {
    for (double l = 0.01; l < 600; l *= 1.7) {
        double one = l + log1p(exp(-2 * l)) - M_LN2, two = log(gsl_sf_bessel_I0_scaled(l)) + l;
        double three = l + log(-expm1(-2 * l)) - log(2 * l);
        double exact[] = {one, two, three};
        for (uint64_t d = 1; d <= 3; d++) {
            double got = hr_log_direction_mgf(l, d), want = exact[d - 1];
            CHECK(got >= want - 1e-13 * (1 + l) && got <= want + 1e-11,
                  "d = %d, l = %g: %.15g, exactly %.15g", (int)d, l, got, want);
        }
        CHECK(hr_log_direction_mgf(l, 50) <= l * l / 100 + 1e-11, "l = %g: above the subgaussian bound", l);
    }
}

/* one inner product has the exact tail I_(1-v^2)((d-1)/2, 1/2)/2 */
static void test_direction_tail_of_one(void) {
    for (uint64_t d = 3; d < 3000; d = d * 3 / 2)
        for (double v = 0.02; v < 0.9; v += 0.06) {
            double exact = log(gsl_cdf_beta_P(1 - v * v, ((double)d - 1) / 2, 0.5) / 2);
            double got = hr_log_direction_tail(1, v, d);
            if (exact > -600)
                CHECK(got >= exact && got <= exact + 6, "d = %d, v = %g: %g, exactly %g", (int)d, v, got,
                      exact);
        }
}

static double chernoff(uint64_t terms, double level, uint64_t d, double l) {
    return (double)terms * hr_log_direction_mgf(l, d) - l * level;
}

/* the closed form of l loses nearly nothing against the best l */
static void test_direction_tail_is_nearly_best(void) {
    for (uint64_t d = 4; d < 20000; d *= 3)
        for (uint64_t terms = 1; terms < 300; terms *= 3)
            for (double level = 0.1; level < 0.8; level += 0.2) {
                double low = 0, high = 4 * (double)d;
                for (int i = 0; i < 100; i++) {
                    double a = low + (high - low) / 3, b = high - (high - low) / 3;
                    if (chernoff(terms, level, d, a) < chernoff(terms, level, d, b))
                        high = b;
                    else
                        low = a;
                }
                double best = chernoff(terms, level, d, low), got = hr_log_direction_tail(terms, level, d);
                CHECK(got >= best - 1e-9 * (1 - best) && got <= best * 0.97 + 1e-9,
                      "d = %d, %d terms, level %g: %g, best %g", (int)d, (int)terms, level, got, best);
            }
}

/* Chernoff is above the share seen in 100,000 draws, less five standard deviations */
static void test_direction_tail_against_draws(void) {
    enum { DRAWS = 100000, D = 12, TERMS = 4 };
    static const double level[] = {0.5, 1.0, 1.5, 2.0};
    int above[4] = {0};
    gsl_rng *rng = hr_rng_new(3, HR_STREAM_TEST, 1);
    for (int i = 0; i < DRAWS; i++) {
        double sum = 0, g[D];
        for (int t = 0; t < TERMS; t++) {
            gsl_ran_dir_nd(rng, D, g);
            sum += g[0]; /* against a fixed direction */
        }
        for (int j = 0; j < 4; j++)
            above[j] += sum >= level[j];
    }
    gsl_rng_free(rng);
    for (int j = 0; j < 4; j++) {
        double seen = (double)above[j] / DRAWS, bound = exp(hr_log_direction_tail(TERMS, level[j], D));
        CHECK(bound >= seen - 5 * sqrt(seen / DRAWS) && bound <= 20 * seen + 1e-3,
              "level %g: bound %g, seen %g", level[j], bound, seen);
    }
}

int main(void) {
    RUN(test_binomial_against_exact_counts);
    RUN(test_binomial_against_gsl);
    RUN(test_binomial_of_many_trials);
    RUN(test_sign_tail_counts_signs);
    RUN(test_direction_moments);
    RUN(test_direction_tail_of_one);
    RUN(test_direction_tail_is_nearly_best);
    RUN(test_direction_tail_against_draws);
    return hr_test_end();
}
