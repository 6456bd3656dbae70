/* Amazon's Shopping Queries data set (ESCI), by its published columns or as ratings; the two readers' shared
 * part.  Source: Reddy et al., "Shopping queries dataset: a large-scale ESCI benchmark for improving product
 * search", arXiv 2206.06588. */
#ifndef HR_ESCI_H
#define HR_ESCI_H

#include "hierarchy/judgments.h"

/* Which rows; NULL: all of them.  Documents are the products of the locale and version whatever the split, so
 * that the documents of split=train and split=test are the same, in the same order. */
typedef struct {
    const char *locale;  /* "us", "es", "jp" */
    const char *split;   /* "train", "test" */
    const char *version; /* "small", "large" */
} hr_esci_options;

/* One row of the table; NULL where the file does not have the column. */
typedef struct {
    const char *query, *product, *label, *locale, *split, *small, *large;
} hr_esci_row;

typedef struct {
    hr_judgments judgments;
    hr_esci_options options;
    char *locale; /* the only one seen so far */
} hr_esci_reader;

/* Keeps or leaves out the row by the options.  HR_EINPUT with the place for an unknown label or value. */
hr_status hr_esci_take(hr_esci_reader *reader, const hr_esci_row *row, uint64_t place);

/* {"judgmentRatings": [{"query": Q, "ratings": [{"docId": D, "rating": "100.000"}, ...]}, ...]}, ratings 100,
 * 10, 1, 0 for E, S, C, I, as OpenSearch's search-relevance imports them. */
hr_status hr_esci_take_ratings(hr_esci_reader *reader, const char *text, size_t length);
/* One object a line, its keys the columns. */
hr_status hr_esci_take_lines(hr_esci_reader *reader, const char *text, size_t length);

#endif
