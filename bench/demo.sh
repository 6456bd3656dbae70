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
"$hrdim" plot "$srcdir/bench/depth.ini" --reduced --results "$folder" >/dev/null

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
	printf '  %10s  %-41s %-10s %9s %9s\n' "$(grouped "$(cell "$name" dimension)")" "$*" \
		"$(cell "$name" verdict)" "$(percent "$retrieved" "$relevant")" "$(percent "$retrieved" "$reported")"
}
slope() { # slope NAME: of depth-reduced.fits.csv; the last fit of a series is the one that the figure shows
	awk -F, -v name="$1" '
	NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i }
	$at["kind"] == "measured" && $at["name"] == name { last = sprintf("%.2f +- %.2f", $at["slope"], $at["slope_error"]) }
	END { print last }' \
		"$folder/depth-reduced.fits.csv"
}
least() { # least NAME: at the highest tree
	awk -F, -v name="$1" '
	NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i }
	$at["kind"] == "measured" && $at["name"] == name { last = $at["d"] " at " $at["value"] " levels" }
	END { print last }' "$folder/depth-reduced.csv"
}

theory=$(sed -n 's/^slope = //p' "$srcdir/bench/depth.ini")
nodes=$(sed -nE 's/^ *"documents": ([0-9]+),?$/\1/p' "$folder/wordnet/bound.json" | head -n 1)
cat <<END

What was found in $SECONDS s

WordNet has $(grouped "$nodes") nouns. Each must retrieve itself and everything above it: $(grouped "$(cell runs-1 relevant)") pairs.
Every verdict is an exact decision over all of them: FEASIBLE, every pair is right; INFEASIBLE, some is wrong.

  dimensions  embedding                                 verdict       recall precision
$(sentence forest-interval-2 "U5 intervals, on the spanning forest only")
$(sentence forest-interval-3 "U5 the same, with zero as the threshold")
$(sentence runs-1 "U6 the longest run of every noun")
$(sentence runs-2 "U6 its 2 longest runs")
$(sentence runs-4 "U6 its 4 longest runs")
$(sentence runs-dual-f-query "U6 all runs of what is above it")
$(sentence moment "U4 moment curve")
$(sentence sign "U1 random signs, at the theorem's bound")

Perfect binary trees on a reduced grid: the least dimension grows like the height to the power
$(slope sign) with U1 random signs and $(slope gaussian) with U2 Gaussian directions; theory's power is $theory.
U5 intervals do with $(least interval), whatever the height; U1 needs $(least sign).

Files, in $folder
  wordnet.csv, wordnet/*.json      the verdicts, and all that each run said
  wordnet-bound.txt                what the theorems promise for WordNet
  depth-reduced.{pdf,svg,png}      the figure; its numbers in depth-reduced.csv, every trial beside it
END
