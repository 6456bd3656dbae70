/* One clear line per failure.
 *
 * A function that can fail returns HR_OK (0) or another hr_status, after recording its message with
 * hr_fail().  The message says what file, what place in it, what is wrong and how to mend it, on one
 * line and without a final full stop.  It is kept per thread until the next failure. */
#ifndef HR_ERROR_H
#define HR_ERROR_H

typedef enum {
    HR_OK = 0,
    HR_EINPUT,   /* the file or embedding that was given is wrong */
    HR_EUSAGE,   /* the command line, spec or option is wrong */
    HR_EIO,      /* reading or writing failed: missing, unwritable, disk full */
    HR_ENOMEM,   /* not enough memory */
    HR_ELIMIT,   /* larger than what this build represents */
    HR_EINTERNAL /* a bug of hrdim */
} hr_status;

/* Records the message and returns status, so that callers write: return hr_fail(HR_EINPUT, ...). */
hr_status hr_fail(hr_status status, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Puts "prefix: " before the recorded message, for a caller that knows more of the place. */
hr_status hr_fail_prefix(hr_status status, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The calling thread's last message; "" when there was none. */
const char *hr_error(void);

#endif
