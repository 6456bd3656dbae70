#include "hierarchy/digest.h"

#include <nettle/sha2.h>
#include <stdio.h>
#include <string.h>

/* Pieces are a few bytes each: gathered before they are hashed. */
typedef struct {
    struct sha256_ctx hash;
    size_t used;
    char room[1 << 14];
} sink;

static void flush(sink *s) {
    sha256_update(&s->hash, s->used, (const uint8_t *)s->room);
    s->used = 0;
}

static void put(sink *s, const char *bytes, size_t length) {
    if (length > sizeof s->room - s->used)
        flush(s);
    if (length > sizeof s->room) {
        sha256_update(&s->hash, length, (const uint8_t *)bytes);
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

void hr_hierarchy_digest(char out[HR_DIGEST_HEX + 1], const hr_hierarchy *hierarchy) {
    sink s;
    s.used = 0;
    sha256_init(&s.hash);
    put_text(&s, "hrdim hierarchy 1\n");
    put_nodes(&s, hierarchy);
    put_role(&s, "queries", hierarchy->query, hierarchy->queries, hierarchy->nodes);
    put_role(&s, "documents", hierarchy->document, hierarchy->documents, hierarchy->nodes);
    flush(&s);
    uint8_t digest[SHA256_DIGEST_SIZE];
    sha256_digest(&s.hash, sizeof digest, digest);
    for (size_t i = 0; i < sizeof digest; i++)
        snprintf(out + 2 * i, 3, "%02x", digest[i]);
}
