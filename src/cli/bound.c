/* hrdim bound: what the theorems promise for one hierarchy. */
#include "bounds/bound.h"
#include "base/progress.h"
#include "base/text.h"
#include "bounds/bracket.h"
#include "bounds/checked.h"
#include "bounds/checked_list.h"
#include "cli/bound_certificate.h"
#include "cli/call.h"
#include "cli/certificate.h"
#include "cli/command.h"
#include "cli/prefix.h"
#include "cli/subject.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

extern const hr_command hr_command_bound;

static hr_status parse_notion(hr_notion *notion, const char *word) {
    for (int i = 0; hr_notion_names[i]; i++)
        if (!strcmp(word, hr_notion_names[i])) {
            *notion = (hr_notion)i;
            return HR_OK;
        }
    const char *near = hr_nearest(word, hr_notion_names);
    return hr_fail(HR_EUSAGE, "bound: --notion %s: must be f-query, f-sign or f-global%s%s%s", word,
                   near ? "; did you mean '" : "", near ? near : "", near ? "'?" : "");
}

/* `eps` is NAN when the option was absent. */
static hr_status check_eps(hr_problem *problem, double eps) {
    if (problem->notion != HR_F_GLOBAL) {
        if (!isnan(eps))
            return hr_fail(HR_EUSAGE, "bound: --eps goes with --notion f-global");
        return HR_OK;
    }
    if (isnan(eps))
        return hr_fail(HR_EUSAGE, "bound: --notion f-global needs --eps E, the margin between unit vectors");
    if (eps < 0 || eps >= 1)
        return hr_fail(HR_EUSAGE,
                       "bound: --eps %g: must be at least 0 and below 1, as cosines differ by at most 2",
                       eps);
    problem->eps = eps;
    return HR_OK;
}

static hr_status check_effort(double effort) {
    if (effort > 0 && effort <= 1e6)
        return HR_OK;
    return hr_fail(HR_EUSAGE, "bound: --effort %g: must be above 0, at most 1e6; 1 is the default", effort);
}

/* 10^x as "4.5e-06", far beyond the range of a double; "-" where nothing is known */
static void format_power(char room[32], double log10_value) {
    if (!isfinite(log10_value)) {
        snprintf(room, 32, "-");
        return;
    }
    double exponent = floor(log10_value), digits = pow(10, log10_value - exponent);
    if (digits >= 9.95) {
        digits = 1;
        exponent++;
    }
    snprintf(room, 32, "%.1fe%+03.0f", digits, exponent + 0.0) /* no -0 */;
}

static void format_whole(char room[32], double value) {
    if (isfinite(value))
        snprintf(room, 32, "%.0f", value);
    else
        snprintf(room, 32, "-");
}

static void print_line(const char *statement, const char *name, const char *notion, const char *dimension,
                       const char *margin, const char *bits, const char *known, const char *note) {
    printf("%-9s  %-17s  %-8s  %9s  %9s  %6s  %-11s  %s\n", statement, name, notion, dimension, margin, bits,
           known, note);
}

static void print_row(const hr_bound *bound, const hr_bound_row *row, const char *notion) {
    if (!row->applies) {
        print_line(bound->statement, bound->name, notion, "-", "-", "-", "-", row->note);
        return;
    }
    char dimension[32], margin[32], bits[32];
    format_whole(dimension, row->dimension);
    format_power(margin, row->margin_log10);
    format_whole(bits, row->bits);
    char known[32];
    snprintf(known, sizeof known, "%s%s", hr_known_names[row->known],
             hr_checked_theorem(bound->name, notion) ? " *" : "");
    print_line(bound->statement, bound->name, notion, dimension, margin, bits, known, row->note);
}

static void explain_mark(const hr_bound_row *rows, size_t count, const char *notion) {
    for (size_t i = 0; i < count; i++)
        if (rows[i].applies && hr_checked_theorem(hr_bounds[i]->name, notion)) {
            printf("* the theorem is machine-checked: proofs/README.md\n");
            return;
        }
}

static void print_holder(char relation, double dimension, size_t i, const hr_bound_row *rows) {
    printf("  d %c= %-6.0f %s (%s), %s: %s\n", relation, dimension, hr_bounds[i]->statement,
           hr_bounds[i]->name, hr_known_names[rows[i].known], rows[i].note);
}

/* The bracket, and who holds each of its sides. */
static void print_bracket(const hr_bound_row *rows, size_t count) {
    hr_bracket b;
    hr_bracket_make(&b, rows);
    if (!isfinite(b.lower)) {
        printf("\nbracket: none: no embedding of any dimension, by %s (%s), %s\n",
               hr_bounds[b.lower_row]->statement, hr_bounds[b.lower_row]->name,
               hr_known_names[rows[b.lower_row].known]);
        return;
    }
    if (b.closed)
        printf("\nbracket: d = %.0f, closed\n", b.lower);
    else if (isfinite(b.upper))
        printf("\nbracket: %.0f <= d <= %.0f\n", b.lower, b.upper);
    else
        printf("\nbracket: %.0f <= d, no upper bound applies\n", b.lower);
    if (b.lower_row < count)
        print_holder('>', b.lower, b.lower_row, rows);
    if (b.upper_row < count)
        print_holder('<', b.upper, b.upper_row, rows);
}

