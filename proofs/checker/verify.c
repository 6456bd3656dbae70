/* The certificate's head, claim and evidence, and the verdict. */
#include "checker.h"
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

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
    "feasible", "recall", "infeasible embedding", "infeasible any-query", "infeasible any-document", "least", "bits",
    "margin",   NULL};                                                        /* as hv_kind */
static const char *const notions[] = {"f-query", "f-sign", "f-global", NULL}; /* as hv_notion */
static const char *const words[] = {"vectors", "moment", "interval", "runs dual", "runs primal", "pair",
                                    "farkas",  "radon",  "forster",  "count",     "weights",     NULL};
enum { QUERY = 1 << HV_F_QUERY, SIGN = 1 << HV_F_SIGN, GLOBAL = 1 << HV_F_GLOBAL, RUNS_DUAL = 3 };
static const struct {
    hv_evidence *check;
    unsigned kinds, notions;
} rules[] = {
    {hv_vectors, 1 << HV_FEASIBLE, QUERY | SIGN | GLOBAL},
    {hv_moment, 1 << HV_FEASIBLE, QUERY},
    {hv_interval, 1 << HV_FEASIBLE, QUERY | SIGN},
    {hv_runs, 1 << HV_FEASIBLE | 1 << HV_RECALL, QUERY | SIGN},
    {hv_runs, 1 << HV_FEASIBLE | 1 << HV_RECALL, QUERY | SIGN},
    {hv_pair, 1 << HV_EMBEDDING, QUERY | SIGN},
    {hv_farkas, 1 << HV_ANY_QUERY | 1 << HV_ANY_DOCUMENT, QUERY | SIGN},
    {hv_radon, 1 << HV_LEAST, QUERY | SIGN},
    {hv_norm, 1 << HV_LEAST, QUERY | SIGN},
    {hv_distinct, 1 << HV_BITS, QUERY | SIGN},
    {hv_norm, 1 << HV_MARGIN, SIGN},
};

/* One of the table's phrases, of one word or two. */
static size_t read_phrase(hv_text *t, const char *const *table) {
    char phrase[64] = "";
    for (int two = 0; two < 2; two++) {
        if (two) hv_expect(t, " ");
        snprintf(phrase + strlen(phrase), 32, "%s%.30s", two ? " " : "", hv_word(t));
        for (size_t i = 0; table[i]; i++)
            if (!strcmp(table[i], phrase)) return i;
        if (strcmp(phrase, "infeasible") && strcmp(phrase, "runs")) break;
    }
    hv_wrong(t, "'%s' does not belong here", phrase);
}

static void read_ratio(hv_text *t, mpq_t ratio) {
    mpq_t below;
    mpq_init(below);
    hv_number(t, ratio);
    hv_expect(t, "/");
    hv_number(t, below);
    bool integers = !mpz_cmp_ui(mpq_denref(ratio), 1) && !mpz_cmp_ui(mpq_denref(below), 1);
    if (!integers || mpq_sgn(ratio) <= 0 || mpq_sgn(below) <= 0) hv_wrong(t, "a margin is N/M of positive integers");
    mpq_div(ratio, ratio, below);
    if (mpz_cmp(mpq_denref(ratio), mpq_numref(below))) hv_wrong(t, "a margin must be in lowest terms");
}

static void read_claim(const hv_hierarchy *h, hv_claim *c, hv_text *t) {
    size_t room = 0;
    c->kind = (hv_kind)read_phrase(t, kinds);
    hv_expect(t, " ");
    c->notion = (hv_notion)read_phrase(t, notions);
    hv_expect(t, " ");
    if ((c->kind == HV_RECALL || c->kind == HV_MARGIN) && c->notion != HV_F_SIGN)
        hv_wrong(t, "this is claimed of f-sign");
    mpq_init(c->number);
    if (c->kind == HV_MARGIN)
        read_ratio(t, c->number);
    else if (!(c->size = hv_count(t, INT64_MAX, kinds[c->kind])))
        hv_wrong(t, "a claim of 0");
    if (c->notion == HV_F_GLOBAL) {
        hv_expect(t, " ");
        hv_number(t, c->number);
        if (mpq_sgn(c->number) < 0) hv_wrong(t, "a negative EPS");
    }
    while (c->kind == HV_RECALL && (!c->distances || hv_peek(t) == ' ')) {
        if (c->distances == h->nodes) hv_wrong(t, "more distances than nodes");
        hv_expect(t, " ");
        hv_grow(&c->hits, &room, c->distances + 1, sizeof *c->hits);
        c->hits[c->distances++] = hv_count(t, INT64_MAX, "pairs");
    }
    if (c->kind == HV_ANY_QUERY || c->kind == HV_ANY_DOCUMENT) {
        hv_expect(t, " ");
        c->member =
            (uint32_t)hv_count(t, h->count[c->kind == HV_ANY_QUERY ? HV_QUERY : HV_DOCUMENT] - 1, "the last number");
    }
}

