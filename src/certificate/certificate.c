#include "certificate/certificate.h"

#include "base/outfile.h"
#include "certificate/kind.h"
#include "hierarchy/digest.h"

#include <stdlib.h>
#include <string.h>

void hr_certificate_clear(hr_certificate *certificate) {
    free(certificate->claim);
    memset(certificate, 0, sizeof *certificate);
}

static const char *reason_of(const hr_certified *c) {
    const hr_check_result *r = c->decision;
    if (c->linear)
        return c->linear->verdict == HR_FEASIBLE ? "it serves" : "UNKNOWN has none";
    if (!r || r->verdict == HR_UNKNOWN)
        return "UNKNOWN has none";
    if (r->verdict == HR_INFEASIBLE && r->notion == HR_F_GLOBAL)
        return "there is no evidence yet that an embedding fails f-global";
    if (r->verdict == HR_INFEASIBLE)
        return "the time limit came before the worst pair was known";
    if (!c->embedding)
        return "its orders or blocks are not exact";
    return "no threshold of 3000 bits lies between the cosines";
}

static hr_status find_kind(const hr_kind **out, const hr_certified *c) {
    bool yes = false;
    hr_status status = HR_OK;
    *out = NULL;
    for (size_t i = 0; hr_kinds[i] && !yes && status == HR_OK; i++) {
        status = hr_kinds[i]->proves(&yes, c);
        if (yes && status == HR_OK)
            *out = hr_kinds[i];
    }
    return status;
}

/* The claim as text, for the file and for whoever asked. */
static hr_status take_claim(char **out, const hr_kind *kind, const hr_certified *c) {
    size_t size;
    FILE *stream = open_memstream(out, &size);
    hr_writer *w = stream ? hr_writer_new(stream) : NULL;
    hr_status status = HR_ENOMEM;
    if (w) {
        kind->claim(w, c);
        status = hr_writer_end(w, "the claim");
    }
    if (stream && fclose(stream) && status == HR_OK)
        status = HR_ENOMEM;
    return status == HR_ENOMEM ? hr_fail(HR_ENOMEM, "out of memory: the claim of a certificate") : status;
}

/* The hierarchy's name tells readers what it was called; a line it stays. */
static void put_name(hr_writer *w, const char *name) {
    for (; name && *name; name++)
        hr_put_char(w, (unsigned char)*name < 0x20 ? '?' : *name);
}

static hr_status put_all(hr_writer *w, const hr_kind *kind, const char *claim, const hr_certified *c) {
    char digest[HR_DIGEST_HEX + 1];
    hr_hierarchy_digest(digest, c->hierarchy);
    hr_put_text(w, "hrdim certificate 1\nhierarchy ");
    hr_put_text(w, digest);
    hr_put_char(w, ' ');
    put_name(w, c->hierarchy->source);
    hr_put_text(w, "\nclaim ");
    hr_put_text(w, claim);
    hr_put_text(w, "\nevidence ");
    hr_put_text(w, kind->name);
    hr_status status = kind->put(w, c);
    hr_put_text(w, "end\n");
    return status;
}

static hr_status write_file(hr_certificate *out, const char *path, const hr_kind *kind,
                            const hr_certified *c) {
    hr_outfile file;
    hr_status status = hr_outfile_open(&file, path);
    if (status != HR_OK)
        return status;
    hr_writer *w = hr_writer_new(file.stream);
    status = w ? put_all(w, kind, out->claim, c) : HR_ENOMEM;
    if (w) {
        out->bytes = w->bytes + w->used;
        hr_status written = hr_writer_end(w, path);
        status = status == HR_OK ? written : status;
    }
    if (status == HR_OK)
        return hr_outfile_commit(&file);
    hr_outfile_discard(&file);
    return status;
}

hr_status hr_certificate_write(hr_certificate *out, const char *path, const hr_certified *certified) {
    const hr_kind *kind;
    *out = (hr_certificate){0};
    hr_status status = find_kind(&kind, certified);
    if (status == HR_OK && !kind)
        out->reason = reason_of(certified);
    if (status == HR_OK && kind)
        status = take_claim(&out->claim, kind, certified);
    if (status == HR_OK && kind)
        status = write_file(out, path, kind, certified);
    if (status == HR_OK && kind)
        out->evidence = kind->name;
    if (status != HR_OK)
        hr_certificate_clear(out);
    return status;
}
