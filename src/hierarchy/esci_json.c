/* ESCI as JSON: ratings by query, or one judgment a line. */
#include "base/text.h"
#include "hierarchy/esci.h"
#include "hierarchy/read.h"

#include <jansson.h>

static void place_of_rating(char room[64], uint64_t place) {
    snprintf(room, 64, "judgmentRatings[%u].ratings[%u]", (unsigned)(place >> 32), (unsigned)place);
}

/* The number of "100.000", 100.0 or 100; false for anything else. */
static bool take_number(const json_t *value, double *number) {
    *number = json_number_value(value);
    return json_is_number(value) ||
           (json_is_string(value) && hr_parse_double(json_string_value(value), number));
}

static hr_status take_rating(hr_esci_reader *r, const json_t *query, const json_t *rating, uint64_t place) {
    static const double grades[] = {100, 10, 1, 0};
    const json_t *product = json_object_get(rating, "docId"), *value = json_object_get(rating, "rating");
    char where[64];
    double number;
    place_of_rating(where, place);
    if (!json_is_string(product))
        return hr_fail(HR_EINPUT, "%s: %s: \"docId\" must be a product's id in quotes", r->judgments.source,
                       where);
    hr_grade grade = HR_EXACT;
    if (take_number(value, &number))
        while (grade <= HR_IRRELEVANT && grades[grade] != number)
            grade++;
    if (!take_number(value, &number) || grade > HR_IRRELEVANT)
        return hr_fail(HR_EINPUT,
                       "%s: %s: \"rating\" must be 100 (Exact), 10 (Substitute), 1 (Complement) or 0 "
                       "(Irrelevant)",
                       r->judgments.source, where);
    return hr_judgments_add(&r->judgments, json_string_value(query), json_string_length(query),
                            json_string_value(product), json_string_length(product), grade, place);
}

static hr_status take_query(hr_esci_reader *r, const json_t *entry, size_t at) {
    const json_t *query = json_object_get(entry, "query"), *ratings = json_object_get(entry, "ratings");
    if (!json_is_string(query) || !json_is_array(ratings))
        return hr_fail(
            HR_EINPUT,
            "%s: judgmentRatings[%zu]: must be {\"query\": \"...\", \"ratings\": [{\"docId\": ..., "
            "\"rating\": ...}, ...]}",
            r->judgments.source, at);
    hr_status status = HR_OK;
    for (size_t i = 0; i < json_array_size(ratings) && status == HR_OK; i++)
        status = take_rating(r, query, json_array_get(ratings, i), (uint64_t)at << 32 | i);
    return status;
}

hr_status hr_esci_take_ratings(hr_esci_reader *r, const char *text, size_t length) {
    json_error_t error;
    json_t *root = json_loadb(text, length, JSON_REJECT_DUPLICATES, &error);
    if (!root)
        return hr_fail(json_error_code(&error) == json_error_out_of_memory ? HR_ENOMEM : HR_EINPUT,
                       "%s: line %d: not JSON: %s", r->judgments.source, error.line, error.text);
    const json_t *list = json_object_get(root, "judgmentRatings");
    hr_status status = HR_OK;
    r->judgments.describe = place_of_rating;
    if (!json_is_array(list))
        status = hr_fail(HR_EINPUT, "%s: must be {\"judgmentRatings\": [...]}, or one judgment a line",
                         r->judgments.source);
    for (size_t i = 0; i < json_array_size(list) && status == HR_OK; i++)
        status = take_query(r, json_array_get(list, i), i);
    json_decref(root);
    return status;
}

/* A column's text; numbers are written out into room. */
static hr_status take_column(const char **out, const hr_esci_reader *r, const json_t *object, const char *key,
                             char room[24], uint64_t line) {
    const json_t *value = json_object_get(object, key);
    *out = json_string_value(value);
    if (json_is_integer(value)) {
        snprintf(room, 24, "%lld", (long long)json_integer_value(value));
        *out = room;
    }
    if (*out || !value || json_is_null(value))
        return HR_OK;
    return hr_fail(HR_EINPUT, "%s: line %llu: \"%s\" must be a text or a whole number", r->judgments.source,
                   (unsigned long long)line, key);
}

static hr_status take_object(hr_esci_reader *r, const json_t *object, uint64_t line) {
    static const char *const keys[] = {"query", "product_id",    "esci_label",   "product_locale",
                                       "split", "small_version", "large_version"};
    enum { KEYS = sizeof keys / sizeof *keys };
    const char *text[KEYS];
    char room[KEYS][24];
    for (size_t k = 0; k < KEYS; k++) {
        hr_status status = take_column(text + k, r, object, keys[k], room[k], line);
        if (status != HR_OK)
            return status;
        if (k < 3 && !text[k])
            return hr_fail(HR_EINPUT, "%s: line %llu: has no \"%s\"", r->judgments.source,
                           (unsigned long long)line, keys[k]);
    }
    return hr_esci_take(r, &(hr_esci_row){text[0], text[1], text[2], text[3], text[4], text[5], text[6]},
                        line);
}

hr_status hr_esci_take_lines(hr_esci_reader *r, const char *text, size_t length) {
    hr_lines lines = {text, text + length, 0};
    const char *line;
    hr_status status = HR_OK;
    while (status == HR_OK && hr_next_line(&lines, &line, &length)) {
        if (!length)
            continue;
        json_error_t error;
        json_t *object = json_loadb(line, length, JSON_REJECT_DUPLICATES, &error);
        if (!json_is_object(object))
            status = hr_fail(HR_EINPUT, "%s: line %llu: not a JSON object%s%s", r->judgments.source,
                             (unsigned long long)lines.number, object ? "" : ": ", object ? "" : error.text);
        else
            status = take_object(r, object, lines.number);
        json_decref(object);
    }
    return status;
}
