/* Specs: every key, its default, and the one line for everything that can be wrong. */
#include "test.h"

#include "experiment/spec.h"
#include "experiment/spec_keys.h"

#include <math.h>
#include <unistd.h>

static const char *const path = "test-spec-scratch.ini";

static void write_file(const char *name, const char *text) {
    FILE *file = fopen(name, "w");
    if (!file || fputs(text, file) < 0 || fclose(file))
        exit(99);
}

/* Reads the text as a spec; the caller clears. */
static hr_status read_text(hr_experiment *e, const char *text) {
    write_file(path, text);
    return hr_experiment_read(e, path, false, NULL, 0);
}

#define HEAD                                                                                                 \
    "[sweep]\n"                                                                                              \
    "title = Trees\n"                                                                                        \
    "hierarchy = tree:width=2,height={H}\n"                                                                  \
    "H = 2..5 8, 12\n"                                                                                       \
    "methods = sign runs:runs=2,dual=yes, interval\n"
#define GOOD   HEAD "dimension = least\n"
#define FIGURE "[figure]\n"

static void test_defaults(void) {
    hr_experiment e;
    OK(read_text(&e, HEAD FIGURE));
    CHECK(!strcmp(e.name, "test-spec-scratch") && !strcmp(e.folder, ".") && !strcmp(e.path, path), "%s in %s",
          e.name, e.folder);
    CHECK(!strcmp(e.text, HEAD FIGURE) && !e.reduced, "%s", e.text);
    CHECK(e.dim_mode == HR_DIM_LEAST && !e.dims && e.seeds == 10 && !e.most && e.seconds == 0, "%d seeds",
          (int)e.seeds);
    CHECK(e.notions == 1 && e.notion[0] == HR_F_QUERY && e.eps == 0, "%zu notions", e.notions);
    CHECK(e.records == 1 && !strcmp(e.record[0]->name, "least-dimension") && !e.tally, "%zu", e.records);
    CHECK(e.figure && !e.table && !e.columns && !e.theories && !e.references && !e.literatures, "sections");
    CHECK(!strcmp(e.x, "H") && e.y == e.record[0] && !strcmp(e.xlabel, "H"), "x = %s", e.x);
    CHECK(!strcmp(e.ylabel, "least feasible dimension d"), "%s", e.ylabel);
    CHECK(!e.logx && !e.logy && e.fit == HR_FIT_NONE && e.fit_from == 0 && isnan(e.slope), "fit %d", e.fit);
    CHECK(!*e.question && !*e.slope_of, "%s", e.question);
    hr_experiment_clear(&e);

    OK(read_text(&e, "[sweep]\ntitle = t\nhierarchy = wordnet\nmethods = sign\ndimension = 16\n" FIGURE));
    CHECK(!e.variables && !strcmp(e.x, "dimension") && !strcmp(e.xlabel, "dimension d"), "x = %s", e.x);
    CHECK(!strcmp(e.y->name, "feasible") && !e.tally, "y = %s", e.y->name);
    hr_experiment_clear(&e);

    OK(read_text(&e, "[sweep]\ntitle = t\nhierarchy = wordnet\nmethods = sign\ndimension = 16\n"
                     "record = recall-by-distance\n" FIGURE));
    CHECK(!strcmp(e.x, "distance") && e.tally, "x = %s", e.x); /* a quantity by distance brings its x */
    hr_experiment_clear(&e);

    OK(read_text(&e, "[sweep]\ntitle = t\nhierarchy = wordnet path:n={N}\nN = 2 3\nmethods = sign\n" FIGURE));
    CHECK(!strcmp(e.x, "n") && !strcmp(e.xlabel, "queries n"), "x = %s", e.x); /* N is not of all */
    hr_experiment_clear(&e);
}

