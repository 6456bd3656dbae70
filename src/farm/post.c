#include "farm/post.h"

#include "base/memory.h"
#include "base/text.h"

#include <limits.h>
#include <mpi.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* On their way: MPI reads the bytes until it says that it is done.  Those for a rank that is gone stay. */
typedef struct {
    MPI_Request request;
    char *bytes;
} sent;

static sent *outgoing;
static size_t outgoing_count, outgoing_capacity;

hr_status hr_letter_add(hr_letter *letter, const char *format, ...) {
    va_list args;
    va_start(args, format);
    int length = vsnprintf(NULL, 0, format, args);
    va_end(args);
    size_t need = letter->length + (size_t)length + 1;
    if (length < 0 || hr_grow(&letter->bytes, &letter->capacity, need, 1, "a message") != HR_OK)
        return HR_ENOMEM;
    va_start(args, format);
    vsnprintf(letter->bytes + letter->length, (size_t)length + 1, format, args);
    va_end(args);
    letter->length += (size_t)length;
    return HR_OK;
}

void hr_letter_clear(hr_letter *letter) {
    free(letter->bytes);
    *letter = (hr_letter){0};
}

static void sweep(void) {
    size_t kept = 0;
    for (size_t i = 0; i < outgoing_count; i++) {
        int done = 0;
        if (MPI_Test(&outgoing[i].request, &done, MPI_STATUS_IGNORE) != MPI_SUCCESS || done)
            free(outgoing[i].bytes);
        else
            outgoing[kept++] = outgoing[i];
    }
    outgoing_count = kept;
}

hr_status hr_post_send(int to, hr_post_tag tag, hr_letter *letter) {
    sweep();
    sent next = {.bytes = letter->bytes};
    size_t length = letter->length;
    *letter = (hr_letter){0};
    if (length > INT_MAX ||
        hr_grow(&outgoing, &outgoing_capacity, outgoing_count + 1, sizeof *outgoing, "messages") != HR_OK) {
        free(next.bytes);
        return HR_ENOMEM;
    }
    if (MPI_Isend(next.bytes, (int)length, MPI_CHAR, to, tag, MPI_COMM_WORLD, &next.request) != MPI_SUCCESS) {
        free(next.bytes);
        return hr_fail(HR_EIO, "rank %d cannot be reached", to);
    }
    outgoing[outgoing_count++] = next;
    return HR_OK;
}

/* *got false when nothing came.  The text ends with NUL; the caller frees. */
static hr_status receive_one(bool *got, int *from, hr_post_tag *tag, char **text) {
    int there = 0, length = 0;
    MPI_Status status;
    *got = false;
    if (MPI_Iprobe(MPI_ANY_SOURCE, MPI_ANY_TAG, MPI_COMM_WORLD, &there, &status) != MPI_SUCCESS || !there)
        return HR_OK;
    MPI_Get_count(&status, MPI_CHAR, &length);
    *text = hr_alloc((size_t)length + 1, 1, "a message");
    if (!*text)
        return HR_ENOMEM;
    *from = status.MPI_SOURCE;
    *tag = (hr_post_tag)status.MPI_TAG;
    if (MPI_Recv(*text, length, MPI_CHAR, *from, status.MPI_TAG, MPI_COMM_WORLD, &status) != MPI_SUCCESS) {
        free(*text);
        return HR_OK; /* its sender is gone, which its silence will tell */
    }
    (*text)[length] = '\0';
    *got = true;
    return HR_OK;
}

hr_status hr_post_receive(hr_post_take take, void *context) {
    for (;;) {
        bool got;
        int from;
        hr_post_tag tag;
        char *text;
        hr_status status = receive_one(&got, &from, &tag, &text);
        if (status != HR_OK || !got)
            return status;
        status = take(context, from, tag, text);
        free(text);
        if (status != HR_OK)
            return status;
    }
}

hr_status hr_post_timeout(double *seconds) {
    *seconds = 60;
    const char *given = getenv("HRDIM_MPI_TIMEOUT");
    if (!given || (hr_parse_double(given, seconds) && *seconds >= 0.1))
        return HR_OK;
    return hr_fail(HR_EUSAGE, "HRDIM_MPI_TIMEOUT=%.60s: must be a number of seconds, at least 0.1", given);
}
