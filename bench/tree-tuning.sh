#!/usr/bin/env bash
# The second stage's settings for the control experiment on the small tree (bench/tree-control.ini), the same grid for
# both arms: long distances only, and all pairs.  Into RESULTS/tree-tuning.csv and RESULTS/tree-tuning.provenance.json.
# usage: HRDIM=./hrdim bench/tree-tuning.sh RESULTS
# Every arm begins from two first stages: tree-standard's, and tree-near, which keeps distance 0.  A row is a
# training; its recall is that of all queries (early stopping looks at half of them).  The settings of an arm are those
# of the largest mean recall over the seeds, which the experiment itself does not use.  bench/tree-tuning.awk names them.
# SEEDS, RATES, SCALES and STEPS may be set.
set -euo pipefail
: "${HRDIM:?the program}"
results=$(cd "${1:?where to write}" && pwd)
HR_SRCDIR=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
seeds=${SEEDS:-101 102 103 104}
rates=${RATES:-0.001 0.003 0.01 0.03 0.1}
scales=${SCALES:-0.05 1 5}
steps=${STEPS:-2000}
tree=tree:width=5,height=4
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# set_stage FILE RATE SCALE STEPS: the recipe with these in its second stage
set_stage() {
	awk -v rate="$2" -v scale="$3" -v steps="$4" '
		/^\[stage finetune\]/ { inside = 1 }
		inside && /^rate / { $0 = "rate = " rate }
		inside && /^scale / { $0 = "scale = " scale }
		inside && /^steps / { $0 = "steps = " steps }
		{ print }' "$1"
}

row() { # row START ARM RECIPE RATE SCALE STEPS SEED
	set_stage "$3" "$4" "$5" "$6" >"$scratch/recipe.ini"
	"$HRDIM" train $tree --dim 3 --recipe "$scratch/recipe.ini" --seed "$7" --threads 1 --quiet -o "$scratch/tree" >/dev/null
	"$HRDIM" eval $tree "$scratch/tree" --threads 1 --json >"$scratch/json"
	awk -v head="$1,$2,$4,$5,$6,$7" '
		$1 == "\"overall\":" { overall = $2 + 0 }
		$1 == "\"by_distance\":" { inside = 1; next }
		inside && $1 == "]" { exit }
		inside { by = by sprintf(",%.6f", $1) }
		END { printf "%s,%.6f%s\n", head, overall, by }' "$scratch/json" >>"$scratch/csv"
}

echo 'start,arm,rate,scale,steps,seed,recall,distance_0,distance_1,distance_2,distance_3' >"$scratch/csv"
for scale in $scales; do
	for rate in $rates; do
		for step in $steps; do
			for seed in $seeds; do
				row standard long "$HR_SRCDIR/recipes/tree-pretrain-finetune.ini" "$rate" "$scale" "$step" "$seed"
				row standard all "$HR_SRCDIR/recipes/tree-control.ini" "$rate" "$scale" "$step" "$seed"
				row near long "$HR_SRCDIR/recipes/tree-near-long.ini" "$rate" "$scale" "$step" "$seed"
				row near all "$HR_SRCDIR/recipes/tree-near-all.ini" "$rate" "$scale" "$step" "$seed"
			done
			echo "scale $scale, rate $rate, $step steps" >&2
		done
	done
done
sed -n '/^  "provenance": {/,/^  }/p' "$scratch/json" | sed '1s/.*/{/; s/^  //; $s/,$//' >"$scratch/provenance"
cp "$scratch/csv" "$results/tree-tuning.csv"
cp "$scratch/provenance" "$results/tree-tuning.provenance.json"
awk -f "$HR_SRCDIR/bench/tree-tuning.awk" "$results/tree-tuning.csv" # what doc/training.md has
