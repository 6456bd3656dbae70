#include "feasibility/scan.h"

#include "base/memory.h"
#include "base/progress.h"
#include "feasibility/kernel.h"

#include <cblas.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#ifdef _OPENMP
#include <omp.h>
#endif

/* Above this dimension a tile's operands leave the cache and OpenBLAS, which blocks over coordinates, is
 * faster. */
enum { FUSED_DIMENSION = 1024 };
enum { FUSED_ROWS = 96 };                     /* queries of a block; a multiple of every kernel's rows */
enum { BLAS_ROWS = 384, BLAS_COLUMNS = 256 }; /* 384 KiB of float32 scores: they stay in the cache */
enum { STRETCH = 32 };                        /* scores looked at together in a BLAS block */
enum { LIMIT_PANELS = 16 };                   /* panels that share a row's limit */

int hr_scan_threads(void) {
#ifdef _OPENMP
    return omp_get_max_threads();
#else
    return 1;
#endif
}

int hr_this_thread(void) {
#ifdef _OPENMP
    return omp_get_thread_num();
#else
    return 0;
#endif
}

static const hr_kernel *fused_kernel(const hr_operand *operand, bool blas) {
    return blas || operand->dimension > FUSED_DIMENSION ? NULL : hr_kernel_best();
}

const char *hr_scan_kernel(const hr_operand *operand, bool blas) {
    const hr_kernel *kernel = fused_kernel(operand, blas);
    if (!kernel)
        return operand->narrow ? "OpenBLAS float32" : "OpenBLAS float64";
    if (kernel == &hr_kernel_avx512)
        return operand->narrow ? "fused avx512 float32" : "fused avx512 float64";
    return operand->narrow ? "fused avx2 float32" : "fused avx2 float64";
}

void hr_row_clear(hr_row *row) {
    free(row->candidate);
    free(row->open);
    memset(row, 0, sizeof *row);
}

/* Memory of a thread: one block of queries at work. */
typedef struct {
    void *queries;              /* packed operand */
    void *docs;                 /* BLAS: the packed block of documents */
    void *scores;               /* BLAS: the block; fused: one tile */
    double *line;               /* one row in double */
    double *values;             /* scores handed to the visitor */
    float limit32[FUSED_ROWS];  /* fused: what a score of each row must reach */
    double limit64[FUSED_ROWS]; /* the same for a float64 filter */
    hr_row *row;
    size_t rows;
} worker;

static void worker_clear(worker *w) {
    free(w->queries);
    free(w->docs);
    free(w->scores);
    free(w->line);
    free(w->values);
    for (size_t i = 0; w->row && i < w->rows; i++)
        hr_row_clear(&w->row[i]);
    free(w->row);
}

static hr_status worker_init(worker *w, size_t d, size_t rows, size_t doc_block, size_t scores, size_t real) {
    *w = (worker){.rows = rows};
    w->queries = hr_alloc(rows * d, real, "a block of queries");
    w->docs = doc_block ? hr_alloc(doc_block * d, real, "a block of documents") : NULL;
    w->scores = hr_alloc(scores, real, "a block of scores");
    w->line = hr_alloc(d, sizeof *w->line, "a row");
    w->values = hr_alloc(HR_KERNEL_COLUMNS, sizeof *w->values, "a stretch of scores");
    w->row = hr_calloc(rows, sizeof *w->row, "a block of queries");
    if (w->queries && (w->docs || !doc_block) && w->scores && w->line && w->values && w->row)
        return HR_OK;
    worker_clear(w);
    return HR_ENOMEM;
}

static inline void store(void *where, size_t index, double value, bool narrow) {
    if (narrow)
        ((float *)where)[index] = (float)value;
    else
        ((double *)where)[index] = value;
}

/* What a computed score must reach to matter: min(least, ceiling) minus the error bound, rounded down to the
 * filter's type. */
static inline double limit_of(const hr_operand *o, const hr_row *row, double doc_norm) {
    double limit = fmin(row->least, row->ceiling) - hr_filter_error(o, row->norm, doc_norm);
    return o->narrow ? limit - fabs(limit) * 0x1p-23 : limit - fabs(limit) * 0x1p-52;
}

/* documents packed panel by panel, coordinate-major, zero-filled at the end */
typedef struct {
    void *data;
    double *norm; /* the largest of each panel */
    size_t count, columns;
} panels;

