#!/bin/sh
# hrdim check --certificate: which evidence is written for which decision, the spelling of the file, and bad paths.
# Whether an independent program accepts it is tests/certificate/verify.sh's business.
. "$HR_SRCDIR/tests/cli.sh"
OMP_NUM_THREADS=1 # many small commands; --threads is tested below
export OMP_NUM_THREADS
check() { "$HRDIM" check "$@"; }
tree=tree:width=3,height=4
dag=dag:n=60,parents=2,seed=1

# certified STATUS CLAIM EVIDENCE ARGUMENT...: check writes a certificate of this claim and evidence (extended regular
# expressions for the whole rest of the line), and its report and JSON say the same
certified() {
	status=$1 claim=$2 evidence=$3
	shift 3
	rm -f c
	expect "$status" "^certificate  c: $claim, evidence ${evidence%% *}, [0-9]+ bytes$" check "$@" --certificate c
	expect 0 "^claim $claim$" sed -n 3p c
	expect 0 "^evidence $evidence$" sed -n 4p c
	expect 0 '^end$' tail -n 1 c
	expect "$status" "\"evidence\": \"${evidence%% *}\"" check "$@" --certificate c --json
	expect 0 "^$(sed -n 's/^ *"bytes": \([0-9]*\).*/\1/p' out) c$" wc -c c
	"$HRDIM" check "$@" --certificate - >alone 2>/dev/null
	expect 0 '^same$' sh -c 'cmp c alone && echo same'
}

# --- FEASIBLE
certified 0 'feasible f-query 2' interval $tree --method interval
certified 0 'feasible f-sign 3' interval $tree --method interval --notion f-sign
certified 0 'feasible f-sign 3' interval $tree --method runs --notion f-sign
certified 0 'feasible f-query 8' moment $tree --method moment
certified 0 'feasible f-query 4' moment subsets:m=12,k=2 --method moment
certified 0 'feasible f-query [0-9]+' 'runs primal' $dag --method runs
certified 0 'feasible f-sign [0-9]+' 'runs dual' $dag --method runs --dual --notion f-sign
certified 0 'feasible f-query 2' vectors $tree --method interval --all-pairs
certified 0 'feasible f-query 200' vectors $tree --method sign --dim 200
certified 0 'feasible f-sign 15' vectors $dag --method runs --notion f-sign --all-pairs
certified 0 'feasible f-global 200 1p-4' vectors tree:width=2,height=3 --method gaussian --dim 200 --notion f-global --eps 0.0625
certified 0 'feasible f-global 200 0' vectors tree:width=2,height=3 --method gaussian --dim 200 --notion f-global --eps 0

# --- recall: nothing irrelevant is retrieved, and not all that is relevant
certified 1 'recall f-sign 3 50 88 137 113 36 10 3' 'runs primal' $dag --method runs --runs 1 --notion f-sign

# --- INFEASIBLE
certified 1 'infeasible embedding f-query 2' pair $tree --method gaussian --dim 2
certified 1 'infeasible embedding f-sign 2' pair $tree --method gaussian --dim 2 --notion f-sign
certified 1 'infeasible embedding f-query 3' pair $dag --method runs --runs 1 --rounded --dim 3
check $tree --method gaussian --dim 2 --certificate c --worst 0 >report
expect 0 '^0$' sh -c 'grep -c "worst pairs" report || :'
expect 0 '^evidence pair$' sed -n 4p c

# --- nothing to write: the verdict stays, the file does not come to be
rm -f c
expect 3 '^certificate  none: UNKNOWN has none$' \
	check random-tree:n=4000,seed=1 --method gaussian --dim 300 --time-limit 0.000001 --certificate c
expect 1 '^certificate  none: .*f-global' check $tree --method gaussian --dim 400 --notion f-global --eps 0.4 --certificate c
expect 1 '"reason": ".*f-global' check $tree --method gaussian --dim 400 --notion f-global --eps 0.4 --certificate c --json
expect 1 '^hrdim: check: no certificate: .*f-global' check $tree --method gaussian --dim 400 --notion f-global --eps 0.4 --certificate -
expect 0 '^none$' sh -c '[ -e c ] || echo none'

# --- by hand: floats as they are, thresholds strictly between, one spelling
# the path 1 -> 0: S(0) = {0}, S(1) = {0, 1}; documents 1.5 and -0.25, queries 2 and -3: scores 3, -0.5 and -4.5, 0.75
printf '\000\000\000\100\000\000\100\300' | npy p.queries.npy '(2, 1)'
printf '\000\000\300\077\000\000\200\276' | npy p.docs.npy '(2, 1)'
check path:n=2 p --certificate c >/dev/null
cat >wanted <<-'END'
	hrdim certificate 1
	hierarchy 8dcb37a5f05b1b3a9d6d1a5e3e6a2b64 path:n=2
	claim feasible f-query 1
	evidence vectors
	documents 2 1
	3p-1
	-1p-2
	queries 2 1
	17p-3 2
	-25p-3 -3
	end
