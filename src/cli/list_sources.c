#include "cli/list_sources.h"

#include "cli/command.h"
#include "hierarchy/source.h"

static const struct {
    hr_source_kind kind;
    const char *name, *title;
} kinds[] = {
    {HR_SOURCE_FORMAT, "format", "files, by their path alone or with options"},
    {HR_SOURCE_DATASET, "dataset", "data sets, found where Debian or `make data` puts them"},
    {HR_SOURCE_GENERATOR, "generator", "generators"},
};

enum { KINDS = sizeof kinds / sizeof *kinds };

static hr_status list_json(void) {
    json_t *array = json_array();
    int bad = array == NULL;
    for (const hr_source *const *s = hr_sources; *s && !bad; s++)
        bad = json_array_append_new(array, json_pack("{ss ss ss ss ss}", "name", (*s)->name, "kind",
                                                     kinds[(*s)->kind].name, "keys", (*s)->keys, "help",
                                                     (*s)->help, "example", (*s)->example));
    if (bad) {
        json_decref(array);
        array = NULL;
    }
    return hr_print_json(array);
}

hr_status hr_list_sources(bool json) {
    if (json)
        return list_json();
    for (int k = 0; k < KINDS; k++) {
        printf("%s%s\n", k ? "\n" : "", kinds[k].title);
        for (const hr_source *const *s = hr_sources; *s; s++)
            if ((*s)->kind == kinds[k].kind)
                printf("  %-14s %s\n  %-14s %s\n", (*s)->name, (*s)->help, "", (*s)->example);
    }
    return hr_finish_output();
}
