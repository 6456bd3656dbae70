/* size: the plain numbers of a hierarchy. */
#include "hierarchy/shape.h"
#include "trial/tasks.h"

static hr_status run(hr_result *result, const hr_trial *trial, const hr_loaded *loaded) {
    (void)trial;
    const hr_ancestors *a = loaded->ancestors;
    hr_shape shape;
    hr_status status = hr_shape_of(&shape, loaded->hierarchy);
    if (status != HR_OK)
        return status;
    return hr_task_object(&result->outcome,
                          json_pack("{s:I, s:I, s:I, s:I, s:I, s:I}", "n", (json_int_t)a->queries, "m",
                                    (json_int_t)a->documents, "s", (json_int_t)a->s, "edges",
                                    (json_int_t)loaded->hierarchy->edges, "pairs", (json_int_t)a->pairs,
                                    "depth", (json_int_t)shape.depth));
}

const hr_task hr_task_size = {
    .name = "size",
    .help = "queries n, documents m, largest ancestor set s, edges, pairs and depth of the hierarchy",
    .version = 1,
    .run = run,
};
