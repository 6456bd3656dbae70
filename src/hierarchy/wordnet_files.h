/* Where WordNet's data file and its index are. */
#ifndef HR_WORDNET_FILES_H
#define HR_WORDNET_FILES_H

#include "base/text.h"

/* `path` is a dict folder or a data file, `pos` "noun" or "verb": which file of a folder.  *index is NULL
 * where no index file stands beside the data file.  The caller frees both. */
hr_status hr_wordnet_files(char **data, char **index, const char *path, const char *pos);

/* The same for a spec of `wordnet` (verb: of `wordnet-verb`), with its keys path and pos. */
hr_status hr_wordnet_files_of_spec(char **data, char **index, hr_spec *spec, bool verb);

#endif
