/* evidence orders: documents stand side by side, order by order, and queries pass by; nearly always two orders are
 * enough to leave none of WIDTH documents above the query. */
#include "checker.h"
#include <string.h>
enum { WIDTH = 64 };
typedef int32_t lane __attribute__((vector_size(WIDTH * sizeof(int32_t)), aligned(4)));
static int32_t read_level(hv_text *t, const char *before, bool document) {
    hv_expect(t, before);
    if (document && hv_peek(t) == '-') return hv_expect(t, "-"), INT32_MAX; /* no query is above it */
    return (int32_t)hv_count(t, "", 0, INT32_MAX - 1);
}
/* Are those of WIDTH documents at or above the query in all orders the wanted ones (-1, others: 0)? */
static bool are_right(const int32_t *query, const int32_t *document, size_t orders, const int32_t *wanted) {
    lane in = ~(lane){0};
    int32_t some = -1;
    for (size_t k = 0; k < orders && some; k++, document += WIDTH) {
        in &= query[k] <= *(const lane *)document;
        some = 0;
        for (int j = 0; j < WIDTH; j++) some |= in[j];
    }
    return !memcmp(&in, wanted, sizeof in);
}

void hv_orders(hv_hierarchy *h, hv_claim *claim, hv_text *t) {
    uint32_t m = h->count[HV_DOCUMENT], n = h->count[HV_QUERY];
    size_t orders = hv_head(t, "\ndocuments ", m, 1, claim->size - (claim->notion == HV_F_SIGN)), room = 0;
    int32_t *level = NULL, *query = hv_alloc(orders, sizeof *query), *wanted = hv_alloc(m + WIDTH, sizeof *wanted);
    for (size_t j = 0; j < m; j++) {
        size_t block = j / WIDTH * WIDTH * orders;
        level = hv_grow(level, &room, block + WIDTH * orders, sizeof *level);
        if (j % WIDTH == 0) memset(level + block, -1, WIDTH * orders * sizeof *level); /* nobody: below all queries */
        for (size_t k = 0; k < orders; k++) level[block + WIDTH * k + j % WIDTH] = read_level(t, k ? " " : "\n", true);
    }
    hv_head(t, "\nqueries ", n, orders, orders);
    for (uint32_t q = 0; q < n; q++) {
        for (size_t k = 0; k < orders; k++) query[k] = read_level(t, k ? " " : "\n", false);
        hv_reach(h, HV_QUERY, q);
        for (uint32_t r = 0; r < h->found; r++) wanted[h->list[r]] = -1;
        for (uint32_t j = 0; j < m; j += WIDTH)
            if (!are_right(query, level + j * orders, orders, wanted + j))
                hv_wrong(t, "query %u: one of documents %u to %u is on the wrong side", q, j, j + WIDTH - 1);
        for (uint32_t r = 0; r < h->found; r++) wanted[h->list[r]] = 0;
    }
}
