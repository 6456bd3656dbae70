/* evidence vectors: all inner products; documents are held, queries pass by a few at a time.
 *
 * A score is first computed in floating point.  With u = 2^-53, entries within 2u of their values and sums in any order
 * it is wrong by less than 1.01 (D + 5) u sum |q_k||x_k| (Higham, Accuracy and Stability of Numerical Algorithms, 3.1);
 * `sure` is more than twice that, for the rounding of the bound itself.  What is nearer is decided in rationals. */
#include "checker.h"
#include <math.h>
#include <string.h>

enum { WIDTH = 16, BATCH = 8 };
typedef double lane __attribute__((vector_size(WIDTH / 2 * sizeof(double)), aligned(8)));

typedef struct {
    hv_hierarchy *h;
    const hv_claim *claim;
    hv_text *text;
    size_t columns, documents, stride;   /* documents, rounded up to WIDTH */
    mpq_t **exact, *query[BATCH], *high; /* exact[j]: document j if doubles do not hold it; members pass high, */
    mpq_t *low, sum, term, square;       /* others low, of each query of the batch */
    double *near, *length, *score, *row; /* near: WIDTH documents column by column, then the next WIDTH */
    double most;
    bool floats; /* every number is 0 or between 2^-400 and 2^400 */
} vectors;

/* Doubles near the numbers; are they the numbers themselves? */
static bool approximate(vectors *v, mpq_t *number, double *near) {
    bool same = true, zero = true;
    for (size_t k = 0; k < v->columns; k++) {
        near[k] = mpq_get_d(number[k]);
        if (mpq_sgn(number[k]) && !(fabs(near[k]) < 0x1p400 && fabs(near[k]) > 0x1p-400)) v->floats = false;
        zero = zero && !mpq_sgn(number[k]);
        if (isfinite(near[k])) mpq_set_d(v->term, near[k]);
        same = same && isfinite(near[k]) && mpq_equal(v->term, number[k]);
    }
    if (zero && v->claim->notion == HV_F_GLOBAL) hv_wrong(v->text, "a vector of length 0 has no direction");
    hv_expect(v->text, "\n");
    return same;
}

static double norm(const double *values, size_t columns) {
    double sum = 0;
    for (size_t k = 0; k < columns; k++) sum += values[k] * values[k];
    return sqrt(sum);
}

static void read_head(const vectors *v, const char *head, size_t count) {
    if (hv_section(v->text, head, INT64_MAX) != count) hv_wrong(v->text, "the hierarchy has %zu %s", count, head);
    hv_expect(v->text, " ");
    if (hv_count(v->text, INT64_MAX, "dimensions") != v->columns) hv_wrong(v->text, "not the dimensions of the claim");
    hv_expect(v->text, "\n");
}

static void read_documents(vectors *v) {
    size_t room = 0;
    mpq_t *fresh = NULL;
    read_head(v, "documents", v->documents);
    for (size_t j = 0; j < v->documents; j++) {
        double *block = (hv_grow(&v->near, &room, (j / WIDTH + 1) * WIDTH * v->columns, sizeof(double)), v->near) +
                        j / WIDTH * WIDTH * v->columns;
        if (j % WIDTH == 0) memset(block, 0, WIDTH * v->columns * sizeof *block);
        fresh = hv_vector(v->text, fresh, v->columns, "");
        if (!approximate(v, fresh, v->row)) v->exact[j] = fresh, fresh = NULL;
        v->length[j] = v->claim->notion == HV_F_GLOBAL ? norm(v->row, v->columns) : 1;
        for (size_t k = 0; k < v->columns; k++) {
            block[WIDTH * k + j % WIDTH] = v->row[k];
            v->most = fmax(v->most, fabs(v->row[k]));
        }
    }
}

static void compute_scores(vectors *v, size_t batch) {
    for (size_t block = 0; block < v->stride; block += WIDTH)
        for (size_t i = 0; i < batch; i++) {
            const double *x = v->near + block * v->columns, *q = v->row + i * v->columns;
            lane one = {0}, two = {0};
            for (size_t k = 0; k < v->columns; k++, x += WIDTH) {
                one += q[k] * *(const lane *)x;
                two += q[k] * *(const lane *)(x + WIDTH / 2);
            }
            memcpy(v->score + i * v->stride + block, &one, sizeof one);
            memcpy(v->score + i * v->stride + block + WIDTH / 2, &two, sizeof two);
        }
}

/* sum of a_k b_k, entries of document j for NULL */
static void inner(vectors *v, mpq_t sum, mpq_t *a, mpq_t *b, size_t j) {
    mpq_set_ui(sum, 0, 1);
    for (size_t k = 0; k < v->columns; k++) {
        if (!b || !a) mpq_set_d(v->term, v->near[(j / WIDTH * v->columns + k) * WIDTH + j % WIDTH]);
        mpq_mul(v->term, a ? a[k] : v->term, b ? b[k] : v->term);
        mpq_add(sum, sum, v->term);
    }
}

