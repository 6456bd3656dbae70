#!/usr/bin/env bash
# Linear programs on WordNet with random documents (U2) in 64, 128 and 256 dimensions:
#
#   bash bench/linear.sh glpk FOLDER WORK       the largest margins of 512 queries by hrdim, and of two of them by GLPK on the
#                                               program of all rows ($LINEAR is bench/linear, $MINUTES for one program: 15);
#                                               writes FOLDER/linear.csv
#   bash bench/linear.sh wordnet FOLDER WORK    which of the 82,115 queries can be served at all: every one, feasible or certified
#                                               infeasible ($HRDIM is the program, $THREADS limits its threads); writes
#                                               FOLDER/linear-wordnet.csv
#
# and FOLDER/NAME.provenance.json.  Interrupted, it goes on after the last dimension that was finished: that is kept in WORK, for as
# long as the program is the same clean commit.
set -euo pipefail
: "${HRDIM:?the program}"
usage="usage: linear.sh glpk|wordnet FOLDER WORK"
kind=${1:?$usage} folder=${2:?$usage} work=${3:?$usage}
mkdir -p "$work"

provenance() { sed -n '/^  "provenance": {/,/^  }/p' "$1" | sed '1s/.*/{/; s/^  //; $s/,$//'; }
field() { sed -n "s/^ *\"$1\": \([^,]*\),\{0,1\}\$/\1/p" "$2" | head -n 1; }

# measure DIMENSION: $work/NAME-DIMENSION.csv and .provenance.json
case $kind in
glpk)
	name=linear
	measure() { "${LINEAR:?bench/linear}" "$1" "$work" 512 2 "${MINUTES:-15}"; }
	;;
wordnet)
	name=linear-wordnet
	measure() {
		local answer=$work/answer.json status=0 row=$1 key
		"$HRDIM" check wordnet --method gaussian --dim "$1" --seed 1 --any-query --json \
			${THREADS:+--threads "$THREADS"} >"$answer" || status=$?
		case $status in 0 | 1 | 3) ;; *) return 1 ;; esac # verdicts
		for key in count feasible infeasible unknown feasible_share margin seconds; do
			row+=,$(field $key "$answer")
		done
		provenance "$answer" >"$work/$name-$1.provenance.json"
		printf '%s\n%s\n' dimension,queries,feasible,infeasible,unknown,feasible_share,smallest_margin,seconds "$row" \
			>"$work/$name-$1.csv.new"
		mv "$work/$name-$1.csv.new" "$work/$name-$1.csv"
	}
	;;
*) echo "$usage" >&2 && exit 2 ;;
esac

"$HRDIM" check path:n=2 --method interval --json >"$work/program.json"
commit=$(field commit "$work/program.json") dirty=$(field dirty "$work/program.json")
rm -f "$work/program.json"
for dimension in 64 128 256; do
	row=$work/$name-$dimension.csv origin=$work/$name-$dimension.provenance.json
	if [ "$dirty" = false ] && [ -e "$row" ] && [ -e "$origin" ] && [ "$(field commit "$origin")" = "$commit" ] &&
		[ "$(field dirty "$origin")" = false ]; then
		echo "d = $dimension: was finished before, from $row" >&2
	else
		echo "d = $dimension: begins at $(date -u +%H:%M:%S) UTC" >&2
		rm -f "$row"
		measure $dimension
	fi
	sed "1d; s/^/$name.csv: /" "$row" >&2
done
for dimension in 64 128 256; do
	if [ $dimension = 64 ]; then cat "$work/$name-$dimension.csv"; else sed 1d "$work/$name-$dimension.csv"; fi
done >"$work/all.csv"
mv "$work/all.csv" "$folder/$name.csv"
# the last one's: the same program on the same machine
cp "$work/$name-256.provenance.json" "$folder/$name.provenance.json"
