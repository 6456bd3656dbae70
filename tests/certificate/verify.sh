#!/bin/sh
# What hrdim certifies, the independent checker accepts, for its hierarchy and no other: every method and notion on small
# hierarchies, every lower bound that has evidence, and WordNet.
. "$HR_SRCDIR/tests/cli.sh"
verify=$HR_BUILDDIR/hrdim-verify
[ -x "$verify" ] || exit 99
OMP_NUM_THREADS=1 # hundreds of small commands
export OMP_NUM_THREADS

# text KEY FILE: a string of JSON
text() { sed -n "s/^ *\"$1\": \"\(.*\)\",*$/\1/p" "$2" | head -n 1; }
digest() { sed -n '2s/^hierarchy \([0-9a-f]*\) .*/\1/p' "$1"; }

# agrees HIERARCHY OTHER: the certificate c, about which `json` reports, is accepted for the canonical file HIERARCHY and
# for no other; the claim is the same in the file, in hrdim's report and in what the checker accepted
agrees() {
	claim=$(text claim json)
	expect 0 "^claim $claim$" sed -n 3p c
	expect 0 "^accepted: $claim \($(text evidence json)( primal| dual)?\), hierarchy $(digest c) " "$verify" c "$1"
	expect 1 "^rejected: line 2: of another hierarchy" "$verify" c "$2"
	echo "$(text evidence json) $claim" >>seen
}

# --- embeddings
number=0
for hierarchy in path:n=1 path:n=6 star:n=9 tree:width=3,height=4 lattice:k=3 subsets:m=6,k=2 dag:n=40,parents=2,seed=3; do
	"$HRDIM" convert "$hierarchy" -o "$number.hierarchy" >/dev/null || exit 99
	[ $number -gt 0 ] || "$HRDIM" convert path:n=2 -o other.hierarchy >/dev/null || exit 99
	while read -r options; do
		rm -f c
		"$HRDIM" check "$hierarchy" $options --certificate c --json >json 2>said </dev/null
		status=$?
		case $status in
		0 | 1) ;;
		*)
			# interval is for forests; F-global has no zero vectors: nothing is written
			expect 0 'needs a forest|zero vector' cat said
			expect 0 '^none$' sh -c '[ -e c ] || echo none'
			continue
			;;
		esac
		case $status$(text verdict json)$(text notion json) in
		0FEASIBLEf-global) want='feasible f-global' ;;
		0FEASIBLE*) want="feasible $(text notion json)" ;;
		1INFEASIBLEf-global)
			expect 0 '^none$' sh -c '[ -e c ] || echo none'
			expect 0 '"reason": "there is no evidence yet' cat json
			continue
			;;
		*) want="infeasible embedding $(text notion json)|recall f-sign" ;;
		esac
		dimension=$(sed -n 's/^  "dimension": \([0-9]*\),$/\1/p' json)
		expect 0 "^($want) $dimension( |$)" text claim json
		agrees $number.hierarchy other.hierarchy
	done <<-'END'
		--method interval
		--method interval --notion f-sign
		--method interval --notion f-sign --all-pairs
		--method moment
		--method moment --all-pairs
		--method moment --rounded
		--method runs
		--method runs --notion f-sign
		--method runs --notion f-sign --all-pairs
		--method runs --runs 1
		--method runs --runs 1 --notion f-sign
		--method runs --dual
		--method runs --dual --notion f-sign
		--method runs --dual --runs 1 --notion f-sign
		--method runs --notion f-global --eps 0
		--method sign --dim 200
		--method sign --dim 200 --notion f-sign
		--method sign --dim 2
		--method code
		--method gaussian --dim 300
		--method gaussian --dim 300 --dtype float64
		--method gaussian --dim 300 --notion f-sign
		--method gaussian --dim 300 --notion f-global --eps 0.001
		--method gaussian --dim 300 --notion f-global --eps 0
		--method gaussian --dim 2 --notion f-sign
	END
	number=$((number + 1))
done

# --- a query without documents, and one with all of them
cat >roles.json <<-'END'
	{"nodes": ["a", "b", "c", "d"], "edges": [["c", "a"], ["c", "b"]], "queries": ["c", "d"], "documents": ["a", "b"]}
