#include "hierarchy/canonical.h"

#include <string.h>

/* Pieces are a few bytes each: gathered before they are handed on. */
typedef struct {
    void (*take)(void *to, const char *bytes, size_t length);
    void *to;
    size_t used;
    char room[1 << 14];
} sink;

static void flush(sink *s) {
    s->take(s->to, s->room, s->used);
    s->used = 0;
}

static void put(sink *s, const char *bytes, size_t length) {
    if (length > sizeof s->room - s->used)
        flush(s);
    if (length > sizeof s->room) {
        s->take(s->to, bytes, length);
        return;
    }
    memcpy(s->room + s->used, bytes, length);
    s->used += length;
}

static void put_text(sink *s, const char *text) {
    put(s, text, strlen(text));
}

static void put_number(sink *s, uint64_t number) {
    char digits[20];
    size_t at = sizeof digits;
    do
        digits[--at] = (char)('0' + number % 10);
    while (number /= 10);
    put(s, digits + at, sizeof digits - at);
}

static void put_nodes(sink *s, const hr_hierarchy *h) {
    put_text(s, "nodes ");
    put_number(s, h->nodes);
    for (uint32_t v = 0; v < h->nodes; v++) {
        char room[16];
        const char *name = hr_node_name(h, v, room);
        size_t length = strlen(name);
        put_text(s, "\n");
        put_number(s, length);
        put_text(s, ":");
        put(s, name, length);
        const uint32_t *parent;
        uint32_t parents = hr_parents(h, v, &parent);
        for (uint32_t i = 0; i < parents; i++) {
            put_text(s, " ");
            put_number(s, parent[i]);
        }
    }
    put_text(s, "\n");
}

static void put_role(sink *s, const char *role, const uint32_t *node, uint32_t count, uint32_t nodes) {
    put_text(s, role);
    if (count == nodes)
        put_text(s, " all");
    for (uint32_t i = 0; count < nodes && i < count; i++) {
        put_text(s, " ");
        put_number(s, node[i]);
    }
    put_text(s, "\n");
}

void hr_canonical_put(const hr_hierarchy *h, void (*take)(void *to, const char *bytes, size_t length),
                      void *to) {
    sink s;
    s.take = take;
    s.to = to;
    s.used = 0;
    put_text(&s, HR_CANONICAL_HEAD);
    put_nodes(&s, h);
    put_role(&s, "queries", h->query, h->queries, h->nodes);
    put_role(&s, "documents", h->document, h->documents, h->nodes);
    flush(&s);
}