END
expect 0 '^same$' sh -c 'sed "2s/[0-9a-f]\{32,\}/8dcb37a5f05b1b3a9d6d1a5e3e6a2b64/" c >d && diff d wanted && echo same'
# cosines 1 and -1; their middle, 0, will do for eps = 1 and no other number will
printf '\000\000\000\100\000\000\200\277' | npy g.queries.npy '(2, 1)'
cp g.queries.npy g.docs.npy
printf 'a\nb\n' >apart.tsv
check apart.tsv g --notion f-global --eps 1 --certificate c >/dev/null
expect 0 '^threshold 0$' sed -n 5p c
expect 0 '^claim feasible f-global 1 1$' sed -n 3p c

# --- no vector at all
expect 1 '^certificate  c: infeasible any-query f-query 2 [0-9]+, evidence farkas, [0-9]+ bytes$' \
	check $dag --method gaussian --dim 2 --any-query --certificate c
expect 0 '^members [0-9]+$' cat c
check $dag --method gaussian --dim 2 --any-query --certificate - >alone
expect 0 '^same$' sh -c 'cmp c alone && echo same'
expect 3 '"reason": "UNKNOWN has none"' check random-tree:n=4000,seed=1 --method gaussian --dim 30 --any-query \
	--time-limit 0.000001 --certificate c --json

# --- lower bounds
expect 0 '^certificate  c: least f-query 4, evidence radon, [0-9]+ bytes$' "$HRDIM" bound subsets:m=6,k=2 --certificate c
expect 0 '^claim least f-query 4$' cat c
expect 0 '"evidence": "radon"' "$HRDIM" bound subsets:m=6,k=2 --certificate c --certify L1 --json
"$HRDIM" bound subsets:m=6,k=2 --certificate - >alone
expect 0 '^same$' sh -c 'cmp c alone && echo same'
expect 2 'certify L9: must be the statement of a lower bound: L1' "$HRDIM" bound $tree --certify L9 --certificate c
expect 2 'certify U4: must be' "$HRDIM" bound $tree --certify U4 --certificate c
expect 2 'certify goes with --certificate' "$HRDIM" bound $tree --certify L1
expect 2 '^hrdim: absent/c: cannot write' "$HRDIM" bound $tree --certificate absent/c

# no evidence of their own: L3 but for f-sign, L4; where L4 is best, the certificate is of the best that has evidence
expect 0 '^certificate  none: L3 has a certificate for f-sign only' "$HRDIM" bound $tree --certify L3 --certificate d
expect 0 '^certificate  d: margin f-sign [0-9a-f]+/[0-9a-f]+, evidence weights' \
	"$HRDIM" bound $tree --notion f-sign --certify L3 --certificate d
expect 0 '^certificate  none: L4 has no evidence of its own' "$HRDIM" bound $tree --certify L4 --certificate d
cat >cross.json <<-'END'
	{"nodes": ["q", "r", "w", "x", "y", "z"], "edges": [["q", "w"], ["q", "x"], ["r", "x"], ["r", "y"]],
	 "queries": ["q", "r"], "documents": ["w", "x", "y", "z"]}
END
"$HRDIM" bound cross.json --certificate d >report
expect 0 '^bracket: d = 2, closed' cat report
expect 0 '^certificate  d: least f-query 1, evidence radon' cat report
expect 0 '^             the best lower bound has no evidence kind .L4' cat report
expect 0 '"note": "the best lower bound has no evidence kind' "$HRDIM" bound cross.json --certificate d --json

# --- the same bytes at any number of threads
for what in "$dag --method runs" "$tree --method gaussian --dim 150" "$tree --method moment --all-pairs"; do
	expect 0 '^claim' check $what --certificate - --threads 1
	mv out one
	expect 0 '^same$' sh -c '"$HRDIM" check '"$what"' --certificate - --threads 2 | cmp - one && echo same'
done

# --- bad paths: told before the work where that can be, and nothing half-written
expect 2 '^hrdim: absent/c: cannot write: .*make the folder first' check $tree --method interval --certificate absent/c
expect 2 '^hrdim: /proc/c: cannot write' check $tree --method interval --certificate /proc/c
expect 2 'is a folder' check $tree --method interval --certificate .
mkdir keep
echo old >keep/c
small_disk() { (
	ulimit -f 8
	exec "$@"
); }
expect 2 '^hrdim: keep/c: cannot write: File too large; nothing was changed' \
	small_disk "$HRDIM" check dag:n=3000,parents=2,seed=1 --method runs --runs 1 --notion f-sign --certificate keep/c
expect 0 '^old$' cat keep/c
expect 0 '^c$' ls -A keep
if [ -w /dev/full ]; then
	full() { "$@" >/dev/full; }
	expect 2 '^hrdim: standard output: cannot write: No space' full "$HRDIM" check $tree --method interval --certificate -
	expect 2 '^hrdim: standard output: cannot write: No space' \
		full "$HRDIM" check dag:n=9000,parents=1,seed=1 --method runs --runs 1 --all-pairs --certificate -
fi
finish
