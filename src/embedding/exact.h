/* PREFIX.exact: integers of any size and their structure, as text (doc/formats.md). */
#ifndef HR_EXACT_H
#define HR_EXACT_H

#include "base/outfile.h"
#include "embedding/embedding.h"

#define HR_EXACT_MAGIC "hrdim-exact 1"

/* Integer embeddings only. */
hr_status hr_exact_put(const hr_embedding *embedding, hr_outfile *file);

/* Strict: every error names the file and the line. */
hr_status hr_exact_read(hr_embedding *out, const char *path);
/* The same from a stream of `size` bytes. */
hr_status hr_exact_take(hr_embedding *out, FILE *file, uint64_t size, const char *path);

#endif
