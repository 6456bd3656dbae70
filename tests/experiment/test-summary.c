/* The points, the lines through them and the files. */
#include "sweep-by-hand.h"

#include "experiment/results.h"
#include "test.h"

#include <math.h>
#include <sys/stat.h>
#include <unistd.h>

static const hand_nature clean = {0};

static hr_plan *finished(const hr_experiment *e, const hand_nature *nature) {
    hr_plan *plan = NULL;
    if (hr_plan_open(&plan, e, 1, hand_name, NULL) != HR_OK || hand_finish(plan, nature, 4, 1) != HR_OK) {
        printf("%s\n", hr_error());
        exit(99);
    }
    return plan;
}

static void record(hr_experiment *e, const char *first, const char *second) {
    e->record[0] = hr_quantity_find(first);
    e->record[1] = hr_quantity_find(second);
    e->records = 2;
    e->tally = true;
}

/* A row per distance that has pairs, each the mean over the seeds' trials. */
static void test_by_distance(void) {
    hr_experiment e;
    hand_experiment(&e);
    hand_dims(&e, 3, 40);
    record(&e, "recall", "recall-by-distance");
    e.y = e.record[1];
    snprintf(e.x, sizeof e.x, "distance");
    hr_plan *plan = finished(&e, &clean);
    hr_summary s;
    OK(hr_plan_summary(&s, plan));
    /* two methods at 3 dimensions, interval at its own: recall and the distances 0, 1, 3 */
    CHECK(s.rows == 6 * (2 * 3 + 1) * 4, "%zu rows", s.rows);
    size_t seen[4] = {0};
    for (size_t i = 0; i < s.rows; i++) {
        const hr_row *row = &s.row[i];
        CHECK(row->y == row->mean && row->decided == row->seeds && row->trials == row->seeds, "%s %g %g",
              row->name, row->y, row->mean);
        CHECK(isnan(row->sd) == (row->seeds == 1), "sd %g of %zu", row->sd, row->seeds);
        CHECK(row->dimension > 0, "%s has no dimension", row->name);
        if (row->quantity == e.y) {
            CHECK(row->distance >= 0 && row->distance != 2, "distance %d", (int)row->distance);
            CHECK(hr_row_x(&e, row) == row->distance, "x %g", hr_row_x(&e, row));
            seen[row->distance & 3]++;
        } else {
            CHECK(row->distance == -1 && isnan(hr_row_x(&e, row)), "distance %d", (int)row->distance);
        }
        /* the mean, from the trials */
        size_t count, found = 0;
        double sum = 0;
        char hierarchy[64];
        snprintf(hierarchy, sizeof hierarchy, "tree:height=%u,width=2", (unsigned)row->value[0]);
        const hr_wanted *const *list = hr_plan_trials(plan, &count);
        for (size_t k = 0; k < count; k++) {
            const hr_trial *t = &list[k]->trial;
            if (strncmp(list[k]->key, "check", 5) != 0 || strcmp(t->subject, row->name) != 0 ||
                strcmp(t->hierarchy, hierarchy) != 0 || (t->dim && t->dim != row->dimension))
                continue;
            found++;
            sum += row->distance < 0
                       ? hr_result_number(&list[k]->result, "recall", NAN)
                       : json_number_value(json_array_get(
                             json_object_get(list[k]->result.outcome, "by_distance"), (size_t)row->distance));
        }
        CHECK(found == row->seeds && fabs(sum / (double)found - row->y) < 1e-12, "%s: %g of %zu, not %g",
              row->name, sum / (double)found, found, row->y);
    }
    CHECK(seen[0] == 42 && seen[1] == 42 && !seen[2] && seen[3] == 42, "%zu %zu %zu %zu", seen[0], seen[1],
          seen[2], seen[3]);
    hr_summary_clear(&s);
    hr_plan_close(plan);
    hand_clear(&e);
}

/* At the method's own dimension: it is x's doing, and tells no series apart. */
static void test_own_dimension(void) {
    hr_experiment e;
    hand_experiment(&e);
    e.dim_mode = HR_DIM_THEOREM;
    e.record[0] = hr_quantity_find("dimension");
    e.y = e.record[0];
    hr_plan *plan = finished(&e, &clean);
    size_t count, checks = 0;
    const hr_wanted *const *list = hr_plan_trials(plan, &count);
    for (size_t i = 0; i < count; i++) {
        checks += !strncmp(list[i]->key, "check", 5);
        CHECK(!list[i]->trial.dim && strncmp(list[i]->key, "theorem", 7) != 0, "%s was not needed",
              list[i]->key);
    }
    CHECK(checks == 6 * (5 + 5 + 1), "%zu checks", checks);
    hr_summary s;
    OK(hr_plan_summary(&s, plan));
    CHECK(s.rows == 18 && s.fits == 3, "%zu rows, %zu fits", s.rows, s.fits);
    for (size_t i = 0; i < s.rows; i++) {
        const hr_row *row = &s.row[i];
        CHECK(row->dimension == row->high && row->y == row->mean && row->state == HR_FEASIBLE,
              "%s: %u, at most %g", row->name, row->dimension, row->high);
        CHECK(hr_row_x(&e, row) == (double)row->value[0], "x %g", hr_row_x(&e, row));
    }
    for (size_t i = 0; i < s.fits; i++)
        CHECK(s.fit[i].fit.points == 6 && fabs(s.fit[i].fit.slope - 2) < 0.5, "slope %g of %zu points",
              s.fit[i].fit.slope, s.fit[i].fit.points);
    hr_summary_clear(&s);
    hr_plan_close(plan);
    hand_clear(&e);
}

