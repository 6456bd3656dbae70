#include "cli/train_encode.h"

#include "embedding/npy.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

hr_status hr_train_open_other(hr_hierarchy *other, const char *what, const hr_recipe *recipe) {
    if (!what)
        return HR_OK;
    if (recipe->queries != HR_ENCODER_TEXT)
        return hr_fail(HR_EUSAGE,
                       "train: --encode %s: a lookup table has no vector for other queries; choose a recipe "
                       "with queries = text",
                       what);
    return hr_hierarchy_open(other, what);
}

static hr_status encode_all(hr_matrix *out, const hr_encoder *encoder, const hr_recipe *recipe,
                            const hr_hierarchy *other) {
    char room[16];
    size_t d = encoder->queries.dimension;
    hr_status status = hr_matrix_init(out, other->queries, d, HR_FLOAT32);
    for (uint32_t q = 0; q < other->queries && status == HR_OK; q++)
        status = hr_tower_encode_name(out->f32 + q * d, &encoder->queries, &recipe->words,
                                      hr_query_name(other, q, room));
    return status;
}

hr_status hr_train_encode(const hr_encoder *encoder, const hr_recipe *recipe, const hr_hierarchy *other,
                          const char *prefix) {
    hr_matrix matrix = {0};
    size_t size = strlen(prefix) + sizeof ".encoded.npy";
    char *path = malloc(size);
    hr_status status = path ? HR_OK : hr_fail(HR_ENOMEM, "out of memory: a file name");
    if (status == HR_OK)
        status = encode_all(&matrix, encoder, recipe, other);
    if (status == HR_OK) {
        snprintf(path, size, "%s.encoded.npy", prefix);
        status = hr_npy_write(&matrix, path);
    }
    hr_matrix_clear(&matrix);
    free(path);
    return status;
}
