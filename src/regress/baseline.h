/* Baselines: small committed files of what was measured, and what is measured now against them
 * (doc/regress.md).
 *
 * A section is an entry: a hierarchy with an embedding, a construction, or rows of committed results, and
 * the values that it had.  Each value has a tolerance and the reason for it. */
#ifndef HR_BASELINE_H
#define HR_BASELINE_H

#include "base/ini.h"
#include "feasibility/check.h"
#include "trial/task.h"

#include <stdint.h>

/* What can be recorded: one row each in baseline_measure.c.  A value is one double: a verdict is 1 for
 * FEASIBLE and 0 for INFEASIBLE; INFINITY is "none"; NAN is UNKNOWN. */
typedef struct {
    const char *key;  /* "recall", "recall@" (a distance follows) */
    const char *help; /* one line */
    bool lower_is_better;
    bool whole;  /* a whole number from 1 on */
    bool share;  /* 0 .. 1 */
    bool none;   /* can be "none" */
    bool search; /* found by a search over the dimensions, not by one decision */
    bool tally;  /* needs the count of all pairs */
    double (*of)(const hr_check_result *result, uint32_t distance);
    const char *quantity; /* its name in results files; NULL: not there */
} hr_measure;

extern const hr_measure hr_measures[]; /* ends with a zeroed row */

typedef enum {
    HR_SAME,    /* within the tolerance */
    HR_BETTER,  /* beyond the tolerance, on the good side */
    HR_WORSE,   /* beyond it on the bad side */
    HR_LOST,    /* was known, is UNKNOWN */
    HR_DECIDED, /* was UNKNOWN, is known */
    HR_FRESH    /* had no value yet */
} hr_change;
enum { HR_CHANGES = HR_FRESH + 1 };

extern const char *const hr_change_names[]; /* "same", "better", "worse", "unknown", "decided", "new" */

typedef struct {
    const hr_ini_entry *line; /* its key, its text, its place */
    const hr_measure *measure;
    uint32_t distance; /* of recall@ */
    bool given;        /* the file has a value */
    double expected;
    double tolerance;
    bool relative;   /* the tolerance is a share of |expected| */
    char *because;   /* the reason; NULL for none */
    double measured; /* valid once the entry was measured */
    char note[96];   /* on the measured value: why UNKNOWN; "" for none */
    hr_change change;
} hr_baseline_value;

typedef struct {
    const char *name;  /* the section */
    const char *where; /* "baseline.ini:3", its first line */
    /* one of method, embedding, queries with docs, results */
    char *hierarchy, *embedding, *queries, *docs, *results;
    const char *method, *filter; /* filter: "H=6 name=sign", of results */
    uint64_t dim, seed, seeds, most;
    hr_notion notion;
    double eps, seconds;
    bool optional; /* skipped when the data set is not installed */

    hr_baseline_value *value;
    size_t values, capacity;
    bool measured;
    char *skipped; /* why; NULL unless skipped */
} hr_baseline_entry;

typedef struct {
    char *name, *where;
} hr_baseline_section;

typedef struct {
    char *path, *folder;          /* "a/b/" */
    hr_ini ini;                   /* with the whole text */
    hr_baseline_section *section; /* the headings, in order */
    size_t sections, section_capacity;
    hr_baseline_entry *entry;
    size_t count, capacity;
} hr_baseline;

/* HR_EUSAGE with file, line, the allowed words and the nearest match for whatever is wrong in it. */
hr_status hr_baseline_read(hr_baseline *out, const char *path);
void hr_baseline_clear(hr_baseline *baseline);

/* HR_EUSAGE with the mend when an entry has a value that was never measured.  A gate without a number would
 * always be open. */
hr_status hr_baseline_complete(const hr_baseline_entry *entry);

/* Measures the entry and compares, or skips it.  Fails with the entry's place before the message. */
hr_status hr_baseline_measure(hr_baseline_entry *entry, hr_cache *cache);

hr_change hr_baseline_compare(const hr_baseline_value *value);

/* The farthest measured value on the bad side that is still the same. */
double hr_baseline_limit(const hr_baseline_value *value);

/* "FEASIBLE", "148", "0.96992812": the shortest text that reads back as the same number. */
enum { HR_BASELINE_TEXT = 40 };
void hr_baseline_format(char out[HR_BASELINE_TEXT], const hr_measure *measure, double value);

/* Puts the measured values into the file: whole or not at all; comments, order, tolerances and what was not
 * measured stay.  Refuses to replace a value by UNKNOWN. */
hr_status hr_baseline_update(const hr_baseline *baseline);

#endif
