/* What the plan wants: every trial once, found by its key, handed out by cost. */
#include "base/memory.h"
#include "experiment/plan_parts.h"

#include <stdlib.h>
#include <string.h>

/* FNV-1a, 64 bits (Fowler, Noll, Vo). */
static uint64_t hash(const char *key) {
    uint64_t h = 0xcbf29ce484222325u;
    for (; *key; key++)
        h = (h ^ (unsigned char)*key) * 0x100000001b3u;
    return h;
}

/* The key's slot, or the free one where it belongs. */
static hr_plan_node **slot_of(hr_plan_node **slot, size_t slots, const char *key) {
    size_t i = hash(key) & (slots - 1);
    while (slot[i] && strcmp(slot[i]->wanted.key, key) != 0)
        i = (i + 1) & (slots - 1);
    return &slot[i];
}

static hr_status room_for_key(hr_plan *plan) {
    if (2 * (plan->nodes + 1) <= plan->slots)
        return HR_OK;
    size_t slots = plan->slots ? 2 * plan->slots : 64;
    hr_plan_node **slot = hr_calloc(slots, sizeof *slot, "the plan");
    if (!slot)
        return HR_ENOMEM;
    for (size_t i = 0; i < plan->nodes; i++)
        *slot_of(slot, slots, plan->node[i]->wanted.key) = plan->node[i];
    free(plan->slot);
    plan->slot = slot;
    plan->slots = slots;
    return HR_OK;
}

/* Sizes, theorems and bounds first: the rest waits for them.  Then the most costly, so that none of those
 * runs alone at the end. */
static bool before(const hr_plan_node *a, const hr_plan_node *b) {
    if (a->order.class != b->order.class)
        return a->order.class < b->order.class;
    if (a->wanted.cost != b->wanted.cost)
        return a->wanted.cost > b->wanted.cost;
    return a->number < b->number;
}

static hr_status push(hr_plan *plan, hr_plan_node *node) {
    if (hr_grow(&plan->heap, &plan->heap_capacity, plan->heaped + 1, sizeof(hr_plan_node *), "the plan") !=
        HR_OK)
        return HR_ENOMEM;
    hr_plan_node **heap = plan->heap;
    size_t i = plan->heaped++;
    while (i && before(node, heap[(i - 1) / 2])) {
        heap[i] = heap[(i - 1) / 2];
        i = (i - 1) / 2;
    }
    heap[i] = node;
    return HR_OK;
}

static hr_plan_node *pop(hr_plan *plan) {
    hr_plan_node **heap = plan->heap, *top = heap[0], *last = heap[--plan->heaped];
    size_t i = 0, count = plan->heaped;
    while (2 * i + 1 < count) {
        size_t child = 2 * i + 1;
        if (child + 1 < count && before(heap[child + 1], heap[child]))
            child++;
        if (!before(heap[child], last))
            break;
        heap[i] = heap[child];
        i = child;
    }
    heap[i] = last;
    return top;
}

static int compare_order(const hr_plan_order *a, const hr_plan_order *b) {
#define STEP(field)                                                                                          \
    if (a->field != b->field)                                                                                \
    return a->field < b->field ? -1 : 1
    STEP(place);
    STEP(class);
    STEP(subject);
    STEP(notion);
    STEP(dim);
    STEP(seed);
    STEP(instance);
#undef STEP
    return 0;
}

static hr_status add(hr_plan *plan, hr_plan_node *node) {
    if (hr_grow(&plan->node, &plan->node_capacity, plan->nodes + 1, sizeof(hr_plan_node *), "the plan") !=
            HR_OK ||
        room_for_key(plan) != HR_OK || push(plan, node) != HR_OK)
        return HR_ENOMEM;
    node->number = plan->nodes;
    plan->node[plan->nodes++] = node;
    *slot_of(plan->slot, plan->slots, node->wanted.key) = node;
    plan->asked_cost += node->wanted.cost;
    return HR_OK;
}

