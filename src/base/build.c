#include "config.h"

#include "base/build.h"

#include "base/build_id.h"

const char *hr_build_text(void) {
    return PACKAGE_STRING " " HR_BUILD_COMMIT " " HR_BUILD_FLAGS;
}
