#include "hierarchy/packages.h"

#include "base/memory.h"
#include "hierarchy/debian_version.h"
#include "hierarchy/read.h"

#include <ctype.h>
#include <stdlib.h>
#include <strings.h>

typedef struct {
    hr_packages *packages;
    const char *source;
    bool open; /* inside a stanza */
    hr_word name, status;
    hr_package package;
    uint64_t began;
    hr_word *last; /* the value that folded lines go on with; NULL: of a field that is not looked at */
} reader;

static const char *const list_names[] = {"Pre-Depends", "Depends", "Provides"};

static hr_status wrong(const reader *r, uint64_t line, const char *what) {
    return hr_fail(HR_EINPUT, "%s: line %llu: %s", r->source, (unsigned long long)line, what);
}

/* Where a field's value goes; NULL: nowhere. */
static hr_word *field(reader *r, hr_word name, uint64_t line) {
    struct {
        const char *name;
        hr_word *value;
    } known[] = {{"Package", &r->name}, {"Version", &r->package.version}, {"Status", &r->status}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strlen(known[i].name) == name.length && !strncasecmp(known[i].name, name.text, name.length))
            return known[i].value;
    for (int i = 0; i < HR_PACKAGE_LISTS; i++)
        if (strlen(list_names[i]) == name.length && !strncasecmp(list_names[i], name.text, name.length)) {
            if (!r->package.list[i].text)
                r->package.line[i] = line;
            return &r->package.list[i];
        }
    return NULL;
}

static hr_status take_field(reader *r, const char *line, size_t length, uint64_t number) {
    const char *colon = memchr(line, ':', length), *end = line + length;
    if (!colon || colon == line)
        return wrong(r, number, "not 'Field: value', as the lines of a Packages file are");
    for (const char *c = line; c < colon; c++)
        if (!isgraph((unsigned char)*c))
            return wrong(r, number, "not 'Field: value', as the lines of a Packages file are");
    if (!r->open) {
        r->open = true;
        r->began = number;
        r->name = r->status = (hr_word){0};
        r->package = (hr_package){.source = r->source};
    }
    hr_word *value = field(r, (hr_word){line, (size_t)(colon - line)}, number);
    if (value && value->text)
        return wrong(r, number, "this stanza has the field twice; remove one of them");
    const char *at = colon + 1;
    while (at < end && (*at == ' ' || *at == '\t'))
        at++;
    while (end > at && (end[-1] == ' ' || end[-1] == '\t'))
        end--;
    if (value)
        *value = (hr_word){at, (size_t)(end - at)};
    r->last = value;
    return HR_OK;
}

/* Installed, or from a file without states. */
static bool is_there(hr_word status) {
    static const char installed[] = " installed";
    size_t tail = strlen(installed);
    return !status.text ||
           (status.length >= tail && !memcmp(status.text + status.length - tail, installed, tail));
}

static hr_status check_name(const reader *r) {
    bool fine = r->name.length > 0 && r->name.length <= 1000;
    for (size_t i = 0; fine && i < r->name.length; i++)
        fine = isgraph((unsigned char)r->name.text[i]) && !strchr(",|()[]<>:", r->name.text[i]);
    if (fine)
        return HR_OK;
    return wrong(r, r->began, r->name.text ? "this stanza's Package is no name" : "a stanza without Package");
}

static hr_status end_stanza(reader *r) {
    if (!r->open)
        return HR_OK;
    r->open = false;
    hr_status status = check_name(r);
    if (status != HR_OK || !is_there(r->status))
        return status;
    hr_packages *p = r->packages;
    uint32_t number;
    bool fresh;
    status = hr_names_add(&p->names, r->name.text, r->name.length, &number, &fresh);
    if (status == HR_OK && fresh)
        status = hr_grow(&p->package, &p->room, (size_t)number + 1, sizeof *p->package, "the packages");
    if (status == HR_OK &&
        (fresh || hr_debian_version_compare(r->package.version, p->package[number].version) > 0))
        p->package[number] = r->package;
    return status;
}

static bool is_empty(const char *line, size_t length) {
    while (length && (line[length - 1] == ' ' || line[length - 1] == '\t'))
        length--;
    return !length;
}

hr_status hr_packages_read(hr_packages *packages, const char *text, size_t length, const char *source) {
    reader r = {.packages = packages, .source = source};
    hr_lines lines = {text, text + length, 0};
    const char *line;
    hr_status status = HR_OK;
    while (status == HR_OK && hr_next_line(&lines, &line, &length)) {
        if (is_empty(line, length))
            status = end_stanza(&r);
        else if (*line == '#')
            continue;
        else if (*line != ' ' && *line != '\t')
            status = take_field(&r, line, length, lines.number);
        else if (!r.open)
            status =
                wrong(&r, lines.number, "a line goes on, but no field is open; remove the blank before it");
        else if (r.last)
            r.last->length = (size_t)(line + length - r.last->text);
    }
    return status == HR_OK ? end_stanza(&r) : status;
}

void hr_packages_clear(hr_packages *packages) {
    hr_names_clear(&packages->names);
    free(packages->package);
    memset(packages, 0, sizeof *packages);
}

static bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static hr_status wrong_item(const hr_package_items *items, hr_word item) {
    const hr_package *p = items->package;
    return hr_fail(HR_EINPUT, "%s: line %llu: %s: '%.*s' is not 'name (>= version)', nor alternatives with |",
                   p->source, (unsigned long long)p->line[items->list], list_names[items->list],
                   (int)(item.length < 60 ? item.length : 60), item.text);
}

/* name, and then nothing or one of: :architecture, (version), [architectures], <profiles> */
hr_status hr_package_next(hr_package_items *items, hr_word *name, bool *any) {
    hr_word list = items->package->list[items->list];
    const char *at = items->at ? items->at : list.text, *end = list.length ? list.text + list.length : at;
    *any = false;
    while (at < end && (is_blank(*at) || (*at == ',' && !items->more)))
        at++;
    if (!items->more && (!list.text || at == end))
        return HR_OK;
    const char *from = at, *stop = at;
    while (stop < end && *stop != ',' && *stop != '|')
        stop++;
    while (at < stop && !is_blank(*at) && !strchr("(:[<", *at))
        at++;
    *name = (hr_word){from, (size_t)(at - from)};
    while (at < stop && is_blank(*at))
        at++;
    if (!name->length || memchr(from, '\0', (size_t)(stop - from)) || (at < stop && !strchr("(:[<", *at)))
        return wrong_item(items, (hr_word){from, (size_t)(stop - from)});
    *any = true;
    items->more = stop < end && *stop == '|';
    items->at = stop + items->more;
    return HR_OK;
}