hr_status hr_plan_want(hr_plan *plan, hr_plan_node **out, hr_trial *trial, const hr_plan_order *order,
                       double cost) {
    char *key = NULL;
    hr_status status = hr_trial_key(&key, trial);
    hr_plan_node *node = status == HR_OK && plan->slots ? *slot_of(plan->slot, plan->slots, key) : NULL;
    if (status != HR_OK || node) {
        hr_trial_clear(trial);
        free(key);
        /* of several places that want it, the first in the grid is its own */
        if (node && compare_order(order, &node->order) < 0)
            node->order = *order;
        *out = node;
        return status;
    }
    node = hr_calloc(1, sizeof *node, "the plan");
    if (!node) {
        hr_trial_clear(trial);
        free(key);
        return HR_ENOMEM;
    }
    node->wanted = (hr_wanted){.trial = *trial, .key = key, .cost = cost};
    hr_result_init(&node->wanted.result);
    node->order = *order;
    status = add(plan, node);
    if (status != HR_OK) {
        hr_trial_clear(&node->wanted.trial);
        free(node->wanted.key);
        free(node);
        return status;
    }
    *out = node;
    return HR_OK;
}

hr_status hr_plan_wait(hr_plan_node *node, hr_plan_series *series, size_t unit) {
    if (node->wanted.given)
        return HR_OK;
    if (hr_grow(&node->waiter, &node->waiter_capacity, node->waiters + 1, sizeof *node->waiter, "the plan") !=
        HR_OK)
        return HR_ENOMEM;
    node->waiter[node->waiters++] = (hr_plan_waiter){series, unit};
    series->waiting[unit]++;
    series->at_work += node->handed;
    return HR_OK;
}

hr_wanted *hr_plan_next(hr_plan *plan) {
    if (!plan->heaped)
        return NULL;
    hr_plan_node *node = pop(plan);
    node->handed = true;
    for (size_t i = 0; i < node->waiters; i++)
        node->waiter[i].series->at_work++;
    return &node->wanted;
}

/* The waiters of a trial whose result came; each unit that waits for nothing more goes on. */
static hr_status wake(hr_plan *plan, hr_plan_node *node) {
    hr_plan_waiter *waiter = node->waiter;
    size_t waiters = node->waiters;
    node->waiter = NULL;
    node->waiters = node->waiter_capacity = 0;
    hr_status status = HR_OK;
    for (size_t i = 0; i < waiters && status == HR_OK; i++) {
        hr_plan_series *series = waiter[i].series;
        series->at_work--;
        if (!--series->waiting[waiter[i].unit])
            status = hr_plan_advance(plan, series, waiter[i].unit);
    }
    free(waiter);
    return status;
}

hr_status hr_plan_give(hr_plan *plan, hr_wanted *wanted, hr_result *result) {
    hr_plan_node *node = (hr_plan_node *)wanted;
    if (wanted->given || !node->handed) {
        hr_result_clear(result);
        return hr_fail(HR_EINTERNAL, "plan: a result that was not asked for: %s", wanted->key);
    }
    wanted->result = *result;
    hr_result_init(result);
    wanted->given = true;
    plan->given++;
    plan->failed += wanted->result.failed;
    plan->given_cost += wanted->cost;
    return wake(plan, node);
}

static int compare_nodes(const void *a, const void *b) {
    const hr_plan_node *x = *(const hr_plan_node *const *)a, *y = *(const hr_plan_node *const *)b;
    int order = compare_order(&x->order, &y->order);
    return order ? order : strcmp(x->wanted.key, y->wanted.key);
}

const hr_wanted *const *hr_plan_trials(const hr_plan *plan, size_t *count) {
    hr_plan_sorted *sorted = plan->sorted;
    *count = 0;
    if (hr_grow(&sorted->list, &sorted->capacity, plan->given + 1, sizeof *sorted->list, "the trials") !=
        HR_OK)
        return NULL;
    for (size_t i = 0; i < plan->nodes; i++)
        if (plan->node[i]->wanted.given)
            sorted->list[(*count)++] = &plan->node[i]->wanted;
    /* a node begins with what it hands out */
    qsort(sorted->list, *count, sizeof *sorted->list, compare_nodes);
    sorted->list[*count] = NULL;
    return sorted->list;
}
