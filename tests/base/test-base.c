#include "base/outfile.h"
#include "base/random.h"
#include "base/sort.h"
#include "base/text.h"
#include "test.h"

#include <Random123/philox.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

/* known answers of Random123's kat_vectors, philox4x32 with 10 rounds */
static void test_philox_known_answers(void) {
    static const uint32_t known[3][10] = {
        {0, 0, 0, 0, 0, 0, 0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8},
        {0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0x408f276d, 0x41c83b0e,
         0xa20bc7c6, 0x6d5451fd},
        {0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 0xa4093822, 0x299f31d0, 0xd16cfe09, 0x94fdcceb,
         0x5001e420, 0x24126ea1},
    };
    for (int i = 0; i < 3; i++) {
        philox4x32_ctr_t counter = {{known[i][0], known[i][1], known[i][2], known[i][3]}};
        philox4x32_key_t key = {{known[i][4], known[i][5]}};
        philox4x32_ctr_t got = philox4x32(counter, key);
        for (int j = 0; j < 4; j++)
            CHECK(got.v[j] == known[i][6 + j], "vector %d word %d: %08x", i, j, got.v[j]);
    }
    /* and through the stream interface: seed = key, (experiment, trial) = high half of the counter */
    gsl_rng *rng = hr_rng_new(0x299f31d0a4093822, 0x13198a2e, 0x03707344);
    uint32_t first = (uint32_t)gsl_rng_get(rng);
    philox4x32_ctr_t counter = {{0, 0, 0x13198a2e, 0x03707344}};
    philox4x32_key_t key = {{0xa4093822, 0x299f31d0}};
    CHECK(first == philox4x32(counter, key).v[0], "%08x", first);
    hr_rng_stream(rng, 0, 0, 0);
    CHECK(gsl_rng_get(rng) == 0x6627e8d5, "the zero stream");
    gsl_rng_free(rng);
}

/* Random123's own gsl_cbrng.h repeats after 9 draws; ours must not */
static void test_stream_does_not_repeat(void) {
    gsl_rng *rng = hr_rng_new(7, HR_STREAM_TEST, 0);
    enum { N = 4096 };
    static uint64_t draws[N];
    for (int i = 0; i < N; i++) {
        draws[i] = (uint64_t)gsl_rng_get(rng) << 32;
        draws[i] |= gsl_rng_get(rng);
        for (int j = 0; j < i; j++)
            if (draws[i] == draws[j])
                CHECK(0, "draw %d repeats draw %d", i, j);
    }
    double sum = 0;
    for (int i = 0; i < 100000; i++) {
        double u = gsl_rng_uniform(rng);
        if (u < 0 || u >= 1)
            CHECK(0, "uniform gave %g", u);
        sum += u;
    }
    CHECK(sum > 49500 && sum < 50500, "mean %g", sum / 100000);
    gsl_rng_free(rng);
}

static void test_spec(void) {
    hr_spec spec;
    uint64_t value;
    OK(hr_spec_parse(&spec, "tree:width=5,height=4"));
    CHECK(!strcmp(spec.name, "tree") && spec.count == 2, "%s %zu", spec.name, spec.count);
    OK(hr_spec_u64(&spec, "width", 2, 1, 10, &value));
    CHECK(value == 5, "%d", (int)value);
    static const char *const allowed[] = {"width", "heigth", NULL};
    FAILS(hr_spec_unused(&spec, allowed), "did you mean 'heigth'");
    FAILS(hr_spec_u64(&spec, "height", 2, 5, 10, &value), "from 5 to 10");
    hr_spec_clear(&spec);
    FAILS(hr_spec_parse(&spec, "tree:width"), "not key=value");
    FAILS(hr_spec_parse(&spec, "tree:a=1,a=2"), "twice");
}

static void test_nearest(void) {
    static const char *const list[] = {"info", "convert", "bound", NULL};
    const char *swapped = hr_nearest("inof", list); /* neighbours exchanged: one mistake, not two */
    CHECK(swapped && !strcmp(swapped, "info"), "inof");
    CHECK(!strcmp(hr_nearest("convrt", list), "convert"), "convrt");
    CHECK(hr_nearest("zzzzzz", list) == NULL, "zzzzzz");
}

static void test_numbers(void) {
    uint64_t u;
    double d;
    CHECK(hr_parse_u64("18446744073709551615", 0, UINT64_MAX, &u) && u == UINT64_MAX, "largest");
    CHECK(!hr_parse_u64("18446744073709551616", 0, UINT64_MAX, &u), "overflow");
    CHECK(!hr_parse_u64("-1", 0, 9, &u) && !hr_parse_u64("", 0, 9, &u) && !hr_parse_u64("1x", 0, 9, &u),
          "no numbers");
    CHECK(hr_parse_double("1e-3", &d) && d == 1e-3, "1e-3");
    CHECK(!hr_parse_double("nan", &d) && !hr_parse_double("inf", &d) && !hr_parse_double(" 1", &d),
          "not finite");
}

