#include "base/table.h"

#include "base/memory.h"
#include "base/text.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* t->text has room for one byte more. */
static hr_status take_text(hr_table *t, size_t length) {
    t->text[length] = '\0';
    if (strlen(t->text) != length)
        return hr_fail(HR_EINPUT, "%s: holds a NUL byte; this is no CSV file", t->path);
    return HR_OK;
}

static hr_status slurp(hr_table *t) {
    FILE *file = fopen(t->path, "rb");
    if (!file)
        return hr_fail(HR_EIO, "%s: cannot read: %s", t->path, strerror(errno));
    size_t capacity = 0, length = 0, got;
    hr_status status = HR_OK;
    do {
        if (hr_grow(&t->text, &capacity, length + 65537, 1, "a table") != HR_OK) {
            status = HR_ENOMEM;
            break;
        }
        got = fread(t->text + length, 1, 65536, file);
        length += got;
    } while (got);
    if (status == HR_OK && ferror(file))
        status = hr_fail(HR_EIO, "%s: cannot read: %s", t->path, strerror(errno));
    fclose(file);
    if (status != HR_OK)
        return status;
    return take_text(t, length);
}

/* Cuts one field out of *at in place; the character that ended it (',', '\n' or '\0') comes back, -1 for a
 * quote that is never closed or text behind one. */
static int cut(char **at, char **field, size_t *line) {
    char *in = *at, *out = in;
    bool quoted = *in == '"';
    *field = out;
    if (quoted) {
        for (in++; *in != '"' || in[1] == '"'; in++) {
            if (!*in)
                return -1;
            *line += *in == '\n';
            in += *in == '"'; /* a doubled quote is one */
            *out++ = *in;
        }
        in++;
    } else {
        while (*in && *in != ',' && *in != '\n')
            *out++ = *in++;
    }
    int end = (unsigned char)*in;
    if (end == '\r' && in[1] == '\n')
        end = (unsigned char)*++in;
    if (end && end != ',' && end != '\n')
        return -1;
    *at = in + (end != '\0');
    *out = '\0';
    if (!quoted && out > *field && out[-1] == '\r')
        out[-1] = '\0';
    return end;
}

static hr_status cut_row(hr_table *t, char **at, size_t *line, size_t *capacity, size_t *fields) {
    size_t start = *line, count = 0;
    int end;
    do {
        if (hr_grow(&t->field, capacity, *fields + 1, sizeof *t->field, "a table") != HR_OK)
            return HR_ENOMEM;
        end = cut(at, &t->field[*fields], line);
        if (end < 0)
            return hr_fail(HR_EINPUT, "%s:%zu: a quoted field does not end", t->path, start);
        ++*fields;
        count++;
    } while (end == ',');
    if (t->rows && count != t->columns)
        return hr_fail(HR_EINPUT, "%s:%zu: %zu fields, the header has %zu", t->path, start, count,
                       t->columns);
    t->columns = count;
    t->line[t->rows++] = start;
    ++*line;
    return HR_OK;
}

static hr_status cut_rows(hr_table *t) {
    size_t capacity = 0, lines = 0, fields = 0, line = 1;
    char *at = t->text;
    if (!strncmp(at, "\xef\xbb\xbf", 3)) /* a byte order mark is no part of the first column's name */
        at += 3;
    hr_status status = HR_OK;
    while (status == HR_OK && *at) {
        if (hr_grow(&t->line, &lines, t->rows + 1, sizeof *t->line, "a table") != HR_OK)
            status = HR_ENOMEM;
        else
            status = cut_row(t, &at, &line, &capacity, &fields);
    }
    if (status == HR_OK && !t->rows)
        status = hr_fail(HR_EINPUT, "%s: is empty; a header line is missing", t->path);
    return status;
}

static hr_status begin(hr_table *out, const char *path) {
    memset(out, 0, sizeof *out);
    out->path = strdup(path);
    return out->path ? HR_OK : hr_fail(HR_ENOMEM, "out of memory: a file name");
}

static hr_status end(hr_table *out, hr_status status) {
    if (status == HR_OK)
        status = cut_rows(out);
    if (status != HR_OK)
        hr_table_clear(out);
    return status;
}

hr_status hr_table_read(hr_table *out, const char *path) {
    hr_status status = begin(out, path);
    return end(out, status == HR_OK ? slurp(out) : status);
}

hr_status hr_table_parse(hr_table *out, const char *text, size_t length, const char *path) {
    hr_status status = begin(out, path);
    if (status == HR_OK && !(out->text = hr_alloc(length + 1, 1, "a table")))
        status = HR_ENOMEM;
    if (status == HR_OK) {
        memcpy(out->text, text, length);
        status = take_text(out, length);
    }
    return end(out, status);
}

void hr_table_clear(hr_table *table) {
    free(table->path);
    free(table->text);
    free(table->field);
    free(table->line);
    memset(table, 0, sizeof *table);
}

hr_status hr_table_column(size_t *out, const hr_table *table, const char *name) {
    for (size_t c = 0; c < table->columns; c++)
        if (!strcmp(hr_table_field(table, 0, c), name)) {
            *out = c;
            return HR_OK;
        }
    return hr_fail(HR_EINPUT, "%s: has no column '%s'", table->path, name);
}

hr_status hr_table_number(double *out, const hr_table *table, size_t row, size_t column, double otherwise) {
    const char *text = hr_table_field(table, row, column);
    *out = otherwise;
    if (!*text || hr_parse_double(text, out))
        return HR_OK;
    return hr_fail(HR_EINPUT, "%s:%zu: '%.40s' in column %s is no number", table->path, table->line[row],
                   text, hr_table_field(table, 0, column));
}
