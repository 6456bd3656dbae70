/* PREFIX.exact and the two .npy: round trips of every method, strictness of the reader, whole or absent
 * files. */
#include "small.h"

#include "embedding/exact.h"
#include "embedding/npy.h"

#include <unistd.h>

static char folder[] = "/tmp/hrdim-exact-XXXXXX";
static char prefix[64], exact_path[80], path[80];

static bool exists(const char *ending) {
    snprintf(path, sizeof path, "%s%s", prefix, ending);
    return !access(path, F_OK);
}

static void check_matrix(const hr_matrix *a, const hr_matrix *b, const char *where) {
    CHECK(a->rows == b->rows && a->cols == b->cols && a->dtype == b->dtype, "%s", where);
    mpz_t x, y;
    mpz_inits(x, y, NULL);
    for (size_t i = 0; i < a->rows; i++)
        for (size_t j = 0; j < a->cols; j++) {
            hr_matrix_get_z(x, a, i, j);
            hr_matrix_get_z(y, b, i, j);
            CHECK(!mpz_cmp(x, y), "%s: (%zu, %zu)", where, i, j);
        }
    mpz_clears(x, y, NULL);
}

static void check_structure(const hr_structure *a, const hr_structure *b, const char *where) {
    CHECK(a->kind == b->kind && a->dual == b->dual && a->points == b->points &&
              a->polynomials == b->polynomials,
          "%s", where);
    CHECK(!a->points || !memcmp(a->point, b->point, a->points * sizeof *a->point), "%s: points", where);
    if (a->kind != HR_RUNS_STRUCTURE)
        return;
    size_t runs = a->run_start[a->polynomials];
    CHECK(!memcmp(a->run_start, b->run_start, (a->polynomials + 1) * sizeof *a->run_start), "%s: runs",
          where);
    CHECK(!memcmp(a->low, b->low, runs * sizeof *a->low) && !memcmp(a->high, b->high, runs * sizeof *a->high),
          "%s: bounds", where);
}

static void check_round_trip(const small *s, const char *method, hr_method_options options) {
    hr_embedding a, b;
    char where[64];
    snprintf(where, sizeof where, "%s, dual %d", method, options.dual);
    small_build(&a, method, s, options);
    OK(hr_embedding_write(&a, prefix, HR_FLOAT64));
    OK(hr_embedding_read(&b, prefix, true));
    if (hr_dtype_exact(a.docs.dtype)) {
        check_matrix(&a.docs, &b.docs, where);
        check_matrix(&a.queries, &b.queries, where);
        check_structure(&a.structure, &b.structure, where);
        CHECK(!strcmp(a.origin, b.origin), "%s: origin %s", where, b.origin);
    } else {
        CHECK(!exists(".exact"), "%s: an exact form of floats", where);
        CHECK(!memcmp(a.docs.any, b.docs.any, a.docs.rows * a.docs.cols * hr_dtype_size(a.docs.dtype)), "%s",
              where);
    }
    CHECK(b.queries_file && b.docs_file, "%s: no file names", where);
    hr_embedding_clear(&b);
    /* the .npy alone: the integers where they fit, else the rounded form */
    OK(hr_embedding_read(&b, prefix, false));
    bool big = a.docs.dtype == HR_BIGINT || a.queries.dtype == HR_BIGINT;
    CHECK(b.docs.dtype == (big ? HR_FLOAT64 : a.docs.dtype), "%s: %s", where, hr_dtype_name(b.docs.dtype));
    if (!big && hr_dtype_exact(a.docs.dtype))
        check_matrix(&a.docs, &b.docs, where);
    OK(hr_embedding_fits(&b, &s->ancestors));
    hr_embedding_clear(&b);
    hr_embedding_clear(&a);
}

static void test_round_trips(void) {
    for (uint32_t trial = 0; trial < 5; trial++) {
        small s;
        small_random(&s, 3 + 8 * trial, 1 + trial % 3, trial % 4 == 3, trial);
        check_round_trip(&s, "sign", (hr_method_options){.seed = trial});
        check_round_trip(&s, "code", (hr_method_options){0});
        check_round_trip(&s, "moment", (hr_method_options){0});
        check_round_trip(&s, "runs", (hr_method_options){0});
        check_round_trip(&s, "gaussian", (hr_method_options){.dim = 3}); /* must not leave the last .exact */
        check_round_trip(&s, "runs", (hr_method_options){.dual = true});
        if (trial % 3 == 0)
            check_round_trip(&s, "interval", (hr_method_options){.dim = 2});
        small_clear(&s);
    }
}

