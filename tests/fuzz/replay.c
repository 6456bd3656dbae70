/* Runs the files of a corpus folder through one target, without a fuzzer.  usage: replay-READER FOLDER */
#include "fuzz.h"

#include "hierarchy/read.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv) {
    struct dirent **entry = NULL;
    int files = 0, found = argc == 2 ? scandir(argv[1], &entry, NULL, alphasort) : -1;
    if (found < 0) {
        fprintf(stderr, "usage: %s FOLDER\n", argv[0]);
        return 99;
    }
    for (int i = 0; i < found; i++) {
        char path[4096], *text;
        size_t length;
        snprintf(path, sizeof path, "%s/%s", argv[1], entry[i]->d_name);
        if (entry[i]->d_name[0] != '.') {
            printf("%s\n", path);
            fflush(stdout);
            if (hr_read_file(path, &text, &length) != HR_OK) {
                fprintf(stderr, "%s\n", hr_error());
                return 99;
            }
            uint8_t *exact =
                malloc(length ? length : 1); /* no byte behind the last: a sanitizer sees an overrun */
            if (!exact)
                return 99;
            memcpy(exact, text, length);
            free(text);
            LLVMFuzzerTestOneInput(exact, length);
            free(exact);
            files++;
        }
        free(entry[i]);
    }
    free(entry);
    printf("%d files\n", files);
    return files ? 0 : 1;
}
