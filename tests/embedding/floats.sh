# hrdim check and embed with geometric positions (U12), from the command line
. "$HR_SRCDIR/tests/cli.sh"
dag=dag:n=120,parents=2,seed=4
for dtype in float32 float64; do
	expect 0 '^verdict +FEASIBLE \(f-query\)' "$HRDIM" check $dag --method blocks --runs 1 --steps 3000 --dtype $dtype
	expect 0 "^embedding +interval \(U5\): 3 dimensions, $dtype" \
		"$HRDIM" check random-tree:n=2000,seed=3 --method interval --notion f-sign --dtype $dtype
done
expect 0 '^verdict +FEASIBLE \(f-sign\)' \
	"$HRDIM" check $dag --method blocks --runs 1 --steps 3000 --dtype float32 --notion f-sign
# the longest run of every document: nothing irrelevant is retrieved, in floats as in integers
rates() {
	"$HRDIM" check $dag --method runs --runs 1 --notion f-sign "$@" | sed -n '/^recall/p; /^precision/p'
}
holds test "$(rates --dtype float32)" = "$(rates)"

expect 2 'positions \(U12\): 300001 queries are 2500 to an octave, too close for float32; use float64' \
	"$HRDIM" check star:n=300001 --method interval --dtype float32

# the matrices decide, and the checker that shares no code says the same
expect 0 'feasible f-query [0-9]+, evidence vectors' \
	"$HRDIM" check $dag --method blocks --runs 1 --steps 3000 --dtype float32 --certificate floats.cert
expect 0 . "$HRDIM" verify floats.cert $dag

# the same bytes at any number of threads
for threads in 1 2; do
	expect 0 '^files +' "$HRDIM" embed $dag --method blocks --runs 1 --steps 3000 --dtype float32 \
		--notion f-query --threads $threads -o floats$threads
done
for side in queries docs; do
	holds cmp floats1.$side.npy floats2.$side.npy
done
expect 0 '^embedding +.*float32' "$HRDIM" check $dag --queries floats1.queries.npy --docs floats1.docs.npy
finish
