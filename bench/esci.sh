#!/usr/bin/env bash
# Recall of Exact and Substitute products by recipe, into RESULTS/esci.csv and RESULTS/esci.provenance.json.
# usage: HRDIM=./hrdim bench/esci.sh RESULTS
# Three measurements: `trained` (all judgments are trained and asked for), `held-out` (a fifth of every
# query's judgments is kept from training, and its trained products are not ranked) on the 150 queries of the shared data,
# both with lookup tables; and `new-queries`: hashed-text queries of a made-up data set whose split `test` was not
# trained (early stopping looks at 150 train queries kept from training).  Intervals: 95%, bootstrap over queries; differences: to `standard`, on the same resamples.
# DIMENSIONS, SEEDS, NEW_SEEDS (of new-queries) and THREADS may be set; a row does not depend on the others.
set -euo pipefail
: "${HRDIM:?the program}"
results=$(cd "${1:?where to write}" && pwd)
HR_SRCDIR=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
. "$HR_SRCDIR/bench/shared-data.sh"
data=$(shared_file esci/esci_us_judgments.json) || { echo "$data" >&2 && exit 77; }
threads=${THREADS:-$(nproc)}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
recipes='untrained standard pretrain-finetune control best'
resamples=2000

# train RECIPE HIERARCHY DIM SEED OPTION...: into scratch/RECIPE; untrained is the standard encoder after one step
train() {
	local recipe=$1 budget=1 what=$1
	[ "$what" = untrained ] && what=standard budget=0.0001
	sed "$text" "$HR_SRCDIR/bench/esci/$what.ini" >"$scratch/$what.ini"
	"$HRDIM" train "$2" --dim "$3" --seed "$4" --recipe "$scratch/$what.ini" --budget $budget --threads "$threads" \
		-o "$scratch/$recipe" --quiet "${@:5}" >/dev/null
}

# rows MEASUREMENT RECIPE DIM SEED: one row for each class, from the table of hrdim eval on standard input
rows() {
	awk -v head="$1,$2,$3,$4" '
		/^distance / { table = 1; next }
		table && NF {
			gsub(/[][,%]/, "")
			class = $1 == 1 ? "Exact" : "Substitute"
			printf "%s,%s,%d,%d,%.6f,%.4f,%.4f,%.4f,%.4f,%.4f\n", head, class, $2, $3, $3 / $2, $5 / 100, $6 / 100, $8 / 100, $9 / 100, $10 / 100
		}'
}

measure() { # measure MEASUREMENT HIERARCHY DIM SEED OPTION...
	for recipe in $recipes; do
		train "$recipe" "$2" "$3" "$4" "${@:5}"
	done
	for recipe in $recipes; do
		"$HRDIM" eval "$2" "$scratch/$recipe" --against "$scratch/standard" --bootstrap $resamples --seed "$4" --threads "$threads" \
			"${@:5}" | rows "$1" "$recipe" "$3" "$4" >>"$scratch/csv"
		echo "$1: d=$3, seed $4, $recipe" >&2
	done
}

echo 'measurement,recipe,dimension,seed,class,pairs,retrieved,recall,low,high,difference,difference_low,difference_high' >"$scratch/csv"
text=
for d in ${DIMENSIONS:-2 4 8}; do
	for seed in ${SEEDS:-1 2 3}; do
		measure trained "$data" "$d" "$seed"
		measure held-out "$data" "$d" "$seed" --holdout 0.2
	done
done

# queries that are text; the vectors of the new ones take the place of the trained ones
text='s/^title.*/&\nqueries = text\nbuckets = 65536\nngrams = 3..5/; s/^validation.*/&\nheld-out = yes/'
awk -v seed=1 -v queries=1500 -f "$HR_SRCDIR/bench/esci-generate.awk" >"$scratch/shop.csv"
shop=esci:path=$scratch/shop.csv,locale=us
for seed in ${NEW_SEEDS:-1}; do
	for recipe in $recipes; do
		train "$recipe" "$shop,split=train" 4 "$seed" --encode "$shop,split=test"
		mv "$scratch/$recipe.encoded.npy" "$scratch/$recipe.queries.npy"
	done
	for recipe in $recipes; do
		"$HRDIM" eval "$shop,split=test" "$scratch/$recipe" --against "$scratch/standard" --bootstrap $resamples --seed "$seed" \
			--threads "$threads" | rows new-queries "$recipe" 4 "$seed" >>"$scratch/csv"
		echo "new-queries: d=4, seed $seed, $recipe" >&2
	done
done

"$HRDIM" eval "$shop,split=test" "$scratch/best" --json | sed -n '/^  "provenance": {/,/^  }/p' | sed '1s/.*/{/; s/^  //' >"$scratch/json"
cp "$scratch/csv" "$results/esci.csv"
cp "$scratch/json" "$results/esci.provenance.json"
