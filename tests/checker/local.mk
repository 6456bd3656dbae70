# the independent checker of certificates, and how it is mutated
check_PROGRAMS += tests/checker/verify-many
tests_checker_verify_many_SOURCES = tests/checker/verify-many.c
tests_checker_verify_many_LDADD = proofs/checker/libchecker.la $(GMP_LIBS) -lm

TESTS += tests/checker/cli.sh tests/checker/mutation.sh
EXTRA_DIST += tests/checker/cli.sh tests/checker/mutation.sh tests/checker/mutation.py tests/checker/written.sh tests/checker/oracle.py tests/checker/data
