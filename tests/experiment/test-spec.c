/* Specs: what is read, and the one line for everything that can be wrong. */
#include "test.h"

#include "experiment/spec.h"

#include <math.h>
#include <unistd.h>

static const char *const path = "test-spec-scratch.ini";

static void write_spec(const char *text) {
    FILE *file = fopen(path, "w");
    if (!file || fputs(text, file) < 0 || fclose(file))
        exit(99);
}

#define GOOD                                                                                                 \
    "[sweep]\n"                                                                                              \
    "title = Trees\n"                                                                                        \
    "hierarchy = tree:width=2,height={H}\n"                                                                  \
    "H = 2..5 8, 12\n"                                                                                       \
    "methods = sign runs:runs=2,dual=yes, interval\n"                                                        \
    "least = dimension\n"

static void test_good(void) {
    write_spec("# a comment\n" GOOD "seeds = 7\ntheory = U1 U2\n"
               "[reduced]\nH = 2 3\nseeds = 2\n"
               "[figure]\nxlabel = height H\nlogx = yes\nfit = loglog\nslope = 2\nslope-of = H^2 ln "
               "W\nreference = U1\n");
    hr_experiment e;
    OK(hr_experiment_read(&e, path, false, NULL, 0));
    CHECK(!strcmp(e.name, "test-spec-scratch") && !e.reduced, "%s", e.name);
    CHECK(!strcmp(e.variable, "H") && !e.seeded, "%s", e.variable);
    const uint64_t values[] = {2, 3, 4, 5, 8, 12};
    CHECK(e.values == 6 && !memcmp(e.value, values, sizeof values), "%zu values", e.values);
    CHECK(e.methods == 3 && !strcmp(e.method[1].text, "runs:runs=2,dual=yes"), "%zu methods", e.methods);
    CHECK(!strcmp(e.method[1].method->name, "runs") && e.method[1].options.runs == 2 &&
              e.method[1].options.dual,
          "runs %u", e.method[1].options.runs);
    CHECK(!strcmp(e.method[2].method->name, "interval") && !e.method[2].options.dual, "%s", e.method[2].text);
    CHECK(e.seeds == 7 && e.notion == HR_F_QUERY && e.theories == 2 && e.references == 1, "%d", (int)e.seeds);
    CHECK(e.fit == HR_FIT_LOGLOG && e.slope == 2 && e.logx && !e.logy, "slope %g", e.slope);
    char *text = hr_experiment_hierarchy(&e, 12, 3);
    CHECK(text && !strcmp(text, "tree:width=2,height=12"), "%s", text);
    free(text);
    hr_experiment_clear(&e);

    OK(hr_experiment_read(&e, path, true, NULL, 0));
    CHECK(!strcmp(e.name, "test-spec-scratch-reduced") && e.values == 2 && e.seeds == 2, "%s", e.name);
    hr_experiment_clear(&e);

    const char *const set[] = {"H=4", "notion=f-sign", "seeds=3"};
    OK(hr_experiment_read(&e, path, true, set, 3)); /* --set wins over [reduced] */
    CHECK(e.values == 1 && e.value[0] == 4 && e.notion == HR_F_SIGN && e.seeds == 3 && e.reduced, "%zu",
          e.values);
    hr_experiment_clear(&e);
}

static void test_seeded(void) {
    write_spec("[sweep]\ntitle = t\nhierarchy = random-tree:n={n},seed={seed}\nn = 10 20\nmethods = sign\n"
               "least = dimension\n");
    hr_experiment e;
    OK(hr_experiment_read(&e, path, false, NULL, 0));
    CHECK(e.seeded && e.seeds == 10 && isnan(e.slope) && !strcmp(e.xlabel, "n"), "%d", e.seeded);
    char *text = hr_experiment_hierarchy(&e, 20, 18446744073709551615u);
    CHECK(text && !strcmp(text, "random-tree:n=20,seed=18446744073709551615"), "%s", text);
    free(text);
    hr_experiment_clear(&e);
}

static void refuse(const char *text, const char *message) {
    hr_experiment e;
    write_spec(text);
    FAILS(hr_experiment_read(&e, path, false, NULL, 0), message);
    CHECK(!strchr(hr_error(), '\n'), "more than one line: %s", hr_error());
}

