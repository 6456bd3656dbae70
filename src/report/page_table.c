#include "report/page_parts.h"

#include "base/text.h"
#include "report/html.h"

#include <string.h>

void hr_page_scroll_begin(FILE *out, const char *label) {
    hr_html(out, "<div class=\"scroll\" role=\"region\" aria-label=\"%s\" tabindex=\"0\">", label);
}

void hr_page_scroll_end(FILE *out) {
    fputs("</div>\n", out);
}

/* Nothing but numbers and empty fields, and some number. */
static bool numeric(const hr_table *t, size_t column) {
    bool any = false;
    for (size_t row = 1; row < t->rows; row++) {
        const char *field = hr_table_field(t, row, column);
        double number;
        if (*field && !hr_parse_double(field, &number))
            return false;
        any = any || *field;
    }
    return any;
}

void hr_page_cell(FILE *out, const char *text, bool heading, bool first, bool right) {
    const char *number = right ? " class=\"n\"" : "";
    if (heading)
        fprintf(out, "<th scope=\"col\"%s>", number);
    else if (first)
        fprintf(out, "<th scope=\"row\"%s>", number);
    else
        fprintf(out, "<td%s>", number);
    hr_html_text(out, text);
    fputs(heading || first ? "</th>" : "</td>", out);
}

/* Column names are words: build_seconds reads "build seconds". */
static void heading_words(char *out, size_t size, const char *name) {
    snprintf(out, size, "%s", name);
    for (char *c = out; *c; c++)
        if (*c == '_')
            *c = ' ';
}

void hr_page_table(FILE *out, const hr_table *table, const char *caption, size_t shown) {
    size_t rows = table->rows - 1 < shown ? table->rows - 1 : shown;
    hr_page_scroll_begin(out, caption);
    hr_html(out, "<table><caption>%s</caption>\n<thead><tr>", caption);
    for (size_t c = 0; c < table->columns; c++) {
        char words[128];
        heading_words(words, sizeof words, hr_table_field(table, 0, c));
        hr_page_cell(out, words, true, c == 0, numeric(table, c));
    }
    fputs("</tr></thead>\n<tbody>\n", out);
    for (size_t row = 1; row <= rows; row++) {
        fputs("<tr>", out);
        for (size_t c = 0; c < table->columns; c++)
            hr_page_cell(out, hr_table_field(table, row, c), false, c == 0, numeric(table, c));
        fputs("</tr>\n", out);
    }
    fputs("</tbody></table>", out);
    hr_page_scroll_end(out);
    if (rows < table->rows - 1)
        hr_html(out, "<p class=\"quiet\">%zu more rows are in the file.</p>\n", table->rows - 1 - rows);
}
