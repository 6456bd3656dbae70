/* U13, positions of two digits: one run in bfloat16 (doc/bounds.md).
 *
 * A float of 8 bits tells hundreds of U12's positions apart, not 10^5.  But an order falls into cells
 * (embedding/cells.h), hundreds of cells of hundreds of positions, such that a run lies in one cell or is
 * made of whole ones.  Two coordinates place the cells on a line of their own, by U12: the query's pair Q
 * belongs to its cell, all documents inside one cell h have the same pair X(h), and that of a document of
 * whole cells serves these.  With k = <Q, X(h)>, the score of the query's own cell, exactly the same for all
 * documents inside it whatever was rounded,
 *
 *     <Q, X(g)> <= k - gap for every other cell g, and a document of whole cells is above k + gap or below k
 * - gap.
 *
 * Two coordinates more place the positions of a cell on a line, the same for all cells, times a small power
 * of two e in the queries: its scores, at most M, are compared with 1, and e M < gap.  So the threshold k + e
 * tells all documents: inside the cell by the second digit, elsewhere by the first.  Up to HR_ONE_DIGIT
 * positions are cells of their own: then the threshold is just below k, and two coordinates are enough.
 *
 * Q may be multiplied by any number; of the pairs of 8 bits near those multiples many keep the gaps.  All of
 * them are tried against all cells and runs, so nothing rests on an estimate, and k is chosen among them:
 * where other blocks (U7) have a threshold between two numbers, k goes there. */
#ifndef HR_DIGITS_H
#define HR_DIGITS_H

#include "embedding/cells.h"
#include "embedding/geometric.h"

enum { HR_ONE_DIGIT = 480 };

/* A query's pair, Q. */
typedef struct {
    double entry[2];
    double score;   /* k, exactly; about 1 to 2 */
    uint32_t parts; /* how many bfloat16 the threshold is the sum of */
} hr_digit_pair;

/* What a document has on the first line. */
typedef struct {
    uint32_t first, last; /* cells */
    double entry[2];
} hr_digit_run;

typedef struct {
    hr_cells cells;
    uint32_t columns; /* 2 or 4 */
    hr_geometric outer, inner;
    hr_digit_run *inside;                         /* X(h) of every cell */
    hr_digit_run *whole;                          /* runs of whole cells, ascending, each once */
    size_t *pair_start, wholes, pairs, pair_room; /* pair_start: of every cell, and the end */
    hr_digit_pair *pair;
    double small; /* e; 0 with one digit */
} hr_digits;

/* Of rows with at most one run.  HR_ELIMIT, in one line, where the queries are too many. */
hr_status hr_digits_init(hr_digits *out, const hr_runs *runs, uint32_t positions);
void hr_digits_clear(hr_digits *digits); /* safe on zeroed memory and twice */

/* The columns that hr_digits_init would give, without the work; HR_ELIMIT as there. */
hr_status hr_digits_columns(uint32_t *columns, const hr_runs *runs, uint32_t positions);

/* The pair of the query at a position whose threshold lies between low and high; sign: with fewest parts.
 * NULL where there is none. */
const hr_digit_pair *hr_digits_choose(const hr_digits *digits, uint32_t position, double low, double high,
                                      bool sign);

/* The query's coordinates. */
void hr_digits_query(double out[4], const hr_digits *digits, uint32_t position, const hr_digit_pair *pair);

/* The threshold as a sum of `parts` numbers, at most HR_THRESHOLD_PARTS. */
enum { HR_THRESHOLD_PARTS = 5 };
void hr_digits_threshold(double out[HR_THRESHOLD_PARTS], const hr_digits *digits, const hr_digit_pair *pair);

/* The document that wants first .. last; false where no floats near it tell these from their neighbours. */
bool hr_digits_document(double out[4], const hr_digits *digits, uint32_t first, uint32_t last);

#endif
