/* Graded pairs: Spearman's correlation by hand and its bootstrap, the file and what can be wrong with it. */
#include "test.h"

#include "base/random.h"
#include "retrieve/graded.h"

#include <math.h>
#ifdef _OPENMP
#include <omp.h>
#endif

enum { MOST = 500 };
static hr_graded_pair pair[MOST];

static hr_graded graded_of(const double *grade, const double *score, size_t count) {
    hr_graded g = {.pair = pair, .pairs = count, .rows = count, .known = count};
    for (size_t i = 0; i < count; i++)
        pair[i] = (hr_graded_pair){.grade = grade[i], .score = score[i], .known = true};
    return g;
}

static void test_by_hand(void) {
    /* ranks 1 2.5 2.5 4 5 and 4 1 2.5 2.5 5: deviations from 3 have the products -2 1 .25 -.5 4 and the
     * squares 9.5 each, so rho = 2.75 / 9.5 */
    const double grade[] = {1, 2, 2, 4, 5}, score[] = {3, 1, 2, 2, 5}, same[] = {7, 7, 7, 7, 7};
    hr_graded g = graded_of(grade, score, 5);
    double rho;
    OK(hr_graded_spearman(&rho, &g));
    CHECK(fabs(rho - 2.75 / 9.5) < 1e-14, "%.17g", rho);
    g = graded_of(grade, grade, 5);
    OK(hr_graded_spearman(&rho, &g));
    CHECK(fabs(rho - 1) < 1e-14, "%.17g", rho);
    g = graded_of(grade, same, 5);
    OK(hr_graded_spearman(&rho, &g));
    CHECK(isnan(rho), "%g of equal scores", rho);
    g = graded_of(grade, score, 5);
    g.pair[4].known = g.pair[1].known = false; /* grades 1 2 4, scores 3 2 2: ranks 1 2 3 and 3 1.5 1.5 */
    g.known = 3;
    OK(hr_graded_spearman(&rho, &g));
    CHECK(fabs(rho + sqrt(0.75)) < 1e-14, "%.17g", rho);
    g.pair[0].known = g.pair[2].known = false;
    g.known = 1;
    OK(hr_graded_spearman(&rho, &g));
    CHECK(isnan(rho), "%g of one pair", rho);
}

static void test_bootstrap(void) {
    static double grade[MOST], score[MOST];
    gsl_rng *rng = hr_rng_new(1, HR_STREAM_TEST, 0);
    for (size_t i = 0; i < MOST;
         i++) { /* the sum of two equal uniform parts, one shared: Pearson 1/sqrt(2) */
        grade[i] = gsl_rng_uniform(rng);
        score[i] = grade[i] + gsl_rng_uniform(rng);
    }
    gsl_rng_free(rng);
    hr_graded g = graded_of(grade, score, MOST), same = g;
    hr_interval i, again;
    double rho;
    OK(hr_graded_spearman(&rho, &g));
    OK(hr_graded_bootstrap(&i, &g, NULL, 1000, 9));
    /* the standard error of a correlation is about (1 - rho^2) / sqrt(n), Spearman's a little larger */
    double half = 1.96 * (1 - rho * rho) / sqrt(MOST);
    CHECK(i.low < rho && rho < i.high, "%g not in %g .. %g", rho, i.low, i.high);
    CHECK((i.high - i.low) / 2 > 0.8 * half && (i.high - i.low) / 2 < 1.6 * half, "%g, expected about %g",
          (i.high - i.low) / 2, half);
#ifdef _OPENMP
    int threads = omp_get_max_threads();
    omp_set_num_threads(threads == 1 ? 3 : 1);
#endif
    OK(hr_graded_bootstrap(&again, &g, NULL, 1000, 9));
#ifdef _OPENMP
    omp_set_num_threads(threads);
#endif
    CHECK(!memcmp(&i, &again, sizeof i), "other threads, another interval");
    OK(hr_graded_bootstrap(&again, &g, NULL, 1000, 10));
    CHECK(i.low != again.low && i.high != again.high, "another seed, the same interval");
    OK(hr_graded_bootstrap(&again, &g, &same, 100, 9));
    CHECK(again.low == 0 && again.high == 0, "a difference with itself: %g .. %g", again.low, again.high);
    g = graded_of(grade, grade, MOST);
    OK(hr_graded_bootstrap(&i, &g, NULL, 100, 9));
    CHECK(fabs(i.low - 1) < 1e-12 && fabs(i.high - 1) < 1e-12, "%g .. %g", i.low, i.high);
    g.known = 0;
    for (size_t k = 0; k < MOST; k++)
        pair[k].known = false;
    FAILS(hr_graded_bootstrap(&i, &g, NULL, 10, 1), "no pair has both words");
}

