#!/bin/sh
# One list, proofs/statements.tsv, and all that speaks of it: README.md's table, the assumptions, `hrdim bound` and its --help.
. "$HR_SRCDIR/tests/cli.sh"
proofs=$HR_SRCDIR/proofs
tab=$(printf '\t')
grep -v '^#' "$proofs/statements.tsv" >list
holds test -s list
holds awk -F '\t' 'NF != 5 { exit 1 }' list

# README.md's table is the list's
sh "$proofs/table.sh" "$proofs" >README.md
holds diff README.md "$proofs/README.md"
holds awk '/\| \? \|/ { exit 1 }' "$proofs/README.md" # no theorem without its assumptions

# the theorems: each has its assumptions, its file, and its name there; the C files that rely on it exist
cut -f 2 list | sort -u >theorems
cut -f 1 "$proofs/assumptions.tsv" | sort >assumed
holds diff theorems assumed
while read -r theorem; do
	file=$proofs/coq/${theorem%%.*}.v
	holds grep -Eq "^(Theorem|Lemma|Corollary) ${theorem#*.}( |:|\$)" "$file"
done <theorems
for file in $(cut -f 4 list | tr ' ' '\n' | grep -vx -e -); do
	holds test -f "$HR_SRCDIR/$file"
done

# listed.NOTION: the rows that the list calls machine-checked; their names are names of rows
"$HRDIM" bound tree:width=2,height=3 --json | sed -n 's/^ *"name": "\(.*\)",$/\1/p' | sort -u >names
holds test -s names
cut -f 3 list | grep -vx -e - | tr ';' '\n' >rows
while IFS=: read -r name notions; do
	holds grep -qxF "$name" names
	for notion in $(echo "$notions" | tr ',' ' '); do
		case $notion in
		f-query | f-sign | f-global) echo "$name" >>"listed.$notion" ;;
		*) holds false "$name: $notion is no notion" ;;
		esac
	done
done <rows

# marked: the rows that hrdim bound marks, in the table and in JSON; some hierarchies so that every row applies somewhere
for notion in f-query f-sign f-global; do
	set -- --notion $notion
	[ $notion = f-global ] && set -- "$@" --eps 0.01
	: >>listed.$notion
	: >marked && : >json && : >applying
	for what in tree:width=2,height=3 lattice:k=3 subsets:m=6,k=2 star:n=6 path:n=5; do
		"$HRDIM" bound $what "$@" >table
		awk '/^statement / { at = index($0, "bound"); to = index($0, "notion"); next }
			/^best/ { exit }
			at && / (proved|certified|estimated) /  { name = substr($0, at, to - at); sub(/ +$/, "", name); print name }' table >>applying
		awk '/^statement / { at = index($0, "bound"); to = index($0, "notion"); next }
			/^best/ { exit }
			at && / (proved|certified|estimated) \* / { name = substr($0, at, to - at); sub(/ +$/, "", name); print name }' table >>marked
		"$HRDIM" bound $what "$@" --json |
			awk '/"best"/ { exit } /"name": / { name = $0; gsub(/^[^:]*: "|",$/, "", name) } /"machine_checked": "/ { print name }' >>json
	done
	sort -u applying -o applying
	sort -u marked -o marked
	sort -u json -o json
	sort -u listed.$notion -o listed.$notion
	comm -12 applying listed.$notion >wanted
	holds diff wanted marked
	holds diff wanted json
	holds diff listed.$notion wanted # every listed row applied in one of them
done
grep -q . marked listed.f-query && expect 0 '^\* the theorem is machine-checked' "$HRDIM" bound tree:width=2,height=3

# --help has the same rows
"$HRDIM" bound --help | sed -n 's/^  \(.*\) (\(f-.*\)): \([A-Z][A-Za-z]*\.[a-z0-9_]*\)$/\1:\2/p' | sed 's/, f-/,f-/g' | sort >help
sort rows >rows.sorted
holds diff rows.sorted help
finish