/* A share of the seeds, and how far the undecided ones could move it. */
static void test_share(void) {
    hr_experiment e;
    hand_experiment(&e);
    e.methods = 1;
    hand_dims(&e, 40, 10);
    e.record[0] = hr_quantity_find("feasible");
    hr_plan *plan = finished(&e, &(hand_nature){.unknown = 10, .failed = 10, .ragged = 30});
    hr_summary s;
    OK(hr_plan_summary(&s, plan));
    size_t open = 0;
    for (size_t i = 0; i < s.rows; i++) {
        const hr_row *row = &s.row[i];
        open += row->decided < row->seeds;
        double width = (double)(row->seeds - row->decided) / (double)row->seeds;
        if (row->decided)
            CHECK(fabs(row->high - row->low - width) < 1e-12 && row->low <= row->y && row->y <= row->high,
                  "%g <= %g <= %g with %zu of %zu decided", row->low, row->y, row->high, row->decided,
                  row->seeds);
        else
            CHECK(isnan(row->y), "%g without a trial", row->y);
    }
    CHECK(s.rows == 240 && open > 20, "%zu rows, %zu open", s.rows, open);
    hr_summary_clear(&s);
    hr_plan_close(plan);
    hand_clear(&e);
}

static void add_row(hr_summary *s, const char *name, uint64_t w, uint64_t h, double y, hr_verdict state) {
    hr_row row = {.value = {w, h}, .distance = -1, .quantity = s->experiment->y, .y = y, .state = state};
    snprintf(row.name, sizeof row.name, "%s", name);
    s->row = realloc(s->row, (s->rows + 1) * sizeof row);
    if (!s->row)
        abort();
    s->row[s->rows++] = row;
}

/* d = 3 W H^2 exactly, one series per W; what is undecided is left out. */
static void test_fits(void) {
    hr_experiment e;
    hand_experiment(&e);
    hand_values(&e, 0, "W", 2, 3);
    hand_values(&e, 1, "H", 2, 9);
    e.hierarchy[0].variables = 3;
    e.fit_from = 5;
    hr_summary s = {.experiment = &e};
    for (uint64_t h = 2; h <= 9; h++)
        for (uint64_t w = 2; w <= 3; w++)
            add_row(&s, "sign", w, h, 3.0 * (double)(w * h * h), HR_FEASIBLE);
    add_row(&s, "sign", 2, 10, 1e6, HR_UNKNOWN);
    add_row(&s, "flat", 2, 3, 7, HR_FEASIBLE);
    add_row(&s, "flat", 2, 4, 7, HR_FEASIBLE);
    add_row(&s, "flat", 2, 5, 7, HR_FEASIBLE);
    add_row(&s, "few", 2, 3, 7, HR_FEASIBLE);
    add_row(&s, "few", 2, 4, 8, HR_FEASIBLE);
    OK(hr_summary_fit(&s));
    CHECK(s.fits == 4, "%zu fits", s.fits);
    for (size_t i = 0; i < s.fits; i++) {
        const hr_fit_row *f = &s.fit[i];
        bool all = i < 2;
        CHECK(f->fit.points == (all ? 8u : 5u) && f->from == (all ? 2 : 5), "%zu points from %g",
              f->fit.points, f->from);
        CHECK(fabs(f->fit.slope - 2) < 1e-9 &&
                  fabs(exp(f->fit.intercept) - 3 * (double)f->like->value[0]) < 1e-9,
              "slope %g, %g", f->fit.slope, exp(f->fit.intercept));
    }
    /* against a size all trees of a hierarchy are one series */
    snprintf(e.x, sizeof e.x, "s");
    CHECK(hr_row_same_series(&e, &s.row[0], &s.row[1]), "two series against s");
    snprintf(e.x, sizeof e.x, "H");
    CHECK(!hr_row_same_series(&e, &s.row[0], &s.row[1]) && hr_row_same_series(&e, &s.row[0], &s.row[2]),
          "series against H");
    /* no figure, no fit */
    e.figure = false;
    OK(hr_summary_fit(&s));
    CHECK(s.fits == 0 && isnan(hr_row_x(&e, &s.row[0])), "%zu fits without a figure", s.fits);
    hr_summary_clear(&s);
    hand_clear(&e);
}

