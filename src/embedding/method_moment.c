/* U4 moment curve [Wang]: document j is (t_j, t_j^2, ..., t_j^2k), k = s; the query of S is minus the
 * coefficients of P(t) = prod over S of (t - t_i)^2 without its constant term, so its score is P(0) - P(t):
 * largest exactly on S. */
#include "base/memory.h"
#include "embedding/affordable.h"
#include "embedding/integers.h"
#include "embedding/methods.h"
#include "embedding/polynomial.h"

#include <math.h>
#include <stdlib.h>

static hr_status dimension(uint32_t *dim, const hr_hierarchy *hierarchy, const hr_ancestors *ancestors,
                           const hr_method_options *options) {
    (void)hierarchy;
    *dim = 2 * ancestors->s;
    if (options->dim && options->dim != *dim)
        return hr_fail(HR_EUSAGE, "moment (U4) has exactly 2 s = %u dimensions here, not %u; leave --dim out",
                       *dim, options->dim);
    return HR_OK;
}

typedef struct {
    uint32_t document, queries;
} ranked;

static int most_queries_first(const void *a, const void *b) {
    const ranked *x = a, *y = b;
    if (x->queries != y->queries)
        return x->queries > y->queries ? -1 : 1;
    return x->document < y->document ? -1 : 1;
}

/* 1, -1, 2, -2, ...: the documents of many sets first, which keeps the coefficients small.  Not 0: the zero
 * vector has no direction. */
static hr_status place_documents(hr_structure *s, const hr_ancestors *a) {
    ranked *rank = hr_alloc(a->documents, sizeof *rank, "the order of the documents");
    s->kind = HR_MOMENT_STRUCTURE;
    s->points = a->documents;
    s->point = hr_alloc(a->documents, sizeof *s->point, "the points of the moment curve");
    if (!rank || !s->point) {
        free(rank);
        return HR_ENOMEM;
    }
    for (uint32_t j = 0; j < a->documents; j++)
        rank[j] = (ranked){.document = j};
    for (uint64_t p = 0; p < a->pairs; p++)
        rank[a->document[p]].queries++;
    qsort(rank, a->documents, sizeof *rank, most_queries_first);
    for (uint32_t i = 0; i < a->documents; i++)
        s->point[rank[i].document] = i % 2 ? -(int64_t)(i / 2 + 1) : (int64_t)(i / 2 + 1);
    free(rank);
    return HR_OK;
}

/* |t| <= T: an upper estimate of log2 of every entry, (1 + T)^2k, and of the bytes of all of them. */
static hr_status check_size(const hr_ancestors *a, bool *small) {
    double bits = log2(2.0 + a->documents / 2), d = 2.0 * a->s, bytes = 0;
    *small = bits * d < 62.9;
    for (uint32_t i = 0; i < a->queries; i++) {
        double own =
            2.0 * (double)(a->start[i + 1] - a->start[i]); /* degree: coefficient j has (own - j) bits */
        bytes += own * (own * bits / 16 + 4);
    }
    bytes += d * (d * bits / 16 + 4) * a->documents + 4.0 * d * ((double)a->queries + a->documents);
    return hr_affordable(bytes, "moment (U4)", "choose a smaller or shallower hierarchy, or runs (U6)");
}

static hr_status fill_queries(hr_matrix *queries, const hr_structure *s, const hr_ancestors *a) {
    hr_polynomial polynomial;
    hr_status status = hr_polynomial_init(&polynomial, queries->cols);
    for (uint32_t i = 0; i < a->queries && status == HR_OK; i++) {
        hr_polynomial_constant(&polynomial, -1);
        for (uint64_t p = a->start[i]; p < a->start[i + 1]; p++) {
            int64_t t = s->point[a->document[p]];
            hr_polynomial_times(&polynomial, t, t);
        }
        status = hr_integers_row(queries, i, polynomial.coefficient + 1);
    }
    hr_polynomial_clear(&polynomial);
    return status;
}

static hr_status build(hr_embedding *out, const hr_hierarchy *hierarchy, const hr_ancestors *ancestors,
                       const hr_method_options *options) {
    uint32_t dim;
    bool small;
    hr_status status = dimension(&dim, hierarchy, ancestors, options);
    if (status == HR_OK)
        status = check_size(ancestors, &small);
    if (status != HR_OK)
        return status;
    hr_dtype dtype = small ? HR_INT64 : HR_BIGINT;
    if ((status = place_documents(&out->structure, ancestors)) != HR_OK ||
        (status = hr_matrix_init(&out->docs, ancestors->documents, dim, dtype)) != HR_OK ||
        (status = hr_integers_powers(&out->docs, out->structure.point, 1)) != HR_OK ||
        (status = hr_matrix_init(&out->queries, ancestors->queries, dim, dtype)) != HR_OK)
        return status;
    return fill_queries(&out->queries, &out->structure, ancestors);
}

const hr_method hr_method_moment = {
    .name = "moment",
    .statement = "U4",
    .help = "any DAG: powers of one integer, 2 s dimensions (F-query), exact",
    .version = 1,
    .dimension = dimension,
    .build = build,
};
