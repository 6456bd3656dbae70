# hrdim embed: what it says, what it writes, and one clear line for everything that goes wrong.
. "$HR_SRCDIR/tests/cli.sh"

# same A B: two files are equal
same() {
	checks=$((checks + 1))
	cmp -s "$1" "$2" && return
	failed=$((failed + 1))
	echo "FAILED: $1 and $2 differ"
}

# files PREFIX NAMES...: exactly these files begin with PREFIX
files() {
	prefix=$1
	shift
	checks=$((checks + 1))
	[ "$(echo "$prefix".*)" = "$*" ] && return
	failed=$((failed + 1))
	echo "FAILED: wanted $*, there is" "$prefix".*
}

tree=tree:width=2,height=4
dag=dag:n=40,parents=2,seed=1

# every construction of the table builds, the integers with their exact form (alternating-lp needs a start:
# tests/feasibility/alternate.sh; best a budget: tests/cli/best.sh)
for method in $("$HRDIM" embed --list | cut -d" " -f1 | grep -vE "alternating-lp|best"); do
	on=$dag
	[ "$method" = interval ] && on=$tree
	expect 0 "^method +$method \(U[0-9]+\)" "$HRDIM" embed $on --method "$method" -o "$method"
	if [ "$method" = gaussian ] || [ "$method" = trigonometric ]; then
		files "$method" "$method.docs.npy" "$method.queries.npy"
	else
		files "$method" "$method.docs.npy" "$method.exact" "$method.queries.npy"
	fi
	# the same seed gives the same bytes at any number of threads
	expect 0 . "$HRDIM" embed $on --method "$method" --threads 3 -o again
	for file in "$method".*; do
		same "$file" "again.${file#*.}"
	done
	rm -f again.*
done
expect 0 "^dimension +3$" "$HRDIM" embed $tree --method interval -o e
expect 0 "^type +int64, exact$" "$HRDIM" embed $tree --method interval -o e
expect 0 "^dimension +2$" "$HRDIM" embed $tree --method interval --dim 2 -o e
expect 0 "^dimension +8$" "$HRDIM" embed $tree --method moment -o e
expect 0 "^dimension +3$" "$HRDIM" embed $dag --method runs --runs 1 -o e
expect 0 "^dimension +5$" "$HRDIM" embed $dag --method runs --runs 2 --dual -o e
expect 0 "^dimension +4$" "$HRDIM" embed $dag --method runs --runs 2 --dim 4 -o e
expect 0 "^seed +9$" "$HRDIM" embed $dag --method sign --seed 9 --dim 33 -o e
expect 0 '"dimension": 33' "$HRDIM" embed $dag --method sign --seed 9 --dim 33 -o f --json
same e.docs.npy f.docs.npy
expect 0 '"path": "f.exact"' "$HRDIM" embed $dag --method sign --seed 9 --dim 33 -o f --json
expect 0 "'<f4'" sh -c "'$HRDIM' embed $tree --method interval --dtype float32 -o e >/dev/null && head -c 60 e.docs.npy"
expect 0 "'<f8'" sh -c "'$HRDIM' embed $dag --method gaussian --dtype float64 -o e >/dev/null && head -c 60 e.docs.npy"
files e e.docs.npy e.queries.npy # the exact form of the embedding before is gone
expect 0 "^interval +U5 .*3 dimensions" "$HRDIM" embed --list
expect 0 '"name": "interval"' "$HRDIM" embed --list --json
expect 0 "examples:" "$HRDIM" embed --help

# wrong usage
expect 2 "^hrdim: embed: too few arguments; usage: hrdim embed HIERARCHY" "$HRDIM" embed --method sign -o x
expect 2 "^hrdim: embed: too many arguments" "$HRDIM" embed $tree $tree --method sign -o x
expect 2 "^hrdim: embed: which construction\? give --method NAME" "$HRDIM" embed $tree -o x
expect 2 "^hrdim: embed: where to write\? give -o PREFIX" "$HRDIM" embed $tree --method sign
expect 2 "^hrdim: 'intervall' is not a method, did you mean 'interval'\?; there are sign" "$HRDIM" embed $tree --method intervall -o x
expect 2 "^hrdim: embed: --dtype float16: must be bfloat16, float32 or float64" "$HRDIM" embed $tree --method sign --dtype float16 -o x
expect 2 "^hrdim: embed: --dim 0: must be a whole number from 1" "$HRDIM" embed $tree --method sign --dim 0 -o x
expect 2 "^hrdim: interval \(U5\) has 3 dimensions .*not 7" "$HRDIM" embed $tree --method interval --dim 7 -o x
expect 2 "^hrdim: moment \(U4\) has exactly 2 s = 8 dimensions here, not 7" "$HRDIM" embed $tree --method moment --dim 7 -o x
expect 0 "^dimension +11$" "$HRDIM" embed $tree --method trigonometric --dim 11 -o e
expect 2 "^hrdim: trigonometric \(U4\) needs 2 s = 8 dimensions here, not 7; give --dim 8" "$HRDIM" embed $tree --method trigonometric --dim 7 -o x
expect 2 "^hrdim: runs \(U6\) with at most 2 runs has 5 dimensions \(F-sign\) or 4 \(F-query\), not 6" \
	"$HRDIM" embed $dag --method runs --runs 2 --dim 6 -o x
