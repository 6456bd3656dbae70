/* The readers on small files: what they mean, and what they say of broken ones. */
#include "hierarchy/read.h"
#include "test.h"

typedef hr_status reader(hr_hierarchy *out, const char *text, size_t length);

static hr_status tsv(hr_hierarchy *out, const char *text, size_t length) {
    return hr_parse_edges(out, text, length, "t.tsv", 0);
}

static hr_status csv(hr_hierarchy *out, const char *text, size_t length) {
    return hr_parse_edges(out, text, length, "t.csv", 0);
}

static hr_status any(hr_hierarchy *out, const char *text, size_t length) {
    return hr_parse_edges(out, text, length, "t.txt", 0);
}

static hr_status wordnet(hr_hierarchy *out, const char *text, size_t length) {
    return hr_parse_wordnet(out, text, length, NULL, 0, "data.noun");
}

static hr_status obo(hr_hierarchy *out, const char *text, size_t length) {
    return hr_parse_obo(out, text, length, "t.obo", "is_a");
}

static hr_status obo_both(hr_hierarchy *out, const char *text, size_t length) {
    return hr_parse_obo(out, text, length, "t.obo", "is_a+part_of");
}

static hr_status ncbi(hr_hierarchy *out, const char *text, size_t length) {
    return hr_parse_ncbi(out, text, length, "nodes.dmp");
}

static hr_status json(hr_hierarchy *out, const char *text, size_t length) {
    return hr_parse_json(out, text, length, "t.json");
}

/* "a>b a>c b c": each node with its parents, in the order of their numbers */
static void describe(const hr_hierarchy *h, char *room, size_t size) {
    size_t used = 0;
    *room = '\0';
    for (uint32_t v = 0; v < h->nodes && used < size; v++) {
        const uint32_t *parent;
        uint32_t parents = hr_parents(h, v, &parent);
        char a[16], b[16];
        if (!parents)
            used +=
                (size_t)snprintf(room + used, size - used, "%s%s", used ? " " : "", hr_node_name(h, v, a));
        for (uint32_t i = 0; i < parents && used < size; i++)
            used += (size_t)snprintf(room + used, size - used, "%s%s>%s", used ? " " : "",
                                     hr_node_name(h, v, a), hr_node_name(h, parent[i], b));
    }
}

static void reads(reader *read, const char *text, const char *want) {
    hr_hierarchy h;
    hr_hierarchy_init(&h);
    OK(read(&h, text, strlen(text)));
    char got[1024];
    describe(&h, got, sizeof got);
    CHECK(!strcmp(got, want), "\"%s\" gave \"%s\", wanted \"%s\"", text, got, want);
    hr_hierarchy_clear(&h);
}

static void refuses(reader *read, const char *text, const char *part) {
    hr_hierarchy h;
    hr_hierarchy_init(&h);
    FAILS(read(&h, text, strlen(text)), part);
    CHECK(!h.nodes && !h.parent_start && !h.names, "\"%s\" left something behind", text);
}

static void test_edges(void) {
    reads(tsv, "dog\tanimal\ncat\tanimal\nanimal\troot\n", "dog>animal animal>root cat>animal root");
    reads(tsv, "# dog\tcat\n\na\tb\r\n\r\nb\tc", "a>b b>c c");
    reads(tsv, "root\nb\troot\na\nc\na\tb\n",
          "root b>root a>b c"); /* a node may be declared before its edges */
    reads(tsv,
          "\xef\xbb\xbf"
          "a\tb\n",
          "a>b b");
    reads(tsv, "a b\tc, \"d\"\n", "a b>c, \"d\" c, \"d\"");
    reads(tsv, "child\tparent\n", "child>parent parent"); /* only CSV has a header */
    reads(tsv, "\xff\xfe\t\xc3\n", "\xff\xfe>\xc3 \xc3");
    reads(any, "a,b\nb,c\n", "a>b b>c c");
    reads(any, "# no, tab here\na\tb,c\n", "a>b,c b,c");
    reads(any, "alone\n", "alone");
    refuses(tsv, "", "t.tsv: no nodes");
    refuses(tsv, "# nothing\n\n", "t.tsv: no nodes");
    refuses(tsv, "a\tb\nb\tc\td\n", "t.tsv: line 2: 3 fields; an edge is child<TAB>parent");
    refuses(tsv, "a\tb\n\tc\n", "t.tsv: line 2: a node without a name");
    refuses(tsv, "a\t\n", "t.tsv: line 1: a node without a name");
    refuses(tsv, "a\nx\tb\n", "t.tsv: line 2: dangling parent 'b'");
    refuses(tsv, "a\nb\na\n", "t.tsv: line 3: node 'a' is defined twice, first in line 1");
    refuses(tsv, "a\tb\n#\nb\tc\nc\ta\n", "t.tsv: line 1: cycle: a -> b -> c -> a");
    refuses(tsv, "a\tb\nc\tc\n", "t.tsv: line 2: self loop: 'c'");
    refuses(tsv, "a\tb\nc\td\na\tb\n", "t.tsv: line 3: duplicate edge 'a' -> 'b', first in line 1");
    refuses(any, "dog animal\ncat animal\n", "t.txt: no line has a tab");
    hr_hierarchy h;
    hr_hierarchy_init(&h);
    FAILS(tsv(&h, "a\tb\0c\n", 6), "t.tsv: line 1: a name holds a NUL byte");
    OK(hr_parse_edges(&h, "dog animal\n", 11, "t", '\t'));
    hr_hierarchy_clear(&h);
}

