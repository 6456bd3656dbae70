#!/usr/bin/env bash
# frontier.sh RESULTS: the frontier figure, dimension against bits per coordinate against recall, from what is stored in RESULTS:
# records.csv (certified points), brackets.csv (lower bounds), wordnet-recipes.csv (trained encoders) and, beside them,
# bench/literature.csv.  Nothing is computed.  Into RESULTS/frontier.svg, .pdf and .png, with
# the points that are drawn in frontier.csv.
set -euo pipefail
source=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
results=$(cd "${1:?usage: frontier.sh RESULTS}" && pwd)
cells=$(cat "$source/bench/csv.awk")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
exist() { for file; do [ ! -e "$file" ] || printf '%s\n' "$file"; done; }

# A line per point: what it is, panel, dimension, bits, share of pairs that are missed, type, and of a point its mark
# and colour.  A bound has no bits.
mapfile -t files < <(exist "$results/records.csv" "$results/brackets.csv" "$results/wordnet-recipes.csv" "$source/bench/literature.csv")
awk "$cells"'
	function panel(hierarchy) {
		if (hierarchy ~ /^(wordnet|go|chebi|ncbi)$/) return hierarchy
		if (hierarchy == "go:relations=is_a+part_of") return "go-part-of"
		return hierarchy ~ /debian/ ? "debian" : hierarchy ~ /^(tree|random-tree|galton-watson|path|star|caterpillar|forest):/ ? "trees" : "synthetic"
	}
	# numbers of gnuplot: for all pairs, 99 % of them, fewer; for formats, as in the key of frontier.gp
	function mark(recall) { recall += 0; return recall == 1 ? 7 : recall >= 0.99 ? 9 : 12 }
	function colour(type) { return type == "integers" ? 29362 : type == "levels" ? 13400487 : type == "float64" ? 15113984 : type == "float32" ? 13983232 : 40563 }
	FILENAME ~ /records\.csv$/ {
		type = cell("evidence") == "orders" ? "levels" : cell("type") ~ /^float|^bfloat/ ? cell("type") : "integers"
		print "point", panel(cell("hierarchy")), cell("dimension"), cell("bits"), 1 - cell("recall"), type, mark(cell("recall")), \
			colour(type)
	}
	FILENAME ~ /brackets\.csv$/ && cell("notion") == "f-query" {
		print "bound", panel(cell("hierarchy")), cell("lower"), 0, 0, "bound"
	}
	FILENAME ~ /recipes\.csv$/ && cell("kind") == "measured" && cell("quantity") == "recall" && cell("y") != "" {
		print "trained", "wordnet", cell("dimension"), 32, 1 - cell("y"), cell("name")
	}
	FILENAME ~ /literature\.csv$/ && cell("name") ~ /^you-wordnet-overall-/ {
		print "literature", "wordnet", cell("x"), 32, 1 - cell("y"), substr(cell("name"), 21)
	}' OFS='\t' OFMT=%.9g "${files[@]}" >"$scratch/frontier"
cd "$scratch"
# that a panel has no points yet is no news
"${HRDIM_GNUPLOT:-gnuplot}" "$source/bench/frontier.gp" 2>said || { cat said >&2 && exit 1; }
{ grep -v 'Skipping data file with no valid points' said || true; } | grep . >&2 || true
{
	echo kind,hierarchy,dimension,bits,recall,format
	awk -F'\t' '{ printf "%s,%s,%s,%s,%s,%s\n", $1, $2, $3, $4 ? $4 : "", $1 == "bound" ? "" : sprintf("%.9g", 1 - $5), $1 == "bound" ? "" : $6 }' frontier
} >frontier.csv
cp frontier.csv frontier.svg frontier.pdf frontier.png "$results/"
