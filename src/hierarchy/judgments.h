/* Judgments of (query, product) pairs as a hierarchy of two distances.
 *
 * Documents are the products, queries the texts asked for.  An Exact product is a parent of its query:
 * distance 1, near.  A Substitute is a parent of a node between that every query with substitutes has for
 * itself: distance 2, far.  That node is neither a query nor a document, so distances stay edges on the
 * shortest path and every command, format and digest works on judgments as on any DAG.  Complement and
 * Irrelevant products are documents, in no S(q). */
#ifndef HR_JUDGMENTS_H
#define HR_JUDGMENTS_H

#include "hierarchy/hierarchy.h"
#include "hierarchy/names.h"

typedef enum { HR_EXACT, HR_SUBSTITUTE, HR_COMPLEMENT, HR_IRRELEVANT } hr_grade;

typedef struct {
    uint32_t query, product;
    hr_grade grade;
    uint64_t place; /* in the file; `describe` says it in words */
} hr_judgment;

typedef struct {
    const char *source; /* for messages */
    void (*describe)(char room[64], uint64_t place);
    hr_names queries, products; /* in the order of their first mention */
    hr_judgment *list;
    size_t count, room;
} hr_judgments;

void hr_judgments_clear(hr_judgments *judgments); /* keeps source and describe; safe to repeat */

/* A product that is found, not necessarily judged.  HR_EINPUT for an empty name or one with a NUL byte. */
hr_status hr_judgments_product(hr_judgments *judgments, const char *product, size_t length, uint64_t place,
                               uint32_t *number);
hr_status hr_judgments_add(hr_judgments *judgments, const char *query, size_t query_length,
                           const char *product, size_t product_length, hr_grade grade, uint64_t place);

/* Products first, then each query followed by its node between.  A query whose text is also the name of
 * another node is put in quotes.  HR_EINPUT for a pair judged twice, and when nothing is Exact or Substitute.
 */
hr_status hr_judgments_build(hr_hierarchy *out, hr_judgments *judgments);

#endif
