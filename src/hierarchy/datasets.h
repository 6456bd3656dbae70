/* Named data sets: where their files may be, and what to do when they are not there. */
#ifndef HR_DATASETS_H
#define HR_DATASETS_H

#include "base/text.h"

typedef struct {
    const char *name;   /* as the user calls it */
    const char *folder; /* below $HRDIM_DATA and ./data */
    const char *system; /* Debian's folder */
    const char *file;
    const char *mend;
} hr_dataset;

extern const hr_dataset hr_dataset_wordnet, hr_dataset_wordnet_verb, hr_dataset_go, hr_dataset_chebi,
    hr_dataset_ncbi;

/* The spec's path, or else the file in $HRDIM_DATA, ./data or the system's folder; the caller frees *path. */
hr_status hr_dataset_path(char **path, hr_spec *spec, const hr_dataset *dataset);

#endif
