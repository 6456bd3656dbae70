#include "feasibility/linear_program.h"

#include "base/memory.h"

#include <glpk.h>
#include <math.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

enum { ITERATIONS = 50000 };

/* Columns of the program: v_1 .. v_columns, r (F-query with free thresholds), t; rows: the working set. */
typedef struct {
    glp_prob *lp;
    int columns, width;
    int *row, *column;
    double *value;
} program;

/* GLPK reports what it cannot do by ending the process, unless one jumps out of its hook. */
static void jump(void *place) {
    longjmp(*(jmp_buf *)place, 1);
}

/* |<v,x>| of every v within the bounds, and so |r| and t, are below this. */
static double most_score(const hr_linear_problem *p, const hr_linear_worker *w, double bound, size_t rows) {
    double most = 0;
    for (size_t i = 0; i < rows; i++) {
        double sum = 0;
        for (size_t k = 0; k < p->columns; k++)
            sum += fabs(w->nearest.row[i * p->dimension + k]);
        most = fmax(most, sum * fmax(bound, 1));
    }
    return most + 1;
}

static void set_columns(program *m, const hr_linear_problem *p, double bound, double most) {
    glp_add_cols(m->lp, m->width);
    for (int k = 1; k <= m->columns; k++)
        glp_set_col_bnds(m->lp, k, GLP_DB, -bound, bound);
    if (p->fixed_threshold)
        glp_set_col_bnds(m->lp, m->columns, GLP_FX, 1, 1);
    if (p->free_threshold)
        glp_set_col_bnds(m->lp, m->columns + 1, GLP_DB, -most, most);
    glp_set_col_bnds(m->lp, m->width, GLP_DB, 0, most);
    glp_set_obj_dir(m->lp, GLP_MAX);
    glp_set_obj_coef(m->lp, m->width, 1);
}

/* worker->nearest.row holds sigma (x, -1): sigma (<v,x> - r) - t >= 0 */
static void set_rows(program *m, const hr_linear_task *t, const hr_linear_problem *p,
                     const hr_linear_worker *w) {
    int at = 0;
    glp_add_rows(m->lp, (int)t->used);
    for (size_t i = 0; i < t->used; i++) {
        bool bound =
            t->point[i] < p->points; /* the point that makes v's last coordinate positive needs no row */
        glp_set_row_bnds(m->lp, (int)i + 1, bound ? GLP_LO : GLP_FR, 0, 0);
        for (size_t k = 0; k < p->dimension && bound; k++) {
            double value = w->nearest.row[i * p->dimension + k];
            if (value == 0)
                continue;
            m->row[++at] = (int)i + 1;
            m->column[at] = (int)k + 1;
            m->value[at] = value;
        }
        if (bound) {
            m->row[++at] = (int)i + 1;
            m->column[at] = m->width;
            m->value[at] = -1;
        }
    }
    glp_load_matrix(m->lp, at, m->row, m->column, m->value);
}

/* The basis of the last call, rows that are new being basic; at first v and r at a bound, t at its highest:
 * with all rows basic that is dual feasible. */
static void set_basis(program *m, const hr_linear_task *t) {
    for (int k = 1; k <= m->width; k++)
        glp_set_col_stat(m->lp, k, t->basis_rows ? t->basis[k - 1] : k == m->width ? GLP_NU : GLP_NL);
    for (size_t i = 0; i < t->used; i++)
        glp_set_row_stat(m->lp, (int)i + 1, i < t->basis_rows ? t->basis[m->width + (int)i] : GLP_BS);
}

static hr_status keep_basis(hr_linear_task *t, const program *m) {
    size_t size = (size_t)m->width + t->used;
    if (hr_grow(&t->basis, &t->basis_capacity, size, sizeof *t->basis, "a basis") != HR_OK)
        return HR_ENOMEM;
    t->basis_rows = t->used;
    for (int k = 1; k <= m->width; k++)
        t->basis[k - 1] = glp_get_col_stat(m->lp, k);
    for (size_t i = 0; i < t->used; i++)
        t->basis[m->width + (int)i] = glp_get_row_stat(m->lp, (int)i + 1);
    return HR_OK;
}

