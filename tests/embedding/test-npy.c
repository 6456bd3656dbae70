/* .npy: every type, order and version, every refusal by its message, and NumPy itself where it is present. */
#include "test.h"

#include "embedding/npy.h"

#include <math.h>
#include <stdint.h>
#include <unistd.h>

static char folder[] = "/tmp/hrdim-npy-XXXXXX";
static char path[128], other[128];

static void put(const void *bytes, size_t size) {
    FILE *f = fopen(path, "wb");
    if (!f || fwrite(bytes, 1, size, f) != size || fclose(f))
        exit(99);
}

/* A file of the version with this dictionary and these bytes of numbers. */
static void put_npy(int version, const char *dictionary, const void *data, size_t size) {
    static unsigned char bytes[1 << 20];
    size_t length = strlen(dictionary), at = 8;
    memcpy(bytes, "\x93NUMPY", 6);
    bytes[6] = (unsigned char)version;
    bytes[7] = 0;
    for (int i = 0; i < (version == 1 ? 2 : 4); i++)
        bytes[at++] = (unsigned char)(length >> (8 * i));
    memcpy(bytes + at, dictionary, length);
    memcpy(bytes + at + length, data, size);
    put(bytes, at + length + size);
}

static void test_round_trip(void) {
    const hr_dtype types[] = {HR_FLOAT32, HR_FLOAT64, HR_INT8, HR_INT64};
    for (size_t t = 0; t < 4; t++)
        for (size_t rows = 1; rows < 40; rows += 19)
            for (size_t cols = 1; cols < 9; cols += 4) {
                hr_matrix a, b;
                OK(hr_matrix_init(&a, rows, cols, types[t]));
                unsigned char *bytes = a.any;
                size_t size = rows * cols * hr_dtype_size(types[t]);
                for (size_t i = 0; i < size; i++) /* small exponents: finite floats */
                    bytes[i] = (unsigned char)(i * 37 + 11) & 0x3f;
                OK(hr_npy_write(&a, path));
                OK(hr_npy_read(&b, path));
                CHECK(b.rows == rows && b.cols == cols && b.dtype == types[t] && !memcmp(a.any, b.any, size),
                      "%s %zu x %zu", hr_dtype_name(types[t]), rows, cols);
                FILE *f = fopen(path, "rb");
                fseek(f, 0, SEEK_END);
                long total = ftell(f);
                fclose(f);
                CHECK((total - (long)size) % 64 == 0, "numbers start at %ld, not a multiple of 64",
                      total - (long)size);
                hr_matrix_clear(&a);
                hr_matrix_clear(&b);
            }
}

