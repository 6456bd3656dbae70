#include "feasibility/linear_run.h"

#include "base/memory.h"
#include "base/progress.h"
#include "feasibility/linear_exact.h"
#include "feasibility/linear_look.h"
#include "feasibility/linear_program.h"
#include "feasibility/scan.h"

#include <cblas.h>
#include <stdlib.h>
#include <string.h>

enum { POOL = 8192 };  /* subjects at work: one pass over the points serves them all */
enum { ROUNDS = 150 }; /* of working set and pass, until floating point is taken to be stuck */
enum { LEAST_ADD = 24 };

typedef struct {
    hr_linear_task **task;
    size_t count, capacity;
} tasks;

static hr_status push(tasks *list, hr_linear_task *task) {
    if (hr_grow(&list->task, &list->capacity, list->count + 1, sizeof *list->task, "subjects") != HR_OK)
        return HR_ENOMEM;
    list->task[list->count++] = task;
    return HR_OK;
}

static void drop(hr_linear_task *task) {
    hr_linear_task_clear(task);
    free(task);
}

static void tasks_clear(tasks *list) {
    for (size_t i = 0; i < list->count; i++)
        drop(list->task[i]);
    free(list->task);
}

typedef struct {
    const hr_linear_run *run;
    uint32_t next, end; /* subjects that have not begun */
    tasks active, look, stuck;
    hr_linear_worker *worker; /* by thread */
    int threads;
    hr_matrix hints;
    double tolerance;
} pool;

static bool late(const pool *p) {
    return p->run->deadline > 0 && hr_seconds() > p->run->deadline;
}

static hr_status refill(pool *p) {
    hr_status status = HR_OK;
    while (status == HR_OK && p->active.count < POOL && p->next < p->end) {
        hr_linear_task *task = hr_calloc(1, sizeof *task, "a subject");
        status = task ? hr_linear_task_init(task, p->run->problem, p->next++) : HR_ENOMEM;
        if (status == HR_OK)
            status = push(&p->active, task);
        if (status != HR_OK && task)
            drop(task);
    }
    return status;
}

static hr_status solve(pool *p, hr_linear_task *t) {
    hr_linear_worker *worker = &p->worker[hr_this_thread()];
    if (!t->program)
        return hr_linear_task_solve(t, p->run->problem, worker, p->tolerance, p->run->keep);
    bool solved;
    hr_status status = hr_linear_program_solve(&solved, t, p->run->problem, worker);
    t->rounds++;
    if (!solved)
        t->state = HR_TASK_DONE; /* with the vector that was found before */
    return status;
}

static hr_status solve_all(pool *p) {
    hr_status status = HR_OK;
#pragma omp parallel for schedule(dynamic, 8)
    for (size_t i = 0; i < p->active.count; i++) {
        hr_linear_task *t = p->active.task[i];
        if (t->state != HR_TASK_SOLVE || late(p))
            continue;
        hr_status mine = solve(p, t);
        if (mine != HR_OK) {
#pragma omp critical
            status = mine;
        }
    }
    return status == HR_ENOMEM ? hr_fail(HR_ENOMEM, "out of memory: linear feasibility") : status;
}

/* Hands over what is settled, puts aside what is stuck, keeps the rest. */
static hr_status sort_out(pool *p) {
    hr_status status = HR_OK;
    size_t kept = 0;
    for (size_t i = 0; i < p->active.count; i++) {
        hr_linear_task *t = p->active.task[i];
        if (t->state == HR_TASK_SOLVE && t->rounds > ROUNDS)
            t->state = HR_TASK_STUCK;
        if (t->state == HR_TASK_STUCK && t->found)
            t->state = HR_TASK_DONE;
        if (t->state == HR_TASK_DONE && p->run->options->largest && t->found && !t->exact && !t->program) {
            t->program = true;
            t->rounds = 0;
            t->state = HR_TASK_SOLVE;
        }
        if (t->state == HR_TASK_DONE && status == HR_OK) {
            status = p->run->settled(p->run->context, t);
            drop(t);
            hr_progress_add(1);
        } else if (t->state == HR_TASK_STUCK && status == HR_OK) {
            status = push(&p->stuck, t);
            if (status != HR_OK)
                drop(t);
        } else {
            p->active.task[kept++] = t;
        }
    }
    p->active.count = kept;
    return status;
}

static hr_status look_at_all(pool *p) {
    const hr_linear_problem *problem = p->run->problem;
    hr_look_options options = {.deadline = p->run->deadline};
    /* passes cost more than working sets: a basis full of points at a time */
    options.add = (uint32_t)(problem->dimension > LEAST_ADD ? problem->dimension : LEAST_ADD);
    p->look.count = 0;
    hr_status status = HR_OK;
    for (size_t i = 0; status == HR_OK && i < p->active.count; i++)
        if (p->active.task[i]->state == HR_TASK_LOOK)
            status = push(&p->look, p->active.task[i]);
    if (status == HR_OK && p->look.count)
        status = hr_linear_look(p->look.task, p->look.count, p->run->problem, &p->hints, &options);
    return status;
}

