/* Texts between the ranks of an MPI job; only the main thread calls this.  A failed call tells that the other
 * side is gone, and is no reason to end. */
#ifndef HR_POST_H
#define HR_POST_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

typedef enum {
    HR_POST_HELLO = 1, /* to rank 0: "WORKERS BUILD" */
    HR_POST_WORK,      /* from rank 0: lines "SLOT KEY" */
    HR_POST_DONE,      /* to rank 0: lines "SLOT SECONDS JSON" */
    HR_POST_PING,      /* both ways: still here */
    HR_POST_STOP       /* from rank 0: leave; how many ranks were lost */
} hr_post_tag;

/* A text that grows. */
typedef struct {
    char *bytes;
    size_t length, capacity;
} hr_letter;

hr_status hr_letter_add(hr_letter *letter, const char *format, ...) __attribute__((format(printf, 2, 3)));
void hr_letter_clear(hr_letter *letter);

/* Takes the letter over and leaves it empty; returns before it has arrived.  HR_EIO: nobody is there. */
hr_status hr_post_send(int to, hr_post_tag tag, hr_letter *letter);

/* Hands every text that has come to `take`, which may write into it; ends when there is no more, or `take`
 * fails. */
typedef hr_status (*hr_post_take)(void *context, int from, hr_post_tag tag, char *text);
hr_status hr_post_receive(hr_post_take take, void *context);

/* HRDIM_MPI_TIMEOUT: seconds of silence after which a rank is lost. */
hr_status hr_post_timeout(double *seconds);

#endif
