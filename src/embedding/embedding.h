/* A dual encoder's output: one vector per query, one per document, score = inner product. */
#ifndef HR_EMBEDDING_H
#define HR_EMBEDDING_H

#include "embedding/matrix.h"
#include "hierarchy/ancestors.h"

/* What a construction knows of its own matrices.  It is a hint: the exact decision re-checks every word
 * of it against the matrices before it uses it (src/feasibility). */
typedef enum {
    HR_NO_STRUCTURE,
    HR_RUNS_STRUCTURE,   /* U5, U6: row i of the one side is a polynomial, positive exactly on its runs,
                            evaluated at the other side's points */
    HR_BLOCKS_STRUCTURE, /* U7: the matrices of hr_blocks_embed */
    HR_ORDERS_STRUCTURE, /* U11: the matrices of hr_orders_embed, or none, where the levels say all */
    HR_MOMENT_STRUCTURE  /* U4: document j is (t_j, ..., t_j^2k), t_j = point[j]; a query is minus the
                            coefficients of the product of (t - t_i)^2 over S(q) */
} hr_structure_kind;

typedef struct {
    hr_structure_kind kind;
    bool dual;      /* RUNS: polynomials are the queries (runs of S(q)), points are the documents */
    int64_t *point; /* RUNS: the point of every query (dual: document).  MOMENT: t of every document */
    size_t points;
    /* RUNS: polynomial i is minus the product over its runs of (v - low)(v - high), times (v^2 + 1) as often
     * as the degree needs; runs of row i are run_start[i] .. run_start[i+1]; low < high are never points, so
     * no product is zero; v is a point. */
    uint64_t *run_start;
    int64_t *low, *high;
    size_t polynomials;
    double bits;              /* RUNS without matrices: what hr_embedding_bits says */
    struct hr_blocks *blocks; /* BLOCKS (embedding/blocks.h) */
    struct hr_orders *orders; /* ORDERS (embedding/orders_embedding.h) */
} hr_structure;

typedef struct {
    hr_matrix queries; /* n x d */
    hr_matrix docs;    /* m x d */
    hr_structure structure;
    char *origin;                   /* "interval (U5)", or the files' names; for messages and results */
    char *queries_file, *docs_file; /* where each was read; NULL: built here */
} hr_embedding;

/* U11's orders, or U6's runs, without matrices: these have rows and columns, but no entries.  Only hr_check
 * decides it. */
bool hr_embedding_levels_only(const hr_embedding *embedding);

/* What messages call the two sides: their files, else the origin. */
const char *hr_embedding_queries_file(const hr_embedding *embedding);
const char *hr_embedding_docs_file(const hr_embedding *embedding);

void hr_embedding_init(hr_embedding *embedding);
void hr_embedding_clear(hr_embedding *embedding);

/* The float form of an exact embedding.  Where powers would overflow, coordinate j is scaled by a power of
 * two in the documents and by its inverse in the queries, and each query by a power of two: scores keep their
 * order and their sign (F-query, F-sign), so the only loss is the rounding itself.  float32 or float64. */
hr_status hr_embedding_round(hr_embedding *out, const hr_embedding *exact, hr_dtype dtype);

/* The float form that holds best: one run to a document (U5, U6, U7's easy documents) at geometric positions
 * (U12), with all thresholds 1; HR_ELIMIT where the type is too short for them.  Any other as
 * hr_embedding_round. */
hr_status hr_embedding_floats(hr_embedding *out, const hr_embedding *exact, hr_dtype dtype);

/* PREFIX.queries.npy and PREFIX.docs.npy, and PREFIX.exact for an integer embedding (doc/formats.md): both
 * matrices as hexadecimal integers and the structure.  The .npy of integers that fit int8/int64 are exact
 * too; larger ones are rounded to float64. */
hr_status hr_embedding_write(const hr_embedding *embedding, const char *prefix, hr_dtype float_form);
/* The same with the .npy from another form of the embedding: `npy` holds no HR_BIGINT. */
hr_status hr_embedding_write_as(const hr_embedding *embedding, const hr_embedding *npy, const char *prefix);
/* exact: PREFIX.exact where it exists; otherwise the two .npy. */
hr_status hr_embedding_read(hr_embedding *out, const char *prefix, bool exact);
hr_status hr_embedding_read_npy(hr_embedding *out, const char *queries, const char *docs);

/* The wider of the two types; "bfloat16" where both matrices hold such numbers. */
const char *hr_embedding_type(const hr_embedding *embedding);

/* Bits per coordinate: of integers those of the largest, the sign included; of floats those of the type. */
double hr_embedding_bits(const hr_embedding *embedding);

/* One clear line when the shapes do not fit the hierarchy. */
hr_status hr_embedding_fits(const hr_embedding *embedding, const hr_ancestors *ancestors);

#endif
