/* Escaping: no text of a file becomes markup, and what is written is UTF-8 that XML allows. */
#include "report/html.h"
#include "test.h"

typedef void (*writer)(FILE *out, const char *text);

static void in_markup(FILE *out, const char *text) {
    hr_html(out, "<p title=\"%s\">%zu%% %d</p>", text, (size_t)7, -3);
}

static void writes(writer write, const char *text, const char *wanted) {
    char *got = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&got, &length);
    CHECK(out != NULL, "memory");
    if (!out)
        return;
    write(out, text);
    fclose(out);
    CHECK(!strcmp(got, wanted), "'%s' became '%s', wanted '%s'", text, got, wanted);
    free(got);
}

#define BAD "\xEF\xBF\xBD" /* U+FFFD */

static void test_text(void) {
    writes(hr_html_text, "<a href=\"x\">&amp;'</a>", "&lt;a href=&quot;x&quot;&gt;&amp;amp;&#39;&lt;/a&gt;");
    writes(hr_html_text, "H² ≥ 3 ± 0.1 \xF0\x9F\x8C\xB3", "H² ≥ 3 ± 0.1 \xF0\x9F\x8C\xB3");
    writes(hr_html_text, "tab\tline\n", "tab\tline\n");
    writes(hr_html_text, "bell\a return\r null-like\x01", "bell" BAD " return" BAD " null-like" BAD);
    writes(hr_html_text, "cut \xC3", "cut " BAD);
    writes(hr_html_text, "alone \x80 \xFF", "alone " BAD " " BAD);
    writes(hr_html_text, "overlong \xC0\xBC", "overlong " BAD BAD);           /* '<' in two bytes */
    writes(hr_html_text, "surrogate \xED\xA0\x80", "surrogate " BAD BAD BAD); /* U+D800 */
    writes(hr_html_text, "\xEF\xBF\xBF", BAD BAD BAD);                        /* U+FFFF */
    writes(hr_html_text, "\xF4\x90\x80\x80", BAD BAD BAD BAD);                /* above U+10FFFF */
    writes(hr_html_text, "\xC2\x9B", BAD BAD);                                /* a C1 control */
    writes(in_markup, "\"><script>", "<p title=\"&quot;&gt;&lt;script&gt;\">7% -3</p>");
}

static void test_path(void) {
    writes(hr_html_path, "results/depth.csv", "results/depth.csv");
    writes(hr_html_path, "a b/c\"<>#?%&.csv", "a%20b/c%22%3C%3E%23%3F%25%26.csv");
    writes(hr_html_path, "javascript:alert(1)", "./javascript%3Aalert%281%29");
    writes(hr_html_path, "../ü.csv", "../%C3%BC.csv");
}

static void test_id(void) {
    char id[8];
    hr_html_id(id, sizeof id, "a.b c\"");
    CHECK(!strcmp(id, "a-b-c-"), "id '%s'", id);
    hr_html_id(id, sizeof id, "longer than it");
    CHECK(!strcmp(id, "longer-"), "id '%s'", id);
}

int main(void) {
    RUN(test_text);
    RUN(test_path);
    RUN(test_id);
    return hr_test_end();
}
