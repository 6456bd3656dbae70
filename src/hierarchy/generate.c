#include "hierarchy/generate.h"

hr_status hr_generate_read(uint64_t *value, hr_spec *spec, const hr_source *source,
                           const hr_parameter *rows) {
    for (size_t i = 0; rows[i].key; i++) {
        const hr_parameter *p = &rows[i];
        if (!p->optional && !hr_spec_get(spec, p->key))
            return hr_fail(HR_EUSAGE, "%s: %s is missing; give %s:%s, for instance %s", source->name, p->key,
                           source->name, source->keys, source->example);
        hr_status status = hr_spec_u64(spec, p->key, p->otherwise, p->low, p->high, &value[i]);
        if (status != HR_OK)
            return status;
    }
    return HR_OK;
}

hr_status hr_generate_check(const hr_source *source, double nodes, double edges) {
    if (nodes <= HR_GENERATE_NODES && edges <= HR_GENERATE_EDGES)
        return HR_OK;
    return hr_fail(
        HR_ELIMIT,
        "%s: %.6g nodes and %.6g edges are too many; the limits are %d and %d, so choose smaller numbers",
        source->name, nodes, edges, HR_GENERATE_NODES, HR_GENERATE_EDGES);
}

hr_builder *hr_generate_begin(const hr_source *source, uint64_t nodes) {
    hr_builder *builder = hr_builder_new(HR_BUILD_NUMBERED, source->name);
    if (builder && hr_builder_numbered(builder, (uint32_t)nodes) != HR_OK) {
        hr_builder_free(builder);
        return NULL;
    }
    return builder;
}

hr_status hr_generate_end(hr_builder *builder, hr_status status, hr_hierarchy *out) {
    if (status == HR_OK)
        status = hr_builder_finish(builder, out);
    hr_builder_free(builder);
    return status;
}

/* R. W. Floyd, in J. Bentley, "Programming Pearls: a sample of brilliance", CACM 30, 1987. */
void hr_pick(uint32_t *picked, uint32_t count, uint32_t bound, gsl_rng *rng, uint32_t *stamp, uint32_t mark) {
    for (uint32_t j = bound - count, i = 0; j < bound; j++, i++) {
        uint32_t x = (uint32_t)gsl_rng_uniform_int(rng, (unsigned long)j + 1);
        if (stamp[x] == mark)
            x = j;
        stamp[x] = mark;
        picked[i] = x;
    }
}
