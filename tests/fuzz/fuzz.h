/* Fuzz targets: each fuzz-READER.c gives arbitrary bytes to one reader.
 *
 * Linked with libFuzzer they search (tests/fuzz/run.sh); linked with replay.c they run the committed corpus
 * in every `make check`, so that what a fuzzer once found stays found. */
#ifndef HR_FUZZ_H
#define HR_FUZZ_H

#include "hierarchy/hierarchy.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What must hold after a reader: on success a sound DAG that survives being written and read again in each
 * format, on failure one line of message and nothing left behind.  Clears the hierarchy; aborts when
 * something is wrong. */
void hr_fuzz_verify(hr_hierarchy *hierarchy, hr_status status);

#endif
