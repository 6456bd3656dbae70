/* The linear programs of theory.md, section 4, on WordNet with random documents (U2): the largest margin of
 * any query vector, by hrdim and by GLPK on the program with all 82,115 rows.  Both get the same queries; CPU
 * seconds of the process, so that other work on the machine does not matter; answers are compared.
 *
 *     bench/linear DIMENSION FOLDER [QUERIES [PROGRAMS [MINUTES]]]
 *
 * writes FOLDER/linear-DIMENSION.csv and .provenance.json; bench/linear.sh puts the dimensions together (make
 * bench-linear).  A program of all rows may take MINUTES by the clock: where one is not solved by then,
 * GLPK's seconds, and how many times faster hrdim is, are lower bounds, and the row says so. */
#include "feasibility/linear.h"
#include "base/memory.h"
#include "base/outfile.h"
#include "base/progress.h"
#include "embedding/method.h"
#include "experiment/provenance.h"

#include <glpk.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef struct {
    uint32_t dimension, queries; /* queries for hrdim */
    uint32_t programs, minutes;  /* of all rows, for GLPK: how many of the queries, and the time for one */
} task;

static double cpu(void) {
    return (double)clock() / CLOCKS_PER_SEC;
}

/* Queries spread evenly over all. */
typedef struct {
    hr_ancestors sets;
    hr_embedding embedding; /* documents shared, queries its own */
} sample;

static void sample_clear(sample *s) {
    free(s->sets.start);
    free(s->sets.document);
    hr_matrix_clear(&s->embedding.queries);
}

static hr_status sample_init(sample *s, const hr_ancestors *a, const hr_embedding *e, uint32_t queries) {
    memset(s, 0, sizeof *s);
    s->sets = *a;
    s->sets.queries = queries;
    s->sets.start = hr_calloc((size_t)queries + 1, sizeof *s->sets.start, "a sample");
    s->sets.document = hr_alloc((size_t)queries * a->s, sizeof *s->sets.document, "a sample");
    s->embedding = *e;
    hr_status status = hr_matrix_init(&s->embedding.queries, queries, e->docs.cols, HR_FLOAT32);
    if (status != HR_OK || !s->sets.start || !s->sets.document)
        return HR_ENOMEM;
    for (uint32_t i = 0; i < queries; i++) {
        uint32_t q = (uint32_t)((uint64_t)i * a->queries / queries);
        uint64_t count = a->start[q + 1] - a->start[q];
        memcpy(s->sets.document + s->sets.start[i], a->document + a->start[q], count * sizeof *a->document);
        s->sets.start[i + 1] = s->sets.start[i] + count;
    }
    s->sets.pairs = s->sets.start[queries];
    return HR_OK;
}

/* All rows: maximise t, <v,x> - r - t >= 0 for members, r - <v,x> - t >= 0 for others, |v|_inf <= 1. */
static glp_prob *whole_program(const sample *s, uint32_t query) {
    const hr_matrix *x = &s->embedding.docs;
    int d = (int)x->cols, m = (int)x->rows;
    glp_prob *lp = glp_create_prob();
    size_t cells = (size_t)m * ((size_t)d + 2) + 1, at = 0;
    int *row = hr_alloc(cells, sizeof *row, "a program"),
        *column = hr_alloc(cells, sizeof *column, "a program");
    double *value = hr_alloc(cells, sizeof *value, "a program");
    if (!row || !column || !value)
        return NULL;
    glp_add_cols(lp, d + 2);
    for (int k = 1; k <= d; k++)
        glp_set_col_bnds(lp, k, GLP_DB, -1, 1);
    glp_set_col_bnds(lp, d + 1, GLP_DB, -d, d); /* unit vectors: |<v,x>| <= sqrt(d) */
    glp_set_col_bnds(lp, d + 2, GLP_DB, 0, d);
    glp_set_obj_dir(lp, GLP_MAX);
    glp_set_obj_coef(lp, d + 2, 1);
    glp_add_rows(lp, m);
    for (int i = 0; i < m; i++) {
        double sign = hr_is_ancestor(&s->sets, query, (uint32_t)i) ? 1 : -1;
        glp_set_row_bnds(lp, i + 1, GLP_LO, 0, 0);
        for (int k = 0; k < d + 2; k++) {
            row[++at] = i + 1;
            column[at] = k + 1;
            value[at] = k < d ? sign * (double)x->f32[(size_t)i * x->cols + (size_t)k] : k == d ? -sign : -1;
        }
    }
    glp_load_matrix(lp, (int)at, row, column, value);
    for (int k = 1; k <= d + 2; k++)
        glp_set_col_stat(lp, k, k == d + 2 ? GLP_NU : GLP_NL); /* dual feasible: the fastest start tried */
    free(row);
    free(column);
    free(value);
    return lp;
}

