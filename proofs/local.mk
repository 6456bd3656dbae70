# proofs: statements that hrdim relies on, checked by Coq.  A file is one line here, a theorem one line in statements.tsv.
HR_PROOFS =
HR_PROOFS += proofs/coq/Retrieval.v
HR_PROOFS += proofs/coq/Radon.v
HR_PROOFS += proofs/coq/PolynomialSigns.v
HR_PROOFS += proofs/coq/MomentCurve.v
HR_PROOFS += proofs/coq/TopK.v
HR_PROOFS += proofs/coq/Runs.v
HR_PROOFS += proofs/coq/RunsOfPlaces.v
HR_PROOFS += proofs/coq/KeptRuns.v
HR_PROOFS += proofs/coq/Blocks.v
HR_PROOFS += proofs/coq/BlockSigns.v
HR_PROOFS += proofs/coq/Orders.v
HR_PROOFS += proofs/coq/Code.v
HR_PROOFS += proofs/coq/Forest.v
HR_PROOFS += proofs/coq/Interval.v
HR_PROOFS += proofs/coq/Branching.v
HR_PROOFS += proofs/coq/Count.v
HR_PROOFS += proofs/coq/MarginCeiling.v
HR_PROOFS += proofs/coq/RankOne.v
HR_PROOFS += proofs/coq/Scaling.v
HR_PROOFS += proofs/coq/Perturbation.v
HR_PROOFS += proofs/coq/Forster.v
HR_PROOFS += proofs/coq/SignRank.v
HR_PROOFS += proofs/coq/ForsterReals.v
HR_PROOFS += proofs/coq/Coherence.v
HR_PROOFS += proofs/coq/Hierarchy.v
HR_PROOFS += proofs/coq/PackedProducts.v
HR_PROOFS += proofs/coq/PackedSeparation.v
HR_PROOFS += proofs/coq/Values.v
HR_PROOFS += proofs/coq/CheckVectors.v
HR_PROOFS += proofs/coq/CheckFarkas.v
HR_PROOFS += proofs/coq/SignPatterns.v
HR_PROOFS += proofs/coq/CheckRadon.v
HR_PROOFS += proofs/coq/RandomSigns.v
HR_PROOFS += proofs/coq/RandomSignsExist.v
HR_PROOFS += proofs/coq/RandomSignsRational.v
HR_PROOFS += proofs/coq/Checker.v
HR_PROOFS += proofs/coq/CoshBound.v
HR_PROOFS += proofs/coq/RandomSignsLog.v
HR_PROOFS += proofs/coq/CheckMoment.v
HR_PROOFS += proofs/coq/CheckOrders.v

EXTRA_DIST += $(HR_PROOFS) proofs/README.md proofs/statements.tsv proofs/assumptions.tsv proofs/coq.mk \
	proofs/build.sh proofs/assumptions.sh proofs/table.sh proofs/forbidden.awk
TESTS += tests/proofs/coq.sh tests/proofs/forbidden.sh tests/proofs/statements.sh
EXTRA_DIST += tests/proofs/coq.sh tests/proofs/forbidden.sh tests/proofs/statements.sh

# make proofs: checks all of them.  coqc writes beside its source, so the sources are copied to proofs/built of the build folder.
proofs:
	$(AM_V_at)MAKE='$(MAKE)' COQC='$(COQC)' COQDEP='$(COQDEP)' HR_COQ='$(hr_coq)' \
		$(SHELL) $(srcdir)/proofs/build.sh '$(abs_srcdir)' proofs/built $(HR_PROOFS)

# make proofs-update: rewrites assumptions.tsv and README.md's table after a change of the theorems or of statements.tsv
proofs-update: proofs
	$(AM_V_at)COQC='$(COQC)' $(SHELL) $(srcdir)/proofs/assumptions.sh $(srcdir)/proofs/statements.tsv proofs/built >proofs/built/assumptions.tsv
	$(AM_V_at)cp proofs/built/assumptions.tsv $(srcdir)/proofs/assumptions.tsv
	$(AM_V_at)$(SHELL) $(srcdir)/proofs/table.sh $(srcdir)/proofs >proofs/built/README.md
	$(AM_V_at)cp proofs/built/README.md $(srcdir)/proofs/README.md

clean-local: clean-proofs
clean-proofs:
	rm -rf proofs/built
.PHONY: proofs proofs-update clean-proofs

# what `hrdim bound` calls machine-checked, from the same list
nodist_libhrdim_la_SOURCES += src/bounds/checked.c
BUILT_SOURCES += src/bounds/checked_list.h
CLEANFILES += src/bounds/checked.c src/bounds/checked_list.h
EXTRA_DIST += src/bounds/checked.awk
src/bounds/checked.c: $(srcdir)/proofs/statements.tsv $(srcdir)/src/bounds/checked.awk
	$(AM_V_GEN)$(MKDIR_P) src/bounds && $(AWK) -v form=table -f $(srcdir)/src/bounds/checked.awk $(srcdir)/proofs/statements.tsv >$@.new && mv $@.new $@
src/bounds/checked_list.h: $(srcdir)/proofs/statements.tsv $(srcdir)/src/bounds/checked.awk
	$(AM_V_GEN)$(MKDIR_P) src/bounds && $(AWK) -v form=list -f $(srcdir)/src/bounds/checked.awk $(srcdir)/proofs/statements.tsv >$@.new && mv $@.new $@
# BUILT_SOURCES are made by `make` and `make check` alone, not by `make demo`
$(hrdim_OBJECTS): src/bounds/checked_list.h
