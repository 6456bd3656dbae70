/* hrdim: everything that the installed library offers, room by room. */
#ifndef HRDIM_H
#define HRDIM_H

#include "base/error.h"

#endif
