#include "config.h"

#include "report/page_parts.h"

#include "report/html.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

hr_status hr_page_provenance_read(json_t **out, const char *folder, const char *name) {
    char path[4096];
    snprintf(path, sizeof path, "%s/%s.provenance.json", folder, name);
    *out = NULL;
    FILE *file = fopen(path, "rb");
    if (!file)
        return errno == ENOENT ? HR_OK : hr_fail(HR_EIO, "%s: cannot read: %s", path, strerror(errno));
    json_error_t error;
    *out = json_loadf(file, JSON_REJECT_DUPLICATES, &error);
    fclose(file);
    if (json_is_object(*out))
        return HR_OK;
    if (*out)
        snprintf(error.text, sizeof error.text, "no object");
    json_decref(*out);
    *out = NULL;
    return hr_fail(HR_EINPUT, "%s:%d: is no provenance: %s; run the spec again", path,
                   error.line > 0 ? error.line : 1, error.text);
}

static const char *text_of(const json_t *object, const char *key) {
    const char *text = json_string_value(json_object_get(object, key));
    return text ? text : "";
}

static void row(FILE *out, const char *what, const char *text) {
    if (*text)
        hr_html(out, "<dt>%s</dt><dd>%s</dd>\n", what, text);
}

/* Any value on one line; strings without quotes. */
static void value_row(FILE *out, const char *what, const json_t *value) {
    if (!value || json_is_null(value))
        return;
    if (json_is_string(value)) {
        row(out, what, json_string_value(value));
        return;
    }
    char *text = json_dumps(value, JSON_ENCODE_ANY | JSON_SORT_KEYS | JSON_REAL_PRECISION(6));
    row(out, what, text ? text : "");
    free(text);
}

/* In a shell's words. */
static void word(FILE *out, const char *text) {
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+=:,./@%";
    if (*text && !text[strspn(text, plain)]) {
        hr_html(out, " %s", text);
        return;
    }
    fputs(" &#39;", out);
    for (; *text; text++) {
        char one[2] = {*text, '\0'};
        if (*text == '\'')
            hr_html(out, "%s", "'\\''");
        else if ((unsigned char)*text >= 0x80) /* a character of several bytes stays whole */
            putc(*text, out);
        else
            hr_html(out, "%s", one);
    }
    fputs("&#39;", out);
}

static void command(FILE *out, const json_t *argv) {
    fputs("<pre class=\"command\" role=\"region\" aria-label=\"Command\" tabindex=\"0\"><code>hrdim", out);
    size_t i;
    json_t *one;
    json_array_foreach(argv, i, one) {
        const char *text = json_string_value(one);
        const char *slash = text ? strrchr(text, '/') : NULL;
        bool program = i == 0 && text && !strcmp(slash ? slash + 1 : text, "hrdim");
        if (text && !program) /* wherever it was built, it is called hrdim */
            word(out, text);
    }
    fputs("</code></pre>\n", out);
}

static bool moment(time_t *out, const char *text) {
    struct tm utc = {0};
    const char *end = strptime(text, "%Y-%m-%dT%H:%M:%SZ", &utc);
    if (!end || *end)
        return false;
    *out = timegm(&utc);
    return true;
}

/* "1 h 2 min 3 s" from start to end; "" when one of them is no time. */
static void duration(char *text, size_t size, const json_t *provenance) {
    time_t start, end;
    *text = '\0';
    if (!moment(&start, text_of(provenance, "start")) || !moment(&end, text_of(provenance, "end")) ||
        end < start)
        return;
    long seconds = (long)(end - start);
    if (seconds >= 3600)
        snprintf(text, size, "%ld h %ld min", seconds / 3600, seconds / 60 % 60);
    else if (seconds >= 60)
        snprintf(text, size, "%ld min %ld s", seconds / 60, seconds % 60);
    else
        snprintf(text, size, "%ld s", seconds);
}

static void rest(FILE *out, const json_t *provenance) {
    static const char *const known[] = {"build", "libraries", "machine",   "argv", "seed",
                                        "start", "end",       "spec_text", NULL};
    const char *key;
    json_t *value;
    json_object_foreach((json_t *)provenance, key, value) {
        bool told = false;
        for (const char *const *k = known; *k; k++)
            told = told || !strcmp(*k, key);
        char words[64];
        snprintf(words, sizeof words, "%s", key);
        for (char *c = words; *c; c++)
            if (*c == '_')
                *c = ' ';
        if (!told)
            value_row(out, words, value);
    }
}

static void rows(FILE *out, const json_t *provenance) {
    const json_t *build = json_object_get(provenance, "build");
    const json_t *machine = json_object_get(provenance, "machine");
    const char *key;
    json_t *value;
    char text[512];
    fputs("<dl>\n", out);
    row(out, "program", text_of(build, "program"));
    snprintf(text, sizeof text, "%s%s", text_of(build, "commit"),
             json_is_true(json_object_get(build, "dirty"))    ? ", with changes that are in no commit"
             : json_is_false(json_object_get(build, "dirty")) ? ", unchanged"
                                                              : "");
    row(out, "commit", text);
    snprintf(text, sizeof text, "%s %s", text_of(build, "compiler"), text_of(build, "compiler_version"));
    row(out, "compiler", *text == ' ' ? text + 1 : text);
    row(out, "flags", text_of(build, "flags"));
    json_object_foreach(json_object_get(provenance, "libraries"), key, value) value_row(out, key, value);
    snprintf(text, sizeof text, "%s, %s", text_of(machine, "cpu"), text_of(machine, "architecture"));
    row(out, "CPU", *text == ',' ? "" : text);
    json_object_foreach((json_t *)machine, key, value) {
        snprintf(text, sizeof text, "%s", key);
        for (char *c = text; *c >= 'a' || *c == '_'; c++)
            if (*c == '_')
                *c = ' ';
        if (strcmp(key, "cpu") != 0 && strcmp(key, "architecture") != 0)
            value_row(out, text, value);
    }
    value_row(out, "seed", json_object_get(provenance, "seed"));
    row(out, "start", text_of(provenance, "start"));
    row(out, "end", text_of(provenance, "end"));
    duration(text, sizeof text, provenance);
    row(out, "duration", text);
    rest(out, provenance);
    fputs("</dl>\n", out);
}

void hr_page_provenance(FILE *out, const json_t *provenance) {
    const json_t *build = json_object_get(provenance, "build"), *argv = json_object_get(provenance, "argv");
    if (json_array_size(argv)) {
        fputs("<p>Computed with</p>\n", out);
        command(out, argv);
    }
    char text[64];
    duration(text, sizeof text, provenance);
    fputs("<details><summary>Provenance", out);
    if (*text_of(build, "commit"))
        hr_html(out, ": commit %s", (snprintf(text, sizeof text, "%.10s", text_of(build, "commit")), text));
    if (*text_of(provenance, "start"))
        hr_html(out, ", %s", (snprintf(text, sizeof text, "%.10s", text_of(provenance, "start")), text));
    duration(text, sizeof text, provenance);
    if (*text)
        hr_html(out, ", %s", text);
    fputs("</summary>\n", out);
    rows(out, provenance);
    fputs("</details>\n", out);
}