static hr_status pack_panels(panels *out, const hr_operand *o, size_t documents, size_t columns) {
    size_t d = o->dimension, real = o->narrow ? sizeof(float) : sizeof(double);
    out->columns = columns;
    out->count = (documents + columns - 1) / columns;
    out->data = hr_calloc(out->count * columns * d, real, "the packed documents");
    out->norm = hr_calloc(out->count, sizeof *out->norm, "norms");
    hr_status status = out->data && out->norm ? HR_OK : HR_ENOMEM;
#pragma omp parallel if (status == HR_OK)
    {
        double *line = status == HR_OK ? hr_alloc(d, sizeof *line, "a row") : NULL;
        if (!line) {
#pragma omp critical
            status = HR_ENOMEM;
        }
#pragma omp for schedule(static)
        for (size_t p = 0; p < out->count; p++)
            for (size_t c = 0; line && c < columns && p * columns + c < documents; c++) {
                size_t document = p * columns + c;
                hr_operand_doc(line, o, document);
                for (size_t k = 0; k < d; k++)
                    store(out->data, (p * d + k) * columns + c, line[k], o->narrow);
                out->norm[p] = fmax(out->norm[p], o->doc_norm[document]);
            }
        free(line);
    }
    return status == HR_OK ? HR_OK
                           : hr_fail(HR_ENOMEM, "out of memory: the packed documents of %zu dimensions", d);
}

bool hr_scan_stopped(const hr_scan *scan) {
    if (scan->deadline > 0 && hr_seconds() > scan->deadline) {
        atomic_store(scan->late, true);
        atomic_store(scan->stop, true);
    }
    return atomic_load(scan->stop);
}

static hr_status visit_row(const hr_scan *scan, worker *w, hr_row *row, size_t first, size_t count,
                           const void *scores) {
    if (count > scan->documents - first)
        count = scan->documents - first;
    for (size_t c = 0; c < count; c++)
        w->values[c] =
            scan->operand->narrow ? (double)((const float *)scores)[c] : ((const double *)scores)[c];
    return scan->visit(scan, row, (uint32_t)first, count, w->values);
}

/* Queries order[first ..] start; packed tile by tile for the kernel (`tile` rows side by side) or row by row.
 */
static void begin_block(const hr_scan *scan, worker *w, size_t first, size_t count, size_t tile) {
    const hr_operand *o = scan->operand;
    size_t d = o->dimension;
    for (size_t i = 0; i < w->rows; i++) {
        if (i < count) {
            scan->begin(scan, &w->row[i], scan->order[first + i]);
            hr_operand_query(w->line, o, scan->order[first + i]);
        } else {
            memset(w->line, 0, d * sizeof *w->line);
        }
        for (size_t k = 0; k < d; k++)
            store(w->queries, tile ? (i / tile) * tile * d + k * tile + i % tile : i * d + k, w->line[k],
                  o->narrow);
    }
}

/* Row i's limit until the next call; no score reaches that of a row that is not there. */
static inline void set_limit(worker *w, const hr_operand *o, size_t i, size_t count, double doc_norm) {
    w->limit64[i] = i < count ? limit_of(o, &w->row[i], doc_norm) : INFINITY;
    w->limit32[i] = (float)w->limit64[i];
}

/* One panel by all rows.  A limit grows with its row's `least`, that is, after a visit. */
static hr_status fused_panel(const hr_scan *scan, worker *w, const hr_kernel *kernel, const panels *docs,
                             size_t p, size_t count, double doc_norm) {
    const hr_operand *o = scan->operand;
    size_t d = o->dimension, rows = (size_t)kernel->rows, columns = docs->columns;
    size_t real = o->narrow ? sizeof(float) : sizeof(double);
    const char *x = (const char *)docs->data + p * columns * d * real;
    for (size_t first = 0; first < count; first += rows) {
        const char *q = (const char *)w->queries + first * d * real;
        uint32_t reached =
            o->narrow ? kernel->tile32((const void *)q, (const void *)x, d, w->limit32 + first, w->scores)
                      : kernel->tile64((const void *)q, (const void *)x, d, w->limit64 + first, w->scores);
        while (reached) {
            size_t r = (size_t)__builtin_ctz(reached);
            reached &= reached - 1;
            hr_status status = visit_row(scan, w, &w->row[first + r], p * columns, columns,
                                         (const char *)w->scores + r * columns * real);
            if (status != HR_OK)
                return status;
            set_limit(w, o, first + r, count, doc_norm);
        }
    }
    return HR_OK;
}

static hr_status fused_block(const hr_scan *scan, worker *w, const hr_kernel *kernel, const panels *docs,
                             size_t count) {
    for (size_t first = 0; first < docs->count; first += LIMIT_PANELS) {
        size_t end = first + LIMIT_PANELS < docs->count ? first + LIMIT_PANELS : docs->count;
        double norm = 0;
        for (size_t p = first; p < end; p++)
            norm = docs->norm[p] > norm ? docs->norm[p] : norm;
        for (size_t i = 0; i < w->rows; i++)
            set_limit(w, scan->operand, i, count, norm);
        for (size_t p = first; p < end; p++) {
            hr_status status = fused_panel(scan, w, kernel, docs, p, count, norm);
            if (status != HR_OK)
                return status;
        }
    }
    return HR_OK;
}

