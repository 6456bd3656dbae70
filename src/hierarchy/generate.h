/* What the generators share: their parameters, and their limits before anything is allocated. */
#ifndef HR_GENERATE_H
#define HR_GENERATE_H

#include "hierarchy/builder.h"
#include "hierarchy/source.h"

#include <gsl/gsl_rng.h>

enum {
    HR_GENERATE_NODES = 1 << 26, /* the most nodes and edges that a generator makes: a few GiB */
    HR_GENERATE_EDGES = 1 << 28
};

typedef struct {
    const char *key;
    uint64_t low, high;
    bool optional;
    uint64_t otherwise; /* when optional and absent */
} hr_parameter;

/* Reads the parameters (rows end with a zeroed one) into value[]; HR_EUSAGE for a missing key or a value
 * out of range, with what the generator takes. */
hr_status hr_generate_read(uint64_t *value, hr_spec *spec, const hr_source *source, const hr_parameter *rows);

/* HR_ELIMIT, in one line with both numbers, when there are more than the limits. */
hr_status hr_generate_check(const hr_source *source, double nodes, double edges);

/* A builder with the nodes 0 .. nodes-1; NULL with a message. */
hr_builder *hr_generate_begin(const hr_source *source, uint64_t nodes);
/* Finishes when status is HR_OK; frees the builder in every case. */
hr_status hr_generate_end(hr_builder *builder, hr_status status, hr_hierarchy *out);

/* picked[0 .. count-1]: distinct whole numbers below bound, each set equally likely (Floyd's algorithm).
 * stamp[bound] holds marks of earlier calls, all below `mark`. */
void hr_pick(uint32_t *picked, uint32_t count, uint32_t bound, gsl_rng *rng, uint32_t *stamp, uint32_t mark);

extern const hr_source hr_generator_tree, hr_generator_path, hr_generator_star, hr_generator_caterpillar;
extern const hr_source hr_generator_random_tree, hr_generator_galton_watson;
extern const hr_source hr_generator_dag, hr_generator_layered;
extern const hr_source hr_generator_lattice, hr_generator_subsets;
extern const hr_source hr_generator_k_tree;

#endif
