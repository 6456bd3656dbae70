/* The formats of figures and tables: one row each. */
#ifndef HR_FORMAT_H
#define HR_FORMAT_H

#include "base/error.h"

#include <stddef.h>
#include <stdio.h>

struct hr_grid; /* tabulate.h */

typedef struct {
    const char *name; /* "pdf" */
    const char *help;
    const char *file; /* what the file's name ends in: NAME + this */
    /* of a table: */
    void (*write)(FILE *out, const struct hr_grid *grid); /* NULL: a figure */
    /* of a figure: */
    const char *terminal;      /* gnuplot's, less its size */
    const char *unit;          /* of its size */
    double width, height;      /* of an ordinary figure */
    const char *also;          /* a second file that gnuplot writes beside it, or NULL */
    const char *begins, *ends; /* how a whole file of this kind begins, and what stands in its last bytes */
} hr_format;

extern const hr_format hr_formats[]; /* ends with a zeroed row */

const hr_format *hr_format_find(const char *name);

/* "pdf, svg, ... and all", for messages and help. */
void hr_format_list(char *out, size_t size);

/* gnuplot's text for the size of a page so much taller. */
void hr_format_size(char *out, size_t size, const hr_format *format, double height);

/* FOLDER/NAME + ending, whole or not at all. */
hr_status hr_format_write(const char *folder, const char *name, const char *ending, const char *bytes,
                          size_t length);

#endif
