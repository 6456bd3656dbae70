#include "embedding/exact_reader.h"

#include "base/memory.h"
#include "base/text.h"

#include <errno.h>
#include <string.h>

hr_status hr_reader_fail(const hr_reader *r, uint64_t line, const char *what) {
    return hr_fail(HR_EINPUT, "%s: line %llu: %s; write it again with hrdim embed", r->path,
                   (unsigned long long)line, what);
}

/* The next character without taking it; EOF at the end of the file. */
int hr_reader_peek(hr_reader *r) {
    if (r->at == r->end) {
        r->at = 0;
        r->end = fread(r->buffer, 1, HR_READER_BUFFER, r->file);
        if (!r->end)
            return EOF;
    }
    return (unsigned char)r->buffer[r->at];
}

static hr_status unexpected(hr_reader *r, const char *wanted) {
    char text[128];
    int c = hr_reader_peek(r);
    if (c == EOF && ferror(r->file))
        return hr_fail(HR_EIO, "%s: cannot read: %s", r->path, strerror(errno ? errno : EIO));
    if (c == EOF)
        snprintf(text, sizeof text, "truncated: %s was expected", wanted);
    else if (c == '\n')
        snprintf(text, sizeof text, "the line ends where %s was expected", wanted);
    else
        snprintf(text, sizeof text, "byte 0x%02x where %s was expected", (unsigned)c, wanted);
    return hr_reader_fail(r, r->line, text);
}

hr_status hr_reader_take(hr_reader *r, char c, const char *wanted) {
    if (hr_reader_peek(r) != c)
        return unexpected(r, wanted);
    r->at++;
    r->line += c == '\n';
    return HR_OK;
}

/* Printable characters up to a blank (or the line's end, with `whole`). */
hr_status hr_reader_word(hr_reader *r, bool whole, const char *wanted) {
    const unsigned char least = whole ? 0x20 : 0x21;
    r->length = 0;
    while (hr_reader_peek(r) != EOF) {
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

hr_status hr_reader_expect(hr_reader *r, const char *word, const char *wanted) {
    uint64_t line = r->line;
    hr_status status = hr_reader_word(r, false, wanted);
    if (status != HR_OK || !strcmp(r->word, word))
        return status;
    char text[128];
    snprintf(text, sizeof text, "'%.40s' where %s was expected", r->word, wanted);
    return hr_reader_fail(r, line, text);
}

/* " N", decimal; a number has one spelling, so no leading zeros */
hr_status hr_reader_count(hr_reader *r, uint64_t high, const char *wanted, uint64_t *count) {
    hr_status status = hr_reader_take(r, ' ', "a blank");
    if (status == HR_OK)
        status = hr_reader_word(r, false, wanted);
    if (status != HR_OK)
        return status;
    if (*r->word != '0' && hr_parse_u64(r->word, 1, high, count))
        return HR_OK;
    char text[128];
    snprintf(text, sizeof text,
             "%s is '%.40s'; it must be a whole number from 1, and no more than the file can hold", wanted,
             r->word);
    return hr_reader_fail(r, r->line, text);
}

static int digit(char c) {
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The word as it was written: an optional sign, lower-case digits, no leading zeros, no minus zero. */
static hr_status check_hex(const hr_reader *r) {
    const char *d = r->word + (*r->word == '-');
    bool good = digit(*d) > 0 || !strcmp(r->word, "0");
    for (const char *c = d; *c && good; c++)
        good = digit(*c) >= 0;
    if (good)
        return HR_OK;
    char text[128];
    snprintf(text, sizeof text, "'%.40s' is not a hexadecimal integer", r->word);
    return hr_reader_fail(r, r->line, text);
}

hr_status hr_reader_i64(hr_reader *r, int64_t low, int64_t high, int64_t *value) {
    hr_status status = hr_reader_word(r, false, "a hexadecimal integer");
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
    return hr_reader_fail(r, r->line, text);
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

hr_status hr_reader_big(hr_reader *r, mpz_t value) {
    hr_status status = hr_reader_word(r, false, "a hexadecimal integer");
    if (status == HR_OK)
        status = check_hex(r);
    if (status == HR_OK)
        set_hex(value, r->word, r->length);
    return status;
}