typedef struct {
    double ours, whole; /* CPU seconds a query */
    uint32_t feasible, infeasible, unknown;
    uint32_t solved; /* programs of all rows that ended in time */
} timing;

/* GLPK's own lines while it works, with what they belong to in front. */
typedef struct {
    uint32_t dimension, program, programs;
    double began;
} running;

static int show(void *info, const char *line) {
    const running *now = info;
    fprintf(stderr, "d = %u: GLPK, program %u of %u, %.0f s: %s", now->dimension, now->program + 1,
            now->programs, cpu() - now->began, line);
    return 1; /* not to the terminal as well */
}

/* One program of all rows, by the dual simplex method; now->began is when solving, not building, begins. */
static hr_status solve_whole(bool *solved, double *margin, running *now, const sample *s, uint32_t query,
                             const task *job) {
    glp_prob *lp = whole_program(s, query);
    if (!lp)
        return HR_ENOMEM;
    glp_smcp how;
    glp_init_smcp(&how);
    how.msg_lev = GLP_MSG_ON;
    how.out_frq = 60 * 1000; /* milliseconds */
    how.meth = GLP_DUALP;
    how.tm_lim = (int)job->minutes * 60 * 1000;
    now->began = cpu();
    int failed = glp_simplex(lp, &how);
    *solved = !failed && glp_get_status(lp) == GLP_OPT;
    *margin = glp_get_obj_val(lp);
    glp_delete_prob(lp);
    return HR_OK;
}

static hr_status compare(timing *t, const sample *s, const hr_linear_result *r, const task *job) {
    hr_status status = HR_OK;
    for (uint32_t i = 0; i < job->programs && status == HR_OK; i++) {
        uint32_t query = (uint32_t)((2 * (uint64_t)i + 1) * job->queries / (2 * job->programs));
        double margin = 0, mine = r->margin[query];
        bool solved = false;
        running now = {job->dimension, i, job->programs, cpu()};
        glp_term_hook(show, &now);
        status = solve_whole(&solved, &margin, &now, s, query, job);
        double took = cpu() - now.began;
        t->whole += took / job->programs;
        t->solved += solved;
        if (status == HR_OK)
            fprintf(stderr, "d = %u: GLPK %.1f s%s, margin %g, hrdim's %g\n", job->dimension, took,
                    solved ? "" : ", not solved in time", margin, mine);
        /* GLPK accepts rows violated by 1e-7; hrdim's margin is within 1e-4 of the largest */
        if (solved && fabs(margin - mine) > 1e-6 + 1e-3 * fabs(mine))
            status = hr_fail(HR_EINTERNAL, "the margins differ: GLPK %.9g, hrdim %.9g", margin, mine);
    }
    glp_term_hook(NULL, NULL);
    return status;
}

static hr_status measure(timing *t, const sample *s, const task *job) {
    hr_linear_options options = {.side = HR_ANY_QUERY, .notion = HR_F_QUERY, .largest = true};
    hr_linear_result r;
    double began = cpu();
    hr_status status = hr_linear_all(&r, &s->sets, &s->embedding, &options);
    if (status != HR_OK)
        return status;
    *t = (timing){.ours = (cpu() - began) / job->queries,
                  .feasible = r.feasible,
                  .infeasible = r.infeasible,
                  .unknown = r.unknown};
    fprintf(stderr, "d = %u: hrdim %.4f s a query, %u queries\n", job->dimension, t->ours, job->queries);
    status = compare(t, s, &r, job);
    hr_linear_result_clear(&r);
    return status;
}

static hr_status open_result(hr_outfile *out, const char *folder, uint32_t dimension, const char *ending) {
    char path[1024];
    if ((size_t)snprintf(path, sizeof path, "%s/linear-%u.%s", folder, dimension, ending) >= sizeof path)
        return hr_fail(HR_EINPUT, "%s: the name is too long", folder);
    return hr_outfile_open(out, path);
}

