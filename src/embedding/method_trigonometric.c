/* U4 on the trigonometric moment curve [Caratheodory 1911; Gale, "Neighborly and cyclic polytopes", 1963]:
 * with k = floor(d / 2) frequencies, document j is
 *
 *     (cos t, sin t, cos 2t, sin 2t, ..., cos kt, sin kt),   t = 2 pi j / m,
 *
 * and the query of S the coefficients of -prod over S of (1 - F_n(t - t_x)) without the constant one, which
 * is a threshold.  F_n(u) = (sin((n + 1) u / 2) / ((n + 1) sin(u / 2)))^2 is Fejer's kernel, scaled to F_n(0)
 * = 1: a cosine polynomial of degree n with 0 <= F_n < 1 away from 0.  So the product is 0 exactly on S and
 * positive off it.  With d >= 2s there are n >= 1 frequencies for every member; F_1 = (1 + cos u) / 2 is the
 * classical choice, and more frequencies make the zeros narrower: the margin of neighbours, about (n / m)^4
 * for pairs, grows.
 *
 * The curve is the moment curve's image under a projective map; on it all coordinates lie in [-1, 1] and all
 * documents are alike, so that ordinary floats hold many of them. */
#include "base/memory.h"
#include "embedding/affordable.h"
#include "embedding/methods.h"

#include <math.h>
#include <stdlib.h>

enum { SMALL = 1024 }; /* dimensions that nothing speaks against */

static hr_status dimension(uint32_t *dim, const hr_hierarchy *hierarchy, const hr_ancestors *ancestors,
                           const hr_method_options *options) {
    (void)hierarchy;
    uint32_t least = ancestors->s ? 2 * ancestors->s : 2;
    *dim = options->dim ? options->dim : least;
    if (*dim < least)
        return hr_fail(HR_EUSAGE,
                       "trigonometric (U4) needs 2 s = %u dimensions here, not %u; give --dim %u or more",
                       least, *dim, least);
    /* with n = m - 1 Fejer's kernel is 0 at every other document already */
    double most = fmax(SMALL, 2.0 * ancestors->s * ancestors->documents);
    if (*dim > most)
        return hr_fail(
            HR_EUSAGE,
            "trigonometric (U4): no more than 2 s m = %.0f dimensions are of use here, not %u; choose "
            "fewer with --dim",
            2.0 * ancestors->s * ancestors->documents, *dim);
    return HR_OK;
}

/* A real trigonometric polynomial: a_0 + sum over j of a_j cos jt + b_j sin jt. */
typedef struct {
    double *a, *b;
    uint32_t degree;
} series;

/* cos and sin of j t for the point t = 2 pi i / m, by the angle's remainder, so that equal angles are equal
 * numbers */
static void turn(double *cosine, double *sine, uint64_t i, uint64_t j, uint64_t m) {
    double angle = 2 * M_PI * (double)(i * j % m) / (double)m;
    *cosine = cos(angle);
    *sine = sin(angle);
}

/* out = in (1 - F_n(t - t_i)): with 1 - F_n = f_0 + sum f_j cos j(t - t_i),
 * 2 cos pt cos qt = cos (p - q)t + cos (p + q)t, and so on. */
static void times(series *out, const series *in, uint32_t n, uint64_t point, uint64_t m) {
    out->degree = in->degree + n;
    for (uint32_t p = 0; p <= out->degree; p++)
        out->a[p] = out->b[p] = 0;
    for (uint32_t q = 0; q <= n; q++) {
        /* Fejer: F_n = (1 + 2 sum (1 - q / (n + 1)) cos qu) / (n + 1) */
        double f = q ? -2 * (1 - q / (n + 1.0)) / (n + 1.0) : n / (n + 1.0), c, s;
        turn(&c, &s, point, q, m);
        c *= f; /* f cos q(t - t_i) = c cos qt + s sin qt */
        s *= f;
        for (uint32_t p = 0; p <= in->degree; p++) {
            double a = in->a[p] / 2, b = in->b[p] / 2;
            uint32_t low = p > q ? p - q : q - p;
            double sign = p > q ? 1 : -1;
            out->a[p + q] += a * c - b * s;
            out->b[p + q] += a * s + b * c;
            out->a[low] += a * c + b * s;
            out->b[low] += sign * (b * c - a * s);
        }
    }
    out->b[0] = 0; /* of sin 0 */
}

