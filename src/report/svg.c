#include "report/svg.h"

#include "report/html.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void prefix(FILE *out, const char *name) {
    fputs("fig-", out);
    for (; *name; name++)
        putc(isalnum((unsigned char)*name) || *name == '-' ? *name : '_', out);
    putc('-', out);
}

static size_t starts(const char *at, const char *with) {
    size_t length = strlen(with);
    return strncmp(at, with, length) ? 0 : length;
}

/* Behind what begins at `at` an id follows. */
static size_t before_id(const char *at) {
    static const char *const known[] = {" id=\"", " id='", "href=\"#", "href='#", "url(#", "\tid='"};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (starts(at, known[i]))
            return starts(at, known[i]);
    return 0;
}

static void rewrite(FILE *out, const char *svg, const char *name, const char *title,
                    const char *description) {
    for (const char *c = svg; *c;) {
        size_t skip = before_id(c);
        const char *end;
        if (skip) {
            fwrite(c, 1, skip, out);
            prefix(out, name);
            c += skip;
        } else if (starts(c, "<svg")) {
            fputs("<svg role=\"img\" aria-labelledby=\"", out);
            prefix(out, name);
            fputs("title\"", out);
            c += 4;
        } else if (starts(c, "<title>Gnuplot</title>")) {
            fputs("<title id=\"", out);
            prefix(out, name);
            fputs("title\">", out);
            hr_html_text(out, title);
            fputs("</title>", out);
            c += strlen("<title>Gnuplot</title>");
        } else if (starts(c, "<desc>Produced by GNUPLOT") && (end = strstr(c, "</desc>"))) {
            fputs("<desc>", out);
            hr_html_text(out, description);
            c = end;
        } else if (starts(c, "<title>gnuplot_plot_") && (end = strstr(c, "</title>"))) {
            c = end + strlen("</title>");
        } else {
            putc(*c++, out);
        }
    }
}

hr_status hr_svg_own(char **svg, size_t *length, const char *name, const char *title,
                     const char *description) {
    char *own = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&own, &size);
    bool bad = !out;
    if (out) {
        rewrite(out, *svg, name, title, description);
        bad = ferror(out);
        bad = fclose(out) || bad;
    }
    if (bad) {
        free(own);
        return hr_fail(HR_ENOMEM, "out of memory: a figure");
    }
    free(*svg);
    *svg = own;
    *length = size;
    return HR_OK;
}
