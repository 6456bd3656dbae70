#include "bounds/checked.h"

#include <stddef.h>
#include <string.h>

const char *hr_checked_theorem(const char *bound, const char *notion) {
    for (const hr_checked *row = hr_checked_rows; row->bound; row++)
        if (!strcmp(row->bound, bound) && !strcmp(row->notion, notion))
            return row->theorem;
    return NULL;
}
