#include "bounds/failure.h"

#include <math.h>
#include <stdbool.h>

enum {
    STEPS = 24
}; /* of golden section: 1e-5 of the range, and an error in the minimum of its square's order */

/* e^x count, where x may be -infinity and count 0 */
static double times(double count, double log_probability) {
    return count > 0 ? count * exp(log_probability) : 0;
}

/* n k exp(-d/(8k)) + n (m-k) exp(-d/(8k)), U1's and U2's failure with the threshold at half the mean
 * (Hoeffding; for directions 0F1(; d/2; l^2/4) <= exp(l^2/(2d)), so they are as subgaussian): enough where it
 * is negligible. */
static bool negligible(double *failure, double queries, uint64_t k, uint64_t m, uint64_t d) {
    double bound = queries * (double)m * exp(-(double)d / (8.0 * (double)k) * (1 - 1e-14)) * (1 + 1e-14);
    if (bound > 1e-15)
        return false;
    *failure += bound;
    return true;
}

/* The minimum of f over (low, high) by golden section; its value.  f is quasi-convex up to rounding. */
typedef double (*hr_objective)(const void *context, double x);

static double golden(hr_objective f, const void *context, double low, double high, int steps) {
    const double ratio = 0.6180339887498949;
    double x = high - ratio * (high - low), y = low + ratio * (high - low);
    double fx = f(context, x), fy = f(context, y);
    for (int i = 0; i < steps; i++) {
        if (fx <= fy) {
            high = y;
            y = x;
            fy = fx;
            x = high - ratio * (high - low);
            fx = f(context, x);
        } else {
            low = x;
            x = y;
            fx = fy;
            y = low + ratio * (high - low);
            fy = f(context, y);
        }
    }
    return fmin(fx, fy);
}

/* ---- U1 --------------------------------------------------------------------------------------------------
 */

/* ln (b (b-1) ... (b-d+1)), b >= d */
static double log_falling(double b, double d) {
    int sign;
    return lgamma_r(b + 1, &sign) - lgamma_r(b - d + 1, &sign);
}

