/* A test program: int main(void) { RUN(test_a); RUN(test_b); return hr_test_end(); }
 *
 * A failed CHECK prints the expression, the place and a counterexample, and the test goes on; the program
 * exits with 1.  SKIP ends the program with 77.  Exit statuses: 0 pass, 1 fail, 77 skip, 99 hard error. */
#ifndef HR_TEST_H
#define HR_TEST_H

#include "base/error.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int hr_test_failures, hr_test_checks;

#define CHECK(condition, ...)                                                                                \
    do {                                                                                                     \
        hr_test_checks++;                                                                                    \
        if (!(condition)) {                                                                                  \
            if (hr_test_failures++ < 20) {                                                                   \
                printf("%s:%d: failed: %s: ", __FILE__, __LINE__, #condition);                               \
                printf(__VA_ARGS__);                                                                         \
                putchar('\n');                                                                               \
            }                                                                                                \
        }                                                                                                    \
    } while (0)

/* The call succeeds; otherwise its message is shown. */
#define OK(call) CHECK((call) == HR_OK, "%s", hr_error())

/* The call fails and its message holds `part`. */
#define FAILS(call, part)                                                                                    \
    do {                                                                                                     \
        hr_status hr_test_status = (call);                                                                   \
        CHECK(hr_test_status != HR_OK && strstr(hr_error(), part),                                           \
              "status %d, message \"%s\", wanted \"%s\"", hr_test_status, hr_error(), part);                 \
    } while (0)

#define RUN(test)                                                                                            \
    do {                                                                                                     \
        int hr_test_before = hr_test_failures;                                                               \
        test();                                                                                              \
        printf("%s %s\n", hr_test_failures == hr_test_before ? "ok  " : "FAIL", #test);                      \
        fflush(stdout);                                                                                      \
    } while (0)

#define SKIP(...)                                                                                            \
    do {                                                                                                     \
        printf("skipped: ");                                                                                 \
        printf(__VA_ARGS__);                                                                                 \
        putchar('\n');                                                                                       \
        exit(77);                                                                                            \
    } while (0)

static inline int hr_test_end(void) {
    printf("%d checks, %d failed\n", hr_test_checks, hr_test_failures);
    return hr_test_failures || !hr_test_checks; /* a test that checked nothing has failed */
}

#endif
