#include "cli/command.h"

#include "base/progress.h"
#include "base/text.h"

#include <cblas.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#ifdef _OPENMP
#include <omp.h>
#endif

enum { MOST_THREADS = 1024, MOST_OPTIONS = 48 };

static void print_row(const hr_option *o) {
    char left[64];
    snprintf(left, sizeof left, "--%s%s%s", o->name, o->argument ? " " : "", o->argument ? o->argument : "");
    printf("  %-24s %s\n", left, o->help);
}

static void print_help(const hr_command *command, const hr_option *options, const hr_option *common) {
    printf("usage: hrdim %s\n\n%s\n\noptions:\n", command->usage, command->summary);
    for (const hr_option *o = options; o->name; o++)
        print_row(o);
    for (const hr_option *o = common; o->name; o++)
        print_row(o);
    if (command->details)
        printf("\n%s", command->details);
}

static const hr_option *find(const char *name, size_t length, const hr_option *options) {
    for (const hr_option *o = options; o->name; o++)
        if (strlen(o->name) == length && !memcmp(o->name, name, length))
            return o;
    return NULL;
}

static hr_status unknown(const char *word, size_t length, const hr_command *command, const hr_option *options,
                         const hr_option *common) {
    const char *names[MOST_OPTIONS];
    size_t count = 0;
    for (const hr_option *o = options; o->name && count < MOST_OPTIONS - 1; o++)
        names[count++] = o->name;
    for (const hr_option *o = common; o->name && count < MOST_OPTIONS - 1; o++)
        names[count++] = o->name;
    names[count] = NULL;
    char cut[64];
    snprintf(cut, sizeof cut, "%.*s", (int)(length < 60 ? length : 60), word);
    const char *near = hr_nearest(cut, names);
    return hr_fail(HR_EUSAGE, "%s: unknown option --%s%s%s%s; see hrdim %s --help", command->name, cut,
                   near ? ", did you mean --" : "", near ? near : "", near ? "?" : "", command->name);
}

static hr_status set(const hr_command *command, const hr_option *o, const char *value) {
    if (o->text) {
        *o->text = value;
        return HR_OK;
    }
    if (o->number) {
        if (hr_parse_u64(value, o->low, o->high, o->number))
            return HR_OK;
        return hr_fail(HR_EUSAGE, "%s: --%s %s: must be a whole number from %llu to %llu", command->name,
                       o->name, value, (unsigned long long)o->low, (unsigned long long)o->high);
    }
    if (hr_parse_double(value, o->real))
        return HR_OK;
    return hr_fail(HR_EUSAGE, "%s: --%s %s: must be a number", command->name, o->name, value);
}

static hr_status parse(const hr_command *command, int *argc, char **argv, int least, int most,
                       const hr_option *options, const hr_option *common) {
    int kept = 1;
    bool literal = false; /* after "--" */
    for (int i = 1; i < *argc; i++) {
        char *word = argv[i];
        if (!literal && !strcmp(word, "--")) {
            literal = true;
            continue;
        }
        if (!literal && !strcmp(word, "-h"))
            word = "--help";
        if (!literal && !strcmp(word, "-o"))
            word = "--output";
        if (literal || word[0] != '-' || !word[1]) {
            argv[kept++] = word;
            continue;
        }
        if (word[1] != '-')
            return hr_fail(HR_EUSAGE, "%s: unknown option %s; see hrdim %s --help", command->name, word,
                           command->name);
        const char *name = word + 2, *equals = strchr(name, '=');
        size_t length = equals ? (size_t)(equals - name) : strlen(name);
        const hr_option *o = find(name, length, options);
        if (!o)
            o = find(name, length, common);
        if (!o)
            return unknown(name, length, command, options, common);
        if (o->flag) {
            if (equals)
                return hr_fail(HR_EUSAGE, "%s: --%s takes no value", command->name, o->name);
            *o->flag = true;
            continue;
        }
        if (!equals && i + 1 == *argc)
            return hr_fail(HR_EUSAGE, "%s: --%s needs a value: --%s %s", command->name, o->name, o->name,
                           o->argument);
        hr_status status = set(command, o, equals ? equals + 1 : argv[++i]);
        if (status != HR_OK)
            return status;
    }
    *argc = kept;
    if (kept - 1 < least || kept - 1 > most)
        return hr_fail(HR_EUSAGE, "%s: %s arguments; usage: hrdim %s", command->name,
                       kept - 1 < least ? "too few" : "too many", command->usage);
    return HR_OK;
}

static void apply_threads(uint64_t threads) {
#ifdef _OPENMP
    if (threads)
        omp_set_num_threads((int)threads);
#endif
    if (threads)
        openblas_set_num_threads((int)threads);
}

hr_status hr_parse_options(const hr_command *command, int *argc, char **argv, int least, int most,
                           const hr_option *options, hr_common *common) {
    *common = (hr_common){.seed = 1};
    const hr_option shared[] = {
        {.name = "seed",
         .argument = "S",
         .help = "seed of every random choice (default 1)",
         .number = &common->seed,
         .high = UINT64_MAX},
        {.name = "threads",
         .argument = "N",
         .help = "threads (default: all cores); never changes a result",
         .number = &common->threads,
         .low = 1,
         .high = MOST_THREADS},
        {.name = "json", .help = "results as JSON", .flag = &common->json},
        {.name = "quiet", .help = "no progress line", .flag = &common->quiet},
        {.name = "help", .help = "this text", .flag = &common->help},
        {0},
    };
    for (int i = 1; i < *argc && strcmp(argv[i], "--"); i++)
        if (!strcmp(argv[i], "--help") || !strcmp(argv[i], "-h")) {
            common->help = true;
            print_help(command, options, shared);
            return hr_finish_output();
        }
    hr_status status = parse(command, argc, argv, least, most, options, shared);
    if (status != HR_OK)
        return status;
    apply_threads(common->threads);
    hr_progress_enable(!common->quiet);
    return HR_OK;
}

int hr_report_error(void) {
    fflush(stdout);
    fprintf(stderr, "hrdim: %s\n", hr_error());
    return HR_EXIT_BAD;
}

hr_status hr_finish_output(void) {
    errno = 0;
    if (fflush(stdout) || ferror(stdout))
        return hr_fail(HR_EIO, "standard output: cannot write: %s", strerror(errno ? errno : EIO));
    return HR_OK;
}

hr_status hr_print_json(json_t *object) {
    if (!object)
        return hr_fail(HR_ENOMEM, "out of memory: the JSON output");
    json_dumpf(object, stdout, JSON_INDENT(2) | JSON_REAL_PRECISION(17));
    putchar('\n');
    json_decref(object);
    return hr_finish_output();
}
