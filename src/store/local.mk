# src/store: trials and runs in one SQLite file
libhrdim_la_SOURCES += \
	src/store/store.c src/store/store.h src/store/store_db.h \
	src/store/store_columns.c \
	src/store/store_csv.c \
	src/store/store_error.c \
	src/store/store_export.c \
	src/store/store_file.c src/store/store_file.h \
	src/store/store_import.c \
	src/store/store_json.c \
	src/store/store_run.c \
	src/store/store_schema.c \
	src/store/store_trial.c

check_PROGRAMS += tests/store/test-store tests/store/test-store-processes
tests_store_test_store_SOURCES = tests/store/test-store.c tests/store/store-help.h
tests_store_test_store_LDADD = $(TEST_LDADD)
tests_store_test_store_processes_SOURCES = tests/store/test-store-processes.c tests/store/store-help.h
tests_store_test_store_processes_LDADD = $(TEST_LDADD)
TESTS += tests/store/test-store tests/store/test-store-processes tests/store/store.sh
EXTRA_DIST += tests/store/store.sh
