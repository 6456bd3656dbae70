/* The one spelling of a hierarchy's text. */
#ifndef HR_TRIAL_ORDER_H
#define HR_TRIAL_ORDER_H

#include "base/error.h"

/* Options in the order of their keys and a generator's whole numbers without leading zeros; a path, and the
 * "#DIGEST" at the end, stay as they are.  The caller frees.  HR_EUSAGE for what is no option. */
hr_status hr_trial_order(char **out, const char *hierarchy);

#endif
