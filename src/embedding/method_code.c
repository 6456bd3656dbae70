/* U3 code [KS]: document j is the polynomial whose coefficients are the base-p digits of j, as the 0/1
 * indicator of its (point, value) pairs; a query is the sum over S(q). */
#include "embedding/affordable.h"
#include "embedding/code_parameters.h"
#include "embedding/methods.h"

static hr_status choose(hr_code *code, const hr_ancestors *ancestors, const hr_method_options *options) {
    hr_status status = options->dim ? hr_code_within(code, ancestors->documents, ancestors->s, options->dim)
                                    : hr_code_least(code, ancestors->documents, ancestors->s);
    if (status == HR_OK && code->dimension > UINT32_MAX)
        return hr_fail(HR_ELIMIT, "code (U3) needs %llu dimensions; choose fewer with --dim",
                       (unsigned long long)code->dimension);
    return status;
}

static hr_status dimension(uint32_t *dim, const hr_hierarchy *hierarchy, const hr_ancestors *ancestors,
                           const hr_method_options *options) {
    (void)hierarchy;
    hr_code code;
    hr_status status = choose(&code, ancestors, options);
    *dim = (uint32_t)code.dimension;
    return status;
}

static void fill_row(int8_t *row, uint64_t word, const hr_code *code) {
    uint64_t digit[64], p = code->p;
    for (uint32_t k = 0; k < code->t; k++) {
        digit[k] = word % p;
        word /= p;
    }
    for (uint64_t point = 0; point < code->e; point++) {
        uint64_t value = 0; /* Horner's rule; p < 2^32, so nothing overflows */
        for (uint32_t k = code->t; k-- > 0;)
            value = (value * point + digit[k]) % p;
        row[point * p + value] = 1;
    }
}

static hr_status build(hr_embedding *out, const hr_hierarchy *hierarchy, const hr_ancestors *ancestors,
                       const hr_method_options *options) {
    (void)hierarchy;
    hr_code code;
    hr_status status = choose(&code, ancestors, options);
    if (status != HR_OK)
        return status;
    double size = (double)hr_dtype_size(hr_sum_dtype(ancestors));
    if ((status = hr_affordable_pair(ancestors->documents + size * ancestors->queries, (double)code.dimension,
                                     1, "code (U3)")) != HR_OK ||
        (status = hr_matrix_init(&out->docs, ancestors->documents, code.dimension, HR_INT8)) != HR_OK)
        return status;
#pragma omp parallel for schedule(static)
    for (size_t j = 0; j < out->docs.rows; j++)
        fill_row(out->docs.i8 + j * out->docs.cols, j, &code);
    return hr_sum_documents(out, ancestors);
}

const hr_method hr_method_code = {
    .name = "code",
    .statement = "U3",
    .help = "any DAG: Reed-Solomon words and their sums, e p dimensions, default the least that is "
            "guaranteed (F-query), exact",
    .version = 1,
    .takes_dim = true,
    .dimension = dimension,
    .build = build,
};
