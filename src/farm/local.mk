# src/farm: who runs the trials: threads, and the ranks of an MPI job
libhrdim_la_SOURCES += \
	src/farm/farm.c src/farm/farm.h \
	src/farm/launcher.c src/farm/launcher.h \
	src/farm/pool.c src/farm/pool.h \
	src/farm/ranks.h
if HAVE_MPI
libhrdim_la_SOURCES += \
	src/farm/post.c src/farm/post.h \
	src/farm/ranks_join.c \
	src/farm/ranks_mpi.c src/farm/ranks_mpi.h \
	src/farm/ranks_serve.c
else
libhrdim_la_SOURCES += src/farm/ranks_none.c
endif

check_PROGRAMS += tests/farm/test-farm tests/farm/farm-ranks
tests_farm_test_farm_SOURCES = tests/farm/test-farm.c tests/farm/farm-trials.h
tests_farm_test_farm_LDADD = $(TEST_LDADD)
tests_farm_farm_ranks_SOURCES = tests/farm/farm-ranks.c tests/farm/farm-trials.h
tests_farm_farm_ranks_LDADD = $(TEST_LDADD)
TESTS += tests/farm/test-farm tests/farm/ranks.sh
EXTRA_DIST += tests/farm/ranks.sh
