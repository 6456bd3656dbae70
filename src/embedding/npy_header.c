#include "embedding/npy_header.h"

#include "base/memory.h"

#include <ctype.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_HEADER = 65536 }; /* NumPy itself refuses more than 10000 unless told to trust the file */

static hr_status cut(const char *path, FILE *file) {
    if (ferror(file))
        return hr_fail(HR_EIO, "%s: cannot read", path);
    return hr_fail(HR_EINPUT, "%s: truncated: the file ends inside its .npy header; write it again", path);
}

/* The Python dictionary literal of the header, taken apart from left to right. */
typedef struct {
    const char *path;
    const char *at;
    bool has_descr, has_order, has_shape;
    hr_npy_header *out;
} parser;

static hr_status bad(const parser *p, const char *what) {
    return hr_fail(HR_EINPUT, "%s: the .npy header is damaged: %s, near '%.20s'", p->path, what, p->at);
}

static void blanks(parser *p) {
    while (*p->at == ' ' || *p->at == '\t' || *p->at == '\n')
        p->at++;
}

static bool take(parser *p, char c) {
    blanks(p);
    if (*p->at != c)
        return false;
    p->at++;
    return true;
}

/* A quoted string without escapes, copied to room. */
static bool quoted(parser *p, char *room, size_t size) {
    blanks(p);
    char quote = *p->at;
    if (quote != '\'' && quote != '"')
        return false;
    const char *end = strchr(p->at + 1, quote);
    if (!end || (size_t)(end - p->at) > size)
        return false;
    size_t length = (size_t)(end - p->at - 1);
    memcpy(room, p->at + 1, length);
    room[length] = '\0';
    p->at = end + 1;
    return true;
}

static hr_status unsupported(const parser *p, const char *descr) {
    return hr_fail(
        HR_EINPUT,
        "%s: dtype '%s' is not supported; use float16, float32, float64 or integers of 8 to 64 bits "
        "(array.astype('float32'))",
        p->path, descr);
}

static hr_status parse_descr(parser *p) {
    char descr[32];
    blanks(p);
    if (*p->at == '[')
        return hr_fail(HR_EINPUT, "%s: a structured dtype has named fields; save one plain array", p->path);
    if (!quoted(p, descr, sizeof descr))
        return bad(p, "'descr' is no dtype");
    const bool little = __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__;
    char order = descr[0], kind = order ? descr[1] : '\0';
    if (!strcmp(descr, "|O") || kind == 'O')
        return hr_fail(
            HR_EINPUT,
            "%s: dtype object holds pickled Python objects; save plain numbers (array.astype('float32'))",
            p->path);
    const char *digits = kind ? descr + 2 : "";
    size_t size = isdigit((unsigned char)*digits) ? strtoul(digits, NULL, 10) : 0;
    if (!strchr("<>|=", order) || !kind || !strchr("fiu", kind) || strlen(digits) != 1)
        return unsupported(p, descr);
    bool known =
        kind == 'f' ? size == 2 || size == 4 || size == 8 : size == 1 || size == 2 || size == 4 || size == 8;
    if (!known || (order == '|' && size != 1))
        return unsupported(p, descr);
    p->out->kind = kind;
    p->out->size = size;
    p->out->swapped = order == (little ? '>' : '<') && size > 1;
    p->has_descr = true;
    return HR_OK;
}

static hr_status parse_order(parser *p) {
    blanks(p);
    if (!strncmp(p->at, "True", 4)) {
        p->out->fortran = true;
        p->at += 4;
    } else if (!strncmp(p->at, "False", 5)) {
        p->out->fortran = false;
        p->at += 5;
    } else {
        return bad(p, "'fortran_order' is neither True nor False");
    }
    p->has_order = true;
    return HR_OK;
}

