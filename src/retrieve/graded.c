#include "retrieve/graded.h"

#include "base/memory.h"
#include "base/random.h"
#include "hierarchy/wordnet_senses.h"
#include "learn/uniform.h"

#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The nodes of every pair's words: those of word w of pair i are node[start[2 i + w]] .. */
struct hr_graded_senses {
    size_t *start;
    uint32_t *node;
    size_t room;
};

void hr_graded_senses_close(hr_graded_senses *senses) {
    if (!senses)
        return;
    free(senses->start);
    free(senses->node);
    free(senses);
}

static hr_status take_senses(hr_graded *g, hr_graded_senses *out, hr_wordnet_senses *words) {
    size_t used = 0;
    for (size_t k = 0; k < 2 * g->pairs; k++) {
        const uint32_t *node;
        size_t count;
        hr_status status = hr_wordnet_senses_of(&node, &count, words, g->pair[k / 2].word[k % 2]);
        if (status == HR_OK)
            status =
                hr_grow(&out->node, &out->room, used + count, sizeof *out->node, "the senses of the words");
        if (status != HR_OK)
            return status;
        for (size_t i = 0; i < count; i++)
            out->node[used++] = node[i];
        out->start[k + 1] = used;
        if (k % 2)
            g->pair[k / 2].known = out->start[k - 1] < out->start[k] && count;
        g->known += k % 2 && g->pair[k / 2].known;
    }
    return HR_OK;
}

hr_status hr_graded_open(hr_graded *out, hr_graded_senses **senses, const hr_hierarchy *hierarchy,
                         const char *path) {
    hr_wordnet_senses words = {0};
    memset(out, 0, sizeof *out);
    *senses = NULL;
    hr_status status = hr_wordnet_senses_open(&words, hierarchy);
    if (status == HR_OK)
        status = hr_graded_read(out, path, words.pos == 'v' ? 'V' : 'N');
    if (status == HR_OK && !(*senses = hr_calloc(1, sizeof **senses, "the senses of the words")))
        status = HR_ENOMEM;
    if (status == HR_OK && !((*senses)->start = hr_calloc(2 * out->pairs + 1, sizeof *(*senses)->start,
                                                          "the senses of the words")))
        status = HR_ENOMEM;
    if (status == HR_OK)
        status = take_senses(out, *senses, &words);
    hr_wordnet_senses_clear(&words);
    if (status != HR_OK) {
        hr_graded_senses_close(*senses);
        *senses = NULL;
        hr_graded_clear(out);
    }
    return status;
}

static double product(const hr_embedding *e, uint32_t query, uint32_t document) {
    double sum = 0;
    for (size_t k = 0; k < e->queries.cols; k++)
        sum += hr_matrix_get_d(&e->queries, query, k) * hr_matrix_get_d(&e->docs, document, k);
    return sum;
}

hr_status hr_graded_score(hr_graded *g, const hr_graded_senses *senses, const hr_embedding *e) {
    for (size_t i = 0; i < g->pairs; i++) {
        const size_t *start = senses->start + 2 * i;
        g->pair[i].score = -INFINITY;
        for (size_t a = start[0]; a < start[1]; a++)
            for (size_t b = start[1]; b < start[2]; b++)
                g->pair[i].score = fmax(g->pair[i].score, product(e, senses->node[a], senses->node[b]));
        if (g->pair[i].known && !isfinite(g->pair[i].score))
            return hr_fail(HR_EINPUT, "%s: the score of '%.40s' and '%.40s' is not finite", e->origin,
                           g->pair[i].word[0], g->pair[i].word[1]);
    }
    return HR_OK;
}

/* Known pairs as two columns, the work area of gsl_stats_spearman behind them, and a resample's columns. */
typedef struct {
    size_t count;
    double *grade, *score, *less, *a, *b, *work;
} columns;

static hr_status columns_init(columns *c, const hr_graded *g, const hr_graded *less) {
    double *room = hr_alloc(g->known, 7 * sizeof *room, "the graded pairs");
    *c = (columns){.grade = room};
    if (!room)
        return HR_ENOMEM;
    c->score = room + g->known;
    c->less = room + 2 * g->known;
    c->a = room + 3 * g->known;
    c->b = room + 4 * g->known;
    c->work = room + 5 * g->known;
    for (size_t i = 0; i < g->pairs; i++)
        if (g->pair[i].known) {
            c->grade[c->count] = g->pair[i].grade;
            c->less[c->count] = less ? less->pair[i].score : 0;
            c->score[c->count++] = g->pair[i].score;
        }
    return HR_OK;
}

static bool constant(const double *value, size_t count) {
    for (size_t i = 1; i < count; i++)
        if (value[i] != value[0])
            return false;
    return true;
}

static double spearman(const double *a, const double *b, size_t count, double *work) {
    if (count < 2 || constant(a, count) || constant(b, count))
        return (double)NAN;
    return gsl_stats_spearman(a, 1, b, 1, count, work);
}

hr_status hr_graded_spearman(double *rho, const hr_graded *graded) {
    columns c;
    hr_status status = columns_init(&c, graded, NULL);
    if (status == HR_OK)
        *rho = spearman(c.grade, c.score, c.count, c.work);
    free(c.grade);
    return status;
}

static double resample(columns *c, const double *score, uint64_t seed, uint32_t number, gsl_rng *rng) {
    hr_rng_stream(rng, seed, HR_STREAM_BOOTSTRAP, number);
    for (size_t i = 0; i < c->count; i++) {
        size_t j = hr_uniform(rng, c->count);
        c->a[i] = c->grade[j];
        c->b[i] = score[j];
    }
    return spearman(c->a, c->b, c->count, c->work);
}

hr_status hr_graded_bootstrap(hr_interval *out, const hr_graded *graded, const hr_graded *less,
                              uint32_t resamples, uint64_t seed) {
    double *value = hr_alloc(resamples, sizeof *value, "the resamples");
    hr_status status = value ? HR_OK : HR_ENOMEM;
#pragma omp parallel
    {
        columns c;
        gsl_rng *rng = hr_rng_new(seed, HR_STREAM_BOOTSTRAP, 0);
        bool ready = columns_init(&c, graded, less) == HR_OK && rng && c.count && value;
#pragma omp for schedule(static)
        for (uint32_t r = 0; r < resamples; r++)
            if (ready)
                value[r] =
                    resample(&c, c.score, seed, r, rng) - (less ? resample(&c, c.less, seed, r, rng) : 0);
        if (!ready) {
#pragma omp atomic write
            status = HR_ENOMEM;
        }
        if (rng)
            gsl_rng_free(rng);
        free(c.grade);
    }
    if (status == HR_OK)
        *out = hr_interval_of(value, resamples);
    free(value);
    if (status != HR_OK && graded->known)
        return hr_fail(HR_ENOMEM, "out of memory: the resamples");
    return status == HR_OK ? HR_OK : hr_fail(HR_EINPUT, "no pair has both words in the hierarchy");
}
