#include "retrieve/graded.h"

#include "base/memory.h"
#include "base/text.h"
#include "hierarchy/read.h"
#include "hierarchy/words.h"

#include <stdlib.h>

enum { WORD1, WORD2, GRADE, POS, COLUMNS };
static const char *const names[COLUMNS] = {"WORD1", "WORD2", "AVG_SCORE", "POS"};

typedef struct {
    const char *path;
    char pos;
    size_t column[COLUMNS]; /* SIZE_MAX: there is none */
    size_t room;
} reader;

static hr_status take_header(reader *r, const char *at, const char *end) {
    for (size_t c = 0; c < COLUMNS; c++)
        r->column[c] = SIZE_MAX;
    hr_word w;
    for (size_t i = 0; (w = hr_take_word(&at, end)).length; i++)
        for (size_t c = 0; c < COLUMNS; c++)
            if (hr_word_is(w, names[c]))
                r->column[c] = i;
    for (size_t c = 0; c <= GRADE; c++)
        if (r->column[c] == SIZE_MAX)
            return hr_fail(HR_EINPUT, "%s: line 1: its header has no %s; it needs WORD1, WORD2 and AVG_SCORE",
                           r->path, names[c]);
    return HR_OK;
}

/* Words end in NUL within the text, which is the reader's own: the byte behind a word is a blank, or behind
 * the line. */
static hr_status take_line(hr_graded *out, reader *r, char *line, size_t length, uint64_t number) {
    const char *at = line, *end = line + length;
    hr_word w, found[COLUMNS] = {{NULL, 0}};
    double grade;
    for (size_t i = 0; (w = hr_take_word(&at, end)).length; i++)
        for (size_t c = 0; c < COLUMNS; c++)
            if (r->column[c] == i)
                found[c] = w;
    for (size_t c = 0; c < COLUMNS; c++) {
        if (r->column[c] == SIZE_MAX)
            continue;
        if (!found[c].length)
            return hr_fail(HR_EINPUT, "%s: line %llu: has no %s", r->path, (unsigned long long)number,
                           names[c]);
        line[found[c].text - line + (ptrdiff_t)found[c].length] = '\0';
    }
    if (!hr_parse_double(found[GRADE].text, &grade))
        return hr_fail(HR_EINPUT, "%s: line %llu: AVG_SCORE '%.40s' is no number", r->path,
                       (unsigned long long)number, found[GRADE].text);
    out->rows++;
    if (found[POS].length && r->pos && (found[POS].length != 1 || *found[POS].text != r->pos))
        return HR_OK;
    if (hr_grow(&out->pair, &r->room, out->pairs + 1, sizeof *out->pair, "the graded pairs") != HR_OK)
        return HR_ENOMEM;
    out->pair[out->pairs++] =
        (hr_graded_pair){.word = {found[WORD1].text, found[WORD2].text}, .grade = grade};
    return HR_OK;
}

static hr_status parse(hr_graded *out, reader *r, size_t length) {
    hr_lines lines = {out->text, out->text + length, 0};
    const char *line;
    hr_status status = HR_OK;
    while (status == HR_OK && hr_next_line(&lines, &line, &length)) {
        if (memchr(line, '\0', length))
            status = hr_fail(HR_EINPUT, "%s: line %llu: holds a NUL byte; is this a text file?", r->path,
                             (unsigned long long)lines.number);
        else if (lines.number == 1)
            status = take_header(r, line, line + length);
        else if (length)
            status = take_line(out, r, out->text + (line - out->text), length, lines.number);
    }
    if (status == HR_OK && !out->pairs)
        status = hr_fail(HR_EINPUT, "%s: no pairs%s%.1s", r->path, r->pos ? " of part of speech " : "",
                         r->pos ? &r->pos : "");
    out->pos = r->column[POS] == SIZE_MAX ? 0 : r->pos;
    return status;
}

hr_status hr_graded_parse(hr_graded *out, const char *text, size_t length, const char *path, char pos) {
    reader r = {.path = path, .pos = pos};
    memset(out, 0, sizeof *out);
    for (size_t c = 0; c < COLUMNS; c++)
        r.column[c] = SIZE_MAX;
    out->text = hr_alloc(length + 1, 1, "the graded pairs");
    hr_status status = out->text ? HR_OK : HR_ENOMEM;
    if (status == HR_OK) {
        memcpy(out->text, text, length);
        out->text[length] = '\0';
        status = parse(out, &r, length);
    }
    if (status != HR_OK)
        hr_graded_clear(out);
    return status;
}

hr_status hr_graded_read(hr_graded *out, const char *path, char pos) {
    char *text;
    size_t length;
    memset(out, 0, sizeof *out);
    hr_status status = hr_read_file(path, &text, &length);
    if (status == HR_OK)
        status = hr_graded_parse(out, text, length, path, pos);
    free(text);
    return status;
}

void hr_graded_clear(hr_graded *graded) {
    free(graded->text);
    free(graded->pair);
    memset(graded, 0, sizeof *graded);
}
