/* Separators (theory.md, U8): a hierarchy taken apart, a few nodes at a time, until what remains are forests.
 *
 * A part is a set of nodes taken out of a connected component K of what the parts above it had left:
 *   FOREST     all of K: no node of K has two parents in K;
 *   ROOTS      nodes above all others of K, from the top;
 *   SEPARATOR  nodes chosen so that K without them falls into components with few nodes of several parents.
 * Components of K without the part are parts below it.  Nodes that have no node with several parents among
 * their descendants, themselves included, are in no part: they hang in trees below the others (and below
 * nothing: those trees' roots are one FOREST part). */
#ifndef HR_SEPARATORS_H
#define HR_SEPARATORS_H

#include "hierarchy/hierarchy.h"

typedef enum { HR_PART_FOREST, HR_PART_ROOTS, HR_PART_SEPARATOR } hr_part_kind;

typedef struct {
    uint32_t parts;
    uint32_t
        *above; /* of each part, with a smaller number; HR_NONE: it was taken out of the hierarchy itself */
    uint8_t *kind;
    uint32_t *start;  /* parts + 1 */
    uint32_t *member; /* nodes of each part */
    uint32_t *part;   /* of each node; HR_NONE: in none */
    uint32_t
        *last; /* the last part at or below each: parts p .. last[p] are the component that p was taken of */
    /* Slots.  A separator's nodes have slots height - 1, height - 2, ... of their part, in its order; the
     * parts below have slots below.  So no two nodes of a component and of the separators above it share one.
     */
    uint32_t *height; /* of each part: slots that it and the parts below it use */
    uint32_t slots;   /* the largest height */
    uint32_t levels;  /* most separators on the way from a part to the top */
    uint32_t largest; /* most nodes of a separator */
} hr_separators;

/* Deterministic.  Time: about the size of the hierarchy for each level of parts, and an elimination order of
 * every component that a separator is sought for. */
hr_status hr_separators_build(hr_separators *out, const hr_hierarchy *hierarchy);
void hr_separators_clear(hr_separators *separators); /* safe on zeroed memory and twice */

#endif
