/* What this program was built from. */
#ifndef HR_BUILD_H
#define HR_BUILD_H

/* "hrdim 0.1.0 COMMIT FLAGS": two processes that work together must say the same. */
const char *hr_build_text(void);

#endif
