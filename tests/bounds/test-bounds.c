/* The rows of the table: known values, exhaustive searches, and margins below those of real embeddings. */
#include "embedding/small.h"
#include "test.h"

#include "bounds/row.h"
#include "bounds/rows.h"
#include "hierarchy/order.h"

#include <gsl/gsl_randist.h>
#include <math.h>

static hr_bound_row row_of(const hr_bound *bound, const small *s, hr_notion notion, double eps) {
    hr_problem problem = {
        .hierarchy = &s->hierarchy, .ancestors = &s->ancestors, .notion = notion, .eps = eps};
    hr_bound_row row;
    OK(bound->compute(&row, &problem));
    CHECK(row.note[0] && strlen(row.note) < sizeof row.note - 1, "%s: note '%s'", bound->name, row.note);
    return row;
}

static void open_small(small *out, const char *what) {
    hr_hierarchy_init(&out->hierarchy);
    OK(hr_hierarchy_open(&out->hierarchy, what));
    OK(hr_ancestors_build(&out->ancestors, &out->hierarchy));
}

/* theory.md's numbers of WordNet, from n, m and s alone */
static void test_numbers_of_wordnet(void) {
    small s = {.ancestors = {.queries = 82115, .documents = 82115, .s = 35}};
    CHECK(row_of(&hr_bound_sign_formula, &s, HR_F_QUERY, 0).dimension == 6337, "U1");
    CHECK(row_of(&hr_bound_sign_formula, &s, HR_F_SIGN, 0).dimension == 6338, "U1, F-sign");
    hr_bound_row code = row_of(&hr_bound_code, &s, HR_F_QUERY, 0);
    CHECK(code.dimension == 5041 && !strcmp(code.note, "t = 3, e = 71, p = 71"), "U3: %g, %s", code.dimension,
          code.note);
    CHECK(row_of(&hr_bound_moment, &s, HR_F_QUERY, 0).dimension == 70, "U4");
    CHECK(row_of(&hr_bound_moment, &s, HR_F_SIGN, 0).dimension == 71, "U4, F-sign");
    CHECK(!row_of(&hr_bound_sign_formula, &s, HR_F_GLOBAL, 0.1).applies, "U1, F-global");
}

static bool is_prime(uint64_t p) {
    for (uint64_t f = 2; f * f <= p; f++)
        if (p % f == 0)
            return false;
    return p > 1;
}

/* every prime p below 700, every e <= p, every t: cosines directly for F-global */
static double searched_code(double m, double s, hr_notion notion, double eps) {
    double best = INFINITY;
    for (uint64_t p = 2; p < 700; p++) {
        if (!is_prime(p))
            continue;
        for (int t = 1; t < 20; t++) {
            if (pow((double)p, t) < m)
                continue;
            for (uint64_t e = 1; e <= p; e++) {
                double points = (double)e, agree = t - 1, member = INFINITY, other = 0;
                for (double k = 1; k <= s; k++) {
                    member = fmin(member, points / sqrt(points * k * (points + (k - 1) * agree)));
                    other = fmax(other, k * agree / sqrt(points * k * points));
                }
                bool good = notion == HR_F_GLOBAL ? member - other >= 2 * eps + 1e-9 : points > s * agree;
                if (good)
                    best = fmin(best, points * (double)p);
            }
        }
    }
    return best;
}

static void test_code_against_search(void) {
    static const uint32_t m[] = {2, 31, 200, 600}, most[] = {1, 2, 4, 7};
    for (int i = 0; i < 4; i++)
        for (int j = 0; j < 4; j++) {
            small s = {.ancestors = {.queries = m[i], .documents = m[i], .s = most[j]}};
            double got = row_of(&hr_bound_code, &s, HR_F_QUERY, 0).dimension, want;
            want = searched_code(m[i], most[j], HR_F_QUERY, 0);
            CHECK(got == want, "m = %u, s = %u: %g, search %g", m[i], most[j], got, want);
            CHECK(row_of(&hr_bound_code, &s, HR_F_SIGN, 0).dimension == want, "m = %u, s = %u, F-sign", m[i],
                  most[j]);
            for (double eps = 0.0123; eps < 0.5 / sqrt(most[j]); eps += 0.1) {
                got = row_of(&hr_bound_code, &s, HR_F_GLOBAL, eps).dimension;
                want = searched_code(m[i], most[j], HR_F_GLOBAL, eps);
                CHECK(got == want, "m = %u, s = %u, eps %g: %g, search %g", m[i], most[j], eps, got, want);
            }
            CHECK(!row_of(&hr_bound_code, &s, HR_F_GLOBAL, 0.5 / sqrt(most[j])).applies,
                  "eps = 1/(2 sqrt s)");
        }
}

