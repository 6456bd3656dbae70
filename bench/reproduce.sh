#!/usr/bin/env bash
# reproduce.sh SRCDIR SCRATCH: every sweep of SRCDIR/results computed anew, and redrawn; says before how
# long it will take and after whether the numbers are the same.  $HRDIM is the program.
#
# Interrupted, it goes on where it was: finished trials are in SCRATCH/store.sqlite.  Remove SCRATCH to begin anew.
# Runs in SRCDIR, so that the commands in the provenance are those that anybody can repeat there.
set -euo pipefail
hrdim=$(realpath "${HRDIM:?set HRDIM to the program}") srcdir=${1:?usage: reproduce.sh SRCDIR SCRATCH}
mkdir -p "${2:?}"
scratch=$(realpath "$2")
cd "$srcdir"

# seconds NAME: inside trials, when the committed results were computed
seconds() {
	local times=results/$1.times.csv
	[ -e "$times" ] || return 0
	awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
		{ sum += $at["build_seconds"] + $at["check_seconds"] } END { print sum }' "$times"
}
about() { # about SECONDS: of work, on these cores
	awk -v s="$1" -v cores="$(nproc)" 'BEGIN { s /= cores; if (s < 90) printf "about %d s", s + 1; else printf "about %d min", s / 60 + 1 }'
}

specs=()
total=0
for spec in bench/*.ini; do
	name=$(basename "$spec" .ini)
	grep -q '^\[sweep\]' "$spec" || continue # a baseline
	if [ ! -e "results/$name.csv" ]; then
		echo "reproduce: $name has no results yet; hrdim run $spec makes them" >&2
		continue
	fi
	specs+=("$name")
	part=$(seconds "$name")
	total=$(awk -v a="$total" -v b="${part:-0}" 'BEGIN { print a + b }')
done
echo "reproduce: ${#specs[@]} sweeps, $(about "$total") on $(nproc) cores" >&2

changed=0
for name in "${specs[@]}"; do
	part=$(seconds "$name")
	echo "reproduce: $name${part:+, $(about "$part")}" >&2
	for file in csv fits.csv trials.csv; do
		if [ -e "results/$name.$file" ]; then cp "results/$name.$file" "$scratch/before.$file"; else : >"$scratch/before.$file"; fi
	done
	"$hrdim" run "bench/$name.ini" --store "$scratch/store.sqlite" >"$scratch/$name.txt"
	sed -n '/ trials computed in /p; /trials failed/p' "$scratch/$name.txt" >&2
	for file in csv fits.csv trials.csv; do
		cmp -s "results/$name.$file" "$scratch/before.$file" && continue
		echo "reproduce: results/$name.$file is not what it was" >&2
		changed=$((changed + 1))
	done
	"$hrdim" plot "bench/$name.ini" >/dev/null
done
"$hrdim" bound wordnet >results/wordnet-bound.txt
"$hrdim" report results -o results/report.html >/dev/null
if [ "$changed" -eq 0 ]; then
	echo "reproduce: every number is the same, byte for byte" >&2
else
	echo "reproduce: $changed files changed; git diff results shows how" >&2
fi
