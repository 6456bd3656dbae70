#include "hierarchy/datasets.h"

#include "base/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define WORDNET "/usr/share/wordnet"
#define EMBOSS  "/usr/share/EMBOSS/data/"
#define GET_WN  "apt-get install wordnet-base"
#define GET_OBO "run make data, or apt-get install emboss-data"

const hr_dataset hr_dataset_wordnet = {"wordnet", "wordnet", WORDNET, "data.noun", GET_WN};
const hr_dataset hr_dataset_wordnet_verb = {"wordnet-verb", "wordnet", WORDNET, "data.verb", GET_WN};
const hr_dataset hr_dataset_go = {"go", "OBO", EMBOSS "OBO", "go.obo", GET_OBO};
const hr_dataset hr_dataset_chebi = {"chebi", "OBO", EMBOSS "OBO", "chebi.obo", GET_OBO};
const hr_dataset hr_dataset_ncbi = {"ncbi", "TAXONOMY", EMBOSS "TAXONOMY", "nodes.dmp", GET_OBO};

static hr_status copy(char **path, const char *text) {
    *path = strdup(text);
    return *path ? HR_OK : hr_fail(HR_ENOMEM, "out of memory: a file name");
}

hr_status hr_dataset_path(char **path, hr_spec *spec, const hr_dataset *dataset) {
    const char *given = hr_spec_get(spec, "path"), *data = getenv("HRDIM_DATA");
    if (given)
        return copy(path, given);
    char place[3][4096], missing[1024] = "";
    size_t count = 0;
    if (data && *data)
        snprintf(place[count++], sizeof *place, "%s/%s", data, dataset->folder);
    snprintf(place[count++], sizeof *place, "data/%s", dataset->folder);
    snprintf(place[count++], sizeof *place, "%s", dataset->system);
    for (size_t i = 0; i < count; i++) {
        char file[4200];
        snprintf(file, sizeof file, "%s/%s", place[i], dataset->file);
        if (!access(file, F_OK))
            return copy(path, file);
        size_t used = strlen(missing);
        snprintf(missing + used, sizeof missing - used, "%s%.300s", i ? ", " : "", place[i]);
    }
    return hr_fail(HR_EIO, "%s: %s is in none of %s; %s", dataset->name, dataset->file, missing,
                   dataset->mend);
}