static void test_sweep(void) {
    hr_experiment e;
    OK(read_text(&e,
                 "[sweep]\ntitle = Several\nquestion = Which is best?\n"
                 "hierarchy = tree:width={W},height={H} random-tree:n={N},seed={seed}, wordnet\n"
                 "W = 2 3\nH = 7\nN = 10..40:10 45\n"
                 "methods = sign gaussian\ndimension = 8 16..32:7 40, 41\nnotion = f-sign f-global\n"
                 "eps = 0.25\nseeds = 7\ntheory = U1 U4\nrecord = recall, margin feasible\nseconds = 2.5\n"
                 "[table]\n"));
    CHECK(!strcmp(e.title, "Several") && !strcmp(e.question, "Which is best?"), "%s", e.title);
    CHECK(e.hierarchies == 3 && e.variables == 3, "%zu, %zu", e.hierarchies, e.variables);
    CHECK(e.hierarchy[0].variables == 3 && e.hierarchy[1].variables == 4 && !e.hierarchy[2].variables,
          "bits %u %u %u", e.hierarchy[0].variables, e.hierarchy[1].variables, e.hierarchy[2].variables);
    CHECK(!e.hierarchy[0].seeded && e.hierarchy[1].seeded && !e.hierarchy[2].seeded, "seeded");
    const uint64_t n[] = {10, 20, 30, 40, 45};
    CHECK(e.variable[2].values == 5 && !memcmp(e.variable[2].value, n, sizeof n), "%zu",
          e.variable[2].values);
    const uint32_t d[] = {8, 16, 23, 30, 40, 41};
    CHECK(e.dim_mode == HR_DIM_VALUES && e.dims == 6 && !memcmp(e.dim, d, sizeof d), "%zu dims", e.dims);
    CHECK(e.notions == 2 && e.notion[0] == HR_F_SIGN && e.notion[1] == HR_F_GLOBAL && e.eps == 0.25, "eps %g",
          e.eps);
    CHECK(e.seeds == 7 && e.theories == 2 && !strcmp(e.theory[1], "U4") && e.seconds == 2.5, "%g", e.seconds);
    CHECK(e.records == 3 && !strcmp(e.record[1]->name, "margin") && e.tally, "%zu", e.records);
    CHECK(e.table && !e.figure && e.y == e.record[0], "a table");
    const uint64_t at[] = {3, 7, 20};
    char *a = hr_experiment_hierarchy(&e, 0, at, 5), *b = hr_experiment_hierarchy(&e, 1, at, UINT64_MAX),
         *c = hr_experiment_hierarchy(&e, 2, at, 5);
    CHECK(a && !strcmp(a, "tree:width=3,height=7"), "%s", a);
    CHECK(b && !strcmp(b, "random-tree:n=20,seed=18446744073709551615"), "%s", b);
    CHECK(c && !strcmp(c, "wordnet"), "%s", c);
    free(a);
    free(b);
    free(c);
    hr_experiment_clear(&e);

    OK(read_text(&e, "[sweep]\ntitle = t\nhierarchy = tree:width={W},height={H}\nW = 2\nH = 2..4\n"
                     "methods = sign runs\ndimension = theorem\nrecord = dimension\n" FIGURE));
    CHECK(e.dim_mode == HR_DIM_THEOREM && !strcmp(e.x, "H"), "x = %s", e.x); /* W does not vary */
    hr_experiment_clear(&e);

    OK(read_text(&e, HEAD "most = 99\n" FIGURE));
    CHECK(e.most == 99 && e.methods == 3 && !strcmp(e.method[1].text, "runs:runs=2,dual=yes"), "most");
    CHECK(!strcmp(e.method[1].method->name, "runs") && e.method[1].options.runs == 2 &&
              e.method[1].options.dual && !e.method[2].options.dual,
          "runs %u", e.method[1].options.runs);
    hr_experiment_clear(&e);
}

