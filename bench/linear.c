/* The linear programs of theory.md, section 4, on WordNet with random documents (U2): the largest margin of
 * any query vector, by hrdim and by GLPK on the program with all 82,115 rows.  Both get the same queries; CPU
 * seconds of the process, so that other work on the machine does not matter; answers are compared.
 *
 *     make bench-linear        writes results/bench/linear.csv and .provenance.json */
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

static const uint32_t dimensions[] = {64, 128, 256};
enum { DIMENSIONS = 3, SAMPLE = 512, WHOLE = 2 }; /* queries for hrdim, and how many of them for GLPK */
enum { MINUTES = 15 };                            /* for one program of all rows */

static double cpu(void) {
    return (double)clock() / CLOCKS_PER_SEC;
}

/* SAMPLE queries spread evenly over all. */
typedef struct {
    hr_ancestors sets;
    hr_embedding embedding; /* documents shared, queries its own */
} sample;

static void sample_clear(sample *s) {
    free(s->sets.start);
    free(s->sets.document);
    hr_matrix_clear(&s->embedding.queries);
}

static hr_status sample_init(sample *s, const hr_ancestors *a, const hr_embedding *e) {
    memset(s, 0, sizeof *s);
    s->sets = *a;
    s->sets.queries = SAMPLE;
    s->sets.start = hr_calloc(SAMPLE + 1, sizeof *s->sets.start, "a sample");
    s->sets.document = hr_alloc((size_t)SAMPLE * a->s, sizeof *s->sets.document, "a sample");
    s->embedding = *e;
    hr_status status = hr_matrix_init(&s->embedding.queries, SAMPLE, e->docs.cols, HR_FLOAT32);
    if (status != HR_OK || !s->sets.start || !s->sets.document)
        return HR_ENOMEM;
    for (uint32_t i = 0; i < SAMPLE; i++) {
        uint32_t q = (uint32_t)((uint64_t)i * a->queries / SAMPLE);
        uint64_t count = a->start[q + 1] - a->start[q];
        memcpy(s->sets.document + s->sets.start[i], a->document + a->start[q], count * sizeof *a->document);
        s->sets.start[i + 1] = s->sets.start[i] + count;
    }
    s->sets.pairs = s->sets.start[SAMPLE];
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
    int solved; /* programs of all rows that ended in time */
} timing;

static hr_status measure(timing *t, const sample *s) {
    hr_linear_options options = {.side = HR_ANY_QUERY, .notion = HR_F_QUERY, .largest = true};
    hr_linear_result r;
    double began = cpu();
    hr_status status = hr_linear_all(&r, &s->sets, &s->embedding, &options);
    if (status != HR_OK)
        return status;
    *t = (timing){(cpu() - began) / SAMPLE, 0, r.feasible, r.infeasible, r.unknown, 0};
    fprintf(stderr, "d = %zu: hrdim %.4f s a query\n", s->embedding.docs.cols, t->ours);
    for (uint32_t i = 0; i < WHOLE && status == HR_OK; i++) {
        uint32_t query = (2 * i + 1) * SAMPLE / (2 * WHOLE);
        began = cpu();
        glp_prob *lp = whole_program(s, query);
        if (!lp) {
            status = HR_ENOMEM;
            break;
        }
        glp_smcp how;
        glp_init_smcp(&how);
        how.msg_lev = GLP_MSG_OFF;
        how.meth = GLP_DUALP;
        how.tm_lim = MINUTES * 60 * 1000;
        int failed = glp_simplex(lp, &how);
        bool solved = !failed && glp_get_status(lp) == GLP_OPT;
        double margin = glp_get_obj_val(lp), mine = r.margin[query];
        t->whole += (cpu() - began) / WHOLE;
        t->solved += solved;
        fprintf(stderr, "d = %zu: GLPK %.1f s so far, margin %g, hrdim's %g%s\n", s->embedding.docs.cols,
                t->whole * WHOLE, margin, mine, solved ? "" : " (out of time)");
        /* GLPK accepts rows violated by 1e-7; hrdim's margin is within 1e-4 of the largest */
        if (solved && fabs(margin - mine) > 1e-6 + 1e-3 * fabs(mine))
            status = hr_fail(HR_EINTERNAL, "the margins differ: GLPK %.9g, hrdim %.9g", margin, mine);
        glp_delete_prob(lp);
    }
    hr_linear_result_clear(&r);
    return status;
}

