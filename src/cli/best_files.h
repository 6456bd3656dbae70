/* The files of --method best, beside the certificate or PREFIX: NAME.best, the state, and the folder
 * NAME.tries, where the current try works; it is there only while the search runs, and keeps a second one
 * away. */
#ifndef HR_BEST_FILES_H
#define HR_BEST_FILES_H

#include "base/error.h"

#include <stddef.h>

typedef struct {
    char *state, *certificate;
    char *folder, *tried, *out, *messages; /* a try's certificate, standard output and messages */
    int lock;
} hr_best_files;

/* `prefix` NULL: all names begin with `certificate`. */
hr_status hr_best_files_open(hr_best_files *out, const char *prefix, const char *certificate);
void hr_best_files_close(hr_best_files *files); /* safe on a zeroed one */

hr_status hr_best_keep(const hr_best_files *files);       /* the try's certificate is the best */
hr_status hr_best_check_kept(const hr_best_files *files); /* the best one's is still there */
void hr_best_sweep(const hr_best_files *files);           /* empties the folder */

/* Why a call failed, in its own words where it left any. */
void hr_best_message(char *room, size_t size, const hr_best_files *files, int code);

#endif
