/* Text with integers of any size, written through a buffer: exact embeddings and certificates are mostly
 * digits. */
#ifndef HR_WRITER_H
#define HR_WRITER_H

#include "base/error.h"
#include "embedding/embedding.h"

#include <gmp.h>
#include <stdint.h>
#include <stdio.h>

enum { HR_WRITER_BUFFER = 1 << 16 };

typedef struct {
    FILE *stream;
    uint64_t bytes; /* so far */
    size_t used;
    int error; /* errno of the first failure; later calls write nothing */
    char buffer[HR_WRITER_BUFFER];
} hr_writer;

/* NULL with a message; hr_writer_end frees it. */
hr_writer *hr_writer_new(FILE *stream);
/* Hands the rest to the stream.  HR_EIO naming `path` ("-": standard output) where something could not be
 * written. */
hr_status hr_writer_end(hr_writer *writer, const char *path);

void hr_put_char(hr_writer *writer, char c);
void hr_put_text(hr_writer *writer, const char *text);
void hr_put_decimal(hr_writer *writer, uint64_t number);

/* Hexadecimal, lower case, no leading zeros; zero is "0", a negative number begins with '-'. */
void hr_put_hex(hr_writer *writer, uint64_t number);
void hr_put_i64(hr_writer *writer, int64_t number);
void hr_put_mpz(hr_writer *writer, const mpz_t number);

/* A structure's points, one a line; and the runs of its polynomial `i`: " LOW HIGH" for each, and a line
 * feed. */
void hr_put_points(hr_writer *writer, const hr_structure *structure);
void hr_put_runs(hr_writer *writer, const hr_structure *structure, size_t i);

#endif