/* The entries 1 -2 3 / -4 5 -6 in every type, byte order, array order and version. */
static void test_forms(void) {
    const struct {
        const char *descr;
        size_t size;
        hr_dtype dtype;
    } forms[] = {{"f2", 2, HR_FLOAT32}, {"f4", 4, HR_FLOAT32}, {"f8", 8, HR_FLOAT64}, {"i1", 1, HR_INT8},
                 {"i2", 2, HR_INT64},   {"i4", 4, HR_INT64},   {"i8", 8, HR_INT64}};
    const uint16_t half[] = {0x3c00, 0xc000, 0x4200, 0xc400, 0x4500, 0xc600};
    for (size_t k = 0; k < sizeof forms / sizeof *forms; k++)
        for (int big = 0; big < 2; big++)
            for (int fortran = 0; fortran < 2; fortran++)
                for (int version = 1; version <= 3; version++) {
                    unsigned char data[48];
                    size_t size = forms[k].size;
                    for (size_t at = 0; at < 6; at++) {
                        size_t row = fortran ? at % 2 : at / 3, col = fortran ? at / 2 : at % 3,
                               i = row * 3 + col;
                        int64_t value = (int64_t)(i + 1) * (i % 2 ? -1 : 1);
                        uint64_t word = (uint64_t)value;
                        float f = (float)value;
                        double d = (double)value;
                        if (k == 0)
                            word = half[i];
                        if (k == 1) {
                            uint32_t w;
                            memcpy(&w, &f, 4);
                            word = w;
                        }
                        if (k == 2)
                            memcpy(&word, &d, 8);
                        for (size_t b = 0; b < size; b++)
                            data[at * size + b] = (unsigned char)(word >> 8 * (big ? size - 1 - b : b));
                    }
                    char text[160];
                    snprintf(text, sizeof text,
                             "{'shape': (2, 3), \"descr\": '%c%s', 'fortran_order': %s}   \n",
                             size == 1 ? '|'
                             : big     ? '>'
                                       : '<',
                             forms[k].descr, fortran ? "True" : "False");
                    put_npy(version, text, data, 6 * size);
                    hr_matrix m = {0};
                    OK(hr_npy_read(&m, path));
                    CHECK(m.rows == 2 && m.cols == 3 && m.dtype == forms[k].dtype, "%s version %d", text,
                          version);
                    for (size_t i = 0; i < 6 && m.rows; i++)
                        CHECK(hr_matrix_get_d(&m, i / 3, i % 3) == (double)(i + 1) * (i % 2 ? -1 : 1),
                              "%s version %d: entry %zu is %g", text, version, i,
                              hr_matrix_get_d(&m, i / 3, i % 3));
                    hr_matrix_clear(&m);
                }
}

static void test_unsigned(void) {
    const unsigned char data[8] = {255, 254, 253, 252, 251, 250, 249, 127};
    hr_matrix m;
    put_npy(1, "{'descr': '|u1', 'fortran_order': False, 'shape': (1, 8), }\n", data, 8);
    OK(hr_npy_read(&m, path));
    CHECK(m.dtype == HR_INT64 && m.i64[0] == 255 && m.i64[7] == 127, "u1");
    hr_matrix_clear(&m);
    put_npy(1, "{'descr': '<u2', 'fortran_order': False, 'shape': (1L, 4L), }\n", data, 8);
    OK(hr_npy_read(&m, path));
    CHECK(m.i64[0] == 0xfeff && m.i64[3] == 0x7ff9, "u2");
    hr_matrix_clear(&m);
    put_npy(1, "{'descr': '<u4', 'fortran_order': False, 'shape': (1, 2), }\n", data, 8);
    OK(hr_npy_read(&m, path));
    CHECK(m.i64[0] == 0xfcfdfeff, "u4");
    hr_matrix_clear(&m);
    put_npy(1, "{'descr': '<u8', 'fortran_order': False, 'shape': (1, 1), }\n", data, 8);
    OK(hr_npy_read(&m, path));
    CHECK(m.i64[0] == 0x7ff9fafbfcfdfeff, "u8");
    hr_matrix_clear(&m);
    put_npy(1, "{'descr': '>u8', 'fortran_order': False, 'shape': (1, 1), }\n", data, 8);
    FAILS(hr_npy_read(&m, path), "row 0, column 0 (counted from 0) is larger than int64");
}

/* Every finite binary16: sign (1 + f/1024) 2^(e-15), or sign f/1024 2^-14 below. */
static void test_half(void) {
    static uint16_t all[63488];
    size_t count = 0;
    for (uint32_t w = 0; w < 65536; w++)
        if ((w >> 10 & 31) != 31)
            all[count++] = (uint16_t)w;
    CHECK(count == 63488, "%zu", count);
    hr_matrix m = {0};
    put_npy(1, "{'descr': '<f2', 'fortran_order': False, 'shape': (248, 256), }\n", all, sizeof all);
    OK(hr_npy_read(&m, path));
    for (size_t i = 0; i < count && m.f32; i++) {
        unsigned e = all[i] >> 10 & 31, f = all[i] & 1023;
        double want = e ? (1 + f / 1024.0) * pow(2, (double)e - 15) : f / 1024.0 * pow(2, -14);
        CHECK(m.f32[i] == (float)(all[i] >> 15 ? -want : want), "half 0x%04x is %a", all[i], m.f32[i]);
    }
    CHECK(m.f32 && m.f32[1] == 0x1p-24f && m.f32[0x7bff] == 65504.0f && signbit(m.f32[31744]),
          "known values");
    hr_matrix_clear(&m);
    all[500] = 0x7e00;
    put_npy(1, "{'descr': '<f2', 'fortran_order': False, 'shape': (248, 256), }\n", all, sizeof all);
    FAILS(hr_npy_read(&m, path), "NaN in row 1, column 244");
    all[500] = 0xfc00;
    put_npy(1, "{'descr': '<f2', 'fortran_order': True, 'shape': (248, 256), }\n", all, sizeof all);
    FAILS(hr_npy_read(&m, path), "infinity in row 4, column 2");
}

