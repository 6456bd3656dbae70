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

# a row per hierarchy; the certified points beside the brackets
brackets() {
	awk "$cells"'
	FILENAME ~ /records\.csv$/ {
		h = cell("hierarchy")
		if (cell("recall") + 0 == 1 && cell("notion") == "f-query" && (!(h in certified) || cell("dimension") + 0 < certified[h]))
			certified[h] = cell("dimension") + 0
		next
	}
	function bracket() {
		return cell("closed") == "true" ? "d = " cell("lower") ", closed" : cell("lower") " <= d <= " cell("upper")
	}
	function held(side,  note) {
		note = cell(side "_note")
		sub(/:.*/, "", note) # which documents they are
		return cell(side "_statement") ", " cell(side "_known") (note == "" ? "" : ": " note)
	}
	{
		h = cell("hierarchy")
		if (!(h in documents)) { order[++rows] = h; documents[h] = cell("documents"); name[h] = cell("name") == h ? "`" h "`" : cell("name") }
		d[h, cell("notion")] = bracket()
		seconds[h] += cell("cpu_seconds")
		if (cell("notion") == "f-query") { below[h] = held("lower"); above[h] = held("upper") }
	}
	END {
		print "| hierarchy | documents | F-query | below | above | certified point | F-sign | processor, both |"
		print "|---|--:|---|---|---|--:|---|--:|"
		for (i = 1; i <= rows; i++) {
			h = order[i]
			printf "| %s | %s | %s | %s | %s | %s | %s | %.1f s |\n", name[h], grouped(documents[h]), d[h, "f-query"], below[h], above[h],
				certified[h], d[h, "f-sign"], seconds[h]
		}
	}' "$results/records.csv" "$results/brackets.csv"
}

# U8 beside the other constructions for DAGs, F-query: dimensions, and bits per coordinate
separators() {
	awk "$cells"'
	cell("notion") != "f-query" { next }
	{
		name = cell("name") == cell("hierarchy") ? "`" cell("name") "`" : cell("name")
		u = cell("statement"); note = cell("note")
		if (u == "U8") {
			order[++rows] = name
			treewidth[name] = note; sub(/.* t <= /, "", treewidth[name])
			formula[name] = note; sub(/, t <=.*/, "", formula[name]); sub(/.* = /, "", formula[name])
		}
		if ((u == "U6" || u == "U8" || u == "U11") && (!((u, name) in d) || cell("dimension") + 0 < d[u, name] + 0)) {
			d[u, name] = cell("dimension"); bits[u, name] = cell("bits")
		}
	}
	function both(u, name) { return (u, name) in d ? grouped(d[u, name]) ", " grouped(bits[u, name]) : "" }
	END {
		print "| hierarchy | t at most | formula | U8, its bits | best U6, its bits | U11, its bits |"; print "|---|--:|--:|--:|--:|--:|"
		for (i = 1; i <= rows; i++) {
			k = order[i]
			printf "| %s | %s | %s | %s | %s | %s |\n", k, grouped(treewidth[k]), grouped(formula[k]), both("U8", k), both("U6", k), both("U11", k)
		}
	}' "$results/bounds.csv"
}

renew_file "$srcdir/doc/bounds.md"
