# Run by build.sh in a folder that has nothing but copies of the sources.
sources := $(sort $(wildcard *.v))
# MathComp's own notations and coercions overlap; that says nothing of the proofs
flags = -q -w -notation-overridden,-ambiguous-paths -Q . Hrdim

all: $(sources:.v=.vo)
%.vo: %.v
	@echo "  COQC     $<"
	@$(COQC) $(flags) $<
depends: $(sources)
	@$(COQDEP) -Q . Hrdim $(sources) >$@.new && mv $@.new $@
-include depends
