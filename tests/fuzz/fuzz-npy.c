#include "fuzz.h"

#include "embedding/npy_stream.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MUST(condition)                                                                                      \
    do {                                                                                                     \
        if (!(condition)) {                                                                                  \
            fprintf(stderr, "%s:%d: does not hold: %s; last message: %s\n", __FILE__, __LINE__, #condition,  \
                    hr_error());                                                                             \
            abort();                                                                                         \
        }                                                                                                    \
    } while (0)

static hr_status take(hr_matrix *m, const void *bytes, size_t size) {
    FILE *file = fmemopen((void *)(uintptr_t)bytes, size, "rb");
    MUST(file);
    hr_status status = hr_npy_take(m, file, size, "fuzz.npy");
    fclose(file);
    return status;
}

/* What was read is finite and survives being written and read again. */
static void check(const hr_matrix *m) {
    MUST(m->rows && m->cols && m->dtype != HR_BIGINT);
    for (size_t i = 0; i < m->rows; i++)
        for (size_t j = 0; j < m->cols; j++)
            MUST(isfinite(hr_matrix_get_d(m, i, j)));
    char *bytes = NULL;
    size_t size = 0;
    hr_outfile out = {.stream = open_memstream(&bytes, &size), .path = "again.npy"};
    hr_matrix again;
    MUST(out.stream && hr_npy_put(m, &out) == HR_OK && !fclose(out.stream));
    MUST(take(&again, bytes, size) == HR_OK);
    MUST(again.rows == m->rows && again.cols == m->cols && again.dtype == m->dtype);
    MUST(!memcmp(again.any, m->any, m->rows * m->cols * hr_dtype_size(m->dtype)));
    hr_matrix_clear(&again);
    free(bytes);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    hr_matrix m;
    if (!size) /* fmemopen wants a byte */
        return 0;
    if (take(&m, data, size) == HR_OK)
        check(&m);
    else
        MUST(hr_error()[0] && !strpbrk(hr_error(), "\n\r") && !m.any && !m.rows);
    hr_matrix_clear(&m);
    return 0;
}
