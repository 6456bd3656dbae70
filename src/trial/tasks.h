/* The rows of hr_tasks, and what they share. */
#ifndef HR_TASKS_H
#define HR_TASKS_H

#include "trial/task.h"

extern const hr_task hr_task_size, hr_task_bound, hr_task_theorem, hr_task_check;

/* The method's options without dim and seed, in the order of their names, defaults left out:
 * "runs:dual=yes,runs=2".  The caller frees; NULL with HR_ENOMEM's message. */
char *hr_task_method_word(const hr_method *method, const hr_method_options *options);

/* HR_ENOMEM unless *out is an object; takes `object` over. */
hr_status hr_task_object(json_t **out, json_t *object);

#endif
