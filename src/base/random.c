#include "base/random.h"

#include "base/error.h"

#include <Random123/philox.h>

/* counter = (block low, block high, experiment, trial): 2^64 blocks of four words in each stream */
typedef struct {
    philox4x32_key_t key;
    philox4x32_ctr_t counter, block;
    unsigned used; /* words of block already given out */
} philox_state;

static unsigned long get(void *memory) {
    philox_state *state = memory;
    if (state->used == 4) {
        state->block = philox4x32(state->counter, state->key);
        if (++state->counter.v[0] == 0)
            ++state->counter.v[1];
        state->used = 0;
    }
    return state->block.v[state->used++];
}

static double get_double(void *memory) {
    uint64_t high = get(memory), low = get(memory);
    return (double)((high << 32 | low) >> 11) * 0x1p-53;
}

static void stream(philox_state *state, uint64_t seed, uint32_t experiment, uint32_t trial) {
    state->key.v[0] = (uint32_t)seed;
    state->key.v[1] = (uint32_t)(seed >> 32);
    state->counter.v[0] = state->counter.v[1] = 0;
    state->counter.v[2] = experiment;
    state->counter.v[3] = trial;
    state->used = 4;
}

static void set(void *memory, unsigned long seed) {
    stream(memory, seed, 0, 0);
}

static const gsl_rng_type philox_type = {
    "philox4x32-10", 0xffffffffUL, 0, sizeof(philox_state), set, get, get_double,
};
gsl_rng *hr_rng_new(uint64_t seed, uint32_t experiment, uint32_t trial) {
    gsl_rng *rng = gsl_rng_alloc(&philox_type);
    if (!rng) {
        hr_fail(HR_ENOMEM, "out of memory: a random generator");
        return NULL;
    }
    hr_rng_stream(rng, seed, experiment, trial);
    return rng;
}

void hr_rng_stream(gsl_rng *rng, uint64_t seed, uint32_t experiment, uint32_t trial) {
    stream(rng->state, seed, experiment, trial);
}
