/* Building a hierarchy edge by edge, and everything that can be wrong with one.
 *
 * Readers and generators add nodes and edges in any order; hr_builder_finish checks and compresses. */
#ifndef HR_BUILDER_H
#define HR_BUILDER_H

#include "hierarchy/hierarchy.h"

typedef struct hr_builder hr_builder;

typedef enum {
    HR_BUILD_NAMED,   /* nodes have names, interned */
    HR_BUILD_NUMBERED /* nodes are 0 .. n-1, declared by hr_builder_numbered */
} hr_build_kind;

/* `source` is the file or generator, for messages.  NULL with a message when out of memory. */
hr_builder *hr_builder_new(hr_build_kind kind, const char *source);
void hr_builder_free(hr_builder *builder);

/* HR_BUILD_NAMED: the node's number, a new one at its first mention.  `line` (from 1; 0 = none) is where. */
hr_status hr_builder_node(hr_builder *builder, const char *name, size_t length, uint64_t line,
                          uint32_t *node);
/* Marks the node as defined by the source itself, not just mentioned as a parent.  When any node was
 * declared, hr_builder_finish refuses nodes that were not ("dangling parent"), with the line that mentions
 * them.  Twice the same: HR_EINPUT ("defined twice, first in line N"). */
hr_status hr_builder_declare(hr_builder *builder, uint32_t node, uint64_t line);
/* HR_BUILD_NUMBERED: nodes 0 .. n-1 exist. */
hr_status hr_builder_numbered(hr_builder *builder, uint32_t nodes);

hr_status hr_builder_edge(hr_builder *builder, uint32_t child, uint32_t parent, uint64_t line);

/* Restricts the queries or documents; by default all nodes are both. */
hr_status hr_builder_query(hr_builder *builder, uint32_t node);
hr_status hr_builder_document(hr_builder *builder, uint32_t node);

/* Checks (no nodes, dangling parents, self loops, duplicate edges, cycles named node by node) and moves
 * everything into `out`.  The builder is empty afterwards, also on failure. */
hr_status hr_builder_finish(hr_builder *builder, hr_hierarchy *out);

#endif
