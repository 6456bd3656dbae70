/* One key for the same work, another for other work, and a way back. */
#include "bounds/bound.h"
#include "test.h"
#include "trial/task.h"
#include "trial/trial.h"

#include <math.h>

static uint64_t state = 20261123;

static unsigned pick(unsigned bound) { /* splitmix64, Steele, Lea and Flood 2014 */
    uint64_t z = (state += 0x9e3779b97f4a7c15);
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
    z = (z ^ z >> 27) * 0x94d049bb133111eb;
    return (unsigned)((z ^ z >> 31) >> 8) % bound;
}

static const char *const methods[] = {"sign",     "gaussian", "code",          "moment",
                                      "interval", "runs",     "runs:dual=yes", "runs:runs=3,dual=yes"};
static const char *const hierarchies[] = {
    "tree:width=2,height=5",
    "tree:height=05,width=2",
    "dag:n=100,parents=2,seed=7",
    "forest:of=dag:seed=7,parents=2,n=100",
    "wordnet",
    "wordnet#0123456789abcdef",
    "forest:of=wordnet#0123456789abcdef",
    "edges:separator=,path=/tmp/my taxonomy.tsv#fedcba9876543210",
    "/a b/100% f\xc3\xbcr \xff,x=1:y.tsv#fedcba9876543210",
    "caf\xc3\xa9/tree.obo",
};

static const char *const recipes[] = {"standard", "best", "best:scale=30,budget=0.5", "best:budget=2",
                                      "control:reach=0.9,scale=1e-3"};

static const char *subject_for(const hr_task *task) {
    if (!(task->uses & HR_USES_SUBJECT))
        return "";
    if (!strcmp(task->name, "train"))
        return recipes[pick(sizeof recipes / sizeof *recipes)];
    if (strcmp(task->name, "bound"))
        return methods[pick(sizeof methods / sizeof *methods)];
    size_t count = 0;
    while (hr_bounds[count])
        count++;
    return hr_bounds[pick((unsigned)count)]->name;
}

static double real(void) {
    static const double reals[] = {0, 0.1, 1e-300, 1.0 / 3, 5e15, 0.30000000000000004, 2};
    return reals[pick(sizeof reals / sizeof *reals)];
}

static uint64_t seed(void) {
    return pick(4) == 0 ? UINT64_MAX - pick(3) : pick(5);
}

static void random_trial(hr_trial *out) {
    unsigned tasks = 0;
    while (hr_tasks[tasks])
        tasks++;
    const hr_task *task = hr_tasks[pick(tasks)];
    *out = (hr_trial){.task = task,
                      .hierarchy = strdup(hierarchies[pick(sizeof hierarchies / sizeof *hierarchies)]),
                      .subject = strdup(subject_for(task)),
                      .dim = pick(3) ? pick(5000) : 0,
                      .notion = (hr_notion)pick(3),
                      .eps = real(),
                      .seconds = real(),
                      .seed = seed(),
                      .tally = pick(2)};
}

static char *key_of(const hr_trial *trial) {
    char *key = NULL;
    OK(hr_trial_key(&key, trial));
    return key ? key : strdup("");
}

static bool same(const hr_trial *a, const hr_trial *b) {
    return a->task == b->task && !strcmp(a->hierarchy, b->hierarchy) && !strcmp(a->subject, b->subject) &&
           a->dim == b->dim && a->notion == b->notion && a->eps == b->eps && a->seconds == b->seconds &&
           a->seed == b->seed && a->tally == b->tally;
}

static void test_there_and_back(void) {
    for (int round = 0; round < 2000; round++) {
        hr_trial trial, again, copy;
        random_trial(&trial);
        OK(hr_trial_normalise(&trial));
        char *key = key_of(&trial);
        OK(hr_trial_parse(&again, key));
        CHECK(same(&trial, &again), "'%s' comes back as another trial", key);
        OK(hr_trial_copy(&copy, &again));
        OK(hr_trial_normalise(&copy)); /* changes nothing any more */
        CHECK(same(&trial, &copy), "'%s' is normalised twice and differs", key);
        CHECK(strspn(key, "!\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`"
                          "abcdefghijklmnopqrstuvwxyz{|}~ ") == strlen(key),
              "'%s' is not plain ASCII", key);
        hr_trial_clear(&trial);
        hr_trial_clear(&again);
        hr_trial_clear(&copy);
        free(key);
    }
}

