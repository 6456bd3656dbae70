/* [epoch:]upstream[-revision], compared part by part: deb-version(7), Debian Policy 5.6.12. */
#include "hierarchy/debian_version.h"

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/* A tilde sorts before the end of a part, the end before letters, letters before all else. */
static int rank(const char *at, const char *end) {
    if (at == end || is_digit(*at))
        return 0;
    if (*at == '~')
        return -1;
    bool letter = (*at >= 'a' && *at <= 'z') || (*at >= 'A' && *at <= 'Z');
    return (unsigned char)*at + (letter ? 0 : 256);
}

static int compare_text(const char **a, const char *a_end, const char **b, const char *b_end) {
    while ((*a < a_end && !is_digit(**a)) || (*b < b_end && !is_digit(**b))) {
        int order = rank(*a, a_end) - rank(*b, b_end);
        if (order)
            return order;
        ++*a;
        ++*b;
    }
    return 0;
}

/* Numbers of any length: without leading zeros the longer one is larger. */
static int compare_number(const char **a, const char *a_end, const char **b, const char *b_end) {
    int order = 0;
    while (*a < a_end && **a == '0')
        ++*a;
    while (*b < b_end && **b == '0')
        ++*b;
    for (; *a < a_end && *b < b_end && is_digit(**a) && is_digit(**b); ++*a, ++*b)
        if (!order)
            order = **a - **b;
    bool a_left = *a < a_end && is_digit(**a), b_left = *b < b_end && is_digit(**b);
    return a_left != b_left ? a_left - b_left : order;
}

/* A package without a version compares as one with an empty version. */
static hr_word text_of(hr_word version) {
    return version.text ? version : (hr_word){"", 0};
}

static int compare_part(hr_word a, hr_word b) {
    const char *x = a.text, *y = b.text, *x_end = x + a.length, *y_end = y + b.length;
    while (x < x_end || y < y_end) {
        int order = compare_text(&x, x_end, &y, y_end);
        if (!order)
            order = compare_number(&x, x_end, &y, y_end);
        if (order)
            return order;
    }
    return 0;
}

/* What stands before the first colon, taken off the version; empty without one. */
static hr_word take_epoch(hr_word *version) {
    const char *colon = memchr(version->text, ':', version->length);
    hr_word epoch = {"", 0};
    if (colon) {
        epoch = (hr_word){version->text, (size_t)(colon - version->text)};
        version->length -= epoch.length + 1;
        version->text = colon + 1;
    }
    return epoch;
}

/* What stands behind the last hyphen, taken off the version; empty without one. */
static hr_word take_revision(hr_word *version) {
    for (size_t i = version->length; i-- > 0;)
        if (version->text[i] == '-') {
            hr_word revision = {version->text + i + 1, version->length - i - 1};
            version->length = i;
            return revision;
        }
    return (hr_word){"", 0};
}

int hr_debian_version_compare(hr_word a, hr_word b) {
    a = text_of(a);
    b = text_of(b);
    hr_word a_epoch = take_epoch(&a), b_epoch = take_epoch(&b);
    int order = compare_part(a_epoch, b_epoch);
    if (order)
        return order;
    hr_word a_revision = take_revision(&a), b_revision = take_revision(&b);
    order = compare_part(a, b);
    return order ? order : compare_part(a_revision, b_revision);
}
