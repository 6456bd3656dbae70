# src/report: figures and tables from stored results
libhrdim_la_SOURCES += \
	src/report/figure.c src/report/figure.h \
	src/report/figure_axes.c \
	src/report/figure_curves.c \
	src/report/figure_layout.c \
	src/report/figure_legend.c \
	src/report/figure_parts.h \
	src/report/format.c src/report/format.h \
	src/report/gnuplot.c src/report/gnuplot.h \
	src/report/gnuplot_latex.c \
	src/report/label.c \
	src/report/number.c src/report/number.h \
	src/report/points.c src/report/points.h \
	src/report/points_literature.c \
	src/report/style.c src/report/style.h \
	src/report/svg.c src/report/svg.h \
	src/report/tabulate.c src/report/tabulate.h \
	src/report/tabulate_columns.c \
	src/report/tabulate_parts.h \
	src/report/tabulate_series.c \
	src/report/tabulate_write.c
