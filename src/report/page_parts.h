/* The parts of the page: page.c puts them together. */
#ifndef HR_PAGE_PARTS_H
#define HR_PAGE_PARTS_H

#include "base/table.h"
#include "experiment/spec.h"
#include "report/page.h"

#include "report/finding.h"

#include <jansson.h>

extern const char hr_page_style[]; /* the style sheet */

/* --- what the folder holds (page_files.c) */

typedef struct {
    char **name; /* relative to the folder, sorted; files of the folder and of the folders in it */
    size_t count, capacity;
} hr_page_files;

hr_status hr_page_files_list(hr_page_files *out, const char *folder);
void hr_page_files_clear(hr_page_files *files);
/* Does the file belong to the results NAME: NAME.*, and what hrdim plot writes beside them? */
bool hr_page_files_of(const char *file, const char *name);

/* A whole text file; the caller frees. */
hr_status hr_page_slurp(char **out, const char *folder, const char *name);

/* --- plain tables and texts (page_table.c) */

/* Rows of a CSV table as they stand; `shown`: how many. */
void hr_page_table(FILE *out, const hr_table *table, const char *caption, size_t shown);

void hr_page_cell(FILE *out, const char *text, bool heading, bool first, bool right);

/* A region of its own for what may be wider than a phone: reachable and scrollable by keyboard. */
void hr_page_scroll_begin(FILE *out, const char *label);
void hr_page_scroll_end(FILE *out);

/* --- who computed it (page_provenance.c) */

/* FOLDER/NAME.provenance.json; *out NULL when there is no such file. */
hr_status hr_page_provenance_read(json_t **out, const char *folder, const char *name);

/* The command, and the details that can be unfolded. */
void hr_page_provenance(FILE *out, const json_t *provenance);

/* --- the spec of some results (page_spec.c) */

/* The spec in the folder of specs, else the text that was stored with the results.  *found false: there is
 * neither.  *changed: the file says something else than what was run. */
hr_status hr_page_spec(hr_experiment *out, bool *found, bool *changed, const hr_page_options *options,
                       const char *name, const json_t *provenance);

/* --- entries of the page: one per spec, table or text (page_entry.c, page_section.c) */

typedef struct {
    char id[96];
    char name[256]; /* of the results */
    bool spec;      /* the results of a spec: all files NAME.* belong to it */
    char title[HR_SPEC_TEXT], question[HR_SPEC_TEXT], brief[512];
    bool figure, alarm;
    size_t measured, feasible, infeasible, open;
    char *body; /* what follows the heading and question */
} hr_page_entry;

typedef struct {
    hr_page_entry *entry;
    size_t count, capacity;
} hr_page_entries;

/* What all entries are made from. */
typedef struct {
    const hr_page_options *options;
    const hr_page_files *files;
} hr_page_source;

/* The results of a spec. */
hr_status hr_page_section(FILE *out, hr_page_entry *entry, const hr_page_source *source, const char *name,
                          const hr_experiment *experiment, bool changed, const json_t *provenance);

/* The drawing NAME.svg of the folder, of a table that no spec describes. */
hr_status hr_page_drawing(FILE *out, const hr_page_entry *entry, const hr_page_source *source,
                          const char *name);

/* The experiment's figure in a card of its own (page_figure.c). */
hr_status hr_page_figure(FILE *out, const hr_page_entry *entry, const hr_experiment *experiment,
                         const hr_points *points);

/* Theory beside measurement, and the fitted slopes (page_numbers.c). */
hr_status hr_page_numbers(FILE *out, const hr_experiment *experiment, const hr_points *points);

/* All specs that have results, in the order of their names; then what is left: tables and texts. */
hr_status hr_page_entries_make(hr_page_entries *out, const hr_page_source *source);
void hr_page_entries_clear(hr_page_entries *entries);

/* Links to the files of the results NAME. */
void hr_page_links(FILE *out, const hr_page_source *source, const char *name);

#endif
