/* Reading a recipe: its keys in one section. */
#ifndef HR_RECIPE_READ_H
#define HR_RECIPE_READ_H

#include "base/ini.h"
#include "learn/recipe.h"

typedef struct {
    hr_ini *ini;
    const char *path, *section;
} hr_recipe_reader;

/* `otherwise` is the value of an absent key; NULL: the key must be there. */
hr_status hr_recipe_choice(int *out, const hr_recipe_reader *r, const char *key, const char *const *list,
                           int otherwise);
hr_status hr_recipe_flag(bool *out, const hr_recipe_reader *r, const char *key, bool otherwise);
hr_status hr_recipe_number(uint64_t *out, const hr_recipe_reader *r, const char *key, uint64_t low,
                           uint64_t high, const uint64_t *otherwise);
hr_status hr_recipe_real(double *out, const hr_recipe_reader *r, const char *key, double high,
                         const double *otherwise); /* above 0 */

hr_status hr_recipe_read_stage(hr_stage *stage, const hr_recipe_reader *r);

#endif
