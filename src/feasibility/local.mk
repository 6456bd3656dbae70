# src/feasibility: the exact decision
libhrdim_la_SOURCES += \
	src/feasibility/alternate.c src/feasibility/alternate.h \
	src/feasibility/bits.c src/feasibility/bits.h \
	src/feasibility/check.c src/feasibility/check.h \
	src/feasibility/confirm.c src/feasibility/confirm.h \
	src/feasibility/cosine.c src/feasibility/cosine.h \
	src/feasibility/decide.h \
	src/feasibility/decided.c src/feasibility/decide_blocks.c src/feasibility/decide_global.c \
	src/feasibility/decide_moment.c \
	src/feasibility/decide_orders.c \
	src/feasibility/decide_pairs.c \
	src/feasibility/decide_runs.c \
	src/feasibility/decide_sums.c \
	src/feasibility/decision.c \
	src/feasibility/dixon.c src/feasibility/dixon.h \
	src/feasibility/exact.c src/feasibility/exact.h \
	src/feasibility/family.c src/feasibility/family.h \
	src/feasibility/family_least.c src/feasibility/family_least.h \
	src/feasibility/family_measure.c src/feasibility/family_measure.h \
	src/feasibility/family_wrong.c src/feasibility/family_wrong.h \
	src/feasibility/farkas.c src/feasibility/farkas.h \
	src/feasibility/improver.c src/feasibility/improver.h \
	src/feasibility/integer_row.c src/feasibility/integer_row.h \
	src/feasibility/kernel.c src/feasibility/kernel.h src/feasibility/kernel_tile.h \
	src/feasibility/kernel_avx2.c \
	src/feasibility/kernel_avx512.c \
	src/feasibility/linear.c src/feasibility/linear.h \
	src/feasibility/linear_answer.c \
	src/feasibility/linear_exact.c src/feasibility/linear_exact.h \
	src/feasibility/linear_look.c src/feasibility/linear_look.h \
	src/feasibility/linear_open.c src/feasibility/linear_open.h \
	src/feasibility/linear_problem.c src/feasibility/linear_problem.h \
	src/feasibility/linear_program.c src/feasibility/linear_program.h \
	src/feasibility/linear_run.c src/feasibility/linear_run.h \
	src/feasibility/linear_task.c src/feasibility/linear_task.h \
	src/feasibility/linear_thresholds.c \
	src/feasibility/names.c \
	src/feasibility/nearest.c src/feasibility/nearest.h \
	src/feasibility/operand.c src/feasibility/operand.h \
	src/feasibility/pivot.c src/feasibility/pivot.h \
	src/feasibility/ranking.c src/feasibility/ranking.h \
	src/feasibility/scan.c src/feasibility/scan.h \
	src/feasibility/soft.c src/feasibility/soft.h \
	src/feasibility/structure.h \
	src/feasibility/tally.c src/feasibility/tally.h \
	src/feasibility/twins.c src/feasibility/twins.h

hrdim_feasibilitydir = $(includedir)/hrdim/feasibility
hrdim_feasibility_HEADERS = src/feasibility/alternate.h src/feasibility/check.h src/feasibility/improver.h \
	src/feasibility/linear.h

check_PROGRAMS += tests/feasibility/test-check
tests_feasibility_test_check_SOURCES = \
	tests/feasibility/test-check.c \
	tests/feasibility/compare.c tests/feasibility/compare.h \
	tests/feasibility/instances.c tests/feasibility/instances.h \
	tests/feasibility/oracle.c tests/feasibility/oracle.h \
	tests/feasibility/oracle_scores.c tests/feasibility/oracle_scores.h
tests_feasibility_test_check_LDADD = $(TEST_LDADD)
TESTS += tests/feasibility/test-check

check_PROGRAMS += tests/feasibility/test-structure
tests_feasibility_test_structure_SOURCES = \
	tests/feasibility/test-structure.c \
	tests/feasibility/compare.c tests/feasibility/compare.h \
	tests/feasibility/instances.c tests/feasibility/instances.h \
	tests/feasibility/oracle.c tests/feasibility/oracle.h \
	tests/feasibility/oracle_scores.c tests/feasibility/oracle_scores.h
tests_feasibility_test_structure_LDADD = $(TEST_LDADD)
TESTS += tests/feasibility/test-structure

# one source, two tests: either data set may be absent
check_PROGRAMS += tests/feasibility/test-wordnet-structure tests/feasibility/test-ncbi-structure
tests_feasibility_test_wordnet_structure_SOURCES = tests/feasibility/test-structure-data.c
tests_feasibility_test_wordnet_structure_LDADD = $(TEST_LDADD)
tests_feasibility_test_ncbi_structure_SOURCES = tests/feasibility/test-structure-data.c
tests_feasibility_test_ncbi_structure_LDADD = $(TEST_LDADD)
TESTS += tests/feasibility/test-wordnet-structure tests/feasibility/test-ncbi-structure

check_PROGRAMS += tests/feasibility/test-kernels
tests_feasibility_test_kernels_SOURCES = tests/feasibility/test-kernels.c
tests_feasibility_test_kernels_LDADD = $(TEST_LDADD)
TESTS += tests/feasibility/test-kernels

check_PROGRAMS += tests/feasibility/test-linear
tests_feasibility_test_linear_SOURCES = \
	tests/feasibility/test-linear.c \
	tests/feasibility/instances.c tests/feasibility/instances.h \
	tests/feasibility/linear_truth.c tests/feasibility/linear_truth.h \
	tests/feasibility/oracle.c tests/feasibility/oracle.h \
	tests/feasibility/oracle_scores.c tests/feasibility/oracle_scores.h
tests_feasibility_test_linear_LDADD = $(TEST_LDADD)
TESTS += tests/feasibility/test-linear

check_PROGRAMS += tests/feasibility/test-integers
tests_feasibility_test_integers_SOURCES = tests/feasibility/test-integers.c
tests_feasibility_test_integers_LDADD = $(TEST_LDADD)
TESTS += tests/feasibility/test-integers

check_PROGRAMS += tests/feasibility/test-soft
tests_feasibility_test_soft_SOURCES = tests/feasibility/test-soft.c
tests_feasibility_test_soft_LDADD = $(TEST_LDADD)
TESTS += tests/feasibility/test-soft

TESTS += tests/feasibility/alternate.sh
EXTRA_DIST += tests/feasibility/alternate.sh
