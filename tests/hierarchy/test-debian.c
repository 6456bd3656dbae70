/* Debian's versions and Packages files: known answers, and random ones against a brute-force reading. */
#include "base/random.h"
#include "hierarchy/ancestors.h"
#include "hierarchy/debian_version.h"
#include "hierarchy/read.h"
#include "test.h"

/* deb-version(7) and dpkg's own tests: each is earlier than the next. */
static void test_versions(void) {
    static const char *const ascending[] = {"~~",   "~~a",     "~",    "0~rc1", "",     "1~rc1",
                                            "1",    "1-1~bpo", "1-1",  "1-10",  "1.0a", "1.0b",
                                            "1.0+", "1.2",     "1.10", "2-1-1", "1:0.1"};
    for (size_t i = 0; i < sizeof ascending / sizeof *ascending; i++)
        for (size_t j = 0; j < sizeof ascending / sizeof *ascending; j++) {
            hr_word a = {ascending[i], strlen(ascending[i])}, b = {ascending[j], strlen(ascending[j])};
            int order = hr_debian_version_compare(a, b), want = (i > j) - (i < j);
            CHECK((order > 0) - (order < 0) == want, "%s against %s: %d", a.text, b.text, order);
        }
    static const char *const same[][2] = {
        {"1.0", "1.00"}, {"0:1", "1"}, {"1-0", "1"}, {"001", "1"}, {"", "0"}};
    for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
        hr_word a = {same[i][0], strlen(same[i][0])}, b = {same[i][1], strlen(same[i][1])};
        CHECK(hr_debian_version_compare(a, b) == 0, "%s and %s are the same", a.text, b.text);
    }
}

/* "a>b a>c b c": each node with its parents */
static void reads(const char *text, const char *want) {
    hr_hierarchy h;
    hr_hierarchy_init(&h);
    OK(hr_parse_debian(&h, text, strlen(text), "Packages"));
    char got[1024] = "", a[16], b[16];
    for (uint32_t v = 0; v < h.nodes; v++) {
        const uint32_t *parent;
        uint32_t parents = hr_parents(&h, v, &parent);
        for (uint32_t i = 0; i < parents || i < 1; i++) {
            size_t used = strlen(got);
            snprintf(got + used, sizeof got - used, "%s%s%s%s", used ? " " : "", hr_node_name(&h, v, a),
                     parents ? ">" : "", parents ? hr_node_name(&h, parent[i], b) : "");
        }
    }
    CHECK(!strcmp(got, want), "\"%s\" gave \"%s\", wanted \"%s\"", text, got, want);
    hr_hierarchy_clear(&h);
}

static void refuses(const char *text, const char *part) {
    hr_hierarchy h;
    hr_hierarchy_init(&h);
    FAILS(hr_parse_debian(&h, text, strlen(text), "Packages"), part);
    CHECK(!h.nodes && !h.parent_start && !h.names, "\"%s\" left something behind", text);
}

static void test_meaning(void) {
    reads(
        "Package: a\nDepends: b (>= 1.0), c:any [amd64] <!nocheck>\nPre-Depends: d\n\nPackage: b\n\n\nPackage: c\n"
        "Description: x\n folded\n .\n\nPackage: d\n# comment\n",
        "a>b a>c a>d b c d");
    reads("Package: a\nDepends: b,\n c,\n\td\n\nPackage: b\n\nPackage: c\n\nPackage: d\n",
          "a>b a>c a>d b c d");
    reads("Package: a\nDEPENDS: b, b (<< 2), b | c\n\npackage: b\r\n\r\nPackage: c", "a>b b c");
    /* alternatives: the first that exists, as a package before as a provider; a package before its providers
     */
    reads("Package: a\nDepends: no | c | b\n\nPackage: b\n\nPackage: c\n", "a>c b c");
    reads("Package: a\nDepends: mail | b\n\nPackage: b\n\nPackage: c\nProvides: x, mail (= 2)\n\nPackage: d\n"
          "Provides: mail\n",
          "a>c b c d");
    reads("Package: a\nDepends: b\n\nPackage: c\nProvides: b\n\nPackage: b\n", "a>b c b");
    reads("Package: a\nDepends: no, neither | nor\n", "a"); /* nothing meets it */
    reads("Package: a\nDepends: mail, a\nProvides: mail\n", "a");
    /* the newest version counts, wherever it stands */
    reads(
        "Package: a\nVersion: 1.10\nDepends: b\n\nPackage: b\n\nPackage: a\nVersion: 1.9\nDepends: c\n\nPackage: c\n",
        "a>b b c");
    reads(
        "Package: a\nVersion: 1.9\nDepends: b\n\nPackage: b\n\nPackage: a\nVersion: 1.10\nDepends: c\n\nPackage: c\n",
        "a>c b c");
    /* circles: one node with the smallest name, where its first package stands */
    reads(
        "Package: x\nDepends: z\n\nPackage: z\nDepends: b\n\nPackage: q\nDepends: z, x\n\nPackage: b\nDepends: z, e\n\n"
        "Package: e\n",
        "x>b +1 b +1>e q>x q>b +1 e");
    reads("Package: b\nDepends: a\n\nPackage: a\nDepends: b\n", "a +1");
    /* dpkg's status: what is removed is not there */
    reads(
        "Package: a\nStatus: install ok installed\nDepends: b | c\n\nPackage: b\nStatus: deinstall ok config-files\n\n"
        "Package: c\nStatus: hold ok installed\n",
        "a>c c");
}

