/* L1: both searches against all subsets, and the check of the evidence against changed evidence. */
#include "embedding/small.h"
#include "test.h"

#include "bounds/rows.h"
#include "bounds/shatter.h"

#include <math.h>

/* Whether the queries split the documents of `set` (bits) in every way, straight from the definition. */
static bool is_split(const hr_ancestors *a, uint32_t set, bool whole) {
    for (uint32_t part = set;; part = (part - 1) & set) {
        bool found = (part == set || !part) && !whole;
        for (uint32_t q = 0; q < a->queries && !found; q++) {
            uint32_t held = 0;
            for (uint32_t x = 0; x < a->documents; x++)
                if (set >> x & 1 && hr_is_ancestor(a, q, x))
                    held |= UINT32_C(1) << x;
            found = held == part || held == (set & ~part);
        }
        if (!found)
            return false;
        if (!part)
            return true;
    }
}

static uint32_t largest_split(const hr_ancestors *a, bool whole) {
    uint32_t most = 0;
    for (uint32_t set = 1; set < UINT32_C(1) << a->documents; set++)
        if ((uint32_t)__builtin_popcount(set) > most && is_split(a, set, whole))
            most = (uint32_t)__builtin_popcount(set);
    return most;
}

static void check_searches(const small *s, uint32_t most, bool whole, const char *what) {
    hr_shatter shatter;
    hr_shatter_found all, grown;
    OK(hr_shatter_init(&shatter, &s->ancestors, whole));
    OK(hr_shatter_search_all(&all, &shatter, HR_SHATTER_MOST, 10000000));
    OK(hr_shatter_search(&grown, &shatter, HR_SHATTER_MOST, 400000, 1));
    CHECK(all.largest && all.size == most, "%s: all sets give %u, the definition %u", what, all.size, most);
    CHECK(grown.size == most, "%s: growth gives %u, the definition %u", what, grown.size, most);
    hr_shatter_clear(&shatter);
}

/* Every change makes the evidence too weak for its claim. */
static void check_evidence(hr_bound_row *row, const hr_ancestors *a, const char *what) {
    hr_evidence *e = &row->evidence;
    bool holds;
    OK(hr_evidence_check(&holds, e, a));
    CHECK(holds && e->least == row->dimension && e->kind == HR_EVIDENCE_RADON, "%s: the evidence", what);
    e->least++;
    OK(hr_evidence_check(&holds, e, a));
    CHECK(!holds, "%s: one dimension more", what);
    e->least--;
    e->queries--; /* every query makes a split that no other makes */
    OK(hr_evidence_check(&holds, e, a));
    CHECK(!holds, "%s: without the last query", what);
    e->queries++;
    uint32_t first = e->document[0];
    e->document[0] = e->document[1];
    OK(hr_evidence_check(&holds, e, a));
    CHECK(!holds, "%s: a document twice", what);
    e->document[0] = a->documents;
    OK(hr_evidence_check(&holds, e, a));
    CHECK(!holds, "%s: a document that is none", what);
    e->document[0] = first;
}

static void check_row(const small *s, hr_notion notion, uint32_t most, const char *what) {
    hr_problem problem = {
        .hierarchy = &s->hierarchy, .ancestors = &s->ancestors, .notion = notion, .seed = 1};
    hr_bound_row row;
    OK(hr_bound_radon.compute(&row, &problem));
    CHECK(row.applies == (most > 1), "%s: applies with %u documents", what, most);
    if (row.applies) {
        CHECK(row.dimension == most - (notion != HR_F_SIGN), "%s, %s: %g with %u documents", what,
              hr_notion_names[notion], row.dimension, most);
        CHECK(row.known == HR_CERTIFIED, "%s", what);
        check_evidence(&row, &s->ancestors, what);
    }
    hr_bound_row_clear(&row);
}

static void test_random(void) {
    for (uint32_t trial = 0; trial < 60; trial++) {
        small s;
        char what[32];
        snprintf(what, sizeof what, "random hierarchy %u", trial);
        small_random(&s, 2 + trial % 11, 1 + trial % 4, trial % 3 == 2, trial);
        for (int whole = 0; whole < 2; whole++) {
            uint32_t most = largest_split(&s.ancestors, whole);
            check_searches(&s, most, whole, what);
            check_row(&s, whole ? HR_F_SIGN : HR_F_QUERY, most, what);
        }
        small_clear(&s);
    }
}

static double row_of(const char *what, hr_notion notion) {
    small s;
    hr_bound_row row;
    hr_hierarchy_init(&s.hierarchy);
    OK(hr_hierarchy_open(&s.hierarchy, what));
    OK(hr_ancestors_build(&s.ancestors, &s.hierarchy));
    hr_problem problem = {
        .hierarchy = &s.hierarchy, .ancestors = &s.ancestors, .notion = notion, .effort = 0.1};
    OK(hr_bound_radon.compute(&row, &problem));
    double dimension = row.dimension;
    hr_bound_row_clear(&row);
    small_clear(&s);
    return dimension;
}

/* theory.md: all subsets of size k need 2k [Wang]; trees 2 and 3; a lattice grows */
static void test_known(void) {
    for (int k = 1; k <= 4; k++) {
        char what[32];
        snprintf(what, sizeof what, "subsets:m=12,k=%d", k);
        CHECK(row_of(what, HR_F_QUERY) == 2 * k, "%s", what);
    }
    for (int width = 2; width <= 4; width++) {
        char what[32];
        snprintf(what, sizeof what, "tree:width=%d,height=4", width);
        CHECK(row_of(what, HR_F_QUERY) == 2 && row_of(what, HR_F_SIGN) == 3, "%s", what);
    }
    for (int k = 2; k <= 6; k++) {
        char what[32];
        snprintf(what, sizeof what, "lattice:k=%d", k);
        CHECK(row_of(what, HR_F_QUERY) == k && row_of(what, HR_F_SIGN) == k + 1, "%s", what);
    }
    CHECK(row_of("path:n=50", HR_F_QUERY) == 1 && row_of("path:n=50", HR_F_SIGN) == 2, "path");
}

/* the same seed, the same set */
static void test_repeatable(void) {
    small s;
    hr_hierarchy_init(&s.hierarchy);
    OK(hr_hierarchy_open(&s.hierarchy, "dag:n=600,parents=3,seed=2"));
    OK(hr_ancestors_build(&s.ancestors, &s.hierarchy));
    hr_shatter shatter;
    hr_shatter_found one, two;
    OK(hr_shatter_init(&shatter, &s.ancestors, false));
    OK(hr_shatter_search(&one, &shatter, HR_SHATTER_MOST, 3000000, 5));
    OK(hr_shatter_search(&two, &shatter, HR_SHATTER_MOST, 3000000, 5));
    CHECK(one.size == two.size && !memcmp(one.member, two.member, one.size * sizeof *one.member),
          "the same seed");
    CHECK(one.size >= 5, "%u documents", one.size);
    hr_shatter_clear(&shatter);
    small_clear(&s);
}

int main(void) {
    RUN(test_random);
    RUN(test_known);
    RUN(test_repeatable);
    return hr_test_end();
}
