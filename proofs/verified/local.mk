# hrdim-verify-coq: the checker of proofs/coq/Checker.v, extracted to OCaml, with a front end that reads the files
HR_VERIFIED = proofs/verified/Extract.v proofs/verified/integers.ml proofs/verified/sha256.ml proofs/verified/text.ml \
	proofs/verified/reader.ml proofs/verified/main.ml
EXTRA_DIST += $(HR_VERIFIED) proofs/verified/build.sh
TESTS += tests/proofs/verified.sh
EXTRA_DIST += tests/proofs/verified.sh

# Not part of `make all`: the proofs are checked first, which takes a minute.
hrdim-verify-coq: proofs
	$(AM_V_at)COQC='$(COQC)' OCAMLFIND='$(OCAMLFIND)' HR_COQ_VERIFY='$(hr_coq_verify)' \
		$(SHELL) $(srcdir)/proofs/verified/build.sh '$(abs_srcdir)' proofs/built proofs/extracted $@ $(HR_VERIFIED)
CLEANFILES += hrdim-verify-coq

clean-local: clean-extracted
clean-extracted:
	rm -rf proofs/extracted
.PHONY: clean-extracted
