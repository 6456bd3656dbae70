#!/usr/bin/env bash
# brackets.sh RESULTS: the brackets of hrdim bound for the hierarchies of doc/bounds.md, into RESULTS/brackets.csv and
# RESULTS/brackets.provenance.json.  $HRDIM is the program; minutes of one core, each in its row.  A data
# set that is absent is left out, with a line that says so.
set -euo pipefail
hrdim=$(realpath "${HRDIM:?the program}")
results=$(cd "${1:?usage: brackets.sh RESULTS}" && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# hierarchy, effort, what the page calls it
jobs() {
	cat <<-'END'
		wordnet 1 WordNet's nouns
		go 1 GO, is_a
		chebi 1 ChEBI
		ncbi 1 NCBI's taxonomy
		results/debian-12.15.hierarchy.xz 1 Debian 12's packages
		dag:n=2000,parents=3,seed=1 1
		subsets:m=12,k=2 1
		subsets:m=12,k=3 1
		subsets:m=12,k=4 1
		lattice:k=3 1
		lattice:k=4 1
		lattice:k=5 1
		lattice:k=6 1
		lattice:k=7 1
		lattice:k=8 1
	END
}

# row NAME HIERARCHY EFFORT SECONDS <JSON: the bracket and the rows that hold its sides
row() {
	awk -v name="$1" -v hierarchy="$2" -v effort="$3" -v seconds="$4" '
	function quoted(s) { gsub(/"/, "\"\"", s); return "\"" s "\"" }
	function side(at) { return said[at "statement"] "," quoted(said[at "name"]) "," said[at "known"] "," quoted(said[at "note"]) }
	/^  "bracket"/ { bracket = "bracket." }
	/^    "(lower|upper)_by": {/ { by = $1; gsub(/[":]/, "", by) }
	/^    }/ { by = "" }
	/^ +"[a-z_]*": / {
		key = bracket by $1; gsub(/[":]/, "", key)
		value = $0; sub(/^[^:]*: */, "", value); sub(/,$/, "", value); gsub(/^"|"$/, "", value); gsub(/\\"/, "\"", value)
		if (bracket || !(key in said)) said[key] = value
	}
	/^  }/ && bracket { exit }
	END {
		print quoted(name) "," quoted(hierarchy) "," said["documents"] "," said["notion"] "," effort "," \
			said["bracket.lower"] "," side("bracket.lower_by") "," said["bracket.upper"] "," side("bracket.upper_by") "," \
			said["bracket.closed"] "," seconds
	}'
}

cd "$results/.."
head=name,hierarchy,documents,notion,effort,lower,lower_statement,lower_bound,lower_known,lower_note
echo $head,upper,upper_statement,upper_bound,upper_known,upper_note,closed,cpu_seconds >"$scratch/csv"
while read -r hierarchy effort name; do
	for notion in f-query f-sign; do
		TIMEFORMAT='%U %S'
		if ! { time "$hrdim" bound "$hierarchy" --notion $notion --effort "$effort" --threads 1 --quiet --json >"$scratch/json" 2>"$scratch/err"; } 2>"$scratch/time"; then
			echo "brackets.sh: $hierarchy is left out: $(cat "$scratch/err")" >&2
			break
		fi
		row "${name:-$hierarchy}" "$hierarchy" "$effort" "$(awk '{ printf "%.2f", $1 + $2 }' "$scratch/time")" <"$scratch/json" >>"$scratch/csv"
		tail -n 1 "$scratch/csv" >&2
		cp "$scratch/json" "$scratch/last"
	done
done < <(jobs)
sed -n '/^  "provenance": {/,/^  }/p' "$scratch/last" | sed '1s/.*/{/; s/^  //; $s/,$//' >"$scratch/provenance"
cp "$scratch/csv" "$results/brackets.csv"
cp "$scratch/provenance" "$results/brackets.provenance.json"
