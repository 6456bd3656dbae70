#!/usr/bin/env bash
# 100,000 random changes to valid certificates, each judged by the checker and by an independent oracle: results/bench/mutation.csv.
# usage: bench/mutation.sh VERIFY-MANY [MUTANTS]     (make mutation builds the program and runs this)
set -euo pipefail
source=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
[ $# -ge 1 ] || { echo "usage: bench/mutation.sh VERIFY-MANY [MUTANTS]" >&2 && exit 2; }
python3 "$source/tests/checker/mutation.py" "$1" "$source/tests/checker/data" --mutants "${2:-100000}" --seed 2026 \
	--csv "$source/results/bench/mutation.csv"
