/* Small random hierarchies and exact scores, for the tests of src/embedding. */
#ifndef HR_TEST_SMALL_H
#define HR_TEST_SMALL_H

#include "test.h"

#include "base/random.h"
#include "embedding/method.h"
#include "hierarchy/ancestors.h"
#include "hierarchy/builder.h"

#include <gmp.h>

typedef struct {
    hr_hierarchy hierarchy;
    hr_ancestors ancestors;
} small;

static inline void small_finish(small *out, hr_builder *builder) {
    hr_hierarchy_init(&out->hierarchy);
    OK(hr_builder_finish(builder, &out->hierarchy));
    hr_builder_free(builder);
    OK(hr_ancestors_build(&out->ancestors, &out->hierarchy));
}

/* Every node gets up to `parents` parents among the earlier ones of a shuffled order (or none: several
 * roots). roles: about half of the nodes are queries and half are documents, at least one of each. */
static inline void small_random(small *out, uint32_t nodes, uint32_t parents, bool roles, uint32_t trial) {
    gsl_rng *rng = hr_rng_new(7, HR_STREAM_TEST, trial);
    hr_builder *builder = hr_builder_new(HR_BUILD_NUMBERED, "a random hierarchy");
    uint32_t order[64];
    OK(hr_builder_numbered(builder, nodes));
    for (uint32_t i = 0; i < nodes; i++) {
        uint32_t j = (uint32_t)gsl_rng_uniform_int(rng, i + 1);
        order[i] = order[j];
        order[j] = i;
    }
    for (uint32_t i = 1; i < nodes; i++) {
        uint32_t chosen[8], count = 0, want = (uint32_t)gsl_rng_uniform_int(rng, parents + 1);
        if (!want && gsl_rng_uniform_int(rng, 4))
            want = 1; /* few roots */
        for (uint32_t k = 0; k < want; k++) {
            uint32_t parent = order[gsl_rng_uniform_int(rng, i)];
            bool twice = false;
            for (uint32_t c = 0; c < count; c++)
                twice |= chosen[c] == parent;
            if (twice)
                continue;
            chosen[count++] = parent;
            OK(hr_builder_edge(builder, order[i], parent, 0));
        }
    }
    for (uint32_t v = 0; v < nodes && roles; v++) {
        if (!v || gsl_rng_uniform_int(rng, 2))
            OK(hr_builder_query(builder, v));
        if (!v || gsl_rng_uniform_int(rng, 2))
            OK(hr_builder_document(builder, v));
    }
    gsl_rng_free(rng);
    small_finish(out, builder);
}

static inline void small_clear(small *s) {
    hr_ancestors_clear(&s->ancestors);
    hr_hierarchy_clear(&s->hierarchy);
}

/* The exact score of integer embeddings, entry by entry. */
static inline void small_score(mpz_t score, const hr_embedding *e, uint32_t q, uint32_t x) {
    mpz_t a, b;
    mpz_inits(a, b, NULL);
    mpz_set_ui(score, 0);
    for (size_t j = 0; j < e->docs.cols; j++) {
        hr_matrix_get_z(a, &e->queries, q, j);
        hr_matrix_get_z(b, &e->docs, x, j);
        mpz_addmul(score, a, b);
    }
    mpz_clears(a, b, NULL);
}

/* F-query by brute force: the number of queries whose lowest matched score is not above every unmatched one.
 */
static inline unsigned small_bad_f_query(const small *s, const hr_embedding *e) {
    unsigned bad = 0;
    mpz_t score, low, high;
    mpz_inits(score, low, high, NULL);
    for (uint32_t q = 0; q < s->ancestors.queries; q++) {
        bool matched = false, unmatched = false;
        for (uint32_t x = 0; x < s->ancestors.documents; x++) {
            small_score(score, e, q, x);
            if (hr_is_ancestor(&s->ancestors, q, x)) {
                if (!matched || mpz_cmp(score, low) < 0)
                    mpz_set(low, score);
                matched = true;
            } else {
                if (!unmatched || mpz_cmp(score, high) > 0)
                    mpz_set(high, score);
                unmatched = true;
            }
        }
        bad += matched && unmatched && mpz_cmp(low, high) <= 0;
    }
    mpz_clears(score, low, high, NULL);
    return bad;
}

/* F-sign by brute force: wrongly positive and wrongly non-positive pairs; a zero unmatched score is wrong
 * too. */
static inline void small_bad_f_sign(const small *s, const hr_embedding *e, unsigned *positive,
                                    unsigned *missed) {
    mpz_t score;
    mpz_init(score);
    *positive = *missed = 0;
    for (uint32_t q = 0; q < s->ancestors.queries; q++)
        for (uint32_t x = 0; x < s->ancestors.documents; x++) {
            small_score(score, e, q, x);
            if (hr_is_ancestor(&s->ancestors, q, x))
                *missed += mpz_sgn(score) <= 0;
            else
                *positive += mpz_sgn(score) >= 0;
        }
    mpz_clear(score);
}

static inline void small_build(hr_embedding *e, const char *name, const small *s, hr_method_options options) {
    const hr_method *method = hr_method_find(name);
    CHECK(method, "%s", hr_error());
    hr_embedding_init(e);
    if (method)
        OK(hr_method_build(e, method, &s->hierarchy, &s->ancestors, &options));
    OK(hr_embedding_fits(e, &s->ancestors));
}

#endif
