# fuzz targets, one for each reader: READER needs fuzz-READER.c, corpus/READER and its lines here
EXTRA_DIST += tests/fuzz/run.sh tests/fuzz/corpus.sh tests/fuzz/corpus
TESTS += tests/fuzz/corpus.sh

FUZZ_REPLAY = tests/fuzz/replay.c tests/fuzz/verify.c tests/fuzz/fuzz.h
FUZZ_SEARCH = tests/fuzz/verify.c tests/fuzz/fuzz.h

check_PROGRAMS += tests/fuzz/replay-canonical
tests_fuzz_replay_canonical_SOURCES = tests/fuzz/fuzz-canonical.c $(FUZZ_REPLAY)
tests_fuzz_replay_canonical_LDADD = $(TEST_LDADD)

check_PROGRAMS += tests/fuzz/replay-certificate
tests_fuzz_replay_certificate_SOURCES = tests/fuzz/fuzz-certificate.c $(FUZZ_REPLAY)
tests_fuzz_replay_certificate_LDADD = $(TEST_LDADD) proofs/checker/libchecker.la $(NETTLE_LIBS) $(GMP_LIBS) -lm

check_PROGRAMS += tests/fuzz/replay-debian
tests_fuzz_replay_debian_SOURCES = tests/fuzz/fuzz-debian.c $(FUZZ_REPLAY)
tests_fuzz_replay_debian_LDADD = $(TEST_LDADD)

check_PROGRAMS += tests/fuzz/replay-edges
tests_fuzz_replay_edges_SOURCES = tests/fuzz/fuzz-edges.c $(FUZZ_REPLAY)
tests_fuzz_replay_edges_LDADD = $(TEST_LDADD)

check_PROGRAMS += tests/fuzz/replay-esci
tests_fuzz_replay_esci_SOURCES = tests/fuzz/fuzz-esci.c $(FUZZ_REPLAY)
tests_fuzz_replay_esci_LDADD = $(TEST_LDADD)

check_PROGRAMS += tests/fuzz/replay-json
tests_fuzz_replay_json_SOURCES = tests/fuzz/fuzz-json.c $(FUZZ_REPLAY)
tests_fuzz_replay_json_LDADD = $(TEST_LDADD)

check_PROGRAMS += tests/fuzz/replay-ncbi
tests_fuzz_replay_ncbi_SOURCES = tests/fuzz/fuzz-ncbi.c $(FUZZ_REPLAY)
tests_fuzz_replay_ncbi_LDADD = $(TEST_LDADD)

check_PROGRAMS += tests/fuzz/replay-obo
tests_fuzz_replay_obo_SOURCES = tests/fuzz/fuzz-obo.c $(FUZZ_REPLAY)
tests_fuzz_replay_obo_LDADD = $(TEST_LDADD)

check_PROGRAMS += tests/fuzz/replay-wordnet
tests_fuzz_replay_wordnet_SOURCES = tests/fuzz/fuzz-wordnet.c $(FUZZ_REPLAY)
tests_fuzz_replay_wordnet_LDADD = $(TEST_LDADD)

check_PROGRAMS += tests/fuzz/replay-exact
tests_fuzz_replay_exact_SOURCES = tests/fuzz/fuzz-exact.c $(FUZZ_REPLAY)
tests_fuzz_replay_exact_LDADD = $(TEST_LDADD)

check_PROGRAMS += tests/fuzz/replay-npy
tests_fuzz_replay_npy_SOURCES = tests/fuzz/fuzz-npy.c $(FUZZ_REPLAY)
tests_fuzz_replay_npy_LDADD = $(TEST_LDADD)

if FUZZ
noinst_PROGRAMS += tests/fuzz/fuzz-canonical
tests_fuzz_fuzz_canonical_SOURCES = tests/fuzz/fuzz-canonical.c $(FUZZ_SEARCH)
tests_fuzz_fuzz_canonical_LDFLAGS = $(AM_LDFLAGS) -fsanitize=fuzzer
tests_fuzz_fuzz_canonical_LDADD = $(TEST_LDADD)

