# hrdim check and embed with blocks (U7) and searched orders (U6), from the command line
. "$HR_SRCDIR/tests/cli.sh"
dag=dag:n=150,parents=2,seed=4
expect 0 '^decided by +block structure, exact integers' "$HRDIM" check $dag --method blocks --runs 1 --steps 3000
expect 0 '^verdict +FEASIBLE \(f-sign\)' "$HRDIM" check $dag --method blocks --runs 1 --steps 3000 --notion f-sign
expect 0 '^embedding +blocks \(U7\): 30 dimensions' "$HRDIM" check $dag --method blocks --runs 2 --dim 30 --search 1
expect 0 '^decided by +all pairs' "$HRDIM" check $dag --method blocks --runs 2 --dim 30 --all-pairs
expect 2 'easy documents need 4 dimensions and the hard ones at least 1, not 3' \
	"$HRDIM" check $dag --method blocks --runs 2 --dim 3
expect 2 'came to no fewer than [0-9]+ wrong pairs in 5 steps' "$HRDIM" check $dag --method blocks --runs 2 --dim 5 --steps 5
expect 2 'is not trained; leave --steps out' "$HRDIM" check $dag --method runs --steps 5
expect 2 'is not trained; leave --near out' "$HRDIM" check $dag --method runs --near
expect 2 'has no order to search for; leave --search out' "$HRDIM" check $dag --method moment --search 1
expect 2 'check: --search -1: must be from 0' "$HRDIM" check $dag --method runs --search -1
expect 2 'use runs \(U6\)' "$HRDIM" check $dag --method blocks --dual

# near pairs alone: more than 64 to a pattern at first, and the same bytes at any number of threads
for threads in 1 2; do
	expect 0 '^files +' "$HRDIM" embed dag:n=1000,parents=2,seed=1 --method blocks --runs 1 --dim 40 --near \
		--notion f-query --threads $threads -o near$threads
done
holds cmp near1.exact near2.exact
expect 0 '^verdict +FEASIBLE \(f-query\)' "$HRDIM" check dag:n=1000,parents=2,seed=1 near1
expect 2 'came to no fewer than [0-9]+ wrong pairs in 5 steps' \
	"$HRDIM" check $dag --method blocks --runs 2 --dim 5 --near --steps 5

# what the checker that shares no code with it says
expect 0 'feasible f-query 30, evidence blocks' \
	"$HRDIM" check $dag --method blocks --runs 2 --dim 30 --certificate blocks.cert
expect 0 . "$HRDIM" verify blocks.cert $dag

# written and read again, the matrices alone decide
expect 0 '^dimension +30$' "$HRDIM" embed $dag --method blocks --runs 2 --dim 30 --notion f-query -o blocks
expect 0 '^verdict +FEASIBLE \(f-query\)' "$HRDIM" check $dag blocks

# fewer runs in a searched order
"$HRDIM" bound $dag >table
runs() { # runs NAME: the dimension in the row of this name
	sed -nE "s/^U6 +$1 +f-query +([0-9]+) .*/\1/p" table
}
expect 0 '^yes$' eval "[ $(runs 'runs, searched') -lt $(runs runs) ] && echo yes"
expect 0 '^yes$' eval "[ $(runs 'dual, searched') -lt $(runs 'runs, dual') ] && echo yes"
expect 0 "runs \(U6\): $(runs 'dual, searched') dimensions" "$HRDIM" check $dag --method runs --dual --search 1
finish
