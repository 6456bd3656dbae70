/* The header of a .npy file. */
#ifndef HR_NPY_HEADER_H
#define HR_NPY_HEADER_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

typedef struct {
    char kind;    /* 'f', 'i' or 'u' */
    size_t size;  /* bytes of an entry */
    bool swapped; /* the other byte order than this machine's */
    bool fortran; /* columns one after the other */
    size_t rows, cols;
} hr_npy_header;

/* Leaves `file` at the first entry. */
hr_status hr_npy_read_header(hr_npy_header *out, FILE *file, const char *path);

#endif