static hr_status write_provenance(const char *folder, uint32_t dimension, hr_provenance *provenance) {
    hr_outfile out;
    json_t *object = hr_provenance_json(provenance);
    hr_status status = object ? open_result(&out, folder, dimension, "provenance.json") : HR_ENOMEM;
    if (status == HR_OK) {
        json_dumpf(object, out.stream, JSON_INDENT(2));
        fputc('\n', out.stream);
        status = hr_outfile_commit(&out);
    }
    json_decref(object);
    return status;
}

/* The row is there only when all of it is: bench/linear.sh goes on after the last one. */
static hr_status write_row(const char *folder, const timing *t, const task *s) {
    hr_outfile out;
    hr_status status = open_result(&out, folder, s->dimension, "csv");
    if (status != HR_OK)
        return status;
    fprintf(out.stream, "dimension,queries,feasible,infeasible,unknown,hrdim_cpu_seconds_per_query,"
                        "whole_programs,solved_in_time,glpk_cpu_seconds_per_query,times_faster,bound\n");
    fprintf(out.stream, "%u,%u,%u,%u,%u,%.5f,%u,%u,%.2f,%.0f,%s\n", s->dimension, s->queries, t->feasible,
            t->infeasible, t->unknown, t->ours, s->programs, t->solved, t->whole, t->whole / t->ours,
            t->solved < s->programs ? "at least" : "");
    return hr_outfile_commit(&out);
}

static hr_status measure_dimension(timing *t, const hr_hierarchy *h, const hr_ancestors *a, const task *job) {
    const hr_method *gaussian = hr_method_find("gaussian");
    hr_method_options options = {.dim = job->dimension, .seed = 1, .dtype = HR_FLOAT32};
    hr_embedding embedding;
    sample s = {0};
    hr_embedding_init(&embedding);
    hr_status status = gaussian ? hr_method_build(&embedding, gaussian, h, a, &options) : HR_EUSAGE;
    if (status == HR_OK)
        status = sample_init(&s, a, &embedding, job->queries);
    if (status == HR_OK)
        status = measure(t, &s, job);
    sample_clear(&s);
    hr_embedding_clear(&embedding);
    return status;
}

/* A whole number from 1 to `most`; 0 where the word is none. */
static uint32_t number(const char *word, uint32_t most) {
    char *end;
    unsigned long value = strtoul(word, &end, 10);
    return *word >= '0' && *word <= '9' && !*end && value <= most ? (uint32_t)value : 0;
}

static bool read_job(task *s, int argc, char **argv) {
    if (argc < 3 || argc > 6)
        return false;
    *s = (task){.dimension = number(argv[1], 4096),
                .queries = argc > 3 ? number(argv[3], 65536) : 512,
                .programs = argc > 4 ? number(argv[4], 100) : 2,
                .minutes = argc > 5 ? number(argv[5], 1000) : 15};
    return s->dimension && s->queries && s->programs && s->minutes && s->programs <= s->queries;
}

int main(int argc, char **argv) {
    task job;
    if (!read_job(&job, argc, argv)) {
        fprintf(stderr, "usage: %s DIMENSION FOLDER [QUERIES [PROGRAMS [MINUTES]]]\n", argv[0]);
        return 2;
    }
    hr_provenance provenance = {.argc = argc, .argv = argv, .seed = 1, .start = time(NULL)};
    hr_progress_enable(true);
    hr_hierarchy hierarchy;
    hr_ancestors ancestors = {0};
    timing t = {0};
    hr_hierarchy_init(&hierarchy);
    hr_status status = hr_hierarchy_open(&hierarchy, "wordnet");
    if (status == HR_OK)
        status = hr_ancestors_build(&ancestors, &hierarchy);
    if (status == HR_OK)
        status = measure_dimension(&t, &hierarchy, &ancestors, &job);
    if (status == HR_OK)
        status = write_provenance(argv[2], job.dimension, &provenance);
    if (status == HR_OK)
        status = write_row(argv[2], &t, &job);
    if (status != HR_OK)
        fprintf(stderr, "bench: %s\n", hr_error());
    hr_ancestors_clear(&ancestors);
    hr_hierarchy_clear(&hierarchy);
    return status == HR_OK ? 0 : 1;
}
