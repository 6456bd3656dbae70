#!/bin/sh
# Bad command lines, bad embeddings and bad places for output: one clear line that names the file, the place and the
# mend, exit status 2, nothing half-written.  Bad hierarchies: tests/hierarchy/bad-input.sh.
. "$HR_SRCDIR/tests/cli.sh"

# --- the command line
expect 2 "^hrdim: 'bond' is not a command, did you mean 'bound'\?" "$HRDIM" bond wordnet
expect 2 "^hrdim: info: unknown option --jsn, did you mean --json\?" "$HRDIM" info star:n=4 --jsn
expect 2 "^hrdim: info: --seed needs a value" "$HRDIM" info star:n=4 --seed
expect 2 "^hrdim: info: --threads many: must be a whole number from 1" "$HRDIM" info star:n=4 --threads many
expect 2 "^hrdim: info: too few arguments; usage: hrdim info HIERARCHY" "$HRDIM" info
expect 2 "^hrdim: .*'nearest' is not a method.*there are .*interval" "$HRDIM" embed star:n=4 --method nearest -o e
expect 2 "^hrdim: check: --notion f-querry: must be one of f-query.*did you mean f-query\?" "$HRDIM" check star:n=4 --method interval --notion f-querry
expect 2 "^hrdim: tree: unknown key 'widh', did you mean 'width'" "$HRDIM" info tree:widh=2,height=3
expect 2 "^hrdim: .*wordnett.*did you mean 'wordnet'" "$HRDIM" info wordnett
expect 2 "^hrdim: the hierarchy's name is empty; give a file" "$HRDIM" bound ''
mkdir -p empty
expect 2 "^hrdim: empty: is a folder without data\.noun; give a hierarchy's file" "$HRDIM" bound empty
expect 2 '^hrdim: the time limit is -1 seconds; it must not be negative' "$HRDIM" check star:n=4 --method interval --time-limit -1

# --- embeddings of a tree with three nodes: 3 x 2 float32 matrices
one='\000\000\200\077' nan='\000\000\300\177'
six=$one$one$one$one$one$one
tree=tree:width=2,height=2
printf "$six" | npy good.queries.npy '(3, 2)'
cp good.queries.npy good.docs.npy
expect 1 INFEASIBLE "$HRDIM" check $tree good

printf "$one$one$one$nan$one$one" | npy nan.queries.npy '(3, 2)'
cp good.docs.npy nan.docs.npy
expect 2 "^hrdim: nan\.queries\.npy: .*NaN.*row 1.*column 1" "$HRDIM" check $tree nan
printf "$one$one$one" | npy short.queries.npy '(3, 2)'
cp good.docs.npy short.docs.npy
expect 2 "^hrdim: short\.queries\.npy: .*(truncated|short|ends)" "$HRDIM" check $tree short
printf "$six" | npy shape.queries.npy '(2, 3)'
cp good.docs.npy shape.docs.npy
expect 2 "^hrdim: shape\.queries\.npy: .*(2|3)" "$HRDIM" check $tree shape
printf "$six$one$one" | npy rows.queries.npy '(4, 2)'
cp good.docs.npy rows.docs.npy
expect 2 "^hrdim: rows\.queries\.npy: .*4.*3" "$HRDIM" check $tree rows
printf 'not a matrix' >text.queries.npy
cp good.docs.npy text.docs.npy
expect 2 "^hrdim: text\.queries\.npy: .*npy" "$HRDIM" check $tree text
expect 2 "^hrdim: absent\.queries\.npy: No such file or directory; write the embedding with" "$HRDIM" check $tree absent
cp good.queries.npy half.queries.npy
expect 2 "^hrdim: half\.docs\.npy: No such file or directory; write the embedding with" "$HRDIM" check $tree half
: | npy thin.queries.npy '(3, 0)'
cp good.docs.npy thin.docs.npy
expect 2 "^hrdim: thin\.queries\.npy: .*empty \(shape 3 x 0\); an embedding has rows and columns" "$HRDIM" check $tree thin
expect 2 "^hrdim: .*several parents" "$HRDIM" check dag:n=50,parents=2,seed=1 --method interval

# --- output
# untouched FILE TEXT: the old file is as it was, and nothing lies beside it
untouched() {
	checks=$((checks + 1))
	[ "$(cat "$1")" = "$2" ] && [ "$(ls -A "$(dirname "$1")")" = "$(basename "$1")" ] && return
	failed=$((failed + 1))
	echo "FAILED: $1 changed, or something was left beside it:"
	ls -lA "$(dirname "$1")"
}
small_disk() { (
	ulimit -f 8
	exec "$@"
); }
expect 2 "^hrdim: absent/e\.queries\.npy: .*No such file" "$HRDIM" embed $tree --method interval -o absent/e
expect 2 '^hrdim: embed: -o -: several files are written' "$HRDIM" embed $tree --method interval -o -
expect 2 '^hrdim: the name of the file to write is empty; give one' "$HRDIM" convert $tree -o ''
expect 2 '^hrdim: the name of the file to write is empty; give one' "$HRDIM" bound $tree --certificate ''
expect 2 "^hrdim: /proc/e\.queries\.npy: cannot write" "$HRDIM" embed $tree --method interval -o /proc/e
mkdir keep
echo old >keep/e.docs.npy
expect 2 "^hrdim: keep/e\.(queries|docs)\.npy: .*(too large|No space)" \
	small_disk "$HRDIM" embed path:n=20000 --method interval -o keep/e
untouched keep/e.docs.npy old
if [ -w /dev/full ]; then
	full() { "$@" >/dev/full; }
	expect 2 "^hrdim: standard output: .*No space" full "$HRDIM" info $tree
	expect 2 "^hrdim: standard output: .*No space" full "$HRDIM" bound $tree --json
	expect 2 "^hrdim: standard output: .*No space" full "$HRDIM" --help
	# through a link, so that a device which is taken for a file costs no more than the link
	ln -s /dev/full full
	for command in "convert $tree -o full" "check $tree --method interval --certificate full" "bound $tree --certificate full"; do
		# shellcheck disable=SC2086 # words
		expect 2 '^hrdim: full: cannot write: No space' "$HRDIM" $command
		expect 0 '/dev/full$' readlink full
	done
	rm full
fi

# a pipe gets the bytes and stays one
mkfifo pipe
cat pipe >piped &
expect 0 '^pipe: 3 nodes' "$HRDIM" convert $tree -o pipe
wait
expect 0 '^1.0$' cat piped
expect 0 '^p' stat -c %A pipe
finish
