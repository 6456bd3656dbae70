/* Files that are whole or absent: written to a temporary file beside the target, flushed to the disk,
 * then renamed over it.  On any failure the old target stays as it was.  Devices and pipes are written to
 * directly. */
#ifndef HR_OUTFILE_H
#define HR_OUTFILE_H

#include "base/error.h"

#include <stdio.h>

typedef struct {
    FILE *stream;    /* write here */
    char *path;      /* as given, for messages; "-" is standard output */
    char *target;    /* what is replaced: `path`, or where that leads as a symbolic link */
    char *temporary; /* NULL: `stream` is the target itself */
} hr_outfile;

/* Fails with one line that names the folder when it is missing or unwritable. */
hr_status hr_outfile_open(hr_outfile *out, const char *path);

/* Flush, fsync, rename, fsync the folder.  A full disk is reported here.  Closes in every case. */
hr_status hr_outfile_commit(hr_outfile *out);

/* Throws the temporary file away; safe after a commit and on a zeroed hr_outfile. */
void hr_outfile_discard(hr_outfile *out);

#endif