noinst_PROGRAMS += tests/fuzz/fuzz-certificate
tests_fuzz_fuzz_certificate_SOURCES = tests/fuzz/fuzz-certificate.c $(FUZZ_SEARCH)
tests_fuzz_fuzz_certificate_LDFLAGS = $(AM_LDFLAGS) -fsanitize=fuzzer
tests_fuzz_fuzz_certificate_LDADD = $(TEST_LDADD) proofs/checker/libchecker.la $(NETTLE_LIBS) $(GMP_LIBS) -lm

noinst_PROGRAMS += tests/fuzz/fuzz-debian
tests_fuzz_fuzz_debian_SOURCES = tests/fuzz/fuzz-debian.c $(FUZZ_SEARCH)
tests_fuzz_fuzz_debian_LDFLAGS = $(AM_LDFLAGS) -fsanitize=fuzzer
tests_fuzz_fuzz_debian_LDADD = $(TEST_LDADD)

noinst_PROGRAMS += tests/fuzz/fuzz-edges
tests_fuzz_fuzz_edges_SOURCES = tests/fuzz/fuzz-edges.c $(FUZZ_SEARCH)
tests_fuzz_fuzz_edges_LDFLAGS = $(AM_LDFLAGS) -fsanitize=fuzzer
tests_fuzz_fuzz_edges_LDADD = $(TEST_LDADD)

noinst_PROGRAMS += tests/fuzz/fuzz-esci
tests_fuzz_fuzz_esci_SOURCES = tests/fuzz/fuzz-esci.c $(FUZZ_SEARCH)
tests_fuzz_fuzz_esci_LDFLAGS = $(AM_LDFLAGS) -fsanitize=fuzzer
tests_fuzz_fuzz_esci_LDADD = $(TEST_LDADD)

noinst_PROGRAMS += tests/fuzz/fuzz-json
tests_fuzz_fuzz_json_SOURCES = tests/fuzz/fuzz-json.c $(FUZZ_SEARCH)
tests_fuzz_fuzz_json_LDFLAGS = $(AM_LDFLAGS) -fsanitize=fuzzer
tests_fuzz_fuzz_json_LDADD = $(TEST_LDADD)

noinst_PROGRAMS += tests/fuzz/fuzz-ncbi
tests_fuzz_fuzz_ncbi_SOURCES = tests/fuzz/fuzz-ncbi.c $(FUZZ_SEARCH)
tests_fuzz_fuzz_ncbi_LDFLAGS = $(AM_LDFLAGS) -fsanitize=fuzzer
tests_fuzz_fuzz_ncbi_LDADD = $(TEST_LDADD)

noinst_PROGRAMS += tests/fuzz/fuzz-obo
tests_fuzz_fuzz_obo_SOURCES = tests/fuzz/fuzz-obo.c $(FUZZ_SEARCH)
tests_fuzz_fuzz_obo_LDFLAGS = $(AM_LDFLAGS) -fsanitize=fuzzer
tests_fuzz_fuzz_obo_LDADD = $(TEST_LDADD)

noinst_PROGRAMS += tests/fuzz/fuzz-wordnet
tests_fuzz_fuzz_wordnet_SOURCES = tests/fuzz/fuzz-wordnet.c $(FUZZ_SEARCH)
tests_fuzz_fuzz_wordnet_LDFLAGS = $(AM_LDFLAGS) -fsanitize=fuzzer
tests_fuzz_fuzz_wordnet_LDADD = $(TEST_LDADD)

noinst_PROGRAMS += tests/fuzz/fuzz-exact
tests_fuzz_fuzz_exact_SOURCES = tests/fuzz/fuzz-exact.c $(FUZZ_SEARCH)
tests_fuzz_fuzz_exact_LDFLAGS = $(AM_LDFLAGS) -fsanitize=fuzzer
tests_fuzz_fuzz_exact_LDADD = $(TEST_LDADD)

noinst_PROGRAMS += tests/fuzz/fuzz-npy
tests_fuzz_fuzz_npy_SOURCES = tests/fuzz/fuzz-npy.c $(FUZZ_SEARCH)
tests_fuzz_fuzz_npy_LDFLAGS = $(AM_LDFLAGS) -fsanitize=fuzzer
tests_fuzz_fuzz_npy_LDADD = $(TEST_LDADD)
endif
