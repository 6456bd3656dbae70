/* The files of one spec in a results folder (doc/results.md):
 *
 *   NAME.csv              a row per point:
 *                         kind,hierarchy,<a column per variable>,name,statement,notion,dimension,distance,
 *                         [step,]quantity,y,state,above,low,high,mean,sd,seeds,decided,trials,n,m,s
 *                         (step: only where something is recorded in training)
 *   NAME.fits.csv         a row per fitted line:
 *                         kind,hierarchy,name,statement,notion,dimension,distance,<variables>,x,model,from,
 *                         points,slope,slope_error,intercept,intercept_error,r2
 *   NAME.trials.csv       a row per trial:
 *                         trial,key,hierarchy,<variables>,n,m,s,method,statement,version,notion,eps,asked,
 *                         seed,state,reason,verdict,d,how,dtype,margin_log10,<recorded quantities>
 *   NAME.times.csv        trial,kernel,build_seconds,check_seconds
 *   NAME.provenance.json  who computed it, with what, from which spec (its text too)
 *
 * The first three are the same bytes for the same spec and seed at any number of threads or ranks; what
 * differs from run to run is in the other two.  Each file is whole or absent.  An empty field: no such
 * number. */
#ifndef HR_RESULTS_H
#define HR_RESULTS_H

#include "experiment/plan.h"
#include "experiment/provenance.h"
#include "experiment/summary.h"

/* Makes the folder when it is missing and finds out whether files can be written there: before the sweep, not
 * after. */
hr_status hr_results_ready(const char *folder, const char *name);

hr_status hr_results_write(const hr_plan *plan, const hr_summary *summary, const char *folder,
                           const json_t *provenance);

/* "FOLDER/NAME.ENDING"; the caller frees. */
char *hr_results_path(const char *folder, const char *name, const char *ending);

#endif
