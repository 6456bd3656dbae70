/* The rows of hr_tasks, and what they share. */
#ifndef HR_TASKS_H
#define HR_TASKS_H

#include "trial/task.h"

extern const hr_task hr_task_size, hr_task_bound, hr_task_theorem, hr_task_check, hr_task_train;

/* The method's options without dim and seed, in the order of their names, defaults left out:
 * "runs:dual=yes,runs=2".  The caller frees; NULL with HR_ENOMEM's message. */
char *hr_task_method_word(const hr_method *method, const hr_method_options *options);

/* The same of a recipe, without what is of specs alone: "best:budget=0.5,scale=30". */
char *hr_task_recipe_word(const hr_recipe *recipe, const hr_recipe_options *options);
/* From what the recipe's file says: another text is another version. */
hr_status hr_task_recipe_version(int *version, const hr_recipe *recipe);

/* The verdict, and with tally the recall. */
hr_status hr_task_outcome(hr_result *result, const char *statement, const hr_check_result *r, bool tally);

/* HR_ENOMEM unless *out is an object; takes `object` over. */
hr_status hr_task_object(json_t **out, json_t *object);

#endif