/* (lowest matched - highest unmatched) / (2 |q| max|x|), the worst query; queries without a rival are skipped
 */
static double query_margin(const hr_ancestors *a, const hr_embedding *e, double step) {
    double worst = INFINITY, longest = 0;
    size_t d = e->docs.cols;
    for (uint32_t j = 0; j < a->documents; j++) {
        double norm = 0;
        for (size_t c = 0; c < d; c++)
            norm += pow(hr_matrix_get_d(&e->docs, j, c), 2);
        longest = fmax(longest, sqrt(norm));
    }
    for (uint32_t q = 0; q < a->queries; q++) {
        double lowest = INFINITY, highest = -INFINITY, norm = 0;
        for (size_t c = 0; c < d; c++)
            norm += pow(hr_matrix_get_d(&e->queries, q, c), 2);
        for (uint32_t j = 0; j < a->documents; j++) {
            double score = 0;
            for (size_t c = 0; c < d; c++) {
                double x = hr_matrix_get_d(&e->docs, j, c), y = hr_matrix_get_d(&e->queries, q, c);
                if (step > 0) { /* unit vectors, rounded to multiples of step */
                    x = round(x / longest / step) * step;
                    y = round(y / sqrt(norm) / step) * step;
                }
                score += x * y;
            }
            if (hr_is_ancestor(a, q, j))
                lowest = fmin(lowest, score);
            else
                highest = fmax(highest, score);
        }
        if (isfinite(lowest) && isfinite(highest))
            worst = fmin(worst, (lowest - highest) / (step > 0 ? 2 : 2 * sqrt(norm) * longest));
    }
    return worst;
}

/* The margin of the row is below that of the construction itself, and its bits hold every integer. */
static void check_price(const hr_bound *bound, const small *s, const char *method, hr_method_options options,
                        const char *what) {
    hr_bound_row row = row_of(bound, s, HR_F_QUERY, 0);
    hr_embedding e;
    options.dim = 0;
    small_build(&e, method, s, options);
    double margin = query_margin(&s->ancestors, &e, 0);
    CHECK(margin > 0 && pow(10, row.margin_log10) <= margin * (1 + 1e-9), "%s, %s: row 10^%g, embedding %g",
          what, bound->name, row.margin_log10, margin);
    double most = 0;
    for (size_t i = 0; i < e.docs.rows; i++)
        for (size_t c = 0; c < e.docs.cols; c++)
            most = fmax(most, fabs(hr_matrix_get_d(&e.docs, i, c)));
    for (size_t i = 0; i < e.queries.rows; i++)
        for (size_t c = 0; c < e.queries.cols; c++)
            most = fmax(most, fabs(hr_matrix_get_d(&e.queries, i, c)));
    CHECK(most < pow(2, row.bits - 1), "%s, %s: %g bits, an entry of %g", what, bound->name, row.bits, most);
    hr_embedding_clear(&e);
}

static void test_prices_against_embeddings(void) {
    static const char *const what[] = {"path:n=2", "star:n=9", "tree:width=2,height=3",
                                       "random-tree:n=12,seed=2"};
    for (int i = 0; i < 4; i++) {
        small s;
        open_small(&s, what[i]);
        check_price(&hr_bound_sign_formula, &s, "sign", (hr_method_options){.seed = 5}, what[i]);
        check_price(&hr_bound_code, &s, "code", (hr_method_options){0}, what[i]);
        check_price(&hr_bound_moment, &s, "moment", (hr_method_options){0}, what[i]);
        small_clear(&s);
    }
}

/* Polynomials multiplied out: every row's own construction keeps its sign, degree, margin and coefficients.
 */
