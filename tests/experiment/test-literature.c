/* literature.csv: what is read, what is refused, and that the committed one and every committed spec are
 * right. */
#include "test.h"

#include "base/ini.h"
#include "experiment/literature.h"
#include "experiment/spec.h"

#include <glob.h>
#include <math.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[] = "/tmp/hrdim-literature-XXXXXX", path[64];

static void write_file(const char *text) {
    FILE *file = fopen(path, "w");
    if (!file || fputs(text, file) < 0 || fclose(file))
        exit(99);
}

#define HEADER "name,series,source,x,y,slope\n"

static void test_good(void) {
    hr_literature l;
    write_file("slope,y,x,source,series,name,more\n"
               ",4,10,\"S, 2026\",A,a,1\n"
               "2.5,,,T,B,b,2\n"
               ",0.66,,U,C,c,2\n"
               ",6.5,20,\"S, 2026\",A,a,3\n");
    OK(hr_literature_read(&l, folder, "a"));
    CHECK(!strcmp(l.name, "a") && !strcmp(l.series, "A") && !strcmp(l.source, "S, 2026"), "%s", l.source);
    CHECK(l.points == 2 && l.x[0] == 10 && l.y[0] == 4 && l.x[1] == 20 && l.y[1] == 6.5, "%zu", l.points);
    CHECK(isnan(l.slope), "%g", l.slope);
    hr_literature_clear(&l);
    OK(hr_literature_read(&l, folder, "b"));
    CHECK(isnan(l.level), "%g", l.level);
    CHECK(!l.points && l.slope == 2.5 && !strcmp(l.series, "B"), "%zu points, %g", l.points, l.slope);
    hr_literature_clear(&l);
    OK(hr_literature_read(&l, folder, "c"));
    CHECK(!l.points && isnan(l.slope) && l.level == 0.66, "%zu points, level %g", l.points, l.level);
    hr_literature_clear(&l);
}

static void test_refused(void) {
    static const struct {
        const char *text, *message;
    } refused[] = {
        {HEADER "you-depht,S,T,1,2,\nyou-width,S,T,1,2,\n",
         "literature.csv has no 'you-depth', did you mean 'you-depht'?; it has you-depht, you-width"},
        {HEADER, "has no 'you-depth'; it has no rows"},
        {"", "is empty"},
        {"name,series,source,x,y\nyou-depth,S,T,1,2\n", "has no column 'slope'"},
        {HEADER "you-depth,S,T,1,2\n", "literature.csv:2: 5 fields, the header has 6"},
        {HEADER "you-depth,S,T,1,two,\n", "literature.csv:2: 'two' in column y is no number"},
        {HEADER "you-depth,S,T,1,,\n", "literature.csv:2: needs both x and y, a y alone, or a slope"},
        {HEADER "you-depth,S,T,,,\n", "literature.csv:2: needs both x and y"},
        {HEADER "you-depth,S,T,1,2,3\n", "literature.csv:2: a slope has a row of its own"},
        {HEADER "you-depth,S,T,,,3\nyou-depth,S,T,,,4\n", "literature.csv:3: a second slope"},
        {HEADER "you-depth,S,T,2,2,\nyou-depth,S,T,2,3,\n", "literature.csv:3: x is not above"},
        {HEADER "you-depth,S,T,1,2,\nyou-depth,S,U,2,3,\n",
         "literature.csv:3: series and source must be those"},
        {HEADER "you-depth,S,T,,2,\nyou-depth,S,T,,3,\n",
         "literature.csv:3: a y without x has a row of its own"},
        {HEADER "you-depth,S,T,1,2,\nyou-depth,S,T,,3,\n",
         "literature.csv:3: a y without x has a row of its own"},
        {HEADER "you-depth,S,T,,2,\nyou-depth,S,T,1,3,\n",
         "literature.csv:3: a y without x has a row of its own"},
        {HEADER "you-depth,,T,1,2,\n", "literature.csv:2: needs a series"},
        {HEADER "you-depth,S,,1,2,\n", "literature.csv:2: needs a series"},
    };
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        hr_literature l;
        write_file(refused[i].text);
        FAILS(hr_literature_read(&l, folder, "you-depth"), refused[i].message);
        CHECK(!strchr(hr_error(), '\n') && !l.points && !l.x, "more than one line, or not cleared");
    }
    hr_literature l;
    unlink(path);
    FAILS(hr_literature_read(&l, folder, "a"), "literature.csv: cannot read");
}

/* bench/ also has the baseline of hrdim regress. */
static bool is_spec(const char *file) {
    hr_ini ini;
    OK(hr_ini_read(&ini, file));
    bool sweep = hr_ini_get(&ini, "sweep", "") != NULL;
    hr_ini_clear(&ini);
    return sweep;
}

static void read_both(const char *spec, size_t *literatures) {
    hr_experiment e;
    OK(hr_experiment_read(&e, spec, false, NULL, 0));
    CHECK(*e.question && strchr(e.question, '?'), "%s: says no question", spec);
    for (size_t i = 0; i < e.literatures; i++, ++*literatures) {
        hr_literature l;
        OK(hr_literature_read(&l, e.folder, e.literature[i]));
        CHECK(l.points || isfinite(l.slope) || isfinite(l.level), "%s: %s is empty", spec, e.literature[i]);
        hr_literature_clear(&l);
    }
    hr_experiment_clear(&e);
}

/* Every spec of bench/ is read with what it names. */
static void test_committed(void) {
    const char *source = getenv("HR_SRCDIR");
    char pattern[4096];
    glob_t found;
    size_t literatures = 0;
    if (!source)
        source = ".";
    snprintf(pattern, sizeof pattern, "%s/bench/*.ini", source);
    if (glob(pattern, 0, NULL, &found))
        exit(99);
    size_t specs = 0;
    for (size_t i = 0; i < found.gl_pathc; i++)
        if (is_spec(found.gl_pathv[i])) {
            read_both(found.gl_pathv[i], &literatures);
            specs++;
        }
    CHECK(specs >= 11, "%zu specs", specs);
    CHECK(literatures >= 4, "%zu series of the literature are drawn", literatures);
    globfree(&found);

    hr_literature l;
    snprintf(pattern, sizeof pattern, "%s/bench", source);
    OK(hr_literature_read(&l, pattern, "weller-top-2"));
    CHECK(l.points == 42 && l.y[0] == 4 && l.y[41] == 45 && l.x[41] == 626, "%zu points", l.points);
    hr_literature_clear(&l);
}

int main(void) {
    if (!mkdtemp(folder))
        return 99;
    snprintf(path, sizeof path, "%s/literature.csv", folder);
    RUN(test_good);
    RUN(test_refused);
    RUN(test_committed);
    unlink(path);
    rmdir(folder);
    return hr_test_end();
}
