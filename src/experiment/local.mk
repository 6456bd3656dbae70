# src/experiment: specs, the search for the least dimension, sweeps, fits, provenance
libhrdim_la_SOURCES += \
	src/experiment/fit.c src/experiment/fit.h \
	src/experiment/least.c src/experiment/least.h \
	src/experiment/literature.c src/experiment/literature.h \
	src/experiment/provenance.c src/experiment/provenance.h \
	src/experiment/quantity.c src/experiment/quantity.h \
	src/experiment/result.c \
	src/experiment/spec.c src/experiment/spec.h src/experiment/spec_keys.h \
	src/experiment/spec_check.c src/experiment/spec_check_figure.c \
	src/experiment/spec_figure.c src/experiment/spec_hierarchy.c src/experiment/spec_sweep.c \
	src/experiment/spec_value.c src/experiment/spec_value.h \
	src/experiment/store.c src/experiment/store.h src/experiment/store_db.h \
	src/experiment/store_columns.c src/experiment/store_csv.c src/experiment/store_error.c \
	src/experiment/store_export.c src/experiment/store_file.c src/experiment/store_file.h \
	src/experiment/store_import.c src/experiment/store_json.c src/experiment/store_run.c \
	src/experiment/store_schema.c src/experiment/store_trial.c \
	src/experiment/trial.c src/experiment/trial.h \
	src/experiment/trial_order.c src/experiment/trial_order.h \
	src/experiment/trial_words.c src/experiment/trial_words.h

# What was built, for the provenance of results: looked at in every make, rewritten only when it changed.
BUILT_SOURCES += src/base/build_id.h
CLEANFILES += src/base/build_id.h
EXTRA_DIST += src/experiment/build-id.sh
src/base/build_id.h: build-id-always
	$(AM_V_at)$(SHELL) $(srcdir)/src/experiment/build-id.sh '$(srcdir)' $@ '$(CC)' '$(AM_CFLAGS) $(CFLAGS)'
build-id-always:
.PHONY: build-id-always
src/experiment/provenance.lo: src/base/build_id.h
dist-hook:
	$(SHELL) $(srcdir)/src/experiment/build-id.sh '$(srcdir)' --text >$(distdir)/build-id.txt

check_PROGRAMS += tests/experiment/test-fit tests/experiment/test-least
tests_experiment_test_fit_SOURCES = tests/experiment/test-fit.c
tests_experiment_test_fit_LDADD = $(TEST_LDADD)
tests_experiment_test_least_SOURCES = tests/experiment/test-least.c
tests_experiment_test_least_LDADD = $(TEST_LDADD)
TESTS += tests/experiment/test-fit tests/experiment/test-least

# baselines
libhrdim_la_SOURCES += \
	src/experiment/baseline.h src/experiment/baseline_parts.h \
	src/experiment/baseline_least.c \
	src/experiment/baseline_measure.c \
	src/experiment/baseline_place.c \
	src/experiment/baseline_read.c \
	src/experiment/baseline_results.c \
	src/experiment/baseline_value.c \
	src/experiment/baseline_write.c
TESTS += tests/experiment/baseline.sh tests/experiment/regress.sh
EXTRA_DIST += tests/experiment/baseline.sh tests/experiment/regress.sh

# tasks, and the hierarchies that they work on
libhrdim_la_SOURCES += \
	src/experiment/cache.c src/experiment/cache.h \
	src/experiment/task.c src/experiment/task.h src/experiment/tasks.h \
	src/experiment/task_bound.c \
	src/experiment/task_check.c \
	src/experiment/task_size.c \
	src/experiment/task_theorem.c \
	src/experiment/trial_run.c

# who runs the trials
libhrdim_la_SOURCES += \
	src/experiment/farm.c src/experiment/farm.h \
	src/experiment/launcher.c src/experiment/launcher.h \
	src/experiment/pool.c src/experiment/pool.h \
	src/experiment/ranks.h
if HAVE_MPI
libhrdim_la_SOURCES += \
	src/experiment/post.c src/experiment/post.h \
	src/experiment/ranks_join.c \
	src/experiment/ranks_mpi.c src/experiment/ranks_mpi.h \
	src/experiment/ranks_serve.c
else
libhrdim_la_SOURCES += src/experiment/ranks_none.c
endif

