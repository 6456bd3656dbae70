#include "embedding/writer.h"

#include "base/memory.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

hr_writer *hr_writer_new(FILE *stream) {
    hr_writer *w = hr_alloc(1, sizeof *w, "a file buffer");
    if (w) {
        w->stream = stream;
        w->bytes = w->used = 0;
        w->error = 0;
    }
    return w;
}

static void flush(hr_writer *w) {
    errno = 0;
    if (!w->error && fwrite(w->buffer, 1, w->used, w->stream) != w->used)
        w->error = errno ? errno : EIO;
    w->bytes += w->used;
    w->used = 0;
}

hr_status hr_writer_end(hr_writer *w, const char *path) {
    flush(w);
    int error = w->error;
    free(w);
    if (!error)
        return HR_OK;
    if (!strcmp(path, "-"))
        return hr_fail(HR_EIO, "standard output: cannot write: %s", strerror(error));
    return hr_fail(HR_EIO, "%s: cannot write: %s; nothing was changed", path, strerror(error));
}

void hr_put_char(hr_writer *w, char c) {
    if (w->used == HR_WRITER_BUFFER)
        flush(w);
    w->buffer[w->used++] = c;
}

void hr_put_text(hr_writer *w, const char *text) {
    while (*text)
        hr_put_char(w, *text++);
}

void hr_put_decimal(hr_writer *w, uint64_t number) {
    char digits[24];
    size_t at = sizeof digits;
    digits[--at] = '\0';
    do
        digits[--at] = (char)('0' + number % 10);
    while (number /= 10);
    hr_put_text(w, digits + at);
}

/* `digits` of the word, or without leading zeros for digits = 0. */
static void put_word(hr_writer *w, uint64_t word, int digits) {
    if (!digits)
        digits = word ? (67 - __builtin_clzll(word)) / 4 : 1;
    while (digits-- > 0)
        hr_put_char(w, "0123456789abcdef"[word >> (4 * digits) & 15]);
}

void hr_put_hex(hr_writer *w, uint64_t number) {
    put_word(w, number, 0);
}

void hr_put_i64(hr_writer *w, int64_t number) {
    if (number < 0)
        hr_put_char(w, '-');
    put_word(w, number < 0 ? -(uint64_t)number : (uint64_t)number, 0);
}

void hr_put_mpz(hr_writer *w, const mpz_t number) {
    size_t limbs = mpz_size(number);
    if (mpz_sgn(number) < 0)
        hr_put_char(w, '-');
    put_word(w, limbs ? mpz_getlimbn(number, (mp_size_t)limbs - 1) : 0, 0);
    for (size_t i = limbs; i-- > 1;)
        put_word(w, mpz_getlimbn(number, (mp_size_t)i - 1), 16);
}

void hr_put_points(hr_writer *w, const hr_structure *s) {
    for (size_t i = 0; i < s->points && !w->error; i++) {
        hr_put_i64(w, s->point[i]);
        hr_put_char(w, '\n');
    }
}

void hr_put_runs(hr_writer *w, const hr_structure *s, size_t i) {
    for (uint64_t r = s->run_start[i]; r < s->run_start[i + 1]; r++) {
        hr_put_char(w, ' ');
        hr_put_i64(w, s->low[r]);
        hr_put_char(w, ' ');
        hr_put_i64(w, s->high[r]);
    }
    hr_put_char(w, '\n');
}
