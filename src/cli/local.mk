# src/cli: one file per subcommand
bin_PROGRAMS += hrdim
hrdim_SOURCES = \
	src/cli/main.c \
	src/cli/commands.c \
	src/cli/command.h \
	src/cli/options.c \
	src/cli/method_choices.c src/cli/method_choices.h \
	src/cli/list_sources.c src/cli/list_sources.h \
	src/cli/call.c src/cli/call.h \
	src/cli/best.c src/cli/best.h \
	src/cli/best_call.c src/cli/best_plan.c src/cli/best_state.c \
	src/cli/best_files.c src/cli/best_files.h \
	src/cli/best_report.c src/cli/best_report.h \
	src/cli/bound.c \
	src/cli/bound_certificate.c src/cli/bound_certificate.h \
	src/cli/certificate.c src/cli/certificate.h \
	src/cli/check.c \
	src/cli/check_linear.c src/cli/check_linear.h \
	src/cli/check_linear_certificate.c src/cli/check_linear_certificate.h \
	src/cli/check_report.c src/cli/check_report.h \
	src/cli/convert.c \
	src/cli/embed.c \
	src/cli/embed_improve.c src/cli/embed_improve.h \
	src/cli/eval.c \
	src/cli/eval_pairs.c src/cli/eval_pairs.h \
	src/cli/eval_report.c src/cli/eval_report.h \
	src/cli/info.c \
	src/cli/plot.c \
	src/cli/regress.c \
	src/cli/regress_report.c src/cli/regress_report.h \
	src/cli/report.c \
	src/cli/prefix.c src/cli/prefix.h \
	src/cli/run.c \
	src/cli/store.c \
	src/cli/subject.c src/cli/subject.h \
	src/cli/run_report.c src/cli/run_report.h \
	src/cli/train.c \
	src/cli/train_encode.c src/cli/train_encode.h \
	src/cli/verify.c
# -static: link our own library into the program (no wrapper script in the build folder); system libraries stay shared
hrdim_LDFLAGS = $(AM_LDFLAGS) -static
hrdim_LDADD = $(TEST_LDADD) proofs/checker/libchecker.la $(GMP_LIBS) -lm
