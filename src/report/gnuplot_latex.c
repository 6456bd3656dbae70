/* A script for cairolatex: its texts are set by LaTeX. */
#include "base/memory.h"
#include "report/gnuplot.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* Inside gnuplot's double quotes a backslash stands twice. */
static const char *const replaced[][2] = {
    {"\\\\", "\\\\textbackslash{}"},
    {"\\\"", "''"},
    {"\\n", "\\n"},
    {"_", "\\\\_"},
    {"%", "\\\\%"},
    {"&", "\\\\&"},
    {"#", "\\\\#"},
    {"$", "\\\\$"},
    {"{", "\\\\{"},
    {"}", "\\\\}"},
    {"~", "\\\\textasciitilde{}"},
    {"^", "\\\\textasciicircum{}"},
    {"±", "$\\\\pm$"},
    {"≥", "$\\\\ge$"},
    {"≤", "$\\\\le$"},
    {"×", "$\\\\times$"},
    {"²", "$^2$"},
    {"³", "$^3$"},
    {"…", "\\\\dots{}"},
    {"ε", "$\\\\varepsilon$"},
};

static const char *const *find(const char *at) {
    for (size_t i = 0; i < sizeof replaced / sizeof *replaced; i++)
        if (!strncmp(at, replaced[i][0], strlen(replaced[i][0])))
            return replaced[i];
    return NULL;
}

char *hr_gnuplot_latex(char *script) {
    char *out = NULL;
    size_t length = 0;
    FILE *stream = open_memstream(&out, &length);
    bool inside = false, ticks = false;
    for (const char *c = script; stream && *c;) {
        const char *const *other = inside ? find(c) : NULL;
        if (c == script || c[-1] == '\n')
            ticks = !strncmp(c, "set ytics (", 11) || !strncmp(c, "set xtics (", 11);
        if (ticks && inside &&
            !strncmp(c, "%%", 2)) { /* ticks are formats: one that is to be seen stands twice */
            fputs("\\\\%%", stream);
            c += 2;
            continue;
        }
        if (other) {
            fputs(other[1], stream);
            c += strlen(other[0]);
            continue;
        }
        if (*c == '"')
            inside = !inside;
        putc(*c++, stream);
    }
    free(script);
    bool bad = !stream || ferror(stream);
    if (stream && !fclose(stream) && !bad)
        return out;
    free(out);
    hr_fail(HR_ENOMEM, "out of memory: a figure");
    return NULL;
}
