/* Between the files of baselines. */
#ifndef HR_BASELINE_PARTS_H
#define HR_BASELINE_PARTS_H

#include "regress/baseline.h"

/* The headings in the text, which no entry may share: hr_ini takes a section that comes twice for one. */
hr_status hr_baseline_scan(hr_baseline *baseline);

/* "0.97 tolerance 1% because REASON" of value->line; value->measure is set already. */
hr_status hr_baseline_parse_value(hr_baseline_value *value);

/* What the user wrote as a hierarchy or file, seen from the baseline's folder; the caller frees. */
char *hr_baseline_file(const char *folder, const char *path);
hr_status hr_baseline_hierarchy(char **out, const char *folder, const char *what, const char *where);
/* Does it name a data set, directly or as a forest's? */
bool hr_baseline_dataset(const char *what);

/* Fill in `measured` and `note` of every value. */
hr_status hr_baseline_least_entry(hr_baseline_entry *entry, hr_cache *cache);
hr_status hr_baseline_results_entry(hr_baseline_entry *entry);

#endif
