#include "cli/certificate.h"

#include <inttypes.h>
#include <string.h>

bool hr_certificate_alone(const hr_certificate_report *r, const char *command) {
    if (!r->file || strcmp(r->file, "-"))
        return false;
    if (!r->certificate.evidence)
        fprintf(stderr, "hrdim: %s: no certificate: %s\n", command, r->certificate.reason);
    return true;
}

/* The claim of a recall has a number for every distance: its first words do here. */
void hr_certificate_print(const hr_certificate_report *r) {
    enum { MOST = 60 };
    const hr_certificate *c = &r->certificate;
    if (!r->file)
        return;
    if (c->evidence)
        printf("certificate  %s: %.*s%s, evidence %s, %" PRIu64 " bytes\n", r->file, MOST, c->claim,
               strlen(c->claim) > MOST ? "..." : "", c->evidence, c->bytes);
    else
        printf("certificate  none: %s\n", c->reason);
    if (c->evidence && c->note)
        printf("             %s\n", c->note);
}

void hr_certificate_json(json_t *object, const hr_certificate_report *r) {
    const hr_certificate *c = &r->certificate;
    if (!r->file)
        return;
    json_t *file = json_string(r->file); /* NULL for a name that is not UTF-8 */
    json_t *value = c->evidence ? json_pack("{so ss ss sI}", "file", file ? file : json_null(), "claim",
                                            c->claim, "evidence", c->evidence, "bytes", (json_int_t)c->bytes)
                                : json_pack("{sn ss}", "file", "reason", c->reason);
    if (!c->evidence)
        json_decref(file);
    else if (c->note)
        json_object_set_new(value, "note", json_string(c->note));
    json_object_set_new(object, "certificate", value);
}