static void square(mpq_t x) { /* x |x| */
    int sign = mpq_sgn(x);
    mpq_mul(x, x, x);
    if (sign < 0) mpq_neg(x, x);
}

/* The sign of <q,x> - bound; f-global: of the cosine - bound. */
static int compare(vectors *v, size_t i, size_t j, const mpq_t limit) {
    mpq_t bound;
    mpq_init(bound);
    mpq_set(bound, limit);
    inner(v, v->sum, v->query[i], v->exact[j], j);
    if (v->claim->notion == HV_F_GLOBAL) {
        square(v->sum);
        square(bound);
        inner(v, v->square, v->query[i], v->query[i], j);
        mpq_mul(bound, bound, v->square);
        inner(v, v->square, v->exact[j], v->exact[j], j);
        mpq_mul(bound, bound, v->square);
    }
    int sign = mpq_cmp(v->sum, bound);
    mpq_clear(bound);
    return sign;
}

static void decide(vectors *v, uint32_t query, size_t i) {
    const double *q = v->row + i * v->columns, *score = v->score + i * v->stride;
    bool global = v->claim->notion == HV_F_GLOBAL, closed = global && mpq_sgn(v->claim->number) > 0;
    double high = mpq_get_d(v->high[i]), low = mpq_get_d(v->low[i]), size = 0;
    double sure = ((double)v->columns + 16) * (global ? 0x1p-49 : 0x1p-51);
    for (size_t k = 0; k < v->columns; k++) size += fabs(q[k]) * v->most;
    if (global)
        size = norm(q, v->columns); /* times |x|, by Cauchy; lengths are rounded, too: hence the larger `sure` */
    high = global ? (high + sure * (1 + fabs(high))) * size : high + sure * (size + fabs(high));
    low = global ? (low - sure * (1 + fabs(low))) * size : low - sure * (size + fabs(low));
    hv_reach(v->h, HV_QUERY, query);
    for (uint32_t j = 0; j < v->documents; j++) {
        bool in = hv_reached(v->h, HV_QUERY, j);
        if (v->floats && (in ? score[j] > high * v->length[j] : score[j] < low * v->length[j])) continue;
        int sign = compare(v, i, j, in ? v->high[i] : v->low[i]);
        if (in ? sign < !closed : sign > -!closed) hv_wrong(v->text, "query %u, document %u: the wrong side", query, j);
    }
}

static void read_queries(vectors *v) {
    uint32_t n = v->h->count[HV_QUERY];
    read_head(v, "queries", n);
    for (uint32_t done = 0, batch; done < n; done += batch) {
        size_t line = v->text->line;
        batch = n - done < BATCH ? n - done : BATCH;
        for (uint32_t i = 0; i < batch; i++) {
            if (v->claim->notion == HV_F_QUERY) {
                hv_number(v->text, v->high[i]);
                mpq_set(v->low[i], v->high[i]);
            }
            v->query[i] = hv_vector(v->text, v->query[i], v->columns, v->claim->notion == HV_F_QUERY ? " " : "");
            approximate(v, v->query[i], v->row + i * v->columns);
        }
        if (v->floats) compute_scores(v, batch);
        for (uint32_t i = 0; i < batch; i++) {
            v->text->line = line + i;
            decide(v, done + i, i);
        }
        v->text->line = line + batch;
    }
}

void hv_vectors(hv_hierarchy *h, const hv_claim *claim, hv_text *text) {
    if (claim->size > HV_MOST_COLUMNS) hv_limit(text, "vectors of more than 2^20 dimensions");
    vectors v = {.h = h, .claim = claim, .text = text, .columns = claim->size, .floats = true};
    v.documents = h->count[HV_DOCUMENT];
    v.stride = (v.documents + WIDTH - 1) / WIDTH * WIDTH;
    v.exact = hv_alloc(v.documents, sizeof *v.exact);
    v.length = hv_alloc(v.documents, sizeof(double));
    v.score = hv_alloc(v.stride, BATCH * sizeof(double));
    v.row = hv_alloc(v.columns, BATCH * sizeof(double));
    v.high = hv_rationals(BATCH);
    v.low = hv_rationals(BATCH);
    mpq_inits(v.sum, v.term, v.square, NULL);
    if (claim->notion == HV_F_GLOBAL) {
        hv_expect(text, "threshold ");
        hv_number(text, v.sum);
        hv_expect(text, "\n");
    }
    for (size_t i = 0; i < BATCH; i++) {
        mpq_add(v.high[i], v.sum, claim->number);
        mpq_sub(v.low[i], v.sum, claim->number);
    }
    read_documents(&v);
    read_queries(&v);
}
