#include "report/page_parts.h"

#include "base/memory.h"
#include "report/html.h"

#include <stdlib.h>
#include <string.h>

enum { SHOWN_ROWS = 100, SHOWN_TEXT = 65536 };

void hr_page_entries_clear(hr_page_entries *entries) {
    for (size_t i = 0; i < entries->count; i++)
        free(entries->entry[i].body);
    free(entries->entry);
    memset(entries, 0, sizeof *entries);
}

/* A new entry, with an id that no other has. */
static hr_page_entry *new_entry(hr_page_entries *all, const char *name) {
    if (hr_grow(&all->entry, &all->capacity, all->count + 1, sizeof *all->entry, "the page") != HR_OK)
        return NULL;
    hr_page_entry *e = &all->entry[all->count];
    memset(e, 0, sizeof *e);
    hr_html_id(e->id, sizeof e->id - 24, name);
    size_t length = strlen(e->id), again = 2, i = 0;
    while (i < all->count) {
        if (strcmp(all->entry[i++].id, e->id) != 0)
            continue;
        snprintf(e->id + length, 24, "-%zu", again++);
        i = 0; /* is this one free? */
    }
    snprintf(e->name, sizeof e->name, "%s", name);
    snprintf(e->title, sizeof e->title, "%s", name);
    all->count++;
    return e;
}

/* A body is written to memory: the contents, which stand before all, need what is found in it. */
static FILE *begin(hr_page_entry *e, size_t *length) {
    FILE *out = e ? open_memstream(&e->body, length) : NULL;
    if (e && !out)
        hr_fail(HR_ENOMEM, "out of memory: the page");
    return out;
}

static hr_status end(FILE *out, hr_status status) {
    bool bad = ferror(out);
    if ((fclose(out) || bad) && status == HR_OK)
        return hr_fail(HR_ENOMEM, "out of memory: the page");
    return status;
}

/* NAME of NAME + ending; false when the file ends otherwise. */
static bool stem(char *out, size_t size, const char *file, const char *ending) {
    size_t length = strlen(file), tail = strlen(ending);
    if (length <= tail || length - tail >= size || strcmp(file + length - tail, ending) != 0)
        return false;
    memcpy(out, file, length - tail);
    out[length - tail] = '\0';
    return true;
}

static hr_status add_spec(hr_page_entries *all, const hr_page_source *source, const char *name) {
    hr_experiment experiment;
    json_t *provenance;
    bool found = false, changed = false;
    hr_status status = hr_page_provenance_read(&provenance, source->options->results, name);
    if (status == HR_OK)
        status = hr_page_spec(&experiment, &found, &changed, source->options, name, provenance);
    if (status == HR_OK && found) {
        size_t length;
        hr_page_entry *entry = new_entry(all, name);
        FILE *out = begin(entry, &length);
        status =
            out ? hr_page_section(out, entry, source, name, &experiment, changed, provenance) : HR_ENOMEM;
        if (out)
            status = end(out, status);
        if (entry)
            entry->spec = true;
        hr_experiment_clear(&experiment);
    }
    json_decref(provenance);
    return status;
}

static bool belongs(const hr_page_entries *all, const char *file) {
    for (size_t i = 0; i < all->count; i++)
        if (all->entry[i].spec && hr_page_files_of(file, all->entry[i].name))
            return true;
    return false;
}

/* A drawing that lies beside a table: NAME.svg. */
static hr_status put_drawing(FILE *out, hr_page_entry *entry, const hr_page_source *source,
                             const char *name) {
    char file[280];
    snprintf(file, sizeof file, "%s.svg", name);
    for (size_t i = 0; i < source->files->count && !entry->figure; i++)
        entry->figure = !strcmp(source->files->name[i], file);
    return entry->figure ? hr_page_drawing(out, entry, source, name) : HR_OK;
}

static hr_status put_table(FILE *out, hr_page_entry *entry, const char *path, const char *caption) {
    hr_table table;
    hr_status status = hr_table_read(&table, path);
    if (status != HR_OK)
        return status;
    snprintf(entry->brief, sizeof entry->brief, "%zu row%s: %.80s, …", table.rows - 1,
             table.rows == 2 ? "" : "s", hr_table_field(&table, 0, 0));
    hr_page_table(out, &table, caption, SHOWN_ROWS);
    hr_table_clear(&table);
    return HR_OK;
}

static hr_status put_text(FILE *out, hr_page_entry *entry, const hr_page_source *source, const char *file) {
    char *text;
    hr_status status = hr_page_slurp(&text, source->options->results, file);
    if (status != HR_OK)
        return status;
    size_t length = strlen(text);
    if (length > SHOWN_TEXT)
        text[SHOWN_TEXT] = '\0';
    hr_html(out, "<pre role=\"region\" aria-label=\"%s\" tabindex=\"0\">%s</pre>\n", file, text);
    if (length > SHOWN_TEXT)
        fputs("<p class=\"quiet\">The rest is in the file.</p>\n", out);
    snprintf(entry->brief, sizeof entry->brief, "%.*s", (int)strcspn(text, "\n"), text);
    free(text);
    return HR_OK;
}

/* A table or text that no spec describes. */
static hr_status add_plain(hr_page_entries *all, const hr_page_source *source, const char *file, bool table) {
    char name[256], path[4096];
    if (!stem(name, sizeof name, file, table ? ".csv" : ".txt"))
        return HR_OK;
    json_t *provenance;
    size_t length;
    hr_status status = hr_page_provenance_read(&provenance, source->options->results, name);
    if (status != HR_OK)
        return status;
    hr_page_entry *entry = new_entry(all, file);
    FILE *out = begin(entry, &length);
    snprintf(path, sizeof path, "%s/%s", source->options->results, file);
    status = out && table ? put_drawing(out, entry, source, name) : HR_OK;
    if (status == HR_OK)
        status = !out    ? HR_ENOMEM
                 : table ? put_table(out, entry, path, file)
                         : put_text(out, entry, source, file);
    if (status == HR_OK && provenance)
        hr_page_provenance(out, provenance);
    if (status == HR_OK)
        hr_page_links(out, source, name);
    json_decref(provenance);
    return out ? end(out, status) : status;
}

hr_status hr_page_entries_make(hr_page_entries *out, const hr_page_source *source) {
    const hr_page_files *files = source->files;
    hr_status status = HR_OK;
    char name[256], base[256];
    memset(out, 0, sizeof *out);
    /* NAME.csv alone is the table of points; NAME.trials.csv and the like stand beside it */
    for (size_t i = 0; i < files->count && status == HR_OK; i++)
        if (stem(name, sizeof name, files->name[i], ".csv") && !strpbrk(name, "./"))
            status = add_spec(out, source, name);
    for (size_t i = 0; i < files->count && status == HR_OK; i++) {
        const char *file = files->name[i];
        bool table = stem(base, sizeof base, file, ".csv");
        if ((table || stem(base, sizeof base, file, ".txt")) && !belongs(out, file))
            status = add_plain(out, source, file, table);
    }
    if (status != HR_OK)
        hr_page_entries_clear(out);
    return status;
}
