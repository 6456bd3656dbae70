#include "trial/trial.h"

#include "base/memory.h"
#include "trial/task.h"
#include "trial/trial_order.h"
#include "trial/trial_words.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* What the task asks its subject: the subject's spelling, what of the parameters counts, its version. */
typedef struct {
    char *subject;
    unsigned uses;
    int version;
} about;

static hr_status ask(about *out, const hr_trial *trial) {
    const hr_task *task = trial->task;
    unsigned unused = 0;
    *out = (about){.uses = task->uses};
    hr_status status = HR_OK;
    if (task->uses & HR_USES_SUBJECT)
        status = task->subject(&out->subject, &unused, &out->version, trial->subject ? trial->subject : "");
    else
        out->subject = strdup("");
    if (status == HR_OK && !out->subject)
        status = hr_fail(HR_ENOMEM, "out of memory: a trial");
    out->uses &= ~unused;
    return status;
}

static hr_status check_real(const hr_trial *trial, const char *name, double value) {
    if (isfinite(value) && value >= 0)
        return HR_OK;
    return hr_fail(HR_EUSAGE, "%s: %s must be a number of at least 0", trial->task->name, name);
}

static void drop_unused(hr_trial *trial, unsigned uses) {
    trial->dim = uses & HR_USES_DIM ? trial->dim : 0;
    trial->notion = uses & HR_USES_NOTION ? trial->notion : HR_F_QUERY;
    bool has_eps = uses & HR_USES_EPS && trial->notion == HR_F_GLOBAL;
    trial->eps = has_eps && trial->eps > 0 ? trial->eps : 0;
    trial->seconds = uses & HR_USES_SECONDS && trial->seconds > 0 ? trial->seconds : 0;
    trial->seed = uses & HR_USES_SEED ? trial->seed : 0;
    trial->tally = uses & HR_USES_TALLY && trial->tally;
}

hr_status hr_trial_normalise(hr_trial *trial) {
    if (!trial->hierarchy || !*trial->hierarchy)
        return hr_fail(HR_EUSAGE, "%s: a trial needs a hierarchy", trial->task->name);
    about found;
    char *hierarchy = NULL;
    hr_status status = ask(&found, trial);
    if (status == HR_OK)
        status = hr_trial_order(&hierarchy, trial->hierarchy);
    if (status == HR_OK && found.uses & HR_USES_EPS)
        status = check_real(trial, "eps", trial->eps);
    if (status == HR_OK && found.uses & HR_USES_SECONDS)
        status = check_real(trial, "seconds", trial->seconds);
    if (status != HR_OK) {
        free(found.subject);
        free(hierarchy);
        return status;
    }
    free(trial->hierarchy);
    free(trial->subject);
    trial->hierarchy = hierarchy;
    trial->subject = found.subject;
    drop_unused(trial, found.uses);
    return HR_OK;
}

hr_status hr_trial_copy(hr_trial *out, const hr_trial *trial) {
    *out = *trial;
    out->hierarchy = strdup(trial->hierarchy ? trial->hierarchy : "");
    out->subject = strdup(trial->subject ? trial->subject : "");
    if (out->hierarchy && out->subject)
        return HR_OK;
    hr_trial_clear(out);
    return hr_fail(HR_ENOMEM, "out of memory: a trial");
}

void hr_trial_clear(hr_trial *trial) {
    free(trial->hierarchy);
    free(trial->subject);
    memset(trial, 0, sizeof *trial);
}

hr_status hr_trial_key(char **out, const hr_trial *trial) {
    *out = NULL;
    about found;
    hr_status status = ask(&found, trial);
    if (status != HR_OK)
        return status;
    const hr_trial_words words = {.task = trial->task->name,
                                  .task_version = (uint32_t)trial->task->version,
                                  .subject = found.subject,
                                  .subject_version = (uint32_t)found.version,
                                  .hierarchy = trial->hierarchy,
                                  .notion = found.uses & HR_USES_NOTION ? hr_notion_names[trial->notion] : "",
                                  .eps = trial->eps,
                                  .seconds = trial->seconds,
                                  .dim = trial->dim,
                                  .seed = trial->seed,
                                  .tally = trial->tally};
    status = hr_trial_words_write(out, &words);
    free(found.subject);
    return status;
}

static hr_status take_notion(hr_trial *out, const hr_trial_words *words) {
    if (!*words->notion)
        return HR_OK;
    for (size_t i = 0; hr_notion_names[i]; i++)
        if (!strcmp(hr_notion_names[i], words->notion)) {
            out->notion = (hr_notion)i;
            return HR_OK;
        }
    return hr_fail(HR_EINPUT, "notion '%.40s' is unknown", words->notion);
}

static hr_status other_version(const char *name, uint32_t theirs, int ours) {
    return hr_fail(HR_EINPUT, "is of version %u of '%.80s', this program has version %d", (unsigned)theirs,
                   name, ours);
}

static hr_status check_versions(const hr_trial *trial, const hr_trial_words *words) {
    if (words->task_version != (uint32_t)trial->task->version)
        return other_version(words->task, words->task_version, trial->task->version);
    about found;
    hr_status status = ask(&found, trial);
    if (status == HR_OK && *words->subject && words->subject_version != (uint32_t)found.version)
        status = other_version(words->subject, words->subject_version, found.version);
    free(found.subject);
    return status;
}

static hr_status from_words(hr_trial *out, const hr_trial_words *words) {
    out->task = hr_task_find(words->task);
    if (!out->task)
        return hr_fail(HR_EINPUT, "task '%.40s' is unknown to this program", words->task);
    out->hierarchy = strdup(words->hierarchy);
    out->subject = strdup(words->subject);
    if (!out->hierarchy || !out->subject)
        return hr_fail(HR_ENOMEM, "out of memory: a trial");
    out->dim = words->dim;
    out->eps = words->eps;
    out->seconds = words->seconds;
    out->seed = words->seed;
    out->tally = words->tally;
    hr_status status = take_notion(out, words);
    if (status == HR_OK)
        status = check_versions(out, words);
    return status == HR_OK ? hr_trial_normalise(out) : status;
}

hr_status hr_trial_parse(hr_trial *out, const char *key) {
    memset(out, 0, sizeof *out);
    hr_trial_words words;
    hr_status status = hr_trial_words_read(&words, key);
    if (status != HR_OK)
        return status;
    char *again = NULL;
    status = from_words(out, &words);
    hr_trial_words_clear(&words);
    if (status == HR_OK)
        status = hr_trial_key(&again, out);
    if (status == HR_OK && strcmp(again, key))
        status = hr_fail(HR_EINPUT, "is written '%.200s' by this program", again);
    free(again);
    if (status == HR_OK)
        return HR_OK;
    hr_trial_clear(out);
    return hr_fail_prefix(status == HR_ENOMEM ? HR_ENOMEM : HR_EINPUT, "trial '%.200s'", key);
}
