# src/certificate: the writers of certificates
libhrdim_la_SOURCES += \
	src/certificate/blocks.c \
	src/certificate/certificate.c src/certificate/certificate.h \
	src/certificate/count.c \
	src/certificate/kind.h src/certificate/kinds.c \
	src/certificate/interval.c \
	src/certificate/lines.c src/certificate/lines.h \
	src/certificate/farkas.c \
	src/certificate/forster.c \
	src/certificate/moment.c \
	src/certificate/number.c src/certificate/number.h \
	src/certificate/orders.c \
	src/certificate/pair.c \
	src/certificate/radon.c \
	src/certificate/runs.c \
	src/certificate/threshold.c src/certificate/threshold.h src/certificate/threshold_global.c \
	src/certificate/vectors.c \
	src/certificate/weights.c

hrdim_certificatedir = $(includedir)/hrdim/certificate
hrdim_certificate_HEADERS = src/certificate/certificate.h

TESTS += tests/certificate/write.sh tests/certificate/verify.sh tests/certificate/committed.sh tests/certificate/records.sh
EXTRA_DIST += tests/certificate/write.sh tests/certificate/verify.sh tests/certificate/committed.sh tests/certificate/records.sh

check_PROGRAMS += tests/certificate/test-blocks
tests_certificate_test_blocks_SOURCES = tests/certificate/test-blocks.c tests/embedding/small-blocks.h tests/embedding/small.h
tests_certificate_test_blocks_LDADD = $(TEST_LDADD) proofs/checker/libchecker.la $(GMP_LIBS) -lm
TESTS += tests/certificate/test-blocks
