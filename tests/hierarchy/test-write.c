/* The writers: exact bytes, refusals, and the round trip of random hierarchies in every format. */
#include "base/random.h"
#include "hierarchy/builder.h"
#include "hierarchy/read.h"
#include "hierarchy/write.h"
#include "test.h"

#include "fuzz/fuzz.h"

typedef hr_status writer(FILE *stream, const hr_hierarchy *h);

static hr_status tsv(FILE *stream, const hr_hierarchy *h) {
    return hr_write_edges(stream, h, '\t');
}

static hr_status csv(FILE *stream, const hr_hierarchy *h) {
    return hr_write_edges(stream, h, ',');
}

static void parse(hr_hierarchy *h, const char *text) {
    hr_hierarchy_init(h);
    OK(hr_parse_json(h, text, strlen(text), "t"));
}

static void writes(const char *from, writer *write, const char *want) {
    hr_hierarchy h;
    parse(&h, from);
    char *text = NULL;
    size_t length = 0;
    FILE *stream = open_memstream(&text, &length);
    OK(write(stream, &h));
    fclose(stream);
    CHECK(!strcmp(text, want), "wrote \"%s\", wanted \"%s\"", text, want);
    free(text);
    hr_hierarchy_clear(&h);
}

static void refuses(const char *from, writer *write, const char *part) {
    hr_hierarchy h;
    parse(&h, from);
    char *text = NULL;
    size_t length = 0;
    FILE *stream = open_memstream(&text, &length);
    FAILS(write(stream, &h), part);
    fclose(stream);
    free(text);
    hr_hierarchy_clear(&h);
}

static void test_bytes(void) {
    static const char tree[] =
        "{\"nodes\": [\"r\", \"a\", \"b\"], \"edges\": [[\"b\", \"a\"], [\"a\", \"r\"]]}";
    writes(tree, tsv, "r\na\tr\nb\ta\n");
    writes(tree, csv, "child,parent\nr\na,r\nb,a\n");
    writes(tree, hr_write_json,
           "{\"nodes\": [\n  \"r\",\n  \"a\",\n  \"b\"],\n \"edges\": [\n  [\"a\", \"r\"],\n  [\"b\", "
           "\"a\"]]}\n");
    /* the parent has the larger number: the nodes between must be declared first */
    writes("{\"nodes\": 4, \"edges\": [[0, 3]]}", tsv, "0\n1\n2\n0\t3\n3\n");
    writes("{\"nodes\": 2, \"edges\": [[0, 1]], \"documents\": [1]}", hr_write_json,
           "{\"nodes\": 2,\n \"edges\": [\n  [0, 1]],\n \"documents\": [\n  1]}\n");
    writes("{\"edges\": [[\"a,b\", \"\\\"x\\\"\\n\"], [\"#\", \"y\\r\"]]}", csv,
           "child,parent\n\"a,b\",\"\"\"x\"\"\n\"\n\"\"\"x\"\"\n\"\n\"#\",\"y\r\"\n\"y\r\"\n");
}

static hr_status canonical(FILE *stream, const hr_hierarchy *h) {
    hr_write_canonical(stream, h);
    return HR_OK;
}

/* What the digest hashes; names are bytes, whatever they hold. */
static void test_canonical(void) {
    writes("{\"nodes\": 3, \"edges\": [[1, 0], [2, 0]]}", canonical,
           "hrdim hierarchy 1\nnodes 3\n1:0\n1:1 0\n1:2 0\nqueries all\ndocuments all\n");
    writes("{\"nodes\": [\"a\", \"b 1\\n\"], \"edges\": [[\"a\", \"b 1\\n\"]], \"documents\": [\"b 1\\n\"]}",
           canonical, "hrdim hierarchy 1\nnodes 2\n1:a 1\n4:b 1\n\nqueries all\ndocuments 1\n");
}

static void test_refusals(void) {
    refuses("{\"nodes\": 2, \"queries\": [1]}", tsv, "cannot hold which nodes are queries");
    refuses("{\"nodes\": 2, \"documents\": [1]}", csv, "write JSON");
    refuses("{\"nodes\": [\"a\\tb\"]}", tsv, "'a?b' holds a tab or line end");
    refuses("{\"nodes\": [\"a\\n\"]}", tsv, "write CSV or JSON");
    refuses("{\"nodes\": [\"#a\"]}", tsv, "begins like a comment");
    refuses("{\"nodes\": [\"a b\", \"c d\"]}", tsv, "looks like lost tabs");
    hr_hierarchy h;
    hr_hierarchy_init(&h);
    OK(hr_parse_edges(&h, "\xff\n", 2, "t", '\t'));
    char *text = NULL;
    size_t length = 0;
    FILE *stream = open_memstream(&text, &length);
    FAILS(hr_write_json(stream, &h), "is not UTF-8");
    fclose(stream);
    free(text);
    hr_hierarchy_clear(&h);
}

/* Random DAGs whose numbers have nothing to do with the order; hr_fuzz_verify aborts at the first difference.
 */
static void test_round_trip(void) {
    static const char *const odd[] = {"#", "\"",    ",",      "\t",           "\n",   "\r",
                                      " ", "child", "parent", "\xef\xbb\xbf", "\xff", "x"};
    gsl_rng *rng = hr_rng_new(3, HR_STREAM_TEST, 1);
    for (int trial = 0; trial < 2000; trial++) {
        uint32_t n = 1 + (uint32_t)gsl_rng_uniform_int(rng, 12), rank[12];
        hr_builder *b = hr_builder_new(trial % 3 ? HR_BUILD_NAMED : HR_BUILD_NUMBERED, "random");
        if (trial % 3 == 0)
            OK(hr_builder_numbered(b, n));
        for (uint32_t v = 0; v < n; v++) {
            uint32_t other = (uint32_t)gsl_rng_uniform_int(rng, v + 1), node;
            rank[v] = rank[other];
            rank[other] = v;
            char name[64];
            if (trial % 3 == 1)
                snprintf(name, sizeof name, "n%u", v);
            else
                snprintf(name, sizeof name, "%s%u%s", odd[gsl_rng_uniform_int(rng, 12)], v,
                         odd[gsl_rng_uniform_int(rng, 12)]);
            if (trial % 3)
                OK(hr_builder_node(b, name, strlen(name), 0, &node));
        }
        for (uint32_t v = 0; v < n; v++)
            for (uint32_t p = 0; p < n; p++)
                if (rank[p] < rank[v] && gsl_rng_uniform_int(rng, 3) == 0)
                    OK(hr_builder_edge(b, v, p, 0));
        for (uint32_t v = 0; v < n && trial % 5 == 0; v++) {
            if (gsl_rng_uniform_int(rng, 2))
                OK(hr_builder_query(b, v));
            if (gsl_rng_uniform_int(rng, 2))
                OK(hr_builder_document(b, v));
        }
        hr_hierarchy h;
        hr_hierarchy_init(&h);
        hr_status status = hr_builder_finish(b, &h);
        CHECK(status == HR_OK, "trial %d: %s", trial, hr_error());
        hr_fuzz_verify(&h, status);
        hr_builder_free(b);
    }
    gsl_rng_free(rng);
}

int main(void) {
    RUN(test_bytes);
    RUN(test_canonical);
    RUN(test_refusals);
    RUN(test_round_trip);
    return hr_test_end();
}
