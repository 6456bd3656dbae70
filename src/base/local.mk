# src/base: what every room stands on
libhrdim_la_SOURCES += \
	src/base/error.c src/base/error.h \
	src/base/fast.c src/base/fast.h src/base/fast_loops.h \
	src/base/fast_avx2.c src/base/fast_avx512.c src/base/fast_plain.c \
	src/base/ini.c src/base/ini.h \
	src/base/memory.c src/base/memory.h \
	src/base/outfile.c src/base/outfile.h \
	src/base/progress.c src/base/progress.h \
	src/base/random.c src/base/random.h \
	src/base/sort.c src/base/sort.h \
	src/base/table.c src/base/table.h \
	src/base/text.c src/base/text.h

hrdim_basedir = $(includedir)/hrdim/base
hrdim_base_HEADERS = src/base/error.h

check_PROGRAMS += tests/base/test-base
tests_base_test_base_SOURCES = tests/base/test-base.c
tests_base_test_base_LDADD = $(TEST_LDADD)
TESTS += tests/base/test-base

check_PROGRAMS += tests/base/test-fast
tests_base_test_fast_SOURCES = tests/base/test-fast.c
tests_base_test_fast_LDADD = $(TEST_LDADD)
TESTS += tests/base/test-fast

# What was built, for the provenance of results: looked at in every make, rewritten only when it changed.
libhrdim_la_SOURCES += src/base/build.c src/base/build.h
BUILT_SOURCES += src/base/build_id.h
CLEANFILES += src/base/build_id.h
EXTRA_DIST += src/base/build-id.sh
src/base/build_id.h: build-id-always
	$(AM_V_at)$(SHELL) $(srcdir)/src/base/build-id.sh '$(srcdir)' $@ '$(CC)' '$(AM_CFLAGS) $(CFLAGS)'
build-id-always:
.PHONY: build-id-always
src/base/build.lo src/experiment/provenance.lo: src/base/build_id.h
dist-hook:
	rm -f $(distdir)/results/*.sqlite*
	$(SHELL) $(srcdir)/src/base/build-id.sh '$(srcdir)' --text >$(distdir)/build-id.txt
