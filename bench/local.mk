# benchmarks, the demo and its data: never part of make check
EXTRA_DIST += bench/fetch-data.sh bench/demo.sh bench/figures.sh bench/reproduce.sh bench/overhead.sh bench/readme.sh bench/csv.awk results
EXTRA_DIST += bench/depth.ini bench/width.ini bench/random-tree.ini bench/random-dag.ini bench/separators.ini bench/literature.csv
EXTRA_DIST += bench/recall.ini bench/recall-by-distance.ini bench/top-2.ini bench/transition.ini
EXTRA_DIST += bench/tree-recipes.ini bench/tree-distance.ini bench/training-standard.ini bench/training-rebalanced.ini \
	bench/training-pretrain-finetune.ini bench/training-control.ini bench/training-best.ini \
	bench/learned-depth.ini bench/learned-width.ini bench/wordnet-recipes.ini bench/wordnet-32.ini bench/wordnet-64.ini
EXTRA_DIST += bench/wordnet.ini bench/wordnet-forest.ini bench/wordnet-runs.ini

# graded pairs and judgments, from data that is not ours to copy: results/hyperlex.csv and results/esci.csv; the settings
# of the control experiment on a small tree: results/tree-tuning.csv
EXTRA_DIST += bench/esci-generate.awk bench/esci.sh bench/hyperlex.sh bench/shared-data.sh
EXTRA_DIST += bench/tree-tuning.sh bench/tree-tuning.awk bench/tree-control.ini bench/control.sh bench/real-data.sh bench/renew.sh
EXTRA_DIST += bench/esci/best.ini bench/esci/control.ini bench/esci/pretrain-finetune.ini bench/esci/standard.ini
# the bounds of doc/bounds.md and the repairs of doc/linear-programs.md: results/brackets.csv, results/repair.csv
EXTRA_DIST += bench/brackets.sh bench/bounds.sh bench/repair.sh bench/linear-programs.sh
hyperlex esci tree-tuning brackets repair: hrdim
	$(AM_V_at)HRDIM='$(abs_builddir)/hrdim' HRDIM_DATA="$${HRDIM_DATA:-$(abs_builddir)/data}" bash '$(srcdir)/bench/$@.sh' '$(srcdir)/results'
.PHONY: hyperlex esci tree-tuning brackets repair

# the tables of doc/training.md ("Data or loss?"), doc/real-data.md, doc/bounds.md, doc/linear-programs.md and doc/precision.md, from results/
tables:
	$(AM_V_GEN)for page in control real-data bounds linear-programs precision; do \
		$(SHELL) '$(srcdir)'/bench/$$page.sh --write '$(srcdir)' || exit; done
.PHONY: tables

# GO, ChEBI and NCBI, from Debian's emboss-data
data:
	$(AM_V_GEN)bash $(srcdir)/bench/fetch-data.sh data

# what `hrdim regress` compares with
EXTRA_DIST += bench/baseline.ini

# the main job on WordNet, and the paper's first figure on a reduced grid
demo: hrdim
	$(AM_V_at)bash $(srcdir)/bench/demo.sh ./hrdim '$(srcdir)' demo

# every figure and table of results/, redrawn from the stored numbers
figures: hrdim
	$(AM_V_at)HRDIM='$(abs_builddir)/hrdim' bash $(srcdir)/bench/figures.sh '$(srcdir)'

# every number of results/, computed anew; says how long it will take
reproduce: hrdim
	$(AM_V_at)HRDIM='$(abs_builddir)/hrdim' bash $(srcdir)/bench/reproduce.sh '$(srcdir)' reproduce

# every figure and table of results/ on one page
report: hrdim
	$(AM_V_GEN)cd '$(srcdir)' && '$(abs_builddir)/hrdim' report results -o results/report.html --specs bench
.PHONY: report

# the numbers in README.md, from results/
readme:
	$(AM_V_GEN)$(SHELL) $(srcdir)/bench/readme.sh --write '$(srcdir)'
.PHONY: data demo figures reproduce readme

# Speed, as ratios against a peer in the same run: make bench writes results/bench/
EXTRA_PROGRAMS += bench/decision
bench_decision_SOURCES = bench/decision.c bench/products.c bench/products.h
bench_decision_LDFLAGS = $(AM_LDFLAGS) -static
bench_decision_LDADD = $(TEST_LDADD)
CLEANFILES += bench/decision
bench: bench/decision hrdim
	@$(MKDIR_P) $(srcdir)/results/bench
	bench/decision $(srcdir)/results/bench
	HRDIM='$(abs_builddir)/hrdim' bash $(srcdir)/bench/overhead.sh $(srcdir)/results/bench
.PHONY: bench

# Training and exact evaluation against PyTorch and Faiss: make bench-learn
EXTRA_PROGRAMS += bench/learn
bench_learn_SOURCES = bench/learn.c bench/products.c bench/products.h
bench_learn_LDFLAGS = $(AM_LDFLAGS) -static
bench_learn_LDADD = $(TEST_LDADD)
CLEANFILES += bench/learn
EXTRA_DIST += bench/learn.sh bench/benchmarks.sh bench/peers/train_torch.py bench/peers/eval_torch.py bench/peers/eval_faiss.py bench/peers/common.py
bench-learn: bench/learn
	@$(MKDIR_P) $(srcdir)/results/bench
	bash $(srcdir)/bench/learn.sh bench/learn $(srcdir)/results/bench
	$(AM_V_at)$(SHELL) $(srcdir)/bench/benchmarks.sh --write '$(srcdir)'
.PHONY: bench-learn

