/* The certificate's head, claim and evidence, and the verdict. */
#include "checker.h"
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
enum { RUNS_DUAL = 4 };
static jmp_buf verdict;
static FILE *output, *errors;
void hv_end(const hv_text *t, int status, const char *why, ...) {
    if (t && !t->certificate) status = HV_UNREAD;
    FILE *to = status == HV_REJECTED ? output : errors;
    fputs(status == HV_REJECTED ? "rejected: " : "hrdim-verify: ", to);
    if (t && status == HV_UNREAD) fprintf(to, "%s: ", t->name);
    if (t) fprintf(to, "line %zu: ", t->line);
    va_list list;
    va_start(list, why);
    vfprintf(to, why, list);
    va_end(list);
    putc('\n', to);
    longjmp(verdict, 1 + status);
}

static const char *const kinds[] = {
    "feasible", "recall", "infeasible embedding", "infeasible any-query", "infeasible any-document", "least",
    "bits",     "margin"};
static const char *const notions[] = {"f-query", "f-sign", "f-global"};
static const char *const words[] = {"vectors", "moment", "interval", "runs primal", "runs dual", "pair",
                                    "farkas",  "radon",  "forster",  "count",       "weights",   NULL};
static hv_evidence *const checks[] = {hv_vectors, hv_moment, hv_interval, hv_runs,     hv_runs, hv_pair,
                                      hv_farkas,  hv_radon,  hv_norm,     hv_distinct, hv_norm};
static const char first_kind[] = "00000235567", last_kind[] = "00011245567"; /* of claims that it is evidence for */

/* A word; another one behind it, where it is `twofold`. */
static void read_phrase(hv_text *t, const char *before, char phrase[64], const char *twofold) {
    snprintf(phrase, 32, "%.30s", hv_word(t, before));
    if (!strcmp(phrase, twofold)) snprintf(phrase + strlen(phrase), 32, " %.30s", hv_word(t, " "));
}

static void read_ratio(hv_text *t, mpq_t ratio) {
    mpq_t *part = hv_rationals(2);
    for (int i = 0; i < 2; i++) {
        hv_number(t, i ? "/" : " ", part[i]);
        if (mpq_sgn(part[i]) <= 0 || mpz_cmp_ui(mpq_denref(part[i]), 1)) hv_wrong(t, "not N/M of positive integers");
        if (mpz_sizeinbase(mpq_numref(part[i]), 2) > 4096) hv_limit(t, "a margin of more than 2^12 bits");
    }
    mpq_div(ratio, part[0], part[1]);
    if (mpz_cmp(mpq_denref(ratio), mpq_numref(part[1]))) hv_wrong(t, "a margin must be in lowest terms");
}

static void read_claim(const hv_hierarchy *h, hv_claim *c, hv_text *t) {
    char phrase[64];
    size_t room = 0;
    read_phrase(t, "", phrase, "infeasible");
    while (c->kind <= HV_MARGIN && strcmp(kinds[c->kind], phrase)) c->kind++;
    hv_word(t, " ");
    while (c->notion <= HV_F_GLOBAL && strcmp(notions[c->notion], t->word)) c->notion++;
    bool sign = c->kind == HV_RECALL || c->kind == HV_MARGIN, global = c->notion == HV_F_GLOBAL;
    if (c->kind > HV_MARGIN || c->notion > HV_F_GLOBAL || (sign && c->notion != HV_F_SIGN) || (global && c->kind))
        hv_wrong(t, "'%s' is claimed of no notion '%.40s'", phrase, t->word);
    mpq_init(c->number);
    if (c->kind == HV_MARGIN)
        read_ratio(t, c->number);
    else
        c->size = hv_count(t, " ", 1, INT64_MAX);
    if (global) hv_number(t, " ", c->number);
    if (mpq_sgn(c->number) < 0) hv_wrong(t, "a negative EPS");
    while (c->kind == HV_RECALL && (!c->distances || hv_peek(t) == ' ')) {
        if (c->distances == h->nodes) hv_wrong(t, "more distances than nodes");
        hv_grow(&c->hits, &room, c->distances + 1, sizeof *c->hits);
        c->hits[c->distances++] = hv_count(t, " ", 0, INT64_MAX);
    }
    if (c->kind == HV_ANY_QUERY || c->kind == HV_ANY_DOCUMENT)
        c->member = (uint32_t)hv_count(t, " ", 0, h->count[c->kind == HV_ANY_QUERY] - 1);
}

