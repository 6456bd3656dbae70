/* hrdim verify: the independent checker (proofs/checker), given a hierarchy from any source. */
#include "cli/command.h"

#include "hierarchy/canonical.h"
#include "hierarchy/write.h"

#include "../../proofs/checker/checker.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static int run(int argc, char **argv);

const hr_command hr_command_verify = {
    .name = "verify",
    .usage = "verify CERTIFICATE [HIERARCHY]",
    .summary = "accept or reject a certificate, by a program that shares no code with hrdim",
    .details =
        "CERTIFICATE may be -, standard input.  HIERARCHY is a file, a name or a generator; by default it is what the\n"
        "certificate names.  A file in canonical form is read by the checker alone; of anything else hrdim writes\n"
        "that form, and the certificate's digest says whether it is the same hierarchy.  hrdim-verify is the checker\n"
        "as a program of its own.\n"
        "exit status: 0 accepted, 1 rejected, 2 not read, or past a limit of the checker\n\n"
        "examples:\n"
        "  hrdim verify wordnet.certificate\n"
        "  hrdim verify --json tree.certificate tree:width=5,height=4\n",
    .run = run,
};

/* The name behind the digest in line 2, "" where there is none.  The checker complains of what is wrong. */
static hr_status read_name(const char *path, char **name) {
    FILE *file = fopen(path, "rb");
    if (!file)
        return hr_fail(HR_EIO, "%s: cannot read: %s", path, strerror(errno));
    size_t room = 0;
    ssize_t length = getline(name, &room, file);
    if (length >= 0)
        length = getline(name, &room, file);
    fclose(file);
    char *digest = length > 0 ? strchr(*name, ' ') : NULL, *blank = digest ? strchr(digest + 1, ' ') : NULL;
    if (!blank || strncmp(*name, "hierarchy ", 10) != 0 || blank[1] == '\n' || !blank[1])
        return hr_fail(HR_EINPUT,
                       "%s: names no hierarchy in its second line; give one behind the certificate", path);
    blank[strcspn(blank, "\n")] = '\0';
    memmove(*name, blank + 1, strlen(blank));
    return HR_OK;
}

/* A file in canonical form as it stands; otherwise a temporary one that hrdim writes. */
static hr_status open_hierarchy(const char *what, FILE **file) {
    char head[sizeof HR_CANONICAL_HEAD] = "";
    *file = fopen(what, "rb");
    if (*file && fread(head, 1, sizeof head - 1, *file) == sizeof head - 1 &&
        !strcmp(head, HR_CANONICAL_HEAD)) {
        rewind(*file);
        return HR_OK;
    }
    if (*file)
        fclose(*file);
    hr_hierarchy h;
    hr_hierarchy_init(&h);
    hr_status status = hr_hierarchy_open(&h, what);
    if (status == HR_OK && !(*file = tmpfile()))
        status = hr_fail(HR_EIO, "a temporary file: cannot write: %s", strerror(errno));
    if (status == HR_OK)
        hr_write_canonical(*file, &h);
    if (status == HR_OK && (fflush(*file) || ferror(*file) || fseek(*file, 0, SEEK_SET))) {
        status = hr_fail(HR_EIO, "a temporary file: cannot write: %s", strerror(errno));
        fclose(*file);
    }
    hr_hierarchy_clear(&h);
    return status;
}

static int report(int verdict, char *said, char *const name[2], bool json) {
    said[strcspn(said, "\n")] = '\0';
    if (verdict == HV_UNREAD) {
        char *behind = strstr(said, ": "); /* the program's name */
        hr_fail(HR_EINPUT, "%s", behind ? behind + 2 : said);
        return hr_report_error();
    }
    if (json) {
        const char *reason = strchr(said, ' ');
        json_t *object = json_pack("{s:s, s:s, s:s, s:s}", "certificate", name[0], "hierarchy", name[1],
                                   "verdict", verdict == HV_ACCEPTED ? "accepted" : "rejected", "message",
                                   reason ? reason + 1 : said);
        return hr_print_json(object) == HR_OK ? verdict : hr_report_error();
    }
    puts(said);
    return hr_finish_output() == HR_OK ? verdict : hr_report_error();
}

/* Runs the checker; what it says is kept, to be reported as hrdim reports. */
static int judge(FILE *file[2], char *const name[2], bool json) {
    char *said = NULL;
    size_t length = 0;
    FILE *to = open_memstream(&said, &length);
    int verdict = to ? hv_verify(file, name, to, to) : HV_UNREAD;
    if (!to || fclose(to)) {
        hr_fail(HR_ENOMEM, "out of memory: the verdict");
        verdict = hr_report_error();
    } else {
        verdict = report(verdict, said, name, json);
    }
    free(said);
    return verdict;
}

static int verify(char *const name[2], bool json) {
    FILE *file[2];
    if (open_hierarchy(name[1], &file[1]) != HR_OK)
        return hr_report_error();
    file[0] = strcmp(name[0], "-") ? fopen(name[0], "rb") : stdin;
    int verdict = HR_EXIT_BAD;
    if (file[0]) {
        verdict = judge(file, name, json);
        fclose(file[0]);
    } else {
        hr_fail(HR_EIO, "%s: cannot read: %s", name[0], strerror(errno));
        hr_report_error();
    }
    fclose(file[1]);
    return verdict;
}

static int run(int argc, char **argv) {
    const hr_option options[] = {{0}};
    hr_common common;
    if (hr_parse_options(&hr_command_verify, &argc, argv, 1, 2, options, &common) != HR_OK)
        return hr_report_error();
    if (common.help)
        return 0;
    char *name = NULL;
    int status = HR_EXIT_BAD;
    if (argc == 2 && !strcmp(argv[1], "-")) {
        hr_fail(HR_EUSAGE, "verify: a certificate from standard input needs its hierarchy behind it");
        return hr_report_error();
    }
    if (argc == 2 && read_name(argv[1], &name) != HR_OK)
        hr_report_error();
    else
        status = verify((char *const[]){argv[1], argc == 2 ? name : argv[2]}, common.json);
    free(name);
    return status;
}