static void refuse(const char *dictionary, const char *message) {
    const unsigned char data[24] = {0};
    hr_matrix m;
    put_npy(1, dictionary, data, sizeof data);
    FAILS(hr_npy_read(&m, path), message);
    CHECK(!m.rows && !m.any, "something was left after: %s", message);
    CHECK(strstr(hr_error(), path) == hr_error(), "the message does not begin with the file: %s", hr_error());
}

static void test_refusals(void) {
    hr_matrix m;
    refuse("{'descr': '<f4', 'fortran_order': False, 'shape': (3, 3), }\n",
           "truncated: shape 3 x 3 needs 36 bytes");
    refuse("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 2), }\n",
           "too long: shape 2 x 2 needs 16 bytes");
    refuse("{'descr': '<f4', 'fortran_order': False, 'shape': (6,), }\n", "has 1 dimension;");
    refuse("{'descr': '<f4', 'fortran_order': False, 'shape': (), }\n", "has 0 dimensions;");
    refuse("{'descr': '<f4', 'fortran_order': False, 'shape': (1, 2, 3), }\n", "has 3 dimensions;");
    refuse("{'descr': '|O', 'fortran_order': False, 'shape': (2, 3), }\n", "pickled Python objects");
    refuse("{'descr': '<c8', 'fortran_order': False, 'shape': (1, 3), }\n", "dtype '<c8' is not supported");
    refuse("{'descr': '<f16', 'fortran_order': False, 'shape': (1, 1), }\n", "dtype '<f16' is not supported");
    refuse("{'descr': '<f1', 'fortran_order': False, 'shape': (1, 1), }\n", "dtype '<f1' is not supported");
    refuse("{'descr': '|b1', 'fortran_order': False, 'shape': (4, 6), }\n", "dtype '|b1' is not supported");
    refuse("{'descr': '|f4', 'fortran_order': False, 'shape': (2, 3), }\n", "dtype '|f4' is not supported");
    refuse("{'descr': '', 'fortran_order': False, 'shape': (2, 3), }\n", "dtype '' is not supported");
    refuse("{'descr': '<', 'fortran_order': False, 'shape': (2, 3), }\n", "dtype '<' is not supported");
    refuse("{'descr': '<f', 'fortran_order': False, 'shape': (2, 3), }\n", "dtype '<f' is not supported");
    refuse("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (2, 3), }\n", "named fields");
    refuse("{'descr': 4, 'fortran_order': False, 'shape': (2, 3), }\n", "'descr' is no dtype");
    refuse("{'descr': '<f4', 'fortran_order': 0, 'shape': (2, 3), }\n", "neither True nor False");
    refuse("{'descr': '<f4', 'fortran_order': False, 'shape': 6, }\n", "'shape' is no tuple");
    refuse("{'descr': '<f4', 'fortran_order': False, 'shape': (2 3), }\n", "lacks a comma");
    refuse("{'descr': '<f4', 'fortran_order': False, 'shape': (-2, 3), }\n", "no whole number");
    refuse("{'descr': '<f4', 'fortran_order': False, 'shape': (0, 3), }\n", "is empty (shape 0 x 3)");
    refuse("{'descr': '<f4', 'fortran_order': False, 'shape': (3, 0), }\n", "is empty");
    refuse("{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999999, 3), }\n",
           "larger than memory");
    refuse("{'descr': '<f4', 'fortran_order': False, 'shape': (4294967296, 4294967296), }\n",
           "larger than memory");
    refuse("{'descr': '<f8', 'fortran_order': False, 'shape': (4611686018427387904, 1), }\n",
           "larger than memory");
    refuse("{'descr': '<f4', 'fortran_order': False, 'shape': (1000000000000, 4), }\n",
           "truncated: shape 1000000000000");
    refuse("{'descr': '<f4', 'fortran_order': False}\n", "lacks 'shape'");
    refuse("{'fortran_order': False, 'shape': (2, 3)}\n", "lacks 'descr'");
    refuse("{'descr': '<f4', 'shape': (2, 3)}\n", "lacks 'fortran_order'");
    refuse("{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (2, 3)}\n",
           "'descr' is unknown or given twice");
    refuse("{'descr': '<f4', 'colour': 3, 'fortran_order': False, 'shape': (2, 3)}\n", "'colour' is unknown");
    refuse("{'descr': '<f4' 'fortran_order': False, 'shape': (2, 3)}\n", "a comma was expected");
    refuse("{'descr' '<f4', 'fortran_order': False, 'shape': (2, 3)}\n", "a colon was expected");
    refuse("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3)} x\n", "something follows");
    refuse("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), ", "a key was expected");
    refuse("[1, 2]\n", "a dictionary was expected");
    refuse("", "a dictionary was expected");

    put("", 0);
    FAILS(hr_npy_read(&m, path), "is not a .npy file");
    put("\x93NUM", 4);
    FAILS(hr_npy_read(&m, path), "ends inside its .npy header");
    put("\x93NUMPY\x01\x00\x40", 9);
    FAILS(hr_npy_read(&m, path), "ends inside its .npy header");
    put("\x93NUMPY\x01\x00\x40\x00{'descr'", 18);
    FAILS(hr_npy_read(&m, path), "ends inside its .npy header");
    put("\x93NUMPY\x04\x00\x40\x00\x00\x00", 12);
    FAILS(hr_npy_read(&m, path), "version 4.0 is unknown");
    put("\x93NUMPY\x02\x00\xff\xff\xff\x7f", 12);
    FAILS(hr_npy_read(&m, path), "claims 2147483647 bytes");
    put("\x93NUMPY\x01\x00\x04\x00{\0}\n", 14);
    FAILS(hr_npy_read(&m, path), "NUL byte");
    put("hello, this is text", 19);
    FAILS(hr_npy_read(&m, path), "is not a .npy file");
    FAILS(hr_npy_read(&m, folder), "is not a file");
    FAILS(hr_npy_read(&m, "/nowhere/x.npy"), "/nowhere/x.npy: No such file");

    OK(hr_matrix_init(&m, 1, 1, HR_BIGINT));
    FAILS(hr_npy_write(&m, path), "cannot hold integers of any size");
    hr_matrix_clear(&m);
    OK(hr_matrix_init(&m, 1, 1, HR_INT8));
    snprintf(other, sizeof other, "%s/none/x.npy", folder);
    FAILS(hr_npy_write(&m, other), "make the folder first");
    hr_matrix_clear(&m);
}