static hr_status parse_shape(parser *p) {
    size_t side[2] = {0, 0}, rank = 0;
    if (!take(p, '('))
        return bad(p, "'shape' is no tuple");
    while (!take(p, ')')) {
        if (rank && !take(p, ','))
            return bad(p, "'shape' lacks a comma");
        if (take(p, ')'))
            break;
        if (!isdigit((unsigned char)*p->at))
            return bad(p, "'shape' holds no whole number");
        size_t value = 0;
        for (; isdigit((unsigned char)*p->at); p->at++)
            if (__builtin_mul_overflow(value, (size_t)10, &value) ||
                __builtin_add_overflow(value, (size_t)(*p->at - '0'), &value))
                return hr_fail(HR_EINPUT, "%s: the shape is larger than memory can address", p->path);
        if (*p->at == 'L') /* Python 2 wrote (3L, 4L) */
            p->at++;
        if (rank < 2)
            side[rank] = value;
        rank++;
    }
    if (rank != 2)
        return hr_fail(HR_EINPUT,
                       "%s: the array has %zu dimension%s; an embedding has two: rows and coordinates",
                       p->path, rank, rank == 1 ? "" : "s");
    p->out->rows = side[0];
    p->out->cols = side[1];
    p->has_shape = true;
    return HR_OK;
}

static hr_status parse_pair(parser *p) {
    char key[32];
    if (!quoted(p, key, sizeof key))
        return bad(p, "a key was expected");
    if (!take(p, ':'))
        return bad(p, "a colon was expected");
    if (!strcmp(key, "descr") && !p->has_descr)
        return parse_descr(p);
    if (!strcmp(key, "fortran_order") && !p->has_order)
        return parse_order(p);
    if (!strcmp(key, "shape") && !p->has_shape)
        return parse_shape(p);
    return hr_fail(HR_EINPUT, "%s: the .npy header is damaged: key '%s' is unknown or given twice", p->path,
                   key);
}

static hr_status parse(parser *p) {
    if (!take(p, '{'))
        return bad(p, "a dictionary was expected");
    for (bool first = true; !take(p, '}'); first = false) {
        if (!first && !take(p, ','))
            return bad(p, "a comma was expected");
        if (take(p, '}'))
            break;
        hr_status status = parse_pair(p);
        if (status != HR_OK)
            return status;
    }
    blanks(p);
    if (*p->at)
        return bad(p, "something follows the dictionary");
    if (!p->has_descr || !p->has_order || !p->has_shape)
        return hr_fail(HR_EINPUT, "%s: the .npy header is damaged: it lacks '%s'", p->path,
                       !p->has_descr   ? "descr"
                       : !p->has_order ? "fortran_order"
                                       : "shape");
    if (!p->out->rows || !p->out->cols)
        return hr_fail(HR_EINPUT,
                       "%s: the array is empty (shape %zu x %zu); an embedding has rows and columns", p->path,
                       p->out->rows, p->out->cols);
    return HR_OK;
}

hr_status hr_npy_read_header(hr_npy_header *out, FILE *file, const char *path) {
    unsigned char start[8], bytes[4];
    memset(out, 0, sizeof *out);
    size_t got = fread(start, 1, sizeof start, file);
    if (memcmp(start, "\x93NUMPY", got < 6 ? got : 6) || !got)
        return ferror(file) ? cut(path, file)
                            : hr_fail(HR_EINPUT, "%s: is not a .npy file; write it with numpy.save", path);
    if (got < sizeof start)
        return cut(path, file);
    unsigned major = start[6], minor = start[7];
    if (major < 1 || major > 3 || minor)
        return hr_fail(HR_EINPUT, "%s: .npy version %u.%u is unknown; 1.0, 2.0 and 3.0 are read", path, major,
                       minor);
    size_t width = major == 1 ? 2 : 4, length = 0;
    if (fread(bytes, 1, width, file) != width)
        return cut(path, file);
    for (size_t i = width; i-- > 0;)
        length = length << 8 | bytes[i];
    if (length > MOST_HEADER)
        return hr_fail(HR_EINPUT, "%s: the .npy header claims %zu bytes, more than %d; the file is damaged",
                       path, length, MOST_HEADER);
    char *text = hr_alloc(length + 1, 1, "a .npy header");
    if (!text)
        return HR_ENOMEM;
    hr_status status;
    if (fread(text, 1, length, file) != length) {
        status = cut(path, file);
    } else {
        text[length] = '\0';
        parser p = {.path = path, .at = text, .out = out};
        status = strlen(text) == length ? parse(&p) : bad(&p, "it holds a NUL byte");
    }
    free(text);
    return status;
}
