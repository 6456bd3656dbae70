/* Which of two Debian versions is later. */
#ifndef HR_DEBIAN_VERSION_H
#define HR_DEBIAN_VERSION_H

#include "hierarchy/words.h"

/* Below 0, 0, above 0: a is earlier, the same, later.  An empty version is the earliest but for those with ~.
 */
int hr_debian_version_compare(hr_word a, hr_word b);

#endif
