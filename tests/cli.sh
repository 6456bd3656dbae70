# Sourced by the command-line tests: a scratch folder, and checks of output and exit status.
set -u
: "${HRDIM:?run by make check}" "${HR_SRCDIR:?}"
scratch=$(mktemp -d) || exit 99
trap 'rm -rf "$scratch"' EXIT
cd "$scratch" || exit 99
failed=0 checks=0
: >.checks && : >.failed # a byte for each: what a pipeline's subshell expects is counted, too

# expect STATUS PATTERN COMMAND...: the exit status, and an extended regular expression found in stdout + stderr.
# A failure must be one line.
expect() {
	want=$1 pattern=$2
	shift 2
	printf x >>"$scratch/.checks"
	"$@" >out 2>err </dev/null
	got=$?
	cat out err >both
	if [ $got -ne "$want" ] || ! grep -Eq -e "$pattern" both; then
		printf x >>"$scratch/.failed"
		echo "FAILED: $*"
		echo "  wanted status $want and /$pattern/, got status $got and:"
		head -c 2000 both | sed 's/^/  | /'
	elif [ "$want" -eq 2 ] && [ "$(wc -l <err)" -ne 1 ]; then
		printf x >>"$scratch/.failed"
		echo "FAILED: $*: an error must be one line on stderr, got $(wc -l <err)"
	fi
}

# holds COMMAND...: it succeeds, whatever it says
holds() {
	checks=$((checks + 1))
	"$@" >out 2>&1 && return
	failed=$((failed + 1))
	echo "FAILED: $*"
	head -c 500 out
}

# npy FILE SHAPE: a float32 matrix, its entries from standard input (little endian)
npy() {
	{
		printf '\223NUMPY\001\000\166\000'
		printf "%-117s\n" "{'descr': '<f4', 'fortran_order': False, 'shape': $2, }"
		cat
	} >"$1"
}

# results: JSON from standard input without what differs from call to call, its times and provenance
results() { sed '/^  "provenance": {/,/^  }/d; /"seconds"/d'; }

# shared_data FILE: sets $shared to its path in the data that no registry ships (bench/shared-data.sh); exit 77 where it
# is absent
shared_data() {
	. "$HR_SRCDIR/bench/shared-data.sh"
	shared=$(shared_file "$1") || skip_rest "$shared"
}

# skip_rest REASON: the rest cannot be tested here
skip_rest() {
	[ "$failed" -eq 0 ] && [ ! -s "$scratch/.failed" ] || finish
	echo "skipped: $1"
	exit 77
}

finish() {
	checks=$((checks + $(wc -c <"$scratch/.checks"))) failed=$((failed + $(wc -c <"$scratch/.failed")))
	echo "$checks checks, $failed failed"
	[ "$failed" -eq 0 ] && [ "$checks" -gt 0 ]
	exit
}
