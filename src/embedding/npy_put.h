/* A .npy into a file that is already open, for files that are written together. */
#ifndef HR_NPY_PUT_H
#define HR_NPY_PUT_H

#include "base/outfile.h"
#include "embedding/matrix.h"

hr_status hr_npy_put(const hr_matrix *matrix, hr_outfile *file);

#endif