static void test_csv(void) {
    reads(csv, "child,parent\na,b\n", "a>b b");
    reads(csv, "Child,Parent\nchild,parent\n", "child>parent parent"); /* one header only */
    reads(csv, "\"a, \"\"x\"\"\",\"two\nlines\"\r\n\"#c\",b\r\n", "a, \"x\">two\nlines two\nlines #c>b b");
    reads(csv, "# a,b\na,b", "a>b b");
    refuses(csv, "a,b\nb,\"c\nd,e\n", "t.csv: line 2: a quote is opened and never closed");
    refuses(csv, "a,b\"c\n", "t.csv: line 1: a quote in the middle of a field");
    refuses(csv, "\"a\"b,c\n", "t.csv: line 1: a quote in the middle of a field");
    refuses(csv, "\"a\nb\",c\nd,e,f\n", "t.csv: line 3: 3 fields; an edge is child,parent");
    refuses(csv, "a,\"\"\n", "t.csv: line 1: a node without a name");
}

#define ENTITY "00001740 03 n 01 entity 0 001 ~ 00001930 n 0000 | that which is  \n"

static void test_wordnet(void) {
    reads(wordnet,
          "  1 This software\n" ENTITY
          "00001930 03 n 02 Big_thing 0 thing 1 002 @ 00001740 n 0000 + 01234567 v 0101 | x\n"
          "00002000 03 n 01 mars 0 001 @i 00001930 n 0000 | y",
          "entity#00001740 big_thing#00001930>entity#00001740 mars#00002000>big_thing#00001930");
    static const char data[] = ENTITY "00001930 03 n 01 Thing 0 001 @ 00001740 n 0000 | x\n";
    static const char index[] =
        "  1 licence\nentity n 1 1 ~ 1 1 00001740  \nthing n 2 2 @ ~ 2 0 00009999 00001930  \n";
    hr_hierarchy h;
    hr_hierarchy_init(&h);
    OK(hr_parse_wordnet(&h, data, strlen(data), index, strlen(index), "data.noun"));
    char got[200];
    describe(&h, got, sizeof got);
    CHECK(!strcmp(got, "entity.n.01 thing.n.02>entity.n.01"), "%s", got);
    hr_hierarchy_clear(&h);
    FAILS(hr_parse_wordnet(&h, data, strlen(data), "thing n 9", 9, "data.noun"),
          "data.noun: its index file: line 1");
    refuses(wordnet, "00001740 03 n 01 entity 0 009 @ 00001930 n 0000 | cut\n",
            "data.noun: line 1: fewer pointers than it says");
    refuses(wordnet, "00001740 03 n 0f entity 0 000 | cut\n", "line 1: fewer words than it says");
    refuses(wordnet, "00001740 03 n 01 entity 0", "line 1: no count of pointers");
    refuses(wordnet, "00001740 03 n 01 entity 0 99999999999 |", "line 1: no count of pointers");
    refuses(wordnet, "1740 03 n 01 entity 0 000 |", "line 1: does not begin with");
    refuses(wordnet, "00001740 03 a 01 able 0 000 |", "line 1: a synset of type 'a'");
    refuses(wordnet, ENTITY ENTITY, "line 2: synset 00001740 is defined twice");
    refuses(wordnet, ENTITY "00001930 03 n 01 x 0 001 @ 00001111 n 0000 |",
            "line 2: dangling parent: there is no synset");
    refuses(wordnet, ENTITY "00001930 03 n 01 x 0 001 @ 00001740 v 0000 |",
            "line 2: a hypernym of another part of speech");
    refuses(wordnet,
            "00000001 03 n 01 a 0 001 @ 00000002 n 0000 |\n00000002 03 n 01 b 0 001 @ 00000001 n 0000 |\n",
            "cycle: a#00000001 -> b#00000002 -> a#00000001");
}

