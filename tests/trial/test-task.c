/* Every task against the functions that it calls, what a subject says of its parameters, and failures. */
#include "test.h"

#include "bounds/bound.h"
#include "hierarchy/shape.h"
#include "trial/task.h"

#include <math.h>

static hr_cache *cache;

/* The result of a key. */
static hr_result run_key(const char *key) {
    hr_trial trial;
    hr_result result;
    hr_result_init(&result);
    hr_status status = hr_trial_parse(&trial, key);
    CHECK(status == HR_OK, "%s: %s", key, hr_error());
    if (status != HR_OK)
        return result;
    OK(hr_trial_run(&result, &trial, cache));
    CHECK(!result.failed == (result.outcome != NULL), "%s: an outcome or a failure", key);
    hr_trial_clear(&trial);
    return result;
}

static const char *text_of(const hr_result *result, const char *name) {
    const char *text = json_string_value(json_object_get(result->outcome, name));
    return text ? text : "(none)";
}

static double number_of(const hr_result *result, const char *name) {
    return hr_result_number(result, name, NAN);
}

typedef struct {
    hr_hierarchy hierarchy;
    hr_ancestors ancestors;
} opened;

static void open_here(opened *o, const char *what) {
    hr_hierarchy_init(&o->hierarchy);
    OK(hr_hierarchy_open(&o->hierarchy, what));
    OK(hr_ancestors_build(&o->ancestors, &o->hierarchy));
}

static void close_here(opened *o) {
    hr_ancestors_clear(&o->ancestors);
    hr_hierarchy_clear(&o->hierarchy);
}

static void test_size(void) {
    hr_result r = run_key("size hierarchy=dag:n=200,parents=2,seed=5");
    opened o;
    open_here(&o, "dag:n=200,parents=2,seed=5");
    hr_shape shape;
    OK(hr_shape_of(&shape, &o.hierarchy));
    CHECK(number_of(&r, "n") == o.ancestors.queries && number_of(&r, "m") == o.ancestors.documents &&
              number_of(&r, "s") == o.ancestors.s && number_of(&r, "pairs") == (double)o.ancestors.pairs &&
              number_of(&r, "edges") == (double)o.hierarchy.edges && number_of(&r, "depth") == shape.depth,
          "%s", hr_json_line(r.outcome));
    CHECK(hr_result_verdict(&r) == HR_UNKNOWN, "a size is no verdict");
    CHECK(json_is_real(json_object_get(r.times, "seconds")), "how long it took");
    hr_result_clear(&r);
    close_here(&o);
}

static void escape(char *out, const char *text) {
    for (; *text; text++)
        if (*text == ' ')
            out += sprintf(out, "%%20");
        else
            *out++ = *text;
    *out = '\0';
}

static void test_every_bound(void) {
    static const char *const hierarchies[] = {"tree:height=6,width=2", "lattice:k=5"};
    for (size_t h = 0; h < 2; h++) {
        opened o;
        open_here(&o, hierarchies[h]);
        for (const hr_bound *const *b = hr_bounds; *b; b++)
            for (int notion = 0; notion < 3; notion++) {
                char key[300], name[100];
                escape(name, (*b)->name);
                double eps = notion == HR_F_GLOBAL ? 0.05 : 0;
                snprintf(key, sizeof key, "bound %s@1 hierarchy=%s notion=%s%s", name, hierarchies[h],
                         hr_notion_names[notion], eps > 0 ? " eps=0.05" : "");
                hr_result r = run_key(key);
                hr_problem problem = {.hierarchy = &o.hierarchy,
                                      .ancestors = &o.ancestors,
                                      .notion = (hr_notion)notion,
                                      .eps = eps};
                hr_bound_row row;
                OK((*b)->compute(&row, &problem));
                bool dimension = row.applies && isfinite(row.dimension);
                CHECK(json_is_true(json_object_get(r.outcome, "applies")) == dimension, "%s", key);
                CHECK(!strcmp(text_of(&r, "note"), row.note), "%s: %s", key, text_of(&r, "note"));
                CHECK(!strcmp(text_of(&r, "statement"), (*b)->statement), "%s", key);
                if (dimension)
                    CHECK(number_of(&r, "dimension") == row.dimension &&
                              !strcmp(text_of(&r, "known"), hr_known_names[row.known]),
                          "%s: %g", key, number_of(&r, "dimension"));
                else
                    CHECK(isnan(number_of(&r, "dimension")), "%s: no dimension where it does not apply", key);
                hr_bound_row_clear(&row);
                hr_result_clear(&r);
            }
        close_here(&o);
    }
}

