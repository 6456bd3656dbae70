#!/bin/sh
# table.sh PROOFS: PROOFS/README.md with its table renewed from statements.tsv and assumptions.tsv
set -eu
awk -F '\t' -v folder="$1" '
	FILENAME ~ /assumptions.tsv$/ { axioms[$1] = $2; next }
	FILENAME ~ /statements.tsv$/ {
		if (/^#/) next
		split($2, part, ".")
		gsub(/\|/, "\\|")
		used = ""
		if ($3 != "-") {
			bounds = $3
			gsub(/:/, ": ", bounds)
			gsub(/;/, "; ", bounds)
			gsub(/, */, ", ", bounds)
			used = "`hrdim bound`, row " bounds
		}
		count = $4 == "-" ? 0 : split($4, code, " ")
		for (i = 1; i <= count; i++)
			used = used (used == "" ? "" : "; ") "[" code[i] "](../" code[i] ")"
		table = table sprintf("| %s | %s | `%s` | [%s.v](coq/%s.v) | %s | %s |\n",
			$1, $5, part[2], part[1], part[1], axioms[$2] == "" ? "?" : axioms[$2], used)
		next
	}
	/^<!-- end -->$/ { inside = 0 }
	!inside { print }
	/^<!-- statements -->$/ {
		inside = 1
		print "| statement | says | theorem | file | axioms | used by |"
		print "|---|---|---|---|---|---|"
		printf "%s", table
	}' "$1/assumptions.tsv" "$1/statements.tsv" "$1/README.md"