static void test_recipes(void) {
    hr_experiment e;
    OK(read_text(&e, "[sweep]\ntitle = t\nhierarchy = path:n={N}\nN = 2 3\nmethods = sign\n"
                     "recipes = best:reach=0.95,budget=0.5 best:budget=0.5, standard\n" FIGURE));
    CHECK(e.methods == 4 && e.method[0].method && !e.method[1].method && !e.method[3].method, "%zu",
          e.methods);
    const hr_spec_method *m = &e.method[1];
    CHECK(!strcmp(m->text, "best:reach=0.95,budget=0.5") && m->reach == 0.95 && e.method[2].reach == 0,
          "%s reaches %g", m->text, m->reach);
    CHECK(!strcmp(hr_spec_method_statement(m), "U9") && hr_spec_method_random(m) &&
              hr_spec_method_takes_dim(m),
          "a recipe");
    CHECK(hr_spec_method_version(m) == hr_spec_method_version(&e.method[2]) &&
              hr_spec_method_version(m) != hr_spec_method_version(&e.method[3]),
          "versions %d, %d", hr_spec_method_version(m), hr_spec_method_version(&e.method[3]));
    CHECK(m->steps > 0 && m->over_all > 0, "work %g, %g", m->steps, m->over_all);
    hr_experiment_clear(&e);
    OK(read_text(&e, "[sweep]\ntitle = t\nhierarchy = wordnet\nrecipes = best\ndimension = 8\n"
                     "record = recall-by-distance-in-training recall\n" FIGURE));
    CHECK(!strcmp(e.x, "step") && e.y->by_distance && e.y->at_step, "x = %s", e.x);
    hr_experiment_clear(&e);
}

static void test_figure(void) {
    hr_experiment e;
    write_file("literature.csv", "name,series,source,x,y,slope\nme,Me,Myself,,,2\n");
    OK(read_text(&e, GOOD "theory = U1 U2\n[figure]\nx = n\ny = least-dimension\nxlabel = nodes\n"
                          "ylabel = d\nlogx = yes\nlogy = yes\nfit = log\nfit-from = 2.5\nslope = -2\n"
                          "slope-of = H² ln W\nreference = U2\nliterature = me\n"
                          "[table]\ncolumns = H n least-dimension, state\n"));
    CHECK(!strcmp(e.x, "n") && !strcmp(e.xlabel, "nodes") && !strcmp(e.ylabel, "d"), "x = %s", e.x);
    CHECK(e.logx && e.logy && e.fit == HR_FIT_LOG && e.fit_from == 2.5 && e.slope == -2, "%g", e.slope);
    CHECK(!strcmp(e.slope_of, "H² ln W") && e.references == 1 && !strcmp(e.reference[0], "U2"), "theory");
    CHECK(e.literatures == 1 && !strcmp(e.literature[0], "me"), "literature");
    CHECK(e.figure && e.table && e.columns == 4 && !strcmp(e.column[3], "state"), "%zu columns", e.columns);
    hr_experiment_clear(&e);
    unlink("literature.csv");
}

static void test_reduced(void) {
    hr_experiment e;
    write_file(path, GOOD "[reduced]\nH = 2 3\nseeds = 2\n[figure]\n");
    OK(hr_experiment_read(&e, path, false, NULL, 0));
    CHECK(e.variable[0].values == 6 && e.seeds == 10 && !e.reduced, "%zu", e.variable[0].values);
    hr_experiment_clear(&e);
    OK(hr_experiment_read(&e, path, true, NULL, 0));
    CHECK(!strcmp(e.name, "test-spec-scratch-reduced") && e.variable[0].values == 2 && e.seeds == 2, "%s",
          e.name);
    hr_experiment_clear(&e);
    const char *const set[] = {"H=4", "notion=f-sign", "seeds=3"};
    OK(hr_experiment_read(&e, path, true, set, 3)); /* --set wins over [reduced] */
    CHECK(e.variable[0].values == 1 && e.variable[0].value[0] == 4 && e.notion[0] == HR_F_SIGN &&
              e.seeds == 3 && e.reduced,
          "%zu", e.variable[0].values);
    hr_experiment_clear(&e);
    OK(hr_experiment_read(&e, path, false, set, 1)); /* another grid, so another name */
    CHECK(!strcmp(e.name, "test-spec-scratch-reduced") && e.seeds == 10, "%s", e.name);
    hr_experiment_clear(&e);
}

