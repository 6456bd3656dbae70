# hrdim check and embed with orders (U11), from the command line
. "$HR_SRCDIR/tests/cli.sh"
dag=dag:n=60,parents=2,seed=3
expect 0 '^decided by +order structure, exact integers' "$HRDIM" check $dag --method orders
expect 0 '^embedding +orders \(U11\): 4 dimensions, bigint' "$HRDIM" check lattice:k=4 --method orders
expect 0 '^verdict +FEASIBLE \(f-sign\)' "$HRDIM" check $dag --method orders --notion f-sign
expect 0 '^embedding +orders \(U11\): 5 dimensions' "$HRDIM" check lattice:k=4 --method orders --notion f-sign
expect 0 '^decided by +all pairs' "$HRDIM" check $dag --method orders --all-pairs
expect 0 '^verdict +FEASIBLE' "$HRDIM" check $dag --method orders --notion f-sign --all-pairs
expect 0 '^embedding +orders \(U11\): 4 dimensions, float64' "$HRDIM" check lattice:k=4 --method orders --dtype float64
expect 0 '^embedding +orders \(U11\): 4 dimensions' "$HRDIM" check lattice:k=4 --method orders --dim 4
expect 2 'found 4 orders: 4 dimensions, not 3' "$HRDIM" check lattice:k=4 --method orders --dim 3
expect 2 'has no runs to choose' "$HRDIM" check $dag --method orders --runs 2

# an effort that ends first, and what goes on; bound's row says the same, and has the others
expect 2 'no orders found within --search 1e-05, [0-9]+ leave [0-9]+ of [0-9]+ pairs open; --search 4e-05 goes on$' \
	"$HRDIM" check dag:n=1500,parents=2,seed=3 --method orders --search 1e-5
expect 2 'no orders found within --search 1e-05,' "$HRDIM" embed dag:n=1500,parents=2,seed=3 --method orders --search 1e-5 -o none
expect 0 '^U11 +orders .* no orders found within the effort: [0-9]+ leave [0-9]+ of [0-9]+ pairs open$' \
	"$HRDIM" bound dag:n=1500,parents=2,seed=3 --effort 1e-5
expect 0 '^  d <= [0-9]+ +U6' "$HRDIM" bound dag:n=1500,parents=2,seed=3 --effort 1e-5

# what the checker that shares no code with it says
for notion in f-query f-sign; do
	expect 0 "feasible $notion [45], evidence orders" \
		"$HRDIM" check $dag --method orders --notion $notion --search 0.1 --certificate orders.cert
	expect 0 . "$HRDIM" verify orders.cert $dag
done

# written and read again, the matrices alone decide
expect 0 '^type +bigint, exact' "$HRDIM" embed lattice:k=4 --method orders -o orders
expect 0 '^verdict +FEASIBLE \(f-sign\)' "$HRDIM" check lattice:k=4 orders --notion f-sign

# numbers that nobody wants
expect 2 'are not written out; hrdim check --method orders --certificate FILE decides' \
	"$HRDIM" embed dag:n=20000,parents=1,extra=0.001,seed=1 --method orders --search 0.001 -o long
holds [ ! -e long.queries.npy -a ! -e long.docs.npy -a ! -e long.exact ]

# nor needs a sweep them
cat >sweep.ini <<'END'
[sweep]
title = numbers of 80,000 bits
hierarchy = random-tree:n=40000
methods = orders
dimension = theorem
notion = f-query f-sign
seeds = 1
record = dimension recall
[table]
END
expect 0 'trials computed' "$HRDIM" run sweep.ini --results sweep
expect 0 '^2 FEASIBLE$' sh -c 'grep -c "FEASIBLE,[23],order structure" sweep/sweep.trials.csv | sed "s/$/ FEASIBLE/"'
finish