expect 2 "^hrdim: .*interval \(U5\) needs a forest, but [0-9]+ nodes have several parents.*use runs \(U6\)" \
	"$HRDIM" embed $dag --method interval -o x
expect 2 "^hrdim: sign \(U1\) has no runs to choose; leave --runs out" "$HRDIM" embed $dag --method sign --runs 2 -o x
expect 2 "^hrdim: embed: -o 'here/': give a name after the folder" "$HRDIM" embed $tree --method sign -o here/

# dimensions that nobody can mean: one line at once, from every construction, and from check
for method in $("$HRDIM" embed --list | cut -d" " -f1 | grep -vE "alternating-lp|best"); do
	for dim in 4000001 4000000000; do
		expect 2 "^hrdim: $method \(U[0-9]+\): $dim dimensions are above the 4000000 that can be decided" \
			timeout 10 "$HRDIM" embed $tree --method "$method" --dim $dim -o x
		expect 2 "^hrdim: $method \(U[0-9]+\): $dim dimensions are above" timeout 10 "$HRDIM" check $tree --method "$method" --dim $dim
	done
done
expect 2 "^hrdim: trigonometric \(U4\): no more than 2 s m = 120 dimensions are of use here, not 1025;" \
	timeout 10 "$HRDIM" embed $tree --method trigonometric --dim 1025 -o x
expect 0 "^dimension +1024$" "$HRDIM" embed $tree --method trigonometric --dim 1024 -o e
expect 2 "^hrdim: blocks \(U7\): the easy documents take [0-9]+ dimensions and the others never more than 16, .*; 3000000 cannot be meant" \
	timeout 10 "$HRDIM" embed $tree --method blocks --dim 3000000 -o x
files x 'x.*'

# real data, where it is installed
if "$HRDIM" info wordnet >/dev/null 2>&1; then
	expect 0 "^dimension +3$" "$HRDIM" embed wordnet --method runs --runs 1 -o wn
	expect 0 "^type +int64, exact$" "$HRDIM" embed wordnet --method runs --runs 1 -o wn
	expect 0 "^dimension +5$" "$HRDIM" embed wordnet --method runs --runs 2 -o wn
	# with few runs the search is for pairs that are kept: 96.99 % without
	expect 1 "^recall +9[89]\.[0-9]+% of pairs" "$HRDIM" check wordnet --method runs --runs 1 --notion f-sign --search 0.01
	expect 1 "^precision +100%" "$HRDIM" check wordnet --method runs --runs 1 --notion f-sign --search 0.01
	expect 1 "^recall +99\.[5-9][0-9]*% of pairs" "$HRDIM" check wordnet --method runs --runs 2 --notion f-sign --search 0.01
	expect 2 "^hrdim: wordnet: interval \(U5\) needs a forest, but 2213 nodes have several parents" \
		"$HRDIM" embed wordnet --method interval -o wn
	rm -f wn.*
else
	echo "skipped: WordNet: apt-get install wordnet-base"
fi

# folders and disks
expect 2 "^hrdim: absent/x\.queries\.npy: cannot write: .*make the folder first" "$HRDIM" embed $tree --method moment -o absent/x
mkdir keep
for ending in queries.npy docs.npy exact; do echo old >"keep/x.$ending"; done
small_disk() { (
	ulimit -f 8
	exec "$@"
); }
expect 2 "^hrdim: keep/x\.(queries|docs)\.npy: cannot write: .*(too large|No space)" \
	small_disk "$HRDIM" embed path:n=20000 --method interval -o keep/x
for ending in queries.npy docs.npy exact; do echo old | cmp -s - "keep/x.$ending" || expect 99 "kept $ending" false; done
checks=$((checks + 1))
if [ "$(ls -A keep | wc -l)" -ne 3 ]; then
	failed=$((failed + 1))
	echo "FAILED: something was left in the folder:" keep/*
fi
if [ -w /dev/full ]; then
	full() { "$@" >/dev/full; }
	expect 2 "^hrdim: standard output: .*No space" full "$HRDIM" embed $tree --method interval -o e
	expect 2 "^hrdim: standard output: .*No space" full "$HRDIM" embed --list
fi
finish
