# benchmarks, the demo and its data: never part of make check
EXTRA_DIST += bench/fetch-data.sh

# GO, ChEBI and NCBI, from Debian's emboss-data
data:
	$(AM_V_GEN)bash $(srcdir)/bench/fetch-data.sh data
.PHONY: data
