/* evidence vectors: all inner products; documents are held, queries pass by a few at a time.
 *
 * A score is first computed in floating point.  With u = 2^-53, entries within 2u of their values and sums in any order
 * it is wrong by less than 1.01 (D + 5) u sum |q_k||x_k| (Higham, Accuracy and Stability of Numerical Algorithms, 3.1);
 * `sure` is more than twice that, for the rounding of the bound itself.  What is nearer is decided in rationals. */
#include "checker.h"
#include <math.h>
#include <string.h>
enum { WIDTH = 16, BATCH = 8 };
typedef double lane __attribute__((vector_size(WIDTH * sizeof(double)), aligned(8)));
typedef struct {
    hv_hierarchy *h;
    const hv_claim *claim;
    hv_text *text;
    size_t columns, documents, stride;           /* documents, rounded up to WIDTH */
    mpq_t **document, *query[BATCH];             /* the numbers */
    double *near, *row, *length, *score, most;   /* doubles near them: WIDTH documents column by column, ...; queries */
    mpq_t *high, *low, sum, term, square, bound; /* members must pass high, others low, of each query of the batch */
} vectors;
static mpq_t *read_row(vectors *v, mpq_t *number, double *near, const char *before) {
    bool zero = true;
    number = hv_vector(v->text, before, number, v->columns);
    for (size_t k = 0; k < v->columns; k++) {
        double size = fabs(near[k] = mpq_get_d(number[k]));
        if (mpq_sgn(number[k]) && !(size < 0x1p400 && size > 0x1p-400)) near[k] = NAN; /* so are scores: not sure */
        zero = zero && !mpq_sgn(number[k]);
    }
    if (zero && v->claim->notion == HV_F_GLOBAL) hv_wrong(v->text, "a vector of length 0 has no direction");
    return number;
}

static double norm(const double *values, size_t columns) {
    double sum = 0;
    for (size_t k = 0; k < columns; k++) sum += values[k] * values[k];
    return sqrt(sum);
}

static void read_documents(vectors *v) {
    size_t room = 0;
    hv_count(v->text, "\ndocuments ", v->documents, v->documents);
    hv_count(v->text, " ", v->columns, v->columns);
    for (size_t j = 0; j < v->documents; j++) {
        size_t block = j / WIDTH * WIDTH * v->columns;
        hv_grow(&v->near, &room, block + WIDTH * v->columns, sizeof(double));
        if (j % WIDTH == 0) memset(v->near + block, 0, WIDTH * v->columns * sizeof(double));
        v->document[j] = read_row(v, NULL, v->row, "\n");
        v->length[j] = v->claim->notion == HV_F_GLOBAL ? norm(v->row, v->columns) : 1;
        for (size_t k = 0; k < v->columns; k++) {
            v->near[block + WIDTH * k + j % WIDTH] = v->row[k];
            v->most = fmax(v->most, fabs(v->row[k]));
        }
    }
}

static void compute_scores(vectors *v, size_t batch) {
    for (size_t block = 0; block < v->stride; block += WIDTH)
        for (size_t i = 0; i < batch; i++) {
            const double *x = v->near + block * v->columns, *q = v->row + i * v->columns;
            lane sum = {0};
            for (size_t k = 0; k < v->columns; k++, x += WIDTH) sum += q[k] * *(const lane *)x;
            memcpy(v->score + i * v->stride + block, &sum, sizeof sum);
        }
}

static void inner(vectors *v, mpq_t sum, mpq_t *a, mpq_t *b) {
    mpq_set_ui(sum, 0, 1);
    for (size_t k = 0; k < v->columns; k++) mpq_mul(v->term, a[k], b[k]), mpq_add(sum, sum, v->term);
}
/* The sign of <q,x> - bound; f-global: of the cosine - bound. */
static int compare(vectors *v, mpq_t *q, mpq_t *x, const mpq_t bound) {
    inner(v, v->sum, q, x);
    mpq_set(v->bound, bound);
    if (v->claim->notion == HV_F_GLOBAL) {
        mpq_mul(v->sum, v->sum, (mpq_abs(v->square, v->sum), v->square)); /* squares keep their signs */
        mpq_mul(v->bound, v->bound, (mpq_abs(v->square, v->bound), v->square));
        inner(v, v->square, q, q);
        mpq_mul(v->bound, v->bound, v->square);
        inner(v, v->square, x, x);
        mpq_mul(v->bound, v->bound, v->square);
    }
    return mpq_cmp(v->sum, v->bound);
}

