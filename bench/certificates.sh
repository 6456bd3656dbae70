#!/usr/bin/env bash
# certificates.sh RESULTS: certificates of real hierarchies, written by hrdim ($HRDIM) and accepted by hrdim-verify
# ($HRDIM_VERIFY), with their sizes and times; into RESULTS/certificates/ and RESULTS/bench/certificates.csv.
#
# Times are those of the whole command, from a hierarchy in its source's form (writing) or canonical form (verifying).
# Certificates above 64 KiB are kept as .xz.  A hierarchy that is absent is left out, with a line that says so.
set -euo pipefail
hrdim=$(realpath "${HRDIM:?the program}") verify=$(realpath "${HRDIM_VERIFY:?the checker}")
results=$(cd "${1:?usage: certificates.sh RESULTS}" && pwd)
mkdir -p "$results/certificates" "$results/bench"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"

# name, hierarchy, what hrdim does
jobs() {
	cat <<-'END'
		wordnet-recall wordnet check --method runs --runs 1 --notion f-sign
		wordnet-moment wordnet check --method moment
		wordnet-runs-dual wordnet check --method runs --dual --notion f-sign
		wordnet-gaussian-64 wordnet check --method gaussian --dim 64
		wordnet-any-query wordnet check --method gaussian --dim 8 --any-query
		wordnet-least wordnet bound --notion f-query
		wordnet-least-sign wordnet bound --notion f-sign
		wordnet-forest forest:of=wordnet check --method interval
		wordnet-forest-sign forest:of=wordnet check --method interval --notion f-sign
		go-recall go check --method runs --runs 1 --notion f-sign
		go-least-sign go bound --notion f-sign
		go-forest forest:of=go check --method interval
		chebi-recall chebi check --method runs --runs 1 --notion f-sign
		chebi-least-sign chebi bound --notion f-sign
		chebi-forest forest:of=chebi check --method interval
		ncbi ncbi check --method interval
		ncbi-sign ncbi check --method interval --notion f-sign
	END
}

# timed FILE COMMAND...: its wall clock and processor seconds into FILE; the exit status is the command's
timed() {
	local file=$1 status=0 TIMEFORMAT='%R %U %S'
	shift
	{ time "$@" >"$scratch/out" 2>"$scratch/err"; } 2>"$scratch/time" || status=$?
	awk '{ printf "%.2f,%.2f", $1, $2 + $3 }' "$scratch/time" >"$file"
	return $status
}

fail() {
	echo "certificates.sh: $1: $(cat "$scratch/err" "$scratch/out" | head -c 400)" >&2
	exit 1
}

csv=$scratch/certificates.csv
header=certificate,hierarchy,nodes,claim,evidence,bytes,xz_bytes,write_seconds,write_cpu_seconds,verify_seconds,verify_cpu_seconds
echo $header >"$csv"
while read -r name hierarchy command options; do
	canonical=$scratch/${hierarchy//[^a-z]/-}.hierarchy
	if [ ! -e "$canonical" ]; then
		rm -f "$scratch"/*.hierarchy # the last one's
		"$hrdim" convert "$hierarchy" -o "$canonical" >out 2>err || {
			echo "certificates.sh: $hierarchy is left out: $(cat err)" >&2
			continue
		}
	fi
	status=0
	# shellcheck disable=SC2086 # options are words
	timed write "$hrdim" "$command" "$hierarchy" $options --certificate "$name.cert" --quiet --json || status=$?
	if [ $status -gt 1 ] || [ ! -e "$name.cert" ]; then fail "$name"; fi
	mv out report.json
	timed verified "$verify" "$name.cert" "$canonical" || fail "$name"
	grep -q '^accepted: ' out || fail "$name"
	xz -9ekc "$name.cert" >"$name.cert.xz"
	bytes=$(wc -c <"$name.cert") small=$(wc -c <"$name.cert.xz")
	rm -f "$results/certificates/$name.cert" "$results/certificates/$name.cert.xz"
	if [ "$bytes" -gt 65536 ]; then
		cp "$name.cert.xz" "$results/certificates/"
	else
		cp "$name.cert" "$results/certificates/"
	fi
	printf '%s,%s,%s,%s,%s,%s,%s,%s,%s\n' "$name" "$hierarchy" "$(sed -n '2s/nodes //p' "$canonical")" \
		"$(sed -n '3s/^claim //p' "$name.cert")" "$(sed -n '4s/^evidence //p' "$name.cert")" "$bytes" "$small" \
		"$(cat write)" "$(cat verified)" >>"$csv"
	tail -n 1 "$csv" >&2
	rm -f "$name.cert" "$name.cert.xz"
done < <(jobs)
[ "$(wc -l <"$csv")" -gt 1 ] || { echo "certificates.sh: no hierarchy is there" >&2 && exit 77; }
sed -n '/^  "provenance": {/,/^  }/p' report.json | sed '1s/.*/{/; s/^  //; $s/,$//' >provenance
cp "$csv" "$results/bench/certificates.csv"
cp provenance "$results/bench/certificates.provenance.json"
