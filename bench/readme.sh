#!/bin/sh
# readme.sh [--write] SRCDIR: README.md with its numbers renewed from results/, on standard output or in place.
#
# What stands between "<!-- NAME -->" and "<!-- end -->" is generated here; nothing else in README.md is a result.
set -eu
. "$(dirname "$0")/renew.sh"

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

# the brackets of real hierarchies, those that have a name; above the lower of a bracket's end and the certified points
brackets() {
	awk "$cells"'
	FILENAME ~ /records\.csv$/ {
		if (cell("recall") + 0 == 1) least(cell("hierarchy"), cell("notion"), cell("dimension") + 0)
		next
	}
	cell("name") == cell("hierarchy") { next }
	function least(hierarchy, notion, d) { if (!((hierarchy, notion) in upper) || d < upper[hierarchy, notion]) upper[hierarchy, notion] = d }
	{
		h = cell("hierarchy")
		if (!(h in name)) { order[++rows] = h; name[h] = cell("name"); documents[h] = cell("documents") }
		lower[h, cell("notion")] = cell("lower")
		least(h, cell("notion"), cell("upper") + 0)
	}
	function range(h, notion) { return lower[h, notion] + 0 == upper[h, notion] ? lower[h, notion] : lower[h, notion] " to " upper[h, notion] }
	END {
		print "| hierarchy | nodes | dimensions, f-query | f-sign |"; print "|---|--:|--:|--:|"
		for (i = 1; i <= rows; i++) {
			h = order[i]
			least(h, "f-sign", upper[h, "f-query"] + 1) # a threshold is one more coordinate
			printf "| %s | %s | %s | %s |\n", name[h], grouped(documents[h]), range(h, "f-query"), range(h, "f-sign")
		}
	}' "$results/records.csv" "$results/brackets.csv"
}

# what hrdim bound says of WordNet: a row per statement, the better of its rows
bounds() {
	awk "$cells"'
	cell("hierarchy") != "wordnet" || cell("notion") != "f-query" || cell("dimension") == "" { next }
	{
		u = cell("statement"); lower = cell("side") == "lower"
		if (!(u in d)) order[++rows] = u
		else if (lower ? cell("dimension") + 0 <= d[u] + 0 : cell("dimension") + 0 >= d[u] + 0) next
		d[u] = cell("dimension"); bound[u] = cell("bound"); bits[u] = cell("bits"); known[u] = cell("known")
		side[u] = lower ? "at least" : "at most"
	}
	END {
		print "| statement | dimensions | bits per coordinate | |"; print "|---|--:|--:|---|"
		for (i = 1; i <= rows; i++) {
			u = order[i]
			printf "| %s (%s) | %s %s | %s | %s |\n", bound[u], u, side[u], grouped(d[u]), grouped(bits[u]), known[u]
		}
	}' "$results/bounds.csv"
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

# trained encoders: pairs retrieved, and the worst of distances 0 to 8 beside the paper's
trained() {
	[ -f "$results/wordnet-recipes.trials.csv" ] || return 0
	awk "$cells"'
	FILENAME ~ /literature/ {
		name = cell("name")
		if (!sub(/^you-wordnet-/, "", name)) next
		if (!(name in paper) || cell("y") + 0 < paper[name]) paper[name] = cell("y") + 0
		next
	}
	cell("state") != "done" || cell("method") == "" { next }
	{
		m = cell("method"); d = cell("d")
		if (!(m in known)) { known[m]; order[++methods] = m }
		if (!(d in dim)) { dim[d]; for (i = ++dims; i > 1 && sorted[i - 1] + 0 > d + 0; i--) sorted[i] = sorted[i - 1]; sorted[i] = d }
		n[m, d]++
		sum[m, d] += cell("recall")
		split(cell("recall-by-distance"), part, ";")
		for (k = 1; k <= 9; k++) by[m, d, k] += part[k]
	}
	function cell_of(m, d,  k, worst) {
		if (!n[m, d]) return ""
		worst = 1
		for (k = 1; k <= 9; k++) if (by[m, d, k] / n[m, d] < worst) worst = by[m, d, k] / n[m, d]
		return percent(sum[m, d] / n[m, d]) ", " percent(worst)
	}
	END {
		head = "| recipe |"; line = "|---|"
		for (j = 1; j <= dims; j++) { head = head " d = " sorted[j] " |"; line = line "--:|" }
		print head; print line
		for (i = 1; i <= methods; i++) {
			row = "| " order[i] " |"; theirs = ""
			for (j = 1; j <= dims; j++) {
				row = row " " cell_of(order[i], sorted[j]) " |"
				name = (order[i] == "pretrain-finetune" ? "finetune-" : order[i] "-") sorted[j]
				if (name in paper) theirs = theirs " worst " percent(paper[name]) " |"
				else theirs = theirs " |"
			}
			print row
			if (theirs ~ /worst/) print "| " order[i] ", You et al. |" theirs
		}
	}' "$srcdir/bench/literature.csv" "$results/wordnet-recipes.trials.csv"
}

# the certified points that no other beats
records() {
	bounds=$results/brackets.csv
	[ -f "$bounds" ] || bounds=
	awk -v all=0 -v link=results/ "$cells$(cat "$srcdir/bench/records.awk")" $bounds "$results/records.csv"
}

renew_file "$srcdir/README.md"
