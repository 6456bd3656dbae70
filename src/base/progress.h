/* A progress line with an ETA on stderr, only when stderr is a terminal and the user did not say --quiet. */
#ifndef HR_PROGRESS_H
#define HR_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

void hr_progress_enable(bool on); /* for the process; off until the CLI turns it on */

/* One at a time; `what` stays the caller's. */
void hr_progress_start(const char *what, uint64_t total);
void hr_progress_add(uint64_t done); /* thread-safe; redraws at most five times a second */
void hr_progress_finish(void);       /* wipes the line */

/* Seconds on a clock that never goes back. */
double hr_seconds(void);

#endif
