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

# WordNet's verdicts: a row per run of bench/wordnet.sh
wordnet() {
	awk -F, '
	function grouped(n,  s) { s = n ""; while (s ~ /[0-9][0-9][0-9][0-9]($|,)/) sub(/[0-9][0-9][0-9]($|,)/, ",&", s); return s }
	function percent(part, whole,  p) {
		if (part == whole) return "100 %"
		p = int(10000 * part / whole) / 100 # rounded down: what is not all is never shown as all
		return sprintf("%.2f %%", p)
	}
	NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
	NR == 2 {
		print "| hierarchy | embedding | dimensions | notion | verdict | precision | pairs retrieved |"
		print "|---|---|--:|---|---|--:|--:|"
	}
	{
		name = $at["hierarchy"]; sub(/^forest:of=wordnet$/, "its spanning forest", name); sub(/^wordnet$/, "WordNet", name)
		kept = $at["name"]; if (sub(/^runs-/, "", kept)) kept = kept ~ /^dual/ ? ", dual" : ", " kept " run" (kept == 1 ? "" : "s") " kept"; else kept = ""
		printf "| %s | %s%s | %s | %s | %s | %s | %s of %s |\n", name, $at["embedding"], kept, grouped($at["dimension"]),
			$at["notion"], $at["verdict"], percent($at["retrieved"], $at["reported"]),
			percent($at["retrieved"], $at["relevant"]), grouped($at["relevant"])
	}' "$results/wordnet.csv"
}

# the least feasible dimension of every construction at some heights, and the fitted slope
depth() {
	awk -F, '
	FNR == 1 { for (i = 1; i <= NF; i++) at[FILENAME, $i] = i; next }
	function column(name) { return $at[FILENAME, name] }
	FILENAME ~ /fits/ {
		if (column("kind") == "measured") { # the last fit of a series is the one that the figure shows
			slope[column("name")] = sprintf("%.2f ± %.2f", column("slope"), column("slope_error"))
			from = column("from")
		}
		next
	}
	column("kind") == "measured" {
		name = column("name"); value = column("value")
		if (!(name in statement)) { order[++names] = name; statement[name] = column("statement") }
		if (!(value in seen)) { seen[value] = ++values; heights[values] = value }
		d[name, value] = column("state") == "FEASIBLE" ? column("d") : "unknown"
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

block=$(mktemp)
trap 'rm -f "$block"' EXIT
while IFS= read -r text; do
	case $text in
	"<!-- wordnet -->" | "<!-- depth -->")
		name=${text#<!-- }
		printf '%s\n' "$text"
		"${name% -->}"
		while IFS= read -r text && [ "$text" != "<!-- end -->" ]; do :; done
		echo "<!-- end -->"
		;;
	*) printf '%s\n' "$text" ;;
	esac
done <"$srcdir/README.md" >"$block"
if [ "$write" = true ]; then
	cat "$block" >"$srcdir/README.md"
else
	cat "$block"
fi
