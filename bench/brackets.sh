#!/usr/bin/env bash
# brackets.sh RESULTS: the brackets of hrdim bound for the hierarchies of doc/bounds.md, into RESULTS/brackets.csv, every
# row of theirs into RESULTS/bounds.csv, and RESULTS/brackets.provenance.json.  $HRDIM is the program; minutes of processor
# time, each in its row; JOBS=N runs N at a time.  A data set that is absent is left out, and so is what takes more than
# LIMIT seconds of processor time (default 1800), with a line that says so.
set -euo pipefail
hrdim=$(realpath "${HRDIM:?the program}")
results=$(cd "${1:?usage: brackets.sh RESULTS}" && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# hierarchy, effort, what the page calls it
sources() {
	cat <<-'END'
		wordnet 1 WordNet's nouns
		go 1 GO, is_a
		go:relations=is_a+part_of 1 GO, is_a and part_of
		chebi 1 ChEBI
		results/debian-12.15.hierarchy.xz 1 Debian 12's packages
		ncbi 1 NCBI's taxonomy
		dag:n=1000,parents=2,seed=1 1
		dag:n=2000,parents=3,seed=1 1
		tree:width=2,height=12 1
		tree:width=3,height=8 1
		random-tree:n=10000 1
		k-tree:t=3,n=10000 1
		k-tree:t=2,n=10000,keep=50 1
		k-tree:t=8,n=10000,keep=50 1
		layered:layers=10,width=100,parents=2 1
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

# what both programs below read: the members of JSON as hrdim writes them, one a line
members='
	function quoted(s) { gsub(/"/, "\"\"", s); return "\"" s "\"" }
	/^ +"[a-z_0-9]*": / {
		key = $1; gsub(/[":]/, "", key)
		value = $0; sub(/^[^:]*: */, "", value); sub(/,$/, "", value); gsub(/^"|"$/, "", value); gsub(/\\"/, "\"", value)
	}'

# bracket NAME HIERARCHY EFFORT SECONDS <JSON: the bracket and the rows that hold its sides
bracket() {
	awk -v name="$1" -v hierarchy="$2" -v effort="$3" -v seconds="$4" "$members"'
	function side(at) { return said[at "statement"] "," quoted(said[at "name"]) "," said[at "known"] "," quoted(said[at "note"]) }
	/^  "bracket"/ { inside = "bracket." }
	/^    "(lower|upper)_by": {/ { by = key "." }
	/^    }/ { by = "" }
	/^ +"[a-z_0-9]*": / && (inside || !(key in said)) { said[inside by key] = value }
	/^  }/ && inside { exit }
	END {
		print quoted(name) "," quoted(hierarchy) "," said["documents"] "," said["notion"] "," effort "," \
			said["bracket.lower"] "," side("bracket.lower_by.") "," said["bracket.upper"] "," side("bracket.upper_by.") "," \
			said["bracket.closed"] "," seconds
	}'
}

# rows NAME HIERARCHY EFFORT <JSON: all rows that apply
rows() {
	awk -v name="$1" -v hierarchy="$2" -v effort="$3" "$members"'
	function known(key) { return said[key] == "null" ? "" : said[key] }
	/^  "bounds": / { inside = 1 }
	/^  ]/ { inside = 0 }
	inside && /^      "/ { said[key] = value }
	inside && /^    }/ && said["applies"] == "true" {
		print quoted(name) "," quoted(hierarchy) "," effort "," said["statement"] "," quoted(said["name"]) "," said["side"] "," said["notion"] "," \
			known("dimension") "," known("margin_log10") "," known("bits") "," said["known"] "," quoted(said["note"])
	}'
}

# one NUMBER HIERARCHY EFFORT NAME: both notions, into files of that number
one() {
	local part=$scratch/$1 hierarchy=$2 effort=$3 name=${4:-$2} notion TIMEFORMAT='%U %S'
	for notion in f-query f-sign; do
		if ! { time "$hrdim" bound "$hierarchy" --notion $notion --effort "$effort" --threads 1 --quiet --json \
			>"$part.json" 2>"$part.err"; } 2>"$part.time"; then
			echo "brackets.sh: $hierarchy is left out: $(cat "$part.err")" >&2
			rm -f "$part".*
			return
		fi
		bracket "$name" "$hierarchy" "$effort" "$(awk '{ printf "%.2f", $1 + $2 }' "$part.time")" <"$part.json" >>"$part.csv"
		rows "$name" "$hierarchy" "$effort" <"$part.json" >>"$part.rows"
		tail -n 1 "$part.csv" >&2
	done
}

ulimit -t "${LIMIT:-1800}" # of each process
cd "$results/.."
number=100
while read -r hierarchy effort name; do
	number=$((number + 1))
	one $number "$hierarchy" "$effort" "$name" &
	while [ "$(jobs -r | wc -l)" -ge "${JOBS:-1}" ]; do wait -n; done
done < <(sources)
wait
head=name,hierarchy,documents,notion,effort,lower,lower_statement,lower_bound,lower_known,lower_note
echo $head,upper,upper_statement,upper_bound,upper_known,upper_note,closed,cpu_seconds >"$scratch/csv"
cat "$scratch"/???.csv >>"$scratch/csv"
echo name,hierarchy,effort,statement,bound,side,notion,dimension,margin_log10,bits,known,note >"$scratch/rows"
cat "$scratch"/???.rows >>"$scratch/rows"
sed -n '/^  "provenance": {/,/^  }/p' "$scratch/$number.json" | sed '1s/.*/{/; s/^  //; $s/,$//' >"$scratch/provenance"
cp "$scratch/csv" "$results/brackets.csv"
cp "$scratch/rows" "$results/bounds.csv"
cp "$scratch/provenance" "$results/brackets.provenance.json"