/* A sweep that is not finished has all its rows, UNKNOWN where trials are missing. */
static void test_incomplete(void) {
    hr_experiment e;
    hand_experiment(&e);
    snprintf(e.theory[0], sizeof e.theory[0], "U1");
    e.theories = 1;
    hr_plan *plan = NULL;
    OK(hr_plan_open(&plan, &e, 1, hand_name, NULL));
    size_t given = 0, known = 0;
    for (hr_wanted *wanted;; given++) {
        hr_summary s;
        OK(hr_plan_summary(&s, plan));
        size_t decided = 0;
        for (size_t i = 0; i < s.rows; i++) {
            decided += s.row[i].state != HR_UNKNOWN;
            CHECK(s.row[i].state != HR_FEASIBLE || s.row[i].y > 0, "a least d without a number");
        }
        /* the bound that does not apply has a row until that is known */
        CHECK(s.rows >= 24 && s.rows <= 30 && decided >= known, "%zu rows, %zu decided after %zu", s.rows,
              decided, known);
        CHECK(given || !decided, "%zu decided before the first trial", decided);
        known = decided;
        hr_summary_clear(&s);
        if (!(wanted = hr_plan_next(plan)))
            break;
        hr_result result;
        hand_run(&result, wanted, &clean);
        OK(hr_plan_give(plan, wanted, &result));
    }
    CHECK(known == 24 && hr_plan_done(plan), "%zu rows decided at the end", known);
    hr_plan_close(plan);
    hand_clear(&e);
}

static char *slurp(const char *path) {
    FILE *file = fopen(path, "rb");
    char *text = NULL;
    size_t size = 0;
    if (!file || getdelim(&text, &size, EOF, file) < 0)
        CHECK(false, "cannot read %s", path);
    if (file)
        fclose(file);
    return text;
}

/* The header of each file, quoted fields, empty fields for what there is not. */
static void test_files(void) {
    char folder[] = "/tmp/hrdim-test-summary-XXXXXX";
    if (!mkdtemp(folder))
        exit(99);
    hr_experiment e;
    hand_experiment(&e);
    hand_dims(&e, 3, 40);
    record(&e, "recall", "recall-by-distance");
    e.y = e.record[0];
    snprintf(e.theory[0], sizeof e.theory[0], "U1");
    e.theories = 1;
    hr_plan *plan = finished(&e, &(hand_nature){.failed = 10});
    hr_summary s;
    OK(hr_plan_summary(&s, plan));
    OK(hr_results_ready(folder, e.name));
    json_t *provenance = json_pack("{s:s}", "program", "test");
    OK(hr_results_write(plan, &s, folder, provenance));
    CHECK(json_object_size(provenance) == 1, "the caller's provenance was changed");
    json_decref(provenance);
    static const struct {
        const char *ending, *header, *part;
    } file[] = {
        {"csv",
         "kind,hierarchy,H,name,statement,notion,dimension,distance,quantity,y,state,above,low,high,mean,sd,seeds,"
         "decided,trials,n,m,s\n",
         "\nmeasured,\"tree:width=2,height={H}\",3,sign,U1,f-query,40,0,recall-by-distance,"},
        {"fits.csv",
         "kind,hierarchy,name,statement,notion,dimension,distance,H,x,model,from,points,slope,slope_error,intercept,"
         "intercept_error,r2\n",
         "\nmeasured,\"tree:width=2,height={H}\",sign,U1,f-query,40,,,H,loglog,3,6,"},
        {"trials.csv",
         "trial,key,hierarchy,H,n,m,s,method,statement,version,notion,eps,asked,seed,state,reason,verdict,d,how,"
         "dtype,margin_log10,recall,recall-by-distance\n",
         ",failed,\"too large, \"\"really\"\"\",UNKNOWN,,,,,,\n"},
        {"times.csv", "trial,kernel,build_seconds,check_seconds\n", "\n9,none,0.250000,0.500000\n"},
        {"provenance.json", "{\n", "\"spec_text\": \"[sweep]\\n\""},
    };
    for (size_t i = 0; i < sizeof file / sizeof file[0]; i++) {
        char *path = hr_results_path(folder, e.name, file[i].ending), *text = slurp(path);
        CHECK(text && !strncmp(text, file[i].header, strlen(file[i].header)), "%s begins otherwise",
              file[i].ending);
        CHECK(text && strstr(text, file[i].part), "%s lacks %s", file[i].ending, file[i].part);
        unlink(path);
        free(path);
        free(text);
    }
    CHECK(rmdir(folder) == 0, "%s: something else was written", folder);
    FAILS(hr_results_ready("/proc/nowhere", e.name), "/proc/nowhere");
    hr_summary_clear(&s);
    hr_plan_close(plan);
    hand_clear(&e);
}

int main(void) {
    RUN(test_by_distance);
    RUN(test_own_dimension);
    RUN(test_share);
    RUN(test_fits);
    RUN(test_incomplete);
    RUN(test_files);
    return hr_test_end();
}