static const hr_task *task_named(const char *name) {
    const hr_task *task = hr_task_find(name);
    if (!task) {
        printf("task %s is missing\n", name);
        exit(1);
    }
    return task;
}

static char *key_for(const char *task, const char *hierarchy, const char *subject, hr_trial rest) {
    hr_trial trial = rest;
    trial.task = task_named(task);
    trial.hierarchy = strdup(hierarchy);
    trial.subject = strdup(subject);
    OK(hr_trial_normalise(&trial));
    char *key = key_of(&trial);
    hr_trial_clear(&trial);
    return key;
}

static void expect_key(const char *wanted, char *key) {
    CHECK(!strcmp(key, wanted), "\n  got    %s\n  wanted %s", key, wanted);
    free(key);
}

/* The spelling is part of every store: it may not change by accident. */
static void test_spelling(void) {
    expect_key("check sign@1 hierarchy=tree:height=5,width=2 notion=f-query dim=17 seed=3",
               key_for("check", "tree:width=2,height=5", "sign",
                       (hr_trial){.dim = 17, .seed = 3, .eps = 0.5, .seconds = -0.0}));
    expect_key(
        "check runs:dual=yes,runs=2@2 hierarchy=forest:of=tree:height=5,width=2 notion=f-global eps=0.1 "
        "seconds=2.5 tally=1",
        key_for("check", "forest:of=tree:width=02,height=5", "runs:runs=2,dual=yes",
                (hr_trial){
                    .dim = 17, .seed = 3, .notion = HR_F_GLOBAL, .eps = 0.1, .seconds = 2.5, .tally = true}));
    expect_key("size hierarchy=/a%20b/100%25%C3%BC#0123456789abcdef",
               key_for("size", "/a b/100%\xc3\xbc#0123456789abcdef", "sign",
                       (hr_trial){.dim = 17, .seed = 3, .notion = HR_F_SIGN, .tally = true}));
}

static void test_same_work(void) {
    static const char *const pairs[][2] = {
        {"dag:n=100,parents=2,seed=7", "dag:seed=7,parents=002,n=100"},
        {"edges:separator=;,path=x.tsv#0123456789abcdef", "edges:path=x.tsv,separator=;#0123456789abcdef"},
        {"forest:of=forest:of=tree:width=2,height=3", "forest:of=forest:of=tree:height=3,width=2"},
    };
    static const char *const others[][2] = {
        {"tree:width=2,height=5", "tree:width=5,height=2"},
        {"edges:path=07", "edges:path=7"}, /* a file's name is no number */
        {"wordnet", "forest:of=wordnet"},
        {"a,b=1:c", "a,c:b=1"}, /* a path */
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        char *wanted = key_for("size", pairs[i][0], "", (hr_trial){0});
        expect_key(wanted, key_for("size", pairs[i][1], "", (hr_trial){0}));
        free(wanted);
    }
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        char *one = key_for("size", others[i][0], "", (hr_trial){0});
        char *two = key_for("size", others[i][1], "", (hr_trial){0});
        CHECK(strcmp(one, two), "%s and %s have one key", others[i][0], others[i][1]);
        free(one);
        free(two);
    }
}

/* Replaces, removes or puts in one character. */
static void mutate(char *text) {
    static const char letters[] = " =@%#,:-+.0123456789abefxhdwsnAE\t";
    size_t length = strlen(text), at = pick((unsigned)length + 1);
    char c = letters[pick(sizeof letters - 1)];
    switch (pick(3)) {
    case 0:
        memmove(text + at + 1, text + at, length - at + 1);
        text[at] = c;
        break;
    case 1:
        memmove(text + at, text + at + 1, length - at + (at < length));
        break;
    default:
        if (at < length)
            text[at] = c;
    }
}

/* What is mutated is refused, or is the key of another trial: never a second spelling. */
static void test_mutations(void) {
    unsigned refused = 0, others = 0;
    for (int round = 0; round < 20000; round++) {
        hr_trial trial, again;
        random_trial(&trial);
        OK(hr_trial_normalise(&trial));
        char *key = key_of(&trial), other[512];
        snprintf(other, sizeof other - 4, "%s", key);
        for (unsigned i = 0; i <= pick(3); i++)
            mutate(other);
        hr_status status = hr_trial_parse(&again, other);
        if (status == HR_OK) {
            char *theirs = key_of(&again);
            CHECK(!strcmp(theirs, other), "'%s' is taken, but written '%s'", other, theirs);
            CHECK(!strcmp(key, other) == same(&trial, &again), "'%s' and '%s'", key, other);
            others += strcmp(key, other) != 0;
            free(theirs);
            hr_trial_clear(&again);
        } else {
            CHECK(status == HR_EINPUT, "'%s': status %d", other, status);
            CHECK(strcmp(key, other), "its own key is refused: %s", hr_error());
            refused++;
        }
        hr_trial_clear(&trial);
        free(key);
    }
    CHECK(refused > 2000 && others > 500, "%u refused, %u others: the test tests nothing", refused, others);
}

