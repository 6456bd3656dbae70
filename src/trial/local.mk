# src/trial: trials and their keys, the tasks that they name, the hierarchies that they work on
libhrdim_la_SOURCES += \
	src/trial/cache.c src/trial/cache.h \
	src/trial/result.c \
	src/trial/task.c src/trial/task.h src/trial/tasks.h \
	src/trial/task_bound.c \
	src/trial/task_check.c \
	src/trial/task_outcome.c \
	src/trial/task_recipe.c \
	src/trial/task_size.c \
	src/trial/task_theorem.c \
	src/trial/task_train.c \
	src/trial/trial.c src/trial/trial.h \
	src/trial/trial_order.c src/trial/trial_order.h \
	src/trial/trial_run.c \
	src/trial/trial_words.c src/trial/trial_words.h

check_PROGRAMS += tests/trial/test-cache tests/trial/test-task tests/trial/test-train tests/trial/test-trial
tests_trial_test_cache_SOURCES = tests/trial/test-cache.c
tests_trial_test_cache_LDADD = $(TEST_LDADD)
tests_trial_test_task_SOURCES = tests/trial/test-task.c
tests_trial_test_task_LDADD = $(TEST_LDADD)
tests_trial_test_trial_SOURCES = tests/trial/test-trial.c
tests_trial_test_trial_LDADD = $(TEST_LDADD)
tests_trial_test_train_SOURCES = tests/trial/test-train.c
tests_trial_test_train_LDADD = $(TEST_LDADD)
TESTS += tests/trial/test-cache tests/trial/test-task tests/trial/test-train tests/trial/test-trial
