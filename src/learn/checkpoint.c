/* Checkpoints: the state, the tables, the moments and the best tables, in this machine's own form.  They are
 * for going on after an interruption, not for exchange. */
#include "learn/trainer.h"

#include "base/memory.h"
#include "base/outfile.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static const char magic[24] = "hrdim checkpoint 1\n";

enum { BLOCKS = 8 };

typedef struct {
    float *data;
    size_t count;
} block;

/* What is there, in a fixed order; moments that an optimizer has not are skipped. */
static size_t blocks_of(block *out, const hr_trainer *t) {
    const hr_side *sides[] = {&t->queries, &t->docs};
    size_t used = 0;
    for (int i = 0; i < 2; i++) {
        size_t count = (size_t)sides[i]->tower->rows * sides[i]->tower->dimension;
        float *all[] = {sides[i]->tower->table, sides[i]->moments.m, sides[i]->moments.v, sides[i]->best};
        for (int k = 0; k < 4; k++)
            if (all[k])
                out[used++] = (block){all[k], count};
    }
    return used;
}

hr_status hr_checkpoint_write(const hr_trainer *t, const char *path) {
    block list[BLOCKS];
    size_t count = blocks_of(list, t);
    hr_outfile out;
    hr_status status = hr_outfile_open(&out, path);
    if (status != HR_OK)
        return status;
    fwrite(magic, sizeof magic, 1, out.stream);
    fwrite(t->identity, sizeof t->identity, 1, out.stream);
    fwrite(&t->state, sizeof t->state, 1, out.stream);
    for (size_t i = 0; i < count; i++)
        fwrite(list[i].data, sizeof(float), list[i].count, out.stream);
    fwrite(magic, sizeof magic, 1, out.stream);
    return hr_outfile_commit(&out); /* finds any write that failed */
}

static hr_status damaged(const char *path) {
    return hr_fail(HR_EINPUT, "%s: the checkpoint is damaged; remove it and start again", path);
}

static hr_status read_all(hr_trainer *t, FILE *file, const char *path) {
    char found[sizeof magic], identity[sizeof t->identity];
    block list[BLOCKS];
    if (fread(found, sizeof found, 1, file) != 1 || memcmp(found, magic, sizeof magic) ||
        fread(identity, sizeof identity, 1, file) != 1)
        return damaged(path);
    if (memcmp(identity, t->identity, sizeof identity))
        return hr_fail(
            HR_EINPUT,
            "%s: the checkpoint is of another recipe, hierarchy, dimension, seed, scale or share of held-out pairs; remove it, or "
            "give what it was made with",
            path);
    if (fread(&t->state, sizeof t->state, 1, file) != 1 || t->state.stage >= t->recipe->stages)
        return damaged(path);
    hr_status status = hr_trainer_stage_memory(t, &t->recipe->stage[t->state.stage]);
    if (status != HR_OK)
        return status;
    size_t count = blocks_of(list, t);
    for (size_t i = 0; i < count; i++)
        if (fread(list[i].data, sizeof(float), list[i].count, file) != list[i].count)
            return damaged(path);
    if (fread(found, sizeof found, 1, file) != 1 || memcmp(found, magic, sizeof magic) || fgetc(file) != EOF)
        return damaged(path);
    return HR_OK;
}

hr_status hr_checkpoint_read(bool *found, hr_trainer *t, const char *path) {
    FILE *file = fopen(path, "rb");
    *found = file != NULL;
    if (!file && errno == ENOENT)
        return HR_OK;
    if (!file)
        return hr_fail(HR_EIO, "%s: cannot read: %s", path, strerror(errno));
    hr_status status = read_all(t, file, path);
    fclose(file);
    return status;
}
