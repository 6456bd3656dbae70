#include "hierarchy/judgments.h"

#include "base/memory.h"
#include "hierarchy/builder.h"

#include <stdlib.h>
#include <string.h>

void hr_judgments_clear(hr_judgments *j) {
    hr_names_clear(&j->queries);
    hr_names_clear(&j->products);
    free(j->list);
    j->list = NULL;
    j->count = j->room = 0;
}

static hr_status take_name(const hr_judgments *j, hr_names *names, const char *what, const char *text,
                           size_t length, uint64_t place, uint32_t *number) {
    char where[64];
    bool fresh;
    if (length && !memchr(text, '\0', length))
        return hr_names_add(names, text, length, number, &fresh);
    j->describe(where, place);
    return hr_fail(HR_EINPUT, "%s: %s: %s; give every judgment a query and a product", j->source, where,
                   length ? "a name holds a NUL byte" : what);
}

hr_status hr_judgments_product(hr_judgments *j, const char *product, size_t length, uint64_t place,
                               uint32_t *number) {
    return take_name(j, &j->products, "a product without a name", product, length, place, number);
}

hr_status hr_judgments_add(hr_judgments *j, const char *query, size_t query_length, const char *product,
                           size_t product_length, hr_grade grade, uint64_t place) {
    hr_judgment judgment = {.grade = grade, .place = place};
    hr_status status =
        take_name(j, &j->queries, "a query without text", query, query_length, place, &judgment.query);
    if (status == HR_OK)
        status = hr_judgments_product(j, product, product_length, place, &judgment.product);
    if (status == HR_OK &&
        hr_grow(&j->list, &j->room, j->count + 1, sizeof *j->list, "the judgments") != HR_OK)
        status = HR_ENOMEM;
    if (status == HR_OK)
        j->list[j->count++] = judgment;
    return status;
}

static int by_pair(const void *a, const void *b) {
    const hr_judgment *x = a, *y = b;
    if (x->query != y->query)
        return x->query < y->query ? -1 : 1;
    if (x->product != y->product)
        return x->product < y->product ? -1 : 1;
    return (x->place > y->place) - (x->place < y->place);
}

/* Once sorted, a pair judged twice stands side by side. */
static hr_status check(const hr_judgments *j) {
    bool relevant = false;
    for (size_t i = 0; i < j->count; i++) {
        const hr_judgment *a = j->list + i;
        relevant = relevant || a->grade <= HR_SUBSTITUTE;
        if (!i || a[-1].query != a->query || a[-1].product != a->product)
            continue;
        char here[64], first[64];
        j->describe(here, a->place);
        j->describe(first, a[-1].place);
        return hr_fail(HR_EINPUT,
                       "%s: %s: '%.60s' is judged for '%.60s' a second time, first in %s; remove one",
                       j->source, here, hr_names_get(&j->products, a->product),
                       hr_names_get(&j->queries, a->query), first);
    }
    return relevant ? HR_OK
                    : hr_fail(HR_EINPUT, "%s: no judgment is Exact or Substitute, so no query has a document",
                              j->source);
}

typedef struct {
    hr_builder *builder;
    uint32_t nodes;
    char *text;
    size_t room;
} names;

/* A new node called `text`, or ""text"" and so on when another node has that name already. */
static hr_status new_node(names *n, const char *text, const char *tail, uint32_t *node) {
    size_t length = strlen(text), end = strlen(tail);
    for (size_t quotes = 0;; quotes++) {
        if (hr_grow(&n->text, &n->room, length + end + 2 * quotes, 1, "a name") != HR_OK)
            return HR_ENOMEM;
        memset(n->text, '"', length + 2 * quotes);
        memcpy(n->text + quotes, text, length);
        memcpy(n->text + length + 2 * quotes, tail, end);
        hr_status status = hr_builder_node(n->builder, n->text, length + end + 2 * quotes, 0, node);
        if (status != HR_OK)
            return status;
        if (*node == n->nodes) {
            n->nodes++;
            return HR_OK;
        }
    }
}

/* The judgments of one query: list[0 .. count-1]. */
static hr_status add_query(names *n, const hr_judgments *j, const hr_judgment *list, size_t count) {
    const char *text = hr_names_get(&j->queries, list->query);
    uint32_t query, between = HR_NONE;
    hr_status status = new_node(n, text, "", &query);
    if (status == HR_OK)
        status = hr_builder_query(n->builder, query);
    for (size_t i = 0; i < count && status == HR_OK; i++) {
        uint32_t child = query;
        if (list[i].grade > HR_SUBSTITUTE)
            continue;
        if (list[i].grade == HR_SUBSTITUTE && between == HR_NONE) {
            status = new_node(n, text, " (substitutes)", &between);
            if (status == HR_OK)
                status = hr_builder_edge(n->builder, query, between, 0);
        }
        if (list[i].grade == HR_SUBSTITUTE)
            child = between;
        if (status == HR_OK)
            status = hr_builder_edge(n->builder, child, list[i].product, 0);
    }
    return status;
}

static hr_status add_all(names *n, const hr_judgments *j) {
    hr_status status = HR_OK;
    for (uint32_t x = 0; x < j->products.count && status == HR_OK; x++) {
        uint32_t node;
        const char *name = hr_names_get(&j->products, x);
        status =
            hr_builder_node(n->builder, name, strlen(name), 0, &node); /* node == x: names are distinct */
        if (status == HR_OK)
            status = hr_builder_document(n->builder, node);
    }
    n->nodes = j->products.count;
    for (size_t i = 0, end; i < j->count && status == HR_OK; i = end) {
        for (end = i + 1; end < j->count && j->list[end].query == j->list[i].query;)
            end++;
        status = add_query(n, j, j->list + i, end - i);
    }
    return status;
}

hr_status hr_judgments_build(hr_hierarchy *out, hr_judgments *j) {
    qsort(j->list, j->count, sizeof *j->list, by_pair);
    hr_status status = check(j);
    if (status != HR_OK)
        return status;
    names n = {.builder = hr_builder_new(HR_BUILD_NAMED, j->source)};
    status = n.builder ? add_all(&n, j) : HR_ENOMEM;
    if (status == HR_OK)
        status = hr_builder_finish(n.builder, out);
    hr_builder_free(n.builder);
    free(n.text);
    return status;
}