static void test_refused(void) {
    refuses("", "Packages: no nodes");
    refuses("Package a\n", "Packages: line 1: not 'Field: value'");
    refuses("Package: a\nPa ckage: b\n", "Packages: line 2: not 'Field: value'");
    refuses(": a\n", "Packages: line 1: not 'Field: value'");
    refuses("\n folded\n", "Packages: line 2: a line goes on, but no field is open");
    refuses("Package: a\n\nVersion: 1\n\n", "Packages: line 3: a stanza without Package");
    refuses("Package:\n", "Packages: line 1: this stanza's Package is no name");
    refuses("Package: a b\n", "Packages: line 1: this stanza's Package is no name");
    refuses("Package: a\npackage: b\n", "Packages: line 2: this stanza has the field twice");
    refuses("Package: a\nVersion: 1\nDepends: b c, d\n",
            "Packages: line 3: Depends: 'b c' is not 'name (>= version)'");
    refuses("Package: a\nPre-Depends: b |\n", "Packages: line 2: Pre-Depends: '' is not");
    refuses("Package: a\nDepends: b | , c\n", "is not 'name (>= version)'");
    refuses("Package: a\nProvides: (= 1)\n", "Packages: line 2: Provides: '(= 1)' is not");
}

enum { MOST = 12 };

/* A random file of up to MOST packages p0.. and names v0.. that some provide, and its plain reading. */
typedef struct {
    char text[4096];
    unsigned packages;
    bool reach[MOST][MOST];
} instance;

static unsigned draw(gsl_rng *rng, unsigned below) {
    return (unsigned)gsl_rng_uniform_int(rng, below);
}

static void make(instance *x, gsl_rng *rng) {
    memset(x, 0, sizeof *x);
    x->packages = 1 + draw(rng, MOST);
    unsigned provides[MOST], entries[MOST];
    for (unsigned p = 0; p < x->packages; p++)
        provides[p] = draw(rng, 8); /* v0 .. v3, or nothing */
    char *at = x->text;
    for (unsigned p = 0; p < x->packages; p++) {
        at += sprintf(at, "Package: p%u\n", p);
        if (provides[p] < 4)
            at += sprintf(at, "Provides: v%u\n", provides[p]);
        entries[p] = draw(rng, 3);
        at += sprintf(at, "Depends: ");
        for (unsigned e = 0; e < entries[p]; e++) {
            bool met = false;
            unsigned alternatives = 1 + draw(rng, 2);
            for (unsigned i = 0; i < alternatives; i++) {
                bool virtual = draw(rng, 3) == 0;
                unsigned name = draw(rng, virtual ? 4 : MOST + 2), found = MOST;
                at += sprintf(at, "%s%c%u", i ? " | " : e ? ", " : "", virtual ? 'v' : 'p', name);
                if (!virtual && name < x->packages)
                    found = name;
                for (unsigned q = x->packages; virtual && q-- > 0;)
                    found = provides[q] == name ? q : found;
                if (found < MOST && !met)
                    x->reach[p][found] = met = true;
            }
        }
        at += sprintf(at, "\n\n");
    }
    for (unsigned k = 0; k < x->packages; k++)
        x->reach[k][k] = true;
    for (unsigned k = 0; k < x->packages; k++)
        for (unsigned i = 0; i < x->packages; i++)
            for (unsigned j = 0; j < x->packages; j++)
                x->reach[i][j] = x->reach[i][j] || (x->reach[i][k] && x->reach[k][j]);
}

/* The node of package p: named by its circle's smallest name and size. */
static uint32_t node_of(const instance *x, const hr_hierarchy *h, unsigned p) {
    char least[16] = "", name[16], want[32], room[16];
    unsigned size = 0;
    for (unsigned q = 0; q < x->packages; q++)
        if (x->reach[p][q] && x->reach[q][p]) {
            snprintf(name, sizeof name, "p%u", q);
            if (!size++ || strcmp(name, least) < 0)
                memcpy(least, name, sizeof least);
        }
    snprintf(want, sizeof want, size > 1 ? "%s +%u" : "%s", least, size - 1);
    uint32_t v = 0;
    while (v < h->nodes && strcmp(hr_node_name(h, v, room), want))
        v++;
    CHECK(v < h->nodes, "no node %s of:\n%s", want, x->text);
    return v;
}

static void test_random(void) {
    gsl_rng *rng = hr_rng_new(5, HR_STREAM_GENERATOR, 0);
    instance x;
    for (unsigned round = 0; round < 300; round++) {
        hr_hierarchy h;
        hr_ancestors a;
        hr_hierarchy_init(&h);
        make(&x, rng);
        OK(hr_parse_debian(&h, x.text, strlen(x.text), "Packages"));
        OK(hr_ancestors_build(&a, &h));
        uint32_t node[MOST];
        for (unsigned p = 0; p < x.packages; p++)
            node[p] = node_of(&x, &h, p);
        for (unsigned p = 0; p < x.packages; p++)
            for (unsigned q = 0; q < x.packages && node[p] < h.nodes && node[q] < h.nodes; q++)
                CHECK(hr_is_ancestor(&a, node[p], node[q]) == x.reach[p][q], "p%u to p%u of:\n%s", p, q,
                      x.text);
        hr_ancestors_clear(&a);
        hr_hierarchy_clear(&h);
    }
    gsl_rng_free(rng);
}

int main(void) {
    RUN(test_versions);
    RUN(test_meaning);
    RUN(test_refused);
    RUN(test_random);
    return hr_test_end();
}
