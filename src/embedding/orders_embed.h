/* The integers of U11's orders. */
#ifndef HR_ORDERS_EMBED_H
#define HR_ORDERS_EMBED_H

#include "embedding/embedding.h"
#include "embedding/orders_embedding.h"

/* With B = 2^beta > k and R the largest level: query -B^u, document B^(R-v), 0 where it is absent, so the
 * score is - B^R sum of B^(u-v).  F-sign has one coordinate more and twice the documents' others: (2k + 1)
 * B^R and 1. */
typedef struct {
    uint32_t beta, range; /* R */
    double bits;          /* of F-query's largest entry and its sign */
} hr_orders_price;

void hr_orders_measure(hr_orders_price *out, const hr_orders *orders);

/* Fills both matrices (HR_BIGINT).  HR_ELIMIT where they pass 500 MB. */
hr_status hr_orders_embed(hr_embedding *out, const hr_orders *orders, bool f_sign);

/* Levels of a coordinate anew: the fewest that leave every comparison of a query with a document as it is. */
hr_status hr_orders_compress(hr_orders *orders);

#endif
