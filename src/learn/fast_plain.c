#include "learn/fast.h"

#define TABLE hr_fast_plain
#define SET   "plain"
#include "learn/fast_loops.h"
