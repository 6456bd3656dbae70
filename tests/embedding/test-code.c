/* U3's parameters against exhaustive search, and the dimensions that theory.md states for WordNet. */
#include "test.h"

#include "embedding/code_parameters.h"
#include "embedding/methods.h"

static bool prime(uint64_t n) {
    for (uint64_t d = 2; d * d <= n; d++)
        if (n % d == 0)
            return false;
    return n >= 2;
}

static bool enough(uint64_t p, uint32_t t, uint64_t m) {
    double words = 1;
    for (uint32_t i = 0; i < t; i++)
        words *= (double)p;
    return words >= (double)m;
}

static void test_wordnet(void) {
    hr_code code;
    OK(hr_code_least(&code, 82115, 35));
    CHECK(code.t == 3 && code.p == 71 && code.e == 71 && code.dimension == 5041 && code.guaranteed,
          "t=%u p=%u e=%u d=%llu", code.t, code.p, code.e, (unsigned long long)code.dimension);
    hr_ancestors wordnet = {.queries = 82115, .documents = 82115, .s = 35};
    uint32_t dim;
    OK(hr_union_bound_dimension(&dim, &wordnet));
    CHECK(dim == 6337, "%u", dim);
}

/* The least e p with e = s(t-1)+1 <= p prime, p^t >= m, over all t and p. */
static void test_least(void) {
    for (uint32_t m = 1; m < 700; m += 1 + m / 9)
        for (uint32_t s = 1; s < 30 && s <= m; s += 3) {
            uint64_t best = UINT64_MAX;
            for (uint32_t t = 1; t <= 12; t++)
                for (uint64_t p = 2; p < 1000; p++) {
                    uint64_t e = s * (t - 1) + 1;
                    if (prime(p) && e <= p && enough(p, t, m) && e * p < best)
                        best = e * p;
                }
            hr_code code;
            OK(hr_code_least(&code, m, s));
            CHECK(code.dimension == best, "m=%u s=%u: %llu, exhaustive search finds %llu", m, s,
                  (unsigned long long)code.dimension, (unsigned long long)best);
            CHECK(code.guaranteed && code.dimension == (uint64_t)code.e * code.p &&
                      code.e > s * (code.t - 1) && code.e <= code.p && prime(code.p) &&
                      enough(code.p, code.t, m),
                  "m=%u s=%u: t=%u p=%u e=%u", m, s, code.t, code.p, code.e);
        }
}

/* The rule of code_parameters.h by exhaustive search: the largest (e - s(t-1)) / e, then the larger p, then
 * the smaller t; constants (t = 1) need one point only. */
static void test_within(void) {
    for (uint32_t m = 1; m < 300; m += 1 + m / 5)
        for (uint32_t s = 1; s < 12 && s <= m; s += 2)
            for (uint32_t most = 2; most < 500; most += 1 + most / 6) {
                hr_code want = {0}, code;
                double slack = -1e300;
                bool theorem = false; /* some code within `most` is guaranteed */
                for (uint32_t t = 1; t <= 10; t++)
                    for (uint32_t p = 2; p <= most; p++)
                        for (uint32_t e = 1;
                             prime(p) && enough(p, t, m) && e <= p && e * p <= most && (t > 1 || e == 1);
                             e++) {
                            theorem |= e >= s * (t - 1) + 1;
                            double own = 1 - (double)s * (t - 1) / e;
                            if (own > slack + 1e-12 || (own > slack - 1e-12 && p > want.p)) {
                                slack = own > slack ? own : slack;
                                want = (hr_code){.t = t, .p = p, .e = e};
                            }
                        }
                OK(hr_code_within(&code, m, s, most));
                CHECK(code.t == want.t && code.p == want.p && code.e == want.e,
                      "m=%u s=%u most=%u: t=%u p=%u e=%u, exhaustive search finds t=%u p=%u e=%u", m, s, most,
                      code.t, code.p, code.e, want.t, want.p, want.e);
                CHECK(code.guaranteed == theorem && code.dimension <= most,
                      "m=%u s=%u most=%u: guaranteed %d, exists %d", m, s, most, code.guaranteed, theorem);
            }
    hr_code code;
    FAILS(hr_code_within(&code, 10, 3, 1), "at least 2 dimensions");
}

int main(void) {
    RUN(test_wordnet);
    RUN(test_least);
    RUN(test_within);
    return hr_test_end();
}
