#!/bin/sh
# linear-programs.sh [--write] SRCDIR: doc/linear-programs.md with its table renewed from results/repair.csv, on standard output
# or in place.
set -eu
. "$(dirname "$0")/renew.sh"

# least dimensions, trained and repaired, and what was left below
repair() {
	awk "$cells"'
	cell("recipe") != "gaussian" {
		key = "`" cell("hierarchy") "` | " cell("recipe") ", budget " cell("budget") ", seed " cell("seed")
		d = cell("dimension") + 0
		if (!(key in low)) { order[++rows] = key; low[key] = d }
		if (d > high[key]) high[key] = d
		start[key, d] = cell("start_bad_queries"); left[key, d] = cell("bad_queries")
		if (start[key, d] == 0 && !(key in trained)) trained[key] = d
		if (cell("verdict") == "FEASIBLE" && !(key in repaired)) repaired[key] = d
	}
	END {
		print "| hierarchy | training, one run per dimension | least dimension: trained | repaired from the same training | failing one dimension lower |"
		print "|---|---|---|---|--:|"
		for (i = 1; i <= rows; i++) {
			k = order[i]; none = "none of " low[k] " to " high[k]; r = k in repaired ? repaired[k] : 0
			print "| " k " | " (k in trained ? trained[k] : none) " | " (r ? r " (" start[k, r] " queries failed)" : none) " | " \
				((k, r - 1) in left ? left[k, r - 1] : "not tried") " |"
		}
	}' "$results/repair.csv"
}

price() {
	awk "$cells"'
	cell("recipe") == "gaussian" {
		printf "`%s` in %s dimensions: %.1f s of one core a round.\n", cell("hierarchy"), cell("dimension"), cell("cpu_seconds") / cell("rounds")
	}' "$results/repair.csv"
}

renew_file "$srcdir/doc/linear-programs.md"
