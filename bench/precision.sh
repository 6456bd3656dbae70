#!/bin/sh
# precision.sh [--write] SRCDIR: doc/precision.md with its table renewed from results/records.csv and results/brackets.csv, on standard
# output or in place.
set -eu
. "$(dirname "$0")/renew.sh"

# every certified point
records() {
	bounds=$results/brackets.csv
	[ -f "$bounds" ] || bounds=
	awk -v all=1 -v link=../results/ "$cells$(cat "$srcdir/bench/records.awk")" $bounds "$results/records.csv"
}

renew_file "$srcdir/doc/precision.md"
