#!/usr/bin/env bash
# figures.sh SRCDIR: every figure and table of SRCDIR/results, redrawn from the numbers stored there; $HRDIM is the
# program.  Nothing is computed.
set -euo pipefail
hrdim=$(realpath "${HRDIM:?set HRDIM to the program}") srcdir=${1:?usage: figures.sh SRCDIR}
cd "$srcdir"
for spec in bench/*.ini; do
	name=$(basename "$spec" .ini)
	[ -e "results/$name.csv" ] || continue
	"$hrdim" plot "$spec" >/dev/null
	echo "figures: $name" >&2
done
if [ -e results/weller.csv ]; then
	(cd results && "${HRDIM_GNUPLOT:-gnuplot}" ../bench/weller.gp)
	echo "figures: weller" >&2
fi
if [ -e results/records.csv ]; then
	bash bench/frontier.sh results
	echo "figures: frontier" >&2
fi
"$hrdim" report results -o results/report.html >/dev/null
echo "figures: results/report.html" >&2