static void test_outfile_keeps_the_old_file(void) {
    char path[] = "/tmp/hr-test-XXXXXX";
    int fd = mkstemp(path);
    CHECK(fd >= 0 && write(fd, "old", 3) == 3 && close(fd) == 0, "scratch file");
    hr_outfile out;
    OK(hr_outfile_open(&out, path));
    fputs("half", out.stream);
    hr_outfile_discard(&out);
    char text[8] = "";
    FILE *file = fopen(path, "r");
    CHECK(file && fread(text, 1, 7, file) == 3 && !strcmp(text, "old"), "'%s'", text);
    if (file)
        fclose(file);
    OK(hr_outfile_open(&out, path));
    fputs("new!", out.stream);
    OK(hr_outfile_commit(&out));
    file = fopen(path, "r");
    CHECK(file && fread(text, 1, 7, file) == 4 && !strcmp(text, "new!"), "'%s'", text);
    if (file)
        fclose(file);
    unlink(path);
    FAILS(hr_outfile_open(&out, "/no-such-folder/file"), "make the folder first");
    FAILS(hr_outfile_open(&out, "/tmp"), "is a folder");
}

static void test_outfile_through_links_and_into_devices(void) {
    char folder[] = "/tmp/hr-test-XXXXXX", file[40], link[40], pipe[40], text[8] = "";
    struct stat about;
    CHECK(mkdtemp(folder), "a scratch folder");
    snprintf(file, sizeof file, "%s/file", folder);
    snprintf(link, sizeof link, "%s/link", folder);
    snprintf(pipe, sizeof pipe, "%s/pipe", folder);
    hr_outfile out;
    OK(hr_outfile_open(&out, file));
    OK(hr_outfile_commit(&out));
    CHECK(!symlink("file", link) && !mkfifo(pipe, 0600), "a link and a pipe");
    OK(hr_outfile_open(&out, link));
    fputs("seen", out.stream);
    OK(hr_outfile_commit(&out));
    CHECK(!lstat(link, &about) && S_ISLNK(about.st_mode), "the link was replaced");
    CHECK(!stat(file, &about) && about.st_size == 4, "%lld bytes", (long long)about.st_size);
    int reader = open(pipe, O_RDONLY | O_NONBLOCK);
    OK(hr_outfile_open(&out, pipe));
    fputs("piped", out.stream);
    OK(hr_outfile_commit(&out));
    CHECK(read(reader, text, sizeof text) == 5 && !memcmp(text, "piped", 5), "'%.8s'", text);
    CHECK(!lstat(pipe, &about) && S_ISFIFO(about.st_mode), "the pipe was replaced");
    close(reader);
    unlink(file);
    unlink(link);
    unlink(pipe);
    CHECK(!rmdir(folder), "something was left beside them");
    FAILS(hr_outfile_open(&out, ""), "is empty");
}

static void test_message_is_one_line(void) {
    hr_fail(HR_EINPUT, "a\nb\033c");
    CHECK(!strcmp(hr_error(), "a?b?c"), "%s", hr_error());
    hr_fail_prefix(HR_EINPUT, "file %d", 7);
    CHECK(!strcmp(hr_error(), "file 7: a?b?c"), "%s", hr_error());
}

/* Against the definition: ascending keys, equal ones in their old order, nothing lost. */
static void test_sort(void) {
    enum { MOST = 3000 };
    static uint64_t key[MOST], given[MOST];
    static uint32_t item[MOST];
    gsl_rng *rng = hr_rng_new(8, HR_STREAM_TEST, 0);
    for (uint32_t trial = 0; trial < 200; trial++) {
        uint32_t count = (uint32_t)gsl_rng_uniform_int(rng, trial % 2 ? MOST : 5);
        int bits = 1 + (int)gsl_rng_uniform_int(rng, 64);
        for (uint32_t i = 0; i < count; i++) {
            uint64_t high = gsl_rng_get(rng), low = gsl_rng_get(rng);
            given[i] = key[i] = (high << 32 ^ low) >> (64 - bits);
            item[i] = i;
        }
        OK(hr_sort_by_keys(key, item, count));
        for (uint32_t i = 0; i < count; i++) {
            CHECK(item[i] < count && given[item[i]] == key[i], "trial %u: place %u", trial, i);
            CHECK(!i || key[i - 1] < key[i] || (key[i - 1] == key[i] && item[i - 1] < item[i]),
                  "trial %u: order at %u", trial, i);
        }
    }
    gsl_rng_free(rng);
}

int main(void) {
    RUN(test_sort);
    RUN(test_philox_known_answers);
    RUN(test_stream_does_not_repeat);
    RUN(test_spec);
    RUN(test_nearest);
    RUN(test_numbers);
    RUN(test_outfile_keeps_the_old_file);
    RUN(test_outfile_through_links_and_into_devices);
    RUN(test_message_is_one_line);
    return hr_test_end();
}
