#!/bin/sh
# real-data.sh [--write] SRCDIR: doc/real-data.md with its tables renewed from results/, on standard output or in place.
set -eu
. "$(dirname "$0")/renew.sh"

# HyperLex: a row per recipe, a column per seed, then the differences to standard, then the paper's
hyperlex() {
	awk "$cells"'
	function interval(low, high, format) { return sprintf(" [" format ", " format "]", low, high) }
	cell("source") == "here" {
		r = cell("recipe"); s = cell("seed")
		if (r == "sign-construction") r = "nothing learned: sign construction, " grouped(cell("dimension")) " dimensions"
		if (!(r in known)) { known[r]; order[++rows] = r }
		if (!(s in told)) { told[s]; seed[++seeds] = s }
		y[r, s] = sprintf("%.3f", cell("spearman")) interval(cell("low"), cell("high"), "%.3f")
		if (cell("difference") != "")
			apart[r, s] = sprintf("%+.3f", cell("difference")) interval(cell("difference_low"), cell("difference_high"), "%.3f")
		next
	}
	cell("source") != "here" {
		r = cell("recipe")
		paper[r] = sprintf("%.3f", cell("spearman"))
		if (!(r in known)) { known[r]; order[++rows] = r }
	}
	END {
		head = "| |"; line = "|---|"
		for (k = 1; k <= seeds; k++) { head = head " seed " seed[k] " |"; line = line "---|" }
		for (k = 1; k <= seeds; k++) { head = head " minus standard, seed " seed[k] " |"; line = line "---|" }
		print head " paper |"; print line "--:|"
		for (i = 1; i <= rows; i++) {
			row = "| " order[i] " |"
			for (k = 1; k <= seeds; k++) row = row " " y[order[i], seed[k]] " |"
			for (k = 1; k <= seeds; k++) row = row " " apart[order[i], seed[k]] " |"
			print row " " paper[order[i]] " |"
		}
	}' "$results/hyperlex.csv"
}

# esci: mean recall over the seeds, by measurement and dimension
esci() {
	awk "$cells"'
	cell("measurement") == "new-queries" { next }
	{
		r = cell("recipe"); c = cell("measurement") ", d=" cell("dimension")
		if (!(r in known)) { known[r]; order[++rows] = r }
		if (!(c in told)) { told[c]; column[++columns] = c }
		n[r, c, cell("class")]++
		sum[r, c, cell("class")] += cell("recall")
	}
	END {
		for (p = 1; p <= 2; p++) {
			what = p == 1 ? "trained" : "held-out"
			head = "| " what " |"; line = "|---|"
			for (k = 1; k <= columns; k++) if (index(column[k], what) == 1) {
				name = substr(column[k], length(what) + 3)
				head = head " " name ": Exact | Substitute |"; line = line "--:|--:|"
			}
			if (p == 2) print ""
			print head; print line
			for (i = 1; i <= rows; i++) {
				row = "| " order[i] " |"
				for (k = 1; k <= columns; k++) if (index(column[k], what) == 1)
					row = row sprintf(" %.1f | %.1f |", 100 * sum[order[i], column[k], "Exact"] / n[order[i], column[k], "Exact"],
						100 * sum[order[i], column[k], "Substitute"] / n[order[i], column[k], "Substitute"])
				print row
			}
		}
	}' "$results/esci.csv"
}

# trained judgments, Substitutes: what each recipe adds to standard, seed by seed
substitutes() {
	awk "$cells"'
	cell("measurement") == "trained" && cell("class") == "Substitute" && cell("recipe") != "standard" && cell("recipe") != "untrained" {
		r = cell("recipe") ", d=" cell("dimension")
		if (!(r in known)) { known[r]; order[++rows] = r }
		if (!(cell("seed") in told)) { told[cell("seed")]; seed[++seeds] = cell("seed") }
		y[r, cell("seed")] = sprintf("%+.1f [%.1f, %.1f]", 100 * cell("difference"), 100 * cell("difference_low"), 100 * cell("difference_high"))
	}
	END {
		head = "| minus standard |"; line = "|---|"
		for (k = 1; k <= seeds; k++) { head = head " seed " seed[k] " |"; line = line "--:|" }
		print head; print line
		for (i = 1; i <= rows; i++) {
			row = "| " order[i] " |"
			for (k = 1; k <= seeds; k++) row = row " " y[order[i], seed[k]] " |"
			print row
		}
	}' "$results/esci.csv"
}

queries() {
	awk "$cells"'
	cell("measurement") != "new-queries" { next }
	{
		r = cell("recipe")
		if (!(r in known)) { known[r]; order[++rows] = r }
		y[r, cell("class")] = sprintf("%.1f [%.1f, %.1f]", 100 * cell("recall"), 100 * cell("low"), 100 * cell("high"))
	}
	END {
		print "| | Exact | Substitute |"; print "|---|--:|--:|"
		for (i = 1; i <= rows; i++) printf "| %s | %s | %s |\n", order[i], y[order[i], "Exact"], y[order[i], "Substitute"]
	}' "$results/esci.csv"
}

renew_file "$srcdir/doc/real-data.md"
