#!/usr/bin/env bash
# demo.sh HRDIM SRCDIR FOLDER: the main job once, on real input; ends with one screen of what was found.
set -euo pipefail
hrdim=${1:?usage: demo.sh HRDIM SRCDIR FOLDER} srcdir=$2 folder=$3
hrdim=$(realpath "$hrdim") srcdir=$(realpath "$srcdir")
mkdir -p "$folder"
folder=$(realpath "$folder")
SECONDS=0
say() { printf 'demo: %s\n' "$*" >&2; }

cd "$srcdir" # so that the commands in the provenance can be repeated there
say "WordNet's nouns: what the theorems promise, a minute or two"
"$hrdim" bound wordnet >"$folder/wordnet-bound.txt"
sweep() { # sweep NAME [OPTION]...: computed, or taken from the demo's store
	"$hrdim" run "bench/$1.ini" "${@:2}" --results "$folder" >/dev/null
	"$hrdim" plot "bench/$1.ini" "${@:2}" --results "$folder" >/dev/null
}
say "WordNet's nouns: exact verdicts on the embeddings (step 1 of 2, one to two minutes)"
sweep wordnet-forest
sweep wordnet-runs
sweep wordnet
say "perfect binary trees: the least dimension against the height, on a reduced grid (step 2 of 2)"
sweep depth --reduced
"$hrdim" report "$folder" -o "$folder/report.html" >/dev/null

# --- what was found, from the files of these very runs
cells=$(cat bench/csv.awk)
verdicts() {
	awk "$cells"'
	cell("verdict") != "" {
		name = cell("method"); sub(/^runs:runs=/, "runs, longest ", name); sub(/^runs:dual=yes$/, "runs of what is above", name)
		if (cell("hierarchy") ~ /^forest/) name = name " (spanning forest)"
		printf "  %10s  %-38s %-8s %-10s %9s %9s\n", grouped(cell("d")), cell("statement") " " name, cell("notion"), cell("verdict"),
			percent(cell("recall")), percent(cell("precision"))
	}' "$@"
}
slope() { # slope NAME: of depth-reduced.fits.csv; the last fit of a series is the one that the figure shows
	awk "$cells"'
	cell("kind") == "measured" && cell("name") == "'"$1"'" { last = sprintf("%.2f +- %.2f", cell("slope"), cell("slope_error")) }
	END { print last }' "$folder/depth-reduced.fits.csv"
}
least() { # least NAME: at the highest tree
	awk "$cells"'
	cell("kind") == "measured" && cell("name") == "'"$1"'" { last = cell("y") " at " cell("H") " levels" }
	END { print last }' "$folder/depth-reduced.csv"
}
theory=$(sed -n 's/^slope = //p' bench/depth.ini)
nodes=$(awk "$cells"'cell("m") > most { most = cell("m") } END { print grouped(most) }' "$folder/wordnet.trials.csv")
cat <<END

What was found in $SECONDS s

WordNet has $nodes nouns. Each must retrieve itself and everything above it, and nothing else before that.
Every verdict is an exact decision over all pairs: FEASIBLE, every pair is right; INFEASIBLE, some is wrong.

What the theorems promise, f-query:
$(sed -n '/^bracket: /,$p' "$folder/wordnet-bound.txt" | cut -c 1-100)

  dimensions  embedding                              notion   verdict       recall precision
$(verdicts "$folder/wordnet-forest.trials.csv" "$folder/wordnet-runs.trials.csv" "$folder/wordnet.trials.csv")

Perfect binary trees on a reduced grid: the least dimension grows like the height to the power
$(slope sign) with U1 random signs and $(slope gaussian) with U2 Gaussian directions; theory's power is $theory.
U5 intervals do with $(least interval), whatever the height; U1 needs $(least sign).

Files, in $folder
  report.html                      every figure and table, with what it answers and where it comes from
  wordnet*.csv                     the verdicts; every trial beside them
  wordnet-bound.txt                what the theorems promise for WordNet
  depth-reduced.{pdf,svg,png}      the figure; its numbers in depth-reduced.csv
END
