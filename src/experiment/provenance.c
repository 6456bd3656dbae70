#include "config.h"

#include "experiment/provenance.h"

#include "base/build_id.h"
#include "farm/farm.h"

#include <cblas.h>
#include <gmp.h>
#include <gsl/gsl_version.h>
#include <nettle/version.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>
#ifdef _OPENMP
#include <omp.h>
#endif

static void cpu_model(char *out, size_t size) {
    snprintf(out, size, "unknown");
    FILE *file = fopen("/proc/cpuinfo", "r");
    char line[512];
    while (file && fgets(line, sizeof line, file)) {
        char *colon = strchr(line, ':');
        if (strncmp(line, "model name", 10) || !colon)
            continue;
        line[strcspn(line, "\n")] = '\0';
        snprintf(out, size, "%s", colon + 1 + strspn(colon + 1, " "));
        break;
    }
    if (file)
        fclose(file);
}

static json_t *when(time_t moment) {
    char text[32];
    struct tm utc;
    gmtime_r(&moment, &utc);
    strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &utc);
    return json_string(text);
}

static json_t *variable(const char *name) {
    const char *value = getenv(name);
    return value ? json_string(value) : json_null();
}

static json_t *machine(void) {
    char model[256];
    cpu_model(model, sizeof model);
    struct utsname system;
    if (uname(&system))
        memset(&system, 0, sizeof system);
    int threads = 1;
#ifdef _OPENMP
    threads = omp_get_max_threads();
#endif
    return json_pack("{s:s, s:s, s:s, s:s, s:I, s:i, s:i, s:o, s:o}", "cpu", model, "architecture",
                     system.machine, "system", system.sysname, "release", system.release, "cores",
                     (json_int_t)sysconf(_SC_NPROCESSORS_ONLN), "openmp_threads", threads, "openblas_threads",
                     openblas_get_num_threads(), "OMP_NUM_THREADS", variable("OMP_NUM_THREADS"),
                     "OPENBLAS_NUM_THREADS", variable("OPENBLAS_NUM_THREADS"));
}

/* The versions of the libraries that are loaded, not of the headers; inih does not tell its own. */
static json_t *libraries(void) {
    unsigned ranks;
    char nettle[32];
    snprintf(nettle, sizeof nettle, "%d.%d", nettle_version_major(), nettle_version_minor());
    return json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s?}", "gsl", gsl_version, "gmp", gmp_version,
                     "openblas", openblas_get_config(), "openblas_core", openblas_get_corename(), "jansson",
                     jansson_version_str(), "sqlite", sqlite3_libversion(), "nettle", nettle, "inih",
                     HR_INIH_VERSION, "mpi", hr_farm_mpi(&ranks));
}

json_t *hr_provenance_json(const hr_provenance *provenance) {
    json_t *argv = json_array();
    for (int i = 0; i < provenance->argc; i++)
        json_array_append_new(argv, json_string(provenance->argv[i]));
    json_t *built = json_pack("{s:s, s:s, s:b, s:s, s:s, s:s}", "program", PACKAGE_STRING, "commit",
                              HR_BUILD_COMMIT, "dirty", HR_BUILD_DIRTY, "compiler", HR_BUILD_COMPILER,
                              "compiler_version", __VERSION__, "flags", HR_BUILD_FLAGS);
    unsigned ranks;
    hr_farm_mpi(&ranks);
    json_t *object = json_pack("{s:o, s:o, s:o, s:I, s:I, s:o, s:I, s:o, s:o}", "build", built, "libraries",
                               libraries(), "machine", machine(), "ranks", (json_int_t)ranks, "jobs",
                               (json_int_t)hr_farm_jobs(), "argv", argv, "seed", (json_int_t)provenance->seed,
                               "start", when(provenance->start), "end", when(time(NULL)));
    if (!object)
        hr_fail(HR_ENOMEM, "out of memory: the provenance");
    return object;
}
