/* Recipes: how to train, as declared data, one .ini file each in recipes/.  They are compiled into the
 * library, so that they are found wherever it is; a path to a file of one's own is a recipe, too.
 * doc/training.md has every key. */
#ifndef HR_RECIPE_H
#define HR_RECIPE_H

#include "learn/loss.h"
#include "learn/optimizer.h"
#include "learn/sampler.h"

enum { HR_STAGES = 8 };

typedef struct {
    char name[32];
    hr_sampler_plan sampler;
    size_t batch; /* rows of a step */
    hr_loss loss;
    hr_optimizer optimizer;
    uint64_t steps;
    uint64_t evaluate; /* measure every so many steps; 0: never */
    uint32_t patience; /* stop after so many measurements that are no better; 0: never.  The best is kept */
} hr_stage;

typedef enum { HR_ENCODER_LOOKUP, HR_ENCODER_TEXT } hr_encoder_kind;
typedef enum { HR_JUDGE_OVERALL, HR_JUDGE_MIN, HR_JUDGE_MACRO } hr_judge;

typedef struct {
    char *name, *title, *where; /* where: the file, for messages */
    char *text;                 /* the whole file: part of a run's identity */
    hr_encoder_kind queries, docs;
    hr_text_options words; /* of text towers */
    bool unit;
    double deviation;    /* of the initial entries, times 1/sqrt(d) */
    uint32_t validation; /* how many queries are measured */
    bool held_out;       /* ... and kept out of training: only for text queries */
    hr_judge judge;      /* what "better" means when a stage stops early */
    size_t stages;
    hr_stage stage[HR_STAGES];
} hr_recipe;

typedef struct {
    const char *name, *text;
} hr_recipe_source;
extern const hr_recipe_source hr_recipe_sources[]; /* recipes/, sorted by name, ends with a zeroed row */

/* A name of the list, or a path (with a '/' or ending in .ini).  HR_EUSAGE with file, line and the nearest
 * word. */
hr_status hr_recipe_open(hr_recipe *out, const char *name);
void hr_recipe_clear(hr_recipe *recipe);

#endif
