#include "embedding/exact.h"

#include "base/memory.h"
#include "base/text.h"
#include "embedding/integers.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { BUFFER = 1 << 16, MOST_ORIGIN = 255 };

typedef struct {
    const char *path;
    FILE *file;
    uint64_t size; /* of the file: no count in it may promise more */
    uint64_t line; /* of the character to come, from 1 */
    size_t at, end;
    char *word; /* the last one, NUL-terminated */
    size_t length, capacity;
    char buffer[BUFFER];
} reader;

static hr_status bad(const reader *r, uint64_t line, const char *what) {
    return hr_fail(HR_EINPUT, "%s: line %llu: %s; write it again with hrdim embed", r->path,
                   (unsigned long long)line, what);
}

/* The next character without taking it; EOF at the end of the file. */
static int peek(reader *r) {
    if (r->at == r->end) {
        r->at = 0;
        r->end = fread(r->buffer, 1, BUFFER, r->file);
        if (!r->end)
            return EOF;
    }
    return (unsigned char)r->buffer[r->at];
}

static hr_status unexpected(reader *r, const char *wanted) {
    char text[128];
    int c = peek(r);
    if (c == EOF && ferror(r->file))
        return hr_fail(HR_EIO, "%s: cannot read: %s", r->path, strerror(errno ? errno : EIO));
    if (c == EOF)
        snprintf(text, sizeof text, "truncated: %s was expected", wanted);
    else if (c == '\n')
        snprintf(text, sizeof text, "the line ends where %s was expected", wanted);
    else
        snprintf(text, sizeof text, "byte 0x%02x where %s was expected", (unsigned)c, wanted);
    return bad(r, r->line, text);
}

static hr_status take(reader *r, char c, const char *wanted) {
    if (peek(r) != c)
        return unexpected(r, wanted);
    r->at++;
    r->line += c == '\n';
    return HR_OK;
}

/* Printable characters up to a blank (or the line's end, with `whole`). */
static hr_status take_word(reader *r, bool whole, const char *wanted) {
    const unsigned char least = whole ? 0x20 : 0x21;
    r->length = 0;
    while (peek(r) != EOF) {
        size_t stop = r->at;
        while (stop < r->end && (unsigned char)r->buffer[stop] >= least)
            stop++;
        size_t part = stop - r->at;
        hr_status status = (hr_status)hr_grow(&r->word, &r->capacity, r->length + part + 1, 1, "a number");
        if (status != HR_OK)
            return status;
        memcpy(r->word + r->length, r->buffer + r->at, part);
        r->length += part;
        r->at = stop;
        if (stop < r->end)
            break;
    }
    if (!r->length)
        return unexpected(r, wanted);
    r->word[r->length] = '\0';
    return HR_OK;
}

static hr_status expect_word(reader *r, const char *word, const char *wanted) {
    uint64_t line = r->line;
    hr_status status = take_word(r, false, wanted);
    if (status != HR_OK || !strcmp(r->word, word))
        return status;
    char text[128];
    snprintf(text, sizeof text, "'%.40s' where %s was expected", r->word, wanted);
    return bad(r, line, text);
}

/* " N", decimal */
static hr_status take_count(reader *r, uint64_t high, const char *wanted, uint64_t *count) {
    hr_status status = take(r, ' ', "a blank");
    if (status == HR_OK)
        status = take_word(r, false, wanted);
    if (status != HR_OK)
        return status;
    if (hr_parse_u64(r->word, 1, high, count))
        return HR_OK;
    char text[128];
    snprintf(text, sizeof text,
             "%s is '%.40s'; it must be a whole number from 1, and no more than the file can hold", wanted,
             r->word);
    return bad(r, r->line, text);
}

