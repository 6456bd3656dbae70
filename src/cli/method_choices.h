/* The options that choose a construction, the same wherever one is built. */
#ifndef HR_METHOD_CHOICES_H
#define HR_METHOD_CHOICES_H

#include "cli/command.h"
#include "embedding/method.h"

typedef struct {
    const char *method, *dtype;
    uint64_t dim, runs, steps;
    bool dual, near;
    double search;
} hr_method_choices;

/* Rows for a command's table of options; `c` is its hr_method_choices. */
#define HR_METHOD_OPTIONS(c)                                                                                 \
    {.name = "method",                                                                                       \
     .argument = "NAME",                                                                                     \
     .help = "the construction (hrdim embed --list)",                                                        \
     .text = &(c).method},                                                                                   \
        {.name = "dim",                                                                                      \
         .argument = "D",                                                                                    \
         .help = "dimensions (default: the construction's theorem)",                                         \
         .number = &(c).dim,                                                                                 \
         .low = 1,                                                                                           \
         .high = UINT32_MAX},                                                                                \
        {.name = "runs",                                                                                     \
         .argument = "K",                                                                                    \
         .help =                                                                                             \
             "runs (U6): keep the K longest runs of each row (default: all); blocks (U7): K runs are easy",  \
         .number = &(c).runs,                                                                                \
         .low = 1,                                                                                           \
         .high = UINT32_MAX},                                                                                \
        {.name = "dual",                                                                                     \
         .help = "runs (U6): runs of the queries' sets in an order of the documents",                        \
         .flag = &(c).dual},                                                                                 \
        {.name = "search",                                                                                   \
         .argument = "X",                                                                                    \
         .help = "runs (U6), blocks (U7), orders (U11): X times the usual effort in the search for orders",  \
         .real = &(c).search},                                                                               \
        {.name = "steps",                                                                                    \
         .argument = "N",                                                                                    \
         .help = "blocks (U7): steps of training, at most (default 20000)",                                  \
         .number = &(c).steps,                                                                               \
         .low = 1,                                                                                           \
         .high = UINT32_MAX},                                                                                \
        {.name = "near",                                                                                     \
         .help = "blocks (U7): train by the pairs near their threshold alone, as large blocks always are",   \
         .flag = &(c).near},                                                                                 \
    {                                                                                                        \
        .name = "dtype", .argument = "TYPE",                                                                 \
        .help = "bfloat16, float32 or float64 (default: integers; gaussian float32)", .text = &(c).dtype     \
    }

/* The construction and what it is asked for; HR_EUSAGE with the mend. */
hr_status hr_method_choices_resolve(const hr_method **method, hr_method_options *options,
                                    const hr_method_choices *c, uint64_t seed, const char *command);

#endif