static void test_bad(void) {
    refuse(GOOD "seed = 3\n",
           "test-spec-scratch.ini:7: unknown key 'seed', did you mean 'seeds'?; allowed: H, title");
    refuse(GOOD "[figure]\nlogz = yes\n", ":8: unknown key 'logz', did you mean 'logx'?");
    refuse(GOOD "[figur]\nlogx = yes\n",
           ":8: unknown section 'figur', did you mean 'figure'?; allowed: sweep, figure");
    refuse(GOOD "[reduced]\nHH = 2\n", ":8: unknown key 'HH', did you mean 'H'?");
    refuse(GOOD "[figure]\nfit = loglg\n",
           ":8: unknown fit 'loglg', did you mean 'loglog'?; allowed: none, loglog, log");
    refuse(GOOD "notion = query\n", "allowed: f-query, f-sign, f-global");
    refuse(GOOD "notion = f-qery\n", ":7: unknown notion 'f-qery', did you mean 'f-query'?");
    refuse(GOOD "seeds = 0\n", ":7: seeds = 0: must be a whole number from 1 to 1000");
    refuse(GOOD "seconds = -1\n", ":7: seconds = -1: must be a number, at least 0");
    refuse(GOOD "theory = U9x\n", ":7: unknown statement 'U9x'");
    refuse(GOOD "[figure]\nreference = U1\n", "[figure] reference U1 is not evaluated; add it to theory");
    refuse(GOOD "[figure]\nlogx = true\n", "allowed: no, yes");
    refuse(GOOD "title = again\n", ":7: 'title' is given twice, first at test-spec-scratch.ini:2");
    refuse(GOOD "what is this\n", ":7: neither [section] nor key = value");
    refuse("title = x\n" GOOD, ":1: 'title' stands before the first section");
    refuse("", "[sweep] lacks 'title'");
    refuse("[sweep]\ntitle = t\nhierarchy = tree:width=2,height=3\nmethods = sign\nleast = dimension\n",
           ":3: hierarchy names no variable");
    refuse("[sweep]\ntitle = t\nhierarchy = tree:width={W},height={H}\nmethods = sign\nleast = dimension\n",
           ":3: hierarchy: two variables, {W} and {H}");
    refuse("[sweep]\ntitle = t\nhierarchy = tree:width={W\nmethods = sign\nleast = dimension\n",
           "a word in braces");
    refuse("[sweep]\ntitle = t\nhierarchy = path:n={n}\nmethods = sign\nleast = dimension\n",
           "no values for {n}");
    refuse("[sweep]\ntitle = t\nhierarchy = path:n={n}\nn = 5 3\nmethods = sign\nleast = dimension\n",
           ":4: n: 3 stands behind 5");
    refuse("[sweep]\ntitle = t\nhierarchy = path:n={n}\nn = 2..x\nmethods = sign\nleast = dimension\n",
           ":4: n: '2..x' is neither a whole number nor a range");
    refuse("[sweep]\ntitle = t\nhierarchy = path:n={n}\nn = 1..1000\nmethods = sign\nleast = dimension\n",
           ":4: n has more than 256 values");
    refuse("[sweep]\ntitle = t\nhierarchy = path:n={n}\nn = 2\nmethods = sgn\nleast = dimension\n",
           ":5: unknown method 'sgn', did you mean 'sign'?; allowed: sign, gaussian");
    refuse("[sweep]\ntitle = t\nhierarchy = path:n={n}\nn = 2\nmethods = sign sign\nleast = dimension\n",
           ":5: method 'sign' is listed twice");
    refuse("[sweep]\ntitle = t\nhierarchy = path:n={n}\nn = 2\nmethods = sign:runs=2\nleast = dimension\n",
           ":5: sign: unknown key 'runs'");
    refuse(
        "[sweep]\ntitle = t\nhierarchy = path:n={n}\nn = 2\nmethods = runs:dual=maybe\nleast = dimension\n",
        ":5: unknown value of dual 'maybe'");
    refuse("[sweep]\ntitle = t\nhierarchy = path:n={n}\nn = 2\nmethods =\nleast = dimension\n",
           ":5: methods is empty");
    refuse("[sweep]\ntitle = t\nhierarchy = path:n={seeds}\nseeds = 2\nmethods = sign\nleast = dimension\n",
           "the variable {seeds} has the name of a key");
    refuse("[sweep]\ntitle = t\nhierarchy = path:n={n}\nn = 2\nmethods = sign\nleast = dimensions\n",
           ":6: unknown least 'dimensions', did you mean 'dimension'?");
    char line[400];
    memset(line, 'x', sizeof line);
    memcpy(line, "[sweep]\ntitle = ", 16);
    line[398] = '\n';
    line[399] = '\0';
    refuse(line, ":2: the line is too long");
}

static void test_places(void) {
    hr_experiment e;
    const char *bad[] = {"H=x"}, *odd[] = {"H"}, *other[] = {"h=3"};
    write_spec(GOOD);
    FAILS(hr_experiment_read(&e, path, false, bad, 1), "--set H=x: H: 'x' is neither");
    FAILS(hr_experiment_read(&e, path, false, odd, 1), "--set H: must be KEY=VALUE");
    FAILS(hr_experiment_read(&e, path, false, other, 1), "--set h=3: unknown key 'h'");
    FAILS(hr_experiment_read(&e, path, true, NULL, 0), "no section [reduced]");
    FAILS(hr_experiment_read(&e, "no-such-spec.ini", false, NULL, 0), "no-such-spec.ini: cannot read");
    FAILS(hr_experiment_read(&e, "spec.txt", false, NULL, 0), "ends in .ini");
    FAILS(hr_experiment_read(&e, "/", false, NULL, 0), "ends in .ini");
}

int main(void) {
    RUN(test_good);
    RUN(test_seeded);
    RUN(test_bad);
    RUN(test_places);
    unlink(path);
    return hr_test_end();
}
