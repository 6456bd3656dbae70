/* hrdim embed with a method that starts from an embedding (feasibility/improver.h). */
#ifndef HR_EMBED_IMPROVE_H
#define HR_EMBED_IMPROVE_H

#include "cli/command.h"
#include "cli/method_choices.h"
#include "cli/subject.h"
#include "feasibility/improver.h"

typedef struct {
    const char *start, *notion;
    uint64_t rounds;
} hr_improve_choices;

/* Rows for embed's table of options; `c` is its hr_improve_choices. */
#define HR_IMPROVE_OPTIONS(c)                                                                                \
    {.name = "start",                                                                                        \
     .argument = "PREFIX",                                                                                   \
     .help = "alternating-lp: the embedding to improve",                                                     \
     .text = &(c).start},                                                                                    \
        {.name = "rounds",                                                                                   \
         .argument = "N",                                                                                    \
         .help = "alternating-lp: at most N rounds (default 1000, or 150 that improve nothing)",             \
         .number = &(c).rounds,                                                                              \
         .low = 1,                                                                                           \
         .high = 1000000000},                                                                                \
    {                                                                                                        \
        .name = "notion", .argument = "NOTION",                                                              \
        .help = "f-query or f-sign, which it is to serve (default f-sign; alternating-lp, best f-query)",    \
        .text = &(c).notion                                                                                  \
    }

typedef struct {
    const hr_improver *improver;  /* NULL: a construction was asked for */
    hr_alternate_options options; /* its notion is also a construction's */
    hr_alternate_result result;
    const char *start;
} hr_improvement;

/* Which improver, if any; HR_EUSAGE with the mend for options that do not belong together. */
hr_status hr_improve_resolve(hr_improvement *out, const hr_improve_choices *c,
                             const hr_method_choices *build);

/* Reads the start and improves it; `out` is initialised and empty. */
hr_status hr_improve_run(hr_embedding *out, hr_improvement *improvement, const hr_subject *subject);

void hr_improve_print(const hr_improvement *improvement);
/* Adds the same to `object`; nonzero when memory is short. */
int hr_improve_json(json_t *object, const hr_improvement *improvement);

#endif
