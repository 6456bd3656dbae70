/* The parts of the checker.  doc/certificates.md is the contract; names are those of that page. */
#ifndef HV_CHECKER_H
#define HV_CHECKER_H
#include "verify.h"
#include <gmp.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
_Static_assert(sizeof(size_t) == 8 && sizeof(long) == 8, "a 64-bit machine");

enum { /* limits of this program: past one of them it neither accepts nor rejects */
       HV_MOST_NODES = 1 << 30,
       HV_MOST_EDGES = 1 << 30,
       HV_MOST_NAME = 1 << 20,     /* bytes */
       HV_MOST_WORD = 1 << 18,     /* bytes, so digits of a number */
       HV_MOST_EXPONENT = 1 << 16, /* of the power of two in a number */
       HV_MOST_COLUMNS = 1 << 20,  /* of vectors */
       HV_MOST_SPLIT = 30,         /* documents of `radon` */
       HV_MOST_SIDE = 1 << 12,     /* the shorter side of a matrix of `forster`, `weights` */
       HV_MOST_CELLS = 1 << 30,    /* of such a matrix */
       HV_MOST_POWER = 1 << 12,
};

/* memory.c: every block, GMP's included, is freed when the verdict is reached, whichever way. */
void hv_memory_begin(void);
void hv_memory_end(void);
void *hv_alloc(size_t count, size_t size); /* zeroed */
void *hv_resize(void *old, size_t count, size_t size);
void hv_grow(void *array, size_t *room, size_t need, size_t size); /* array: the address of a pointer */

typedef struct { /* sha256.c */
    uint32_t state[8];
    uint64_t length;
    unsigned char room[64];
} hv_sha256;
void hv_sha256_init(hv_sha256 *hash);
void hv_sha256_add(hv_sha256 *hash, const void *bytes, size_t length);
void hv_sha256_hex(hv_sha256 *hash, char hex[65]);

typedef struct { /* text.c: strict reading, byte by byte */
    FILE *file;
    const char *name;
    bool certificate, copying; /* bytes go to `copy` as well */
    size_t line;               /* of the next byte */
    hv_sha256 hash;            /* of the hierarchy's bytes */
    char *word, *copy;
    size_t word_room, copy_room, copied, at, got;
    unsigned char bytes[1 << 16];
} hv_text;
/* The verdict, status HV_REJECTED or HV_UNREAD: what is wrong in a hierarchy is HV_UNREAD.  text may be NULL. */
_Noreturn void hv_end(const hv_text *text, int status, const char *why, ...) __attribute__((format(printf, 3, 4)));
#define hv_wrong(text, ...) hv_end(text, HV_REJECTED, __VA_ARGS__)
/* The evidence does not show the claim: the claim's line is named. */
#define hv_false(text, ...)  ((text)->line = 3, hv_end(text, HV_REJECTED, __VA_ARGS__))
#define hv_limit(text, what) hv_end(text, HV_UNREAD, "%s, a limit of this program", what)
int hv_peek(hv_text *text); /* the next byte, EOF at the end */
int hv_byte(hv_text *text);
void hv_expect(hv_text *text, const char *bytes);
const char *hv_word(hv_text *text);
size_t hv_count(hv_text *text, size_t most, const char *what);
size_t hv_section(hv_text *text, const char *head, size_t most);                   /* `head COUNT` */
uint32_t *hv_list(hv_text *text, const char *head, size_t below, uint32_t *count); /* numbers ascend */
void hv_number(hv_text *text, mpq_t number);
int64_t hv_integer(hv_text *text);                                                  /* of at most 60 bits */
mpq_t *hv_rationals(size_t count);                                                  /* all 0 */
mpq_t *hv_vector(hv_text *text, mpq_t *vector, size_t columns, const char *before); /* a fresh one for NULL */

enum { HV_DOCUMENT, HV_QUERY }; /* sides */
#define HV_NONE UINT32_MAX
typedef struct { /* hierarchy.c: row[1][start[1][v] ..] are v's parents, row[0] its children, ascending */
    uint32_t nodes, edges, *start[2], *row[2];
    uint32_t count[2], *node[2], *number[2]; /* by side: how many, each one's node, a node's number or HV_NONE */
    uint32_t *list, *distance, *seen, *queue, stamp, found;
    char digest[65];
} hv_hierarchy;
void hv_hierarchy_read(hv_hierarchy *h, hv_text *text);
/* HV_QUERY: S of query `number`; HV_DOCUMENT: the queries whose S holds document `number`.  The answer is
 * list[0 .. found) with distance[]. */
void hv_reach(hv_hierarchy *h, int side, uint32_t number);
bool hv_reached(const hv_hierarchy *h, int side, uint32_t number); /* is it in the last answer, given on that side? */

typedef enum { HV_F_QUERY, HV_F_SIGN, HV_F_GLOBAL } hv_notion;
typedef enum {
    HV_FEASIBLE,
    HV_RECALL,
    HV_EMBEDDING,
    HV_ANY_QUERY,
    HV_ANY_DOCUMENT,
    HV_LEAST,
    HV_BITS,
    HV_MARGIN
} hv_kind;
typedef struct {
    hv_kind kind;
    hv_notion notion;
    size_t size;             /* D, K or B */
    uint32_t member;         /* QUERY or DOCUMENT */
    mpq_t number;            /* EPS or N/M */
    size_t *hits, distances; /* H0, H1, ... and how many */
    int side;                /* runs: whose members are points */
} hv_claim;
/* The evidence: each reads its lines, and returns where they show the claim. */
typedef void hv_evidence(hv_hierarchy *h, const hv_claim *claim, hv_text *text);
hv_evidence hv_vectors, hv_moment, hv_interval, hv_runs, hv_pair, hv_farkas, hv_radon, hv_norm, hv_distinct;
#endif
