# src/certificate: the writers of certificates
libhrdim_la_SOURCES += \
	src/certificate/certificate.c src/certificate/certificate.h \
	src/certificate/evidence.h src/certificate/evidences.c \
	src/certificate/interval.c \
	src/certificate/moment.c \
	src/certificate/number.c src/certificate/number.h \
	src/certificate/pair.c \
	src/certificate/runs.c \
	src/certificate/threshold.c src/certificate/threshold.h src/certificate/threshold_global.c \
	src/certificate/vectors.c

hrdim_certificatedir = $(includedir)/hrdim/certificate
hrdim_certificate_HEADERS = src/certificate/certificate.h

TESTS += tests/certificate/write.sh
EXTRA_DIST += tests/certificate/write.sh