static void put(const char *text, size_t size) {
    FILE *f = fopen(exact_path, "wb");
    if (!f || fwrite(text, 1, size, f) != size || fclose(f))
        exit(99);
}

static const char good[] = "hrdim-exact 1\n"
                           "origin runs (U6)\n"
                           "queries int8 2 3\n"
                           "1 -1 1\n"
                           "1 1 -80\n"
                           "docs bigint 1 3\n"
                           "-123456789abcdef0123456789abcdef01 0 fedcba9876543210\n"
                           "structure runs primal 2 1\n"
                           "-1\n"
                           "1\n"
                           "2 -2 0 0 7fffffffffffffff\n"
                           "end\n";

static void test_reads_by_hand(void) {
    hr_embedding e;
    put(good, sizeof good - 1);
    OK(hr_exact_read(&e, exact_path));
    CHECK(e.queries.rows == 2 && e.queries.i8[5] == -128 && e.docs.dtype == HR_BIGINT, "matrices");
    mpz_t have, want;
    mpz_inits(have, want, NULL);
    mpz_set_str(want, "-123456789abcdef0123456789abcdef01", 16);
    hr_matrix_get_z(have, &e.docs, 0, 0);
    CHECK(!mpz_cmp(have, want), "a negative integer of three limbs");
    mpz_set_str(want, "fedcba9876543210", 16);
    hr_matrix_get_z(have, &e.docs, 0, 2);
    CHECK(!mpz_cmp(have, want), "an integer of one limb");
    mpz_clears(have, want, NULL);
    CHECK(e.structure.run_start[1] == 2 && e.structure.high[1] == INT64_MAX && e.structure.low[0] == -2,
          "runs");
    hr_embedding_clear(&e);
}

/* The good file with `from` replaced by `to`. */
static void refuse(const char *from, const char *to, const char *message) {
    char text[1024];
    const char *at = strstr(good, from);
    if (!at)
        exit(99);
    snprintf(text, sizeof text, "%.*s%s%s", (int)(at - good), good, to, at + strlen(from));
    put(text, strlen(text));
    hr_embedding e;
    FAILS(hr_exact_read(&e, exact_path), message);
    CHECK(!e.docs.any && !e.queries.any && !e.origin && !e.structure.point, "something was left: %s",
          message);
    CHECK(strstr(hr_error(), exact_path) == hr_error() && strstr(hr_error(), ": line "),
          "no file and line: %s", hr_error());
}

static void test_refusals(void) {
    refuse("hrdim-exact 1", "hrdim-exact 2", "line 1: is not an exact embedding of this version");
    refuse("origin runs (U6)", "name x", "line 2: 'name' where 'origin NAME' was expected");
    refuse("queries int8", "docs int8", "line 3: 'docs' where 'queries TYPE ROWS COLUMNS'");
    refuse("int8 2 3", "float32 2 3", "line 3: the type is none of int8, int64 and bigint");
    refuse("int8 2 3", "int8 0 3", "line 3: the number of rows is '0'");
    refuse("int8 2 3", "int8 2 99999999", "line 3: the number of columns is '99999999'");
    refuse("int8 2 3", "int8 18446744073709551615 3", "line 3: the number of rows");
    refuse("int8 2 3", "int8 2", "line 3: the line ends where a blank was expected");
    refuse("int8 2 3\n", "int8 2 3 \n", "line 3: byte 0x20 where the end of the line was expected");
    refuse("1 -1 1\n", "1 -1\n", "line 4: the line ends where a blank");
    refuse("1 -1 1\n", "1 -1 1 1\n", "line 4: byte 0x20 where the end of the line");
    refuse("1 -1 1\n", "1  1 1\n", "line 4: byte 0x20 where a hexadecimal integer");
    refuse("1 -1 1\n", "1 -1 1\r\n", "line 4: byte 0x0d");
    refuse("1 -1 1\n", "1 -0 1\n", "line 4: '-0' is not a hexadecimal integer");
    refuse("1 -1 1\n", "1 01 1\n", "line 4: '01' is not");
    refuse("1 -1 1\n", "1 +1 1\n", "line 4: '+1' is not");
    refuse("1 -1 1\n", "1 - 1\n", "line 4: '-' is not");
    refuse("1 -1 1\n", "1 A 1\n", "line 4: 'A' is not");
    refuse("1 1 -80", "1 1 -81", "line 5: -81 is outside its type's range");
    refuse("1 1 -80", "1 1 123456789abcdef01", "line 5: 123456789abcdef01 is outside");
    refuse("docs bigint 1 3", "docs bigint 1 2", "line 7: byte 0x20 where the end of the line");
    refuse("docs bigint 1 3\n-123456789abcdef0123456789abcdef01 ", "docs bigint 1 2\n",
           "queries and docs have different numbers of columns");
    refuse("fedcba9876543210", "fedcbag876543210", "line 7: 'fedcbag876543210' is not");
    refuse("structure runs primal", "structure tree", "line 8: the structure is none of");
    refuse("primal 2 1", "sideways 2 1", "line 8: the runs are neither primal nor dual");
    refuse("primal 2 1", "primal 3 1",
           "line 8: the structure and the matrices have different numbers of rows");
    refuse("primal 2 1", "dual 2 1", "line 8: the structure and the matrices");
    refuse("-1\n1\n", "-1\n", "line 10: byte 0x20 where the end of the line");
    refuse("2 -2 0 0", "2 0 -2 0", "line 11: a run ends before it begins");
    refuse("2 -2 0 0", "3 -2 0 0", "line 11: the line ends where a blank");
    refuse("2 -2 0 0", "-1 -2 0 0", "line 11: -1 is outside");
    refuse("7fffffffffffffff", "8000000000000000", "line 11: 8000000000000000 is outside");
    refuse("end\n", "", "line 12: truncated: 'end' was expected");
    refuse("end\n", "end", "line 12: truncated: the end of the line");
    refuse("end\n", "end\n\n", "line 13: something follows 'end'");
    hr_embedding e;
    FAILS(hr_exact_read(&e, "/nowhere/x.exact"), "/nowhere/x.exact: No such file");
    FAILS(hr_exact_read(&e, folder), "is not a file");
    FAILS(hr_embedding_read(&e, "/nowhere/x", true), "/nowhere/x.queries.npy: No such file");
}

