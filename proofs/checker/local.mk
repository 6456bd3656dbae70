# the independent checker of certificates: libc and GMP, no code and no header of src/; `hrdim verify` links it, too
noinst_LTLIBRARIES += proofs/checker/libchecker.la
proofs_checker_libchecker_la_SOURCES = \
	proofs/checker/blocks.c \
	proofs/checker/checker.h \
	proofs/checker/hierarchy.c \
	proofs/checker/infeasible.c \
	proofs/checker/lower.c \
	proofs/checker/memory.c \
	proofs/checker/orders.c \
	proofs/checker/runs.c \
	proofs/checker/sha256.c \
	proofs/checker/text.c \
	proofs/checker/vectors.c \
	proofs/checker/verify.c
proofs_checker_libchecker_la_CPPFLAGS =
proofs_checker_libchecker_la_CFLAGS = $(HR_CFLAGS) -Wconversion $(GMP_CFLAGS)

bin_PROGRAMS += hrdim-verify
hrdim_verify_SOURCES = proofs/checker/main.c
hrdim_verify_CPPFLAGS =
hrdim_verify_CFLAGS = $(HR_CFLAGS) -Wconversion
hrdim_verify_LDFLAGS = $(AM_LDFLAGS) -static
hrdim_verify_LDADD = proofs/checker/libchecker.la $(GMP_LIBS) -lm
dist_man_MANS += doc/hrdim-verify.1
EXTRA_DIST += proofs/checker/.clang-format