static void test_refusals(void) {
    static const char *const wrong[][2] = {
        {"", "no trial's key"},
        {"check", "no trial's key"},
        {"check sign@1", "no trial's key"},
        {"check sign@1 hierarchy=", "no trial's key"},
        {"check sign@01 hierarchy=wordnet notion=f-query", "no trial's key"},
        {"check sign@1  hierarchy=wordnet notion=f-query", "no trial's key"},
        {"check sign@1 hierarchy=wordnet notion=f-query ", "no trial's key"},
        {"check sign@1 hierarchy=wordnet notion=f-query seed=0", "no trial's key"},
        {"check sign@1 hierarchy=wordnet seed=1 notion=f-query", "no trial's key"},
        {"check sign@1 hierarchy=%77ordnet notion=f-query", "no trial's key"},
        {"check sign@1 hierarchy=a%00b notion=f-query", "no trial's key"},
        {"check sign@1 hierarchy=wordnet notion=f-global eps=0.10", "no trial's key"},
        {"check sign@1 hierarchy=wordnet notion=f-global eps=nan", "no trial's key"},
        {"check@1 sign@1 hierarchy=wordnet notion=f-query", "no trial's key"},
        {"check sign@1 hierarchy=tree:width=2,height=5 notion=f-query", "is written"},
        {"check sign@1 hierarchy=wordnet notion=f-query eps=1", "is written"},
        {"check sign@1 hierarchy=wordnet", "is written"},
        {"check sign@99 hierarchy=wordnet notion=f-query", "version 99 of 'sign'"},
        {"check@7 sign@1 hierarchy=wordnet notion=f-query", "version 7 of 'check'"},
        {"check sing@1 hierarchy=wordnet notion=f-query", "sign"},
        {"chekc sign@1 hierarchy=wordnet notion=f-query", "task 'chekc' is unknown"},
        {"check sign@1 hierarchy=wordnet notion=f-queries", "notion 'f-queries'"},
        {"check sign@1 hierarchy=tree:widht=2 notion=f-query", "widht"},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        hr_trial trial;
        FAILS(hr_trial_parse(&trial, wrong[i][0]), wrong[i][1]);
    }
    hr_trial nan_eps = {.task = task_named("check"), .notion = HR_F_GLOBAL, .eps = NAN};
    nan_eps.hierarchy = strdup("wordnet");
    nan_eps.subject = strdup("sign");
    FAILS(hr_trial_normalise(&nan_eps), "eps");
    hr_trial_clear(&nan_eps);
}

static void test_results(void) {
    json_t *object = json_pack("{s:f, s:s, s:[i, n], s:f}", "b", 0.1, "a", "\xc3\xbc\n", "c", 1, "B", 2.0);
    char *line = hr_json_line(object);
    CHECK(!strcmp(line, "{\"B\":2.0,\"a\":\"\xc3\xbc\\n\",\"b\":0.10000000000000001,\"c\":[1,null]}"), "%s",
          line);
    free(line);
    hr_result result = {.outcome = object}, copy;
    CHECK(hr_result_verdict(&result) == HR_UNKNOWN, "no verdict is UNKNOWN");
    json_object_set_new(object, "verdict", json_string("INFEASIBLE"));
    OK(hr_result_copy(&copy, &result));
    hr_result_clear(&result);
    CHECK(hr_result_verdict(&copy) == HR_INFEASIBLE, "the verdict");
    CHECK(hr_result_number(&copy, "b", 7) == 0.1 && hr_result_number(&copy, "a", 7) == 7, "numbers");
    copy.failed = true;
    copy.reason = strdup("no memory");
    CHECK(hr_result_verdict(&copy) == HR_UNKNOWN && hr_result_number(&copy, "b", 7) == 7,
          "failed: nothing known");
    hr_result_clear(&copy);
}

int main(void) {
    RUN(test_spelling);
    RUN(test_there_and_back);
    RUN(test_same_work);
    RUN(test_mutations);
    RUN(test_refusals);
    RUN(test_results);
    return hr_test_end();
}
