/* ESCI judgments (hierarchy/esci.h): CSV or JSON Lines with the published columns
 *
 *     example_id, query, query_id, product_id, product_locale, esci_label, small_version, large_version,
 * split
 *
 * in any order, or ratings in JSON.  Needed are query, product_id and esci_label; the others where an option
 * asks for them, and further columns are not looked at.  A query is its text. */
#include "hierarchy/esci.h"

#include "base/table.h"
#include "base/text.h"
#include "hierarchy/read.h"
#include "hierarchy/source.h"

#include <jansson.h>
#include <stdlib.h>
#include <strings.h>

static void place_of_line(char room[64], uint64_t line) {
    snprintf(room, 64, "line %llu", (unsigned long long)line);
}

static hr_status take_label(hr_grade *grade, const hr_esci_reader *r, const char *label, uint64_t line) {
    static const char *const words[] = {"Exact", "Substitute", "Complement", "Irrelevant"};
    for (*grade = HR_EXACT; *grade <= HR_IRRELEVANT; ++*grade)
        if (!strcasecmp(label, words[*grade]) || (label[0] == words[*grade][0] && !label[1]))
            return HR_OK;
    return hr_fail(HR_EINPUT, "%s: line %llu: esci_label '%.40s': must be E, S, C or I", r->judgments.source,
                   (unsigned long long)line, label);
}

/* *kept: whether the row's value is the wanted one; without a wish every value is. */
static hr_status choose(bool *kept, const hr_esci_reader *r, const char *column, const char *value,
                        const char *wanted, uint64_t line) {
    *kept = true;
    if (!wanted)
        return HR_OK;
    if (!value)
        return hr_fail(HR_EINPUT, "%s: line %llu: has no %s, which is asked for", r->judgments.source,
                       (unsigned long long)line, column);
    *kept = !strcmp(value, wanted);
    return HR_OK;
}

/* Product ids are unique within a locale only: two locales are two data sets. */
static hr_status check_locale(hr_esci_reader *r, const char *locale, uint64_t line) {
    if (!locale || r->options.locale || (r->locale && !strcmp(r->locale, locale)))
        return HR_OK;
    if (r->locale)
        return hr_fail(
            HR_EINPUT,
            "%s: line %llu: locale '%.20s' after '%.20s'; choose one, such as esci:path=%s,locale=%.20s",
            r->judgments.source, (unsigned long long)line, locale, r->locale, r->judgments.source, r->locale);
    r->locale = strdup(locale);
    return r->locale ? HR_OK : hr_fail(HR_ENOMEM, "out of memory: a locale");
}

hr_status hr_esci_take(hr_esci_reader *r, const hr_esci_row *row, uint64_t line) {
    const hr_esci_options *o = &r->options;
    bool small = o->version && !strcmp(o->version, "small"), locale, version, split;
    hr_grade grade;
    uint32_t product;
    hr_status status = take_label(&grade, r, row->label, line);
    if (status == HR_OK)
        status = choose(&locale, r, "product_locale", row->locale, o->locale, line);
    if (status == HR_OK)
        status = choose(&version, r, small ? "small_version" : "large_version",
                        small ? row->small : row->large, o->version ? "1" : NULL, line);
    if (status == HR_OK)
        status = choose(&split, r, "split", row->split, o->split, line);
    if (status != HR_OK || !locale || !version)
        return status;
    status = check_locale(r, row->locale, line);
    if (status == HR_OK && !split)
        return hr_judgments_product(&r->judgments, row->product, strlen(row->product), line, &product);
    if (status == HR_OK)
        status = hr_judgments_add(&r->judgments, row->query, strlen(row->query), row->product,
                                  strlen(row->product), grade, line);
    return status;
}

/* The column's index, or table->columns where it is absent and may be. */
static hr_status find_column(size_t *column, const hr_table *table, const char *name, bool needed) {
    for (*column = 0; *column < table->columns; ++*column)
        if (!strcmp(hr_table_field(table, 0, *column), name))
            return HR_OK;
    return needed ? hr_table_column(column, table, name) : HR_OK;
}

static hr_status take_table(hr_esci_reader *r, const hr_table *t) {
    const hr_esci_options *o = &r->options;
    bool small = o->version && !strcmp(o->version, "small");
    const struct {
        const char *name;
        bool needed;
    } columns[] = {{"query", true},
                   {"product_id", true},
                   {"esci_label", true},
                   {"product_locale", o->locale != NULL},
                   {"split", o->split != NULL},
                   {"small_version", small},
                   {"large_version", o->version && !small}};
    enum { COLUMNS = sizeof columns / sizeof *columns };
    size_t at[COLUMNS];
    hr_status status = HR_OK;
    for (size_t c = 0; c < COLUMNS && status == HR_OK; c++)
        status = find_column(at + c, t, columns[c].name, columns[c].needed);
    for (size_t i = 1; i < t->rows && status == HR_OK; i++) {
        const char *text[COLUMNS];
        for (size_t c = 0; c < COLUMNS; c++)
            text[c] = at[c] < t->columns ? hr_table_field(t, i, at[c]) : NULL;
        status = hr_esci_take(
            r, &(hr_esci_row){text[0], text[1], text[2], text[3], text[4], text[5], text[6]}, t->line[i]);
    }
    return status;
}

