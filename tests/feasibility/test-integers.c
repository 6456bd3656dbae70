/* The exact solvers beneath linear feasibility: p-adic lifting and pivoting, on systems with known answers.
 */
#include "test.h"

#include "base/random.h"
#include "feasibility/dixon.h"
#include "feasibility/integer_row.h"
#include "feasibility/pivot.h"

enum { MOST = 12 };

/* A random integer of up to `bits` bits, either sign. */
static void draw(mpz_t out, gsl_rng *rng, unsigned bits) {
    mpz_set_ui(out, 0);
    for (unsigned done = 0; done < bits; done += 16) {
        mpz_mul_2exp(out, out, 16);
        mpz_add_ui(out, out, gsl_rng_uniform_int(rng, 65536));
    }
    mpz_tdiv_q_2exp(out, out, (bits + 15) / 16 * 16 - bits);
    if (gsl_rng_uniform_int(rng, 2))
        mpz_neg(out, out);
}

/* A x = b with x = y / z: b = A y with A's entries a multiple of z makes every x exact; then rows that
 * depend. */
static void test_dixon(void) {
    gsl_rng *rng = hr_rng_new(6, HR_STREAM_TEST, 1);
    for (int round = 0; round < 200; round++) {
        size_t columns = 1 + gsl_rng_uniform_int(rng, MOST), rows = columns + gsl_rng_uniform_int(rng, 3);
        unsigned bits = round % 3 ? 40 : 150;
        mpz_t *a = hr_integer_row(rows * columns), *b = hr_integer_row(rows), *x = hr_integer_row(columns);
        mpz_t *want = hr_integer_row(columns), denominator, scale, sum;
        mpz_inits(denominator, scale, sum, NULL);
        draw(scale, rng, 20);
        mpz_abs(scale, scale);
        mpz_add_ui(scale, scale, 1);
        for (size_t j = 0; j < columns; j++)
            draw(want[j], rng, 60);
        for (size_t i = 0; i < rows; i++)
            for (size_t j = 0; j < columns; j++) {
                draw(a[i * columns + j], rng, bits - 21);
                mpz_addmul(b[i], a[i * columns + j], want[j]);
                mpz_mul(a[i * columns + j], a[i * columns + j], scale); /* so x = want / scale */
            }
        bool found;
        OK(hr_dixon_solve(&found, x, denominator, (const mpz_t *)a, (const mpz_t *)b, rows, columns));
        CHECK(found, "round %d: %zu x %zu", round, rows, columns);
        for (size_t j = 0; found && j < columns; j++) {
            mpz_mul(sum, x[j], scale);
            mpz_submul(sum, want[j], denominator);
            CHECK(mpz_sgn(sum) == 0 && mpz_sgn(denominator) > 0, "round %d: x_%zu", round, j);
        }
        /* two equal columns are dependent */
        for (size_t i = 0; columns > 1 && i < rows; i++)
            mpz_set(a[i * columns + 1], a[i * columns]);
        OK(hr_dixon_solve(&found, x, denominator, (const mpz_t *)a, (const mpz_t *)b, rows, columns));
        CHECK(!found || columns == 1, "round %d: dependent columns", round);
        hr_integer_row_free(a, rows * columns);
        hr_integer_row_free(b, rows);
        hr_integer_row_free(x, columns);
        hr_integer_row_free(want, columns);
        mpz_clears(denominator, scale, sum, NULL);
    }
    gsl_rng_free(rng);
}

static bool all_zero(const mpz_t *a, size_t rows, size_t columns, const mpz_t *w) {
    mpz_t sum;
    bool zero = true;
    mpz_init(sum);
    for (size_t i = 0; i < rows; i++) {
        mpz_set_ui(sum, 0);
        for (size_t j = 0; j < columns; j++)
            mpz_addmul(sum, a[j * rows + i], w[j]);
        zero = zero && !mpz_sgn(sum);
    }
    mpz_clear(sum);
    return zero;
}

/* Whether <v,a_j> > 0 for the first columns. */
static bool all_served(const mpz_t *a, size_t rows, size_t columns, const mpz_t *v) {
    mpz_t sum;
    bool served = true;
    mpz_init(sum);
    for (size_t j = 0; j < columns; j++) {
        mpz_set_ui(sum, 0);
        for (size_t i = 0; i < rows; i++)
            mpz_addmul(sum, a[j * rows + i], v[i]);
        served = served && mpz_sgn(sum) > 0;
    }
    mpz_clear(sum);
    return served;
}

/* Whichever way it ends, the answer proves itself; both ways occur, at once and after columns were added. */
static void test_pivot(void) {
    gsl_rng *rng = hr_rng_new(6, HR_STREAM_TEST, 2);
    int ends[3] = {0}, later = 0;
    for (int round = 0; round < 400; round++) {
        size_t rows = 1 + gsl_rng_uniform_int(rng, 5), columns = 1 + gsl_rng_uniform_int(rng, 2 * rows + 3);
        unsigned bits = round % 4 ? 3 : 90; /* small integers: ties and dependences */
        mpz_t *a = hr_integer_row(rows * columns), *w = hr_integer_row(columns), *v = hr_integer_row(rows);
        for (size_t i = 0; i < rows * columns; i++)
            draw(a[i], rng, bits);
        hr_pivot p;
        OK(hr_pivot_init(&p, rows));
        CHECK(hr_pivot_run(&p, -1) == HR_PIVOT_TOO_LONG, "round %d: no work allowed", round);
        for (size_t used = 1 + gsl_rng_uniform_int(rng, columns), first = used;; used = columns) {
            while (p.columns < used)
                OK(hr_pivot_add(&p, (const mpz_t *)(a + p.columns * rows)));
            hr_pivot_end end = hr_pivot_run(&p, 1e9);
            CHECK(end != HR_PIVOT_TOO_LONG, "round %d", round);
            ends[end]++;
            later += end == HR_PIVOT_WEIGHTS && used > first;
            if (end == HR_PIVOT_WEIGHTS) {
                bool any = false, none_below = true;
                hr_pivot_weights(w, &p);
                for (size_t j = 0; j < used; j++) {
                    any |= mpz_sgn(w[j]) > 0;
                    none_below &= mpz_sgn(w[j]) >= 0;
                }
                CHECK(any && none_below && all_zero((const mpz_t *)a, rows, used, (const mpz_t *)w),
                      "round %d: the weights of %zu columns", round, used);
                break;
            }
            hr_pivot_vector(v, &p);
            CHECK(all_served((const mpz_t *)a, rows, used, (const mpz_t *)v),
                  "round %d: the vector of %zu columns", round, used);
            if (used == columns)
                break;
        }
        hr_pivot_clear(&p);
        hr_integer_row_free(a, rows * columns);
        hr_integer_row_free(w, columns);
        hr_integer_row_free(v, rows);
    }
    CHECK(ends[HR_PIVOT_WEIGHTS] > 50 && ends[HR_PIVOT_VECTOR] > 50 && later > 10, "%d, %d, %d", ends[0],
          ends[1], later);
    gsl_rng_free(rng);
}

int main(void) {
    RUN(test_dixon);
    RUN(test_pivot);
    return hr_test_end();
}
