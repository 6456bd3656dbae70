/* U3's parameters: Reed-Solomon words of degree < t over F_p, evaluated at e <= p points; m <= p^t words. */
#ifndef HR_CODE_PARAMETERS_H
#define HR_CODE_PARAMETERS_H

#include "base/error.h"

#include <stdbool.h>
#include <stdint.h>

typedef struct {
    uint32_t t, p, e;
    uint64_t dimension; /* e p */
    /* e >= s(t-1) + 1: members score >= e, others <= s(t-1) < e [KS] */
    bool guaranteed;
} hr_code;

/* The smallest dimension that the theorem guarantees: e = s(t-1) + 1, p the least prime with p >= e and p^t
 * >= m; over all t, the smaller t at a tie. */
hr_status hr_code_least(hr_code *out, uint64_t documents, uint32_t s);

/* Among all codes with e p <= most: the largest relative slack (e - s(t-1)) / e, positive exactly for
 * guaranteed ones; at a tie the larger p (fewer accidental agreements), then the smaller t.  HR_EUSAGE when
 * there is none. */
hr_status hr_code_within(hr_code *out, uint64_t documents, uint32_t s, uint32_t most);

#endif
