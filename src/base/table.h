/* A CSV file (RFC 4180) with a header line, as text. */
#ifndef HR_TABLE_H
#define HR_TABLE_H

#include "base/error.h"

#include <stddef.h>

typedef struct {
    char *path;
    char *text;   /* the file, cut into NUL-terminated fields */
    char **field; /* rows * columns, row 0 is the header */
    size_t *line; /* where each row begins, from 1 */
    size_t rows, columns;
} hr_table;

/* HR_EIO when it cannot be read, HR_EINPUT with the line of the first row that does not fit the header. */
hr_status hr_table_read(hr_table *out, const char *path);
/* The same of a text in memory, which is copied; `path` is for messages. */
hr_status hr_table_parse(hr_table *out, const char *text, size_t length, const char *path);
void hr_table_clear(hr_table *table);

/* The column's index; HR_EINPUT naming the file when there is none. */
hr_status hr_table_column(size_t *out, const hr_table *table, const char *name);

static inline const char *hr_table_field(const hr_table *table, size_t row, size_t column) {
    return table->field[row * table->columns + column];
}

/* A finite number; an empty field gives `otherwise`. */
hr_status hr_table_number(double *out, const hr_table *table, size_t row, size_t column, double otherwise);

#endif
