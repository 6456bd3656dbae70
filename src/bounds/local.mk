# src/bounds: its sources, installed headers and tests
libhrdim_la_SOURCES += \
	src/bounds/bound.h src/bounds/bounds.c src/bounds/bracket.c src/bounds/bracket.h \
	src/bounds/checked.h src/bounds/checked_find.c \
	src/bounds/code.c \
	src/bounds/ends.c src/bounds/ends.h src/bounds/ends_rows.c \
	src/bounds/evidence.c src/bounds/evidence.h src/bounds/evidence_trace.c \
	src/bounds/failure.c src/bounds/failure.h \
	src/bounds/forster.c \
	src/bounds/gaussian.c \
	src/bounds/information.c \
	src/bounds/interval.c \
	src/bounds/margin.c \
	src/bounds/moment.c \
	src/bounds/orders.c \
	src/bounds/radon.c src/bounds/radon.h \
	src/bounds/row.c src/bounds/row.h src/bounds/rows.h \
	src/bounds/runs.c \
	src/bounds/separators.c \
	src/bounds/shatter.c src/bounds/shatter.h src/bounds/shatter_all.c src/bounds/shatter_extend.c \
	src/bounds/shatter_grow.c \
	src/bounds/sign.h src/bounds/sign_formula.c src/bounds/sign_tails.c \
	src/bounds/sizes.c src/bounds/sizes.h \
	src/bounds/submatrix.c src/bounds/submatrix.h \
	src/bounds/tails.c src/bounds/tails.h \
	src/bounds/union.c src/bounds/union.h

hrdim_boundsdir = $(includedir)/hrdim/bounds
hrdim_bounds_HEADERS = src/bounds/bound.h src/bounds/bracket.h src/bounds/checked.h src/bounds/evidence.h

check_PROGRAMS += tests/bounds/test-bounds tests/bounds/test-failure tests/bounds/test-lower tests/bounds/test-orders tests/bounds/test-radon tests/bounds/test-tails \
	tests/bounds/test-tiny
tests_bounds_test_bounds_SOURCES = tests/bounds/test-bounds.c
tests_bounds_test_bounds_LDADD = $(TEST_LDADD)
tests_bounds_test_failure_SOURCES = tests/bounds/test-failure.c
tests_bounds_test_failure_LDADD = $(TEST_LDADD)
tests_bounds_test_lower_SOURCES = tests/bounds/test-lower.c
tests_bounds_test_lower_LDADD = $(TEST_LDADD)
tests_bounds_test_orders_SOURCES = tests/bounds/test-orders.c
tests_bounds_test_orders_LDADD = $(TEST_LDADD)
tests_bounds_test_radon_SOURCES = tests/bounds/test-radon.c
tests_bounds_test_radon_LDADD = $(TEST_LDADD)
tests_bounds_test_tails_SOURCES = tests/bounds/test-tails.c
tests_bounds_test_tails_LDADD = $(TEST_LDADD)
tests_bounds_test_tiny_SOURCES = tests/bounds/test-tiny.c tests/bounds/tiny_all.c tests/bounds/tiny_plane.c tests/bounds/tiny_truth.c \
	tests/bounds/tiny_truth.h
tests_bounds_test_tiny_LDADD = $(TEST_LDADD)
TESTS += tests/bounds/test-bounds tests/bounds/test-failure tests/bounds/test-lower tests/bounds/test-orders tests/bounds/test-radon tests/bounds/test-tails \
	tests/bounds/test-tiny tests/bounds/bound.sh \
	tests/bounds/bound-wordnet.sh
EXTRA_DIST += tests/bounds/tiny.csv tests/bounds/bound.sh tests/bounds/bound-wordnet.sh
