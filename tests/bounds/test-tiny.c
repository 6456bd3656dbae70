/* Exhaustive truth: every hierarchy of at most 6 nodes, up to isomorphism.  tests/bounds/tiny.csv is the
 * table; it is computed anew here and must be the same, and hrdim's brackets must contain it.  `test-tiny
 * --print` writes the table. */
#include "embedding/small.h"
#include "test.h"
#include "tiny_truth.h"

#include "bounds/bracket.h"

#include <math.h>
#include <omp.h>

/* partially ordered sets of 1 .. 6 points: 1, 2, 5, 16, 63, 318 (https://oeis.org/A000112) */
static const size_t expected[] = {0, 1, 2, 5, 16, 63, 318};

static bool covers(const tiny *t, uint32_t child, uint32_t parent) {
    if (child == parent || !(t->above[child] >> parent & 1))
        return false;
    for (uint32_t between = 0; between < t->nodes; between++)
        if (between != child && between != parent && t->above[child] >> between & 1 &&
            t->above[between] >> parent & 1)
            return false;
    return true;
}

static size_t add_least(char *out, size_t room, const tiny_least *l) {
    if (l->lower == l->upper)
        return (size_t)snprintf(out, room, ",%u,%s,%s", l->lower, l->lower_by, l->upper_by);
    return (size_t)snprintf(out, room, ",%u..%u open,%s,%s", l->lower, l->upper, l->lower_by, l->upper_by);
}

/* nodes,edges child>parent,f_query,its bounds,f_sign,its bounds */
static void line_of(char out[256], const tiny *t, const tiny_least *query, const tiny_least *sign) {
    size_t used = (size_t)snprintf(out, 256, "%u,", t->nodes);
    for (uint32_t child = 0; child < t->nodes; child++)
        for (uint32_t parent = 0; parent < child; parent++)
            if (covers(t, child, parent))
                used += (size_t)snprintf(out + used, 256 - used, "%s%u>%u", out[used - 1] == ',' ? "" : " ",
                                         child, parent);
    used += add_least(out + used, 256 - used, query);
    add_least(out + used, 256 - used, sign);
}

static const char header[] =
    "nodes,edges,f_query,f_query_lower_by,f_query_upper_by,f_sign,f_sign_lower_by,f_sign_upper_by";

static void open_tiny(small *out, const tiny *t) {
    hr_builder *builder = hr_builder_new(HR_BUILD_NUMBERED, "a tiny hierarchy");
    OK(hr_builder_numbered(builder, t->nodes));
    for (uint32_t child = 0; child < t->nodes; child++)
        for (uint32_t parent = 0; parent < child; parent++)
            if (covers(t, child, parent))
                OK(hr_builder_edge(builder, child, parent, 0));
    small_finish(out, builder);
}

static void check_bracket(const small *s, hr_notion notion, const tiny_least *truth, const char *line,
                          size_t *closed) {
    hr_problem problem = {
        .hierarchy = &s->hierarchy, .ancestors = &s->ancestors, .notion = notion, .effort = 0.02, .seed = 1};
    hr_bound_row rows[64] = {{0}};
    size_t count = 0;
    for (; hr_bounds[count]; count++)
        OK(hr_bounds[count]->compute(&rows[count], &problem));
    hr_bracket b;
    hr_bracket_make(&b, rows);
    for (size_t i = 0; i < count; i++)
        hr_bound_row_clear(&rows[i]);
    CHECK(b.lower <= truth->upper && truth->lower <= b.upper, "%s, %s: %g <= d <= %g", line,
          hr_notion_names[notion], b.lower, b.upper);
    *closed += b.closed;
}

static bool print;

static void test_tiny(void) {
    char path[512], line[256], committed[256];
    size_t all = 0, closed[2] = {0}, open = 0;
    snprintf(path, sizeof path, "%s/tests/bounds/tiny.csv", getenv("HR_SRCDIR") ? getenv("HR_SRCDIR") : ".");
    FILE *file = print ? NULL : fopen(path, "r");
    CHECK(print || (file && fgets(committed, sizeof committed, file)), "%s cannot be read", path);
    if (print)
        puts(header);
    for (uint32_t nodes = 1; nodes <= TINY; nodes++) {
        size_t count;
        tiny *list = tiny_all(&count, nodes);
        CHECK(count == expected[nodes], "%zu partially ordered sets of %u nodes", count, nodes);
        for (size_t i = 0; i < count; i++, all++) {
            tiny_least least[2];
            tiny_decide(&least[0], &least[1], &list[i]);
            line_of(line, &list[i], &least[0], &least[1]);
            open += least[0].lower != least[0].upper || least[1].lower != least[1].upper;
            if (print) {
                puts(line);
                continue;
            }
            bool read = file && fgets(committed, sizeof committed, file);
            committed[read ? strcspn(committed, "\n") : 0] = '\0';
            CHECK(!strcmp(line, committed), "the table has '%s', computed '%s'", committed, line);
            small s;
            open_tiny(&s, &list[i]);
            check_bracket(&s, HR_F_QUERY, &least[0], line, &closed[0]);
            check_bracket(&s, HR_F_SIGN, &least[1], line, &closed[1]);
            small_clear(&s);
        }
        free(list);
    }
    if (!print)
        printf("%zu hierarchies, %zu open; brackets closed: f-query %zu, f-sign %zu\n", all, open, closed[0],
               closed[1]);
    CHECK(print || (file && !fgets(committed, sizeof committed, file)), "%s has more lines", path);
    if (file)
        fclose(file);
}

int main(int argc, char **argv) {
    omp_set_num_threads(1); /* much too small to share */
    print = argc == 2 && !strcmp(argv[1], "--print");
    if (print) {
        test_tiny();
        return 0;
    }
    RUN(test_tiny);
    return hr_test_end();
}