static void check(hv_text *t, hv_text *from) {
    hv_hierarchy h = {0};
    hv_claim claim = {0};
    hv_hierarchy_read(&h, from);
    hv_expect(t, "hrdim certificate 1\n");
    hv_expect(t, "hierarchy ");
    if (strcmp(hv_word(t), h.digest)) hv_wrong(t, "of another hierarchy; the digest of this one is %s", h.digest);
    hv_expect(t, " ");
    while (hv_peek(t) != '\n') hv_byte(t); /* its name */
    hv_expect(t, "\n");
    hv_expect(t, "claim ");
    t->copying = true;
    read_claim(&h, &claim, t);
    t->copying = false;
    hv_expect(t, "\n");
    hv_expect(t, "evidence ");
    size_t i = read_phrase(t, words);
    if (!(rules[i].kinds >> claim.kind & 1) || !(rules[i].notions >> claim.notion & 1))
        hv_wrong(t, "'%s' is no evidence for this claim", words[i]);
    hv_expect(t, "\n");
    claim.side = i == RUNS_DUAL ? HV_DOCUMENT : HV_QUERY;
    rules[i].check(&h, &claim, t);
    hv_expect(t, "end\n");
    if (hv_peek(t) != EOF) hv_wrong(t, "more behind the end");
    fprintf(output, "accepted: %.*s (%s), hierarchy %s (%u nodes, %u edges)\n", (int)t->copied, t->copy, words[i],
            h.digest, h.nodes, h.edges);
}

int hv_verify(FILE *certificate, const char *certificate_name, FILE *hierarchy, const char *hierarchy_name, FILE *out,
              FILE *err) {
    output = out;
    errors = err;
    hv_memory_begin();
    int status = setjmp(verdict);
    if (!status) {
        hv_text *t = hv_alloc(2, sizeof *t);
        t[0] = (hv_text){.file = certificate, .name = certificate_name, .line = 1, .certificate = true};
        t[1] = (hv_text){.file = hierarchy, .name = hierarchy_name, .line = 1};
        check(t, t + 1);
        status = 1 + HV_ACCEPTED;
    }
    hv_memory_end();
    fclose(certificate);
    fclose(hierarchy);
    return status - 1;
}

static FILE *open_file(const char *path) {
    FILE *file = strcmp(path, "-") ? fopen(path, "rb") : stdin;
    if (!file) fprintf(stderr, "hrdim-verify: %s: cannot read: %s\n", path, strerror(errno));
    return file;
}

int hv_main(int argc, char **argv) {
    int status = HV_ACCEPTED;
    if (argc == 2 && (!strcmp(argv[1], "--help") || !strcmp(argv[1], "-h"))) {
        puts(
            "usage: hrdim-verify CERTIFICATE HIERARCHY\n\n"
            "Accepts a certificate of hrdim (doc/certificates.md) for the hierarchy, or rejects it, in one line.\n"
            "CERTIFICATE may be -, standard input.  HIERARCHY is in canonical form (hrdim convert H -o FILE.hierarchy)\n"
            "or an edge list, child<TAB>parent.\n\n"
            "exit status: 0 accepted, 1 rejected, 2 cannot be read, or is past a limit of this program");
    } else if (argc != 3 || !strcmp(argv[2], "-")) {
        fputs("hrdim-verify: wanted: CERTIFICATE (or -) and HIERARCHY; see hrdim-verify --help\n", stderr);
        return HV_UNREAD;
    } else {
        FILE *certificate = open_file(argv[1]), *hierarchy = certificate ? open_file(argv[2]) : NULL;
        if (!hierarchy) return HV_UNREAD;
        status = hv_verify(certificate, argv[1], hierarchy, argv[2], stdout, stderr);
    }
    if (!fflush(stdout) && !ferror(stdout)) return status;
    fputs("hrdim-verify: standard output: cannot write\n", stderr);
    return HV_UNREAD;
}
