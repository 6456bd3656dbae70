#include "trial/trial_words.h"

#include "base/memory.h"
#include "base/text.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NUMBERS = 320 }; /* room for all words but the texts, names and blanks included */

static bool plain(unsigned char c) {
    return c > ' ' && c < 0x7f && c != '%';
}

/* Returns the end. */
static char *escape(char *out, const char *text) {
    for (; *text; text++)
        if (plain((unsigned char)*text))
            *out++ = *text;
        else
            out += sprintf(out, "%%%02X", (unsigned char)*text);
    *out = '\0';
    return out;
}

void hr_trial_words_real(char out[32], double value) {
    for (int precision = 15; precision <= 17; precision++) {
        snprintf(out, 32, "%.*g", precision, value);
        if (strtod(out, NULL) == value)
            break;
    }
}

static char *put_real(char *out, const char *name, double value) {
    if (value == 0)
        return out;
    char digits[32];
    hr_trial_words_real(digits, value);
    return out + sprintf(out, " %s=%s", name, digits);
}

static char *put_whole(char *out, const char *name, uint64_t value) {
    return value ? out + sprintf(out, " %s=%" PRIu64, name, value) : out;
}

hr_status hr_trial_words_write(char **out, const hr_trial_words *words) {
    size_t texts =
        strlen(words->task) + strlen(words->subject) + strlen(words->hierarchy) + strlen(words->notion);
    *out = hr_alloc(3 * texts + NUMBERS, 1, "a trial's key");
    if (!*out)
        return HR_ENOMEM;
    char *end = escape(*out, words->task);
    if (words->task_version != 1)
        end += sprintf(end, "@%" PRIu32, words->task_version);
    if (*words->subject) {
        *end++ = ' ';
        end = escape(end, words->subject);
        end += sprintf(end, "@%" PRIu32, words->subject_version);
    }
    end = escape(stpcpy(end, " hierarchy="), words->hierarchy);
    if (*words->notion)
        end = escape(stpcpy(end, " notion="), words->notion);
    end = put_real(end, "eps", words->eps);
    end = put_whole(end, "dim", words->dim);
    end = put_real(end, "seconds", words->seconds);
    end = put_whole(end, "seed", words->seed);
    if (words->tally)
        strcpy(end, " tally=1");
    return HR_OK;
}

static int hex(char c) {
    return isdigit((unsigned char)c) ? c - '0' : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* In place; false for a % that is no escape, and for %00. */
static bool unescape(char *text) {
    char *out = text;
    for (; *text; text++) {
        if (*text != '%') {
            *out++ = *text;
            continue;
        }
        int high = hex(text[1]), low = high < 0 ? -1 : hex(text[2]);
        if (low < 0 || !(high || low))
            return false;
        *out++ = (char)(high * 16 + low);
        text += 2;
    }
    *out = '\0';
    return true;
}

/* The next word, cut off at its blank; NULL behind the last. */
static char *next(char **at) {
    return strsep(at, " ");
}

/* "sign@3" into "sign" and 3. */
static bool take_version(char *word, uint32_t *version, bool optional) {
    uint64_t number = 1;
    char *at = strrchr(word, '@');
    if (at)
        *at++ = '\0';
    if (at ? !hr_parse_u64(at, 0, UINT32_MAX, &number) : !optional)
        return false;
    *version = (uint32_t)number;
    return *word != '\0';
}

/* The value when the word is name=value; then goes on to the next word. */
static char *take(char **word, char **at, const char *name) {
    size_t length = strlen(name);
    if (!*word || strncmp(*word, name, length) || (*word)[length] != '=')
        return NULL;
    char *value = *word + length + 1;
    *word = next(at);
    return value;
}

static bool read_words(hr_trial_words *out, char *at) {
    char *task = next(&at), *word = next(&at), *value;
    if (!take_version(task, &out->task_version, true))
        return false;
    out->task = task;
    out->subject = out->notion = "";
    if (word && strncmp(word, "hierarchy=", 10)) {
        if (!take_version(word, &out->subject_version, false))
            return false;
        out->subject = word;
        word = next(&at);
    }
    uint64_t dim = 0, tally = 0;
    if (!(out->hierarchy = take(&word, &at, "hierarchy")) || !*out->hierarchy)
        return false;
    if ((value = take(&word, &at, "notion")))
        out->notion = value;
    if ((value = take(&word, &at, "eps")) && !hr_parse_double(value, &out->eps))
        return false;
    if ((value = take(&word, &at, "dim")) && !hr_parse_u64(value, 1, UINT32_MAX, &dim))
        return false;
    if ((value = take(&word, &at, "seconds")) && !hr_parse_double(value, &out->seconds))
        return false;
    if ((value = take(&word, &at, "seed")) && !hr_parse_u64(value, 1, UINT64_MAX, &out->seed))
        return false;
    if ((value = take(&word, &at, "tally")) && !hr_parse_u64(value, 1, 1, &tally))
        return false;
    out->dim = (uint32_t)dim;
    out->tally = tally;
    return !word && unescape((char *)out->task) && (!*out->subject || unescape((char *)out->subject)) &&
           unescape((char *)out->hierarchy) && (!*out->notion || unescape((char *)out->notion));
}

hr_status hr_trial_words_read(hr_trial_words *out, const char *key) {
    memset(out, 0, sizeof *out);
    size_t length = strlen(key);
    out->room = hr_alloc(length + 1, 1, "a trial's key");
    if (!out->room)
        return HR_ENOMEM;
    memcpy(out->room, key, length + 1);
    char *again = NULL;
    hr_status status = HR_OK;
    bool right = read_words(out, out->room);
    if (right)
        status = hr_trial_words_write(&again, out);
    if (status == HR_OK && (!right || strcmp(again, key) || out->eps < 0 || out->seconds < 0))
        status = hr_fail(HR_EINPUT,
                         "'%.200s' is no trial's key; one reads TASK SUBJECT@VERSION hierarchy=... "
                         "notion=... dim=... seed=..., in this order",
                         key);
    free(again);
    if (status != HR_OK)
        hr_trial_words_clear(out);
    return status;
}

void hr_trial_words_clear(hr_trial_words *words) {
    free(words->room);
    memset(words, 0, sizeof *words);
}
