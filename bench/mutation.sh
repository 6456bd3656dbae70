#!/usr/bin/env bash
# 100,000 random changes to valid certificates, made by hand and written by hrdim, each judged by the checker and by an independent oracle; into
# results/bench/mutation.csv and its .provenance.json.  usage: HRDIM=./hrdim bench/mutation.sh VERIFY-MANY [MUTANTS]
set -euo pipefail
source=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
[ $# -ge 1 ] || { echo "usage: HRDIM=./hrdim bench/mutation.sh VERIFY-MANY [MUTANTS]" >&2 && exit 2; }
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
hrdim=$(realpath "${HRDIM:?the program}")
sh "$source/tests/checker/written.sh" "$hrdim" "$source/tests/checker/data" "$scratch/written"
rm "$scratch"/written/*.hierarchy # they are those of the other folder
python3 "$source/tests/checker/mutation.py" "$1" "$source/tests/checker/data" "$scratch/written" --mutants "${2:-100000}" --seed 2026 \
	--csv "$scratch/mutation.csv"
"$hrdim" check path:n=2 --method interval --json |
	sed -n '/^  "provenance": {/,/^  }/p' | sed '1s/.*/{/; s/^  //; $s/,$//' >"$scratch/provenance"
[ -s "$scratch/provenance" ] || { echo "mutation: no provenance" >&2 && exit 1; }
cp "$scratch/mutation.csv" "$source/results/bench/mutation.csv"
cp "$scratch/provenance" "$source/results/bench/mutation.provenance.json"
