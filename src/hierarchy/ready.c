#include "hierarchy/ready.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

hr_status hr_ready_init(hr_ready *set, uint32_t bound) {
    memset(set, 0, sizeof *set);
    uint64_t words = bound ? bound : 1;
    do {
        words = (words + 63) / 64;
        set->level[set->levels] = hr_calloc(words, sizeof **set->level, "the nodes that are ready");
        if (!set->level[set->levels++]) {
            hr_ready_clear(set);
            return HR_ENOMEM;
        }
    } while (words > 1);
    return HR_OK;
}

void hr_ready_clear(hr_ready *set) {
    for (int l = 0; l < set->levels; l++)
        free(set->level[l]);
    memset(set, 0, sizeof *set);
}

void hr_ready_add(hr_ready *set, uint32_t number) {
    for (int l = 0; l < set->levels; l++, number /= 64) {
        uint64_t *word = &set->level[l][number / 64], before = *word;
        *word |= UINT64_C(1) << number % 64;
        if (before)
            return;
    }
}

bool hr_ready_take(hr_ready *set, uint32_t *number) {
    int top = set->levels - 1;
    if (top < 0 || !set->level[top][0])
        return false;
    uint32_t at = 0;
    for (int l = top; l >= 0; l--)
        at = 64 * at + (uint32_t)__builtin_ctzll(set->level[l][at]);
    *number = at;
    for (int l = 0; l <= top; l++, at /= 64) {
        uint64_t *word = &set->level[l][at / 64];
        *word &= ~(UINT64_C(1) << at % 64);
        if (*word)
            break;
    }
    return true;
}
