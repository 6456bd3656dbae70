#include "embedding/npy.h"

#include "base/memory.h"
#include "embedding/infile.h"
#include "embedding/npy_header.h"
#include "embedding/npy_stream.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CHUNK = 1 << 16 }; /* entries converted at a time */

/* IEEE 754 binary16: 1 sign, 5 exponent, 10 fraction bits */
static float from_half(uint16_t half) {
    int exponent = half >> 10 & 31;
    double fraction = half & 1023, sign = half >> 15 ? -1 : 1;
    if (exponent == 31)
        return fraction != 0 ? NAN : (float)(sign * HUGE_VAL);
    return (float)(sign * (exponent ? ldexp(1024 + fraction, exponent - 25) : ldexp(fraction, -24)));
}

static uint64_t load(const unsigned char *bytes, size_t size, bool swapped) {
    unsigned char b[8] = {0};
    for (size_t i = 0; i < size; i++)
        b[i] = bytes[swapped ? size - 1 - i : i];
    uint64_t value = 0;
    if (size == 1) {
        value = b[0];
    } else if (size == 2) {
        uint16_t v;
        memcpy(&v, b, sizeof v);
        value = v;
    } else if (size == 4) {
        uint32_t v;
        memcpy(&v, b, sizeof v);
        value = v;
    } else {
        memcpy(&value, b, sizeof value);
    }
    return value;
}

/* Entry `at` of out from its bytes in the file; false when it does not fit. */
static bool store(hr_matrix *out, size_t at, const unsigned char *bytes, const hr_npy_header *h) {
    uint64_t raw = load(bytes, h->size, h->swapped);
    if (h->kind == 'f') {
        if (h->size == 2) {
            out->f32[at] = from_half((uint16_t)raw);
        } else if (h->size == 4) {
            uint32_t word = (uint32_t)raw;
            memcpy(out->f32 + at, &word, sizeof word);
        } else {
            memcpy(out->f64 + at, &raw, sizeof raw);
        }
        return true;
    }
    if (h->kind == 'u') {
        if (raw > INT64_MAX)
            return false;
        out->i64[at] = (int64_t)raw;
    } else if (h->size == 1) {
        out->i8[at] = (int8_t)raw;
    } else {
        out->i64[at] = h->size == 2 ? (int16_t)raw : h->size == 4 ? (int32_t)raw : (int64_t)raw;
    }
    return true;
}

static hr_status read_failed(FILE *file, const char *path) {
    if (ferror(file))
        return hr_fail(HR_EIO, "%s: cannot read: %s", path, strerror(errno ? errno : EIO));
    return hr_fail(HR_EINPUT, "%s: truncated while it was read", path);
}

static hr_status convert(hr_matrix *out, FILE *file, const char *path, const hr_npy_header *h) {
    unsigned char *chunk = hr_alloc(CHUNK, h->size, "a file buffer");
    if (!chunk)
        return HR_ENOMEM;
    hr_status status = HR_OK;
    size_t entries = h->rows * h->cols, major = 0, minor = 0, side = h->fortran ? h->rows : h->cols;
    for (size_t done = 0; done < entries && status == HR_OK;) {
        size_t now = entries - done < CHUNK ? entries - done : CHUNK;
        if (fread(chunk, h->size, now, file) != now) {
            status = read_failed(file, path);
            break;
        }
        for (size_t i = 0; i < now && status == HR_OK; i++) {
            size_t row = h->fortran ? minor : major, col = h->fortran ? major : minor;
            if (!store(out, row * h->cols + col, chunk + i * h->size, h))
                status =
                    hr_fail(HR_EINPUT, "%s: row %zu, column %zu (counted from 0) is larger than int64 holds",
                            path, row, col);
            if (++minor == side) {
                minor = 0;
                major++;
            }
        }
        done += now;
    }
    free(chunk);
    return status;
}

static hr_status take(hr_matrix *out, FILE *file, uint64_t size, const char *path) {
    hr_npy_header h;
    hr_status status = hr_npy_read_header(&h, file, path);
    if (status != HR_OK)
        return status;
    long offset = ftell(file);
    size_t bytes;
    if (__builtin_mul_overflow(h.rows, h.cols, &bytes) || __builtin_mul_overflow(bytes, h.size, &bytes))
        return hr_fail(HR_EINPUT, "%s: shape %zu x %zu is larger than memory can address", path, h.rows,
                       h.cols);
    /* compared before anything is allocated: a damaged shape must not ask for the whole memory */
    uint64_t there = offset < 0 || size < (uint64_t)offset ? 0 : size - (uint64_t)offset;
    if (there != bytes)
        return hr_fail(
            HR_EINPUT,
            "%s: %s: shape %zu x %zu needs %zu bytes of numbers, the file has %llu; write it again", path,
            there < bytes ? "truncated" : "too long", h.rows, h.cols, bytes, (unsigned long long)there);
    hr_dtype dtype = h.kind == 'f'   ? h.size == 8 ? HR_FLOAT64 : HR_FLOAT32
                     : h.kind == 'i' ? h.size == 1 ? HR_INT8 : HR_INT64
                                     : HR_INT64;
    status = hr_matrix_init(out, h.rows, h.cols, dtype);
    if (status != HR_OK)
        return hr_fail_prefix(status, "%s", path);
    if (!h.fortran && !h.swapped && h.kind != 'u' && h.size == hr_dtype_size(dtype)) {
        if (fread(out->any, h.size, h.rows * h.cols, file) != h.rows * h.cols)
            return read_failed(file, path);
    } else if ((status = convert(out, file, path, &h)) != HR_OK) {
        return status;
    }
    return hr_matrix_finite(out, path);
}

hr_status hr_npy_take(hr_matrix *out, FILE *file, uint64_t size, const char *path) {
    memset(out, 0, sizeof *out);
    hr_status status = take(out, file, size, path);
    if (status != HR_OK)
        hr_matrix_clear(out);
    return status;
}

hr_status hr_npy_read(hr_matrix *out, const char *path) {
    memset(out, 0, sizeof *out);
    FILE *file;
    uint64_t size;
    hr_status status = hr_infile_open(&file, &size, path);
    if (status != HR_OK)
        return status;
    status = hr_npy_take(out, file, size, path);
    fclose(file);
    return status;
}
