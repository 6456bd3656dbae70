/* hrdim info --list: what HIERARCHY may be. */
#ifndef HR_LIST_SOURCES_H
#define HR_LIST_SOURCES_H

#include "base/error.h"

#include <stdbool.h>

hr_status hr_list_sources(bool json);

#endif
