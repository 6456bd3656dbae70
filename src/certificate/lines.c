#include "certificate/lines.h"

#include "base/memory.h"
#include "certificate/number.h"

#include <stdlib.h>

void hr_claim_feasible(hr_writer *w, const hr_certified *c) {
    hr_put_text(w, "feasible ");
    hr_put_text(w, hr_notion_names[c->decision->notion]);
    hr_put_char(w, ' ');
    hr_put_decimal(w, c->decision->dimension);
    if (c->decision->notion == HR_F_GLOBAL) {
        hr_put_char(w, ' ');
        hr_put_double(w, c->decision->eps);
    }
}

void hr_claim_least(hr_writer *w, const hr_certified *c) {
    hr_put_text(w, "least ");
    hr_put_text(w, hr_notion_names[c->bound->notion]);
    hr_put_char(w, ' ');
    hr_put_decimal(w, c->bound->least);
}

void hr_put_list(hr_writer *w, const char *what, const uint32_t *list, uint64_t count) {
    hr_put_text(w, what);
    hr_put_char(w, ' ');
    hr_put_decimal(w, count);
    hr_put_char(w, '\n');
    for (uint64_t i = 0; list && i < count; i++) {
        hr_put_decimal(w, list[i]);
        hr_put_char(w, i + 1 < count ? ' ' : '\n');
    }
}

void hr_put_shape(hr_writer *w, const char *what, uint64_t rows, uint64_t columns) {
    hr_put_text(w, what);
    hr_put_char(w, ' ');
    hr_put_decimal(w, rows);
    hr_put_char(w, ' ');
    hr_put_decimal(w, columns);
    hr_put_char(w, '\n');
}

hr_status hr_put_nothing(hr_writer *w, const hr_certified *c) {
    (void)c;
    hr_put_char(w, '\n');
    return HR_OK;
}

typedef struct {
    uint32_t number, place;
} placed;

static int ascending(const void *a, const void *b) {
    const placed *x = a, *y = b;
    return (x->number > y->number) - (x->number < y->number);
}

static placed *sort(const uint32_t *list, uint32_t count) {
    placed *order = hr_alloc(count, sizeof *order, "a list in order");
    for (uint32_t i = 0; order && i < count; i++)
        order[i] = (placed){list[i], i};
    if (order)
        qsort(order, count, sizeof *order, ascending);
    return order;
}

static void put_sorted(hr_writer *w, const char *what, const placed *order, uint32_t count) {
    hr_put_list(w, what, NULL, count);
    for (uint32_t i = 0; i < count; i++) {
        hr_put_decimal(w, order[i].number);
        hr_put_char(w, i + 1 < count ? ' ' : '\n');
    }
}

static void put_weights(hr_writer *w, const hr_evidence *e, const placed *row, const placed *column) {
    hr_put_text(w, "weights\n");
    for (uint32_t i = 0; i < e->queries; i++)
        for (uint32_t j = 0; j < e->documents; j++) {
            hr_put_hex(w, e->weight[(size_t)row[i].place * e->documents + column[j].place]);
            hr_put_char(w, j + 1 < e->documents ? ' ' : '\n');
        }
}

hr_status hr_put_submatrix(hr_writer *w, const hr_evidence *e, bool weights) {
    placed *row = sort(e->query, e->queries), *column = sort(e->document, e->documents);
    bool ready = row && column;
    if (ready) {
        put_sorted(w, "queries", row, e->queries);
        put_sorted(w, "documents", column, e->documents);
        if (weights)
            put_weights(w, e, row, column);
    }
    free(row);
    free(column);
    return ready ? HR_OK : HR_ENOMEM;
}
