#include "fuzz.h"

#include "embedding/exact.h"

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

static void check_structure(const hr_embedding *e) {
    const hr_structure *s = &e->structure;
    if (s->kind == HR_NO_STRUCTURE)
        return;
    const hr_matrix *points = s->kind == HR_RUNS_STRUCTURE && !s->dual ? &e->queries : &e->docs;
    MUST(s->points == points->rows && s->point);
    if (s->kind == HR_MOMENT_STRUCTURE)
        return;
    MUST(s->polynomials == (s->dual ? e->queries.rows : e->docs.rows) && s->run_start[0] == 0);
    for (size_t i = 0; i < s->polynomials; i++) {
        MUST(s->run_start[i] <= s->run_start[i + 1]);
        for (uint64_t r = s->run_start[i]; r < s->run_start[i + 1]; r++)
            MUST(s->low[r] < s->high[r]);
    }
}

/* The format has one spelling of every embedding: what was read is written as the same bytes. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    hr_embedding e;
    if (!size) /* fmemopen wants a byte */
        return 0;
    FILE *file = fmemopen((void *)(uintptr_t)data, size, "rb");
    MUST(file);
    hr_status status = hr_exact_take(&e, file, size, "fuzz.exact");
    fclose(file);
    if (status != HR_OK) {
        MUST(hr_error()[0] && !strpbrk(hr_error(), "\n\r") && !e.origin && !e.docs.any && !e.structure.point);
        return 0;
    }
    MUST(e.queries.cols == e.docs.cols && e.origin);
    check_structure(&e);
    char *bytes = NULL;
    size_t length = 0;
    hr_outfile out = {.stream = open_memstream(&bytes, &length), .path = "again.exact"};
    MUST(out.stream && hr_exact_put(&e, &out) == HR_OK && !fclose(out.stream));
    MUST(length == size && !memcmp(bytes, data, size));
    free(bytes);
    hr_embedding_clear(&e);
    return 0;
}
