# hrdim embed --method alternating-lp (U9): it repairs, never makes worse, and refuses what it cannot use.
. "$HR_SRCDIR/tests/cli.sh"
export OMP_NUM_THREADS=1 # small problems; --threads asks for more where that is tested

# same A B: two files are equal
same() {
	checks=$((checks + 1))
	cmp -s "$1" "$2" && return
	failed=$((failed + 1))
	echo "FAILED: $1 and $2 differ"
}
alternate() { "$HRDIM" embed "$1" --method alternating-lp --start "$2" -o "$3" ${4-}; }
# repairs HIERARCHY START OUT NOTION: the start fails, OUT serves, and hrdim check says so
repairs() {
	expect 1 "^verdict +INFEASIBLE" "$HRDIM" check "$1" "$2" --notion "$4"
	expect 0 "^verdict +FEASIBLE \($4\)" alternate "$1" "$2" "$3" "--notion $4"
	expect 0 "^verdict +FEASIBLE \($4\)" "$HRDIM" check "$1" "$3" --notion "$4"
}

# random documents in so few dimensions that no queries serve: the documents have to move
tree=tree:width=3,height=3
expect 0 . "$HRDIM" embed $tree --method gaussian --dim 5 -o gaussian
expect 1 "^verdict +INFEASIBLE" "$HRDIM" check $tree gaussian --any-query
repairs $tree gaussian out f-query
expect 0 "^type +float64$" alternate $tree gaussian out
expect 0 "'<f8'" head -c 60 out.docs.npy
dag=dag:n=40,parents=2,seed=1
expect 0 . "$HRDIM" embed $dag --method gaussian --dim 8 -o dag
repairs $dag dag dag-out f-query
repairs $dag dag dag-sign f-sign
# integers, too
expect 0 . "$HRDIM" embed $dag --method sign --dim 12 -o sign
repairs $dag sign sign-out f-query
# what a short training leaves
expect 0 . "$HRDIM" train $dag --dim 4 --recipe standard --budget 0.01 -o trained --quiet
repairs $dag trained trained-out f-query

# the same bytes at any number of threads
expect 0 . alternate $dag dag one "--threads 1"
expect 0 . alternate $dag dag two "--threads 2"
for side in queries docs; do
	same one.$side.npy two.$side.npy
	same one.$side.npy dag-out.$side.npy
done
results_of() { alternate $dag dag "$1" "--json --threads $2" | sed "s/\"$1\./\"/"; }
results_of one 1 >one.json
results_of two 2 >two.json
same one.json two.json
expect 0 '"verdict": "FEASIBLE"' cat one.json
expect 0 '"start_verdict": "INFEASIBLE"' cat one.json
expect 0 '"improved": true' cat one.json

# what serves stays as it is, integers with their exact form
expect 0 "^rounds +0: the start serves, and stays as it is" alternate $dag dag-out kept
same kept.docs.npy dag-out.docs.npy
same kept.queries.npy dag-out.queries.npy
expect 0 . "$HRDIM" embed $tree --method interval -o interval
expect 0 "^rounds +0: the start serves" alternate $tree interval kept
same kept.exact interval.exact
# what no dimension serves is not claimed, and is no worse than its start (U5: 1 dimension is too few)
expect 0 . "$HRDIM" embed $tree --method gaussian --dim 1 -o line
expect 0 "^verdict +INFEASIBLE" alternate $tree line line-out "--rounds 20"
bad() { "$HRDIM" check $tree "$1" --json | sed -n 's/^ *"bad_queries": \([0-9]*\),*$/\1/p'; }
checks=$((checks + 1))
if ! [ "$(bad line-out)" -le "$(bad line)" ]; then
	failed=$((failed + 1))
	echo "FAILED: $(bad line-out) bad queries, the start has $(bad line)"
fi
expect 0 "^rounds +1$" alternate $tree gaussian out "--rounds 1"

# enumerated with the methods
expect 0 "^alternating-lp +U9  --start" "$HRDIM" embed --list
expect 0 '"takes_start": true' "$HRDIM" embed --list --json

# wrong usage
rm -f x.*
expect 2 "^hrdim: embed: alternating-lp \(U9\) improves an embedding; give --start PREFIX" \
	"$HRDIM" embed $tree --method alternating-lp -o x
expect 2 "^hrdim: embed: alternating-lp \(U9\) has its start's dimension .*leave --dim out" \
	alternate $tree gaussian x "--dim 3"
expect 2 "leave --dtype out" alternate $tree gaussian x "--dtype float32"
expect 2 "^hrdim: embed: --start goes with --method alternating-lp" \
	"$HRDIM" embed $tree --method sign --start gaussian -o x
expect 2 "^hrdim: embed: --rounds goes with" "$HRDIM" embed $tree --method sign --rounds 3 -o x
expect 2 "^hrdim: embed: --notion f-global: must be f-query or f-sign" alternate $tree gaussian x "--notion f-global"
expect 2 "^hrdim: embed: --rounds 0: must be a whole number from 1" alternate $tree gaussian x "--rounds 0"
expect 2 "did you mean 'alternating-lp'\?" "$HRDIM" embed $tree --method alternating-lq -o x
expect 2 "^hrdim: check: alternating-lp improves an embedding, it does not build one: make it with" \
	"$HRDIM" check $tree --method alternating-lp
printf '[sweep]\ntitle = refused\nhierarchy = %s\nmethods = alternating-lp\n' $tree >refused.ini
expect 2 "alternating-lp improves an embedding" "$HRDIM" run refused.ini --store store
expect 2 "^hrdim: absent" alternate $tree absent x
expect 2 "^hrdim: dag\." alternate $tree dag x
printf '' | npy flat.docs.npy '(13, 0)'
cp flat.docs.npy flat.queries.npy
expect 2 "^hrdim: .*flat" alternate $tree flat x
checks=$((checks + 1))
if ls x.* 2>/dev/null; then
	failed=$((failed + 1))
	echo "FAILED: a refused call left files"
fi
finish
