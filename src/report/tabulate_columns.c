/* The columns that the spec names, a line per point.  With quantities among them a line per place: the rows
 * that differ in the quantity alone, each quantity's y in a column of its own. */
#include "base/memory.h"
#include "report/number.h"
#include "report/tabulate_parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef enum { TEXT, WORDS, NOTION, COUNT, VALUE, QUANTITY } column_kind;

static const struct {
    const char *name, *heading;
    column_kind kind;
} known[] = {
    {"kind", "kind", TEXT},
    {"hierarchy", "hierarchy", WORDS},
    {"name", "method", WORDS},
    {"statement", "statement", TEXT},
    {"notion", "notion", NOTION},
    {"dimension", "d", COUNT},
    {"distance", "distance", COUNT},
    {"step", "step", COUNT},
    {"quantity", "quantity", TEXT},
    {"y", "value", VALUE},
    {"state", "verdict", TEXT},
    {"above", "above", VALUE},
    {"low", "lowest", VALUE},
    {"high", "highest", VALUE},
    {"mean", "mean", VALUE},
    {"sd", "s.d.", VALUE},
    {"seeds", "seeds", COUNT},
    {"decided", "decided", COUNT},
    {"trials", "trials", COUNT},
    {"n", "n", COUNT},
    {"m", "m", COUNT},
    {"s", "s", COUNT},
};

typedef struct {
    column_kind kind;
    const char *heading;
    size_t at; /* the column of NAME.csv */
    const hr_quantity *quantity;
} shown;

/* What names a place. */
typedef struct {
    size_t column[8 + HR_SPEC_VARIABLES], columns;
    size_t quantity, y, state;
} place;

static hr_status columns_of(shown *out, place *key, const hr_experiment *e, const hr_table *t) {
    static const char *const naming[] = {"kind",   "hierarchy", "name",    "statement",
                                         "notion", "dimension", "distance"};
    for (size_t i = 0; i < sizeof naming / sizeof *naming; i++)
        if (hr_table_column(&key->column[key->columns++], t, naming[i]) != HR_OK)
            return HR_EINPUT;
    for (size_t r = 0, any = 0; r < e->records && !any; r++)
        if ((any = e->record[r]->at_step != NULL) && /* the file has the column then */
            hr_table_column(&key->column[key->columns++], t, "step") != HR_OK)
            return HR_EINPUT;
    for (size_t v = 0; v < e->variables; v++)
        if (hr_table_column(&key->column[key->columns++], t, e->variable[v].name) != HR_OK)
            return HR_EINPUT;
    if (hr_table_column(&key->quantity, t, "quantity") != HR_OK ||
        hr_table_column(&key->y, t, "y") != HR_OK || hr_table_column(&key->state, t, "state") != HR_OK)
        return HR_EINPUT;
    for (size_t c = 0; c < e->columns; c++) {
        shown *s = &out[c];
        *s = (shown){.kind = COUNT, .heading = e->column[c]}; /* a variable */
        bool column = false;
        for (size_t k = 0; k < sizeof known / sizeof *known; k++)
            if (!strcmp(known[k].name, e->column[c])) {
                s->kind = known[k].kind;
                s->heading = known[k].heading;
                column = true;
            }
        s->quantity = column ? NULL : hr_quantity_find(e->column[c]);
        if (s->quantity)
            s->kind = QUANTITY;
        else if (hr_table_column(&s->at, t, e->column[c]) != HR_OK)
            return HR_EINPUT;
    }
    return HR_OK;
}

static hr_status number_text(char *out, size_t size, const hr_table *t, size_t row, size_t column,
                             const hr_quantity *quantity, bool plain) {
    double value;
    hr_status status = hr_table_number(&value, t, row, column, NAN);
    if (status == HR_OK && quantity)
        hr_value_text(out, size, quantity, value, plain);
    else if (status == HR_OK && plain)
        snprintf(out, size, "%s", hr_table_field(t, row, column));
    else if (status == HR_OK)
        hr_number_text(out, size, value);
    return status;
}

/* A quantity's own column; UNKNOWN is written where it has no value. */
static hr_status quantity_text(char *out, size_t size, const hr_table *t, size_t row, const place *key,
                               const hr_quantity *quantity, bool plain) {
    *out = '\0';
    if (strcmp(hr_table_field(t, row, key->quantity), quantity->name))
        return HR_OK;
    hr_status status = number_text(out, size, t, row, key->y, quantity, plain);
    const char *state = hr_table_field(t, row, key->state);
    bool least = !strcmp(quantity->name, "least-dimension");
    if (status != HR_OK || (*out && !least) || (strcmp(state, "UNKNOWN") && strcmp(state, "INFEASIBLE")))
        return status;
    if (!strcmp(state, "UNKNOWN")) {
        char y[64];
        size_t above;
        snprintf(y, sizeof y, "%.60s", *out ? out : "?");
        status = hr_table_column(&above, t, "above");
        if (status == HR_OK)
            status = number_text(out, size, t, row, above, quantity, plain);
        char low[64];
        snprintf(low, sizeof low, "%.60s", *out ? out : "0");
        if (status == HR_OK && least && (*y != '?' || strcmp(low, "0")))
            snprintf(out, size, "(%s, %s]", low, y);
        else
            snprintf(out, size, "UNKNOWN");
    } else if (least) {
        char y[64];
        snprintf(y, sizeof y, "%.60s", out);
        snprintf(out, size, "not at %s", y);
    }
    return status;
}

