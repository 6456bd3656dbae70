# src/regress: committed baselines, compared with what is measured now
libhrdim_la_SOURCES += \
	src/regress/baseline.h src/regress/baseline_parts.h \
	src/regress/baseline_least.c \
	src/regress/baseline_measure.c \
	src/regress/baseline_place.c \
	src/regress/baseline_read.c \
	src/regress/baseline_results.c \
	src/regress/baseline_value.c \
	src/regress/baseline_write.c
TESTS += tests/regress/baseline.sh tests/regress/regress.sh
EXTRA_DIST += tests/regress/baseline.sh tests/regress/regress.sh