static void fill_documents(hr_matrix *docs) {
    size_t d = docs->cols;
#pragma omp parallel for schedule(static)
    for (size_t i = 0; i < docs->rows; i++) {
        for (size_t k = 0; k + 1 < d; k += 2) {
            double c, s;
            turn(&c, &s, i, k / 2 + 1, docs->rows);
            hr_matrix_set_d(docs, i, k, c);
            hr_matrix_set_d(docs, i, k + 1, s);
        }
        if (d % 2)
            hr_matrix_set_d(docs, i, d - 1, 0);
    }
}

/* The frequencies are shared out evenly; the first members of S get what is left over. */
static void fill_query(hr_matrix *queries, size_t i, const hr_ancestors *a, series room[2]) {
    uint32_t frequencies = (uint32_t)queries->cols / 2;
    uint64_t count = a->start[i + 1] - a->start[i];
    series *now = &room[0], *next = &room[1];
    now->degree = 0;
    now->a[0] = -1;
    now->b[0] = 0;
    for (uint64_t p = 0; p < count; p++) {
        uint32_t n = (uint32_t)(frequencies / count + (p < frequencies % count));
        times(next, now, n, a->document[a->start[i] + p], a->documents);
        series *swap = now;
        now = next;
        next = swap;
    }
    for (size_t k = 0; k < queries->cols; k++) {
        bool there = k / 2 + 1 <= now->degree && k < 2 * (size_t)frequencies;
        hr_matrix_set_d(queries, i, k, !there ? 0 : k % 2 ? now->b[k / 2 + 1] : now->a[k / 2 + 1]);
    }
}

static hr_status fill_queries(hr_matrix *queries, const hr_ancestors *a) {
    int failed = 0;
    size_t room = queries->cols / 2 + 1;
#pragma omp parallel
    {
        double *memory = malloc(4 * room * sizeof *memory);
        if (!memory) {
#pragma omp atomic write
            failed = 1;
        }
#pragma omp for schedule(dynamic, 64)
        for (uint32_t i = 0; i < a->queries; i++) {
            if (!memory)
                continue;
            series both[2] = {{memory, memory + room, 0}, {memory + 2 * room, memory + 3 * room, 0}};
            fill_query(queries, i, a, both);
        }
        free(memory);
    }
    return failed ? hr_fail(HR_ENOMEM, "out of memory: polynomials of degree %zu for each thread", room - 1)
                  : HR_OK;
}

static hr_status build(hr_embedding *out, const hr_hierarchy *hierarchy, const hr_ancestors *ancestors,
                       const hr_method_options *options) {
    uint32_t dim;
    hr_dtype dtype = options->dtype;
    if (dtype != HR_FLOAT32 && dtype != HR_FLOAT64)
        return hr_fail(HR_EUSAGE, "trigonometric (U4) is stored as float32 or float64, not %s",
                       hr_dtype_name(dtype));
    hr_status status = dimension(&dim, hierarchy, ancestors, options);
    if (status == HR_OK)
        status = hr_affordable_pair((double)ancestors->queries + ancestors->documents, dim,
                                    (double)hr_dtype_size(dtype), "trigonometric (U4)");
    if (status == HR_OK)
        status = hr_matrix_init(&out->docs, ancestors->documents, dim, dtype);
    if (status == HR_OK)
        status = hr_matrix_init(&out->queries, ancestors->queries, dim, dtype);
    if (status != HR_OK)
        return status;
    fill_documents(&out->docs);
    return fill_queries(&out->queries, ancestors);
}

const hr_method hr_method_trigonometric = {
    .name = "trigonometric",
    .statement = "U4",
    .help =
        "any DAG: the moment curve in sines and cosines, 2 s or more dimensions (F-query); float32 or float64",
    .version = 1,
    .takes_dtype = true,
    .dimension = dimension,
    .build = build,
};
