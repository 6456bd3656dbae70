/* evidence vectors: all inner products; documents are held, queries pass by BATCH at a time, side by side.
 *
 * f-query: a threshold is one coordinate more, in front, that meets -1: all scores are compared with 0.
 * f-global: cosines are compared with r +- EPS.
 * A score is first computed in floating point.  With u = 2^-53, entries within 2u of their values and sums in any order
 * it is wrong by less than 1.01 (D + 6) u sum |q_k||x_k| (Higham, Accuracy and Stability of Numerical Algorithms, 3.1);
 * a cosine by less than (2D + 14) u, as lengths are rounded, too.  `sure` is more than twice that, for the rounding of
 * the bound itself, first with the largest |x_k| of all, then with the pair's own.  What is nearer takes rationals. */
#include "checker.h"
#include <math.h>
enum { BATCH = 8 };
typedef double lane __attribute__((vector_size(BATCH * sizeof(double)), aligned(8)));
typedef struct {
    hv_text *text;
    size_t columns, skip; /* skip: 1 where documents do not list the coordinate of the threshold, which is -1 */
    bool global, closed;
    mpq_t **document, *query[BATCH];
    double *near, most, edge[2], sure[BATCH]; /* near documents; scores are sure so far from an edge */
    lane *side;                               /* near queries, column by column */
    unsigned char *in;                        /* by document: bit i for the members of query[i] */
    mpq_t square[2], sum, term, bound; /* of others and members: the edge that they must pass, squared with its sign */
} vectors;
/* Reads a row; doubles near it, of length 1 for f-global. */
static void read_row(vectors *v, mpq_t *number, size_t skip, double *near) {
    double square = 0;
    hv_vector(v->text, "\n", number + skip, v->columns - skip);
    for (size_t k = 0; k < v->columns; k++) {
        double size = fabs(near[k] = mpq_get_d(number[k]));
        if (mpq_sgn(number[k]) && !(size < 0x1p400 && size > 0x1p-400)) near[k] = NAN; /* so are scores: not sure */
        square += near[k] * near[k];
    }
    if (v->global && square == 0) hv_wrong(v->text, "a vector of length 0 has no direction");
    for (size_t k = 0; k < v->columns && v->global; k++) near[k] /= sqrt(square);
}

static void read_documents(vectors *v, uint32_t documents) {
    size_t room = 0;
    for (size_t j = 0; j < documents; j++) {
        v->near = hv_grow(v->near, &room, (j + 1) * v->columns, sizeof *v->near);
        v->document[j] = hv_rationals(v->columns);
        mpq_set_si(v->document[j][0], -1, 1);
        read_row(v, v->document[j], v->skip, v->near + j * v->columns);
        for (size_t k = 0; k < v->columns; k++) v->most = fmax(v->most, fabs(v->near[j * v->columns + k]));
    }
}
static void read_query(vectors *v, hv_hierarchy *h, uint32_t query, uint32_t i, double *near) {
    read_row(v, v->query[i], 0, near);
    v->sure[i] = fabs(v->edge[0]) + fabs(v->edge[1]);
    for (size_t k = 0; k < v->columns; k++) v->sure[i] += fabs(v->side[k][i] = near[k]) * v->most;
    v->sure[i] *= ((double)v->columns + 16) * 0x1p-51;
    hv_reach(h, HV_QUERY, query);
    for (uint32_t r = 0; r < h->found; r++) v->in[h->list[r]] |= (unsigned char)(1 << i);
}
static void square_signed(vectors *v, mpq_t x) { mpq_abs(v->term, x), mpq_mul(x, x, v->term); } /* x |x| */
static bool is_right(vectors *v, uint32_t query, uint32_t document, double score, bool in) {
    mpq_t *q = v->query[query], *x = v->document[document];
    double size = fabs(v->edge[0]) + fabs(v->edge[1]);
    for (size_t k = 0; k < v->columns; k++) size += fabs(v->side[k][query] * v->near[document * v->columns + k]);
    size *= ((double)v->columns + 16) * 0x1p-51;
    if (in ? score > v->edge[1] + size : score < v->edge[0] - size) return true;
    hv_inner(v->bound, q, q, v->columns);
    hv_inner(v->sum, x, x, v->columns);
    mpq_mul(v->bound, v->bound, v->sum);
    mpq_mul(v->bound, v->bound, v->square[in]); /* 0 but for f-global */
    hv_inner(v->sum, q, x, v->columns);
    square_signed(v, v->sum);
    int sign = mpq_cmp(v->sum, v->bound);
    return in ? sign >= !v->closed : sign <= -!v->closed;
}

void hv_vectors(hv_hierarchy *h, hv_claim *claim, hv_text *text) {
    uint32_t m = h->count[HV_DOCUMENT], n = h->count[HV_QUERY], batch;
    vectors v = {.text = text, .skip = claim->notion == HV_F_QUERY, .global = claim->notion == HV_F_GLOBAL};
    mpq_inits(v.sum, v.term, v.bound, v.square[0], v.square[1], NULL);
    if (v.global) hv_number(text, "\nthreshold ", v.sum);
    for (int in = 0; in < 2; in++) {
        (in ? mpq_add : mpq_sub)(v.square[in], v.sum, claim->number);
        v.edge[in] = mpq_get_d(v.square[in]);
        square_signed(&v, v.square[in]);
    }
    v.closed = mpq_sgn(claim->number) > 0;
    v.columns = v.skip + hv_head(text, "\ndocuments ", m, claim->size, claim->size);
    v.document = hv_alloc(m, sizeof *v.document);
    v.in = hv_alloc(m, sizeof *v.in);
    v.side = hv_alloc(v.columns, sizeof *v.side);
    double *near = hv_alloc(v.columns, sizeof *near);
    for (int i = 0; i < BATCH; i++) v.query[i] = hv_rationals(v.columns);
    read_documents(&v, m);
    hv_head(text, "\nqueries ", n, claim->size, claim->size);
    for (uint32_t done = 0; done < n; done += batch) {
        batch = n - done < BATCH ? n - done : BATCH;
        for (uint32_t i = 0; i < batch; i++) read_query(&v, h, done + i, i, near);
        for (uint32_t i = 0; i < batch; i++) claim->signs |= 1 << (1 + mpq_sgn(v.query[i][0]));
        for (uint32_t j = 0; j < m; v.in[j++] = 0) {
            lane sum = {0};
            for (size_t k = 0; k < v.columns; k++) sum += v.side[k] * v.near[j * v.columns + k];
            for (uint32_t i = 0; i < batch; i++) {
                bool in = v.in[j] >> i & 1, sure = in ? sum[i] > v.edge[1] + v.sure[i] : sum[i] < v.edge[0] - v.sure[i];
                if (sure || is_right(&v, i, j, sum[i], in)) continue;
                text->line -= batch - 1 - i;
                hv_wrong(text, "query %u, document %u: the wrong side", done + i, j);
            }
        }
    }
}
