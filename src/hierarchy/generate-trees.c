/* Trees that are one shape for each size: perfect trees, paths, stars, caterpillars. */
#include "hierarchy/generate.h"

/* Level by level: the children of v are width * v + 1 .. width * v + width. */
static hr_status open_tree(hr_hierarchy *out, hr_spec *spec) {
    static const hr_parameter rows[] = {
        {"width", 1, HR_GENERATE_NODES, false, 0}, {"height", 1, HR_GENERATE_NODES, false, 0}, {0}};
    uint64_t value[2];
    hr_status status = hr_generate_read(value, spec, &hr_generator_tree, rows);
    if (status != HR_OK)
        return status;
    double level = 1, nodes = 1; /* m = (W^H - 1) / (W - 1); H when W = 1 */
    for (uint64_t i = 1; i < value[1] && level < 1e300; i++) {
        level *= (double)value[0];
        nodes += level;
    }
    status = hr_generate_check(&hr_generator_tree, nodes, nodes - 1);
    if (status != HR_OK)
        return status;
    hr_builder *builder = hr_generate_begin(&hr_generator_tree, (uint64_t)nodes);
    if (!builder)
        return HR_ENOMEM;
    for (uint32_t v = 1; status == HR_OK && v < (uint64_t)nodes; v++)
        status = hr_builder_edge(builder, v, (v - 1) / (uint32_t)value[0], 0);
    return hr_generate_end(builder, status, out);
}

static hr_status open_path(hr_hierarchy *out, hr_spec *spec) {
    static const hr_parameter rows[] = {{"n", 1, HR_GENERATE_NODES, false, 0}, {0}};
    uint64_t nodes;
    hr_status status = hr_generate_read(&nodes, spec, &hr_generator_path, rows);
    if (status != HR_OK)
        return status;
    hr_builder *builder = hr_generate_begin(&hr_generator_path, nodes);
    if (!builder)
        return HR_ENOMEM;
    for (uint32_t v = 1; status == HR_OK && v < nodes; v++)
        status = hr_builder_edge(builder, v, v - 1, 0);
    return hr_generate_end(builder, status, out);
}

static hr_status open_star(hr_hierarchy *out, hr_spec *spec) {
    static const hr_parameter rows[] = {{"n", 1, HR_GENERATE_NODES, false, 0}, {0}};
    uint64_t nodes;
    hr_status status = hr_generate_read(&nodes, spec, &hr_generator_star, rows);
    if (status != HR_OK)
        return status;
    hr_builder *builder = hr_generate_begin(&hr_generator_star, nodes);
    if (!builder)
        return HR_ENOMEM;
    for (uint32_t v = 1; status == HR_OK && v < nodes; v++)
        status = hr_builder_edge(builder, v, 0, 0);
    return hr_generate_end(builder, status, out);
}

/* The spine 0 .. spine-1 is a path down from its root 0; then come the legs of 0, those of 1, and so on. */
static hr_status open_caterpillar(hr_hierarchy *out, hr_spec *spec) {
    static const hr_parameter rows[] = {
        {"spine", 1, HR_GENERATE_NODES, false, 0}, {"legs", 0, HR_GENERATE_NODES, false, 0}, {0}};
    uint64_t value[2];
    hr_status status = hr_generate_read(value, spec, &hr_generator_caterpillar, rows);
    if (status != HR_OK)
        return status;
    uint64_t spine = value[0], legs = value[1], nodes = spine * (legs + 1); /* below 2^53: no overflow */
    status = hr_generate_check(&hr_generator_caterpillar, (double)nodes, (double)nodes - 1);
    if (status != HR_OK)
        return status;
    hr_builder *builder = hr_generate_begin(&hr_generator_caterpillar, nodes);
    if (!builder)
        return HR_ENOMEM;
    for (uint32_t v = 1; status == HR_OK && v < nodes; v++)
        status = hr_builder_edge(builder, v, v < spine ? v - 1 : (uint32_t)((v - spine) / legs), 0);
    return hr_generate_end(builder, status, out);
}

static const char *const tree_keys[] = {"width", "height", NULL};
static const char *const n_keys[] = {"n", NULL};
static const char *const caterpillar_keys[] = {"spine", "legs", NULL};

const hr_source hr_generator_tree = {
    .name = "tree",
    .kind = HR_SOURCE_GENERATOR,
    .keys = "width=W,height=H",
    .help = "perfect tree of H levels, every inner node with W children: (W^H - 1)/(W - 1) nodes, s = H",
    .example = "tree:width=5,height=4",
    .allowed = tree_keys,
    .open = open_tree,
};
const hr_source hr_generator_path = {
    .name = "path",
    .kind = HR_SOURCE_GENERATOR,
    .keys = "n=N",
    .help = "N nodes in a line below the root: s = N",
    .example = "path:n=100",
    .allowed = n_keys,
    .open = open_path,
};
const hr_source hr_generator_star = {
    .name = "star",
    .kind = HR_SOURCE_GENERATOR,
    .keys = "n=N",
    .help = "a root and its N - 1 children",
    .example = "star:n=100",
    .allowed = n_keys,
    .open = open_star,
};
const hr_source hr_generator_caterpillar = {
    .name = "caterpillar",
    .kind = HR_SOURCE_GENERATOR,
    .keys = "spine=N,legs=L",
    .help = "a path of N nodes, each with L more children: N (L + 1) nodes",
    .example = "caterpillar:spine=20,legs=3",
    .allowed = caterpillar_keys,
    .open = open_caterpillar,
};
