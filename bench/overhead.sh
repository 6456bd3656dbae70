#!/usr/bin/env bash
# overhead.sh FOLDER: what scheduling and storing cost, and how busy they keep the cores; $HRDIM is the program.
#
#   10,000 trivial trials by one worker: (wall clock - seconds inside trials) / trials, store and all
#   the depth sweep by a worker per core: seconds inside trials / (workers x wall clock)
#
# Leaves FOLDER/overhead.csv and FOLDER/overhead.provenance.json.
set -euo pipefail
folder=${1:?usage: overhead.sh FOLDER} hrdim=$(realpath "${HRDIM:?set HRDIM to the program}")
srcdir=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
folder=$(realpath "$folder")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

cat >"$scratch/trivial.ini" <<'END'
[sweep]
title = Trivial trials
hierarchy = path:n=2
methods = gaussian
dimension = 1..100
seeds = 100
record = feasible

[figure]
END

field() { sed -nE "s/^ *\"$2\": \"?([^\",]*)\"?,?\$/\1/p" "$1" | head -n 1; }
row() { # row NAME JSON
	awk -v name="$1" -v trials="$(field "$2" computed)" -v seconds="$(field "$2" seconds)" -v workers="$(field "$2" workers)" \
		-v busy="$(field "$2" busy)" 'BEGIN {
		printf "%s,%d,%d,%.3f,%.4f,%.1f\n", name, trials, workers, seconds, busy,
			1e6 * seconds * workers * (1 - busy) / trials }'
}

csv=$scratch/overhead.csv
echo "sweep,trials,workers,seconds,busy,overhead_microseconds_per_trial" >"$csv"
for round in 1 2 3; do
	"$hrdim" run "$scratch/trivial.ini" --jobs 1 --json --results "$scratch/trivial-$round" >"$scratch/trivial.json"
	row "trivial $round" "$scratch/trivial.json" >>"$csv"
done
cd "$srcdir"
"$hrdim" run bench/depth.ini --json --results "$scratch/depth" >"$scratch/depth.json"
row "depth" "$scratch/depth.json" >>"$csv"
mv "$csv" "$folder/overhead.csv"
cp "$scratch/depth/depth.provenance.json" "$folder/overhead.provenance.json"
cat "$folder/overhead.csv"