static hr_status rounds(pool *p) {
    hr_status status = refill(p);
    while (status == HR_OK && p->active.count && !late(p)) {
        status = solve_all(p);
        if (status == HR_OK)
            status = sort_out(p);
        if (status == HR_OK)
            status = look_at_all(p);
        if (status == HR_OK)
            status = sort_out(p);
        if (status == HR_OK)
            status = refill(p);
    }
    return status;
}

static hr_status pool_init(pool *p, const hr_linear_run *run, uint32_t first, uint32_t count) {
    const hr_linear_problem *problem = run->problem;
    hr_dtype type = problem->fixed->dtype;
    bool narrow = type == HR_FLOAT32 || type == HR_INT8;
    *p = (pool){.run = run, .next = first, .end = first + count, .tolerance = 0.1};
    p->threads = hr_scan_threads();
    p->worker = hr_calloc((size_t)p->threads, sizeof *p->worker, "workers");
    hr_status status = p->worker ? HR_OK : HR_ENOMEM;
    for (int i = 0; i < p->threads && status == HR_OK; i++)
        status = hr_linear_worker_init(&p->worker[i], problem);
    if (status == HR_OK)
        status = hr_matrix_init(&p->hints, count < POOL ? count : POOL, problem->columns,
                                narrow ? HR_FLOAT32 : HR_FLOAT64);
    return status == HR_OK ? hr_linear_problem_hints(run->problem, &p->hints) : status;
}

static void pool_clear(pool *p) {
    for (int i = 0; p->worker && i < p->threads; i++)
        hr_linear_worker_clear(&p->worker[i]);
    free(p->worker);
    free(p->look.task); /* the tasks are the active list's */
    tasks_clear(&p->active);
    tasks_clear(&p->stuck);
    hr_matrix_clear(&p->hints);
}

/* Subjects that float32 vectors or loose tolerances left stuck, once more in float64. */
static hr_status widen(pool *p) {
    hr_matrix_clear(&p->hints);
    hr_status status = hr_matrix_init(&p->hints, p->stuck.count, p->run->problem->columns, HR_FLOAT64);
    if (status == HR_OK)
        status = hr_linear_problem_hints(p->run->problem, &p->hints);
    tasks again = p->stuck;
    p->stuck = p->active;
    p->active = again;
    p->tolerance = 1e-7;
    for (size_t i = 0; i < again.count; i++) {
        again.task[i]->state = HR_TASK_SOLVE;
        again.task[i]->rounds = 0;
        again.task[i]->corral = 0;
    }
    return status == HR_OK ? rounds(p) : status;
}

static hr_status decide_exactly(pool *p) {
    hr_status status = HR_OK;
#pragma omp parallel for schedule(dynamic, 1)
    for (size_t i = 0; i < p->stuck.count; i++) {
        hr_status mine =
            hr_linear_task_exact(p->stuck.task[i], p->run->problem, p->run->keep, p->run->deadline);
        if (mine != HR_OK) {
#pragma omp critical
            status = mine;
        }
    }
    return status == HR_ENOMEM ? hr_fail(HR_ENOMEM, "out of memory: linear feasibility") : status;
}

/* Hands over what is decided or will never be: UNKNOWN. */
static hr_status hand_over(pool *p, tasks *list) {
    hr_status status = HR_OK;
    for (size_t i = 0; i < list->count && status == HR_OK; i++)
        status = p->run->settled(p->run->context, list->task[i]);
    return status;
}

hr_status hr_linear_run_all(const hr_linear_run *run, uint32_t first, uint32_t count) {
    pool p;
    int blas_threads = openblas_get_num_threads();
    openblas_set_num_threads(1); /* the threads are ours, a subject each */
    hr_status status = pool_init(&p, run, first, count);
    if (status == HR_OK)
        status = rounds(&p);
    if (status == HR_OK)
        status = hand_over(&p, &p.active); /* there are some only after the deadline */
    tasks_clear(&p.active);
    p.active = (tasks){0};
    if (status == HR_OK && p.stuck.count && !late(&p))
        status = widen(&p);
    if (status == HR_OK)
        status = hand_over(&p, &p.active);
    if (status == HR_OK)
        status = decide_exactly(&p);
    if (status == HR_OK)
        status = hand_over(&p, &p.stuck);
    pool_clear(&p);
    openblas_set_num_threads(blas_threads);
    return status;
}
