#include "base/fast.h"

#define TABLE hr_fast_plain
#define SET   "plain"
#include "base/fast_loops.h"