#define SWEEP(lines) "[sweep]\ntitle = t\n" lines FIGURE
#define PATHS        "hierarchy = path:n={N}\nN = 2..4\nmethods = sign\n"
#define FIXED        PATHS "dimension = 4 8\n"
#define TRAINED      "hierarchy = path:n={N}\nN = 2 3\nrecipes = best\ndimension = 4 8\n"

static const struct {
    const char *text, *message;
} refused[] = {
    /* keys and sections */
    {GOOD "seed = 3\n",
     "test-spec-scratch.ini:7: unknown key 'seed', did you mean 'seeds'?; allowed: title, question"},
    {GOOD "[figure]\nlogz = yes\n", ":8: unknown key 'logz', did you mean 'logx'?"},
    {GOOD "[figur]\nlogx = yes\n",
     ":7: unknown section 'figur', did you mean 'figure'?; allowed: sweep, figure, table, reduced"},
    {GOOD "[tabel]\n", ":7: unknown section 'tabel', did you mean 'table'?"},
    {GOOD "[table]\ncolumn = H\n", ":8: unknown key 'column', did you mean 'columns'?; allowed: columns"},
    {GOOD "[reduced]\nHH = 2\n" FIGURE,
     ":8: no hierarchy has the variable {HH}; write it in braces in `hierarchy`, or remove the line; there is {H}"},
    {GOOD "[reduced]\nH = x\n" FIGURE, ":8: H: 'x' is neither a whole number"},
    {HEAD "least = dimension\n" FIGURE, ":6: the key 'least' has another name now; write dimension = least"},
    {GOOD "title = again\n", ":7: 'title' is given twice, first at test-spec-scratch.ini:2"},
    {GOOD "what is this\n", ":7: neither [section] nor key = value"},
    {"title = x\n" GOOD, ":1: 'title' stands before the first section"},
    {"", "[sweep] lacks 'title'"},
    {"[sweep]\ntitle = t\nhierarchy = wordnet\n", "[sweep] lacks 'methods'"},
    {"[sweep]\ntitle = t\nmethods = sign\n", "[sweep] lacks 'hierarchy'"},
    {"[sweep]\ntitel = t\nhierarchy = wordnet\nmethods = sign\n",
     ":2: unknown key 'titel', did you mean 'title'?"},
    {GOOD, "test-spec-scratch.ini: has neither [figure] nor [table]"},
    {"[sweep]\ntitle =\nhierarchy = wordnet\nmethods = sign\n" FIGURE, ":2: title is empty"},

    /* hierarchies and variables */
    {SWEEP("hierarchy =\nmethods = sign\n"), ":3: hierarchy is empty"},
    {SWEEP("hierarchy = tree:width={W\nmethods = sign\n"),
     ":3: hierarchy: '{W': a variable is a word in braces"},
    {SWEEP("hierarchy = tree:width=W}\nmethods = sign\n"),
     ":3: hierarchy: '}': a variable is a word in braces"},
    {SWEEP("hierarchy = tree:width={2W}\nmethods = sign\n"),
     ":3: hierarchy: {2W}: a variable's name has letters"},
    {SWEEP("hierarchy = path:n={N}\nmethods = sign\n"), ":3: [sweep] gives no values for {N}"},
    {SWEEP("hierarchy = path:n={seeds}\nseeds = 2\nmethods = sign\n"),
     ":3: the variable {seeds} has the name of a key; choose another, such as {Seeds}"},
    {SWEEP("hierarchy = path:n={n}\nn = 2\nmethods = sign\n"),
     ":3: the variable {n} has the name of a column of the results; choose another, such as {N}"},
    {SWEEP("hierarchy = path:n={recall}\nrecall = 2\nmethods = sign\n"), "has the name of a quantity"},
    {SWEEP("hierarchy = path:n={x}\nx = 2\nmethods = sign\n"), "has the name of a column"},
    {SWEEP("hierarchy = layered:a={A},b={B},c={C},d={D},e={E}\nmethods = sign\n"),
     ":3: unknown key of the hierarchy 'a'; allowed: "},
    {SWEEP("hierarchy = path:n={A} path:n={B} path:n={C} path:n={F} path:n={G}\nmethods = sign\n"),
     ":3: hierarchy: {G} is one more than the 4 variables"},
    {SWEEP("hierarchy = tree:widht=2,height={H}\nH = 2\nmethods = sign\n"),
     ":3: unknown key of the hierarchy 'widht', did you mean 'width'?; allowed: width, height"},
    {SWEEP("hierarchy = tre:width=2,height={H}\nH = 2\nmethods = sign\n"),
     ":3: unknown hierarchy 'tre', did you mean 'tree'?; allowed: "},
    {SWEEP("hierarchy = wordnet wordnet\nmethods = sign\n"), ":3: hierarchy 'wordnet' is listed twice"},
    {GOOD "G = 2..3\n" FIGURE, ":7: no hierarchy has the variable {G}; write it in braces"},
    {SWEEP("hierarchy = path:n={N}\nN = 5 3\nmethods = sign\n"), ":4: N: 3 stands behind 5"},
    {SWEEP("hierarchy = path:n={N}\nN = 5 5\nmethods = sign\n"), ":4: N: 5 stands behind 5"},
    {SWEEP("hierarchy = path:n={N}\nN = 2..x\nmethods = sign\n"),
     ":4: N: '2..x' is neither a whole number nor a range such as 2..12 or 8..64:8"},
    {SWEEP("hierarchy = path:n={N}\nN = 9..2\nmethods = sign\n"), ":4: N: '9..2' is neither"},
    {SWEEP("hierarchy = path:n={N}\nN = 2..9:0\nmethods = sign\n"), ":4: N: '2..9:0' is neither"},
    {SWEEP("hierarchy = path:n={N}\nN = 2:3\nmethods = sign\n"), ":4: N: '2:3' is neither"},
    {SWEEP("hierarchy = path:n={N}\nN =\nmethods = sign\n"), ":4: N has no values"},
    {SWEEP("hierarchy = path:n={N}\nN = 1..2000\nmethods = sign\n"), ":4: N has more than 1024 values"},
    {SWEEP("hierarchy = tree:width={W},height={H}\nW = 1..1000\nH = 1..1000\nmethods = sign gaussian\n"),
     "the grid has 20000000 points, seeds included"},

    /* methods and dimensions */
    {SWEEP("hierarchy = wordnet\nmethods = sgn\n"), ":4: 'sgn' is not a method, did you mean 'sign'?"},
    {SWEEP("hierarchy = wordnet\nmethods = sign sign\n"), ":4: method 'sign' is listed twice"},
    {SWEEP("hierarchy = wordnet\nmethods = runs:runs=2,dual=yes runs:dual=yes,runs=2\n"),
     ":4: method 'runs:dual=yes,runs=2' is listed twice"},
    {SWEEP("hierarchy = wordnet\nmethods = sign:runs=2\n"), ":4: sign: unknown key 'runs'"},
    {SWEEP("hierarchy = wordnet\nmethods = runs:dual=maybe\n"), ":4: runs: unknown value 'maybe' of dual"},
    {SWEEP("hierarchy = wordnet\nmethods =\n"), ":4: methods is empty"},
    {HEAD "dimension = lest\n" FIGURE,
     ":6: unknown dimension 'lest', did you mean 'least'?; allowed: least, theorem, values such as 8 16 32..40"},
    {HEAD "dimension = 0 4\n" FIGURE, ":6: dimension: 0 is none"},
    {HEAD "dimension = 4 8\n" FIGURE, ":5: runs:runs=2,dual=yes has a dimension of its own"},
    {HEAD "dimension = theorem\nmost = 8\n" FIGURE, ":7: most limits the search for the least dimension"},

    /* recipes */
    {SWEEP("hierarchy = wordnet\nrecipes = stadard\ndimension = 8\n"),
     ":4: 'stadard' is not a recipe, did you mean 'standard'?"},
    {SWEEP("hierarchy = wordnet\nrecipes = no/such.ini\ndimension = 8\n"), ":4: no/such.ini: "},
    {SWEEP("hierarchy = wordnet\nrecipes =\ndimension = 8\n"), ":4: recipes is empty"},
    {SWEEP("hierarchy = wordnet\nrecipes = best:budgt=2\ndimension = 8\n"),
     ":4: best: unknown key 'budgt', did you mean 'budget'; it takes budget, scale, reach"},
    {SWEEP("hierarchy = wordnet\nrecipes = best:budget=0\ndimension = 8\n"),
     ":4: best: budget=0: must be a number above 0"},
    {SWEEP("hierarchy = wordnet\nrecipes = best:scale=x\ndimension = 8\n"), ":4: best: scale=x: must be a"},
    {SWEEP("hierarchy = wordnet\nrecipes = best:reach=1.5\n"),
     ":4: best: reach=1.5: must be a number above 0"},
    {SWEEP("hierarchy = wordnet\nrecipes = best:budget=2,scale=3 best:scale=3.0,budget=2\n"),
     ":4: recipe 'best:scale=3.0,budget=2' is listed twice"},
    {SWEEP("hierarchy = wordnet\nrecipes = best best:budget=1\n"),
     ":4: recipe 'best:budget=1' is listed twice"},
    {SWEEP("hierarchy = wordnet\nrecipes = best\ndimension = theorem\n"),
     ":4: best has no dimension of its own; write dimension = least, or values"},
    {SWEEP("hierarchy = wordnet\nrecipes = best:reach=0.9\ndimension = 8\n"),
     ":4: best:reach=0.9: reach says when the search for the least dimension ends"},
    {SWEEP(FIXED "record = recall-in-training\n"),
     ":7: recall-in-training is measured in training; add recipes"},
    {SWEEP(TRAINED "record = recall-in-training\n") "x = dimension\n",
     ":9: recall-in-training has a value for each step of a training; write x = step"},
    {SWEEP(TRAINED "record = recall\n") "x = step\n",
     ":9: recall has no value for each step of a training; write y = recall-in-training"},
    {SWEEP(TRAINED "record = recall-in-training\n") "logx = yes\n", ":9: logx: step begins at 0"},

    /* the other keys of [sweep] */
    {GOOD "notion = query\n" FIGURE, ":7: unknown notion 'query'"},
    {GOOD "notion = query\n" FIGURE, "allowed: f-query, f-sign, f-global"},
    {GOOD "notion = f-query f-qery\n" FIGURE, ":7: unknown notion 'f-qery', did you mean 'f-query'?"},
    {GOOD "notion = f-sign f-sign\n" FIGURE, ":7: notion f-sign is listed twice"},
    {GOOD "notion =\n" FIGURE, ":7: notion is empty"},
    {GOOD "eps = 0.1\n" FIGURE, ":7: eps is of the notion f-global"},
    {GOOD "notion = f-global\neps = -1\n" FIGURE, ":8: eps = -1: must be a number, at least 0"},
    {GOOD "seeds = 0\n" FIGURE, ":7: seeds = 0: must be a whole number from 1 to 1000"},
    {GOOD "most = many\n" FIGURE, ":7: most = many: must be a whole number"},
    {GOOD "seconds = -1\n" FIGURE, ":7: seconds = -1: must be a number, at least 0"},
    {GOOD "theory = U9x\n" FIGURE, ":7: unknown statement 'U9x'"},
    {GOOD "theory = U1 U1\n" FIGURE, ":7: statement U1 is listed twice"},
    {GOOD "record = recal\n" FIGURE,
     ":7: unknown record 'recal', did you mean 'recall'?; allowed: least-dimension"},
    {GOOD "record = recall\n" FIGURE, ":7: record = recall: dimension = least records least-dimension alone"},
    {SWEEP(FIXED "record = least-dimension\n"), ":7: record = least-dimension needs dimension = least"},
    {SWEEP(FIXED "record = recall recall\n"), ":7: recall is recorded twice"},
    {SWEEP(FIXED "record =\n"), ":7: record is empty"},

    /* [figure] */
    {GOOD "[figure]\nx = W\n", ":8: unknown x 'W'"},
    {GOOD "[figure]\nx = W\n", "; allowed: H, dimension, distance, step, n, m, s"},
    {GOOD "[figure]\nx = dimension\n", ":8: x is dimension, which dimension = least searches; write x = n"},
    {SWEEP("hierarchy = path:n={N} wordnet\nN = 2 3\nmethods = sign\n") "x = N\n",
     ":7: x is {N}, which 'wordnet' does not have; write x = n"},
    {GOOD "[figure]\ny = speed\n", ":8: unknown y 'speed'; allowed: least-dimension, feasible"},
    {GOOD "[figure]\ny = recall\n", ":8: y = recall is not recorded; add it to record"},
    {SWEEP(FIXED "record = recall\n") "x = distance\n",
     ":9: x = distance needs a quantity by distance; recall has one value"},
    {SWEEP(FIXED "record = recall-by-distance\n") "x = N\n",
     ":9: recall-by-distance has a value for each distance"},
    {GOOD "[figure]\nlogx = true\n", ":8: unknown logx 'true'; allowed: no, yes"},
    {GOOD "[figure]\nlogy = y\n", ":8: unknown logy 'y'"},
    {SWEEP("hierarchy = path:n={N}\nN = 0 1\nmethods = sign\n") "logx = yes\n", ":7: logx: N begins at 0"},
    {SWEEP(FIXED "record = recall-by-distance\n") "fit = log\n", ":9: fit = log: distance begins at 0"},
    {SWEEP(FIXED "record = margin\n") "logy = yes\n", ":9: logy: margin is a logarithm already"},
    {SWEEP(FIXED "record = margin\n") "fit = loglog\n", ":9: fit = loglog: margin is a logarithm already"},
    {GOOD "[figure]\nfit = loglg\n",
     ":8: unknown fit 'loglg', did you mean 'loglog'?; allowed: none, loglog, log"},
    {GOOD "[figure]\nfit = log\nfit-from = 0\n", ":9: fit-from = 0: must be positive"},
    {GOOD "[figure]\nfit-from = 6\n", ":8: fit-from is of a fit, and there is none"},
    {GOOD "[figure]\nslope = 2\n", ":8: slope is of a fit"},
    {GOOD "[figure]\nfit = log\nslope = steep\n", ":9: slope = steep: must be a number"},
    {GOOD "[figure]\nfit = log\nslope-of = H\n",
     ":9: slope-of names the theory whose slope is given; add slope"},
    {GOOD "[figure]\nreference = U1\n", ":8: reference U1 is not evaluated; add it to theory"},
    {GOOD "theory = U1\n[figure]\nreference = U1 U1\n", ":9: statement U1 is listed twice"},
    {SWEEP(FIXED "theory = U1\nrecord = recall\n") "reference = U1\n",
     ":10: reference draws bounds on the dimension"},
    {GOOD "[figure]\nliterature = you\n", ":8: ./literature.csv: cannot read"},
    {GOOD "[figure]\nliterature = a a\n", ":8: 'a' is listed twice"},

    /* [table] */
    {GOOD "[table]\ncolumns = H stat\n",
     ":8: unknown column 'stat', did you mean 'state'?; allowed: H, least-dimension"},
    {GOOD "[table]\ncolumns = H recall\n", ":8: unknown column 'recall'"},
    {GOOD "[table]\ncolumns = H H\n", ":8: 'H' is listed twice"},
    {SWEEP(FIXED "record = recall-by-distance\n") "x = N\n[table]\ncolumns = N\n", "write x = distance"},
};

