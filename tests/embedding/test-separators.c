/* U8 on every hierarchy of up to 5 nodes, on every 3rd of 6, and on random ones: matched scores are 1 or
 * more, all others -1 or less, in slots + 3 dimensions; without the last coordinate F-query holds. */
#include "small.h"

#include "hierarchy/reduce.h"
#include "hierarchy/separators.h"

#ifdef _OPENMP
#include <omp.h>
#endif

static void check_one(const small *s, const char *where) {
    hr_hierarchy reduced;
    hr_separators parts;
    hr_embedding e, less;
    mpz_t score;
    mpz_init(score);
    OK(hr_hierarchy_reduce(&reduced, &s->hierarchy));
    OK(hr_separators_build(&parts, &reduced));
    small_build(&e, "separators", s, (hr_method_options){0});
    CHECK(e.docs.cols == parts.slots + 3, "%s: %zu dimensions, %u slots", where, e.docs.cols, parts.slots);
    for (uint32_t q = 0; q < s->ancestors.queries; q++)
        for (uint32_t x = 0; x < s->ancestors.documents; x++) {
            small_score(score, &e, q, x);
            bool in = hr_is_ancestor(&s->ancestors, q, x);
            CHECK(in ? mpz_sgn(score) > 0 : mpz_sgn(score) < 0, "%s: query %u, document %u: %g", where, q, x,
                  mpz_get_d(score));
        }
    small_build(&less, "separators", s, (hr_method_options){.f_query = true});
    CHECK(less.docs.cols == parts.slots + 2, "%s: %zu dimensions", where, less.docs.cols);
    CHECK(!small_bad_f_query(s, &less), "%s: f-query fails", where);
    hr_embedding_clear(&e);
    hr_embedding_clear(&less);
    hr_separators_clear(&parts);
    hr_hierarchy_clear(&reduced);
    mpz_clear(score);
}

/* All DAGs whose edges go from larger to smaller numbers: every DAG, up to renaming. */
static void test_all_small(void) {
    for (uint32_t n = 1; n <= 6; n++) {
        uint32_t pairs = n * (n - 1) / 2;
        for (uint32_t code = 0; code < 1U << pairs; code += n < 6 ? 1 : 3) {
            small s;
            char where[64];
            hr_builder *builder = hr_builder_new(HR_BUILD_NUMBERED, "a small DAG");
            OK(hr_builder_numbered(builder, n));
            for (uint32_t v = 1, bit = 0; v < n; v++)
                for (uint32_t p = 0; p < v; p++, bit++)
                    if (code >> bit & 1)
                        OK(hr_builder_edge(builder, v, p, 0));
            small_finish(&s, builder);
            snprintf(where, sizeof where, "%u nodes, edges %x", n, code);
            check_one(&s, where);
            small_clear(&s);
        }
    }
}

static void test_random(void) {
    for (uint32_t trial = 0; trial < 60; trial++) {
        small s;
        char where[32];
        small_random(&s, 1 + trial * 11 % 60, 1 + trial % 5, trial % 3 == 2, trial);
        snprintf(where, sizeof where, "trial %u", trial);
        check_one(&s, where);
        small_clear(&s);
    }
}

static void test_refused(void) {
    small s;
    hr_embedding e;
    small_random(&s, 30, 3, false, 4);
    hr_embedding_init(&e);
    FAILS(hr_method_build(&e, hr_method_find("separators"), &s.hierarchy, &s.ancestors,
                          &(hr_method_options){.dim = 1}),
          "leave --dim out");
    hr_embedding_clear(&e);
    small_clear(&s);
}

int main(void) {
#ifdef _OPENMP
    omp_set_num_threads(1); /* thousands of tiny ones: threads would only wait for each other */
#endif
    RUN(test_all_small);
    RUN(test_random);
    RUN(test_refused);
    return hr_test_end();
}
