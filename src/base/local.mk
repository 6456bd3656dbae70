# src/base: what every room stands on
libhrdim_la_SOURCES += \
	src/base/error.c src/base/error.h \
	src/base/ini.c src/base/ini.h \
	src/base/memory.c src/base/memory.h \
	src/base/outfile.c src/base/outfile.h \
	src/base/progress.c src/base/progress.h \
	src/base/random.c src/base/random.h \
	src/base/table.c src/base/table.h \
	src/base/text.c src/base/text.h

hrdim_basedir = $(includedir)/hrdim/base
hrdim_base_HEADERS = src/base/error.h

check_PROGRAMS += tests/base/test-base
tests_base_test_base_SOURCES = tests/base/test-base.c
tests_base_test_base_LDADD = $(TEST_LDADD)
TESTS += tests/base/test-base
