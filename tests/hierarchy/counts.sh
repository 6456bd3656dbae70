# Nodes and edges of the real data sets, counted with awk from the files themselves: no code shared with the readers.
. "$HR_SRCDIR/tests/cli.sh"

# find_file FOLDER FILE SYSTEM-FOLDER: as the program looks for it
find_file() {
	for place in "$HRDIM_DATA/$1" "$3"; do
		[ -e "$place/$2" ] && echo "$place/$2" && return
	done
}

# compare SPEC "NODES EDGES": what convert writes, against what awk counted
compare() {
	spec=$1 want=$2
	checks=$((checks + 1))
	got=$("$HRDIM" convert "$spec" -o "$scratch/c.tsv" | sed -E 's/.*: ([0-9]+) nodes, ([0-9]+) edges/\1 \2/')
	lines=$(awk -F'\t' 'NF == 2 { e++ } { n[$1] = n[$NF] = 1 } END { print length(n), e }' "$scratch/c.tsv")
	if [ "$got" != "$want" ] || [ "$lines" != "$want" ]; then
		failed=$((failed + 1))
		echo "FAILED: $spec: awk counts $want, hrdim says $got and writes $lines"
	else
		echo "ok: $spec: $got"
	fi
}

wordnet() { # DATA-FILE: synsets, and pointers @ or @i
	awk '!/^ / { n++; sub(/ \| .*/, ""); for (i = 6; i <= NF; i++) if ($i == "@" || $i == "@i") e++ } END { print n, e }' "$1"
}

obo() { # FILE PART_OF: terms not obsolete, and their different parents
	awk -v part_of="$2" '
	function flush(  p) { if (term && !obsolete) { n++; for (p in parents) e++ } delete parents; term = obsolete = 0 }
	/^\[/ { flush(); term = /^\[Term\]/ }
	/^is_obsolete: true/ { obsolete = 1 }
	/^is_a:/ { parents[$2] = 1 }
	part_of && /^relationship: part_of/ { parents[$3] = 1 }
	END { flush(); print n, e }' "$1"
}

found=no
for pos in noun verb; do
	file=$(find_file wordnet data.$pos /usr/share/wordnet)
	[ -n "$file" ] && found=yes && compare "wordnet:pos=$pos" "$(wordnet "$file")"
done
emboss=/usr/share/EMBOSS/data
file=$(find_file OBO go.obo $emboss/OBO)
[ -n "$file" ] && found=yes && compare go "$(obo "$file" 0)" && compare go:relations=is_a+part_of "$(obo "$file" 1)"
file=$(find_file OBO chebi.obo $emboss/OBO)
[ -n "$file" ] && found=yes && compare chebi "$(obo "$file" 0)"
file=$(find_file TAXONOMY nodes.dmp $emboss/TAXONOMY)
[ -n "$file" ] && found=yes && compare ncbi "$(awk -F'\t' '{ n++; e += $1 != $3 } END { print n, e }' "$file")"
if [ $found = no ]; then
	echo "skipped: no data set is here; apt-get install wordnet-base, and make data"
	exit 77
fi
finish