static void test_obo(void) {
    static const char file[] =
        "format-version: 1.2\nis_a: header\n\n[Term]\nid: B\nname: b\nis_a: A ! a\n"
        "relationship: part_of A\nrelationship: part_of C {x=\"y\"} ! c\nrelationship: has_part A\n\n"
        "[Term]\nid: A\n\n[Term]\nis_a: A\nid: C\n! remark\n\n"
        "[Term]\nid: D\nis_a: Z\nis_obsolete: true\n\n[Typedef]\nid: part_of\nis_a: overlaps\n";
    reads(obo, file, "B>A A C>A");
    reads(obo_both, file, "B>A B>C A C>A"); /* is_a A and part_of A: one edge */
    refuses(obo_both, "[Term]\nid: A\n", "t.obo: no term has the relation 'part_of'");
    refuses(obo, "format-version: 1.2\n", "t.obo: no nodes");
    refuses(obo, "[Term]\nid: A\nis_a: B\n", "t.obo: line 3: dangling parent 'B'");
    refuses(obo, "[Term]\nid: A\n\n[Term]\nid: B\nis_a: A\nis_a: A ! again\n",
            "t.obo: line 7: duplicate edge 'B' -> 'A', first in line 6");
    refuses(obo, "[Term]\nid: A\nis_a: A\n", "t.obo: line 3: self loop: 'A'");
    refuses(obo, "[Term]\nid: A\nis_a: B\n[Term]\nid: B\nis_a: A\n", "t.obo: line 3: cycle: A -> B -> A");
    refuses(obo, "\n[Term]\nname: x\n", "t.obo: line 2: a [Term] without id");
    refuses(obo, "[Term]\nid: A\nid: B\n", "t.obo: line 3: a second id");
    refuses(obo, "[Term]\nid: A\n[Term]\nid: A\n",
            "t.obo: line 4: node 'A' is defined twice, first in line 2");
    refuses(obo, "[Term]\nid: A\nis_a:  \n", "t.obo: line 3: is_a without a term");
    refuses(obo, "[Term]\nid: A\nrubbish\n", "t.obo: line 3: not 'tag: value'");
    hr_hierarchy h;
    hr_hierarchy_init(&h);
    FAILS(hr_parse_obo(&h, "", 0, "t", "is_a++x"), "relations=");
}

static void test_ncbi(void) {
    reads(ncbi, "2\t|\t131567\t|\tsuperkingdom\t|\n1\t|\t1\t|\tno rank\t|\t\t|\n131567\t|\t1\t|\tno rank\t|",
          "2>131567 1 131567>1");
    refuses(ncbi, "1\t|\t1\t|\n2\t|\t3\t|\n", "nodes.dmp: line 2: dangling parent '3'");
    refuses(ncbi, "1\t|\t1\t|\n2\t|\tx\t|\n", "nodes.dmp: line 2: not tax_id");
    refuses(ncbi, "1\t|\t1\t|\n2\t|\t1", "nodes.dmp: line 2: not tax_id");
    refuses(ncbi, "999999999999999999999\t|\t1\t|\n", "nodes.dmp: line 1: not tax_id");
    refuses(ncbi, "1\t|\t1\t|\n1\t|\t1\t|\n",
            "nodes.dmp: line 2: node '1' is defined twice, first in line 1");
    refuses(ncbi, "2\t|\t3\t|\n3\t|\t2\t|\n", "nodes.dmp: line 1: cycle: 2 -> 3 -> 2");
}

