#include "cli/eval_pairs.h"

#include "cli/call.h"

#include "base/memory.h"
#include "retrieve/graded.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    const hr_hierarchy *hierarchy;
    const hr_embedding *embedding;
    const hr_eval_pairs_options *options;
    const hr_graded *graded;
    double rho, against;
    hr_interval interval, difference;
} facts;

static void print_unknown(const hr_graded *g) {
    size_t shown = 0;
    for (size_t i = 0; i < g->pairs && shown < 5; i++)
        if (!g->pair[i].known)
            printf("%s%s %s", shown++ ? ", " : " (", g->pair[i].word[0], g->pair[i].word[1]);
    if (shown)
        printf(g->pairs - g->known > shown ? ", ...)" : ")");
}

static hr_status print(const facts *f) {
    const hr_graded *g = f->graded;
    printf("hierarchy    %s: %u nodes\n", f->hierarchy->source, f->hierarchy->nodes);
    printf("embedding    %s: %zu dimensions\n", f->embedding->origin, f->embedding->docs.cols);
    printf("pairs        %s: %zu", f->options->path, g->pairs);
    if (g->pos)
        printf(" of part of speech %c, of %zu", g->pos, g->rows);
    printf("; %zu left out, with a word that is no lemma", g->pairs - g->known);
    print_unknown(g);
    printf("\nspearman     %.4f", f->rho);
    if (f->options->resamples)
        printf(" [%.4f, %.4f]", f->interval.low, f->interval.high);
    if (f->options->against)
        printf("\nagainst      %.4f: %s\ndifference   %+.4f [%.4f, %.4f]", f->against,
               f->options->against->origin, f->rho - f->against, f->difference.low, f->difference.high);
    if (f->options->resamples)
        printf("\nintervals    95%%, bootstrap over pairs, %llu resamples",
               (unsigned long long)f->options->resamples);
    putchar('\n');
    return hr_finish_output();
}

static json_t *real(double value) {
    return isfinite(value) ? json_real(value) : json_null();
}

static json_t *interval(hr_interval i) {
    return isfinite(i.low) ? json_pack("[ff]", i.low, i.high) : json_null();
}

static json_t *name(const char *text) {
    json_t *string = json_string(text ? text : "");
    return string ? string : json_null();
}

static hr_status print_json(const facts *f) {
    const hr_graded *g = f->graded;
    json_t *object =
        json_pack("{so so sI so sI sI sI so}", "hierarchy", name(f->hierarchy->source), "embedding",
                  name(f->embedding->origin), "dimension", (json_int_t)f->embedding->docs.cols, "pairs_file",
                  name(f->options->path), "rows", (json_int_t)g->rows, "pairs", (json_int_t)g->pairs,
                  "left_out", (json_int_t)(g->pairs - g->known), "spearman", real(f->rho));
    if (object && f->options->resamples) {
        json_object_set_new(object, "resamples", json_integer((json_int_t)f->options->resamples));
        json_object_set_new(object, "interval", interval(f->interval));
    }
    if (object && f->options->against)
        json_object_set_new(object, "against",
                            json_pack("{so so so}", "embedding", name(f->options->against->origin),
                                      "spearman", real(f->against), "difference_interval",
                                      interval(f->difference)));
    return hr_print_json(hr_call_provenance(object, f->options->seed));
}

/* The other embedding's scores of the same pairs. */
static hr_status measure_against(facts *f, const hr_graded *graded, const hr_graded_senses *senses) {
    hr_graded other = *graded; /* a view: its pairs are its own */
    other.pair = hr_alloc(graded->pairs, sizeof *other.pair, "the graded pairs");
    if (!other.pair)
        return HR_ENOMEM;
    memcpy(other.pair, graded->pair, graded->pairs * sizeof *other.pair);
    hr_status status = hr_graded_score(&other, senses, f->options->against);
    if (status == HR_OK)
        status = hr_graded_spearman(&f->against, &other);
    if (status == HR_OK)
        status = hr_graded_bootstrap(&f->difference, graded, &other, (uint32_t)f->options->resamples,
                                     f->options->seed);
    free(other.pair);
    return status;
}

static hr_status check(const hr_hierarchy *h, const hr_embedding *e) {
    if (!h->query && !h->document && e->queries.rows == h->nodes && e->docs.rows == h->nodes &&
        e->queries.cols == e->docs.cols)
        return HR_OK;
    return hr_fail(HR_EINPUT, "%s: %zu x %zu queries and %zu x %zu documents; %s needs %u rows of each",
                   e->origin, e->queries.rows, e->queries.cols, e->docs.rows, e->docs.cols, h->source,
                   h->nodes);
}

hr_status hr_eval_pairs(const hr_hierarchy *hierarchy, const hr_embedding *embedding,
                        const hr_eval_pairs_options *options) {
    hr_graded graded = {0};
    hr_graded_senses *senses = NULL;
    facts f = {.hierarchy = hierarchy, .embedding = embedding, .options = options, .graded = &graded};
    hr_status status = check(hierarchy, embedding);
    if (status == HR_OK && options->against)
        status = check(hierarchy, options->against);
    if (status == HR_OK)
        status = hr_graded_open(&graded, &senses, hierarchy, options->path);
    if (status == HR_OK && !graded.known)
        status = hr_fail(HR_EINPUT, "%s: no pair has both words in %s", options->path, hierarchy->source);
    if (status == HR_OK)
        status = hr_graded_score(&graded, senses, embedding);
    if (status == HR_OK)
        status = hr_graded_spearman(&f.rho, &graded);
    if (status == HR_OK && options->resamples)
        status = hr_graded_bootstrap(&f.interval, &graded, NULL, (uint32_t)options->resamples, options->seed);
    if (status == HR_OK && options->against)
        status = measure_against(&f, &graded, senses);
    if (status == HR_OK)
        status = options->json ? print_json(&f) : print(&f);
    hr_graded_senses_close(senses);
    hr_graded_clear(&graded);
    return status;
}
