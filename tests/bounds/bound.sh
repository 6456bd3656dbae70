# hrdim bound on generators: the table, JSON, notions, errors
. "$HR_SRCDIR/tests/cli.sh"

tree=tree:width=2,height=6
expect 0 'n = 63 queries, m = 63 documents, s = 6, 321 pairs$' "$HRDIM" bound $tree
expect 0 '^statement +bound +notion +dimension +margin +bits +known +note$' "$HRDIM" bound $tree
expect 0 '^U1 +sign, formula +f-query +398 .* proved( \*)? +8 s ln\(n m\) = 397\.7' "$HRDIM" bound $tree
expect 0 '^U4 +moment curve +f-query +12 ' "$HRDIM" bound $tree
expect 0 '^U5 +interval +f-query +2 ' "$HRDIM" bound $tree
expect 0 '^bracket: d = 2, closed$' "$HRDIM" bound $tree
expect 0 '^  d <= 3 +U5 \(interval\), proved: a forest' "$HRDIM" bound $tree --notion f-sign
expect 0 '^U3 +code +f-global +[0-9]+ ' "$HRDIM" bound $tree --notion f-global --eps 0.1
expect 0 '^U2 +Gaussian +f-global +- .*needs eps < 1/\(2 sqrt s\) = 0\.2041' "$HRDIM" bound $tree --notion f-global --eps 0.3
expect 0 '^bracket: 2 <= d, no upper bound applies' "$HRDIM" bound $tree --notion f-global --eps 0.3
expect 0 '^U5 +interval +f-query +- .*forests only: 26 nodes have several parents' "$HRDIM" bound lattice:k=5
expect 0 'n = 190 queries, m = 20 documents, s = 2, 380 pairs$' "$HRDIM" bound subsets:m=20,k=2
expect 0 '^  d <= 4 +U4' "$HRDIM" bound subsets:m=20,k=2
expect 0 '^U4 +moment curve +f-query +6000 +[0-9.]+e-3[0-9]{4} ' "$HRDIM" bound path:n=3000
expect 0 '^bracket: d = 1, closed$' "$HRDIM" bound path:n=4

# brackets: all of width >= 3 need a third dimension for F-sign; U4 is exact on all subsets [Wang]; eps above the ceiling
expect 0 '^bracket: d = 3, closed$' "$HRDIM" bound tree:width=3,height=4 --notion f-sign
expect 0 '^bracket: d = 6, closed$' "$HRDIM" bound subsets:m=12,k=3
expect 0 '^  d >= 6 +L1 \(Radon\), certified: 7 documents split in every way \(no more are\): 0 1 2 3 4 5 6$' "$HRDIM" bound subsets:m=12,k=3
expect 0 '^bracket: none: no embedding of any dimension, by L3 \(margin ceiling\), certified$' "$HRDIM" bound star:n=5 --notion f-global --eps 0.6
expect 0 '"impossible": true' "$HRDIM" bound star:n=5 --notion f-global --eps 0.6 --json
expect 0 '"closed": true' "$HRDIM" bound star:n=5 --json
expect 0 '"lower": 2' "$HRDIM" bound star:n=5 --json
expect 2 'effort 0: must be above 0' "$HRDIM" bound $tree --effort 0

expect 0 '^bracket: d = 4, closed$' "$HRDIM" bound lattice:k=4
expect 0 '^U11 +orders +f-sign +5 ' "$HRDIM" bound lattice:k=4 --notion f-sign

# the columns are aligned: no row is shorter than the place of its note
"$HRDIM" bound $tree >table
checks=$((checks + 1))
if ! awk '/^statement/ { at = index($0, "known"); next } /^[UL]/ && substr($0, at - 1, 1) != " " { exit 1 }' table; then
	failed=$((failed + 1))
	echo "FAILED: columns are not aligned:"
	cat table
fi

# JSON: the same rows, numbers as numbers, the same bytes at any number of threads
expect 0 '"best": \{' "$HRDIM" bound $tree --json
cp out one
checks=$((checks + 1))
if [ "$(grep -c '^      "statement": "U' one)" -ne 13 ] || ! grep -q '"dimension": 398' one || ! grep -q '"eps": null' one; then
	failed=$((failed + 1))
	echo "FAILED: bound --json gave:"
	cat one
fi
expect 0 '"applies": false' "$HRDIM" bound $tree --json --notion f-global --eps 0.25 --threads 2
"$HRDIM" bound $tree --json --threads 2 | results >two
results <one >one.results
checks=$((checks + 1))
cmp one.results two || failed=$((failed + 1))

expect 2 "must be f-query, f-sign or f-global; did you mean 'f-query'" "$HRDIM" bound $tree --notion f-qeury
expect 2 'notion zzz: must be f-query, f-sign or f-global$' "$HRDIM" bound $tree --notion zzz
expect 2 'f-global needs --eps E' "$HRDIM" bound $tree --notion f-global
expect 2 'eps -0.1: must be at least 0 and below 1' "$HRDIM" bound $tree --notion f-global --eps -0.1
expect 2 'eps 1: must be at least 0 and below 1' "$HRDIM" bound $tree --notion f-global --eps 1
expect 2 'eps nan: must be a number' "$HRDIM" bound $tree --notion f-global --eps nan
expect 2 'eps goes with --notion f-global' "$HRDIM" bound $tree --eps 0.1
expect 2 'too few arguments' "$HRDIM" bound
expect 2 'too many arguments' "$HRDIM" bound $tree $tree
expect 2 'did you mean --notion' "$HRDIM" bound $tree --notoin f-sign
expect 2 'hrdim: ' "$HRDIM" bound no-such-file
expect 2 'standard output: cannot write' sh -c '"$HRDIM" bound path:n=5 >/dev/full'
finish