static void decide(vectors *v, uint32_t query, size_t i) {
    const double *q = v->row + i * v->columns, *score = v->score + i * v->stride;
    bool global = v->claim->notion == HV_F_GLOBAL, closed = global && mpq_sgn(v->claim->number) > 0;
    double high = mpq_get_d(v->high[i]), low = mpq_get_d(v->low[i]), size = 0;
    double sure = ((double)v->columns + 16) * (global ? 0x1p-49 : 0x1p-51);
    for (size_t k = 0; k < v->columns; k++) size += fabs(q[k]) * v->most;
    if (global) size = norm(q, v->columns); /* times |x|, by Cauchy; lengths are rounded, too: a larger `sure` */
    high = global ? (high + sure * (1 + fabs(high))) * size : high + sure * (size + fabs(high));
    low = global ? (low - sure * (1 + fabs(low))) * size : low - sure * (size + fabs(low));
    hv_reach(v->h, HV_QUERY, query);
    for (uint32_t j = 0; j < v->documents; j++) {
        bool in = hv_reached(v->h, HV_QUERY, j);
        if (in ? score[j] > high * v->length[j] : score[j] < low * v->length[j]) continue;
        int sign = compare(v, v->query[i], v->document[j], in ? v->high[i] : v->low[i]);
        if (in ? sign < !closed : sign > -!closed) hv_wrong(v->text, "query %u, document %u: the wrong side", query, j);
    }
}

static void read_queries(vectors *v) {
    uint32_t n = v->h->count[HV_QUERY], batch;
    bool threshold = v->claim->notion == HV_F_QUERY;
    hv_count(v->text, "\nqueries ", n, n);
    hv_count(v->text, " ", v->columns, v->columns);
    for (uint32_t done = 0; done < n; done += batch) {
        batch = n - done < BATCH ? n - done : BATCH;
        for (uint32_t i = 0; i < batch; i++) {
            if (threshold) hv_number(v->text, "\n", v->high[i]), mpq_set(v->low[i], v->high[i]);
            v->query[i] = read_row(v, v->query[i], v->row + i * v->columns, threshold ? " " : "\n");
        }
        compute_scores(v, batch);
        v->text->line -= batch; /* back to each row, for what is wrong in it */
        for (uint32_t i = 0; i < batch; i++) v->text->line++, decide(v, done + i, i);
    }
}

void hv_vectors(hv_hierarchy *h, const hv_claim *claim, hv_text *text) {
    if (claim->size > 1 << 20) hv_limit(text, "vectors of more than 2^20 dimensions");
    vectors v = {.h = h, .claim = claim, .text = text, .columns = claim->size, .documents = h->count[HV_DOCUMENT]};
    v.stride = (v.documents + WIDTH - 1) / WIDTH * WIDTH;
    v.document = hv_alloc(v.documents, sizeof *v.document);
    v.length = hv_alloc(v.documents, sizeof(double));
    v.score = hv_alloc(v.stride, BATCH * sizeof(double));
    v.row = hv_alloc(v.columns, BATCH * sizeof(double));
    v.high = hv_rationals(BATCH);
    v.low = hv_rationals(BATCH);
    mpq_inits(v.sum, v.term, v.square, v.bound, NULL);
    if (claim->notion == HV_F_GLOBAL) hv_number(text, "\nthreshold ", v.sum);
    for (int i = 0; i < BATCH; i++) mpq_add(v.high[i], v.sum, claim->number), mpq_sub(v.low[i], v.sum, claim->number);
    read_documents(&v);
    read_queries(&v);
}