static hr_status print_table(const hr_problem *problem, const hr_bound_row *rows, size_t count,
                             const hr_certificate_report *certificate) {
    const hr_ancestors *a = problem->ancestors;
    const char *notion = hr_notion_names[problem->notion];
    printf("%s: n = %u queries, m = %u documents, s = %u, %llu pairs\n", problem->hierarchy->source,
           a->queries, a->documents, a->s, (unsigned long long)a->pairs);
    if (problem->notion == HR_F_GLOBAL)
        printf("bounds on the least dimension of f-global(eps = %g)\n\n", problem->eps);
    else
        printf("bounds on the least dimension of %s\n\n", notion);
    print_line("statement", "bound", "notion", "dimension", "margin", "bits", "known", "note");
    for (size_t i = 0; i < count; i++)
        print_row(hr_bounds[i], &rows[i], notion);
    explain_mark(rows, count, notion);
    print_bracket(rows, count);
    hr_certificate_print(certificate);
    return hr_finish_output();
}

static json_t *number_or_null(double value) {
    return isfinite(value) ? json_real(value) : json_null();
}

static json_t *whole_or_null(double value) {
    return isfinite(value) ? json_integer((json_int_t)value) : json_null();
}

static json_t *json_row(const hr_bound *bound, const hr_bound_row *row, const char *notion) {
    double nothing = (double)NAN;
    return json_pack("{s:s, s:s, s:s, s:s, s:b, s:o, s:o, s:o, s:o, s:s?, s:s}", "statement",
                     bound->statement, "name", bound->name, "side",
                     bound->side == HR_UPPER ? "upper" : "lower", "notion", notion, "applies", row->applies,
                     "dimension", whole_or_null(row->applies ? row->dimension : nothing), "margin_log10",
                     number_or_null(row->applies ? row->margin_log10 : nothing), "bits",
                     whole_or_null(row->applies ? row->bits : nothing), "known",
                     row->applies ? json_string(hr_known_names[row->known]) : json_null(), "machine_checked",
                     row->applies ? hr_checked_theorem(bound->name, notion) : NULL, "note", row->note);
}

static json_t *json_holder(const hr_bound_row *rows, size_t count, size_t i, const char *notion) {
    return i < count ? json_row(hr_bounds[i], &rows[i], notion) : json_null();
}

static hr_status print_json(const hr_problem *problem, const hr_bound_row *rows, size_t count,
                            const hr_certificate_report *certificate, uint64_t seed) {
    const hr_ancestors *a = problem->ancestors;
    const char *notion = hr_notion_names[problem->notion];
    json_t *list = json_array();
    for (size_t i = 0; i < count; i++)
        if (json_array_append_new(list, json_row(hr_bounds[i], &rows[i], notion))) {
            json_decref(list);
            return hr_fail(HR_ENOMEM, "out of memory: the JSON output");
        }
    hr_bracket b;
    hr_bracket_make(&b, rows);
    json_t *bracket = json_pack("{s:o, s:o, s:b, s:b, s:o, s:o}", "lower", whole_or_null(b.lower), "upper",
                                whole_or_null(b.upper), "closed", b.closed, "impossible", !isfinite(b.lower),
                                "lower_by", json_holder(rows, count, b.lower_row, notion), "upper_by",
                                json_holder(rows, count, b.upper_row, notion));
    json_t *result =
        json_pack("{s:s, s:I, s:I, s:I, s:I, s:s, s:o, s:o, s:o, s:o}", "hierarchy",
                  problem->hierarchy->source, "queries", (json_int_t)a->queries, "documents",
                  (json_int_t)a->documents, "pairs", (json_int_t)a->pairs, "s", (json_int_t)a->s, "notion",
                  notion, "eps", problem->notion == HR_F_GLOBAL ? json_real(problem->eps) : json_null(),
                  "bounds", list, "best", json_holder(rows, count, b.upper_row, notion), "bracket", bracket);
    hr_certificate_json(result, certificate);
    return hr_print_json(hr_call_provenance(result, seed));
}

static hr_status compute_all(hr_bound_row *rows, size_t count, const hr_problem *problem) {
    hr_progress_start("bounds", count);
    hr_status status = HR_OK;
    for (size_t i = 0; i < count && status == HR_OK; i++) {
        status = hr_bounds[i]->compute(&rows[i], problem);
        hr_progress_add(1);
    }
    hr_progress_finish();
    return status;
}

