# src/report: figures from stored results, by gnuplot
libhrdim_la_SOURCES += \
	src/report/gnuplot.c src/report/gnuplot.h \
	src/report/style.c src/report/style.h
