#include "embedding/npy.h"
#include "embedding/npy_stream.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

/* Version 1.0: magic, version, header length, then a dictionary padded so that the numbers start at a
 * multiple of 64. */
static size_t make_header(char room[128], const hr_matrix *matrix) {
    const bool little = __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__;
    const char *type = matrix->dtype == HR_FLOAT32   ? "f4"
                       : matrix->dtype == HR_FLOAT64 ? "f8"
                       : matrix->dtype == HR_INT8    ? "i1"
                                                     : "i8";
    char text[118];
    int length =
        snprintf(text, sizeof text, "{'descr': '%c%s', 'fortran_order': False, 'shape': (%zu, %zu), }",
                 matrix->dtype == HR_INT8 ? '|'
                 : little                 ? '<'
                                          : '>',
                 type, matrix->rows, matrix->cols);
    size_t total = (10 + (size_t)length + 1 + 63) / 64 * 64, size = total - 10;
    memcpy(room, "\x93NUMPY\x01\x00", 8);
    room[8] = (char)(size & 255);
    room[9] = (char)(size >> 8);
    memset(room + 10, ' ', size);
    memcpy(room + 10, text, (size_t)length);
    room[total - 1] = '\n';
    return total;
}

hr_status hr_npy_put(const hr_matrix *matrix, hr_outfile *file) {
    if (matrix->dtype == HR_BIGINT)
        return hr_fail(
            HR_ELIMIT,
            "%s: .npy cannot hold integers of any size; round them to float64 or write the exact form",
            file->path);
    char header[128];
    size_t length = make_header(header, matrix), entries = matrix->rows * matrix->cols;
    errno = 0;
    if (fwrite(header, 1, length, file->stream) != length ||
        fwrite(matrix->any, hr_dtype_size(matrix->dtype), entries, file->stream) != entries)
        return hr_fail(HR_EIO, "%s: cannot write: %s; nothing was changed", file->path,
                       strerror(errno ? errno : EIO));
    return HR_OK;
}

hr_status hr_npy_write(const hr_matrix *matrix, const char *path) {
    hr_outfile file;
    hr_status status = hr_outfile_open(&file, path);
    if (status != HR_OK)
        return status;
    status = hr_npy_put(matrix, &file);
    if (status == HR_OK)
        return hr_outfile_commit(&file);
    hr_outfile_discard(&file);
    return status;
}