static bool run_simplex(program *m) {
    glp_smcp how;
    glp_init_smcp(&how);
    how.msg_lev = GLP_MSG_OFF;
    how.meth = GLP_DUALP;
    how.it_lim = ITERATIONS;
    int failed = glp_simplex(m->lp, &how);
    return !failed && glp_get_status(m->lp) == GLP_OPT && glp_get_obj_val(m->lp) > 0;
}

static hr_status solve_in(program *m, bool *solved, hr_linear_task *t, const hr_linear_problem *p,
                          hr_linear_worker *w, double bound) {
    double most = most_score(p, w, bound, t->used);
    if (!(most < 1e100))
        return HR_OK; /* numbers that GLPK is not made for */
    m->lp = glp_create_prob();
    set_columns(m, p, bound, most);
    set_rows(m, t, p, w);
    set_basis(m, t);
    *solved = run_simplex(m);
    hr_status status = *solved ? keep_basis(t, m) : HR_OK;
    for (size_t k = 0; *solved && k < p->columns; k++)
        w->nearest.z[k] = glp_get_col_prim(m->lp, (int)k + 1);
    glp_delete_prob(m->lp);
    return status;
}

/* solve_in, and back here when GLPK gives up. */
static hr_status guarded(program *m, bool *solved, hr_linear_task *t, const hr_linear_problem *p,
                         hr_linear_worker *w) {
    jmp_buf place;
    if (setjmp(place)) {
        glp_free_env(); /* with all that the program had */
        *solved = false;
        return HR_OK;
    }
    glp_term_out(GLP_OFF);
    glp_error_hook(jump, &place);
    hr_status status = solve_in(m, solved, t, p, w, p->fixed_threshold ? p->largest : 1);
    glp_error_hook(NULL, NULL);
    return status;
}

/* Scores of the working set by the vector as it will be looked at; the threshold is theirs to choose. */
static bool take_vector(hr_linear_task *t, const hr_linear_problem *p, const hr_linear_worker *w) {
    double most = 0;
    for (size_t k = 0; k < p->columns; k++)
        most = fmax(most, fabs(w->nearest.z[k]));
    if (!(most > 0) || !isfinite(most))
        return false;
    for (size_t k = 0; k < p->columns; k++)
        t->vector[k] = w->nearest.z[k] / most;
    t->low = INFINITY;
    t->high = -INFINITY;
    for (size_t i = 0; i < t->used; i++) {
        double score = 0;
        for (size_t k = 0; k < p->columns; k++)
            score += t->vector[k] * w->nearest.row[i * p->dimension + k];
        if (t->point[i] == p->points)
            continue;
        if (hr_linear_member(p, t->subject, t->point[i]))
            t->low = fmin(t->low, score);
        else
            t->high = fmax(t->high, -score);
    }
    t->state = HR_TASK_LOOK;
    return true;
}

hr_status hr_linear_program_solve(bool *solved, hr_linear_task *t, const hr_linear_problem *p,
                                  hr_linear_worker *w) {
    *solved = false;
    hr_status status = hr_linear_worker_load(w, t, p);
    program m = {.columns = (int)p->columns, .width = (int)p->dimension + 1};
    size_t cells = t->used * (p->dimension + 1) + 1;
    m.row = hr_alloc(cells, sizeof *m.row, "a linear program");
    m.column = hr_alloc(cells, sizeof *m.column, "a linear program");
    m.value = hr_alloc(cells, sizeof *m.value, "a linear program");
    if (!m.row || !m.column || !m.value)
        status = HR_ENOMEM;
    if (status == HR_OK)
        status = guarded(&m, solved, t, p, w);
    if (status == HR_OK && *solved)
        *solved = take_vector(t, p, w);
    free(m.row);
    free(m.column);
    free(m.value);
    return status;
}
