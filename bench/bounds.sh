#!/bin/sh
# bounds.sh [--write] SRCDIR: doc/bounds.md with its tables renewed from results/ and tests/bounds/tiny.csv, on standard output
# or in place.
set -eu
. "$(dirname "$0")/renew.sh"

# the least dimensions of all tiny hierarchies, counted
tiny() {
	awk "$cells"'
	function counted(notion,  d, text) {
		text = ""
		for (d = 1; d <= most; d++)
			if (n[notion, d]) text = text (text == "" ? "" : ", ") "d = " d ": " n[notion, d]
		return text
	}
	{
		for (i = 1; i <= 2; i++) {
			notion = i == 1 ? "f_query" : "f_sign"; d = cell(notion) + 0
			n[notion, d]++
			if (d > most) most = d
		}
		if (cell("nodes") + 0 > nodes) nodes = cell("nodes") + 0
	}
	END {
		print "| of the " FNR - 1 " hierarchies of at most " nodes " nodes | have the least dimension |"; print "|---|---|"
		print "| F-query | " counted("f_query") " |"
		print "| F-sign | " counted("f_sign") " |"
	}' "$srcdir/tests/bounds/tiny.csv"
}

# a row per hierarchy and effort
brackets() {
	awk "$cells"'
	function bracket() {
		return cell("closed") == "true" ? "d = " cell("lower") ", closed" : cell("lower") " <= d <= " cell("upper")
	}
	function held(side,  note) {
		note = cell(side "_note")
		sub(/:.*/, "", note) # which documents they are
		return cell(side "_statement") ", " cell(side "_known") (note == "" ? "" : ": " note)
	}
	{
		name = cell("name") == cell("hierarchy") ? "`" cell("name") "`" : cell("name")
		if (!(name in documents)) { order[++rows] = name; documents[name] = cell("documents") }
		d[name, cell("notion")] = bracket()
		seconds[name] += cell("cpu_seconds")
		if (cell("notion") == "f-query") { below[name] = held("lower"); above[name] = held("upper") }
	}
	END {
		print "| hierarchy | documents | F-query | below | above | F-sign | processor, both |"
		print "|---|--:|---|---|---|---|--:|"
		for (i = 1; i <= rows; i++) {
			k = order[i]
			printf "| %s | %s | %s | %s | %s | %s | %.1f s |\n", k, grouped(documents[k]), d[k, "f-query"], below[k], above[k],
				d[k, "f-sign"], seconds[k]
		}
	}' "$results/brackets.csv"
}

renew_file "$srcdir/doc/bounds.md"
