#include "experiment/ini.h"

#include "base/memory.h"

#include <errno.h>
#include <ini.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    hr_ini *ini;
    const char *path;
    FILE *file;
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

/* libinih passes no line number (Debian's is built without), so lines are counted here. */
static char *next_line(char *room, int size, void *data) {
    reader *r = data;
    if (!fgets(room, size, r->file))
        return NULL;
    r->line++;
    size_t length = strlen(room);
    if (length && room[length - 1] != '\n' && !feof(r->file) && !r->too_long)
        r->too_long = r->line;
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
        r->status =
            hr_fail(HR_EUSAGE, "%s: '%s' stands before the first section; put [sweep] above it", where, key);
    else
        r->status = append(r->ini, section, key, value, where);
    return 1;
}

hr_status hr_ini_read(hr_ini *out, const char *path) {
    memset(out, 0, sizeof *out);
    FILE *file = fopen(path, "r");
    if (!file)
        return hr_fail(HR_EIO, "%s: cannot read: %s", path, strerror(errno));
    reader r = {.ini = out, .path = path, .file = file, .status = HR_OK};
    ini_allow_multiline = false;
    int wrong = ini_parse_stream(next_line, &r, take, &r);
    bool unreadable = ferror(file);
    int error = errno;
    fclose(file);
    if (unreadable)
        r.status = hr_fail(HR_EIO, "%s: cannot read: %s", path, strerror(error));
    else if (r.too_long)
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
    memset(ini, 0, sizeof *ini);
}
