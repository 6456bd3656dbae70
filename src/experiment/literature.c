#include "experiment/literature.h"

#include "base/memory.h"
#include "base/table.h"
#include "base/text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NAME, SERIES, SOURCE, X, Y, SLOPE, COLUMNS };

static const char *field(const hr_table *table, size_t row, const size_t *column, int which) {
    return hr_table_field(table, row, column[which]);
}

static hr_status wrong(const hr_table *table, size_t row, const char *what) {
    return hr_fail(HR_EINPUT, "%s:%zu: %s", table->path, table->line[row], what);
}

static hr_status add_slope(hr_literature *out, const hr_table *table, size_t row, const size_t *column) {
    if (*field(table, row, column, X) || *field(table, row, column, Y))
        return wrong(table, row, "a slope has a row of its own, without x and y");
    if (!isnan(out->slope))
        return wrong(table, row, "a second slope of this name; give it a name of its own");
    return hr_table_number(&out->slope, table, row, column[SLOPE], NAN);
}

static hr_status add_level(hr_literature *out, const hr_table *table, size_t row, const size_t *column) {
    if (out->points || !isnan(out->level))
        return wrong(table, row, "a y without x has a row of its own");
    return hr_table_number(&out->level, table, row, column[Y], NAN);
}

static hr_status add_point(hr_literature *out, const hr_table *table, size_t row, const size_t *column) {
    if (!*field(table, row, column, X) || !*field(table, row, column, Y))
        return wrong(table, row, "needs both x and y, a y alone, or a slope");
    if (!isnan(out->level))
        return wrong(table, row, "a y without x has a row of its own");
    double *x = &out->x[out->points], *y = &out->y[out->points];
    hr_status status = hr_table_number(x, table, row, column[X], NAN);
    if (status == HR_OK)
        status = hr_table_number(y, table, row, column[Y], NAN);
    if (status == HR_OK && out->points && x[-1] >= *x)
        return wrong(table, row,
                     "x is not above that of the point before; write a name's points in ascending "
                     "order");
    out->points += status == HR_OK;
    return status;
}

static hr_status add_row(hr_literature *out, const hr_table *table, size_t row, const size_t *column) {
    const char *series = field(table, row, column, SERIES), *source = field(table, row, column, SOURCE);
    if (!*series || !*source)
        return wrong(table, row, "needs a series, its legend, and a source");
    if (!out->series) {
        out->series = strdup(series);
        out->source = strdup(source);
        if (!out->series || !out->source)
            return hr_fail(HR_ENOMEM, "out of memory: the literature");
    } else if (strcmp(out->series, series) || strcmp(out->source, source)) {
        return wrong(table, row, "series and source must be those of the rows of this name before");
    }
    if (*field(table, row, column, SLOPE))
        return add_slope(out, table, row, column);
    return *field(table, row, column, Y) && !*field(table, row, column, X)
               ? add_level(out, table, row, column)
               : add_point(out, table, row, column);
}

static hr_status unknown(const hr_table *table, const size_t *column, const char *name) {
    const char **names = hr_alloc(table->rows, sizeof *names, "the literature's names");
    if (!names)
        return HR_ENOMEM;
    char list[700] = "";
    size_t count = 0, length = 0;
    for (size_t row = 1; row < table->rows; row++) {
        const char *other = field(table, row, column, NAME);
        bool seen = false;
        for (size_t i = 0; i < count; i++)
            seen = seen || !strcmp(names[i], other);
        if (seen)
            continue;
        if (length < sizeof list)
            length += (size_t)snprintf(list + length, sizeof list - length, "%s%s", count ? ", " : "", other);
        names[count++] = other;
    }
    names[count] = NULL; /* the header leaves one over */
    const char *near = hr_nearest(name, names);
    hr_fail(HR_EUSAGE, "%s has no '%.60s'%s%s%s; it has %s", table->path, name,
            near ? ", did you mean '" : "", near ? near : "", near ? "'?" : "", count ? list : "no rows");
    free(names);
    return HR_EUSAGE;
}

static hr_status take(hr_literature *out, const hr_table *table, const char *name) {
    static const char *const names[COLUMNS] = {"name", "series", "source", "x", "y", "slope"};
    size_t column[COLUMNS];
    hr_status status = HR_OK;
    for (size_t c = 0; c < COLUMNS && status == HR_OK; c++)
        status = hr_table_column(&column[c], table, names[c]);
    if (status != HR_OK)
        return status;
    out->name = strdup(name);
    out->x = hr_alloc(table->rows, sizeof *out->x, "the literature");
    out->y = hr_alloc(table->rows, sizeof *out->y, "the literature");
    if (!out->name || !out->x || !out->y)
        return hr_fail(HR_ENOMEM, "out of memory: the literature");
    for (size_t row = 1; row < table->rows && status == HR_OK; row++)
        if (!strcmp(field(table, row, column, NAME), name))
            status = add_row(out, table, row, column);
    return status == HR_OK && !out->series ? unknown(table, column, name) : status;
}

hr_status hr_literature_read(hr_literature *out, const char *folder, const char *name) {
    *out = (hr_literature){.slope = NAN, .level = NAN};
    size_t size = strlen(folder) + sizeof "/literature.csv";
    char *path = hr_alloc(size, 1, "a file name");
    if (!path)
        return HR_ENOMEM;
    snprintf(path, size, "%s/literature.csv", folder);
    hr_table table;
    hr_status status = hr_table_read(&table, path);
    if (status == HR_OK) {
        status = take(out, &table, name);
        hr_table_clear(&table);
    }
    free(path);
    if (status != HR_OK)
        hr_literature_clear(out);
    return status;
}

void hr_literature_clear(hr_literature *literature) {
    free(literature->name);
    free(literature->series);
    free(literature->source);
    free(literature->x);
    free(literature->y);
    *literature = (hr_literature){.slope = NAN, .level = NAN};
}
