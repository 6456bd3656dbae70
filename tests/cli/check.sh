#!/bin/sh
# hrdim check, end to end: every way to give an embedding, every exit status, the same bytes at 1 and 2 threads, and
# the figures that the project promises for WordNet.
. "$HR_SRCDIR/tests/cli.sh"
check() { "$HRDIM" check "$@"; }
tree=tree:width=3,height=4

# --- the verdicts and their exit statuses
expect 0 '^verdict +FEASIBLE \(f-query\)' check $tree --method interval
expect 0 '^embedding +interval \(U5\): 2 dimensions' check $tree --method interval
expect 0 '^embedding +interval \(U5\): 3 dimensions' check $tree --method interval --notion f-sign
# bits of the largest coordinate and its sign: the levels say as much as the matrices, which --all-pairs makes
expect 0 'moment \(U4\): 2 dimensions, int64 of 7 bits$' check subsets:m=12,k=1 --method moment
for notion in f-query f-sign; do
	bits=$(check dag:n=60,parents=2,seed=3 --method orders --notion $notion --json | grep '"bits"')
	expect 0 "^$bits\$" check dag:n=60,parents=2,seed=3 --method orders --notion $notion --all-pairs --json
done
# runs: the structure says what the matrices do, which a file holds, and takes no room for them
shown() { grep -E '^(verdict|embedding|margin|recall|precision)|^ +[0-9]'; }
for notion in f-query f-sign; do
	for dual in '' --dual; do
		checks=$((checks + 1))
		"$HRDIM" embed dag:n=70,parents=3,seed=3 --method runs $dual --notion $notion -o runs >/dev/null
		check dag:n=70,parents=3,seed=3 runs --notion $notion | shown >written
		check dag:n=70,parents=3,seed=3 --method runs $dual --notion $notion | shown >alone
		grep -q 'bigint of' alone && cmp alone written && continue
		failed=$((failed + 1))
		echo "FAILED: runs $dual $notion: not what the matrices say"
	done
done
small_memory() { (
	ulimit -v 250000
	exec "$@"
); }
# (AddressSanitizer alone reserves more than that)
grep -q __asan_init "$HRDIM" ||
	expect 0 '^verdict +FEASIBLE' small_memory "$HRDIM" check dag:n=1500,parents=2,seed=1 --method runs --threads 1
expect 1 '^verdict +INFEASIBLE' check $tree --method sign --dim 3
expect 1 'worst pairs' check $tree --method sign --dim 3
expect 0 'eps = 0.001' check $tree --method gaussian --dim 400 --notion f-global --eps 0.001
expect 1 'INFEASIBLE' check $tree --method gaussian --dim 400 --notion f-global --eps 0.4
expect 3 '^verdict +UNKNOWN' check random-tree:n=4000,seed=1 --method gaussian --dim 300 --time-limit 0.000001
expect 2 'f-global needs --eps' check $tree --method sign --notion f-global
expect 2 'goes with --notion f-global' check $tree --method sign --eps 0.1
expect 2 'eps must lie in' check $tree --method sign --notion f-global --eps 7
expect 2 'give one embedding' check $tree
expect 2 'go with --method' check $tree prefix --dim 3
printf '\000\000\200\077\000\000\200\077\000\000\000\000' | npy zero.queries.npy '(3, 1)'
cp zero.queries.npy zero.docs.npy
expect 2 'zero\.queries\.npy: .*row 2 .*zero vector' check star:n=3 zero --notion f-global --eps 0
expect 1 '^margin +0 ' check star:n=3 zero

# --- files: exact, rounded, and two .npy by name give what the construction gave
"$HRDIM" embed $tree --method moment -o m >/dev/null || exit 99
expect 0 'bigint|int64' check $tree m
expect 0 'moment structure' check $tree m
expect 0 'all pairs' check $tree m --all-pairs
expect 0 'OpenBLAS' check $tree m --blas
expect 0 'float64' check $tree m --rounded
expect 2 'm2\.(queries|docs)\.npy: .*No such file' check $tree --queries m2.queries.npy --docs m2.docs.npy
"$HRDIM" embed $tree --method gaussian --dim 90 -o g >/dev/null || exit 99
check $tree g --json --threads 1 | results >by-prefix
check $tree --queries g.queries.npy --docs g.docs.npy --json --threads 2 | results >by-name
check $tree --method gaussian --dim 90 --json | results >by-method
for other in by-name by-method; do
	expect 0 '^$' sh -c "grep -v '\"embedding\"' by-prefix >a; grep -v '\"embedding\"' $other >b; cmp a b && echo"
done

# --- JSON has what design.md promises
expect 0 '"commit":' check $tree g --json
for key in verdict notion dimension margin precision recall overall macro min by_distance worst; do
	expect 0 "\"$key\":" cat by-prefix
done

# --- WordNet: precision exactly 1 with one and two runs a document, and most of the pairs
if [ -r /usr/share/wordnet/data.noun ]; then
	# wordnet RUNS DIMENSION LEAST: recall at least LEAST/10000
	wordnet() {
		check wordnet --method runs --runs "$1" --notion f-sign --json >w
		[ $? -eq 1 ] || return 1
		awk -v dim="$2" -v least="$3" '
			/"dimension"/ { d = $2 + 0 } /"relevant"/ { n = $2 + 0 } /"retrieved"/ { hit = $2 + 0 }
			/"reported"/ { all = $2 + 0 }
			END { print hit, all, n, d; exit !(d == dim && n == 825356 && hit == all && hit >= n * least / 10000) }' w
	}
	expect 0 '825356 3$' wordnet 1 3 9690
	expect 0 '825356 5$' wordnet 2 5 9910
	expect 0 '^verdict +FEASIBLE' check wordnet --method runs --dual
	expect 0 ': 52 dimensions' check wordnet --method runs --dual
else
	echo "WordNet is not tested: apt-get install wordnet-base"
fi
finish
