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

/* Several lines at once, for who runs many things side by side: from take to release, start, add and finish
 * do nothing, so that work inside other threads stays quiet.  show rewrites the lines of `text` in place, as
 * far as the terminal has room; it is drawn at most five times a second. */
void hr_progress_take(void);
bool hr_progress_due(void); /* would show draw?  Saves making the text. */
void hr_progress_show(const char *text);
void hr_progress_release(void); /* wipes the lines */

/* "50 s", "12 min", "3 h 5 min", for people. */
void hr_progress_time(char out[32], double seconds);

/* Seconds on a clock that never goes back. */
double hr_seconds(void);

#endif
