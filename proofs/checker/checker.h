/* The parts of the checker.  doc/certificates.md is the contract; names are those of that page. */
#ifndef HV_CHECKER_H
#define HV_CHECKER_H
#include <gmp.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
_Static_assert(sizeof(size_t) == 8 && sizeof(long) == 8, "a 64-bit machine");
/* verify.c, for other programs: certificate, hierarchy, their names; one line goes to out (a verdict) or errors */
enum { HV_ACCEPTED, HV_REJECTED, HV_UNREAD }; /* exit statuses; the last: cannot be read, or is past a limit */
int hv_verify(FILE *file[2], char *const name[2], FILE *out, FILE *errors);
/* memory.c: every block, GMP's included, is freed when the verdict is reached, whichever way. */
void hv_memory_begin(void);
void hv_memory_end(void);
void *hv_alloc(size_t count, size_t size); /* zeroed */
void *hv_grow(void *old, size_t *room, size_t need, size_t size);

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
    bool certificate;
    hv_sha256 hash;                                       /* of the hierarchy's bytes */
    char *word, *claim;                                   /* claim: lines 3 and 4, each after a line feed */
    size_t line, word_room, claim_room, claimed, at, got; /* line: of the next byte */
    unsigned char bytes[1 << 16];
} hv_text;
/* The verdict, status HV_REJECTED or HV_UNREAD: what is wrong in a hierarchy is HV_UNREAD.  text may be NULL. */
_Noreturn void hv_end(const hv_text *text, int status, const char *why, ...) __attribute__((format(printf, 3, 4)));
#define hv_wrong(text, ...)  hv_end(text, HV_REJECTED, __VA_ARGS__)
#define hv_limit(text, what) hv_end(text, HV_UNREAD, what ", a limit of this program")
int hv_peek(hv_text *text); /* the next byte, EOF at the end */
int hv_byte(hv_text *text);
/* `before`: the bytes that must stand before what is read; a line's feed is read with the line behind it. */
void hv_expect(hv_text *text, const char *before);
const char *hv_word(hv_text *text, const char *before);
size_t hv_count(hv_text *text, const char *before, size_t least, size_t most);
/* `head LINES COLUMNS`: the columns. */
size_t hv_head(hv_text *text, const char *head, uint32_t lines, size_t least, size_t most);
uint32_t *hv_list(hv_text *text, const char *head, size_t below, uint32_t *count); /* `head COUNT`, ascending numbers */
void hv_number(hv_text *text, const char *before, mpq_t number);
int64_t hv_integer(hv_text *text, const char *before); /* of at most 60 bits */
mpq_t *hv_rationals(size_t count);                     /* all 0 */
void hv_inner(mpq_t sum, mpq_t *a, mpq_t *b, size_t columns);
mpq_t *hv_vector(hv_text *text, const char *before, mpq_t *vector, size_t columns); /* a new one for NULL */

enum { HV_DOCUMENT, HV_QUERY }; /* sides */
typedef struct { /* hierarchy.c: row[1][start[1][v] ..] are v's parents, row[0] its children, ascending */
    uint32_t nodes, *start[2], *row[2];
    uint32_t count[2], *node[2], *number[2]; /* by side: how many, each one's node, a node's number or UINT32_MAX */
    uint32_t *list, *distance, *seen, *queue, stamp, found;
    size_t edges;
    char digest[65];
} hv_hierarchy;
void hv_hierarchy_read(hv_hierarchy *h, hv_text *text);
/* HV_QUERY: S of query `number`; HV_DOCUMENT: the queries whose S holds document `number`.  To list[0 .. found) */
void hv_reach(hv_hierarchy *h, int side, uint32_t number);
int hv_ascends(const void *a, const void *b); /* for qsort: of int64_t, or of what begins with one */
bool hv_reached(const hv_hierarchy *h, int side, uint32_t number); /* is it in the last answer, given on that side? */

enum { HV_F_QUERY, HV_F_SIGN, HV_F_GLOBAL }; /* notions; kinds of claims, the first that of a block */
enum { HV_BLOCK, HV_FEASIBLE, HV_RECALL, HV_EMBEDDING, HV_ANY_QUERY, HV_ANY_DOCUMENT, HV_LEAST, HV_BITS, HV_MARGIN };
enum { HV_NEGATIVE = 1, HV_ZERO = 2, HV_POSITIVE = 4 }; /* signs of thresholds, bits */
typedef struct {
    int kind, notion, signs;       /* signs: of the thresholds of f-query */
    size_t size, *hits, distances; /* D, K or B; H0, H1, ... and how many */
    uint32_t member;               /* QUERY or DOCUMENT */
    mpq_t number;                  /* EPS or N/M */
} hv_claim;
/* Reads a line `evidence ...` and what follows it, and returns where they show the claim. */
void hv_read_evidence(hv_hierarchy *h, hv_claim *claim, hv_text *text);
typedef void hv_evidence(hv_hierarchy *h, hv_claim *claim, hv_text *text); /* reads what follows it */
hv_evidence hv_vectors, hv_moment, hv_orders, hv_runs, hv_interval, hv_blocks, hv_pair, hv_farkas, hv_radon, hv_norm,
    hv_distinct;
#endif
