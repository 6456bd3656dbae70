/* Features of texts: which n-grams, how often, and that similar names share them. */
#include "test.h"

#include "learn/encoder.h"

#include <math.h>

static size_t features(uint32_t **out, const char *text, uint32_t low, uint32_t high) {
    const hr_text_options options = {1u << 30, low, high};
    size_t capacity = 0, count = 0;
    *out = NULL;
    OK(hr_text_features(out, &capacity, &count, text, &options));
    return count;
}

static void counts(const char *text, uint32_t low, uint32_t high, size_t expected) {
    uint32_t *list;
    size_t count = features(&list, text, low, high);
    CHECK(count == expected, "'%s' has %zu features, wanted %zu", text, count, expected);
    for (size_t i = 1; i < count; i++)
        CHECK(list[i - 1] <= list[i], "'%s': not ascending", text);
    free(list);
}

static void test_counts(void) {
    counts("cat", 0, 0, 1);          /* the word */
    counts("cat", 3, 3, 4);          /* cat: <ca cat at> */
    counts("cat", 3, 6, 6);          /* and <cat cat>; <cat> itself is the word */
    counts("cat", 1, 1, 6);          /* < c a t > */
    counts("a", 3, 6, 1);            /* <a> is the word */
    counts("hot dog.n.01", 0, 0, 4); /* hot, dog, n, 01 */
    counts("", 3, 6, 1);             /* the empty word */
    counts(" .,;", 3, 6, 1);
    counts("\xc3\xa9t\xc3\xa9", 3, 3, 4); /* <ét été té>: no character is cut */
    counts("\xc3", 3, 6, 1);              /* not UTF-8: bytes as they come */
}

static void same(const char *a, const char *b, bool expected) {
    uint32_t *x, *y;
    size_t m = features(&x, a, 3, 6), n = features(&y, b, 3, 6);
    bool equal = m == n && !memcmp(x, y, m * sizeof *x);
    CHECK(equal == expected, "'%s' and '%s': %s", a, b, equal ? "the same" : "different");
    free(x);
    free(y);
}

static void test_same(void) {
    same("Dog, hot", "hot  dog", true); /* case, order and punctuation do not matter */
    same("dog", "dogs", false);
    same("dog", "god", false);
}

/* FNV-1a of "<a>", by hand */
static void test_hash(void) {
    uint32_t *list, hash = 2166136261u;
    for (const char *c = "<a>"; *c; c++)
        hash = (hash ^ (unsigned char)*c) * 16777619u;
    CHECK(features(&list, "a", 0, 0) == 1 && list[0] == hash % (1u << 30), "%u", list[0]);
    free(list);
}

static const char *const names[] = {"dogs", "cat", ""};

static const char *name(const void *context, uint32_t item, char room[16]) {
    (void)context;
    (void)room;
    return names[item];
}

/* A new name has the mean of its features; the name of an item has the item's vector. */
static void test_new_names(void) {
    const hr_text_options options = {1000, 3, 6};
    hr_tower tower, table;
    float items[3][5], other[5];
    OK(hr_tower_text(&tower, 3, 5, true, &options, name, NULL));
    OK(hr_tower_fill(&tower, 1, 1, 99));
    hr_tower_encode(items[0], NULL, &tower, NULL, 0, 3);
    for (int i = 0; i < 3; i++) {
        double length = 0;
        OK(hr_tower_encode_name(other, &tower, &options, names[i]));
        for (int k = 0; k < 5; k++)
            length += (double)other[k] * (double)other[k];
        CHECK(fabs(length - 1) < 1e-6, "'%s' has length %g", names[i], sqrt(length));
        CHECK(!memcmp(items[i], other, sizeof other), "'%s' has two vectors", names[i]);
    }
    OK(hr_tower_lookup(&table, 3, 5, true));
    FAILS(hr_tower_encode_name(other, &table, &options, "dog"), "no vector for a new name");
    hr_tower_clear(&table);
    hr_tower_clear(&tower);
}

int main(void) {
    RUN(test_counts);
    RUN(test_same);
    RUN(test_hash);
    RUN(test_new_names);
    return hr_test_end();
}
