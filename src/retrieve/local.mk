# src/retrieve: exact top-k and recall by distance
libhrdim_la_SOURCES += \
	src/retrieve/evaluate.c src/retrieve/evaluate.h \
	src/retrieve/graded.c src/retrieve/graded.h src/retrieve/graded_read.c \
	src/retrieve/interval.c src/retrieve/interval.h \
	src/retrieve/trec.c src/retrieve/trec.h

hrdim_retrievedir = $(includedir)/hrdim/retrieve
hrdim_retrieve_HEADERS = src/retrieve/evaluate.h src/retrieve/graded.h src/retrieve/interval.h src/retrieve/trec.h

check_PROGRAMS += tests/retrieve/test-held-out
tests_retrieve_test_held_out_SOURCES = tests/retrieve/test-held-out.c
tests_retrieve_test_held_out_LDADD = $(TEST_LDADD)
TESTS += tests/retrieve/test-held-out

check_PROGRAMS += tests/retrieve/test-graded
tests_retrieve_test_graded_SOURCES = tests/retrieve/test-graded.c
tests_retrieve_test_graded_LDADD = $(TEST_LDADD)
TESTS += tests/retrieve/test-graded

TESTS += tests/retrieve/pairs.sh tests/retrieve/hyperlex.sh
EXTRA_DIST += tests/retrieve/pairs.sh tests/retrieve/hyperlex.sh
