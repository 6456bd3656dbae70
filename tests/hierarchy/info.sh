# hrdim info on generators: text, JSON, errors
. "$HR_SRCDIR/tests/cli.sh"

# json KEY: the value of a number, or of an array with blanks between its numbers
json() { tr -d '\n ' <out | grep -o "\"$1\":[^]}a-z\"]*" | sed 's/^[^:]*://; s/[[,]/ /g; s/^ *//; s/ *$//'; }
# is KEY VALUE: in the JSON of the last command
is() {
	checks=$((checks + 1))
	if [ "$(json "$1")" != "$2" ]; then
		failed=$((failed + 1))
		echo "FAILED: \"$1\" is '$(json "$1")', not '$2'"
	fi
}

expect 0 'nodes +156$' "$HRDIM" info tree:width=5,height=4
expect 0 'at distance 3 +125$' "$HRDIM" info tree:width=5,height=4
expect 0 'treewidth +1   exactly' "$HRDIM" info tree:width=5,height=4
expect 0 'nodes +1,000,000$' "$HRDIM" info star:n=1000000
expect 0 'pairs +1,999,999 ' "$HRDIM" info star:n=1000000
expect 0 'farther +741   distances 63 to 100; --json has each' "$HRDIM" info path:n=101
expect 0 'documents +20$' "$HRDIM" info subsets:m=20,k=2

expect 0 '"source": "lattice:k=5"' "$HRDIM" info --json lattice:k=5
is nodes 32
is edges 80
is roots 1
is multi_parent 26
is pairs 243
is pairs_without_self 211
is s 32
is depth 5
is by_distance '32 80 80 40 10 1'
is mean_s 7.59375
expect 0 '"by_distance"' "$HRDIM" info --json subsets:m=20,k=2
is queries 190
is documents 20
is by_distance '0 380'
is pairs_without_self 380
is treewidth_bound 19
expect 0 '"forest": true' "$HRDIM" info --json path:n=10
is by_distance '10 9 8 7 6 5 4 3 2 1'
is treewidth_bound 1

# the depth is that of the longest path, distances those of the shortest
printf 'd\tc\nc\tb\nb\ta\nd\ta\n' >detour.tsv
expect 0 '"depth": 3' "$HRDIM" info --json detour.tsv
is by_distance '4 4 2'
is treewidth_bound 2

# long work is skipped only in so many words
expect 0 'treewidth +not computed   more than 2000000 edges on cycles, .* --treewidth' "$HRDIM" info k-tree:t=3,n=700000
expect 0 '"treewidth_bound": null' "$HRDIM" info --json k-tree:t=3,n=700000
expect 0 'treewidth +3   or less' "$HRDIM" info --treewidth k-tree:t=3,n=20000

# the same bytes at any number of threads
"$HRDIM" info --json --threads 1 dag:n=20000,parents=2 >one && "$HRDIM" info --json --threads 4 dag:n=20000,parents=2 >four
expect 0 same sh -c 'cmp one four && echo same'

expect 0 'examples:' "$HRDIM" info --help
expect 2 'too few arguments' "$HRDIM" info
expect 2 'too many arguments' "$HRDIM" info a b
expect 2 'unknown option --treewdth, did you mean --treewidth' "$HRDIM" info --treewdth star:n=3
expect 2 'lattice: k=99: must be a whole number from 0 to 24' "$HRDIM" info lattice:k=99
expect 2 'too many; the limits are' "$HRDIM" info tree:width=1000,height=10
expect 2 'more than 65535 edges below a root' "$HRDIM" info path:n=1000000
expect 2 'pairs, which need [0-9]+ MiB, and this machine has' "$HRDIM" info caterpillar:spine=60000,legs=200
expect 2 'No such file' "$HRDIM" info no-such-file.tsv
expect 2 'No space left on device' sh -c '"$HRDIM" info tree:width=5,height=4 >/dev/full'
expect 2 'No space left on device' sh -c '"$HRDIM" info --json tree:width=5,height=4 >/dev/full'
finish
