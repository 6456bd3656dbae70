/* Hierarchies of subsets: the Boolean lattice, and all sets of one size over single documents. */
#include "hierarchy/generate.h"

/* Node v is the subset of {0 .. k-1} whose elements are the bits of v.  Its parents are the subsets with one
 * element less (the covers below it), so S(q) = all subsets of q, s = 2^k, the root is the empty set, and the
 * distance is the number of elements left out.  Nodes 2^k, edges k 2^(k-1), pairs 3^k. */
static hr_status open_lattice(hr_hierarchy *out, hr_spec *spec) {
    static const hr_parameter rows[] = {{"k", 0, 24, false, 0}, {0}};
    uint64_t k;
    hr_status status = hr_generate_read(&k, spec, &hr_generator_lattice, rows);
    if (status != HR_OK)
        return status;
    uint32_t nodes = (uint32_t)1 << k;
    hr_builder *builder = hr_generate_begin(&hr_generator_lattice, nodes);
    if (!builder)
        return HR_ENOMEM;
    for (uint32_t v = 1; status == HR_OK && v < nodes; v++)
        for (uint32_t bits = v; status == HR_OK && bits; bits &= bits - 1)
            status = hr_builder_edge(builder, v, v & ~(bits & -bits), 0);
    return hr_generate_end(builder, status, out);
}

static double binomial(uint64_t m, uint64_t k) {
    if (k > m - k)
        k = m - k;
    double product = 1;
    for (uint64_t i = 1; i <= k && product < 1e300; i++)
        product = product * (double)(m - k + i) / (double)i;
    return product;
}

/* Query v's edges to its elements; then the next set in lexicographic order. */
static hr_status add_sets(hr_builder *builder, uint32_t m, uint32_t k, uint64_t sets) {
    uint32_t element[32];
    for (uint32_t i = 0; i < k; i++)
        element[i] = i;
    hr_status status = HR_OK;
    for (uint64_t set = 0; status == HR_OK && set < sets; set++) {
        uint32_t v = m + (uint32_t)set;
        status = hr_builder_query(builder, v);
        for (uint32_t i = 0; status == HR_OK && i < k; i++)
            status = hr_builder_edge(builder, v, element[i], 0);
        uint32_t at = k;
        while (at > 0 && element[at - 1] == m - k + at - 1)
            at--;
        if (at == 0)
            break;
        element[at - 1]++;
        for (uint32_t i = at; i < k; i++)
            element[i] = element[i - 1] + 1;
    }
    return status;
}

/* Documents 0 .. m-1; queries m .., one for each set of k documents in lexicographic order; S(q) = that set,
 * all at distance 1.  Every top-k answer is asked for (theory.md, L1 and L3; the "dense" qrel pattern of
 * [Weller]). */
static hr_status open_subsets(hr_hierarchy *out, hr_spec *spec) {
    static const hr_parameter rows[] = {{"m", 1, HR_GENERATE_NODES, false, 0}, {"k", 1, 32, false, 0}, {0}};
    uint64_t value[2];
    hr_status status = hr_generate_read(value, spec, &hr_generator_subsets, rows);
    if (status != HR_OK)
        return status;
    uint32_t m = (uint32_t)value[0], k = (uint32_t)value[1];
    if (k > m)
        return hr_fail(HR_EUSAGE, "subsets: k=%u: there are only m=%u documents", k, m);
    double sets = binomial(m, k);
    status = hr_generate_check(&hr_generator_subsets, m + sets, k * sets);
    if (status != HR_OK)
        return status;
    hr_builder *builder = hr_generate_begin(&hr_generator_subsets, m + (uint64_t)(sets + 0.5));
    if (!builder)
        return HR_ENOMEM;
    for (uint32_t x = 0; status == HR_OK && x < m; x++)
        status = hr_builder_document(builder, x);
    if (status == HR_OK)
        status = add_sets(builder, m, k, (uint64_t)(sets + 0.5));
    return hr_generate_end(builder, status, out);
}

static const char *const lattice_keys[] = {"k", NULL};
static const char *const subsets_keys[] = {"m", "k", NULL};

const hr_source hr_generator_lattice = {
    .name = "lattice",
    .kind = HR_SOURCE_GENERATOR,
    .keys = "k=K",
    .help = "all 2^K subsets of K elements; S(q) = the subsets of q, distance = elements left out",
    .example = "lattice:k=8",
    .allowed = lattice_keys,
    .open = open_lattice,
};
const hr_source hr_generator_subsets = {
    .name = "subsets",
    .kind = HR_SOURCE_GENERATOR,
    .keys = "m=M,k=K",
    .help = "M documents and one query for each of the sets of exactly K documents; S(q) = the set",
    .example = "subsets:m=20,k=2",
    .allowed = subsets_keys,
    .open = open_subsets,
};