check_PROGRAMS += tests/experiment/test-cache tests/experiment/test-task
tests_experiment_test_cache_SOURCES = tests/experiment/test-cache.c
tests_experiment_test_cache_LDADD = $(TEST_LDADD)
tests_experiment_test_task_SOURCES = tests/experiment/test-task.c
tests_experiment_test_task_LDADD = $(TEST_LDADD)
TESTS += tests/experiment/test-cache tests/experiment/test-task

check_PROGRAMS += tests/experiment/test-farm
tests_experiment_test_farm_SOURCES = tests/experiment/test-farm.c tests/experiment/farm-trials.h
tests_experiment_test_farm_LDADD = $(TEST_LDADD)
TESTS += tests/experiment/test-farm

# trials and the store
check_PROGRAMS += tests/experiment/test-store tests/experiment/test-store-processes tests/experiment/test-trial
tests_experiment_test_trial_SOURCES = tests/experiment/test-trial.c
tests_experiment_test_trial_LDADD = $(TEST_LDADD)
tests_experiment_test_store_SOURCES = tests/experiment/test-store.c tests/experiment/store-help.h
tests_experiment_test_store_LDADD = $(TEST_LDADD)
tests_experiment_test_store_processes_SOURCES = tests/experiment/test-store-processes.c tests/experiment/store-help.h
tests_experiment_test_store_processes_LDADD = $(TEST_LDADD)
TESTS += tests/experiment/test-store tests/experiment/test-store-processes tests/experiment/test-trial
TESTS += tests/experiment/store.sh
EXTRA_DIST += tests/experiment/store.sh

# specs
check_PROGRAMS += tests/experiment/test-spec
tests_experiment_test_spec_SOURCES = tests/experiment/test-spec.c
tests_experiment_test_spec_LDADD = $(TEST_LDADD)
TESTS += tests/experiment/test-spec
check_PROGRAMS += tests/experiment/test-literature tests/experiment/test-quantity
tests_experiment_test_literature_SOURCES = tests/experiment/test-literature.c
tests_experiment_test_literature_LDADD = $(TEST_LDADD)
tests_experiment_test_quantity_SOURCES = tests/experiment/test-quantity.c
tests_experiment_test_quantity_LDADD = $(TEST_LDADD)
TESTS += tests/experiment/test-literature tests/experiment/test-quantity

# the plan of a sweep, what follows from its trials, and the files
libhrdim_la_SOURCES += \
	src/experiment/plan.c src/experiment/plan.h src/experiment/plan_parts.h \
	src/experiment/plan_cost.c \
	src/experiment/plan_grid.c \
	src/experiment/plan_search.c \
	src/experiment/plan_series.c \
	src/experiment/plan_want.c \
	src/experiment/results.c src/experiment/results.h src/experiment/results_field.h \
	src/experiment/results_points.c \
	src/experiment/results_trials.c \
	src/experiment/summary.c src/experiment/summary.h \
	src/experiment/summary_fit.c

check_PROGRAMS += tests/experiment/test-plan tests/experiment/test-summary
tests_experiment_test_plan_SOURCES = tests/experiment/test-plan.c \
	tests/experiment/sweep-by-hand.c tests/experiment/sweep-by-hand.h
tests_experiment_test_plan_LDADD = $(TEST_LDADD)
tests_experiment_test_summary_SOURCES = tests/experiment/test-summary.c \
	tests/experiment/sweep-by-hand.c tests/experiment/sweep-by-hand.h
tests_experiment_test_summary_LDADD = $(TEST_LDADD)
TESTS += tests/experiment/test-plan tests/experiment/test-summary

# the driver: what a plan wants, from the store or the farm
libhrdim_la_SOURCES += \
	src/experiment/recorder.c src/experiment/recorder.h \
	src/experiment/sweep.c src/experiment/sweep.h
TESTS += tests/experiment/run.sh tests/experiment/kill.sh
EXTRA_DIST += tests/experiment/run.sh tests/experiment/kill.sh
check_PROGRAMS += tests/experiment/farm-ranks
tests_experiment_farm_ranks_SOURCES = tests/experiment/farm-ranks.c tests/experiment/farm-trials.h
tests_experiment_farm_ranks_LDADD = $(TEST_LDADD)
TESTS += tests/experiment/ranks.sh
EXTRA_DIST += tests/experiment/ranks.sh
