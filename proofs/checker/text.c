/* Words, counts, numbers: one spelling of each. */
#include "checker.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>
int hv_peek(hv_text *t) {
    if (t->at == t->got) {
        t->at = 0;
        t->got = fread(t->bytes, 1, sizeof t->bytes, t->file);
        if (ferror(t->file)) hv_end(t, HV_UNREAD, "cannot read: %s", strerror(errno));
        if (!t->certificate) hv_sha256_add(&t->hash, t->bytes, t->got);
    }
    return t->got ? t->bytes[t->at] : EOF;
}

int hv_byte(hv_text *t) {
    int byte = hv_peek(t);
    if (byte <= 0) hv_wrong(t, byte ? "the file ends too early" : "a NUL byte");
    t->at++;
    t->line += byte == '\n';
    if (t->line < 3 || t->line > 4) return byte;
    t->claim = hv_grow(t->claim, &t->claim_room, t->claimed + 2, 1);
    t->claim[t->claimed++] = (char)byte;
    t->claim[t->claimed] = '\0';
    return byte;
}

void hv_expect(hv_text *t, const char *before) {
    for (const char *b = before; *b; b++, hv_byte(t)) {
        const char *what = *b == '\n' ? "the end of the line" : *b == ' ' ? "a blank" : before + (*before == '\n');
        if (hv_peek(t) != (unsigned char)*b) hv_wrong(t, "missing: %.*s", (int)strcspn(what, "\n"), what);
    }
}

const char *hv_word(hv_text *t, const char *before) {
    size_t used = 0;
    hv_expect(t, before);
    for (int byte; (byte = hv_peek(t)) > ' ' && byte < 0x7f && byte != '/' && byte != ':'; used++) {
        if (used == 1 << 18) hv_limit(t, "a word of more than 2^18 bytes");
        t->word = hv_grow(t->word, &t->word_room, used + 2, 1);
        t->word[used] = (char)hv_byte(t);
    }
    if (!used) hv_wrong(t, "missing: a word");
    t->word[used] = '\0';
    return t->word;
}

static size_t decimal(hv_text *t, const char *digits, size_t least, size_t most) {
    size_t length = strspn(digits, "0123456789"), count = length < 20 ? strtoull(digits, NULL, 10) : SIZE_MAX;
    if (!length || digits[length] || (*digits == '0' && length > 1) || count < least || count > most)
        hv_wrong(t, "'%.40s' must be a count from %zu to %zu", digits, least, most);
    return count;
}
size_t hv_count(hv_text *t, const char *before, size_t l, size_t m) { return decimal(t, hv_word(t, before), l, m); }
size_t hv_head(hv_text *t, const char *before, uint32_t lines, size_t least, size_t most) {
    hv_count(t, before, lines, lines);
    if ((least = hv_count(t, " ", least, most)) > 1 << 20) hv_limit(t, "more than 2^20 dimensions");
    return least;
}

uint32_t *hv_list(hv_text *t, const char *head, size_t below, uint32_t *count) {
    *count = (uint32_t)hv_count(t, head, 1, below);
    uint32_t *list = hv_alloc(*count, sizeof *list);
    for (uint32_t i = 0; i < *count; i++)
        list[i] = (uint32_t)hv_count(t, i ? " " : "\n", i ? list[i - 1] + 1 : 0, below - 1);
    return list;
}

void hv_number(hv_text *t, const char *before, mpq_t number) {
    hv_word(t, before);
    char *digits = t->word + (*t->word == '-');
    size_t length = strspn(digits, "0123456789abcdef"), power = 0;
    bool fraction = digits[length];
    if (!length || (*digits == '0' && t->word[1]) || (fraction && strncmp(digits + length, "p-", 2)))
        hv_wrong(t, "'%.40s' is no number, or not its only spelling", t->word);
    if (fraction) power = decimal(t, digits + length + 2, 1, INT64_MAX);
    if (power > 1 << 16) hv_limit(t, "a number divided by more than 2^65536");
    digits[length] = '\0';
    mpz_set_str(mpq_numref(number), t->word, 16);
    mpz_set_ui(mpq_denref(number), 1);
    if (fraction && mpz_even_p(mpq_numref(number))) hv_wrong(t, "a fraction has a shorter spelling");
    mpq_div_2exp(number, number, power);
}

int64_t hv_integer(hv_text *t, const char *before) {
    mpq_t number;
    mpq_init(number);
    hv_number(t, before, number);
    if (mpz_cmp_ui(mpq_denref(number), 1)) hv_wrong(t, "a fraction where an integer is asked for");
    if (mpz_sizeinbase(mpq_numref(number), 2) > 60) hv_limit(t, "a point, end or weight of more than 60 bits");
    int64_t value = mpz_get_si(mpq_numref(number));
    mpq_clear(number);
    return value;
}
mpq_t *hv_rationals(size_t count) {
    mpq_t *list = hv_alloc(count, sizeof *list);
    for (size_t i = 0; i < count; i++) mpq_init(list[i]);
    return list;
}
void hv_inner(mpq_t sum, mpq_t *a, mpq_t *b, size_t columns) {
    mpq_t term;
    mpq_init(term);
    mpq_set_ui(sum, 0, 1);
    for (size_t k = 0; k < columns; k++) mpq_mul(term, a[k], b[k]), mpq_add(sum, sum, term);
    mpq_clear(term);
}
mpq_t *hv_vector(hv_text *t, const char *before, mpq_t *vector, size_t columns) {
    if (!vector) vector = hv_rationals(columns);
    for (size_t k = 0; k < columns; k++) hv_number(t, k ? " " : before, vector[k]);
    return vector;
}
