/* --certificate FILE, for the commands that have it. */
#ifndef HR_CLI_CERTIFICATE_H
#define HR_CLI_CERTIFICATE_H

#include "certificate/certificate.h"
#include "cli/command.h"

/* A certificate and where it went; file == NULL: none was asked for. */
typedef struct {
    const char *file;
    hr_certificate certificate;
} hr_certificate_report;

/* Whether the certificate was asked for on standard output, which it then has alone: nothing else is to be
 * printed.  Where there is none, the reason is said on standard error. */
bool hr_certificate_alone(const hr_certificate_report *report, const char *command);

/* "certificate  FILE: CLAIM, evidence ..., N bytes"; nothing where none was asked for. */
void hr_certificate_print(const hr_certificate_report *report);
/* Sets "certificate" of the object where one was asked for. */
void hr_certificate_json(json_t *object, const hr_certificate_report *report);

#endif
