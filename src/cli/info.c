/* hrdim info: what a hierarchy is, in numbers. */
#include "cli/command.h"

#include "base/progress.h"
#include "cli/list_sources.h"
#include "hierarchy/ancestors.h"
#include "hierarchy/shape.h"
#include "hierarchy/treewidth.h"

#include <inttypes.h>

static int run(int argc, char **argv);

const hr_command hr_command_info = {
    .name = "info",
    .usage = "info HIERARCHY",
    .summary = "sizes, depth, s, pairs by distance and a treewidth bound of a hierarchy",
    .details =
        "S(q) is every document that q reaches upwards, itself included; s is the largest |S(q)|; a pair\n"
        "is a query with a document of its S(q); distance counts the edges of a shortest path. The\n"
        "depth counts the edges of the longest path from any node up to a root.\n\n"
        "examples:\n"
        "  hrdim info wordnet\n"
        "  hrdim info --json tree:width=5,height=4\n"
        "  hrdim info taxonomy.tsv\n"
        "  hrdim info --list\n",
    .run = run,
};

enum {
    TREEWIDTH_EDGES = 2000000, /* beyond, minimum degree takes up to minutes: only on request */
    SHOWN_DISTANCES = 64
};

typedef struct {
    hr_hierarchy hierarchy;
    hr_ancestors ancestors;
    hr_shape shape;
    bool forest;
    hr_treewidth treewidth;
    double treewidth_seconds;
} facts;

static hr_status find_facts(facts *f, const char *what, bool always) {
    hr_status status = hr_hierarchy_open(&f->hierarchy, what);
    if (status == HR_OK)
        status = hr_shape_of(&f->shape, &f->hierarchy);
    if (status == HR_OK)
        status = hr_ancestors_build(&f->ancestors, &f->hierarchy);
    if (status != HR_OK)
        return status;
    f->forest = f->shape.multi_parent == 0;
    double start = hr_seconds();
    status = hr_treewidth_within(&f->treewidth, &f->hierarchy, always ? UINT64_MAX : TREEWIDTH_EDGES);
    f->treewidth_seconds = hr_seconds() - start;
    return status;
}

static double mean_size(const hr_ancestors *a) {
    return a->queries ? (double)a->pairs / a->queries : 0;
}

static uint64_t pairs_without_self(const hr_ancestors *a) {
    return a->pairs ? a->pairs - a->by_distance[0] : 0;
}

static json_t *json_facts(const facts *f) {
    const hr_ancestors *a = &f->ancestors;
    const struct {
        const char *key;
        uint64_t value;
    } rows[] = {
        {"nodes", f->hierarchy.nodes},
        {"edges", f->hierarchy.edges},
        {"queries", a->queries},
        {"documents", a->documents},
        {"roots", f->shape.roots},
        {"leaves", f->shape.leaves},
        {"multi_parent", f->shape.multi_parent},
        {"most_parents", f->shape.most_parents},
        {"most_children", f->shape.most_children},
        {"depth", f->shape.depth},
        {"pairs", a->pairs},
        {"pairs_without_self", pairs_without_self(a)},
        {"s", a->s},
    };
    json_t *object = json_object();
    int bad = json_object_set_new(object, "source", json_string(f->hierarchy.source));
    if (bad) /* a path that is not UTF-8, which JSON cannot hold */
        bad = json_object_set_new(object, "source", json_null());
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        bad |= json_object_set_new(object, rows[i].key, json_integer((json_int_t)rows[i].value));
    for (uint32_t i = 0; i < f->hierarchy.remarks; i++)
        bad |= json_object_set_new(object, f->hierarchy.remark[i].key,
                                   json_integer((json_int_t)f->hierarchy.remark[i].count));
    bad |= json_object_set_new(object, "mean_s", json_real(mean_size(a)));
    json_t *by_distance = json_array();
    for (uint32_t d = 0; a->pairs && d <= a->max_distance; d++)
        bad |= json_array_append_new(by_distance, json_integer((json_int_t)a->by_distance[d]));
    bad |= json_object_set_new(object, "by_distance", by_distance);
    bad |= json_object_set_new(object, "forest", json_boolean(f->forest));
    bad |= json_object_set_new(object, "treewidth_bound",
                               f->treewidth.bounded ? json_integer(f->treewidth.width) : json_null());
    bad |= json_object_set_new(object, "treewidth_exact", json_boolean(f->treewidth.bounded && f->forest));
    if (!bad)
        return object;
    json_decref(object);
    return NULL;
}