static hr_status write_provenance(const char *folder, int argc, char **argv, time_t start) {
    char path[1024];
    hr_outfile out;
    hr_provenance provenance = {.argc = argc, .argv = argv, .seed = 1, .start = start};
    json_t *object = hr_provenance_json(&provenance);
    snprintf(path, sizeof path, "%s/linear.provenance.json", folder);
    hr_status status = object ? hr_outfile_open(&out, path) : HR_ENOMEM;
    if (status == HR_OK) {
        json_dumpf(object, out.stream, JSON_INDENT(2));
        fputc('\n', out.stream);
        status = hr_outfile_commit(&out);
    }
    json_decref(object);
    return status;
}

static hr_status write_results(const char *folder, const timing *t) {
    char path[1024];
    hr_outfile out;
    snprintf(path, sizeof path, "%s/linear.csv", folder);
    hr_status status = hr_outfile_open(&out, path);
    if (status != HR_OK)
        return status;
    fprintf(out.stream, "dimension,queries,feasible,infeasible,unknown,hrdim_cpu_seconds_per_query,"
                        "whole_programs,solved_in_time,glpk_cpu_seconds_per_query,times_faster\n");
    for (int i = 0; i < DIMENSIONS; i++)
        fprintf(out.stream, "%u,%d,%u,%u,%u,%.5f,%d,%d,%.2f,%.0f\n", dimensions[i], SAMPLE, t[i].feasible,
                t[i].infeasible, t[i].unknown, t[i].ours, WHOLE, t[i].solved, t[i].whole,
                t[i].whole / t[i].ours);
    return hr_outfile_commit(&out);
}

static hr_status measure_dimension(timing *t, const hr_hierarchy *h, const hr_ancestors *a, uint32_t d) {
    const hr_method *gaussian = hr_method_find("gaussian");
    hr_method_options options = {.dim = d, .seed = 1, .dtype = HR_FLOAT32};
    hr_embedding embedding;
    sample s = {0};
    hr_embedding_init(&embedding);
    hr_status status = gaussian ? hr_method_build(&embedding, gaussian, h, a, &options) : HR_EUSAGE;
    if (status == HR_OK)
        status = sample_init(&s, a, &embedding);
    if (status == HR_OK)
        status = measure(t, &s);
    sample_clear(&s);
    hr_embedding_clear(&embedding);
    return status;
}

int main(int argc, char **argv) {
    if (argc != 2) {
        fprintf(stderr, "usage: %s FOLDER   writes FOLDER/linear.csv\n", argv[0]);
        return 2;
    }
    time_t start = time(NULL);
    hr_hierarchy hierarchy;
    hr_ancestors ancestors = {0};
    timing t[DIMENSIONS];
    hr_hierarchy_init(&hierarchy);
    hr_status status = hr_hierarchy_open(&hierarchy, "wordnet");
    if (status == HR_OK)
        status = hr_ancestors_build(&ancestors, &hierarchy);
    for (int i = 0; i < DIMENSIONS && status == HR_OK; i++)
        status = measure_dimension(&t[i], &hierarchy, &ancestors, dimensions[i]);
    if (status == HR_OK)
        status = write_results(argv[1], t);
    if (status == HR_OK)
        status = write_provenance(argv[1], argc, argv, start);
    if (status != HR_OK)
        fprintf(stderr, "bench: %s\n", hr_error());
    hr_ancestors_clear(&ancestors);
    hr_hierarchy_clear(&hierarchy);
    return status == HR_OK ? 0 : 1;
}