static void test_theorem(void) {
    opened o;
    open_here(&o, "tree:height=5,width=2");
    for (const hr_method *const *m = hr_methods; *m; m++)
        for (int notion = 0; notion < 2; notion++) {
            char key[200];
            snprintf(key, sizeof key, "theorem %s@%d hierarchy=tree:height=5,width=2 notion=%s", (*m)->name,
                     (*m)->version, hr_notion_names[notion]);
            hr_result r = run_key(key);
            hr_method_options options = {.f_query = notion == HR_F_QUERY};
            uint32_t dimension;
            OK((*m)->dimension(&dimension, &o.hierarchy, &o.ancestors, &options));
            CHECK(number_of(&r, "dimension") == dimension, "%s: %g, not %u", key, number_of(&r, "dimension"),
                  dimension);
            CHECK(!strcmp(text_of(&r, "statement"), (*m)->statement), "%s", key);
            hr_result_clear(&r);
        }
    close_here(&o);
}

static void compare(const char *key, const hr_result *r, const hr_check_result *c, bool tally) {
    CHECK(hr_result_verdict(r) == c->verdict, "%s: %s", key, text_of(r, "verdict"));
    CHECK(number_of(r, "dimension") == (double)c->dimension, "%s: %g", key, number_of(r, "dimension"));
    CHECK(!strcmp(text_of(r, "how"), c->how), "%s: %s", key, text_of(r, "how"));
    CHECK(!strcmp(text_of(r, "dtype"), hr_dtype_name(c->dtype)), "%s: %s", key, text_of(r, "dtype"));
    double margin = number_of(r, "margin_log10");
    if (c->verdict == HR_FEASIBLE && isfinite(c->margin_log10))
        CHECK(fabs(margin - c->margin_log10) <= 1e-8 * fabs(c->margin_log10), "%s: %.17g", key, margin);
    else
        CHECK(isnan(margin), "%s: no margin without feasibility", key);
    CHECK(isnan(number_of(r, "recall")) == !tally, "%s: recall only when all is counted", key);
    if (!tally)
        return;
    CHECK(number_of(r, "relevant") == (double)c->relevant &&
              number_of(r, "retrieved") == (double)c->retrieved &&
              number_of(r, "reported") == (double)c->reported && number_of(r, "macro") == c->macro,
          "%s: %s", key, hr_json_line(r->outcome));
    CHECK(number_of(r, "recall") == (double)c->retrieved / (double)c->relevant, "%s", key);
    CHECK(number_of(r, "precision") == (c->reported ? (double)c->retrieved / (double)c->reported : 1), "%s",
          key);
    const json_t *list = json_object_get(r->outcome, "by_distance");
    CHECK(json_array_size(list) == c->distances, "%s: %zu distances", key, json_array_size(list));
    double lowest = 1;
    for (uint32_t k = 0; k < c->distances; k++) {
        double recall = (double)c->hit[k] / (double)c->total[k];
        CHECK(json_real_value(json_array_get(list, k)) == recall, "%s: distance %u", key, k);
        lowest = recall < lowest ? recall : lowest;
    }
    CHECK(number_of(r, "min") == lowest, "%s: %g", key, number_of(r, "min"));
}

static void check_one(const opened *o, const char *word, const hr_method *method, hr_method_options options,
                      hr_notion notion, bool tally) {
    char key[300], dim[64] = "";
    options.dim = method->takes_dim ? 90 : 0;
    options.seed = method->random ? 7 : 0;
    options.f_query = notion == HR_F_QUERY;
    if (options.dim)
        snprintf(dim, sizeof dim, " dim=%u%s", options.dim, options.seed ? " seed=7" : "");
    snprintf(key, sizeof key, "check %s@%d hierarchy=tree:height=5,width=2 notion=%s%s%s", word,
             method->version, hr_notion_names[notion], dim, tally ? " tally=1" : "");
    hr_result r = run_key(key);
    hr_embedding embedding;
    hr_embedding_init(&embedding);
    hr_check_result c;
    OK(hr_method_build(&embedding, method, &o->hierarchy, &o->ancestors, &options));
    OK(hr_check(&c, &o->ancestors, &embedding,
                &(hr_check_options){.notion = notion, .verdict_only = !tally, .worst = 1}));
    compare(key, &r, &c, tally);
    hr_check_result_clear(&c);
    hr_embedding_clear(&embedding);
    hr_result_clear(&r);
}

