#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static _Thread_local char message[2048];

hr_status hr_fail(hr_status status, const char *format, ...) {
    va_list args;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    /* a name taken from a broken file may hold a line feed: the promise is one line */
    for (char *c = message; *c; c++)
        if ((unsigned char)*c < 0x20 || *c == 0x7f)
            *c = '?';
    return status;
}

hr_status hr_fail_prefix(hr_status status, const char *format, ...) {
    char old[sizeof message], prefix[sizeof message / 2];
    memcpy(old, message, sizeof old);
    va_list args;
    va_start(args, format);
    vsnprintf(prefix, sizeof prefix, format, args);
    va_end(args);
    return hr_fail(status, "%s: %s", prefix, old);
}

const char *hr_error(void) {
    return message;
}
