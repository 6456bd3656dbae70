/* Union bounds: against enumeration of all sign matrices, and against the real random constructions. */
#include "embedding/small.h"
#include "test.h"

#include "bounds/failure.h"

#include <gsl/gsl_randist.h>
#include <math.h>

static int plus_signs(unsigned mask) {
    return __builtin_popcount(mask);
}

/* Share of the 2^trials sign choices whose sum is >= level. */
static double share_at_least(unsigned trials, int level) {
    unsigned count = 0;
    for (unsigned mask = 0; mask < 1u << trials; mask++)
        count += 2 * plus_signs(mask) - (int)trials >= level;
    return (double)count / (double)(1u << trials);
}

/* k P[d + sum of (k-1)d < T] + (m-k) P[sum of kd >= T], over every whole T up to kd (above it every member
 * fails) */
static double enumerated(unsigned k, unsigned m, unsigned d) {
    double best = INFINITY;
    for (int t = -(int)(k * d) - 2; t <= (int)(k * d); t++) {
        double missed = 1 - share_at_least((k - 1) * d, t - (int)d);
        best = fmin(best, k * missed + (m - k) * share_at_least(k * d, t));
    }
    return best;
}

static void test_sign_failure_against_enumeration(void) {
    for (unsigned k = 1; k <= 4; k++)
        for (unsigned m = k; m < k + 9; m++)
            for (unsigned d = 1; k * d <= 12; d++) {
                uint64_t size = k, count = 1;
                hr_sizes sizes = {m, 1, 1, &size, &count};
                double want = m > k ? enumerated(k, m, d) : 0, got, threshold;
                got = hr_sign_failure(&sizes, d, &threshold);
                CHECK(fabs(got - want) < 1e-9 && got >= want * (1 - 1e-14),
                      "k = %u, m = %u, d = %u: %.15g, enumerated %.15g", k, m, d, got, want);
                CHECK(fabs(hr_sign_failure(&sizes, d, NULL) - want) < 1e-9, "k = %u, m = %u, d = %u", k, m,
                      d);
                CHECK(fabs(threshold) <= k * d, "threshold %g", threshold);
            }
}

static void open_small(small *out, const char *what) {
    hr_hierarchy_init(&out->hierarchy);
    OK(hr_hierarchy_open(&out->hierarchy, what));
    OK(hr_ancestors_build(&out->ancestors, &out->hierarchy));
}

enum { MOST = 2048 }; /* dimensions */

/* The sums over S(q) and their scores decide F-query; x: documents x d */
static bool retrieves(const hr_ancestors *a, const int8_t *x, unsigned d) {
    for (uint32_t q = 0; q < a->queries; q++) {
        int sum[MOST] = {0}, lowest = INT32_MAX, highest = INT32_MIN;
        for (uint64_t i = a->start[q]; i < a->start[q + 1]; i++)
            for (unsigned c = 0; c < d; c++)
                sum[c] += x[a->document[i] * d + c];
        for (uint32_t j = 0; j < a->documents; j++) {
            int score = 0;
            for (unsigned c = 0; c < d; c++)
                score += sum[c] * x[j * d + c];
            if (hr_is_ancestor(a, q, j))
                lowest = score < lowest ? score : lowest;
            else
                highest = score > highest ? score : highest;
        }
        if (lowest <= highest)
            return false;
    }
    return true;
}

/* every one of the 2^(m d) sign matrices: the true probability of failure is below the union bound */
static void test_sign_failure_above_the_truth(void) {
    static const struct {
        const char *what;
        unsigned most;
    } cases[] = {
        {"path:n=3", 5}, {"star:n=3", 5}, {"star:n=4", 4}, {"path:n=4", 4}, {"tree:width=2,height=2", 5}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        small s;
        open_small(&s, cases[i].what);
        hr_sizes sizes;
        OK(hr_sizes_build(&sizes, &s.ancestors));
        for (unsigned d = 1; d <= cases[i].most; d++) {
            unsigned bits = s.ancestors.documents * d, failures = 0;
            for (unsigned mask = 0; mask < 1u << bits; mask++) {
                int8_t x[32];
                for (unsigned b = 0; b < bits; b++)
                    x[b] = mask >> b & 1 ? 1 : -1;
                failures += !retrieves(&s.ancestors, x, d);
            }
            double truth = (double)failures / (double)(1u << bits), bound = hr_sign_failure(&sizes, d, NULL);
            CHECK(bound >= truth, "%s, d = %u: bound %g, true failure %g", cases[i].what, d, bound, truth);
        }
        hr_sizes_clear(&sizes);
        small_clear(&s);
    }
}

