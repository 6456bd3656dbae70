#!/usr/bin/env bash
# wordnet.sh FOLDER: the bounds for WordNet's nouns, and the exact verdicts on embeddings at those dimensions.
#
# Leaves FOLDER/wordnet.csv (a row per verdict), FOLDER/wordnet-bound.txt (the table of bounds),
# FOLDER/wordnet.provenance.json (who computed them, with what) and, under FOLDER/wordnet/, what every run said as
# JSON.  $HRDIM is the program.
set -euo pipefail
folder=${1:?usage: wordnet.sh FOLDER} hrdim=${HRDIM:?set HRDIM to the program}
said=$folder/wordnet
mkdir -p "$said"

# name, share of the whole time in percent, then what `hrdim check` is asked
runs=(
	"forest-interval-2   1 forest:of=wordnet --method interval --dim 2 --notion f-query"
	"forest-interval-3   1 forest:of=wordnet --method interval --notion f-sign"
	"runs-1              1 wordnet --method runs --runs 1 --notion f-sign"
	"runs-2              1 wordnet --method runs --runs 2 --notion f-sign"
	"runs-4              1 wordnet --method runs --runs 4 --notion f-sign"
	"runs-dual-f-query   3 wordnet --method runs --dual --notion f-query"
	"runs-dual           3 wordnet --method runs --dual --notion f-sign"
	"moment              3 wordnet --method moment --notion f-query"
	"sign               86 wordnet --method sign --notion f-query"
)

done_share=0
progress() { # progress WORDS...: one line, with the time left as the shares so far predict it
	local left=""
	if [ "$done_share" -gt 0 ]; then left=", about $((SECONDS * (100 - done_share) / done_share + 1)) s left"; fi
	printf 'wordnet: %s%s\n' "$*" "$left" >&2
}

# field FILE KEY: the first value of the key in JSON as hrdim prints it, one "key": value a line
field() { sed -nE "s/^ *\"$2\": \"?([^\",]*)\"?,?\$/\1/p" "$1" | head -n 1; }

progress "bounds"
"$hrdim" bound wordnet --json >"$said/bound.json"
"$hrdim" bound wordnet >"$folder/wordnet-bound.txt"

csv=$folder/wordnet.csv
printf 'name,hierarchy,embedding,notion,dimension,verdict,relevant,retrieved,reported,precision,recall\n' >"$csv.part"
for run in "${runs[@]}"; do
	read -r name share question <<<"$run"
	progress "check $question"
	status=0
	# shellcheck disable=SC2086 # the question is words
	"$hrdim" check $question --seed 1 --json >"$said/$name.json" || status=$?
	if [ "$status" -gt 1 ]; then # 0 FEASIBLE and 1 INFEASIBLE are both findings
		echo "wordnet: hrdim check $question failed" >&2
		exit "$status"
	fi
	row=$name
	for key in hierarchy embedding notion dimension verdict relevant retrieved reported precision overall; do
		row=$row,$(field "$said/$name.json" $key)
	done
	echo "$row" >>"$csv.part"
	done_share=$((done_share + share))
done
mv "$csv.part" "$csv"

# who computed it, with what and when: as the last verdict says it
{
	echo '{'
	sed -n '/^  "provenance": {$/,/^  }/ { s/^  },$/  }/; p }' "$said/$name.json"
	echo '}'
} >"$folder/wordnet.provenance.json"