static void test_refused(void) {
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        hr_experiment e;
        hr_status status = read_text(&e, refused[i].text);
        CHECK(status != HR_OK && strstr(hr_error(), refused[i].message) && !strchr(hr_error(), '\n'),
              "status %d, \"%s\", wanted \"%s\", for\n%s", status, status == HR_OK ? "" : hr_error(),
              refused[i].message, refused[i].text);
        if (status == HR_OK)
            hr_experiment_clear(&e);
    }
    char line[400];
    hr_experiment e;
    memset(line, 'x', sizeof line);
    memcpy(line, "[sweep]\ntitle = ", 16);
    strcpy(line + 398, "\n");
    FAILS(read_text(&e, line), ":2: the line is too long");
}

/* The first words in backquotes of the lines that begin with a bar: the rows of doc/specs.md's tables. */
static size_t count_rows(const char *page, const char *name) {
    char part[64];
    size_t rows = 0;
    snprintf(part, sizeof part, "`%s`", name);
    for (const char *line = page; line; line = strchr(line, '\n')) {
        line += *line == '\n';
        const char *end = line + strcspn(line + 1, "|\n") + 1, *found = strstr(line, part);
        rows += *line == '|' && found && found < end;
    }
    return rows;
}

/* What users read in doc/specs.md is what there is: every key and quantity has its row. */
static void test_page(void) {
    static char page[40000];
    char name[4096];
    const char *source = getenv("HR_SRCDIR");
    snprintf(name, sizeof name, "%s/doc/specs.md", source ? source : ".");
    FILE *file = fopen(name, "r");
    size_t length = file ? fread(page, 1, sizeof page - 1, file) : 0;
    if (!file || fclose(file) || !length)
        exit(99);
    const hr_spec_key *const lists[] = {hr_spec_sweep_keys, hr_spec_figure_keys};
    size_t keys = 0;
    for (size_t i = 0; i < 2; i++)
        for (const hr_spec_key *k = lists[i]; k->key; k++, keys++)
            CHECK(count_rows(page, k->key) == (strcmp(k->key, "dimension") ? 1 : 2),
                  "[%s] %s has %zu rows in %s", k->section, k->key, count_rows(page, k->key), name);
    CHECK(keys == 26, "%zu keys", keys);
    for (const hr_quantity *const *q = hr_quantities; *q; q++)
        CHECK(count_rows(page, (*q)->name) == (strcmp((*q)->name, "dimension") ? 1 : 2),
              "%s has %zu rows in %s", (*q)->name, count_rows(page, (*q)->name), name);
    CHECK(!count_rows(page, "speed"), "a row that is not there");
}