static hr_status take(hr_embedding *e, const char *text, size_t size) {
    FILE *file = fmemopen((void *)(uintptr_t)text, size, "rb");
    if (!file)
        exit(99);
    hr_status status = hr_exact_take(e, file, size, "memory");
    fclose(file);
    return status;
}

/* Cut anywhere, the file is refused; changed anywhere, it is refused or read, never worse. */
static void test_cuts_and_changes(void) {
    hr_embedding e;
    for (size_t length = 1; length < sizeof good - 1; length++)
        CHECK(take(&e, good, length) == HR_EINPUT, "cut after %zu bytes: %s", length, hr_error());
    put("", 0);
    FAILS(hr_exact_read(&e, exact_path), "line 1: truncated");
    char text[sizeof good];
    const char bytes[] = {0, ' ', '\n', '-', '0', '9', 'f', 'x', (char)0xff};
    for (size_t at = 0; at < sizeof good - 1; at++)
        for (size_t b = 0; b < sizeof bytes; b++) {
            memcpy(text, good, sizeof good);
            text[at] = bytes[b];
            hr_status status = take(&e, text, sizeof good - 1);
            CHECK(status == HR_OK || status == HR_EINPUT, "byte %zu = 0x%02x: %s", at,
                  (unsigned char)bytes[b], hr_error());
            hr_embedding_clear(&e);
        }
}

static void test_unwritable(void) {
    small s;
    hr_embedding e;
    small_random(&s, 8, 1, false, 1);
    small_build(&e, "moment", &s, (hr_method_options){0});
    FAILS(hr_embedding_write(&e, "/nowhere/x", HR_FLOAT64), "/nowhere/x.queries.npy: cannot write");
    /* the third file cannot be opened, because a folder has its name: the first two must not appear */
    char blocked[48];
    snprintf(blocked, sizeof blocked, "%s/blocked", folder);
    snprintf(prefix, sizeof prefix, "%s", blocked);
    char command[80];
    snprintf(command, sizeof command, "mkdir %s.exact", blocked);
    CHECK(!system(command), "mkdir");
    FAILS(hr_embedding_write(&e, blocked, HR_FLOAT64), "is a folder");
    CHECK(!exists(".queries.npy") && !exists(".docs.npy"), "files of a failed write");
    snprintf(prefix, sizeof prefix, "%s/e", folder);
    hr_embedding_clear(&e);
    small_clear(&s);
}

int main(void) {
    if (!mkdtemp(folder))
        return 99;
    snprintf(prefix, sizeof prefix, "%s/e", folder);
    snprintf(exact_path, sizeof exact_path, "%s/hand.exact", folder);
    RUN(test_round_trips);
    RUN(test_reads_by_hand);
    RUN(test_refusals);
    RUN(test_cuts_and_changes);
    RUN(test_unwritable);
    char command[64];
    snprintf(command, sizeof command, "rm -r %s", folder);
    return system(command) || hr_test_end();
}