static void check(hv_text *t, hv_text *from) {
    hv_hierarchy h = {0};
    hv_claim claim = {0};
    char phrase[64];
    size_t i = 0;
    hv_hierarchy_read(&h, from);
    hv_expect(t, "hrdim certificate 1");
    hv_word(t, "\nhierarchy ");
    if (strcmp(t->word, h.digest)) hv_wrong(t, "of another hierarchy; the digest of this one is %s", h.digest);
    hv_expect(t, " ");
    while (hv_peek(t) != '\n') hv_byte(t); /* its name */
    hv_expect(t, "\nclaim ");
    read_claim(&h, &claim, t);
    read_phrase(t, "\nevidence ", phrase, "runs");
    while (words[i] && strcmp(words[i], phrase)) i++;
    bool fits = words[i] && claim.kind >= first_kind[i] - '0' && claim.kind <= last_kind[i] - '0';
    if (!fits || (claim.notion == HV_F_GLOBAL && i)) hv_wrong(t, "this is no evidence for this claim");
    claim.side = i == RUNS_DUAL ? HV_DOCUMENT : HV_QUERY;
    checks[i](&h, &claim, t);
    hv_expect(t, "\nend\n");
    if (hv_peek(t) != EOF) hv_wrong(t, "more behind the end");
    fprintf(output, "accepted: %.*s (%s), hierarchy %s (%u nodes, %zu edges)\n", (int)t->claimed - 7, t->claim + 7,
            phrase, h.digest, h.nodes, h.edges);
}

int hv_verify(FILE *file[2], char *const name[2], FILE *out, FILE *err) {
    output = out;
    errors = err;
    hv_memory_begin();
    int status = setjmp(verdict);
    if (!status) {
        hv_text *t = hv_alloc(2, sizeof *t);
        for (int i = 0; i < 2; i++) t[i] = (hv_text){.file = file[i], .name = name[i], .line = 1, .certificate = !i};
        check(t, t + 1);
        status = 1 + HV_ACCEPTED;
    }
    hv_memory_end();
    return status - 1;
}

int hv_main(int argc, char **argv) {
    int status = HV_ACCEPTED;
    if (argc == 2 && (!strcmp(argv[1], "--help") || !strcmp(argv[1], "-h"))) {
        puts("usage: hrdim-verify CERTIFICATE HIERARCHY\n\nAccepts or rejects a certificate of hrdim, in one line.\n"
             "CERTIFICATE may be -, standard input; HIERARCHY is in canonical form or an edge list, child<TAB>parent.\n"
             "exit status: 0 accepted, 1 rejected, 2 cannot be read, or is past a limit of this program");
    } else {
        FILE *file[2] = {NULL, NULL};
        if (argc != 3) fputs("hrdim-verify: wanted: CERTIFICATE and HIERARCHY; see hrdim-verify --help\n", stderr);
        for (int i = 0; i < 2 && argc == 3 && (!i || file[0]); i++)
            if (!(file[i] = i || strcmp(argv[1], "-") ? fopen(argv[i + 1], "rb") : stdin))
                fprintf(stderr, "hrdim-verify: %s: cannot read: %s\n", argv[i + 1], strerror(errno));
        status = file[1] ? hv_verify(file, argv + 1, stdout, stderr) : HV_UNREAD;
    }
    if (!fflush(stdout) && !ferror(stdout)) return status;
    fputs("hrdim-verify: standard output: cannot write\n", stderr);
    return HV_UNREAD;
}
