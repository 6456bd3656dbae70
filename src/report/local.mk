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

# the page of hrdim report
libhrdim_la_SOURCES += \
	src/report/finding.c src/report/finding.h \
	src/report/finding_change.c \
	src/report/finding_lines.c \
	src/report/finding_theory.c src/report/finding_parts.h \
	src/report/html.c src/report/html.h \
	src/report/page.c src/report/page.h src/report/page_parts.h \
	src/report/page_entry.c \
	src/report/page_figure.c \
	src/report/page_files.c \
	src/report/page_numbers.c \
	src/report/page_provenance.c \
	src/report/page_section.c \
	src/report/page_spec.c \
	src/report/page_style.c \
	src/report/page_table.c

check_PROGRAMS += tests/report/test-html
tests_report_test_html_SOURCES = tests/report/test-html.c
tests_report_test_html_LDADD = $(TEST_LDADD)
TESTS += tests/report/test-html tests/report/report.sh tests/report/chromium.sh tests/report/committed.sh
EXTRA_DIST += tests/report/report.sh tests/report/committed.sh tests/report/chromium.sh tests/report/chromium.py tests/report/fixture.sh
TESTS += tests/report/plot.sh
EXTRA_DIST += tests/report/plot.sh
