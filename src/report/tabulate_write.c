/* A grid as LaTeX, Markdown and CSV. */
#include "report/tabulate.h"

#include <string.h>

static size_t characters(const char *text) {
    size_t count = 0;
    for (; *text; text++)
        count += ((unsigned char)*text & 0xC0) != 0x80; /* UTF-8 */
    return count;
}

/* Texts with other texts in their place. */
static void replaced(FILE *out, const char *text, const char *const (*list)[2]) {
    while (*text) {
        size_t i = 0;
        while (list[i][0] && strncmp(text, list[i][0], strlen(list[i][0])))
            i++;
        if (list[i][0]) {
            fputs(list[i][1], out);
            text += strlen(list[i][0]);
        } else {
            putc(*text++, out);
        }
    }
}

static void latex_text(FILE *out, const char *text) {
    static const char *const list[][2] = {{"\\", "\\textbackslash{}"},
                                          {"_", "\\_"},
                                          {"%", "\\%"},
                                          {"&", "\\&"},
                                          {"#", "\\#"},
                                          {"$", "\\$"},
                                          {"{", "\\{"},
                                          {"}", "\\}"},
                                          {"~", "\\textasciitilde{}"},
                                          {"^", "\\textasciicircum{}"},
                                          {"±", "$\\pm$"},
                                          {"≥", "$\\ge$"},
                                          {"≤", "$\\le$"},
                                          {"×", "$\\times$"},
                                          {"²", "$^2$"},
                                          {"³", "$^3$"},
                                          {"–", "--"},
                                          {"−", "$-$"},
                                          {"…", "\\dots{}"},
                                          {">", "$>$"},
                                          {"<", "$<$"},
                                          {"|", "\\textbar{}"},
                                          {"ε", "$\\varepsilon$"},
                                          {"\n", " "},
                                          {NULL, NULL}};
    replaced(out, text, list);
}

/* A line of a comment. */
static void comment(FILE *out, const char *text) {
    static const char *const list[][2] = {{"\n", " "}, {"\r", " "}, {NULL, NULL}};
    fputs("% ", out);
    replaced(out, text, list);
    putc('\n', out);
}

void hr_grid_latex(FILE *out, const hr_grid *grid) {
    comment(out, grid->title);
    for (size_t i = 0; i < grid->notes; i++)
        comment(out, grid->note[i]);
    fputs("% needs \\usepackage{booktabs}\n\\begin{tabular}{@{}", out);
    for (size_t c = 0; c < grid->columns; c++)
        putc(grid->right[c] ? 'r' : 'l', out);
    fputs("@{}}\n\\toprule\n", out);
    for (size_t r = 0; r < grid->rows; r++) {
        for (size_t c = 0; c < grid->columns; c++) {
            const char *cell = hr_grid_cell(grid, r, c);
            fputs(c                              ? " & "
                  : *cell == '[' || *cell == '*' ? "{}"
                                                 : "",
                  out); /* \\ and \toprule take [..] and * */
            latex_text(out, cell);
        }
        fputs(" \\\\\n", out);
        if (!r)
            fputs("\\midrule\n", out);
    }
    fputs("\\bottomrule\n\\end{tabular}\n", out);
}

static void markdown_text(FILE *out, const char *text) {
    static const char *const list[][2] = {{"\\", "\\\\"}, {"|", "\\|"},  {"*", "\\*"}, {"_", "\\_"},
                                          {"`", "\\`"},   {"<", "&lt;"}, {"[", "\\["}, {"#", "\\#"},
                                          {"~", "\\~"},   {"\n", " "},   {NULL, NULL}};
    replaced(out, text, list);
}

/* The written cell, to be padded to the width of its column. */
static size_t markdown_cell(char *out, size_t size, const char *text) {
    FILE *stream = fmemopen(out, size, "w");
    *out = '\0';
    if (!stream)
        return 0;
    markdown_text(stream, text);
    fclose(stream);
    out[size - 1] = '\0';
    return characters(out);
}

static void pad(FILE *out, size_t count, char with) {
    while (count--)
        putc(with, out);
}

static void markdown_row(FILE *out, const hr_grid *grid, size_t r, const size_t *width) {
    char text[2048];
    for (size_t c = 0; c < grid->columns; c++) {
        size_t length = markdown_cell(text, sizeof text, hr_grid_cell(grid, r, c));
        fputs("| ", out);
        if (grid->right[c])
            pad(out, width[c] - length, ' ');
        fputs(text, out);
        if (!grid->right[c])
            pad(out, width[c] - length, ' ');
        putc(' ', out);
    }
    fputs("|\n", out);
}

enum { MOST_COLUMNS = 2048 };

void hr_grid_markdown(FILE *out, const hr_grid *grid) {
    static _Thread_local size_t width[MOST_COLUMNS];
    char text[2048];
    for (size_t c = 0; c < grid->columns; c++) {
        width[c] = 3;
        for (size_t r = 0; r < grid->rows; r++) {
            size_t length = markdown_cell(text, sizeof text, hr_grid_cell(grid, r, c));
            width[c] = length > width[c] ? length : width[c];
        }
    }
    fputs("**", out);
    markdown_text(out, grid->title);
    fputs("**\n\n", out);
    for (size_t r = 0; r < grid->rows; r++) {
        markdown_row(out, grid, r, width);
        for (size_t c = 0; !r && c < grid->columns; c++) {
            fputs(grid->right[c] ? "| " : "| ", out);
            pad(out, width[c] - grid->right[c], '-');
            fputs(grid->right[c] ? ": " : " ", out);
        }
        if (!r)
            fputs("|\n", out);
    }
    for (size_t i = 0; i < grid->notes; i++) {
        fputs(i ? " " : "\n", out);
        markdown_text(out, grid->note[i]);
    }
    if (grid->notes)
        putc('\n', out);
}

void hr_grid_csv(FILE *out, const hr_grid *grid) {
    for (size_t r = 0; r < grid->rows; r++)
        for (size_t c = 0; c < grid->columns; c++) {
            const char *text = hr_grid_cell(grid, r, c);
            bool quote = text[strcspn(text, "\",\n\r")] != '\0';
            if (quote)
                putc('"', out);
            for (; *text; text++) {
                if (*text == '"')
                    putc('"', out);
                putc(*text, out);
            }
            if (quote)
                putc('"', out);
            putc(c + 1 < grid->columns ? ',' : '\n', out);
        }
}