static hr_status cell_text(char *out, size_t size, const hr_table *t, size_t row, const place *key,
                           const shown *s, bool plain) {
    const char *text = s->kind == QUANTITY ? "" : hr_table_field(t, row, s->at);
    const hr_quantity *own = hr_quantity_find(hr_table_field(t, row, key->quantity));
    switch (s->kind) {
    case QUANTITY:
        return quantity_text(out, size, t, row, key, s->quantity, plain);
    case VALUE:
        return number_text(out, size, t, row, s->at, own, plain);
    case COUNT:
        return number_text(out, size, t, row, s->at, NULL, plain);
    case WORDS:
        if (!plain) {
            hr_words(out, size, text);
            return HR_OK;
        }
        break;
    case NOTION:
        if (!plain) {
            hr_notion_words(out, size, text);
            return HR_OK;
        }
        break;
    case TEXT:
        break;
    }
    snprintf(out, size, "%s", text);
    return HR_OK;
}

static bool same_place(const hr_table *t, size_t a, size_t b, const place *key) {
    for (size_t c = 0; c < key->columns; c++)
        if (strcmp(hr_table_field(t, a, key->column[c]), hr_table_field(t, b, key->column[c])))
            return false;
    return true;
}

static bool asked(const hr_table *t, size_t row, const place *key, const shown *columns, size_t count,
                  bool quantities) {
    for (size_t c = 0; c < count && quantities; c++)
        if (columns[c].quantity && !strcmp(columns[c].quantity->name, hr_table_field(t, row, key->quantity)))
            return true;
    return !quantities;
}

typedef struct {
    size_t *line; /* of the grid, for each row of the file; 0: none */
    size_t lines;
} lines;

/* Rows of one place stand behind each other in the file or nearly so; all earlier ones are looked at. */
static void lay_out(lines *out, const hr_table *t, const place *key, const shown *columns, size_t count,
                    bool quantities) {
    for (size_t row = 1; row < t->rows; row++) {
        out->line[row] = 0;
        if (!asked(t, row, key, columns, count, quantities))
            continue;
        for (size_t before = row; quantities && before-- > 1 && !out->line[row];)
            if (out->line[before] && same_place(t, row, before, key))
                out->line[row] = out->line[before];
        if (!out->line[row])
            out->line[row] = ++out->lines;
    }
}

static hr_status fill(hr_grid *out, const hr_table *t, const place *key, const shown *columns,
                      const lines *at, bool plain) {
    char text[HR_SPEC_TEXT];
    hr_status status = HR_OK;
    for (size_t c = 0; c < out->columns && status == HR_OK; c++) {
        bool number = columns[c].kind == COUNT || columns[c].kind == VALUE || columns[c].kind == QUANTITY;
        out->right[c] = number;
        snprintf(text, sizeof text, "%s", columns[c].heading);
        for (char *h = text; columns[c].quantity && *h; h++)
            *h = *h == '-' ? ' ' : *h;
        status = hr_grid_set(out, 0, c, text);
    }
    for (size_t row = 1; row < t->rows && status == HR_OK; row++)
        for (size_t c = 0; at->line[row] && c < out->columns && status == HR_OK; c++) {
            status = cell_text(text, sizeof text, t, row, key, &columns[c], plain);
            if (status == HR_OK && *text && !*hr_grid_cell(out, at->line[row], c))
                status = hr_grid_set(out, at->line[row], c, text);
        }
    return status;
}

hr_status hr_tabulate_columns(hr_grid *out, const hr_experiment *e, const hr_points *points, bool plain) {
    const hr_table *t = &points->table;
    shown columns[HR_SPEC_COLUMNS];
    place key = {0};
    lines at = {0};
    bool quantities = false;
    memset(out, 0, sizeof *out);
    hr_status status = columns_of(columns, &key, e, t);
    for (size_t c = 0; status == HR_OK && c < e->columns; c++)
        quantities = quantities || columns[c].quantity;
    at.line = status == HR_OK ? hr_calloc(t->rows, sizeof *at.line, "a table") : NULL;
    if (status == HR_OK && !at.line)
        status = HR_ENOMEM;
    if (status == HR_OK) {
        lay_out(&at, t, &key, columns, e->columns, quantities);
        status = hr_grid_init(out, at.lines + 1, e->columns);
    }
    if (status == HR_OK)
        status = fill(out, t, &key, columns, &at, plain);
    if (status == HR_OK && quantities && e->seeds > 1)
        status =
            hr_grid_note(out, "Means over the seeds; a least dimension is that of at least half of them.");
    free(at.line);
    return status;
}