static int digit(char c) {
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The word as it was written: an optional sign, lower-case digits, no leading zeros, no minus zero. */
static hr_status check_hex(const reader *r) {
    const char *d = r->word + (*r->word == '-');
    bool good = digit(*d) > 0 || !strcmp(r->word, "0");
    for (const char *c = d; *c && good; c++)
        good = digit(*c) >= 0;
    if (good)
        return HR_OK;
    char text[128];
    snprintf(text, sizeof text, "'%.40s' is not a hexadecimal integer", r->word);
    return bad(r, r->line, text);
}

static hr_status take_i64(reader *r, int64_t low, int64_t high, int64_t *value) {
    hr_status status = take_word(r, false, "a hexadecimal integer");
    if (status == HR_OK)
        status = check_hex(r);
    if (status != HR_OK)
        return status;
    bool negative = *r->word == '-';
    uint64_t magnitude = 0;
    bool fits = r->length - negative <= 16;
    for (const char *c = r->word + negative; *c && fits; c++)
        magnitude = magnitude << 4 | (uint64_t)digit(*c);
    if (fits && magnitude <= (uint64_t)INT64_MAX + negative) {
        *value = (int64_t)(negative ? -magnitude : magnitude);
        if (*value >= low && *value <= high)
            return HR_OK;
    }
    char text[128];
    snprintf(text, sizeof text, "%.40s is outside its type's range", r->word);
    return bad(r, r->line, text);
}

static hr_status read_plain_row(reader *r, hr_matrix *m, size_t row) {
    bool narrow = m->dtype == HR_INT8;
    for (size_t j = 0; j < m->cols; j++) {
        int64_t value;
        hr_status status = j ? take(r, ' ', "a blank") : HR_OK;
        if (status == HR_OK)
            status = take_i64(r, narrow ? INT8_MIN : INT64_MIN, narrow ? INT8_MAX : INT64_MAX, &value);
        if (status != HR_OK)
            return status;
        if (narrow)
            m->i8[row * m->cols + j] = (int8_t)value;
        else
            m->i64[row * m->cols + j] = value;
    }
    return take(r, '\n', "the end of the line");
}

/* The word that check_hex accepted, 16 digits to a limb from the last one on. */
static void set_hex(mpz_t value, const char *word, size_t length) {
    bool negative = *word == '-';
    size_t digits = length - negative, limbs = (digits + 15) / 16;
    mp_limb_t *limb = mpz_limbs_write(value, (mp_size_t)limbs);
    const char *end = word + length;
    for (size_t i = 0; i < limbs; i++) {
        size_t count = digits < 16 ? digits : 16;
        mp_limb_t number = 0;
        end -= count;
        for (size_t k = 0; k < count; k++)
            number = number << 4 | (mp_limb_t)digit(end[k]);
        limb[i] = number;
        digits -= count;
    }
    mpz_limbs_finish(value, negative ? -(mp_size_t)limbs : (mp_size_t)limbs);
}

static hr_status read_big_row(reader *r, hr_matrix *m, size_t row, mpz_t *entries) {
    for (size_t j = 0; j < m->cols; j++) {
        hr_status status = j ? take(r, ' ', "a blank") : HR_OK;
        if (status == HR_OK)
            status = take_word(r, false, "a hexadecimal integer");
        if (status == HR_OK)
            status = check_hex(r);
        if (status != HR_OK)
            return status;
        set_hex(entries[j], r->word, r->length);
    }
    hr_status status = take(r, '\n', "the end of the line");
    return status == HR_OK ? hr_bigint_append(m, row, entries) : status;
}

static hr_status read_big_rows(reader *r, hr_matrix *m) {
    mpz_t *entries = hr_alloc(m->cols, sizeof *entries, "a row of integers");
    if (!entries)
        return HR_ENOMEM;
    for (size_t j = 0; j < m->cols; j++)
        mpz_init(entries[j]);
    hr_status status = HR_OK;
    for (size_t i = 0; i < m->rows && status == HR_OK; i++)
        status = read_big_row(r, m, i, entries);
    for (size_t j = 0; j < m->cols; j++)
        mpz_clear(entries[j]);
    free(entries);
    return status;
}

static hr_status read_matrix(reader *r, hr_matrix *m, const char *name) {
    char wanted[64];
    snprintf(wanted, sizeof wanted, "'%s TYPE ROWS COLUMNS'", name);
    hr_status status = expect_word(r, name, wanted);
    if (status == HR_OK)
        status = take(r, ' ', wanted);
    if (status == HR_OK)
        status = take_word(r, false, wanted);
    if (status != HR_OK)
        return status;
    hr_dtype dtype = HR_INT8;
    while (dtype <= HR_BIGINT && strcmp(r->word, hr_dtype_name(dtype)))
        dtype++;
    if (dtype > HR_BIGINT)
        return bad(r, r->line, "the type is none of int8, int64 and bigint");
    uint64_t rows, cols;
    status = take_count(r, r->size / 2, "the number of rows", &rows); /* an entry has a digit and a blank */
    if (status == HR_OK)
        status = take_count(r, r->size / 2 / rows, "the number of columns", &cols);
    if (status == HR_OK)
        status = take(r, '\n', "the end of the line");
    if (status == HR_OK)
        status = hr_matrix_init(m, rows, cols, dtype);
    if (status != HR_OK || dtype == HR_BIGINT)
        return status == HR_OK ? read_big_rows(r, m) : status;
    for (size_t i = 0; i < rows && status == HR_OK; i++)
        status = read_plain_row(r, m, i);
    return status;
}

static hr_status read_points(reader *r, hr_structure *s) {
    s->point = hr_alloc(s->points, sizeof *s->point, "the points of an exact embedding");
    if (!s->point)
        return HR_ENOMEM;
    hr_status status = HR_OK;
    for (size_t i = 0; i < s->points && status == HR_OK; i++) {
        status = take_i64(r, INT64_MIN, INT64_MAX, s->point + i);
        if (status == HR_OK)
            status = take(r, '\n', "the end of the line");
    }
    return status;
}

static hr_status read_run(reader *r, hr_structure *s, size_t at, size_t *low_room, size_t *high_room) {
    hr_status status = (hr_status)hr_grow(&s->low, low_room, at + 1, sizeof *s->low, "the runs");
    if (status == HR_OK)
        status = (hr_status)hr_grow(&s->high, high_room, at + 1, sizeof *s->high, "the runs");
    if (status == HR_OK)
        status = take(r, ' ', "a blank");
    if (status == HR_OK)
        status = take_i64(r, INT64_MIN, INT64_MAX, s->low + at);
    if (status == HR_OK)
        status = take(r, ' ', "a blank");
    if (status == HR_OK)
        status = take_i64(r, INT64_MIN, INT64_MAX, s->high + at);
    if (status == HR_OK && s->low[at] >= s->high[at])
        return bad(r, r->line, "a run ends before it begins");
    return status;
}

static hr_status read_runs(reader *r, hr_structure *s) {
    size_t at = 0, low_room = 0, high_room = 0;
    s->run_start = hr_calloc(s->polynomials + 1, sizeof *s->run_start, "the runs");
    if (!s->run_start)
        return HR_ENOMEM;
    for (size_t i = 0; i < s->polynomials; i++) {
        int64_t count;
        hr_status status = take_i64(r, 0, (int64_t)(r->size / 4), &count);
        for (int64_t k = 0; k < count && status == HR_OK; k++)
            status = read_run(r, s, at++, &low_room, &high_room);
        if (status == HR_OK)
            status = take(r, '\n', "the end of the line");
        if (status != HR_OK)
            return status;
        s->run_start[i + 1] = at;
    }
    return HR_OK;
}

/* Counts that do not belong to the matrices would be read beyond their ends. */
static hr_status read_structure(reader *r, hr_embedding *out) {
    hr_structure *s = &out->structure;
    const char *wanted = "'structure none', 'structure moment' or 'structure runs'";
    hr_status status = expect_word(r, "structure", wanted);
    if (status == HR_OK)
        status = take(r, ' ', wanted);
    if (status == HR_OK)
        status = take_word(r, false, wanted);
    if (status != HR_OK)
        return status;
    if (!strcmp(r->word, "none"))
        return take(r, '\n', "the end of the line");
    uint64_t points = 0, polynomials = 0;
    bool runs = !strcmp(r->word, "runs");
    if (!runs && strcmp(r->word, "moment"))
        return bad(r, r->line, "the structure is none of none, moment and runs");
    if (runs) {
        status = take(r, ' ', "primal or dual");
        if (status == HR_OK)
            status = take_word(r, false, "primal or dual");
        if (status != HR_OK)
            return status;
        s->dual = !strcmp(r->word, "dual");
        if (!s->dual && strcmp(r->word, "primal"))
            return bad(r, r->line, "the runs are neither primal nor dual");
    }
    status = take_count(r, r->size, "the number of points", &points);
    if (status == HR_OK && runs)
        status = take_count(r, r->size, "the number of polynomials", &polynomials);
    size_t want_points = runs && !s->dual ? out->queries.rows : out->docs.rows;
    size_t want_polynomials = !runs ? 0 : s->dual ? out->queries.rows : out->docs.rows;
    if (status == HR_OK && (points != want_points || polynomials != want_polynomials))
        return bad(r, r->line, "the structure and the matrices have different numbers of rows");
    if (status == HR_OK)
        status = take(r, '\n', "the end of the line");
    if (status != HR_OK)
        return status;
    s->kind = runs ? HR_RUNS_STRUCTURE : HR_MOMENT_STRUCTURE;
    s->points = points;
    s->polynomials = polynomials;
    status = read_points(r, s);
    return status == HR_OK && runs ? read_runs(r, s) : status;
}

static hr_status read_head(reader *r, hr_embedding *out) {
    hr_status status = take_word(r, true, "'" HR_EXACT_MAGIC "'");
    if (status == HR_OK && strcmp(r->word, HR_EXACT_MAGIC))
        return bad(r, r->line,
                   "is not an exact embedding of this version: '" HR_EXACT_MAGIC "' was expected");
    if (status == HR_OK)
        status = take(r, '\n', "the end of the line");
    if (status == HR_OK)
        status = expect_word(r, "origin", "'origin NAME'");
    if (status == HR_OK)
        status = take(r, ' ', "'origin NAME'");
    if (status != HR_OK)
        return status;
    bool empty = peek(r) == '\n';
    if (!empty && (status = take_word(r, true, "a name")) != HR_OK)
        return status;
    if (!empty && r->length > MOST_ORIGIN)
        return bad(r, r->line, "the origin is too long");
    if (!(out->origin = strdup(empty ? "" : r->word)))
        return hr_fail(HR_ENOMEM, "out of memory: a name");
    return take(r, '\n', "the end of the line");
}

static hr_status read_all(reader *r, hr_embedding *out) {
    hr_status status = read_head(r, out);
    if (status == HR_OK)
        status = read_matrix(r, &out->queries, "queries");
    if (status == HR_OK)
        status = read_matrix(r, &out->docs, "docs");
    if (status == HR_OK && out->queries.cols != out->docs.cols)
        return bad(r, r->line, "queries and docs have different numbers of columns");
    if (status == HR_OK)
        status = read_structure(r, out);
    if (status == HR_OK)
        status = expect_word(r, "end", "'end'");
    if (status == HR_OK)
        status = take(r, '\n', "the end of the line");
    if (status == HR_OK && peek(r) != EOF)
        status = bad(r, r->line, "something follows 'end'");
    return status;
}

hr_status hr_exact_read(hr_embedding *out, const char *path) {
    hr_embedding_init(out);
    struct stat info;
    reader *r = hr_alloc(1, sizeof *r, "a file buffer");
    if (!r)
        return HR_ENOMEM;
    *r = (reader){.path = path, .line = 1, .file = fopen(path, "rb")};
    hr_status status;
    if (!r->file || fstat(fileno(r->file), &info)) {
        status = hr_fail(HR_EIO, "%s: cannot open: %s", path, strerror(errno));
    } else if (!S_ISREG(info.st_mode)) {
        status = hr_fail(HR_EINPUT, "%s: is not a file; give one on disk", path);
    } else {
        r->size = (uint64_t)info.st_size;
        status = read_all(r, out);
    }
    if (r->file)
        fclose(r->file);
    free(r->word);
    free(r);
    if (status != HR_OK)
        hr_embedding_clear(out);
    return status;
}
