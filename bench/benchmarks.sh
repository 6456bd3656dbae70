#!/bin/sh
# benchmarks.sh [--write] SRCDIR: doc/benchmarks.md with its numbers renewed from results/bench/, on standard output or in
# place.  What stands between "<!-- NAME -->" and "<!-- end -->" is generated here; no other number there is a result.
set -eu
write=false
if [ "$1" = --write ]; then
	write=true
	shift
fi
srcdir=$1
results=$srcdir/results/bench
cells=$(cat "$srcdir/bench/csv.awk")

# learn TASK: the participants of a task, a row each
learn() {
	if [ ! -f "$results/learn.csv" ]; then
		echo "Not measured yet: \`make bench-learn\` on a quiet machine."
		return
	fi
	awk -v task="$1" "$cells"'
	cell("task") != task { next }
	{
		setting = cell("setting")
		row[++rows] = sprintf("| %s%s | %.3f s | %.3f s | %.3f s | %d | %.2f |", cell("what"), setting == "" ? "" : " (" setting ")",
			cell("median_seconds"), cell("least_seconds"), cell("most_seconds"), cell("times"), cell("times_hrdim"))
		ratio[rows] = cell("times_hrdim")
		if (cell("what") == "bare sgemm") bare = cell("times_hrdim")
	}
	END {
		print "| | median | least | most | times | against hrdim | against bare sgemm |"
		print "|---|--:|--:|--:|--:|--:|--:|"
		for (k = 1; k <= rows; k++) printf "%s %.2f |\n", row[k], ratio[k] / bare
	}' "$results/learn.csv"
}

step() { learn step; }
evaluation() { learn evaluation; }

machine() {
	if [ -f "$results/learn.provenance.json" ]; then
		sed -nE 's/^ *"(cpu|cores|compiler_version|openblas|pytorch|faiss|commit|load)": "?([^",]*)"?,?$/- \1: \2/p' \
			"$results/learn.provenance.json"
	fi
}

decision() {
	awk "$cells"'
	FNR == 2 { print "| | seconds | GFLOP/s | against sgemm |"; print "|---|--:|--:|--:|" }
	{ printf "| %s | %.2f | %.1f | %.2f |\n", cell("what"), cell("seconds"), cell("gflops"), cell("ratio_to_sgemm") }
	' "$results/decision.csv"
}

. "$srcdir/bench/renew.sh"
renew_file "$srcdir/doc/benchmarks.md"
