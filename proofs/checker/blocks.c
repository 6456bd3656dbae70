/* evidence blocks: the documents of each are those of a hierarchy with the same nodes, edges and queries. */
#include "checker.h"
#include <string.h>
static bool is_mixed(int signs) { return signs & (signs - 1); }
void hv_blocks(hv_hierarchy *h, hv_claim *claim, hv_text *t) {
    uint32_t m = h->count[HV_DOCUMENT];
    size_t blocks = hv_count(t, "\nblocks ", 1, m), size = 0;
    if (blocks * h->count[HV_QUERY] >> 32) hv_limit(t, "2^32 searches for documents");
    bool *taken = hv_alloc(m, sizeof *taken);
    hv_hierarchy part = *h;
    uint32_t *number = part.number[HV_DOCUMENT] = hv_alloc(h->nodes, sizeof *number);
    for (size_t b = 0; b < blocks; b++) {
        hv_claim own = {HV_BLOCK, .size = hv_count(t, "\nblock ", 1, claim->size - size), .number = {*claim->number}};
        uint32_t *node = part.node[HV_DOCUMENT] = hv_list(t, "\ndocuments ", m, &part.count[HV_DOCUMENT]);
        memset(number, 0xff, h->nodes * sizeof *number);
        for (uint32_t i = 0; i < part.count[HV_DOCUMENT]; i++) {
            if (taken[node[i]]) hv_wrong(t, "document %u is in an earlier block", node[i]);
            taken[node[i]] = true;
            node[i] = h->node[HV_DOCUMENT][node[i]];
            number[node[i]] = i;
        }
        hv_read_evidence(&part, &own, t);
        if (is_mixed(own.signs)) hv_wrong(t, "the thresholds of this block differ in sign");
        claim->signs |= own.signs;
        size += own.size;
    }
    if (memchr(taken, false, m)) hv_wrong(t, "a document is in no block");
    if (claim->size - size < (claim->notion == HV_F_SIGN ? claim->signs != HV_ZERO : is_mixed(claim->signs)))
        hv_wrong(t, "%zu dimensions of the blocks and one for their thresholds", size);
}