static void check_polynomials(const small *s, const char *what, bool dual) {
    const hr_ancestors *a = &s->ancestors;
    hr_bound_row row = row_of(dual ? &hr_bound_runs_dual : &hr_bound_runs, s, HR_F_SIGN, 0);
    double best = INFINITY, seen = 0, largest = 0;
    for (int rule = 0; rule < 2; rule++) {
        hr_forest forest;
        hr_runs runs;
        OK(hr_forest_build(&forest, &s->hierarchy, rule ? HR_KEEP_FIRST : HR_KEEP_MOST_ANCESTORS));
        uint32_t *position =
            dual ? hr_document_positions(&s->hierarchy, &forest) : hr_query_positions(&s->hierarchy, &forest);
        OK(dual ? hr_runs_of_queries(&runs, a, position) : hr_runs_of_documents(&runs, a, position));
        uint32_t points = dual ? a->documents : a->queries, degree = 2 * runs.most;
        double margin = INFINITY, most = 0;
        for (uint32_t r = 0; r < runs.rows; r++) {
            double c[64] = {-1}, norm = 0;
            uint32_t terms = 0; /* degree so far */
            for (uint64_t k = runs.start[r]; k < runs.start[r] + runs.most; k++) {
                bool pad = k >= runs.start[r + 1];
                double low = pad ? 0 : 2.0 * runs.first[k] - points,
                       high = pad ? 0 : 2.0 * runs.last[k] + 2 - points;
                double linear = pad ? 0 : -(low + high),
                       constant = pad ? 1 : low * high; /* v^2 + linear v + constant */
                for (uint32_t i = terms + 3; i-- > 0;)
                    c[i] = (i < 2 ? 0 : c[i - 2]) + (i < 1 ? 0 : linear * c[i - 1]) + constant * c[i];
                terms += 2;
            }
            for (uint32_t i = 0; i <= degree; i++) {
                norm += c[i] * c[i];
                most = fmax(most, fabs(c[i]));
            }
            for (uint32_t p = 0; p < points; p++) {
                double v = 2.0 * position[p] - (points - 1.0), value = 0, length = 0;
                for (uint32_t i = degree + 1; i-- > 0;) {
                    value = value * v + c[i];
                    length = length * v * v + 1;
                }
                most = fmax(most, pow(fabs(v), degree));
                bool in = dual ? hr_is_ancestor(a, r, p) : hr_is_ancestor(a, p, r);
                CHECK((in && value >= 1) || (!in && value <= -1), "%s: row %u, point %u: %g", what, r, p,
                      value);
                margin = fmin(margin, fabs(value) / sqrt(norm * length));
            }
        }
        if (degree < best || (degree == best && margin > seen)) {
            best = degree;
            seen = margin;
            largest = most;
        }
        free(position);
        hr_runs_clear(&runs);
        hr_forest_clear(&forest);
    }
    CHECK(row.dimension == best + 1, "%s: %g, counted %g", what, row.dimension, best + 1);
    CHECK(row.margin_log10 <= log10(seen), "%s: row 10^%g, polynomials %g", what, row.margin_log10, seen);
    CHECK(largest < pow(2, row.bits - 1), "%s: %g bits, an entry of %g", what, row.bits, largest);
}

static void test_runs_against_polynomials(void) {
    for (uint32_t trial = 0; trial < 40; trial++) {
        small s;
        char what[32];
        snprintf(what, sizeof what, "random hierarchy %u", trial);
        small_random(&s, 2 + trial % 9, 1 + trial % 3, false, trial);
        check_polynomials(&s, what, false);
        check_polynomials(&s, what, true);
        small_clear(&s);
    }
}

static void test_interval(void) {
    small s;
    open_small(&s, "random-tree:n=60,seed=4");
    hr_bound_row interval = row_of(&hr_bound_interval, &s, HR_F_QUERY, 0),
                 runs = row_of(&hr_bound_runs, &s, HR_F_QUERY, 0);
    CHECK(interval.dimension == 2 && runs.dimension == 2, "%g and %g", interval.dimension, runs.dimension);
    CHECK(interval.margin_log10 <= runs.margin_log10 + 1e-9 && interval.bits >= runs.bits,
          "the forest's runs are its intervals");
    CHECK(row_of(&hr_bound_interval, &s, HR_F_SIGN, 0).dimension == 3, "F-sign");
    CHECK(!row_of(&hr_bound_interval, &s, HR_F_GLOBAL, 0.1).applies, "F-global");
    small_clear(&s);
    open_small(&s, "lattice:k=3");
    hr_bound_row row = row_of(&hr_bound_interval, &s, HR_F_QUERY, 0);
    CHECK(!row.applies && !strcmp(row.note, "forests only: 4 nodes have several parents"), "%s", row.note);
    small_clear(&s);
}

