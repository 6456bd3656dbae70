#!/usr/bin/env bash
# demo.sh HRDIM SRCDIR FOLDER: the main job once, on real input; ends with one screen of what was found.
set -euo pipefail
hrdim=${1:?usage: demo.sh HRDIM SRCDIR FOLDER} srcdir=$2 folder=$3
hrdim=$(realpath "$hrdim") srcdir=$(realpath "$srcdir")
export HRDIM=$hrdim
mkdir -p "$folder"
folder=$(realpath "$folder")
SECONDS=0
say() { printf 'demo: %s\n' "$*" >&2; }

say "WordNet's nouns: bounds, and exact verdicts on the embeddings (step 1 of 2)"
bash "$srcdir/bench/wordnet.sh" "$folder"
say "perfect binary trees: the least dimension against the height, on a reduced grid (step 2 of 2)"
"$hrdim" run "$srcdir/bench/depth.ini" --reduced --results "$folder" >"$folder/depth-reduced.txt"
for format in pdf svg png; do
	"$hrdim" plot "$srcdir/bench/depth.ini" --reduced --results "$folder" --format $format >/dev/null
done

# --- what was found, from the files of these very runs
cell() { # cell NAME COLUMN: of wordnet.csv
	awk -F, -v name="$1" -v column="$2" \
		'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i } $1 == name { print $at[column] }' "$folder/wordnet.csv"
}
grouped() { sed -E ':a; s/([0-9])([0-9]{3})($|,)/\1,\2\3/; ta' <<<"$1"; }
percent() { # rounded down: what is not all is never shown as all
	awk -v p="$1" -v w="$2" 'BEGIN { if (p == w) print "100 %"; else printf "%.2f %%\n", int(10000 * p / w) / 100 }'
}
sentence() { # sentence NAME WORDS...: what one verdict means
	local name=$1 relevant retrieved reported
	shift
	relevant=$(cell "$name" relevant) retrieved=$(cell "$name" retrieved) reported=$(cell "$name" reported)
	printf '  %6s dimensions  %-34s %-10s  recall %8s  precision %s\n' "$(grouped "$(cell "$name" dimension)")" "$*" \
		"$(cell "$name" verdict)" "$(percent "$retrieved" "$relevant")" "$(percent "$retrieved" "$reported")"
}
slope() { # slope NAME: of depth-reduced.fits.csv
	awk -F, -v name="$1" '
	NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i }
	$at["kind"] == "measured" && $at["name"] == name { printf "%.2f +- %.2f\n", $at["slope"], $at["slope_error"] }' \
		"$folder/depth-reduced.fits.csv"
}
least() { # least NAME: at the highest tree
	awk -F, -v name="$1" '
	NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i }
	$at["kind"] == "measured" && $at["name"] == name { last = $at["value"] " levels: " $at["d"] }
	END { print last }' "$folder/depth-reduced.csv"
}

bound=$folder/wordnet/bound.json
nodes=$(sed -nE 's/^ *"documents": ([0-9]+),?$/\1/p' "$bound" | head -n 1)
cat <<END

What was found in $SECONDS s

WordNet's $(grouped "$nodes") nouns: each must retrieve itself and everything above it, $(grouped "$(cell runs-1 relevant)") pairs.
Every line is an exact decision over all pairs. FEASIBLE: every pair right. INFEASIBLE: some are wrong.

$(sentence forest-interval-2 "its spanning forest, intervals (U5)")
$(sentence forest-interval-3 "the same, one threshold (U5)")
$(sentence runs-1 "WordNet, 1 run a noun (U6)")
$(sentence runs-2 "WordNet, 2 runs a noun (U6)")
$(sentence runs-4 "WordNet, 4 runs a noun (U6)")
$(sentence runs-dual "WordNet, all runs of S(q) (U6, dual)")
$(sentence moment "WordNet, moment curve (U4)")
$(sentence sign "WordNet, random signs (U1)")

Perfect binary trees, reduced grid: the least dimension that works grows with the height to the power
  random signs (U1)  $(slope sign)     theory: 2 (it is quadratic in the height)
  Gaussian (U2)      $(slope gaussian)
At $(least sign) dimensions with random signs; at $(least interval) with intervals, as for every tree.

Files, in $folder
  wordnet.csv, wordnet/*.json      the verdicts, and all that each run said
  wordnet-bound.txt                what the theorems promise for WordNet
  depth-reduced.{pdf,svg,png}      the figure; its numbers in depth-reduced.csv, every trial beside it
END
