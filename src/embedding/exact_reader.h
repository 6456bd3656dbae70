/* The words of PREFIX.exact, with the line that each stands in. */
#ifndef HR_EXACT_READER_H
#define HR_EXACT_READER_H

#include "base/error.h"

#include <gmp.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

enum { HR_READER_BUFFER = 1 << 16 };

typedef struct {
    const char *path;
    FILE *file;
    uint64_t size; /* of the file: no count in it may promise more */
    uint64_t line; /* of the character to come, from 1 */
    size_t at, end;
    char *word; /* the last one, NUL-terminated */
    size_t length, capacity;
    char buffer[HR_READER_BUFFER];
} hr_reader;

/* HR_EINPUT with the file and the line. */
hr_status hr_reader_fail(const hr_reader *r, uint64_t line, const char *what);
/* The next character without taking it; EOF at the end of the file. */
int hr_reader_peek(hr_reader *r);
/* Exactly this character. */
hr_status hr_reader_take(hr_reader *r, char c, const char *wanted);
/* Printable characters up to a blank (or the line's end, with `whole`), into r->word. */
hr_status hr_reader_word(hr_reader *r, bool whole, const char *wanted);
/* Exactly this word. */
hr_status hr_reader_expect(hr_reader *r, const char *word, const char *wanted);
/* A blank and a decimal number in [1, high]. */
hr_status hr_reader_count(hr_reader *r, uint64_t high, const char *wanted, uint64_t *count);
/* Hexadecimal integers: an optional sign, lower-case digits, no leading zeros, no minus zero. */
hr_status hr_reader_i64(hr_reader *r, int64_t low, int64_t high, int64_t *value);
hr_status hr_reader_big(hr_reader *r, mpz_t value);

#endif
