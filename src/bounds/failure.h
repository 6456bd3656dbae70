/* Union bounds on the probability that a random construction fails, from the histogram of |S(q)|.
 *
 * A construction with a failure bound below 1 at dimension d succeeds for some outcome, so d is an upper
 * bound on the least dimension.  Every function returns an upper bound that floating point cannot make too
 * small (tails.h), any choice of thresholds inside gives a true bound, and below 1 means below
 * hr_failure_limit. */
#ifndef HR_FAILURE_H
#define HR_FAILURE_H

#include "bounds/sizes.h"
#include "bounds/tails.h"

/* The sums over at most 2^32 sizes of products of a few factors: 1e-9 is far above their roundings. */
#define HR_FAILURE_LIMIT (1 - 1e-9)

/* U1, F-query.  For |S(q)| = k the scores of members are d + (sum of (k-1) d signs), of the others a sum of k
 * d signs.  Both have the parity of k d, so a threshold T of that parity fails where a member scores <= T - 2
 * or another >= T: k P[...] + (m-k) P[...], with T chosen best for every k.  The ratio of the two pmfs at b
 * plus signs is 2^d b(b-1)...(b-d+1) / (kd (kd-1)...(kd-d+1)), rising in b: the best T is where it passes
 * (m-k)/k (the Bayes test), found by bisection.  threshold (may be NULL): the largest T. */
double hr_sign_failure(const hr_sizes *sizes, uint64_t d, double *threshold);

/* U2, F-query: members of a query with |S(q)| = k score 1 + (sum of k-1 inner products), the others a sum of
 * k inner products; threshold r chosen best for every k by golden section.  Fails where a member scores
 * <= r + gap or another >= r - gap. */
double hr_direction_failure(const hr_sizes *sizes, uint64_t d, double gap);

/* F-global(eps) for unit documents and q = their sum over S(q), normalised, with sums bounded by `tail`.
 *
 * Let every member's <sum, x> lie in [1-a, 1+a].  |sum|^2 is the sum of the k members' <sum, x>, so it lies
 * in [k(1-a), k(1+a)].  Hence every member's cosine is >= (1-a)/sqrt(k(1+a)), and where the others' <sum, x>
 * are
 * <= b, b >= 0, their cosines are <= b/sqrt(k(1-a)).  One r for all k: it suffices that
 *   (1-a)/sqrt(k(1+a)) >= r + eps   and   b/sqrt(k(1-a)) <= r - eps,
 * which with C = k (r+eps)^2 is a <= (2 + C - sqrt(C^2 + 8C))/2, so C < 1, and b = (r-eps) sqrt(k(1-a)).
 * (k = 1: sum = x, a = 0.)  r > eps and C < 1 for k = s need eps < 1/(2 sqrt s): otherwise +infinity.
 * Failure: sum over queries of 2k P[sum of k-1 >= a] + (m-k) P[sum of k >= b], r by golden section, a for
 * every k by balancing the two with Gaussian tails. */
double hr_global_failure(const hr_sizes *sizes, uint64_t d, double eps, hr_log_tail tail);

/* The least d with failure(d) < 1: galloping from `from`, interpolation and bisection, then the 8 dimensions
 * below are tried too, because parity makes the bounds of U1 not quite monotone (a smaller d further below is
 * possible, the d returned is an upper bound all the same).  0: none up to 2^40. */
typedef double (*hr_failure)(const void *context, uint64_t d);
uint64_t hr_least_dimension(hr_failure failure, const void *context, uint64_t from);

#endif
