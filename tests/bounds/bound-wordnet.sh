# hrdim bound on WordNet: theory.md's numbers; what the orders give is ours, measured
. "$HR_SRCDIR/tests/cli.sh"
[ -f /usr/share/wordnet/data.noun ] || {
	echo "skipped: apt-get install wordnet-base"
	exit 77
}
expect 0 'n = 82115 queries, m = 82115 documents, s = 35, 825356 pairs' "$HRDIM" bound wordnet
cp out table
expect 0 '^U1 +sign, formula +f-query +6337 ' cat table
expect 0 '^U1 +sign, exact tails +f-query +2003 ' cat table
expect 0 '^U2 +Gaussian +f-query +2478 ' cat table
expect 0 '^U3 +code +f-query +5041 .*t = 3, e = 71, p = 71' cat table
expect 0 '^U4 +moment curve +f-query +70 ' cat table
expect 0 '^U5 .*forests only: 2213 nodes have several parents' cat table
expect 0 '^U6 +runs, dual +f-query +52 ' cat table
expect 0 '^U8 +separators +f-query +86 .* 84 slots in 10 levels of separators' cat table
expect 0 '^U11 +orders +f-query +7 .*2 depth-first orders, 5 for the 1620 documents' cat table
expect 0 '^bracket: 4 <= d <= 7$' cat table
expect 0 '^  d >= 4 +L1 \(Radon\), certified: 5 documents' cat table
finish
