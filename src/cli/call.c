#include "cli/call.h"

#include "base/memory.h"
#include "experiment/provenance.h"

#include <string.h>
#include <time.h>

static hr_provenance call;

hr_status hr_call_remember(int argc, char **argv) {
    char **copy = hr_alloc((size_t)argc, sizeof *copy, "the command line");
    if (!copy)
        return HR_ENOMEM;
    memcpy(copy, argv, (size_t)argc * sizeof *copy);
    call = (hr_provenance){.argc = argc, .argv = copy, .start = time(NULL)};
    return HR_OK;
}

json_t *hr_call_provenance(json_t *result, uint64_t seed) {
    hr_provenance mine = call;
    mine.seed = seed;
    if (result && json_object_set_new(result, "provenance", hr_provenance_json(&mine))) {
        json_decref(result);
        return NULL;
    }
    return result;
}
