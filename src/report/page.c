#include "report/page_parts.h"

#include "report/html.h"

#include <string.h>

static void head(FILE *out) {
    fputs("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n"
          "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n"
          "<meta name=\"generator\" content=\"hrdim report\"/>\n"
          "<title>hrdim: how many dimensions does a hierarchy need?</title>\n<style>\n",
          out);
    fputs(hr_page_style, out);
    fputs("</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#page.main\">Skip to the results</a>\n", out);
}

static void lead(FILE *out, const hr_page_entries *all, const hr_page_contents *contents) {
    size_t measured = 0, feasible = 0, infeasible = 0, open = 0;
    bool alarm = false;
    for (size_t i = 0; i < all->count; i++) {
        measured += all->entry[i].measured;
        feasible += all->entry[i].feasible;
        infeasible += all->entry[i].infeasible;
        open += all->entry[i].open;
        alarm = alarm || all->entry[i].alarm;
    }
    fputs(
        "<header>\n<p class=\"brand\">hrdim</p>\n<h1>How many dimensions does a hierarchy need?</h1>\n"
        "<p class=\"lead\">A dual encoder has one vector for each query and one for each document; their inner "
        "product is the score. A query of a hierarchy should retrieve itself and everything above it, and nothing "
        "else. hrdim finds in how few dimensions that can be done, beside what theory promises.</p>\n",
        out);
    hr_html(
        out,
        "<p>This page has %zu figure%s, %zu table%s and %zu text%s. Of %zu measured points %zu are FEASIBLE, %zu "
        "INFEASIBLE and %zu UNKNOWN. The first two are exact decisions over all pairs, never a sample; what was "
        "not decided is UNKNOWN, counts as neither, and is drawn so.</p>\n",
        contents->figures, contents->figures == 1 ? "" : "s", contents->tables,
        contents->tables == 1 ? "" : "s", contents->texts, contents->texts == 1 ? "" : "s", measured,
        feasible, infeasible, open);
    if (alarm)
        fputs(
            "<p class=\"alarm\">A measured point contradicts a bound that must hold; it is marked below.</p>\n",
            out);
    fputs("</header>\n", out);
}

static void contents_list(FILE *out, const hr_page_entries *all) {
    fputs(
        "<nav aria-labelledby=\"page.contents\">\n<h2 id=\"page.contents\" tabindex=\"-1\">Contents</h2>\n<ol>\n",
        out);
    for (size_t i = 0; i < all->count; i++) {
        const hr_page_entry *e = &all->entry[i];
        hr_html(out, "<li><a href=\"#%s\">%s</a>", e->id, e->title);
        if (*e->question)
            hr_html(out, "<p>%s</p>", e->question);
        if (*e->brief)
            hr_html(out, e->alarm ? "<p class=\"alarm\">%s</p>" : "<p class=\"quiet\">%s</p>", e->brief);
        fputs("</li>\n", out);
    }
    fputs("</ol>\n</nav>\n", out);
}

/* The words of the page: the constructions are those that the program has. */
static void words(FILE *out) {
    fputs(
        "<section id=\"page.words\" aria-labelledby=\"page.words.title\">\n<h2 id=\"page.words.title\">Words</h2>\n<dl>\n"
        "<dt>F-query</dt><dd>Every query has a threshold of its own: what it should retrieve scores above, all "
        "else below.</dd>\n"
        "<dt>F-sign</dt><dd>What a query should retrieve scores above zero, all else below.</dd>\n"
        "<dt>F-global</dt><dd>One threshold for all cosines, with a gap on both sides.</dd>\n"
        "<dt>least dimension</dt><dd>At it at least half of the seeds are FEASIBLE; one below, more than half "
        "are INFEASIBLE. A construction with a dimension of its own has that one.</dd>\n",
        out);
    for (const hr_method *const *m = hr_methods; *m; m++)
        hr_html(out, "<dt>%s %s</dt><dd>%s</dd>\n", (*m)->statement, (*m)->name, (*m)->help);
    fputs("</dl>\n</section>\n", out);
}

static void body(FILE *out, const hr_page_entries *all) {
    fputs("<main id=\"page.main\" tabindex=\"-1\">\n", out);
    for (size_t i = 0; i < all->count; i++) {
        const hr_page_entry *e = &all->entry[i];
        hr_html(out, "<section id=\"%s\" aria-labelledby=\"%s.title\">\n<h2 id=\"%s.title\">%s</h2>\n", e->id,
                e->id, e->id, e->title);
        if (*e->question)
            hr_html(out, "<p class=\"question\">%s</p>\n", e->question);
        fputs(e->body, out);
        fputs("<p class=\"up\"><a href=\"#page.contents\">Contents</a></p>\n</section>\n", out);
    }
    words(out);
    fputs(
        "</main>\n<footer><p class=\"quiet\">Made by hrdim report from stored results alone; nothing was computed "
        "for this page.</p></footer>\n</body>\n</html>\n",
        out);
}

hr_status hr_page_write(FILE *out, hr_page_contents *contents, const hr_page_options *options) {
    hr_page_files files;
    hr_page_entries all;
    hr_page_source source = {.options = options, .files = &files};
    memset(contents, 0, sizeof *contents);
    hr_status status = hr_page_files_list(&files, options->results);
    if (status != HR_OK)
        return status;
    status = hr_page_entries_make(&all, &source);
    if (status == HR_OK && !all.count)
        status = hr_fail(HR_EINPUT, "%s: holds no results (NAME.csv); make some: hrdim run bench/depth.ini",
                         options->results);
    if (status == HR_OK) {
        for (size_t i = 0; i < all.count; i++) {
            size_t length = strlen(all.entry[i].name);
            bool text = length > 4 && !strcmp(all.entry[i].name + length - 4, ".txt");
            contents->figures += all.entry[i].figure;
            contents->tables += all.entry[i].spec || !text;
            contents->texts += !all.entry[i].spec && text;
        }
        head(out);
        lead(out, &all, contents);
        contents_list(out, &all);
        body(out, &all);
        hr_page_entries_clear(&all);
    }
    hr_page_files_clear(&files);
    return status;
}
