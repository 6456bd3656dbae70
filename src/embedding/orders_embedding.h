/* U11: orders.  In each of k coordinates query q has a level u_i(q) and document x a level v_i(x), or x is
 * absent there (HR_NONE, above every level), such that
 *     x in S(q)  <=>  u_i(q) <= v_i(x) for all i:
 * the complement of A is covered by k Ferrers relations u_i(q) > v_i(x) that avoid A (Cogis 1982; for
 * queries = documents = nodes their least number is the dimension of the partial order, Dushnik and Miller
 * 1941).  With B > k the score - sum_i B^(u_i(q) - v_i(x)) is >= -k on S(q) and <= -B off it: F-query in k
 * dimensions, F-sign in k + 1. */
#ifndef HR_ORDERS_EMBEDDING_H
#define HR_ORDERS_EMBEDDING_H

#include "hierarchy/ancestors.h"

typedef struct hr_orders {
    uint32_t k, n, m;
    uint32_t *query_level;    /* n * k, below HR_NONE */
    uint32_t *document_level; /* m * k; HR_NONE: absent in the coordinate */
} hr_orders;

/* Room for n queries and m documents; the documents absent everywhere, the queries at level 0. */
hr_status hr_orders_init(hr_orders *out, uint32_t k, uint32_t n, uint32_t m);
void hr_orders_clear(hr_orders *orders);

/* Whether the orders are those of this A: every pair of A directly, all others by counting the pairs that no
 * coordinate excludes.  Exact; n m k / 512 steps of eight words. */
hr_status hr_orders_check(bool *good, const hr_orders *orders, const hr_ancestors *ancestors);

/* The documents' levels from the queries': the least that avoid A, the highest u of those that want x (0
 * where none does, so let u >= 1). */
void hr_orders_lift(hr_orders *orders, uint32_t coordinate, const hr_ancestors *ancestors);

/* The queries' levels from the documents': the highest that avoid A, the least v of S(q); at most `top`. */
void hr_orders_lower(hr_orders *orders, uint32_t coordinate, uint32_t top, const hr_ancestors *ancestors);

#endif