static hr_status take_csv(hr_esci_reader *r, const char *text, size_t length) {
    hr_table table;
    hr_status status = hr_table_parse(&table, text, length, r->judgments.source);
    if (status == HR_OK) {
        status = take_table(r, &table);
        hr_table_clear(&table);
    }
    return status;
}

/* Whether the first line is a JSON object of its own and no beginning of ratings. */
static bool is_lines(const char *text, size_t length) {
    hr_lines lines = {text, text + length, 0};
    const char *line;
    if (!hr_next_line(&lines, &line, &length))
        return false;
    json_t *object = json_loadb(line, length, 0, NULL);
    bool is = json_is_object(object) && !json_object_get(object, "judgmentRatings");
    json_decref(object);
    return is;
}

static hr_status nothing(const hr_esci_reader *r) {
    const hr_esci_options *o = &r->options;
    return hr_fail(HR_EINPUT, "%s: no judgment%s%.20s%s%.20s%s%.20s; is this the file?", r->judgments.source,
                   o->locale ? " of locale " : "", o->locale ? o->locale : "", o->split ? " of split " : "",
                   o->split ? o->split : "", o->version ? " of version " : "", o->version ? o->version : "");
}

hr_status hr_parse_esci(hr_hierarchy *out, const char *text, size_t length, const char *source,
                        const hr_esci_options *options) {
    hr_esci_reader r = {.options = *options, .judgments = {.source = source, .describe = place_of_line}};
    size_t bom = length >= 3 && !memcmp(text, "\xef\xbb\xbf", 3) ? 3 : 0;
    text += bom;
    length -= bom;
    size_t at = 0;
    while (at < length && text[at] && strchr(" \t\r\n", text[at]))
        at++;
    bool json = at < length && text[at] == '{', lines = json && is_lines(text + at, length - at);
    hr_status status;
    if (json && !lines && (options->locale || options->split || options->version))
        status =
            hr_fail(HR_EUSAGE, "%s: ratings have no locale, split or version; leave the options out", source);
    else
        status = lines  ? hr_esci_take_lines(&r, text, length)
                 : json ? hr_esci_take_ratings(&r, text, length)
                        : take_csv(&r, text, length);
    if (status == HR_OK)
        status = r.judgments.count ? hr_judgments_build(out, &r.judgments) : nothing(&r);
    hr_judgments_clear(&r.judgments);
    free(r.locale);
    return status;
}

static hr_status open_esci(hr_hierarchy *out, hr_spec *spec) {
    const hr_esci_options options = {hr_spec_get(spec, "locale"), hr_spec_get(spec, "split"),
                                     hr_spec_get(spec, "version")};
    if (options.version && strcmp(options.version, "small") && strcmp(options.version, "large"))
        return hr_fail(HR_EUSAGE, "esci: version=%s: must be small or large", options.version);
    hr_spec_file file;
    hr_status status = hr_spec_file_read(&file, spec, NULL);
    if (status == HR_OK)
        status = hr_parse_esci(out, file.text, file.length, file.path, &options);
    hr_spec_file_clear(&file);
    return status;
}

/* A word that only these files have near their beginning. */
static bool recognise_esci(const char *path, const char *head, size_t length) {
    (void)path;
    static const char *const words[] = {"\"judgmentRatings\"", "esci_label"};
    size_t most = length < 4096 ? length : 4096;
    for (size_t w = 0; w < 2; w++)
        for (size_t i = 0, size = strlen(words[w]); i + size <= most; i++)
            if (!memcmp(head + i, words[w], size))
                return true;
    return false;
}

static const char *const allowed[] = {"path", "locale", "split", "version", NULL};

const hr_source hr_source_esci = {
    .name = "esci",
    .kind = HR_SOURCE_FORMAT,
    .keys = "path=FILE,locale=us|es|jp,split=train|test,version=small|large",
    .help =
        "shopping queries judged E, S, C, I (CSV, JSON Lines, ratings): Exact at distance 1, Substitute at 2",
    .example = "esci:path=examples.csv,locale=us,split=train",
    .allowed = allowed,
    .open = open_esci,
    .recognise = recognise_esci,
};
