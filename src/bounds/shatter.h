/* Sets T of documents that the queries split in every way (L1, Radon form): for every split {A,B} of T in two
 * non-empty parts some query holds A and nothing of B, or B and nothing of A.  Subsets of such a set are such
 * sets, so they are grown one document at a time. */
#ifndef HR_SHATTER_H
#define HR_SHATTER_H

#include "hierarchy/ancestors.h"

enum { HR_SHATTER_MOST = 20 }; /* 2^19 splits need as many queries */

/* What all searches in one hierarchy share. */
typedef struct {
    const hr_ancestors *ancestors;
    uint64_t *start; /* documents + 1 */
    uint32_t *query; /* the queries of every document */
    bool whole;      /* one more split, T and nothing: some query holds all of T or nothing of it (F-sign) */
} hr_shatter;

hr_status hr_shatter_init(hr_shatter *shatter, const hr_ancestors *ancestors, bool whole);
void hr_shatter_clear(hr_shatter *shatter);

typedef struct {
    uint32_t document;
    double lacking; /* sum over the traces on T + document of 1 / (1 + queries with this trace): less is
                       better */
} hr_shatter_candidate;

/* What hr_shatter_extend knows of a document while it counts. */
typedef struct {
    uint32_t in, out; /* queries of the class at hand that hold it: with trace A, with the opposite trace B */
    uint32_t inside;  /* queries with a trace that hold it */
    uint32_t whole;   /* queries with trace T that hold it */
    uint32_t satisfied; /* classes with queries on one side only that it splits */
    bool refused;       /* there is a class with queries on both sides that it does not split */
    double lacking;     /* relative to a document that no query with a trace holds */
} hr_shatter_tally;

/* One search: the set T, the trace of every query on it, and the documents that may join. */
typedef struct {
    const hr_shatter *shatter;
    uint32_t size, member[HR_SHATTER_MOST];
    uint32_t *trace;            /* of every query: bit i for member[i] */
    uint32_t active, *touching; /* the queries with a trace */
    uint32_t *sorted;           /* those by trace */
    uint32_t *bucket;           /* where each trace begins in `sorted` */
    hr_shatter_tally *tally;    /* of every document; zero between calls */
    uint32_t here, *of_class;   /* documents of the class at hand */
    uint32_t seen, *of_all;     /* documents of all classes */
    uint32_t candidates;
    hr_shatter_candidate *candidate;
    uint64_t work; /* entries of S(q) visited so far */
} hr_shatter_set;

hr_status hr_shatter_set_init(hr_shatter_set *set, const hr_shatter *shatter);
void hr_shatter_set_clear(hr_shatter_set *set);

void hr_shatter_add(hr_shatter_set *set, uint32_t document);
void hr_shatter_remove(hr_shatter_set *set, uint32_t place); /* the last member takes its place */
void hr_shatter_empty(hr_shatter_set *set);

/* Fills in the candidates: every document that shares a query with T and may join it, ascending by number;
 * *others: documents that share none may join too, as far as hr_shatter_joins_apart says so. */
void hr_shatter_extend(hr_shatter_set *set, bool *others);

/* Whether a document that shares no query with T may join, where `others` may. */
bool hr_shatter_joins_apart(const hr_shatter_set *set, uint32_t document);

/* The best set found. */
typedef struct {
    uint32_t size, member[HR_SHATTER_MOST];
    bool largest; /* all sets were tried */
} hr_shatter_found;

/* All sets, from the empty one up, while the work lasts; stops at sets of `most`, known to be as many as
 * there can be. */
hr_status hr_shatter_search_all(hr_shatter_found *found, const hr_shatter *shatter, uint32_t most,
                                uint64_t work);

/* Greedy growth with restarts and exchanges.  The same seed and work give the same set at any number of
 * threads. */
hr_status hr_shatter_search(hr_shatter_found *found, const hr_shatter *shatter, uint32_t most, uint64_t work,
                            uint64_t seed);

#endif
