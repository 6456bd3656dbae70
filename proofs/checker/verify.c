/* The certificate's head, claim and evidence, and the verdict. */
#include "checker.h"
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

static const char *const kinds[] = {"",      "feasible", "recall", "embedding", "any-query", "any-document",
                                    "least", "bits",     "margin"};
static const char *const notions[] = {"f-query", "f-sign", "f-global"};
static const struct {
    const char *word;
    hv_evidence *check;
    int first, last, signs; /* the claims that it is evidence for; its thresholds, where they are not read */
} rules[] = {{"vectors", hv_vectors, HV_BLOCK, HV_FEASIBLE, 0},
             {"moment", hv_moment, HV_BLOCK, HV_FEASIBLE, HV_POSITIVE},
             {"orders", hv_orders, HV_BLOCK, HV_FEASIBLE, HV_NEGATIVE},
             {"runs", hv_runs, HV_BLOCK, HV_RECALL, HV_POSITIVE},
             {"interval", hv_interval, HV_FEASIBLE, HV_FEASIBLE, 0},
             {"blocks", hv_blocks, HV_FEASIBLE, HV_FEASIBLE, 0},
             {"pair", hv_pair, HV_EMBEDDING, HV_EMBEDDING, 0},
             {"farkas", hv_farkas, HV_ANY_QUERY, HV_ANY_DOCUMENT, 0},
             {"radon", hv_radon, HV_LEAST, HV_LEAST, 0},
             {"forster", hv_norm, HV_LEAST, HV_LEAST, 0},
             {"count", hv_distinct, HV_BITS, HV_BITS, 0},
             {"weights", hv_norm, HV_MARGIN, HV_MARGIN, 0}};

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
    size_t room = 0;
    bool infeasible = !strcmp(hv_word(t, ""), "infeasible");
    if (infeasible) hv_word(t, " ");
    for (c->kind = HV_FEASIBLE; c->kind <= HV_MARGIN && strcmp(kinds[c->kind], t->word);) c->kind++;
    if (c->kind > HV_MARGIN || infeasible != (c->kind >= HV_EMBEDDING && c->kind <= HV_ANY_DOCUMENT))
        hv_wrong(t, "'%.40s' is no claim", t->word);
    hv_word(t, " ");
    while (c->notion <= HV_F_GLOBAL && strcmp(notions[c->notion], t->word)) c->notion++;
    bool sign = c->kind == HV_RECALL || c->kind == HV_MARGIN, global = c->notion == HV_F_GLOBAL;
    if (c->notion > HV_F_GLOBAL || (sign && c->notion != HV_F_SIGN) || (global && c->kind != HV_FEASIBLE))
        hv_wrong(t, "'%.40s' is no notion for this claim", t->word);
    mpq_init(c->number);
    if (c->kind == HV_MARGIN)
        read_ratio(t, c->number);
    else
        c->size = hv_count(t, " ", 1, INT64_MAX);
    if (infeasible && c->size >= 1 << 20) hv_limit(t, "vectors of 2^20 dimensions");
    if (global) hv_number(t, " ", c->number);
    if (mpq_sgn(c->number) < 0) hv_wrong(t, "a negative EPS");
    while (c->kind == HV_RECALL && (!c->distances || hv_peek(t) == ' ')) {
        if (c->distances == h->nodes) hv_wrong(t, "more distances than nodes");
        c->hits = hv_grow(c->hits, &room, c->distances + 1, sizeof *c->hits);
        c->hits[c->distances++] = hv_count(t, " ", 0, INT64_MAX);
    }
    if (c->kind == HV_ANY_QUERY || c->kind == HV_ANY_DOCUMENT)
        c->member = (uint32_t)hv_count(t, " ", 0, h->count[c->kind == HV_ANY_QUERY] - 1);
}

void hv_read_evidence(hv_hierarchy *h, hv_claim *c, hv_text *t) {
    size_t i = 0, count = sizeof rules / sizeof *rules;
    hv_word(t, "\nevidence ");
    while (i < count && strcmp(rules[i].word, t->word)) i++;
    if (i == count || c->kind < rules[i].first || c->kind > rules[i].last || (c->notion == HV_F_GLOBAL && i))
        hv_wrong(t, "this is no evidence for this claim");
    c->signs = rules[i].signs;
    rules[i].check(h, c, t);
}

static void check(hv_text *t, hv_text *from) {
    hv_hierarchy h = {0};
    hv_claim claim = {0};
    hv_hierarchy_read(&h, from);
    hv_expect(t, "hrdim certificate 1");
    hv_word(t, "\nhierarchy ");
    if (strcmp(t->word, h.digest)) hv_wrong(t, "of another hierarchy; the digest of this one is %s", h.digest);
    hv_expect(t, " ");
    while (hv_peek(t) != '\n') hv_byte(t); /* its name */
    hv_expect(t, "\nclaim ");
    read_claim(&h, &claim, t);
    hv_read_evidence(&h, &claim, t);
    hv_expect(t, "\nend\n");
    if (hv_peek(t) != EOF) hv_wrong(t, "more behind the end");
    const char *evidence = strchr(t->claim + 1, '\n'); /* "\nclaim ...\nevidence ..." */
    fprintf(output, "accepted: %.*s (%s), hierarchy %s (%u nodes, %zu edges)\n", (int)(evidence - t->claim) - 7,
            t->claim + 7, evidence + 10, h.digest, h.nodes, h.edges);
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