/* NumPy reads what we write, and we read what NumPy writes. */
static void test_numpy(void) {
    const char *python = !system("/usr/bin/python3 -c 'import numpy' 2>/dev/null") ? "/usr/bin/python3"
                         : !system("python3 -c 'import numpy' 2>/dev/null")        ? "python3"
                                                                                   : NULL;
    if (!python) {
        printf("skipped: the comparison with NumPy: apt-get install python3-numpy\n");
        return;
    }
    char command[2048];
    const hr_dtype types[] = {HR_FLOAT32, HR_FLOAT64, HR_INT8, HR_INT64};
    for (size_t t = 0; t < 4; t++) {
        hr_matrix m;
        OK(hr_matrix_init(&m, 17, 5, types[t]));
        for (size_t i = 0; i < 85; i++) {
            int value = (int)(i * 3) - 127;
            if (t == 0)
                m.f32[i] = (float)value / 4;
            if (t == 1)
                m.f64[i] = value / 4.0;
            if (t == 2)
                m.i8[i] = (int8_t)value;
            if (t == 3)
                m.i64[i] = value * INT64_C(1000000000000);
        }
        OK(hr_npy_write(&m, path));
        snprintf(command, sizeof command,
                 "%s -c \"import numpy as n; a = n.load('%s'); w = n.arange(85).reshape(17, 5) * 3 - 127; "
                 "assert a.dtype == '%s' and (a == w * %s).all()\"",
                 python, path, hr_dtype_name(types[t]),
                 t < 2    ? "0.25"
                 : t == 2 ? "1"
                          : "10**12");
        CHECK(!system(command), "NumPy disagrees: %s", command);
        hr_matrix_clear(&m);
    }
    snprintf(command, sizeof command,
             "%s -W ignore -c \"import numpy as n\n"
             "for k, t in enumerate('<f2 >f2 <f4 >f4 <f8 >f8 <i1 >i2 <i4 >i8 <u2'.split()):\n"
             " for o in range(2):\n"
             "  for v in 1, 2, 3:\n"
             "   a = (n.arange(91).reshape(13, 7) * (1 if k == 10 else -1)).astype(t, order='CF'[o])\n"
             "   n.lib.format.write_array(open('%s/%%d-%%d-%%d.npy' %% (k, o, v), 'wb'), a, (v, 0))\"",
             python, folder);
    CHECK(!system(command), "%s", command);
    for (int k = 0; k < 11; k++)
        for (int order = 0; order < 2; order++)
            for (int version = 1; version <= 3; version++) {
                hr_matrix m = {0};
                snprintf(other, sizeof other, "%s/%d-%d-%d.npy", folder, k, order, version);
                OK(hr_npy_read(&m, other));
                for (size_t i = 0; i < 91 && m.rows == 13; i++)
                    CHECK(hr_matrix_get_d(&m, i / 7, i % 7) == (double)i * (k == 10 ? 1 : -1),
                          "%s: entry %zu", other, i);
                CHECK(m.rows == 13 && m.cols == 7, "%s", other);
                hr_matrix_clear(&m);
            }
    snprintf(command, sizeof command,
             "%s -c \"import numpy as n; a = n.arange(65536, dtype='u2').view('f2'); a = "
             "a[n.isfinite(a)].reshape(248, 256); "
             "n.save('%s/half.npy', a); n.save('%s/single.npy', a.astype('f4'))\"",
             python, folder, folder);
    CHECK(!system(command), "%s", command);
    hr_matrix half = {0}, single = {0};
    snprintf(other, sizeof other, "%s/half.npy", folder);
    OK(hr_npy_read(&half, other));
    snprintf(other, sizeof other, "%s/single.npy", folder);
    OK(hr_npy_read(&single, other));
    CHECK(half.rows == 248 && single.rows == 248 && !memcmp(half.f32, single.f32, 63488 * sizeof(float)),
          "float16 converted otherwise than by NumPy");
    hr_matrix_clear(&half);
    hr_matrix_clear(&single);
}

int main(void) {
    if (!mkdtemp(folder))
        return 99;
    snprintf(path, sizeof path, "%s/a.npy", folder);
    RUN(test_round_trip);
    RUN(test_forms);
    RUN(test_unsigned);
    RUN(test_half);
    RUN(test_refusals);
    RUN(test_numpy);
    char command[64];
    snprintf(command, sizeof command, "rm -r %s", folder);
    return system(command) || hr_test_end();
}
