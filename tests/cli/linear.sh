#!/bin/sh
# hrdim check --any-query, --any-document: verdicts, exit statuses, files, refusals.
. "$HR_SRCDIR/tests/cli.sh"

# documents in 60 random dimensions serve; in 8 they do not, whatever the queries
expect 0 'feasible +40 of 40 \(100.00%\)' "$HRDIM" check tree:width=3,height=4 --method gaussian --dim 60 --any-query
expect 1 'first bad +4$' "$HRDIM" check tree:width=3,height=4 --method gaussian --dim 8 --any-query
expect 1 'infeasible +40 ' "$HRDIM" check tree:width=3,height=4 --method gaussian --dim 8 --any-query --notion f-sign
expect 0 'any document, f-query' "$HRDIM" check tree:width=3,height=4 --method gaussian --dim 60 --any-document
expect 1 '"question": "any-document"' "$HRDIM" check tree:width=3,height=4 --method gaussian --dim 4 --any-document \
	--notion f-sign --json
# integers: U5 on a tree serves both ways
expect 0 'feasible +85 of 85' "$HRDIM" check tree:width=4,height=4 --method interval --any-query
expect 0 'feasible +85 of 85' "$HRDIM" check tree:width=4,height=4 --method interval --any-document --notion f-sign

# the same at any number of threads
for threads in 1 2; do
	"$HRDIM" check tree:width=3,height=5 --method gaussian --dim 12 --any-query --largest-margin --json \
		--threads $threads --write found$threads | results >json$threads
done
holds cmp json1 json2
holds cmp found1.queries.npy found2.queries.npy

# the sums of the documents fail, other queries serve: they are written
"$HRDIM" check subsets:m=8,k=2 --method gaussian --dim 6 --json >before
expect 0 'feasible +28 of 28' "$HRDIM" check subsets:m=8,k=2 --method gaussian --dim 6 --any-query --write found
expect 0 'FEASIBLE' "$HRDIM" check subsets:m=8,k=2 found
holds grep -q INFEASIBLE before

# out of time, also for the many that have not begun
expect 3 'unknown +20000$' "$HRDIM" check random-tree:n=20000,seed=1 --method gaussian --dim 8 --any-query --time-limit 0.001

expect 2 'one of them' "$HRDIM" check tree:width=2,height=2 --method sign --dim 4 --any-query --any-document
expect 2 'not for f-global' "$HRDIM" check tree:width=2,height=2 --method sign --dim 4 --any-query --notion f-global --eps 0
expect 2 'go with --any-query' "$HRDIM" check tree:width=2,height=2 --method sign --dim 4 --largest-margin
expect 2 'do not go with' "$HRDIM" check tree:width=2,height=2 --method sign --dim 4 --any-query --blas
expect 2 'give a name after the folder' "$HRDIM" check tree:width=2,height=2 --method sign --dim 4 --any-query --write ./
expect 2 'no .npy holds' "$HRDIM" check tree:width=2,height=8 --method moment --any-query --write found
finish