typedef struct {
    const char *certificate, *certify;
} certify_options;

/* The certificate first: where it takes standard output, nothing else is printed. */
static hr_status report(const hr_problem *problem, const hr_bound_row *rows, size_t count,
                        const certify_options *certify, const hr_common *common) {
    hr_certificate_report r = {.file = certify->certificate};
    hr_status status =
        r.file ? hr_bound_certificate(&r.certificate, r.file, certify->certify, problem, rows) : HR_OK;
    if (status == HR_OK && !hr_certificate_alone(&r, "bound"))
        status = common->json ? print_json(problem, rows, count, &r, common->seed)
                              : print_table(problem, rows, count, &r);
    hr_certificate_clear(&r.certificate);
    return status;
}

static hr_status check_certify(const certify_options *c) {
    if (c->certify && !c->certificate)
        return hr_fail(HR_EUSAGE, "bound: --certify goes with --certificate FILE");
    hr_status status = c->certify ? hr_bound_certificate_check(c->certify) : HR_OK;
    return status == HR_OK && c->certificate ? hr_output_check(c->certificate) : status;
}

static hr_status bound(hr_problem *problem, const char *what, const certify_options *certify,
                       const hr_common *common) {
    enum { MOST_ROWS = 64 };
    hr_bound_row rows[MOST_ROWS] = {{0}};
    size_t count = 0;
    while (hr_bounds[count] && count < MOST_ROWS)
        count++;
    hr_subject subject;
    hr_status status = hr_subject_open(&subject, what);
    problem->hierarchy = &subject.hierarchy;
    problem->ancestors = &subject.ancestors;
    problem->seed = common->seed;
    if (status == HR_OK)
        status = compute_all(rows, count, problem);
    if (status == HR_OK)
        status = report(problem, rows, count, certify, common);
    for (size_t i = 0; i < count; i++)
        hr_bound_row_clear(&rows[i]);
    hr_subject_clear(&subject);
    return status;
}

static int run(int argc, char **argv) {
    const char *notion = hr_notion_names[HR_F_QUERY];
    double eps = (double)NAN;
    hr_problem problem = {.effort = 1};
    certify_options certify = {0};
    const hr_option options[] = {
        {.name = "notion", .argument = "N", .help = "f-query (default), f-sign or f-global", .text = &notion},
        {.name = "eps",
         .argument = "E",
         .help = "f-global: matched cosines >= r + E, unmatched <= r - E",
         .real = &eps},
        {.name = "effort",
         .argument = "X",
         .help =
             "how long to search, in units of the default (1: some seconds, minutes on a large hierarchy)",
         .real = &problem.effort},
        {.name = "certificate",
         .argument = "FILE",
         .help = "write a certificate of the best lower bound",
         .text = &certify.certificate},
        {.name = "certify",
         .argument = "L",
         .help = "certify this lower bound (L1, ...) in place of the best",
         .text = &certify.certify},
        {0},
    };
    hr_common common;
    if (hr_parse_options(&hr_command_bound, &argc, argv, 1, 1, options, &common) != HR_OK)
        return hr_report_error();
    if (common.help)
        return 0;
    if (parse_notion(&problem.notion, notion) != HR_OK || check_eps(&problem, eps) != HR_OK ||
        check_effort(problem.effort) != HR_OK || check_certify(&certify) != HR_OK ||
        bound(&problem, argv[1], &certify, &common) != HR_OK)
        return hr_report_error();
    return 0;
}

const hr_command hr_command_bound = {
    .name = "bound",
    .usage = "bound HIERARCHY [--notion f-query|f-sign|f-global --eps E]",
    .summary = "lower and upper bounds on the least dimension, from the theorems",
    .details =
        "One row per theorem (shared numbering U1 .., L1 ..): the dimension that it guarantees (U) or demands (L)\n"
        "for this hierarchy, the unit-normalised margin and the bits per coordinate that are proved with it\n"
        "(\"-\": none), and how it is known.  A * marks what is machine-checked: the theorem that gives the\n"
        "row's dimension was checked by Coq (proofs/README.md).  These are:\n" HR_CHECKED_LIST "\n"
        "The last lines are the bracket: the best lower and the best upper bound, and which rows hold them.  Lower\n"
        "bounds, runs (U6) and orders (U11) are searched for and then checked exactly; a larger --effort may better\n"
        "them. --certificate writes what hrdim-verify checks without believing hrdim; to standard output (-) it goes\n"
        "alone.\n\n"
        "examples:\n"
        "  hrdim bound wordnet\n"
        "  hrdim bound tree:width=2,height=10 --notion f-global --eps 0.05\n"
        "  hrdim bound taxonomy.tsv --notion f-sign --json\n"
        "  hrdim bound wordnet --certificate wordnet-least.cert\n",
    .run = run,
};
