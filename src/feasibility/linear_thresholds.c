/* Thresholds of given queries: midway between the lowest member's and the highest other's score.  They are
 * chosen, not claimed, so that floating point is good enough. */
#include "feasibility/linear.h"

#include "base/memory.h"
#include "feasibility/ranking.h"

#include <math.h>
#include <stdlib.h>

typedef struct {
    const hr_ancestors *ancestors;
    double *threshold;
    double **line; /* by thread: a query and a document */
} reading;

static void begin(const hr_scan *scan, hr_row *row, uint32_t query) {
    row->query = query;
    row->norm = scan->operand->query_norm[query];
    row->wanted = 1;
    row->least = -INFINITY;
    row->ceiling = INFINITY;
    row->used = 0;
}

/* Keeps the other with the highest score, and those that may be it. */
static hr_status visit(const hr_scan *scan, hr_row *row, uint32_t first, size_t count, const double *score) {
    const reading *r = scan->context;
    for (size_t c = 0; c < count; c++) {
        double error = hr_filter_error(scan->operand, row->norm, scan->operand->doc_norm[first + c]);
        if (score[c] + error < row->least || hr_is_ancestor(r->ancestors, row->query, first + (uint32_t)c))
            continue;
        hr_status status = hr_row_add(row, (hr_candidate){first + (uint32_t)c, score[c], error});
        if (status != HR_OK)
            return status;
    }
    return HR_OK;
}

static double score_of(const hr_operand *o, const double *query, double *doc, uint32_t document) {
    double sum = 0;
    hr_operand_doc(doc, o, document);
    for (size_t k = 0; k < o->dimension; k++)
        sum += query[k] * doc[k];
    return sum;
}

static hr_status finish(const hr_scan *scan, hr_row *row, int thread) {
    const reading *r = scan->context;
    const hr_operand *o = scan->operand;
    double *query = r->line[thread], *doc = query + o->dimension, low = INFINITY, high = -INFINITY;
    hr_operand_query(query, o, row->query);
    for (uint64_t i = r->ancestors->start[row->query]; i < r->ancestors->start[row->query + 1]; i++)
        low = fmin(low, score_of(o, query, doc, r->ancestors->document[i]));
    for (size_t i = 0; i < row->used; i++)
        high = fmax(high, score_of(o, query, doc, row->candidate[i].document));
    double middle = isinf(low)    ? high + fabs(high) + 1
                    : isinf(high) ? low - fabs(low) - 1
                                  : low / 2 + high / 2;
    if (isinf(middle))
        middle = 0; /* no document at all */
    middle = ldexp(middle, -(o->query_scale[row->query] + o->doc_scale[0]));
    if (o->embedding->queries.dtype == HR_FLOAT32)
        middle = (double)(float)middle;
    r->threshold[row->query] = isfinite(middle) ? middle : copysign(1.7976931348623157e308, middle);
    return HR_OK;
}

hr_status hr_linear_thresholds(double *threshold, const hr_ancestors *ancestors,
                               const hr_embedding *embedding) {
    int threads = hr_scan_threads();
    hr_operand operand;
    hr_status status = hr_embedding_fits(embedding, ancestors);
    if (status == HR_OK)
        status = hr_operand_init(&operand, embedding, false);
    if (status != HR_OK)
        return status;
    reading r = {.ancestors = ancestors, .threshold = threshold};
    uint32_t *order = hr_alloc(ancestors->queries, sizeof *order, "an order");
    r.line = hr_calloc((size_t)threads, sizeof *r.line, "rows");
    bool ok = order && r.line;
    for (uint32_t i = 0; ok && i < ancestors->queries; i++)
        order[i] = i;
    for (int i = 0; ok && i < threads; i++)
        ok = (r.line[i] = hr_alloc(2 * operand.dimension, sizeof **r.line, "rows")) != NULL;
    atomic_bool stop = false, late = false;
    hr_scan scan = {.operand = &operand,
                    .queries = ancestors->queries,
                    .documents = ancestors->documents,
                    .order = order,
                    .context = &r,
                    .begin = begin,
                    .visit = visit,
                    .finish = finish,
                    .stop = &stop,
                    .late = &late};
    status = ok ? hr_scan_run(&scan) : HR_ENOMEM;
    for (int i = 0; r.line && i < threads; i++)
        free(r.line[i]);
    free(r.line);
    free(order);
    hr_operand_clear(&operand);
    return status;
}
