/* The files of one sweep, in a results folder (doc/results.md):
 *
 *   NAME.csv              a row per point of the figure: least d, spread, theory
 *   NAME.fits.csv         slopes with standard errors
 *   NAME.trials.csv       a row per trial
 *   NAME.times.csv        how long each trial took and on which kernel
 *   NAME.provenance.json  who computed it, with what
 *
 * The first three are the same bytes for the same spec and seed at any number of threads; what differs from
 * run to run is in the other two.  Each file is whole or absent. */
#ifndef HR_RESULTS_H
#define HR_RESULTS_H

#include "experiment/provenance.h"
#include "experiment/sweep.h"

/* Makes the folder when it is missing and finds out whether files can be written there: before the sweep, not
 * after. */
hr_status hr_results_ready(const char *folder, const char *name);

hr_status hr_results_write(const hr_sweep *sweep, const char *folder, const hr_provenance *provenance);

/* "FOLDER/NAME.ENDING"; the caller frees. */
char *hr_results_path(const char *folder, const char *name, const char *ending);

#endif