/* The least number b of plus signs, d <= b <= kd, at which the pmfs' ratio passes (m-k)/k. */
static uint64_t bayes_plus(uint64_t k, uint64_t m, uint64_t d) {
    double trials = (double)k * (double)d, dim = (double)d;
    double target = log((double)(m - k) / (double)k) - dim * 0.6931471805599453 + log_falling(trials, dim);
    uint64_t low = d, high = k * d;
    while (low < high) {
        uint64_t middle = low + (high - low) / 2;
        if (log_falling((double)middle, dim) >= target)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

/* The failure of one query with |S(q)| = k; *threshold is T */
static double sign_failure_of(uint64_t k, uint64_t m, uint64_t d, double *threshold) {
    *threshold = 0;
    if (k == 0 || k >= m)
        return 0;
    uint64_t plus = bayes_plus(k, m, d);
    *threshold = 2 * (double)plus - (double)k * (double)d;
    /* members: d + 2B - (k-1)d <= T - 2, B of (k-1)d: B <= plus - d - 1; mirrored: B >= kd - plus + 1 */
    double missed = hr_log_binomial_tail((k - 1) * d, k * d - plus + 1);
    double intruding = hr_log_binomial_tail(k * d, plus);
    return times((double)k, missed) + times((double)(m - k), intruding);
}

double hr_sign_failure(const hr_sizes *sizes, uint64_t d, double *threshold) {
    double total = 0, most = 0;
    for (uint32_t i = 0; i < sizes->distinct; i++) {
        double t;
        if (!threshold && sizes->size[i] &&
            negligible(&total, (double)sizes->count[i], sizes->size[i], sizes->documents, d))
            continue;
        total += (double)sizes->count[i] * sign_failure_of(sizes->size[i], sizes->documents, d, &t);
        most = fmax(most, fabs(t));
    }
    if (threshold)
        *threshold = most;
    return total;
}

/* ---- U2 --------------------------------------------------------------------------------------------------
 */

typedef struct {
    uint64_t k, m, d;
    double gap;
} hr_direction_query;

static double direction_failure_at(const void *context, double r) {
    const hr_direction_query *q = context;
    double missed = hr_log_direction_tail(q->k - 1, 1 - r - q->gap, q->d);
    double intruding = hr_log_direction_tail(q->k, r - q->gap, q->d);
    return times((double)q->k, missed) + times((double)(q->m - q->k), intruding);
}

double hr_direction_failure(const hr_sizes *sizes, uint64_t d, double gap) {
    if (d < 2)
        return INFINITY; /* directions on a line: U1's case, and not continuous */
    double total = 0;
    for (uint32_t i = 0; i < sizes->distinct; i++) {
        hr_direction_query q = {sizes->size[i], sizes->documents, d, gap};
        if (q.k == 0 || q.k >= q.m || (gap == 0 && negligible(&total, (double)sizes->count[i], q.k, q.m, d)))
            continue;
        /* k = 1: the member scores exactly 1; without a gap the others are below it with probability 1 */
        double failure = q.k > 1   ? golden(direction_failure_at, &q, 0, 1, STEPS)
                         : gap > 0 ? direction_failure_at(&q, 1 - 2 * gap)
                                   : 0;
        total += (double)sizes->count[i] * failure;
    }
    return total;
}

/* ---- F-global --------------------------------------------------------------------------------------------
 */

typedef struct {
    const hr_sizes *sizes;
    uint64_t d;
    double eps;
    hr_log_tail tail;
} hr_global;

/* a in (0, most] that balances 2k exp(-d a^2/(2(k-1))) and (m-k) exp(-d c^2 (1-a)/2) */
static double balanced(double k, double m, double d, double c, double most) {
    double b = (k - 1) * c * c;
    double rest = (k - 1) * (c * c + 2 / d * log(2 * k / (m - k)));
    double a = rest > 0 ? (sqrt(b * b + 4 * rest) - b) / 2 : 0;
    return fmin(most, fmax(a, most / 16));
}

static double global_failure_at(const void *context, double r) {
    const hr_global *g = context;
    const hr_sizes *sizes = g->sizes;
    double total = 0, m = (double)sizes->documents, high = r + g->eps, low = r - g->eps;
    for (uint32_t i = 0; i < sizes->distinct; i++) {
        uint64_t size = sizes->size[i];
        double k = (double)size, a = 0;
        if (size > 1) {
            double c = k * high * high;
            double most = (2 + c - sqrt(c * c + 8 * c)) / 2 * (1 - 1e-12); /* inwards */
            if (most <= 0)
                return INFINITY;
            a = size < sizes->documents ? balanced(k, m, (double)g->d, low, most) : most;
            total += (double)sizes->count[i] * times(2 * k, g->tail(size - 1, a, g->d));
        }
        double b = low * sqrt(k * (1 - a)) * (1 - 1e-15);
        total += (double)sizes->count[i] * times(m - k, g->tail(size, b, g->d));
    }
    return total;
}

double hr_global_failure(const hr_sizes *sizes, uint64_t d, double eps, hr_log_tail tail) {
    double most = 1 / sqrt((double)hr_sizes_most(sizes)) - eps; /* r + eps < 1/sqrt(s) */
    if (d < 2 || sizes->distinct == 0 || sizes->size[0] == 0 || most <= eps)
        return INFINITY;
    hr_global g = {sizes, d, eps, tail};
    return golden(global_failure_at, &g, eps, most, STEPS);
}

enum { BELOW = 8 }; /* dimensions tried below the one that the search ends at */

/* ---- the search ------------------------------------------------------------------------------------------
 */

/* Where ln failure, nearly linear in d, passes 0 between two dimensions; the middle when it cannot say. */
static uint64_t interpolate(uint64_t bad, double bad_failure, uint64_t good, double good_failure) {
    double y = log(bad_failure), z = log(good_failure), width = (double)(good - bad);
    double step = width / 2;
    if (isfinite(y) && isfinite(z) && y > z)
        step = ceil(width * y / (y - z));
    return bad + (uint64_t)fmin(fmax(step, 1), width - 1);
}

uint64_t hr_least_dimension(hr_failure failure, const void *context, uint64_t from) {
    const uint64_t limit = (uint64_t)1 << 40;
    uint64_t bad = 0, good = from ? from : 1; /* dimension 0 serves nobody */
    double bad_failure = INFINITY, good_failure;
    while (good <= limit && !((good_failure = failure(context, good)) < HR_FAILURE_LIMIT)) {
        bad = good;
        bad_failure = good_failure;
        good *= 2;
    }
    if (good > limit)
        return 0;
    for (int step = 0; good - bad > 1; step++) {
        /* interpolation, with a bisection in every third step and while the lower end is no real dimension */
        uint64_t middle = step % 3 == 2 || !bad ? bad + (good - bad) / 2
                                                : interpolate(bad, bad_failure, good, good_failure);
        double value = failure(context, middle);
        if (value < HR_FAILURE_LIMIT) {
            good = middle;
            good_failure = value;
        } else {
            bad = middle;
            bad_failure = value;
        }
    }
    for (uint64_t below = good, tries = 0; below > 1 && tries < BELOW; tries++)
        if (failure(context, --below) < HR_FAILURE_LIMIT)
            good = below;
    return good;
}