/* Whether one of count computed scores reaches the limit. */
static bool reaches(const void *scores, size_t first, size_t count, double limit, bool narrow) {
    bool any = false;
    if (narrow)
        for (size_t c = 0; c < count; c++)
            any |= (double)((const float *)scores)[first + c] >= limit;
    else
        for (size_t c = 0; c < count; c++)
            any |= ((const double *)scores)[first + c] >= limit;
    return any;
}

static hr_status blas_block(const hr_scan *scan, worker *w, size_t count) {
    const hr_operand *o = scan->operand;
    size_t d = o->dimension, real = o->narrow ? sizeof(float) : sizeof(double);
    for (size_t first = 0; first < scan->documents; first += BLAS_COLUMNS) {
        size_t width = scan->documents - first < BLAS_COLUMNS ? scan->documents - first : BLAS_COLUMNS;
        double norm = 0;
        for (size_t c = 0; c < width; c++) {
            hr_operand_doc(w->line, o, first + c);
            for (size_t k = 0; k < d; k++)
                store(w->docs, c * d + k, w->line[k], o->narrow);
            norm = fmax(norm, o->doc_norm[first + c]);
        }
        int m = (int)count, n = (int)width, k = (int)d;
        if (o->narrow)
            cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasTrans, m, n, k, 1, w->queries, k, w->docs, k, 0,
                        w->scores, n);
        else
            cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasTrans, m, n, k, 1, w->queries, k, w->docs, k, 0,
                        w->scores, n);
        for (size_t i = 0; i < count; i++)
            for (size_t c = 0; c < width; c += STRETCH) {
                size_t stretch = width - c < STRETCH ? width - c : STRETCH;
                if (!reaches(w->scores, i * width + c, stretch, limit_of(o, &w->row[i], norm), o->narrow))
                    continue;
                hr_status status = visit_row(scan, w, &w->row[i], first + c, stretch,
                                             (const char *)w->scores + (i * width + c) * real);
                if (status != HR_OK)
                    return status;
            }
    }
    return HR_OK;
}

hr_status hr_scan_run(const hr_scan *scan) {
    const hr_operand *o = scan->operand;
    const hr_kernel *kernel = fused_kernel(o, scan->blas);
    size_t rows = kernel ? FUSED_ROWS : BLAS_ROWS, real = o->narrow ? sizeof(float) : sizeof(double);
    size_t columns = !kernel ? 0 : (size_t)(o->narrow ? kernel->columns32 : kernel->columns64);
    size_t blocks = (scan->queries + rows - 1) / rows;
    panels docs = {0};
    hr_status status = kernel ? pack_panels(&docs, o, scan->documents, columns) : HR_OK;
    int blas_threads = openblas_get_num_threads();
    openblas_set_num_threads(1); /* the threads are ours, one block of queries each */
    hr_progress_start("checking", scan->queries);
#pragma omp parallel if (status == HR_OK)
    {
        worker w;
        hr_status mine = status;
        if (mine == HR_OK)
            mine = worker_init(&w, o->dimension, rows, kernel ? 0 : BLAS_COLUMNS,
                               kernel ? HR_KERNEL_ROWS * columns : BLAS_ROWS * BLAS_COLUMNS, real);
        bool ready = mine == HR_OK;
#pragma omp for schedule(dynamic, 1)
        for (size_t b = 0; b < blocks; b++) {
            size_t first = b * rows, count = scan->queries - first < rows ? scan->queries - first : rows;
            if (mine != HR_OK || hr_scan_stopped(scan))
                continue;
            begin_block(scan, &w, first, count, kernel ? (size_t)kernel->rows : 0);
            mine = kernel ? fused_block(scan, &w, kernel, &docs, count) : blas_block(scan, &w, count);
            for (size_t i = 0; mine == HR_OK && i < count; i++)
                mine = scan->finish(scan, &w.row[i], hr_this_thread());
            hr_progress_add(count);
            if (mine != HR_OK)
                atomic_store(scan->stop, true);
        }
        if (ready)
            worker_clear(&w);
        if (mine != HR_OK) {
#pragma omp critical
            status = mine;
        }
    }
    hr_progress_finish();
    openblas_set_num_threads(blas_threads);
    free(docs.data);
    free(docs.norm);
    /* messages are kept per thread, and it was another one that failed */
    return status == HR_ENOMEM ? hr_fail(HR_ENOMEM, "out of memory: the exact decision; use fewer --threads")
                               : status;
}
