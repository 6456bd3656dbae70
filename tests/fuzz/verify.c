#include "fuzz.h"

#include "hierarchy/read.h"
#include "hierarchy/write.h"

#include <stdio.h>
#include <stdlib.h>

#define MUST(condition)                                                                                      \
    do {                                                                                                     \
        if (!(condition)) {                                                                                  \
            fprintf(stderr, "%s:%d: does not hold: %s; last message: %s\n", __FILE__, __LINE__, #condition,  \
                    hr_error());                                                                             \
            abort();                                                                                         \
        }                                                                                                    \
    } while (0)

static void check_rows(uint32_t nodes, uint64_t edges, const uint64_t *start, const uint32_t *list) {
    MUST(start[0] == 0 && start[nodes] == edges);
    for (uint32_t v = 0; v < nodes; v++) {
        MUST(start[v] <= start[v + 1]);
        for (uint64_t e = start[v]; e < start[v + 1]; e++)
            MUST(list[e] < nodes && (e == start[v] || list[e - 1] < list[e]));
    }
}

static void check_dag(const hr_hierarchy *h) {
    MUST(h->nodes > 0 && h->queries > 0 && h->documents > 0 && h->source);
    check_rows(h->nodes, h->edges, h->parent_start, h->parent);
    check_rows(h->nodes, h->edges, h->child_start, h->child);
    uint32_t *place = malloc(h->nodes * sizeof *place);
    MUST(place);
    memset(place, 0xff, h->nodes * sizeof *place);
    for (uint32_t i = 0; i < h->nodes; i++) {
        MUST(h->topological[i] < h->nodes && place[h->topological[i]] == HR_NONE);
        place[h->topological[i]] = i;
    }
    for (uint32_t v = 0; v < h->nodes; v++) {
        const uint32_t *parent;
        for (uint32_t i = hr_parents(h, v, &parent); i-- > 0;)
            MUST(place[parent[i]] < place[v]);
    }
    free(place);
}

static void check_equal(const hr_hierarchy *a, const hr_hierarchy *b) {
    char x[16], y[16];
    MUST(a->nodes == b->nodes && a->edges == b->edges && a->queries == b->queries &&
         a->documents == b->documents);
    for (uint32_t v = 0; v < a->nodes; v++)
        MUST(!strcmp(hr_node_name(a, v, x), hr_node_name(b, v, y)));
    MUST(!memcmp(a->parent_start, b->parent_start, (a->nodes + (size_t)1) * sizeof *a->parent_start));
    MUST(!memcmp(a->parent, b->parent, a->edges * sizeof *a->parent));
    for (uint32_t i = 0; i < a->queries; i++)
        MUST(!strcmp(hr_query_name(a, i, x), hr_query_name(b, i, y)));
    for (uint32_t i = 0; i < a->documents; i++)
        MUST(!strcmp(hr_document_name(a, i, x), hr_document_name(b, i, y)));
}

/* format: '\t', ',', 'j' or 'c'.  False when the format cannot hold the hierarchy. */
static bool survives(const hr_hierarchy *h, char format) {
    char *text = NULL;
    size_t length = 0;
    FILE *stream = open_memstream(&text, &length);
    MUST(stream);
    hr_status status = HR_OK;
    if (format == 'c')
        hr_write_canonical(stream, h);
    else
        status = format == 'j' ? hr_write_json(stream, h) : hr_write_edges(stream, h, format);
    MUST(!fclose(stream));
    if (status == HR_OK) {
        hr_hierarchy again;
        hr_hierarchy_init(&again);
        hr_status read = format == 'c'   ? hr_parse_canonical(&again, text, length, "again")
                         : format == 'j' ? hr_parse_json(&again, text, length, "again")
                         : format == ',' ? hr_parse_edges(&again, text, length, "again.csv", 0)
                                         : hr_parse_edges(&again, text, length, "again.tsv", 0);
        MUST(read == HR_OK);
        check_equal(h, &again);
        hr_hierarchy_clear(&again);
    }
    free(text);
    return status == HR_OK;
}

void hr_fuzz_verify(hr_hierarchy *h, hr_status status) {
    if (status != HR_OK) {
        MUST(hr_error()[0] && !strpbrk(hr_error(), "\n\r"));
        MUST(!h->nodes && !h->parent_start && !h->names && !h->source);
        return;
    }
    check_dag(h);
    MUST(survives(h, ',') || h->query || h->document); /* CSV holds everything but roles */
    MUST(survives(h, 'c'));                            /* and the canonical form everything */
    survives(h, '\t');
    survives(h, 'j');
    hr_hierarchy_clear(h);
}
