#!/usr/bin/env bash
# repair.sh RESULTS: embeddings that training left infeasible, repaired by alternating-lp (U9), dimension by dimension; into
# RESULTS/repair.csv and RESULTS/repair.provenance.json.  $HRDIM is the program; a few minutes of one core.
#
# Every verdict is that of hrdim check on the files written.  Seconds are processor time, on one thread.  The last row is a
# round's price: ten rounds from random vectors.
set -euo pipefail
hrdim=$(realpath "${HRDIM:?the program}")
results=$(cd "${1:?usage: repair.sh RESULTS}" && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"

# hierarchy, recipe of the start (gaussian: random vectors), its budget, seed, dimensions; rounds, where they are limited
jobs() {
	cat <<-'END'
		dag:n=100,parents=2,seed=1 best 0.3 1 4..9
		dag:n=100,parents=2,seed=1 best 0.3 2 4..9
		dag:n=100,parents=2,seed=2 best 0.3 1 4..9
		dag:n=100,parents=2,seed=2 best 0.3 2 4..9
		subsets:m=12,k=2 standard 0.3 1 3..6
		subsets:m=12,k=2 standard 0.3 2 3..6
		subsets:m=20,k=2 standard 0.3 1 4..7
		subsets:m=20,k=2 standard 0.3 2 4..7
		tree:width=5,height=4 tree-standard 0.1 1 2..6
		tree:width=5,height=4 tree-standard 0.1 2 2..6
		dag:n=1000,parents=2,seed=1 gaussian - 1 16..16 10
	END
}

field() { sed -n "s/^  \"$1\": \"*\([^\",]*\)\"*,*\$/\1/p" "$2"; }
processor() { # processor FILE COMMAND...: its processor seconds, to FILE
	local file=$1 TIMEFORMAT='%U %S'
	shift
	if ! { time "$@" >out 2>err; } 2>spent; then
		cat err >&2
		exit 1
	fi
	awk '{ printf "%.2f", $1 + $2 }' spent >"$file"
}

echo hierarchy,recipe,budget,seed,dimension,start_bad_queries,bad_queries,verdict,margin,rounds,train_cpu_seconds,cpu_seconds >csv
while read -r hierarchy recipe budget seed range rounds; do
	for ((d = ${range%..*}; d <= ${range#*..}; d++)); do
		rm -f start.* repaired.*
		if [ "$recipe" = gaussian ]; then
			processor trained "$hrdim" embed "$hierarchy" --method gaussian --dim "$d" --seed "$seed" --threads 1 -o start
		else
			processor trained "$hrdim" train "$hierarchy" --dim "$d" --recipe "$recipe" --budget "$budget" --seed "$seed" \
				--threads 1 --quiet -o start
		fi
		processor solved "$hrdim" embed "$hierarchy" --method alternating-lp --start start ${rounds:+--rounds "$rounds"} \
			--threads 1 --quiet --json -o repaired
		mv out repaired.json
		status=0
		"$hrdim" check "$hierarchy" repaired --json --threads 1 >check.json || status=$?
		if [ $status -gt 1 ] || [ "$(field verdict check.json)" != "$(field verdict repaired.json)" ]; then
			echo "repair.sh: $hierarchy, d = $d: the check does not say what alternating-lp said" >&2
			exit 1
		fi
		printf '"%s",%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s\n' "$hierarchy" "$recipe" "${budget#-}" "$seed" "$d" \
			"$(field start_bad_queries repaired.json)" "$(field bad_queries repaired.json)" "$(field verdict repaired.json)" \
			"$(field margin repaired.json)" "$(field rounds repaired.json)" "$(cat trained)" "$(cat solved)" >>csv
		tail -n 1 csv >&2
	done
done < <(jobs)
sed -n '/^  "provenance": {/,/^  }/p' check.json | sed '1s/.*/{/; s/^  //; $s/,$//' >provenance
cp csv "$results/repair.csv"
cp provenance "$results/repair.provenance.json"
