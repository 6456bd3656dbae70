/* The text of a baseline: its headings, and its values replaced in place. */
#include "base/memory.h"
#include "base/outfile.h"
#include "hierarchy/read.h"
#include "regress/baseline_parts.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    LONGEST_NAME = 48, /* libinih cuts a section's name at 49 characters */
    LONGEST_LINE = 198
};

static hr_status add_section(hr_baseline *b, const char *name, size_t length, uint64_t line) {
    if (length > LONGEST_NAME)
        return hr_fail(HR_EUSAGE, "%s:%llu: the entry's name is longer than %d characters; shorten it",
                       b->path, (unsigned long long)line, LONGEST_NAME);
    if (hr_grow(&b->section, &b->section_capacity, b->sections + 1, sizeof *b->section, "a baseline") !=
        HR_OK)
        return HR_ENOMEM;
    size_t room = strlen(b->path) + 24;
    hr_baseline_section *s = &b->section[b->sections];
    *s = (hr_baseline_section){strndup(name, length), hr_alloc(room, 1, "a baseline")};
    b->sections++;
    if (!s->name || !s->where)
        return hr_fail(HR_ENOMEM, "out of memory: a baseline");
    snprintf(s->where, room, "%s:%llu", b->path, (unsigned long long)line);
    for (size_t i = 0; i + 1 < b->sections; i++)
        if (!strcmp(b->section[i].name, s->name))
            return hr_fail(HR_EUSAGE, "%s: entry [%s] is there twice, first at %s; keep one", s->where,
                           s->name, b->section[i].where);
    return HR_OK;
}

hr_status hr_baseline_scan(hr_baseline *b) {
    hr_status status = HR_OK;
    hr_lines lines = {b->ini.text, b->ini.text + strlen(b->ini.text), 0};
    const char *line;
    size_t length;
    while (status == HR_OK && hr_next_line(&lines, &line, &length)) {
        if (lines.number == 1 && length >= 3 && !memcmp(line, "\xEF\xBB\xBF", 3))
            line += 3, length -= 3;
        while (length && (*line == ' ' || *line == '\t'))
            line++, length--;
        const char *end = length && *line == '[' ? memchr(line, ']', length) : NULL;
        if (end)
            status = add_section(b, line + 1, (size_t)(end - line - 1), lines.number);
    }
    return status;
}

/* The number behind the last colon of "bench/baseline.ini:7". */
static uint64_t line_number(const hr_baseline_value *v) {
    return strtoull(strrchr(v->line->where, ':') + 1, NULL, 10);
}

/* Where the value stands in its line: [*from, *to); empty where there is none yet. */
static void find_value(const char *line, size_t length, size_t *from, size_t *to) {
    size_t at = strcspn(line, "=:") + 1; /* libinih found one there */
    while (at < length && (line[at] == ' ' || line[at] == '\t'))
        at++;
    *from = *to = at;
    if (at == length || (line[at] == ';' && at && (line[at - 1] == ' ' || line[at - 1] == '\t')))
        return;
    while (*to < length && line[*to] != ' ' && line[*to] != '\t')
        ++*to;
    size_t word = *to - at;
    if ((word == 9 && !strncmp(line + at, "tolerance", 9)) ||
        (word == 7 && !strncmp(line + at, "because", 7)))
        *to = at;
}

static hr_status write_line(FILE *stream, const char *line, size_t length, const hr_baseline_value *v) {
    char text[HR_BASELINE_TEXT];
    size_t from, to;
    hr_baseline_format(text, v->measure, v->measured);
    find_value(line, length, &from, &to);
    bool tight = from && (line[from - 1] == '=' || line[from - 1] == ':'), empty = from == to;
    const char *before = tight && empty ? " " : "", *behind = empty && to < length ? " " : "";
    if (from + strlen(before) + strlen(text) + strlen(behind) + length - to > LONGEST_LINE)
        return hr_fail(HR_EUSAGE,
                       "%s: %s with its new value is longer than %d characters; shorten the reason",
                       v->line->where, v->line->key, LONGEST_LINE);
    fprintf(stream, "%.*s%s%s%s%.*s", (int)from, line, before, text, behind, (int)(length - to), line + to);
    return HR_OK;
}

static const hr_baseline_value *value_at(const hr_baseline *b, uint64_t line) {
    for (size_t i = 0; i < b->count; i++)
        for (size_t j = 0; b->entry[i].measured && j < b->entry[i].values; j++)
            if (line_number(&b->entry[i].value[j]) == line)
                return &b->entry[i].value[j];
    return NULL;
}

/* Somebody may have written into the file while its entries were measured. */
static hr_status check_unchanged(const hr_baseline *b) {
    char *now;
    size_t length;
    hr_status status = hr_read_file(b->path, &now, &length);
    if (status != HR_OK)
        return status;
    if (length != strlen(b->ini.text) || memcmp(now, b->ini.text, length))
        status = hr_fail(HR_EINPUT, "%s: was changed while it was measured; nothing was written, run again",
                         b->path);
    free(now);
    return status;
}

static hr_status check_known(const hr_baseline *b) {
    for (size_t i = 0; i < b->count; i++)
        for (size_t j = 0; b->entry[i].measured && j < b->entry[i].values; j++) {
            const hr_baseline_value *v = &b->entry[i].value[j];
            if (isnan(v->measured) && (!v->given || !isnan(v->expected)))
                return hr_fail(
                    HR_EINPUT,
                    "%s: %s of [%s] is UNKNOWN now%s%s%s; nothing was written: raise seconds or most, "
                    "or write UNKNOWN there",
                    v->line->where, v->line->key, b->entry[i].name, *v->note ? " (" : "", v->note,
                    *v->note ? ")" : "");
        }
    return HR_OK;
}

static hr_status write_all(FILE *stream, const hr_baseline *b) {
    hr_lines lines = {b->ini.text, b->ini.text + strlen(b->ini.text), 0};
    const char *line;
    size_t length;
    hr_status status = HR_OK;
    while (status == HR_OK && hr_next_line(&lines, &line, &length)) {
        const hr_baseline_value *v = value_at(b, lines.number);
        if (v)
            status = write_line(stream, line, length, v);
        else
            fwrite(line, 1, length, stream);
        const char *end = line + length; /* the line's end, LF or CR LF, as it was */
        fwrite(end, 1, (size_t)(lines.at - end), stream);
    }
    return status;
}

hr_status hr_baseline_update(const hr_baseline *b) {
    hr_status status = check_known(b);
    if (status != HR_OK)
        return status;
    /* a link stays a link: the file behind it is replaced */
    char *path = realpath(b->path, NULL);
    if (!path)
        return hr_fail(HR_EIO, "%s: cannot write: it is gone", b->path);
    hr_outfile file;
    status = hr_outfile_open(&file, path);
    free(path);
    if (status != HR_OK)
        return status;
    status = write_all(file.stream, b);
    if (status == HR_OK)
        status = check_unchanged(b);
    if (status == HR_OK)
        return hr_outfile_commit(&file);
    hr_outfile_discard(&file);
    return status;
}
