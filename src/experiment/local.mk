# src/experiment: specs, plans, sweeps, and the files of their results
libhrdim_la_SOURCES += \
	src/experiment/fit.c src/experiment/fit.h \
	src/experiment/least.c src/experiment/least.h \
	src/experiment/literature.c src/experiment/literature.h \
	src/experiment/plan.c src/experiment/plan.h src/experiment/plan_parts.h \
	src/experiment/plan_cost.c \
	src/experiment/plan_grid.c \
	src/experiment/plan_search.c \
	src/experiment/plan_series.c \
	src/experiment/plan_want.c \
	src/experiment/provenance.c src/experiment/provenance.h \
	src/experiment/quantity.c src/experiment/quantity.h \
	src/experiment/recorder.c src/experiment/recorder.h \
	src/experiment/results.c src/experiment/results.h src/experiment/results_field.h \
	src/experiment/results_points.c \
	src/experiment/results_trials.c \
	src/experiment/spec.c src/experiment/spec.h src/experiment/spec_keys.h \
	src/experiment/spec_check.c \
	src/experiment/spec_check_figure.c \
	src/experiment/spec_figure.c \
	src/experiment/spec_hierarchy.c \
	src/experiment/spec_method.c \
	src/experiment/spec_sweep.c \
	src/experiment/spec_value.c src/experiment/spec_value.h \
	src/experiment/summary.c src/experiment/summary.h \
	src/experiment/summary_fit.c \
	src/experiment/sweep.c src/experiment/sweep.h

check_PROGRAMS += tests/experiment/test-fit tests/experiment/test-least tests/experiment/test-literature \
	tests/experiment/test-plan tests/experiment/test-quantity tests/experiment/test-spec \
	tests/experiment/test-summary
tests_experiment_test_fit_SOURCES = tests/experiment/test-fit.c
tests_experiment_test_fit_LDADD = $(TEST_LDADD)
tests_experiment_test_least_SOURCES = tests/experiment/test-least.c
tests_experiment_test_least_LDADD = $(TEST_LDADD)
tests_experiment_test_literature_SOURCES = tests/experiment/test-literature.c
tests_experiment_test_literature_LDADD = $(TEST_LDADD)
tests_experiment_test_plan_SOURCES = tests/experiment/test-plan.c \
	tests/experiment/sweep-by-hand.c tests/experiment/sweep-by-hand.h
tests_experiment_test_plan_LDADD = $(TEST_LDADD)
tests_experiment_test_quantity_SOURCES = tests/experiment/test-quantity.c
tests_experiment_test_quantity_LDADD = $(TEST_LDADD)
tests_experiment_test_spec_SOURCES = tests/experiment/test-spec.c
tests_experiment_test_spec_LDADD = $(TEST_LDADD)
tests_experiment_test_summary_SOURCES = tests/experiment/test-summary.c \
	tests/experiment/sweep-by-hand.c tests/experiment/sweep-by-hand.h
tests_experiment_test_summary_LDADD = $(TEST_LDADD)
TESTS += tests/experiment/test-fit tests/experiment/test-least tests/experiment/test-literature \
	tests/experiment/test-plan tests/experiment/test-quantity tests/experiment/test-spec \
	tests/experiment/test-summary
TESTS += tests/experiment/run.sh tests/experiment/kill.sh tests/experiment/mpi.sh tests/experiment/train.sh
EXTRA_DIST += tests/experiment/run.sh tests/experiment/kill.sh tests/experiment/mpi.sh tests/experiment/train.sh
