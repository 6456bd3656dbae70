/* Queries that a text encoder was not trained on. */
#ifndef HR_TRAIN_ENCODE_H
#define HR_TRAIN_ENCODE_H

#include "learn/train.h"

/* Opens what --encode names, before the work of training; `other` stays empty where it is NULL.  HR_EUSAGE
 * when the recipe's queries are no text. */
hr_status hr_train_open_other(hr_hierarchy *other, const char *what, const hr_recipe *recipe);

/* Writes PREFIX.encoded.npy, one row per query of `other`. */
hr_status hr_train_encode(const hr_encoder *encoder, const hr_recipe *recipe, const hr_hierarchy *other,
                          const char *prefix);

#endif
