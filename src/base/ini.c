#include "base/ini.h"

#include "base/memory.h"

#include <errno.h>
#include <ini.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LARGEST = 1 << 20 };

typedef struct {
    hr_ini *ini;
    const char *path;
    const char *rest; /* of the text */
    int line;
    int too_long; /* the line that libinih would cut */
    hr_status status;
} reader;

static hr_ini_entry *find(const hr_ini *ini, const char *section, const char *key) {
    for (size_t i = 0; i < ini->count; i++)
        if (!strcmp(ini->entry[i].section, section) && !strcmp(ini->entry[i].key, key))
            return &ini->entry[i];
    return NULL;
}

static void release(hr_ini_entry *e) {
    free(e->section);
    free(e->key);
    free(e->value);
    free(e->where);
}

static hr_status append(hr_ini *ini, const char *section, const char *key, const char *value,
                        const char *where) {
    if (hr_grow(&ini->entry, &ini->capacity, ini->count + 1, sizeof *ini->entry, "a spec") != HR_OK)
        return HR_ENOMEM;
    hr_ini_entry e = {strdup(section), strdup(key), strdup(value), strdup(where), false};
    if (!e.section || !e.key || !e.value || !e.where) {
        release(&e);
        return hr_fail(HR_ENOMEM, "out of memory: a spec");
    }
    ini->entry[ini->count++] = e;
    return HR_OK;
}

static void take_section(reader *r, const char *line) {
    char name[64], where[4200];
    line += strspn(line, " \t");
    size_t length = *line == '[' ? strcspn(line, "]\n") : 0;
    if (!length || line[length] != ']' || length > sizeof name || r->status != HR_OK)
        return; /* libinih cuts longer names, too; their keys tell of them */
    memcpy(name, line + 1, length - 1);
    name[length - 1] = '\0';
    snprintf(where, sizeof where, "%s:%d", r->path, r->line);
    if (!find(r->ini, name, ""))
        r->status = append(r->ini, name, "", "", where);
}

/* libinih passes no line number (Debian's is built without) and no section without keys, so both are found
 * here. */
static char *next_line(char *room, int size, void *data) {
    reader *r = data;
    size_t length = strcspn(r->rest, "\n");
    if (!*r->rest)
        return NULL;
    r->line++;
    length += r->rest[length] == '\n';
    if (length >= (size_t)size && !r->too_long)
        r->too_long = r->line;
    if (length >= (size_t)size)
        length = (size_t)size - 1;
    memcpy(room, r->rest, length);
    room[length] = '\0';
    r->rest += length;
    take_section(r, room);
    return room;
}

static int take(void *data, const char *section, const char *key, const char *value) {
    reader *r = data;
    if (r->status != HR_OK || r->too_long)
        return 1;
    char where[4200];
    snprintf(where, sizeof where, "%s:%d", r->path, r->line);
    const hr_ini_entry *old = find(r->ini, section, key);
    if (old)
        r->status =
            hr_fail(HR_EUSAGE, "%s: '%s' is given twice, first at %s; keep one", where, key, old->where);
    else if (!*section)
        r->status = hr_fail(HR_EUSAGE, "%s: '%s' stands before the first section; put a section above it",
                            where, key);
    else
        r->status = append(r->ini, section, key, value, where);
    return 1;
}

static hr_status slurp(char **out, const char *path) {
    FILE *file = fopen(path, "r");
    if (!file)
        return hr_fail(HR_EIO, "%s: cannot read: %s", path, strerror(errno));
    size_t capacity = 0, length = 0, got = 1;
    hr_status status = HR_OK;
    while (got && status == HR_OK) {
        status = hr_grow(out, &capacity, length + 4097, 1, "a spec") == HR_OK ? HR_OK : HR_ENOMEM;
        got = status == HR_OK ? fread(*out + length, 1, 4096, file) : 0;
        length += got;
        if (length > LARGEST)
            status = hr_fail(HR_EINPUT, "%s: is larger than %d bytes; this is no spec", path, LARGEST);
    }
    if (status == HR_OK && ferror(file))
        status = hr_fail(HR_EIO, "%s: cannot read: %s", path, strerror(errno));
    fclose(file);
    if (status != HR_OK)
        return status;
    (*out)[length] = '\0';
    return strlen(*out) == length ? HR_OK : hr_fail(HR_EINPUT, "%s: holds a NUL byte; this is no spec", path);
}

/* Takes out->text apart. */
static hr_status parse(hr_ini *out, const char *path) {
    reader r = {.ini = out, .path = path, .rest = out->text};
    ini_allow_multiline = false;
    int wrong = ini_parse_stream(next_line, &r, take, &r);
    if (r.status == HR_OK && r.too_long)
        r.status =
            hr_fail(HR_EUSAGE, "%s:%d: the line is too long; libinih reads 198 characters", path, r.too_long);
    else if (r.status == HR_OK && wrong > 0)
        r.status = hr_fail(HR_EUSAGE, "%s:%d: neither [section] nor key = value", path, wrong);
    else if (r.status == HR_OK && wrong < 0)
        r.status = hr_fail(HR_ENOMEM, "out of memory: %s", path);
    if (r.status != HR_OK)
        hr_ini_clear(out);
    return r.status;
}

hr_status hr_ini_read(hr_ini *out, const char *path) {
    memset(out, 0, sizeof *out);
    hr_status status = slurp(&out->text, path);
    if (status == HR_OK)
        return parse(out, path);
    hr_ini_clear(out);
    return status;
}

hr_status hr_ini_parse(hr_ini *out, const char *text, const char *path) {
    memset(out, 0, sizeof *out);
    if ((out->text = strdup(text)))
        return parse(out, path);
    return hr_fail(HR_ENOMEM, "out of memory: %s", path);
}

hr_status hr_ini_set(hr_ini *ini, const char *section, const char *key, const char *value,
                     const char *where) {
    hr_ini_entry *e = find(ini, section, key);
    if (!e)
        return append(ini, section, key, value, where);
    char *new_value = strdup(value), *new_where = strdup(where);
    if (!new_value || !new_where) {
        free(new_value);
        free(new_where);
        return hr_fail(HR_ENOMEM, "out of memory: a spec");
    }
    free(e->value);
    free(e->where);
    e->value = new_value;
    e->where = new_where;
    return HR_OK;
}

const hr_ini_entry *hr_ini_get(hr_ini *ini, const char *section, const char *key) {
    hr_ini_entry *e = find(ini, section, key);
    if (e)
        e->used = true;
    return e;
}

void hr_ini_clear(hr_ini *ini) {
    for (size_t i = 0; i < ini->count; i++)
        release(&ini->entry[i]);
    free(ini->entry);
    free(ini->text);
    memset(ini, 0, sizeof *ini);
}
