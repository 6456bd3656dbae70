/* Constructions: one const descriptor and one file each (theory.md, section 2). */
#ifndef HR_METHOD_H
#define HR_METHOD_H

#include "embedding/embedding.h"
#include "hierarchy/ancestors.h"
#include "hierarchy/hierarchy.h"

typedef struct {
    uint32_t dim;  /* 0: the method's own choice (its theorem's dimension) */
    uint64_t seed; /* random methods */
    uint32_t
        runs; /* U6: keep the K longest runs; 0: all.  U7: documents of at most K runs are easy; 0: chosen */
    double search;  /* effort of the search for a better order, in units of its default; 0: U6 none, U7 0.1 */
    uint32_t steps; /* U7: of training; 0: the method's own choice */
    bool dual;      /* U6: runs of S(q) */
    bool near;      /* U7: train near pairs alone, whatever the size */
    bool levels;    /* U6, U11: no matrices of long integers, the runs or levels alone */
    bool f_query;   /* for dim = 0: the smallest form that serves F-query (U5, U6: one dimension less) */
    hr_dtype dtype; /* U2: HR_FLOAT32 or HR_FLOAT64 */
    bool
        bfloat16; /* with HR_FLOAT32: to be numbers of 8 bits.  U7 trains such; hr_method_floats makes them */
} hr_method_options;

typedef struct {
    const char *name;      /* "sign" */
    const char *statement; /* "U1" */
    const char *help;      /* one line, with the dimension */
    int version;           /* raised when the same options give other bytes */
    bool random;           /* depends on the seed */
    bool takes_dim;        /* --dim chooses any dimension; otherwise the method has its own */
    bool takes_runs;       /* options->runs and options->search */
    bool takes_search;     /* options->search */
    bool takes_dual;       /* options->dual */
    bool takes_steps;      /* options->steps */
    bool takes_dtype;      /* options->dtype; otherwise the matrices are integers */
    /* The dimension for dim = 0; for takes_dim methods one at which the theorem guarantees F-query with
     * positive probability (or surely).  HR_EINPUT with the reason where the method does not apply. */
    hr_status (*dimension)(uint32_t *dim, const hr_hierarchy *hierarchy, const hr_ancestors *ancestors,
                           const hr_method_options *options);
    /* `out` is initialised and empty.  Deterministic in (hierarchy, options), at any number of threads. */
    hr_status (*build)(hr_embedding *out, const hr_hierarchy *hierarchy, const hr_ancestors *ancestors,
                       const hr_method_options *options);
} hr_method;

extern const hr_method *const hr_methods[]; /* NULL-terminated */

/* By name; NULL with a message that names the nearest and all methods. */
const hr_method *hr_method_find(const char *name);

/* Refuses options that the method does not take, builds, and sets out->origin. */
hr_status hr_method_build(hr_embedding *out, const hr_method *method, const hr_hierarchy *hierarchy,
                          const hr_ancestors *ancestors, const hr_method_options *options);

/* The float form of integers that were built with these options: hr_embedding_floats, or
 * hr_embedding_bfloat16. */
hr_status hr_method_floats(hr_embedding *out, const hr_embedding *exact, const hr_method_options *options);

#endif