static unsigned least_with(const hr_sizes *sizes, double target) {
    unsigned d = 1;
    while (hr_sign_failure(sizes, d, NULL) > target)
        d++;
    return d;
}

/* the real construction, 200 seeds: failures no more often than the bound says; and far below, they do occur
 */
static void test_sign_construction_keeps_the_bound(void) {
    static const char *const what[] = {"tree:width=2,height=4", "dag:n=16,parents=2,seed=3",
                                       "subsets:m=8,k=2"};
    for (size_t i = 0; i < sizeof what / sizeof what[0]; i++) {
        small s;
        open_small(&s, what[i]);
        hr_sizes sizes;
        OK(hr_sizes_build(&sizes, &s.ancestors));
        static const double target[] = {1, 0.2, 0.02};
        for (int j = 0; j < 4; j++) {
            unsigned d = j < 3 ? least_with(&sizes, target[j]) : 4, failures = 0;
            double bound = hr_sign_failure(&sizes, d, NULL);
            CHECK(d <= MOST, "d = %u", d);
            for (uint64_t seed = 0; seed < 200; seed++) {
                hr_embedding e;
                small_build(&e, "sign", &s, (hr_method_options){.dim = d, .seed = seed});
                failures += !retrieves(&s.ancestors, e.docs.i8, d);
                hr_embedding_clear(&e);
            }
            if (j < 3)
                CHECK(failures <= 200 * bound, "%s, d = %u: %u of 200 fail, bound %g", what[i], d, failures,
                      bound);
            else
                CHECK(failures > 190, "%s, d = %u: only %u of 200 fail; the test sees nothing", what[i], d,
                      failures);
        }
        hr_sizes_clear(&sizes);
        small_clear(&s);
    }
}

/* Unit documents (random directions, or signs over sqrt d), q = their sum over S(q): the gap of F-query in
 * units of sums, and the F-global margin. */
static void margins(double *gap, double *global, const hr_ancestors *a, const double *x, unsigned d) {
    double least = INFINITY, low = INFINITY, high = -INFINITY;
    for (uint32_t q = 0; q < a->queries; q++) {
        double sum[MOST] = {0}, lowest = INFINITY, highest = -INFINITY, norm = 0;
        for (uint64_t i = a->start[q]; i < a->start[q + 1]; i++)
            for (unsigned c = 0; c < d; c++)
                sum[c] += x[a->document[i] * d + c];
        for (unsigned c = 0; c < d; c++)
            norm += sum[c] * sum[c];
        for (uint32_t j = 0; j < a->documents; j++) {
            double score = 0;
            for (unsigned c = 0; c < d; c++)
                score += sum[c] * x[j * d + c];
            if (hr_is_ancestor(a, q, j))
                lowest = fmin(lowest, score);
            else
                highest = fmax(highest, score);
        }
        least = fmin(least, lowest - highest);
        low = fmin(low, lowest / sqrt(norm));
        high = fmax(high, highest / sqrt(norm));
    }
    *gap = least / 2;
    *global = (low - high) / 2;
}

static void draw(double *x, unsigned rows, unsigned d, bool signs, gsl_rng *rng) {
    for (unsigned i = 0; i < rows; i++) {
        if (!signs)
            gsl_ran_dir_nd(rng, d, x + i * d);
        for (unsigned c = 0; c < d && signs; c++)
            x[i * d + c] = (gsl_rng_uniform(rng) < 0.5 ? 1 : -1) / sqrt(d);
    }
}

enum { SEEDS = 100 };

/* how many of SEEDS draws have an F-query gap <= gap, or an F-global margin < eps */
static void count_failures(unsigned *query, unsigned *global, const hr_ancestors *a, unsigned d, bool signs,
                           double gap, double eps) {
    gsl_rng *rng = hr_rng_new(11, HR_STREAM_TEST, d);
    double *x = malloc(a->documents * d * sizeof *x);
    *query = *global = 0;
    for (int seed = 0; seed < SEEDS && x; seed++) {
        double seen_gap, seen_margin;
        draw(x, a->documents, d, signs, rng);
        margins(&seen_gap, &seen_margin, a, x, d);
        *query += seen_gap <= gap;
        *global += seen_margin < eps;
    }
    free(x);
    gsl_rng_free(rng);
}