END
"$HRDIM" convert roles.json -o roles.hierarchy >/dev/null || exit 99
printf '\000\000\200\077\000\000\200\277' | npy r.queries.npy '(2, 1)'
printf '\000\000\200\077\000\000\000\100' | npy r.docs.npy '(2, 1)'
for notion in f-query f-sign 'f-global --eps 0.5' 'f-global --eps 1'; do
	"$HRDIM" check roles.json r --notion $notion --certificate c --json >json
	expect 0 '"verdict": "FEASIBLE"' cat json
	agrees roles.hierarchy other.hierarchy
done

# --- could any queries serve with these documents, any documents with these queries?
for hierarchy in dag:n=40,parents=2,seed=3 subsets:m=6,k=2; do
	"$HRDIM" convert "$hierarchy" -o h.hierarchy >/dev/null || exit 99
	for side in any-query any-document; do
		for notion in f-query f-sign; do
			for dim in 2 6 60; do
				"$HRDIM" check $hierarchy --method gaussian --dim $dim --notion $notion --$side --certificate c --json >json
				case $? in
				0) want="feasible $notion $dim" ;;
				*) want="infeasible $side $notion $dim $(sed -n 's/^  "first_infeasible": \([0-9]*\),$/\1/p' json)" ;;
				esac
				expect 0 "^$want$" text claim json
				agrees h.hierarchy other.hierarchy
			done
		done
	done
done

# --- lower bounds
for hierarchy in path:n=4 tree:width=3,height=3 subsets:m=6,k=2; do
	"$HRDIM" convert "$hierarchy" -o h.hierarchy >/dev/null || exit 99
	for notion in f-query f-sign; do
		"$HRDIM" bound $hierarchy --notion $notion --certificate c --json >json || exit 99
		lower=$(sed -n '/^  "bracket"/,$s/^    "lower": \([0-9]*\),$/\1/p' json)
		expect 0 "^least $notion $lower$" text claim json
		agrees h.hierarchy other.hierarchy
		[ $hierarchy != path:n=4 ] || continue
		for certify in $("$HRDIM" bound path:n=2 | sed -n 's/^\(L[0-9]*\) .*/\1/p' | sort -u); do
			rm -f c
			"$HRDIM" bound $hierarchy --notion $notion --certify "$certify" --certificate c --json >json || exit 99
			if [ -e c ]; then
				agrees h.hierarchy other.hierarchy
			else
				expect 0 '"reason": "(no such lower bound has evidence|L3 has a certificate for f-sign only|L4 has no evidence of its own)' cat json
			fi
		done
	done
done

# --- every kind of evidence was seen, and every kind of claim
for kind in interval moment runs vectors pair farkas radon forster count weights; do
	expect 0 "^$kind " cat seen
done
for claim in 'feasible f-query' 'feasible f-sign' 'feasible f-global' 'recall f-sign' 'infeasible embedding f-query' \
	'infeasible embedding f-sign' 'infeasible any-query f-query' 'infeasible any-query f-sign' \
	'infeasible any-document f-query' 'infeasible any-document f-sign' 'least f-query' 'least f-sign' \
	'bits f-query' 'bits f-sign' 'margin f-sign'; do
	expect 0 "^[a-z]+ $claim " cat seen
done

# --- WordNet: the recall of one interval a document, U4's 70 dimensions, U6 both ways, U5 on the spanning tree
[ -r /usr/share/wordnet/data.noun ] || skip_rest "WordNet's nouns are absent: apt-get install wordnet-base"
"$HRDIM" convert wordnet -o wordnet.hierarchy >/dev/null || exit 99
"$HRDIM" convert forest:of=wordnet -o forest.hierarchy >/dev/null || exit 99
wordnet() { # wordnet STATUS CLAIM ARGUMENT...
	want=$1 claim=$2
	shift 2
	expect "$want" "^  \"verdict\"" "$HRDIM" check "$@" --certificate c --json
	mv out json
	expect 0 "^$claim" text claim json
}
wordnet 1 'recall f-sign 3 81858 81897 ' wordnet --method runs --runs 1 --notion f-sign
agrees wordnet.hierarchy forest.hierarchy
wordnet 0 'feasible f-query 70$' wordnet --method moment
agrees wordnet.hierarchy forest.hierarchy
for options in '' '--notion f-sign'; do
	wordnet 0 'feasible f-(query 2|sign 3)$' forest:of=wordnet --method interval $options
	agrees forest.hierarchy wordnet.hierarchy
done
finish
