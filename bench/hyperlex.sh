#!/usr/bin/env bash
# HyperLex at d = 5: graded lexical entailment of noun pairs by encoders trained on WordNet's nouns, beside what others
# report; into RESULTS/hyperlex.csv and RESULTS/hyperlex.provenance.json.  usage: HRDIM=./hrdim bench/hyperlex.sh RESULTS
# JOBS (RECIPE:SEED ..., standard first for each seed) and THREADS may be set; encoders stay in WORK (where it is set) and
# are not trained again.
set -euo pipefail
: "${HRDIM:?the program}"
results=$(cd "${1:?where to write}" && pwd)
HR_SRCDIR=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
. "$HR_SRCDIR/bench/shared-data.sh"
pairs=$(shared_file hyperlex/hyperlex-all.txt) || { echo "$pairs" >&2 && exit 77; }
threads=${THREADS:-$(nproc)}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
work=${WORK:-$scratch}
every=$(for seed in 1 2 3; do for recipe in standard pretrain-finetune control best; do echo "$recipe:$seed"; done; done)
jobs=${JOBS:-$every}
dimension=5

number() { sed -n "s/^ *\"$1\": \(-*[0-9.]*\),*$/\1/p" "$scratch/json"; }
bounds() { # the two numbers of a list in JSON
	awk -v key="\"$1\":" '$1 == key { inside = 1; next } inside && /]/ { exit } inside { sub(/,/, ""); printf "%s%s", sep, $1; sep = "," }' \
		"$scratch/json"
}

# a row: source,recipe,dimension,seed,pairs,left_out,spearman,low,high,difference,difference_low,difference_high
row() { # row RECIPE DIM SEED PREFIX [PREFIX OF STANDARD]
	"$HRDIM" eval wordnet "$4" --pairs "$pairs" --bootstrap 2000 --seed "${3:-1}" --threads "$threads" --json \
		${5:+--against "$5"} >"$scratch/json"
	local rho difference=,,
	rho=$(number spearman | head -n 1)
	if [ -n "${5:-}" ]; then
		difference=$(number spearman | awk 'NR == 1 { a = $1 } NR == 2 { printf "%.4f", a - $1 }'),$(bounds difference_interval)
	fi
	echo "here,$1,$2,$3,$(number pairs),$(number left_out),$rho,$(bounds interval),$difference" >>"$scratch/csv"
	tail -n 1 "$scratch/csv" >&2
}

echo 'source,recipe,dimension,seed,pairs,left_out,spearman,low,high,difference,difference_low,difference_high' >"$scratch/csv"
for job in $jobs; do
	recipe=${job%:*} seed=${job#*:}
	prefix=$work/$recipe-$seed against=$work/standard-$seed
	if [ ! -e "$prefix.docs.npy" ]; then
		"$HRDIM" train wordnet --dim $dimension --recipe "$recipe" --seed "$seed" --threads "$threads" -o "$prefix" >&2
	fi
	[ "$recipe" = standard ] && against=
	row "$recipe" $dimension "$seed" "$prefix" $against
done
# for orientation: nothing learned, S(q) itself in many dimensions (U1)
"$HRDIM" embed wordnet --method sign --dim 1024 --seed 1 -o "$work/sign" >/dev/null
row sign-construction 1024 1 "$work/sign"
cat >>"$scratch/csv" <<-'END'
	"You et al. 2025",OrderEmb,5,,,,0.195,,,,,
	"You et al. 2025",WN-Basic,5,,,,0.240,,,,,
	"You et al. 2025",WN-Euclidean,5,,,,0.389,,,,,
	"You et al. 2025",standard,5,,,,0.350,,,,,
	"You et al. 2025",pretrain-finetune,5,,,,0.415,,,,,
END
sed -n '/^  "provenance": {/,/^  }/p' "$scratch/json" | sed '1s/.*/{/; s/^  //; $s/,$//' >"$scratch/provenance"
cp "$scratch/csv" "$results/hyperlex.csv"
cp "$scratch/provenance" "$results/hyperlex.provenance.json"