/* what holds between the rows, whatever the hierarchy */
static void test_rows_agree(void) {
    static const char *const what[] = {"path:n=1",
                                       "path:n=2",
                                       "path:n=60",
                                       "star:n=50",
                                       "lattice:k=5",
                                       "subsets:m=9,k=3",
                                       "dag:n=80,parents=3,seed=1",
                                       "tree:width=3,height=4"};
    for (size_t i = 0; i < sizeof what / sizeof what[0]; i++) {
        small s;
        open_small(&s, what[i]);
        double formula = row_of(&hr_bound_sign_formula, &s, HR_F_QUERY, 0).dimension;
        double tails = row_of(&hr_bound_sign_tails, &s, HR_F_QUERY, 0).dimension;
        CHECK(tails <= formula, "%s: exact tails %g above the formula %g", what[i], tails, formula);
        for (const hr_bound *const *b = hr_bounds; *b; b++) {
            if ((*b)->statement[0] == 'L')
                continue;
            hr_bound_row query = row_of(*b, &s, HR_F_QUERY, 0), sign = row_of(*b, &s, HR_F_SIGN, 0);
            CHECK(query.applies == sign.applies, "%s, %s", what[i], (*b)->name);
            if (!query.applies)
                continue;
            CHECK(query.dimension >= 1 && sign.dimension >= query.dimension &&
                      sign.dimension <= query.dimension + 1,
                  "%s, %s: F-query %g, F-sign %g", what[i], (*b)->name, query.dimension, sign.dimension);
            CHECK(query.bits >= 2 && sign.bits >= 2, "%s, %s: %g and %g bits", what[i], (*b)->name,
                  query.bits, sign.bits);
            CHECK(query.margin_log10 <= 1e-12 && sign.margin_log10 <= 1e-12, "%s, %s: margin above 1",
                  what[i], (*b)->name);
        }
        double last = 0;
        for (double eps = 0; eps < 0.5 / sqrt(s.ancestors.s) - 0.05; eps += 0.04) {
            hr_bound_row row = row_of(&hr_bound_gaussian, &s, HR_F_GLOBAL, eps);
            CHECK(row.applies && row.dimension >= last, "%s, eps %g: %g after %g", what[i], eps,
                  row.dimension, last);
            last = row.dimension;
        }
        CHECK(!row_of(&hr_bound_gaussian, &s, HR_F_GLOBAL, 0.5 / sqrt(s.ancestors.s)).applies, "%s", what[i]);
        small_clear(&s);
    }
}

/* hr_rounded_bits: embeddings with a margin survive the rounding */
static void test_rounded_bits(void) {
    for (uint32_t trial = 0; trial < 20; trial++) {
        small s;
        hr_embedding e;
        small_random(&s, 12, 1 + trial % 3, false, trial);
        small_build(&e, "gaussian", &s, (hr_method_options){.dim = 120, .seed = trial, .dtype = HR_FLOAT64});
        double margin = query_margin(&s.ancestors, &e, 0);
        if (margin > 0) {
            double bits = hr_rounded_bits(120, log10(margin)), step = pow(2, 2 - bits);
            CHECK(query_margin(&s.ancestors, &e, step) > 0, "trial %u: margin %g is lost at %g bits", trial,
                  margin, bits);
        }
        CHECK(margin > 0 || trial % 3, "trial %u: a tree of 12 nodes fails at 120 dimensions", trial);
        hr_embedding_clear(&e);
        small_clear(&s);
    }
}

static void test_integer_bits(void) {
    for (uint64_t most = 1; most < 5000; most++) {
        double bits = hr_integer_bits(log2((double)most)), least = 1;
        while (pow(2, least) <= (double)most)
            least++;
        CHECK(bits == least + 1, "%d: %g bits, not %g", (int)most, bits, least + 1);
    }
}

int main(void) {
    RUN(test_numbers_of_wordnet);
    RUN(test_code_against_search);
    RUN(test_prices_against_embeddings);
    RUN(test_runs_against_polynomials);
    RUN(test_interval);
    RUN(test_rows_agree);
    RUN(test_rounded_bits);
    RUN(test_integer_bits);
    return hr_test_end();
}
