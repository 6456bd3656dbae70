#!/bin/sh
# readme.sh [--write] SRCDIR: README.md with its numbers renewed from results/, on standard output or in place.
#
# What stands between "<!-- NAME -->" and "<!-- end -->" is generated here; nothing else in README.md is a result.
set -eu
write=false
if [ "$1" = --write ]; then
	write=true
	shift
fi
srcdir=$1
results=$srcdir/results

cells=$(cat "$srcdir/bench/csv.awk")

# WordNet's verdicts: a row per embedding of the three specs
wordnet() {
	awk "$cells"'
	cell("verdict") == "" { next }
	!rows++ {
		print "| hierarchy | embedding | dimensions | notion | verdict | precision | pairs retrieved |"
		print "|---|---|--:|---|---|--:|--:|"
	}
	{
		method = cell("method"); kept = ""
		if (sub(/^runs:dual=yes$/, "runs", method)) kept = ", dual"
		if (sub(/^runs:runs=/, "", method)) { kept = ", " method " run" (method == 1 ? "" : "s") " kept"; method = "runs" }
		printf "| %s | %s (%s)%s | %s | %s | %s | %s | %s |\n", cell("hierarchy") ~ /^forest/ ? "its spanning forest" : "WordNet",
			method, cell("statement"), kept, grouped(cell("d")), cell("notion"), cell("verdict"), percent(cell("precision")),
			percent(cell("recall"))
	}' "$results/wordnet-forest.trials.csv" "$results/wordnet-runs.trials.csv" "$results/wordnet.trials.csv"
}

# the least feasible dimension of every construction at some heights, and the fitted slope
depth() {
	awk "$cells"'
	FILENAME ~ /fits/ {
		if (cell("kind") == "measured") { # the last fit of a series is the one that the figure shows
			slope[cell("name")] = sprintf("%.2f ± %.2f", cell("slope"), cell("slope_error"))
			from = cell("from")
		}
		next
	}
	cell("kind") == "measured" {
		name = cell("name"); value = cell("H")
		if (!(name in statement)) { order[++names] = name; statement[name] = cell("statement") }
		if (!(value in seen)) { seen[value] = ++values; heights[values] = value }
		d[name, value] = cell("state") == "FEASIBLE" ? cell("y") : "unknown"
	}
	END {
		head = "| embedding |"; line = "|---|"
		first = (values - 1) % 4 + 1
		for (i = first; i <= values; i += 4) { head = head " H = " heights[i] " |"; line = line "--:|" }
		print head " slope of ln d against ln H, H ≥ " from " |"; print line "--:|"
		for (k = 1; k <= names; k++) {
			row = "| " order[k] " (" statement[order[k]] ") |"
			for (i = first; i <= values; i += 4) row = row " " d[order[k], heights[i]] " |"
			print row " " (order[k] in slope ? slope[order[k]] : "constant") " |"
		}
	}' "$results/depth.fits.csv" "$results/depth.csv"
}

. "$srcdir/bench/renew.sh"
renew_file "$srcdir/README.md"