/* 1234567 as 1,234,567 */
static const char *grouped(uint64_t number, char room[32]) {
    char digits[24];
    int length = snprintf(digits, sizeof digits, "%" PRIu64, number), at = 0;
    for (int i = 0; i < length; i++) {
        if (i && (length - i) % 3 == 0)
            room[at++] = ',';
        room[at++] = digits[i];
    }
    room[at] = '\0';
    return room;
}

static void print_row(const char *name, uint64_t number, const char *note) {
    char room[32];
    printf("%-22s %16s%s%s\n", name, grouped(number, room), *note ? "   " : "", note);
}

static void print_distances(const hr_ancestors *a) {
    uint32_t count = a->pairs ? a->max_distance + 1 : 0, shown = count;
    if (count > SHOWN_DISTANCES)
        shown = SHOWN_DISTANCES - 1;
    for (uint32_t d = 0; d < shown; d++) {
        char name[32];
        snprintf(name, sizeof name, "  at distance %" PRIu32, d);
        print_row(name, a->by_distance[d], "");
    }
    uint64_t rest = 0;
    for (uint32_t d = shown; d < count; d++)
        rest += a->by_distance[d];
    if (shown < count) {
        char note[64];
        snprintf(note, sizeof note, "distances %" PRIu32 " to %" PRIu32 "; --json has each", shown,
                 count - 1);
        print_row("  farther", rest, note);
    }
}

static hr_status print_text(const facts *f) {
    const hr_hierarchy *h = &f->hierarchy;
    const hr_ancestors *a = &f->ancestors;
    printf("%s\n\n", h->source);
    for (uint32_t i = 0; i < h->remarks; i++)
        print_row(h->remark[i].name, h->remark[i].count, h->remark[i].note);
    print_row("nodes", h->nodes, "");
    print_row("edges", h->edges, "");
    if (h->query || h->document) {
        print_row("queries", h->queries, "");
        print_row("documents", h->documents, "");
    }
    print_row("roots", f->shape.roots, "");
    print_row("leaves", f->shape.leaves, "");
    print_row("several parents", f->shape.multi_parent, f->forest ? "none: a forest" : "");
    print_row("most parents", f->shape.most_parents, "");
    print_row("most children", f->shape.most_children, "");
    print_row("depth", f->shape.depth, "edges on the longest path up to a root");
    if (!f->treewidth.bounded)
        printf("%-22s %16s   more than %d edges on cycles, this may take minutes: ask with --treewidth\n",
               "treewidth", "not computed", TREEWIDTH_EDGES);
    else if (f->forest)
        print_row("treewidth", f->treewidth.width, "exactly");
    else {
        char note[80];
        snprintf(note, sizeof note, "or less, by an elimination order; %.2f s", f->treewidth_seconds);
        print_row("treewidth", f->treewidth.width, note);
    }
    putchar('\n');
    print_row("s", a->s, "the largest |S(q)|");
    printf("%-22s %16.2f\n", "mean |S(q)|", mean_size(a));
    print_row("pairs", a->pairs, "(q, x) with x in S(q)");
    print_row("pairs without self", pairs_without_self(a), "");
    print_distances(a);
    return hr_finish_output();
}

static int run(int argc, char **argv) {
    bool always = false, list = false;
    hr_common common;
    const hr_option options[] = {
        {.name = "treewidth", .help = "bound the treewidth however many edges there are", .flag = &always},
        {.name = "list", .help = "what HIERARCHY may be: files, data sets, generators", .flag = &list},
        {0},
    };
    if (hr_parse_options(&hr_command_info, &argc, argv, 0, 1, options, &common) != HR_OK)
        return hr_report_error();
    if (common.help)
        return 0;
    if (list)
        return hr_list_sources(common.json) == HR_OK ? 0 : hr_report_error();
    if (argc < 2) {
        hr_fail(HR_EUSAGE, "info: too few arguments; usage: hrdim %s", hr_command_info.usage);
        return hr_report_error();
    }
    facts f = {0};
    hr_hierarchy_init(&f.hierarchy);
    hr_status status = find_facts(&f, argv[1], always);
    if (status == HR_OK)
        status = common.json ? hr_print_json(json_facts(&f)) : print_text(&f);
    hr_ancestors_clear(&f.ancestors);
    hr_hierarchy_clear(&f.hierarchy);
    return status == HR_OK ? 0 : hr_report_error();
}
