#!/bin/sh
# assumptions.sh STATEMENTS FOLDER: what every theorem of the list assumes, as Coq prints it: THEOREM<TAB>AXIOM, AXIOM, ... or none
set -eu
statements=$1 folder=$2
theorems=$(awk -F '\t' '!/^#/ { print $2 }' "$statements" | LC_ALL=C sort -u)
[ -n "$theorems" ]
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
{
	echo "$theorems" | sed 's/\..*//' | sort -u | sed 's/.*/From Hrdim Require &./'
	for theorem in $theorems; do
		printf 'Goal True. idtac "=" "%s". Abort.\nPrint Assumptions Hrdim.%s.\n' "$theorem" "$theorem"
	done
} >"$scratch/Assumptions.v"
"$COQC" -q -w none -Q "$folder" Hrdim -o "$scratch/Assumptions.vo" "$scratch/Assumptions.v" >"$scratch/printed"
# An axiom's name begins its line; its type follows there or indented below.
awk '
	function flush() { if (theorem != "") print theorem "\t" (axioms == "" ? (closed ? "none" : "?") : axioms) }
	/^= / { flush(); theorem = $2; axioms = ""; closed = 0; next }
	/^Closed under the global context$/ { closed = 1; next }
	/^Axioms:$/ || /^[ \t]/ || /^$/ { next }
	{ axioms = axioms (axioms == "" ? "" : ", ") $1 }
	END { flush() }' "$scratch/printed"