static void test_json(void) {
    reads(json, "{\"nodes\": [\"b\", \"a\"], \"edges\": [[\"a\", \"b\"]], \"comment\": {\"x\": 1}}", "b a>b");
    reads(json, "{\"edges\": [[\"a\", \"b\"]]}", "a>b b");
    reads(json, "{\"nodes\": 3, \"edges\": [[0, 2], [1, 2]]}", "0>2 1>2 2");
    hr_hierarchy h;
    hr_hierarchy_init(&h);
    static const char roles[] =
        "{\"nodes\": 4, \"edges\": [[2, 0], [3, 1]], \"queries\": [3, 2], \"documents\": [0]}";
    OK(json(&h, roles, strlen(roles)));
    CHECK(h.queries == 2 && h.query[0] == 2 && h.query[1] == 3 && h.documents == 1 && h.document[0] == 0 &&
              !h.names,
          "%u queries, %u documents", h.queries, h.documents);
    hr_hierarchy_clear(&h);
    refuses(json, "{", "t.json: line 1: not JSON");
    refuses(json, "{\n\"nodes\": [\"\xff\"]}", "t.json: line 2: not JSON");
    refuses(json, "[]", "t.json: must be an object");
    refuses(json, "{\"nodes\": 1, \"nodes\": 2}", "t.json: line 1: not JSON: duplicate object key");
    refuses(json, "{\"edge\": []}", "unknown key \"edge\", did you mean \"edges\"?");
    refuses(json, "{\"nodes\": []}", "t.json: no nodes");
    refuses(json, "{\"nodes\": 0}", "or a count from 1 to");
    refuses(json, "{\"nodes\": 4294967295}", "or a count from 1 to");
    refuses(json, "{\"nodes\": \"a\"}", "\"nodes\": must be a list");
    refuses(json, "{\"nodes\": [\"a\", 3]}", "nodes[1]: must be a node's name");
    refuses(json, "{\"nodes\": [\"a\", \"\"]}", "nodes[1]: t.json: a node without a name");
    refuses(json, "{\"nodes\": [\"a\", \"a\"]}", "node 'a' is defined twice");
    refuses(json, "{\"nodes\": [\"a\"], \"edges\": [[\"a\", \"b\"]]}",
            "edges[0]: 'b' is not among \"nodes\"");
    refuses(json, "{\"nodes\": 2, \"edges\": [[1, 0], [0, 5]]}", "edges[1]: there is no node 5");
    refuses(json, "{\"nodes\": 2, \"edges\": [[1, \"0\"]]}", "edges[0]: must be a node's number");
    refuses(json, "{\"edges\": [[\"a\"]]}", "edges[0]: must be [child, parent]");
    refuses(json, "{\"edges\": [[\"a\", \"b\"], [\"b\", \"a\"]]}", "t.json: cycle: a -> b -> a");
    refuses(json, "{\"edges\": [[\"a\", \"b\"]], \"queries\": [\"c\"]}", "queries[0]: 'c' is not among");
    refuses(json, "{\"nodes\": [\"a\"], \"queries\": []}", "leave it out for all");
    refuses(json, "{\"nodes\": 2, \"documents\": [1, 1]}", "'1' is listed twice among the documents");
}

/* No limit on a line, nor on a name. */
static void test_huge_line(void) {
    enum { N = 1 << 24 };
    char *text = malloc(N + 8);
    CHECK(text, "out of memory");
    if (!text)
        return;
    memset(text, 'x', N);
    memcpy(text + N, "\ty\n", 4);
    hr_hierarchy h;
    hr_hierarchy_init(&h);
    OK(tsv(&h, text, N + 3));
    char room[16];
    CHECK(h.nodes == 2 && strlen(hr_node_name(&h, 0, room)) == N, "%u nodes", h.nodes);
    hr_hierarchy_clear(&h);
    text[N] = ' ';
    refuses(obo, text, "no nodes");
    refuses(ncbi, text, "line 1: not tax_id");
    refuses(wordnet, text, "line 1: does not begin");
    refuses(json, text, "line 1: not JSON");
    free(text);
}

int main(void) {
    RUN(test_edges);
    RUN(test_csv);
    RUN(test_wordnet);
    RUN(test_obo);
    RUN(test_ncbi);
    RUN(test_json);
    RUN(test_huge_line);
    return hr_test_end();
}
