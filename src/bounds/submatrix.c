#include "bounds/submatrix.h"
#include "base/random.h"
#include "bounds/radon.h"

#include <math.h>
#include <string.h>

hr_status hr_region_init(hr_region *r, const hr_problem *problem, uint32_t stream) {
    *r = (hr_region){.ancestors = problem->ancestors};
    hr_shatter_found found;
    r->rng = hr_rng_new(problem->seed, HR_STREAM_NORM, stream);
    hr_status status = r->rng ? hr_shatter_init(&r->shatter, problem->ancestors, true) : HR_ENOMEM;
    if (status == HR_OK)
        status = hr_radon_find(&found, &r->shatter, problem, 0.1);
    if (status == HR_OK && found.size > 1)
        status = hr_radon_gather(&r->split, &r->shatter, &found);
    return status;
}

void hr_region_clear(hr_region *r) {
    hr_shatter_clear(&r->shatter);
    hr_evidence_clear(&r->split);
    if (r->rng)
        gsl_rng_free(r->rng);
    *r = (hr_region){0};
}

static uint32_t draw(const hr_region *r, uint64_t end) {
    return (uint32_t)gsl_rng_uniform_int(r->rng, (unsigned long)end);
}

static bool is_new(const uint32_t *number, uint32_t count, uint32_t one) {
    for (uint32_t i = 0; i < count; i++)
        if (number[i] == one)
            return false;
    return true;
}

enum { TRIES = 16 };

bool hr_region_draw_query(uint32_t *query, const hr_region *r, const hr_submatrix *m) {
    for (int tries = 0; tries < TRIES; tries++) {
        uint32_t x = m->columns ? m->document[draw(r, m->columns)] : 0;
        uint64_t first = r->shatter.start[x], count = r->shatter.start[x + 1] - first;
        bool related = m->columns && count && draw(r, 4);
        *query = related ? r->shatter.query[first + gsl_rng_uniform_int(r->rng, count)]
                         : draw(r, r->ancestors->queries);
        if (is_new(m->query, m->rows, *query))
            return true;
    }
    return false;
}

bool hr_region_draw_document(uint32_t *document, const hr_region *r, const hr_submatrix *m) {
    const hr_ancestors *a = r->ancestors;
    for (int tries = 0; tries < TRIES; tries++) {
        uint32_t q = m->rows ? m->query[draw(r, m->rows)] : draw(r, a->queries);
        uint64_t first = a->start[q], count = a->start[q + 1] - first;
        *document = count && draw(r, 8) ? a->document[first + gsl_rng_uniform_int(r->rng, count)]
                                        : draw(r, a->documents);
        if (is_new(m->document, m->columns, *document))
            return true;
    }
    return false;
}

void hr_submatrix_fill(hr_submatrix *m, const hr_ancestors *a) {
    for (uint32_t i = 0; i < m->rows; i++)
        for (uint32_t j = 0; j < m->columns; j++)
            m->sign[i * m->columns + j] = hr_is_ancestor(a, m->query[i], m->document[j]) ? 1 : -1;
}

static uint32_t smaller(uint32_t x, uint32_t y) {
    return x < y ? x : y;
}

void hr_region_start(hr_submatrix *m, const hr_region *r, bool split, uint32_t rows, uint32_t columns) {
    const hr_ancestors *a = r->ancestors;
    *m = (hr_submatrix){0};
    if (split && r->split.documents) {
        m->rows = smaller(r->split.queries, rows);
        m->columns = smaller(r->split.documents, columns);
        memcpy(m->query, r->split.query, m->rows * sizeof *m->query);
        memcpy(m->document, r->split.document, m->columns * sizeof *m->document);
    }
    if (a->queries <= rows)
        for (m->rows = 0; m->rows < a->queries; m->rows++)
            m->query[m->rows] = m->rows;
    if (a->documents <= columns)
        for (m->columns = 0; m->columns < a->documents; m->columns++)
            m->document[m->columns] = m->columns;
    bool more = true;
    while (more) {
        more = false;
        if (m->columns < smaller(columns, a->documents) &&
            hr_region_draw_document(&m->document[m->columns], r, m)) {
            m->columns++;
            more = true;
        }
        if (m->rows < smaller(rows, a->queries) && hr_region_draw_query(&m->query[m->rows], r, m)) {
            m->rows++;
            more = true;
        }
    }
    hr_submatrix_fill(m, a);
}

/* out = x y, both n by n */
static void multiply(double *out, const double *x, const double *y, uint32_t n) {
    for (uint32_t i = 0; i < n; i++) {
        double *row = out + i * n;
        memset(row, 0, n * sizeof *row);
        for (uint32_t k = 0; k < n; k++)
            for (uint32_t j = 0; j < n; j++)
                row[j] += x[i * n + k] * y[k * n + j];
    }
}

/* With G = M^T M: the norm is trace(G^32)^(1/64), its gradient M G^31 trace(G^32)^(1/64 - 1).  M is divided
 * by its largest entry first, so that nothing overflows. */
double hr_schatten_norm(double *gradient, const double *m, uint32_t rows, uint32_t columns) {
    enum { MOST = HR_SUBMATRIX_SIDE * HR_SUBMATRIX_SIDE };
    double scaled[MOST], power[MOST], square[MOST], product[MOST], room[MOST], largest = 0, trace = 0;
    uint32_t n = columns;
    for (uint32_t i = 0; i < rows * n; i++)
        largest = fmax(largest, fabs(m[i]));
    if (largest <= 0)
        return 0;
    for (uint32_t i = 0; i < rows * n; i++)
        scaled[i] = m[i] / largest;
    memset(power, 0, n * n * sizeof *power);
    for (uint32_t k = 0; k < rows; k++)
        for (uint32_t i = 0; i < n; i++)
            for (uint32_t j = 0; j < n; j++)
                power[i * n + j] += scaled[k * n + i] * scaled[k * n + j];
    memcpy(product, power, n * n * sizeof *product);
    for (int doubling = 0; doubling < 4; doubling++) { /* G^2 .. G^16, and G^3 .. G^31 */
        multiply(square, power, power, n);
        memcpy(power, square, n * n * sizeof *power);
        if (gradient) {
            multiply(room, product, power, n);
            memcpy(product, room, n * n * sizeof *product);
        }
    }
    for (uint32_t i = 0; i < n * n; i++)
        trace += power[i] * power[i];
    double norm = pow(trace, 1.0 / 64), factor = norm / trace;
    for (uint32_t i = 0; gradient && i < rows; i++)
        for (uint32_t j = 0; j < n; j++) {
            double sum = 0;
            for (uint32_t k = 0; k < n; k++)
                sum += scaled[i * n + k] * product[k * n + j];
            gradient[i * n + j] = sum * factor;
        }
    return norm * largest;
}
