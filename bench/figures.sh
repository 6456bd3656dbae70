#!/usr/bin/env bash
# figures.sh SRCDIR SCRATCH: the full experiments, into SRCDIR/results; $HRDIM is the program.
# Runs in SRCDIR, so that the commands in the provenance are those that anybody can repeat there.
set -euo pipefail
hrdim=${HRDIM:?set HRDIM to the program} srcdir=${1:?usage: figures.sh SRCDIR SCRATCH}
mkdir -p "${2:?}"
scratch=$(realpath "$2")
cd "$srcdir"
for spec in depth width random-tree random-dag; do
	echo "figures: $spec" >&2
	"$hrdim" run bench/$spec.ini >/dev/null
	"$hrdim" plot bench/$spec.ini >/dev/null
done
bash bench/wordnet.sh "$scratch"
cp "$scratch/wordnet.csv" "$scratch/wordnet-bound.txt" "$scratch/wordnet.provenance.json" results/