static hr_status parse(hr_graded *g, const char *text, char pos) {
    return hr_graded_parse(g, text, strlen(text), "pairs", pos);
}

static void test_file(void) {
    hr_graded g;
    OK(parse(
        &g,
        "WORD1 WORD2 POS TYPE AVG_SCORE STD\nmason worker N hyp-3 4.50 1.2\ntrail follow V hyp 4.31 2\n\n"
        "dog\tanimal N hyp-1 6 0",
        'N'));
    CHECK(g.pairs == 2 && g.rows == 3 && g.pos == 'N', "%zu of %zu", g.pairs, g.rows);
    CHECK(!strcmp(g.pair[0].word[0], "mason") && !strcmp(g.pair[0].word[1], "worker") &&
              g.pair[0].grade == 4.5,
          "%s %s %g", g.pair[0].word[0], g.pair[0].word[1], g.pair[0].grade);
    CHECK(!strcmp(g.pair[1].word[0], "dog") && !strcmp(g.pair[1].word[1], "animal") && g.pair[1].grade == 6,
          "%s %s %g", g.pair[1].word[0], g.pair[1].word[1], g.pair[1].grade);
    hr_graded_clear(&g);
    OK(parse(&g, "AVG_SCORE WORD2 WORD1\r\n1 b a\r\n", 'N')); /* no POS: all rows */
    CHECK(g.pairs == 1 && !g.pos && !strcmp(g.pair[0].word[0], "a") && !strcmp(g.pair[0].word[1], "b"), "%s",
          g.pair[0].word[0]);
    hr_graded_clear(&g);
    FAILS(parse(&g, "WORD1 WORD2 SCORE\na b 1\n", 'N'), "pairs: line 1: its header has no AVG_SCORE");
    FAILS(parse(&g, "", 'N'), "pairs: no pairs of part of speech N");
    FAILS(parse(&g, "WORD1 WORD2 AVG_SCORE\na b 1\na b\n", 'N'), "pairs: line 3: has no AVG_SCORE");
    FAILS(parse(&g, "WORD1 WORD2 AVG_SCORE\na b x1\n", 'N'), "pairs: line 2: AVG_SCORE 'x1' is no number");
    FAILS(parse(&g, "WORD1 WORD2 AVG_SCORE\na b nan\n", 'N'), "pairs: line 2: AVG_SCORE 'nan' is no number");
    FAILS(parse(&g, "WORD1 WORD2 POS AVG_SCORE\na b V 1\n", 'N'), "pairs: no pairs of part of speech N");
    FAILS(hr_graded_parse(&g, "WORD1 WORD2 AVG_SCORE\na\0b b 1\n", 29, "pairs", 'N'),
          "line 2: holds a NUL byte");
    FAILS(hr_graded_read(&g, "/nowhere/pairs.txt", 'N'), "/nowhere/pairs.txt: cannot read");
    CHECK(!g.text && !g.pair, "something is left");
}

int main(void) {
    RUN(test_by_hand);
    RUN(test_bootstrap);
    RUN(test_file);
    return hr_test_end();
}