static void test_direction_failure_above_draws(void) {
    small s;
    open_small(&s, "tree:width=2,height=4");
    hr_sizes sizes;
    OK(hr_sizes_build(&sizes, &s.ancestors));
    for (double gap = 0; gap < 0.2; gap += 0.06)
        for (double target = 1; target > 0.05; target /= 4) {
            unsigned d = 2, query, global;
            while (hr_direction_failure(&sizes, d, gap) > target)
                d++;
            double bound = hr_direction_failure(&sizes, d, gap);
            count_failures(&query, &global, &s.ancestors, d, false, gap, 0);
            CHECK(query <= SEEDS * bound, "gap %g, d = %u: %u fail, bound %g", gap, d, query, bound);
        }
    unsigned query, global;
    count_failures(&query, &global, &s.ancestors, 6, false, 0, 0);
    CHECK(query > SEEDS / 2, "only %u of %d fail at d = 6; the test sees nothing", query, SEEDS);
    hr_sizes_clear(&sizes);
    small_clear(&s);
}

static void test_global_failure_above_draws(void) {
    small s;
    open_small(&s, "tree:width=2,height=4");
    hr_sizes sizes;
    OK(hr_sizes_build(&sizes, &s.ancestors));
    for (int signs = 0; signs < 2; signs++)
        for (double eps = 0; eps < 0.15; eps += 0.05) {
            hr_log_tail tail = signs ? hr_log_sign_tail : hr_log_direction_tail;
            unsigned d = 16, query, global;
            while (d < 1000 && hr_global_failure(&sizes, d, eps, tail) > 0.3)
                d += 1 + d / 16;
            double bound = hr_global_failure(&sizes, d, eps, tail);
            count_failures(&query, &global, &s.ancestors, d, signs, 0, eps);
            CHECK(bound <= 0.3 && global <= SEEDS * bound, "signs %d, eps %g, d = %u: %u fail, bound %g",
                  signs, eps, d, global, bound);
            count_failures(&query, &global, &s.ancestors, 12, signs, 0, eps);
            CHECK(global > SEEDS / 2, "only %u of %d fail at d = 12; the test sees nothing", global, SEEDS);
        }
    double limit = 0.5 / sqrt(4);
    CHECK(hr_global_failure(&sizes, 1u << 30, limit, hr_log_direction_tail) == INFINITY,
          "eps = 1/(2 sqrt s)");
    CHECK(hr_global_failure(&sizes, 1u << 30, limit * 0.99, hr_log_direction_tail) < 1,
          "eps just below 1/(2 sqrt s)");
    hr_sizes_clear(&sizes);
    small_clear(&s);
}

/* failure functions whose least dimension is known */
static double falls_at(const void *context, uint64_t d) {
    return d >= *(const uint64_t *)context ? 0 : INFINITY;
}

static double exponential(const void *context, uint64_t d) {
    return exp(0.01 * ((double)*(const uint64_t *)context - 0.5 - (double)d));
}

static void test_search(void) {
    for (uint64_t want = 1; want < 1000000; want = want * 5 / 3 + 1)
        for (uint64_t from = 1; from < 3000000; from *= 7) {
            uint64_t a = hr_least_dimension(falls_at, &want, from),
                     b = hr_least_dimension(exponential, &want, from);
            CHECK(a == want && b == want, "wanted %d from %d, got %d and %d", (int)want, (int)from, (int)a,
                  (int)b);
        }
    uint64_t beyond = UINT64_MAX;
    CHECK(hr_least_dimension(falls_at, &beyond, 5) == 0, "nothing up to 2^40");
}

int main(void) {
    RUN(test_sign_failure_against_enumeration);
    RUN(test_sign_failure_above_the_truth);
    RUN(test_sign_construction_keeps_the_bound);
    RUN(test_direction_failure_above_draws);
    RUN(test_global_failure_above_draws);
    RUN(test_search);
    return hr_test_end();
}
