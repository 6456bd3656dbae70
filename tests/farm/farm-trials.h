/* Trials for the tests of the farm, and a sum over what came of them that does not depend on their order. */
#ifndef HR_FARM_TRIALS_H
#define HR_FARM_TRIALS_H

#include "test.h"

#include "farm/farm.h"

static void hierarchy_of(char text[64], uint64_t i, bool longer) {
    unsigned height = (unsigned)(2 + i % 3), width = (unsigned)(1 + i % 4);
    snprintf(text, 64, "tree:height=%u,width=%u", longer ? height + 6 : height, longer ? 2 : width);
}

/* A trial for each number, of three tasks, some of which fail. */
static void make(hr_trial *trial, char hierarchy[64], uint64_t i, bool longer) {
    static char sign[] = "sign", none[] = "";
    hierarchy_of(hierarchy, i, longer);
    *trial = (hr_trial){.task = hr_task_find(i % 3 ? "check" : "size"), .hierarchy = hierarchy};
    trial->subject = i % 3 ? sign : none;
    trial->dim = i % 3 ? 1 + (uint32_t)i % 7 : 0;
    trial->seed = i % 3 ? 1 + i / 7 : 0;
}

static uint64_t hash(uint64_t h, const char *text) {
    for (; *text; text++)
        h = (h ^ (unsigned char)*text) * 1099511628211u;
    return h;
}

/* What came of it, without its times. */
static uint64_t fingerprint(const hr_result *result) {
    char *line = result->outcome ? hr_json_line(result->outcome) : NULL;
    uint64_t h = hash(hash(result->failed, line ? line : ""), result->reason ? result->reason : "");
    free(line);
    return h;
}

/* `seen` counts how often each came back; *print becomes the sum of all prints: order does not matter. */
static void drain(hr_farm *farm, unsigned *seen, uint64_t total, uint64_t *print, double seconds) {
    bool got = true;
    while (got) {
        uint64_t ticket = UINT64_MAX;
        hr_result result;
        OK(hr_farm_take(farm, &got, &ticket, &result, seconds));
        if (!got)
            break;
        CHECK(ticket < total, "ticket %llu", (unsigned long long)ticket);
        seen[ticket]++;
        *print += fingerprint(&result) * (2 * ticket + 1);
        hr_result_clear(&result);
        seconds = 0;
    }
}

/* Runs `total` trials: tens of microseconds each, or `longer`: milliseconds.  allow(farm, out, total), now
 * and then: how many of them may have been submitted, of which `out` were; NULL: all. */
static uint64_t run_trials(hr_farm_report *about, const hr_farm_options *options, uint64_t total, bool longer,
                           uint64_t (*allow)(const hr_farm *farm, uint64_t out, uint64_t total)) {
    hr_farm *farm;
    OK(hr_farm_open(&farm, options));
    unsigned *seen = calloc(total, sizeof *seen);
    uint64_t print = 0, next = 0;
    while (!hr_test_failures && (next < total || hr_farm_outstanding(farm))) {
        uint64_t allowed = allow ? allow(farm, next, total) : total;
        while (next < allowed && hr_farm_room(farm)) {
            hr_trial trial;
            char hierarchy[64];
            make(&trial, hierarchy, next, longer);
            OK(hr_farm_submit(farm, next++, &trial));
        }
        drain(farm, seen, total, &print, allowed < total ? 0.01 : 1);
    }
    size_t wrong = 0;
    for (size_t i = 0; i < total; i++)
        wrong += seen[i] != 1;
    CHECK(!wrong, "%zu of %zu trials did not come back exactly once", wrong, (size_t)total);
    hr_farm_about(farm, about);
    hr_farm_close(farm);
    free(seen);
    return print;
}

#endif
