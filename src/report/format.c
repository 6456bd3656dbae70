#include "report/format.h"

#include "base/memory.h"
#include "base/outfile.h"
#include "report/tabulate.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* One page size, one font size and one line width for every figure: 7 x 4.2 inches, two columns of a paper.
 * Their texts are 8.5 points there, in LaTeX the paper's own 10. */
const hr_format hr_formats[] = {
    {.name = "pdf",
     .help = "figure: vectors for papers",
     .file = ".pdf",
     .terminal = "pdfcairo noenhanced color font 'sans,8.5' fontscale 1 linewidth 1.3 pointscale 0.6",
     .unit = "in",
     .width = 7,
     .height = 4.2,
     .begins = "%PDF",
     .ends = "%%EOF"},
    {.name = "svg",
     .help = "figure: vectors for pages",
     .file = ".svg",
     .terminal = "svg noenhanced dynamic font 'sans-serif,14' linewidth 1.3 background '#ffffff'",
     .unit = "",
     .width = 840,
     .height = 504,
     .begins = "<?xml",
     .ends = "</svg>"},
    {.name = "png",
     .help = "figure: 240 dots an inch",
     .file = ".png",
     .terminal = "pngcairo noenhanced color font 'sans,12' fontscale 2.36 linewidth 2.5 pointscale 1.7",
     .unit = "",
     .width = 1680,
     .height = 1008,
     .begins = "\211PNG",
     .ends = "IEND"},
    {.name = "tex",
     .help = "figure: cairolatex, texts in the paper's font; \\input NAME-latex.tex",
     .file = "-latex.tex",
     .terminal = "cairolatex pdf colortext font ',10' linewidth 1.3 pointscale 0.6",
     .unit = "in",
     .width = 7,
     .height = 4.2,
     .also = "-latex.pdf",
     .begins = "",
     .ends = "\\endgroup"},
    {.name = "latex",
     .help = "table: LaTeX with booktabs; \\input NAME-table.tex",
     .file = "-table.tex",
     .write = hr_grid_latex},
    {.name = "markdown", .help = "table: Markdown", .file = "-table.md", .write = hr_grid_markdown},
    {.name = "csv", .help = "table: CSV (RFC 4180)", .file = "-table.csv", .write = hr_grid_csv},
    {0},
};

const hr_format *hr_format_find(const char *name) {
    for (const hr_format *f = hr_formats; f->name; f++)
        if (!strcmp(f->name, name))
            return f;
    return NULL;
}

void hr_format_list(char *out, size_t size) {
    size_t used = 0;
    for (const hr_format *f = hr_formats; f->name && used < size; f++)
        used += (size_t)snprintf(out + used, size - used, "%s, ", f->name);
    if (used < size)
        snprintf(out + used, size - used, "all");
}

void hr_format_size(char *out, size_t size, const hr_format *f, double height) {
    double tall = f->height * height;
    snprintf(out, size, "%g%s,%.6g%s", f->width, f->unit, *f->unit ? tall : floor(tall + 0.5), f->unit);
}

hr_status hr_format_write(const char *folder, const char *name, const char *ending, const char *bytes,
                          size_t length) {
    size_t size = strlen(folder) + strlen(name) + strlen(ending) + 2;
    char *path = hr_alloc(size, 1, "a file name");
    if (!path)
        return HR_ENOMEM;
    snprintf(path, size, "%s/%s%s", folder, name, ending);
    hr_outfile out;
    hr_status status = hr_outfile_open(&out, path);
    if (status == HR_OK) {
        fwrite(bytes, 1, length, out.stream);
        status = hr_outfile_commit(&out);
    }
    free(path);
    return status;
}
