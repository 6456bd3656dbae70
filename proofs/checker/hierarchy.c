/* The hierarchy in either form, its digest, the checks that make it a DAG, and who reaches whom. */
#include "checker.h"
#include <stdlib.h>
#include <string.h>
typedef struct {
    hv_hierarchy *h;
    hv_text *text;
    uint32_t *first, *next; /* by hash, and by node: the next one with such a name + 1, or 0 */
    int64_t *edge;          /* child << 32 | parent */
    size_t edge_room, name_room, next_room, pool_room, *name;
    char *pool; /* node v's name is pool[name[v] .. name[v + 1]) */
} builder;
enum { HASHES = 1 << 20 };
static const char form[] = "hrdim hierarchy 1\n";

int hv_ascends(const void *a, const void *b) {
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

/* The next byte of a name that begins at the end of the pool. */
static void take_byte(builder *b, size_t at) {
    if (at == 1 << 20) hv_limit(b->text, "a name of more than 2^20 bytes");
    b->pool = hv_grow(b->pool, &b->pool_room, b->name[b->h->nodes] + at + 1, 1);
    b->pool[b->name[b->h->nodes] + at] = (char)hv_byte(b->text);
}
/* The node of the name at the end of the pool, a new one when no node has it. */
static uint32_t intern(builder *b, size_t length) {
    uint32_t nodes = b->h->nodes;
    uint64_t hash = 0xcbf29ce484222325; /* FNV-1a */
    if (!length) hv_wrong(b->text, "a node without a name");
    const char *name = b->pool + b->name[nodes];
    for (size_t i = 0; i < length; i++) hash = (hash ^ (unsigned char)name[i]) * 0x100000001b3;
    uint32_t *first = &b->first[(hash ^ hash >> 32) % HASHES];
    for (uint32_t v = *first; v; v = b->next[v - 1])
        if (b->name[v] - b->name[v - 1] == length && !memcmp(b->pool + b->name[v - 1], name, length)) return v - 1;
    if (nodes == 1 << 30) hv_limit(b->text, "more than 2^30 nodes");
    b->next = hv_grow(b->next, &b->next_room, nodes + 1, sizeof *b->next);
    b->name = hv_grow(b->name, &b->name_room, nodes + 2, sizeof *b->name);
    b->name[nodes + 1] = b->name[nodes] + length;
    b->next[nodes] = *first;
    return *first = ++b->h->nodes, nodes;
}

static void add_edge(builder *b, uint32_t child, size_t parent) {
    if (b->h->edges == 1 << 30) hv_limit(b->text, "more than 2^30 edges");
    b->edge = hv_grow(b->edge, &b->edge_room, b->h->edges + 1, sizeof *b->edge);
    b->edge[b->h->edges++] = (int64_t)child << 32 | (int64_t)parent;
}

static void read_canonical(builder *b, hv_text *t) {
    hv_expect(t, form);
    uint32_t nodes = (uint32_t)hv_count(t, "nodes ", 1, 1 << 30);
    for (uint32_t v = 0; v < nodes; v++) {
        size_t length = hv_count(t, "\n", 1, 1 << 20), parent;
        hv_expect(t, ":");
        for (size_t i = 0; i < length; i++) take_byte(b, i);
        if (intern(b, length) != v) hv_wrong(t, "node %u has the name of an earlier one", v);
        for (size_t least = 0; hv_peek(t) == ' '; least = parent + 1)
            add_edge(b, v, parent = hv_count(t, " ", least, nodes - 1));
    }
}

static void read_role(hv_hierarchy *h, hv_text *t, int side, bool all) {
    uint32_t *node = h->node[side] = hv_alloc(h->nodes, sizeof *node), count = 0;
    uint32_t *number = h->number[side] = memset(hv_alloc(h->nodes, sizeof *number), 0xff, h->nodes * sizeof *number);
    if (!all) hv_expect(t, side == HV_QUERY ? "\nqueries " : "\ndocuments ");
    if (!all && hv_peek(t) == 'a') hv_expect(t, "all"), all = true;
    do {
        size_t least = count ? node[count - 1] + 1 : 0;
        node[count] = (uint32_t)(all ? least : hv_count(t, count ? " " : "", least, h->nodes - 1));
        number[node[count]] = count;
    } while (++count, all ? count < h->nodes : hv_peek(t) == ' ');
    h->count[side] = count;
    if (!all && count == h->nodes) hv_wrong(t, "all nodes are listed, which is spelled all");
}
/* One field of an edge list, up to a tab or line feed, which is left. */
static uint32_t read_field(builder *b) {
    size_t length = 0;
    for (; hv_peek(b->text) != '\t' && hv_peek(b->text) != '\n'; length++) take_byte(b, length);
    if (length && hv_peek(b->text) == '\n' && b->pool[b->name[b->h->nodes] + length - 1] == '\r')
        hv_wrong(b->text, "a carriage return ends the line");
    return intern(b, length);
}

static void read_edges(builder *b, hv_text *t) {
    for (int byte; (byte = hv_peek(t)) != EOF; hv_expect(t, "\n")) {
        while (byte == '#' && hv_peek(t) != '\n') hv_byte(t);
        if (byte == '#' || byte == '\n') continue;
        uint32_t child = read_field(b);
        if (hv_peek(t) == '\t' && hv_byte(t)) add_edge(b, child, read_field(b));
    }
    if (!b->h->nodes) hv_wrong(t, "no nodes");
}

/* Rows of parents and of children. */
static void connect(hv_hierarchy *h, int64_t *edge, const char *name) {
    if (h->edges) qsort(edge, h->edges, sizeof *edge, hv_ascends);
    for (size_t e = 1; e < h->edges; e++)
        if (edge[e] == edge[e - 1]) hv_end(NULL, HV_UNREAD, "%s: an edge of node %zd twice", name, edge[e] >> 32);
    for (int side = 0, key = 0; side < 2; side++, key = 32) {
        uint32_t *start = h->start[side] = hv_alloc((size_t)h->nodes + 2, sizeof *start);
        uint32_t *row = h->row[side] = hv_alloc(h->edges + 1, sizeof *row);
        for (size_t e = 0; e < h->edges; e++) start[(uint32_t)(edge[e] >> key) + 2]++;
        for (uint32_t v = 0; v < h->nodes; v++) start[v + 2] += start[v + 1];
        for (size_t e = 0; e < h->edges; e++)
            row[start[(uint32_t)(edge[e] >> key) + 1]++] = (uint32_t)(edge[e] >> (32 - key));
    }
}
/* Kahn: nodes whose parents are all done are done; on a cycle some never are. */
static void refuse_cycles(hv_hierarchy *h, const char *name) {
    uint32_t *left = hv_alloc(h->nodes, sizeof *left), done = 0, ready = 0;
    for (uint32_t v = 0; v < h->nodes; v++)
        if (!(left[v] = h->start[1][v + 1] - h->start[1][v])) h->queue[ready++] = v;
    for (; done < ready; done++)
        for (uint32_t v = h->queue[done], e = h->start[0][v]; e < h->start[0][v + 1]; e++)
            if (!--left[h->row[0][e]]) h->queue[ready++] = h->row[0][e];
    if (done < h->nodes) hv_end(NULL, HV_UNREAD, "%s: the hierarchy has a cycle", name);
}
/* The canonical form of an edge list, given to the hash. */
static void hash_canonical(const builder *b, const hv_hierarchy *h, hv_sha256 *hash) {
    char text[64];
    hv_sha256_init(hash);
    hv_sha256_add(hash, text, (size_t)snprintf(text, sizeof text, "%snodes %u", form, h->nodes));
    for (uint32_t v = 0; v < h->nodes; v++) {
        hv_sha256_add(hash, text, (size_t)snprintf(text, sizeof text, "\n%zu:", b->name[v + 1] - b->name[v]));
        hv_sha256_add(hash, b->pool + b->name[v], b->name[v + 1] - b->name[v]);
        for (uint32_t e = h->start[1][v]; e < h->start[1][v + 1]; e++)
            hv_sha256_add(hash, text, (size_t)snprintf(text, sizeof text, " %u", h->row[1][e]));
    }
    hv_sha256_add(hash, "\nqueries all\ndocuments all\n", 27);
}

void hv_hierarchy_read(hv_hierarchy *h, hv_text *t) {
    builder b = {.h = h, .text = t, .name = hv_alloc(2, sizeof *b.name), .name_room = 2};
    b.first = hv_alloc(HASHES, sizeof *b.first);
    hv_sha256_init(&t->hash);
    hv_peek(t);
    bool canonical = t->got >= strlen(form) && !memcmp(t->bytes, form, strlen(form));
    (canonical ? read_canonical : read_edges)(&b, t);
    uint32_t **room[] = {&h->queue, &h->seen, &h->list, &h->distance};
    for (size_t i = 0; i < 4; i++) *room[i] = hv_alloc(h->nodes, sizeof(uint32_t));
    for (int side = HV_QUERY; side >= HV_DOCUMENT; side--) read_role(h, t, side, !canonical);
    if (canonical) hv_expect(t, "\n");
    if (hv_peek(t) != EOF) hv_wrong(t, "more behind the end");
    connect(h, b.edge, t->name);
    refuse_cycles(h, t->name);
    if (!canonical) hash_canonical(&b, h, &t->hash);
    hv_sha256_hex(&t->hash, h->digest);
}
/* Breadth first, so that distances are those of shortest paths. */
void hv_reach(hv_hierarchy *h, int side, uint32_t number) {
    uint32_t last = 1, depth = 0, level = 1; /* queue[.. level) is not deeper than depth */
    h->found = 0;
    h->stamp++;
    h->queue[0] = h->node[side][number];
    h->seen[h->queue[0]] = h->stamp;
    for (uint32_t first = 0; first < last; first++) {
        if (first == level) depth++, level = last;
        uint32_t v = h->queue[first];
        h->list[h->found] = h->number[!side][v];
        h->distance[h->found] = depth;
        h->found += h->list[h->found] != UINT32_MAX;
        for (uint32_t e = h->start[side][v]; e < h->start[side][v + 1]; e++)
            if (h->seen[h->row[side][e]] != h->stamp) {
                h->seen[h->row[side][e]] = h->stamp;
                h->queue[last++] = h->row[side][e];
            }
    }
}

bool hv_reached(const hv_hierarchy *h, int side, uint32_t number) {
    return h->seen[h->node[!side][number]] == h->stamp;
}
