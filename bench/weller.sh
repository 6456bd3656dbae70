#!/usr/bin/env bash
# weller.sh RESULTS: for how many documents do certified embeddings of d = 4 .. 12 dimensions retrieve every pair?  Beside Weller
# et al. 2025, whose free embeddings were trained for 100,000 steps.  Into RESULTS/weller.csv with its .provenance.json, RESULTS/weller.svg,
# .pdf and .png, and RESULTS/certificates/weller/.  $HRDIM is the program, $HRDIM_VERIFY the checker.
#
# Series of weller.csv, m documents each (subsets:m=M,k=2, F-query); all but weller decided exactly by hrdim check:
#   weller    theirs, from bench/literature.csv
#   trained   free float vectors: hrdim train (recipe standard, $BUDGET), then alternating-lp; 20 or 50 % above theirs, a
#             certificate for each, accepted by hrdim-verify
#   float32   the trigonometric moment curve (U4): the largest m in steps of 10, by bisection, whose float32 vectors are FEASIBLE
#   float64   the same in float64, up to $MOST documents: bound says `at least` where that many are FEASIBLE
#   integers  the moment curve (U4) in exact integers: FEASIBLE for every m; shown for m = 1000
set -euo pipefail
hrdim=$(realpath "${HRDIM:?the program}") verify=$(realpath "${HRDIM_VERIFY:?the checker}")
source=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
results=$(cd "${1:?usage: weller.sh RESULTS}" && pwd)
budget=${BUDGET:-0.3} most=${MOST:-1000} seeds=${SEEDS:-1 2} dimensions=${DIMENSIONS:-4 5 6 7 8 9 10 11 12}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
say() { printf 'weller: %s\n' "$*" >&2; }

# decide M OPTIONS...: the verdict; the report stays in report.json
decide() {
	local m=$1 status=0
	shift
	"$hrdim" check "subsets:m=$m,k=2" "$@" --quiet --json >report.json || status=$?
	case $status in 0 | 1 | 3) ;; *) return 1 ;; esac
	sed -n 's/^  "verdict": "\(.*\)",$/\1/p' report.json
}
margin() { sed -n 's/^  "margin": \(.*\),$/\1/p' report.json; }

# accepted M CERTIFICATE: the checker, from the hierarchy itself
accepted() {
	[ -e "$1.hierarchy" ] || "$hrdim" convert "subsets:m=$1,k=2" -o "$1.hierarchy" --quiet >out
	"$verify" "$2" "$1.hierarchy" >out || { cat out >&2 && return 1; }
	grep -q "^accepted: feasible f-query " out
}

theirs() { awk -F, -v d="$1" '$1 == "weller-top-2" && $(NF - 1) == d { print $(NF - 2) }' "$source/bench/literature.csv"; }

stop() { say "$1: $(cat err)" && exit 1; }

# train D M: is there a FEASIBLE embedding, of some seed?  Its certificate is e.cert then; `repaired`: training alone did not arrive
train() {
	local d=$1 m=$2
	for seed in $seeds; do
		rm -f start.* e.*
		"$hrdim" train "subsets:m=$m,k=2" --dim "$d" --recipe standard --budget "$budget" --seed "$seed" --quiet -o start \
			>out 2>err || stop train
		repaired=no
		[ "$(decide "$m" start)" = FEASIBLE ] || repaired=yes
		"$hrdim" embed "subsets:m=$m,k=2" --method alternating-lp --start start --rounds 100 --quiet -o e >out 2>err || stop embed
		[ "$(decide "$m" e --certificate e.cert)" != FEASIBLE ] || return 0
	done
	return 1
}

echo "d,series,m,bound,verdict,type,margin,seed,repaired,certificate" >csv
row() { printf '%s\n' "$1" >>csv && say "${1//,/ }"; }
rm -rf certificates && mkdir certificates
for d in $dimensions; do
	weller=$(theirs "$d")
	row "$d,weller,$weller,,,,,,,"
	# 20 % and 50 % more documents than theirs, as long as they are served
	line=
	for share in 20 50; do
		m=$((weller + weller * share / 100))
		train "$d" "$m" || break
		accepted "$m" e.cert
		file=weller-$d.cert.xz
		xz -9ec e.cert >"certificates/$file"
		type=$(sed -n 's/^  "type": "\(.*\)",$/\1/p' report.json)
		line="$d,trained,$m,,FEASIBLE,$type,$(margin),$seed,$repaired,$file"
	done
	[ -n "$line" ] || { say "no embedding of $m documents in $d dimensions was found: more SEEDS or a longer BUDGET" && exit 1; }
	row "$line"
done

serves() { [ "$(decide "$1" --method trigonometric --dim "$2" --dtype "$3")" = FEASIBLE ]; }

# curve D TYPE: the largest m; more dimensions hold what fewer do, and the last of an odd number of them is not used
curve() {
	local d=$1 type=$2 low=$found high=$((most + 10)) m least bound=
	serves "$low" "$d" "$type" || { say "$low documents are not served in $d dimensions" && return 1; }
	least=$(margin)
	while [ $((high - low)) -gt 10 ] && [ "$searched" != $((d / 2)) ]; do
		m=$((low * 2))
		[ $m -lt $high ] || m=$((low + (high - low) / 20 * 10))
		if serves $m "$d" "$type"; then
			low=$m least=$(margin)
		else
			high=$m
		fi
	done
	[ "$low" -lt "$most" ] || bound="at least"
	row "$d,$type,$low,$bound,FEASIBLE,$type,$least,,,"
	found=$low searched=$((d / 2))
}
found=50 searched=
for d in $dimensions; do curve "$d" float32; done
found=$most searched=
for d in $dimensions; do curve "$d" float64; done

# the certificates of the constructions, once: in 4 dimensions, and so in more, since a claim may have more than it needs
[ "$(decide 100 --method trigonometric --dim 4 --certificate e.cert)" = FEASIBLE ]
accepted 100 e.cert
xz -9ec e.cert >certificates/trigonometric-4.cert.xz
[ "$(decide 1000 --method moment --certificate certificates/moment-4.cert)" = FEASIBLE ]
accepted 1000 certificates/moment-4.cert
row "4,integers,1000,at least,FEASIBLE,integers,$(margin),,,moment-4.cert"

sed -n '/^  "provenance": {/,/^  }/p' report.json | sed '1s/.*/{/; s/^  //; $s/,$//' >provenance
mkdir -p "$results/certificates/weller"
rm -f "$results"/certificates/weller/*
cp certificates/* "$results/certificates/weller/"
cp csv "$results/weller.csv"
cp provenance "$results/weller.provenance.json"
cd "$results" && "${HRDIM_GNUPLOT:-gnuplot}" "$source/bench/weller.gp"