static void test_check(void) {
    opened o;
    open_here(&o, "tree:height=5,width=2");
    for (const hr_method *const *m = hr_methods; *m; m++)
        for (int notion = 0; notion < 2; notion++)
            for (int tally = 0; tally < 2; tally++)
                if ((*m)->takes_dim <= (*m)->random) /* code's dimensions are its own arithmetic */
                    check_one(&o, (*m)->name, *m, (hr_method_options){.dtype = HR_FLOAT32}, (hr_notion)notion,
                              tally);
    check_one(&o, "runs:dual=yes,runs=2", hr_method_find("runs"),
              (hr_method_options){.runs = 2, .dual = true}, HR_F_QUERY, true);
    close_here(&o);
}

/* What does not apply, or is too large, is a failure with its reason, not a verdict. */
static void test_failures(void) {
    static const struct {
        const char *key, *reason;
    } rows[] = {
        {"check interval@1 hierarchy=lattice:k=4 notion=f-query", "forest"},
        {"theorem interval@1 hierarchy=lattice:k=4 notion=f-query", "forest"},
        {"size hierarchy=tree:height=40,width=9", "too many"},
        {"size hierarchy=/no/such/file#0123456789abcdef", "No such file"},
        {"size hierarchy=tree:height=3,width=2#0123456789abcdef", "holds another hierarchy"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        hr_result r = run_key(rows[i].key);
        CHECK(r.failed && r.reason && strstr(r.reason, rows[i].reason), "%s: %s", rows[i].key,
              r.reason ? r.reason : "no reason");
        CHECK(!r.outcome && hr_result_verdict(&r) == HR_UNKNOWN, "%s: a failure decides nothing",
              rows[i].key);
        hr_result_clear(&r);
    }
}

/* Out of time is a failure: on a faster machine it would be a verdict. */
static void test_out_of_time(void) {
    hr_result r = run_key("check gaussian@1 hierarchy=tree:height=12,width=2 notion=f-query dim=900 "
                          "seconds=1e-06 seed=1 tally=1");
    CHECK(r.failed && strstr(r.reason, "undecided after 1e-06 seconds"), "%s", r.reason ? r.reason : "none");
    hr_result_clear(&r);
}

static void test_subjects(void) {
    const hr_task *check = hr_task_find("check");
    static const struct {
        const char *subject, *normalised;
        unsigned unused;
    } rows[] = {
        {"runs:runs=2,dual=yes", "runs:dual=yes,runs=2", HR_USES_SEED | HR_USES_DIM},
        {"runs:dual=no,runs=07", "runs:runs=7", HR_USES_SEED | HR_USES_DIM},
        {"runs:", "runs", HR_USES_SEED | HR_USES_DIM},
        {"sign", "sign", 0},
        {"interval", "interval", HR_USES_SEED | HR_USES_DIM},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char *normalised = NULL;
        unsigned unused = 99;
        int version = 0;
        OK(check->subject(&normalised, &unused, &version, rows[i].subject));
        CHECK(normalised && !strcmp(normalised, rows[i].normalised), "%s: %s", rows[i].subject, normalised);
        CHECK(unused == rows[i].unused, "%s: %u", rows[i].subject, unused);
        CHECK(version >= 1, "%s: version %d", rows[i].subject, version);
        free(normalised);
    }
    const hr_method *method;
    hr_method_options options;
    FAILS(hr_task_method(&method, &options, "sing"), "did you mean 'sign'");
    FAILS(hr_task_method(&method, &options, "sign:runs=2"), "unknown key 'runs'");
    FAILS(hr_task_method(&method, &options, "runs:dual=yess"), "did you mean 'yes'");
    FAILS(hr_task_method(&method, &options, "runs:runs=0"), "whole number from 1");
    FAILS(hr_task_method(&method, &options, "runs:rums=2"), "did you mean 'runs'");
    char *none;
    unsigned unused;
    int version;
    FAILS(hr_task_find("bound")->subject(&none, &unused, &version, "run"), "did you mean 'runs'");
    CHECK(!hr_task_find("chek"), "no such task");
}

int main(void) {
    OK(hr_cache_open(&cache));
    RUN(test_subjects);
    RUN(test_size);
    RUN(test_every_bound);
    RUN(test_theorem);
    RUN(test_check);
    RUN(test_failures);
    RUN(test_out_of_time);
    hr_cache_close(cache);
    return hr_test_end();
}
