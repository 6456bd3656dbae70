#include "hierarchy/walk.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>
#ifdef _OPENMP
#include <omp.h>
#endif

bool hr_is_forest(const hr_hierarchy *h) {
    for (uint32_t v = 0; v < h->nodes; v++)
        if (h->parent_start[v + 1] - h->parent_start[v] > 1)
            return false;
    return true;
}

hr_status hr_walks_init(hr_walks *walks, const hr_hierarchy *hierarchy) {
    memset(walks, 0, sizeof *walks);
    walks->hierarchy = hierarchy;
    walks->forest = hr_is_forest(hierarchy);
    walks->threads = 1;
#ifdef _OPENMP
    walks->threads = omp_get_max_threads();
#endif
    walks->walk = hr_calloc((size_t)walks->threads, sizeof *walks->walk, "walks");
    if (!walks->walk)
        return HR_ENOMEM;
    for (int i = 0; i < walks->threads; i++) {
        hr_walk *walk = &walks->walk[i];
        walk->queue = hr_alloc(hierarchy->nodes, sizeof *walk->queue, "a walk through the hierarchy");
        walk->distance = hr_alloc(hierarchy->nodes, sizeof *walk->distance, "a walk through the hierarchy");
        if (!walks->forest)
            walk->stamp = hr_calloc(hierarchy->nodes, sizeof *walk->stamp, "a walk through the hierarchy");
        if (!walk->queue || !walk->distance || (!walks->forest && !walk->stamp)) {
            hr_walks_clear(walks);
            return HR_ENOMEM;
        }
    }
    return HR_OK;
}

void hr_walks_clear(hr_walks *walks) {
    for (int i = 0; walks->walk && i < walks->threads; i++) {
        free(walks->walk[i].stamp);
        free(walks->walk[i].queue);
        free(walks->walk[i].distance);
    }
    free(walks->walk);
    memset(walks, 0, sizeof *walks);
}

hr_walk *hr_walk_mine(const hr_walks *walks) {
#ifdef _OPENMP
    return &walks->walk[omp_get_thread_num()];
#else
    return &walks->walk[0];
#endif
}

/* A new mark; after 2^32 - 1 walks the stamps start afresh. */
static uint32_t next_mark(hr_walk *walk, uint32_t nodes) {
    if (++walk->mark == 0) {
        memset(walk->stamp, 0, nodes * sizeof *walk->stamp);
        walk->mark = 1;
    }
    return walk->mark;
}

uint32_t hr_walk_up(hr_walk *walk, const hr_hierarchy *h, uint32_t from) {
    uint32_t *queue = walk->queue, *distance = walk->distance, *stamp = walk->stamp;
    uint32_t count = 1;
    queue[0] = from;
    distance[0] = 0;
    if (!stamp) {
        for (uint64_t at = h->parent_start[from]; at < h->parent_start[from + 1];
             at = h->parent_start[from]) {
            from = h->parent[at];
            queue[count] = from;
            distance[count] = count;
            count++;
        }
        return count;
    }
    uint32_t mark = next_mark(walk, h->nodes);
    stamp[from] = mark;
    for (uint32_t head = 0; head < count; head++) {
        const uint32_t *parent;
        uint32_t parents = hr_parents(h, queue[head], &parent);
        for (uint32_t i = 0; i < parents; i++) {
            if (stamp[parent[i]] == mark)
                continue;
            stamp[parent[i]] = mark;
            queue[count] = parent[i];
            distance[count++] = distance[head] + 1;
        }
    }
    return count;
}

hr_status hr_count_choices(uint32_t *size, const hr_hierarchy *h) {
    hr_walks walks;
    hr_status status = hr_walks_init(&walks, h);
    if (status != HR_OK)
        return status;
    memset(size, 0, h->nodes * sizeof *size);
    for (uint32_t v = 0; v < h->nodes; v++) {
        const uint32_t *parent;
        uint32_t parents = hr_parents(h, v, &parent);
        for (uint32_t i = 0; parents > 1 && i < parents; i++)
            size[parent[i]] = 1;
    }
#pragma omp parallel for schedule(dynamic, 256) num_threads(walks.threads)
    for (uint32_t v = 0; v < h->nodes; v++)
        if (size[v])
            size[v] = hr_walk_up(hr_walk_mine(&walks), h, v);
    hr_walks_clear(&walks);
    return HR_OK;
}
