/* A hierarchy: a DAG whose edges go child -> parent (theory.md, section 1), in compressed sparse rows.
 *
 * Nodes are numbered 0 .. nodes-1 in the order of the source.  Documents are all nodes and queries are
 * all nodes unless the source says otherwise (`subsets:`, JSON with roles). */
#ifndef HR_HIERARCHY_H
#define HR_HIERARCHY_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define HR_NONE UINT32_MAX

/* What a reader did that its nodes and edges do not show, for `hrdim info`. */
typedef struct {
    const char *key, *name, *note; /* of the JSON, of the table; all static */
    uint64_t count;
} hr_remark;

enum { HR_REMARKS = 8 };

typedef struct {
    uint32_t nodes;
    uint64_t edges;
    uint64_t *parent_start; /* nodes + 1 */
    uint32_t *parent;       /* edges; ascending within a node */
    uint64_t *child_start;  /* nodes + 1 */
    uint32_t *child;        /* edges; ascending within a node */
    uint32_t *topological;  /* every node, parents before children; smallest number first among the ready */

    uint32_t queries;   /* |Q| = n */
    uint32_t documents; /* |D| = m */
    uint32_t *query;    /* the node of each query, ascending; NULL: query i is node i */
    uint32_t *document; /* the node of each document, ascending; NULL: document j is node j */

    char *names;          /* one pool, each name NUL-terminated; NULL: a node's name is its number */
    uint64_t *name_start; /* nodes + 1 offsets into names; NULL with names */
    char *source;         /* what was read or generated, for messages and results */

    uint32_t remarks;
    hr_remark remark[HR_REMARKS];
} hr_hierarchy;

/* An empty hierarchy; hr_hierarchy_clear frees what a reader or generator put there (safe to repeat). */
void hr_hierarchy_init(hr_hierarchy *hierarchy);
void hr_hierarchy_clear(hr_hierarchy *hierarchy);

/* The node's name.  `room` (at least 16 bytes) is used when names are numbers. */
const char *hr_node_name(const hr_hierarchy *hierarchy, uint32_t node, char room[16]);
/* The same by query or document index. */
const char *hr_query_name(const hr_hierarchy *hierarchy, uint32_t query, char room[16]);
const char *hr_document_name(const hr_hierarchy *hierarchy, uint32_t document, char room[16]);

/* Opens what a user calls a hierarchy: a path (format told by its content: edge list TSV/CSV, OBO,
 * WordNet's dict folder or data file, NCBI nodes.dmp, JSON), a name (wordnet, go, chebi, ncbi), or a
 * generator ("tree:width=5,height=4").  `out` must be initialised and empty. */
hr_status hr_hierarchy_open(hr_hierarchy *out, const char *what);

static inline uint32_t hr_parents(const hr_hierarchy *h, uint32_t node, const uint32_t **list) {
    *list = h->parent + h->parent_start[node];
    return (uint32_t)(h->parent_start[node + 1] - h->parent_start[node]);
}

static inline uint32_t hr_children(const hr_hierarchy *h, uint32_t node, const uint32_t **list) {
    *list = h->child + h->child_start[node];
    return (uint32_t)(h->child_start[node + 1] - h->child_start[node]);
}

#endif
