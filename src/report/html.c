#include "report/html.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/* Bytes of the UTF-8 character at `at` that XML 1.0 (production 2) allows in a document; 0: none begins here.
 */
static unsigned character(const unsigned char *at) {
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    uint32_t code = at[0];
    unsigned length = 1;
    if (code >= 0xf0 && code < 0xf8)
        length = 4, code &= 0x07;
    else if (code >= 0xe0 && code < 0xf0)
        length = 3, code &= 0x0f;
    else if (code >= 0xc0 && code < 0xe0)
        length = 2, code &= 0x1f;
    else if (code >= 0x80)
        return 0;
    for (unsigned i = 1; i < length; i++) {
        if ((at[i] & 0xc0) != 0x80)
            return 0;
        code = code << 6 | (at[i] & 0x3f);
    }
    bool control = (code < 0x20 && code != '\t' && code != '\n') || (code >= 0x7f && code < 0xa0);
    bool bad = code < least[length] || (code >= 0xd800 && code < 0xe000) || code > 0x10ffff ||
               (code & 0xfffe) == 0xfffe;
    return control || bad ? 0 : length;
}

void hr_html_text(FILE *out, const char *text) {
    const unsigned char *at = (const unsigned char *)text;
    while (*at) {
        unsigned length = character(at);
        if (!length) {
            fputs("\xEF\xBF\xBD", out);
            at++;
            continue;
        }
        switch (*at) {
        case '&':
            fputs("&amp;", out);
            break;
        case '<':
            fputs("&lt;", out);
            break;
        case '>':
            fputs("&gt;", out);
            break;
        case '"':
            fputs("&quot;", out);
            break;
        case '\'':
            fputs("&#39;", out);
            break;
        default:
            fwrite(at, 1, length, out);
        }
        at += length;
    }
}

void hr_html(FILE *out, const char *markup, ...) {
    va_list args;
    va_start(args, markup);
    while (*markup) {
        size_t plain = strcspn(markup, "%");
        fwrite(markup, 1, plain, out);
        markup += plain;
        if (!strncmp(markup, "%s", 2)) {
            const char *text = va_arg(args, const char *);
            hr_html_text(out, text ? text : "");
            markup += 2;
        } else if (!strncmp(markup, "%zu", 3)) {
            fprintf(out, "%zu", va_arg(args, size_t));
            markup += 3;
        } else if (!strncmp(markup, "%d", 2)) {
            fprintf(out, "%d", va_arg(args, int));
            markup += 2;
        } else if (*markup) {
            putc('%', out);
            markup += markup[1] == '%' ? 2 : 1;
        }
    }
    va_end(args);
}

void hr_html_path(FILE *out, const char *path) {
    /* "./" before a first part with a colon, which would read as a scheme */
    if (strcspn(path, ":") < strcspn(path, "/"))
        fputs("./", out);
    for (; *path; path++) {
        unsigned char c = (unsigned char)*path;
        if (isascii(c) && (isalnum(c) || strchr("/-_.~", c)))
            putc(c, out);
        else
            fprintf(out, "%%%02X", c);
    }
}

void hr_html_id(char *out, size_t size, const char *name) {
    size_t i = 0;
    for (; name[i] && i + 1 < size; i++) {
        unsigned char c = (unsigned char)name[i];
        out[i] = isascii(c) && (isalnum(c) || c == '_') ? (char)c : '-';
    }
    if (size)
        out[i] = '\0';
}