# What the store costs a trial: make bench-store
EXTRA_PROGRAMS += bench/store
bench_store_SOURCES = bench/store.c
bench_store_LDFLAGS = $(AM_LDFLAGS) -static
bench_store_LDADD = $(TEST_LDADD)
CLEANFILES += bench/store
bench-store: bench/store
	bench/store .
.PHONY: bench-store

# the softmax of training beside its bare products: make bench/softmax && bench/softmax
EXTRA_PROGRAMS += bench/softmax
bench_softmax_SOURCES = bench/softmax.c
bench_softmax_LDFLAGS = $(AM_LDFLAGS) -static
bench_softmax_LDADD = $(TEST_LDADD)
CLEANFILES += bench/softmax

# Certificates of real hierarchies, written and verified: make bench-certificates writes results/certificates/
EXTRA_DIST += bench/certificates.sh
bench-certificates: hrdim hrdim-verify
	$(AM_V_at)HRDIM='$(abs_builddir)/hrdim' HRDIM_VERIFY='$(abs_builddir)/hrdim-verify' \
		bash '$(srcdir)/bench/certificates.sh' '$(srcdir)/results'
.PHONY: bench-certificates

# linear programs on WordNet: make bench-linear against GLPK on all rows, make bench-linear-wordnet every query.  Both go on
# where they were interrupted, from bench/linear-work
EXTRA_PROGRAMS += bench/linear
EXTRA_DIST += bench/linear.sh
bench_linear_SOURCES = bench/linear.c
bench_linear_LDFLAGS = $(AM_LDFLAGS) -static
bench_linear_LDADD = $(TEST_LDADD)
CLEANFILES += bench/linear bench/linear-work/*
bench-linear: bench/linear hrdim
	@$(MKDIR_P) $(srcdir)/results/bench
	HRDIM='$(abs_builddir)/hrdim' LINEAR=bench/linear \
		bash $(srcdir)/bench/linear.sh glpk $(srcdir)/results/bench bench/linear-work
	$(AM_V_at)$(SHELL) $(srcdir)/bench/benchmarks.sh --write '$(srcdir)'
bench-linear-wordnet: hrdim
	@$(MKDIR_P) $(srcdir)/results/bench
	HRDIM='$(abs_builddir)/hrdim' bash $(srcdir)/bench/linear.sh wordnet $(srcdir)/results/bench bench/linear-work
	$(AM_V_at)$(SHELL) $(srcdir)/bench/benchmarks.sh --write '$(srcdir)'
.PHONY: bench-linear bench-linear-wordnet

# all pairs of m documents, d = 4 .. 12, beside the largest m of Weller et al.: make weller writes results/weller.csv, its figure
# and certificates
EXTRA_DIST += bench/weller.sh bench/weller.gp
weller: hrdim hrdim-verify
	$(AM_V_at)HRDIM='$(abs_builddir)/hrdim' HRDIM_VERIFY='$(abs_builddir)/hrdim-verify' \
		bash '$(srcdir)/bench/weller.sh' '$(srcdir)/results'
	$(AM_V_at)$(SHELL) $(srcdir)/bench/benchmarks.sh --write '$(srcdir)'
.PHONY: weller

# 100,000 random changes to valid certificates against the checker and its oracle: make mutation writes results/bench/mutation.csv
EXTRA_DIST += bench/mutation.sh
mutation: hrdim tests/checker/verify-many
	$(AM_V_at)HRDIM='$(abs_builddir)/hrdim' bash '$(srcdir)/bench/mutation.sh' tests/checker/verify-many
.PHONY: mutation

# time and memory per node from 10^4 to 10^7: make bench-scale writes results/bench/scale.csv (half an hour; SIZES="10000 100000" less)
EXTRA_PROGRAMS += bench/peak
bench_peak_SOURCES = bench/peak.c
CLEANFILES += bench/peak
EXTRA_DIST += bench/scale.sh
bench-scale: hrdim hrdim-verify bench/peak
	$(AM_V_at)HRDIM='$(abs_builddir)/hrdim' HRDIM_VERIFY='$(abs_builddir)/hrdim-verify' PEAK='$(abs_builddir)/bench/peak' \
		bash '$(srcdir)/bench/scale.sh' '$(srcdir)/results'
	$(AM_V_at)$(SHELL) $(srcdir)/bench/benchmarks.sh --write '$(srcdir)'
.PHONY: bench-scale

# the certified points of the frontier: make records finds those that are absent, and writes results/records/ and
# results/records.csv (RECORDS="NAME..." finds these alone, and anew); records-verify has the checker accept every one, the slow ones too
EXTRA_DIST += bench/records.sh bench/records.awk bench/frontier.sh bench/frontier.gp bench/precision.sh
records: hrdim hrdim-verify
	$(AM_V_at)HRDIM='$(abs_builddir)/hrdim' HRDIM_VERIFY='$(abs_builddir)/hrdim-verify' HRDIM_DATA="$${HRDIM_DATA:-$(abs_builddir)/data}" \
		bash '$(srcdir)/bench/records.sh' '$(srcdir)/results' $(RECORDS)
	$(AM_V_at)bash '$(srcdir)/bench/frontier.sh' '$(srcdir)/results'
records-verify: hrdim hrdim-verify
	$(AM_V_at)HRDIM='$(abs_builddir)/hrdim' HR_SRCDIR='$(abs_srcdir)' HR_BUILDDIR='$(abs_builddir)' \
		HRDIM_DATA="$${HRDIM_DATA:-$(abs_builddir)/data}" MOST=1000000 $(SHELL) '$(srcdir)/tests/certificate/records.sh'
.PHONY: records records-verify
