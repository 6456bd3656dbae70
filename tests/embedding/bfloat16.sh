# hrdim check and embed in bfloat16 (U13), from the command line
. "$HR_SRCDIR/tests/cli.sh"
dag=dag:n=120,parents=2,seed=4
expect 0 '^embedding +interval \(U5\): 2 dimensions, bfloat16$' \
	"$HRDIM" check tree:width=2,height=8 --method interval --dtype bfloat16
expect 0 "^embedding +interval \(U5\): 4 dimensions, bfloat16$" \
	"$HRDIM" check tree:width=2,height=11 --method interval --dtype bfloat16
expect 0 "^verdict +FEASIBLE" "$HRDIM" check tree:width=2,height=11 --method interval --dtype bfloat16
for notion in f-query f-sign; do
	expect 0 "^verdict +FEASIBLE \\($notion\\)" \
		"$HRDIM" check random-tree:n=2000,seed=3 --method interval --notion $notion --dtype bfloat16
	expect 0 "^verdict +FEASIBLE \\($notion\\)" \
		"$HRDIM" check $dag --method blocks --runs 1 --steps 3000 --notion $notion --dtype bfloat16
done
expect 0 '"dimension": 4' "$HRDIM" check random-tree:n=2000,seed=3 --method interval --dtype bfloat16 --json
expect 0 '"type": "bfloat16"' "$HRDIM" check random-tree:n=2000,seed=3 --method interval --dtype bfloat16 --json
expect 0 '"bits": 16' "$HRDIM" check random-tree:n=2000,seed=3 --method interval --dtype bfloat16 --json

# the longest run of every document: nothing irrelevant is retrieved, as in integers
rates() {
	"$HRDIM" check $dag --method runs --runs 1 --notion f-sign "$@" | sed -n '/^recall/p; /^precision/p'
}
holds test "$(rates --dtype bfloat16)" = "$(rates)"

# small integers are bfloat16 as they are; what is rounded is decided as it is
expect 0 '^embedding +code \(U3\): [0-9]+ dimensions, bfloat16$' "$HRDIM" check tree:width=3,height=4 --method code --dtype bfloat16
expect 1 '^embedding +moment \(U4\): 16 dimensions, bfloat16$' \
	"$HRDIM" check tree:width=2,height=8 --method moment --dtype bfloat16
expect 2 'dtype bfloat8: must be bfloat16, float32 or float64' \
	"$HRDIM" check $dag --method runs --dtype bfloat8
expect 2 '400001 queries do not fall into 720 cells of at most 448, .*; use float32' \
	"$HRDIM" check star:n=400001 --method interval --dtype bfloat16

# the files: float32 whose low 16 bits are zero, recognised, and no integers of another dimension beside them
for threads in 1 2; do
	expect 0 '^type +bfloat16$' "$HRDIM" embed $dag --method blocks --runs 1 --steps 3000 --dtype bfloat16 \
		--notion f-query --threads $threads -o short$threads
	holds test ! -e short$threads.exact
done
for side in queries docs; do
	holds cmp short1.$side.npy short2.$side.npy
	# all bytes behind the header, the first two of each four
	holds sh -c "tail -c +129 short1.$side.npy | od -An -v -tx2 -w4 | awk '\$1 != \"0000\" { exit 1 }'"
done
expect 0 '^embedding +.*bfloat16$' "$HRDIM" check $dag short1
expect 0 '^verdict +FEASIBLE' "$HRDIM" check $dag short1

# the matrices decide, and the checker that shares no code says the same
expect 0 'feasible f-query [0-9]+, evidence vectors' \
	"$HRDIM" check $dag --method blocks --runs 1 --steps 3000 --dtype bfloat16 --certificate short.cert
expect 0 '^accepted' "$HRDIM" verify short.cert $dag
expect 0 'evidence vectors' \
	"$HRDIM" check random-tree:n=800,seed=3 --method interval --dtype bfloat16 --certificate digits.cert
expect 0 '^accepted: feasible f-query 4' "$HRDIM" verify digits.cert random-tree:n=800,seed=3
finish