static void test_places(void) {
    hr_experiment e;
    const char *bad[] = {"H=x"}, *odd[] = {"H"}, *other[] = {"h=3"}, *old[] = {"least=dimension"};
    write_file(path, GOOD FIGURE);
    FAILS(hr_experiment_read(&e, path, false, bad, 1), "--set H=x: H: 'x' is neither");
    FAILS(hr_experiment_read(&e, path, false, odd, 1), "--set H: must be KEY=VALUE");
    FAILS(hr_experiment_read(&e, path, false, other, 1), "--set h=3: no hierarchy has the variable {h}");
    FAILS(hr_experiment_read(&e, path, false, old, 1),
          "--set least=dimension: the key 'least' has another name");
    FAILS(hr_experiment_read(&e, path, true, NULL, 0), "no section [reduced]");
    FAILS(hr_experiment_read(&e, "no-such-spec.ini", false, NULL, 0), "no-such-spec.ini: cannot read");
    FAILS(hr_experiment_read(&e, "spec.txt", false, NULL, 0), "ends in .ini");
    FAILS(hr_experiment_read(&e, "/", false, NULL, 0), "ends in .ini");
    FILE *file = fopen(path, "w");
    if (!file || fwrite("[sweep]\0", 8, 1, file) != 1 || fclose(file))
        exit(99);
    FAILS(hr_experiment_read(&e, path, false, NULL, 0), "holds a NUL byte");
}

int main(void) {
    RUN(test_defaults);
    RUN(test_sweep);
    RUN(test_recipes);
    RUN(test_figure);
    RUN(test_reduced);
    RUN(test_refused);
    RUN(test_page);
    RUN(test_places);
    unlink(path);
    return hr_test_end();
}
