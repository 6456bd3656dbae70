#!/usr/bin/env bash
# Which of WordNet's queries can be served at all with random documents (U2) in 64, 128 and 256 dimensions: every one,
# feasible or certified infeasible.
#
#   HRDIM=PROGRAM bash bench/linear.sh FOLDER      writes FOLDER/linear-wordnet.csv and FOLDER/linear-wordnet.json
#
# An hour or so on two quiet cores; THREADS=N limits the threads.
set -euo pipefail
: "${HRDIM:?the program}"
folder=${1:?a folder}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

for dimension in 64 128 256; do
	answer=$work/$dimension.json status=0
	"$HRDIM" check wordnet --method gaussian --dim $dimension --seed 1 --any-query --json \
		${THREADS:+--threads "$THREADS"} >"$answer" || status=$?
	[ $status -ne 2 ] || exit 1 # 0, 1 and 3 are verdicts
	echo "d = $dimension: $(grep -E '"(feasible|infeasible|unknown|seconds)":' "$answer" | tr -d '\n')" >&2
done
field() { sed -n "s/^  \"$1\": \([^,]*\),\$/\1/p" "$2"; }
{
	echo "dimension,queries,feasible,infeasible,unknown,feasible_share,smallest_margin,seconds"
	for dimension in 64 128 256; do
		answer=$work/$dimension.json
		line=$dimension
		for name in count feasible infeasible unknown feasible_share margin seconds; do
			line+=,$(field $name "$answer")
		done
		echo "$line"
	done
} >"$work/csv"
{
	echo "["
	cat "$work/64.json"
	echo ","
	cat "$work/128.json"
	echo ","
	cat "$work/256.json"
	echo "]"
} >"$work/json"
mv "$work/csv" "$folder/linear-wordnet.csv"
mv "$work/json" "$folder/linear-wordnet.json"
