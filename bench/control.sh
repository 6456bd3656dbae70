#!/bin/sh
# control.sh [--write] SRCDIR: doc/training.md with the tables of "Data or loss?" renewed from results/, on standard output
# or in place.  What stands between "<!-- NAME -->" and "<!-- end -->" is generated here.
#
# Differences are paired by seed: mean of (all pairs - long distances) with its 95 % interval by Student's t over the
# seeds, t(0.975, seeds - 1) s / sqrt(seeds).
set -eu
. "$(dirname "$0")/renew.sh"

# pairs WHAT NAME LONG ALL START: rows of results/NAME.trials.csv, a row for each dimension
arms() {
	[ -f "$results/$2.trials.csv" ] || return 0
	awk -v what="$1" -v long="$3" -v all="$4" -v start="$5" -v most="${6:-99}" "$cells"'
	function hundredfold(x) { return sprintf("%.1f", 100 * x) }
	# the recall of the worst distance up to `most`
	function worst(list,  part, n, k, value) {
		n = split(list, part, ";")
		value = 1
		for (k = 1; k <= n && k <= most + 1; k++) if (part[k] + 0 < value) value = part[k] + 0
		return value
	}
	function near(list,  part) { split(list, part, ";"); return part[1] + 0 }
	function quantile(df) { # t(0.975, df)
		split("12.706 4.303 3.182 2.776 2.571 2.447 2.365 2.306 2.262 2.228 2.201 2.179 2.160 2.145 2.131 2.120 2.110 2.101 2.093", t, " ")
		return t[df]
	}
	function difference(quantity, d,  s, n, x, sum, square, mean, half) {
		n = sum = square = 0
		for (s = 1; s <= seeds; s++)
			if ((all, d, seed[s], quantity) in y && (long, d, seed[s], quantity) in y) {
				x[++n] = y[all, d, seed[s], quantity] - y[long, d, seed[s], quantity]
				sum += x[n]
			}
		if (!n) return "-"
		mean = sum / n
		if (n == 1) return sprintf("%+.1f (one seed)", 100 * mean)
		for (s = 1; s <= n; s++) square += (x[s] - mean) * (x[s] - mean)
		half = quantile(n - 1) * sqrt(square / (n - 1) / n)
		return sprintf("%+.1f [%+.1f, %+.1f]", 100 * mean, 100 * (mean - half), 100 * (mean + half))
	}
	function mean_of(name, quantity, d,  s, n, sum) {
		n = sum = 0
		for (s = 1; s <= seeds; s++)
			if ((name, d, seed[s], quantity) in y) { sum += y[name, d, seed[s], quantity]; n++ }
		return n ? hundredfold(sum / n) : "-"
	}
	function both(d,  s, n) {
		n = 0
		for (s = 1; s <= seeds; s++) if ((all, d, seed[s], "recall") in y && (long, d, seed[s], "recall") in y) n++
		return n
	}
	cell("state") == "done" && (cell("method") == long || cell("method") == all || cell("method") == start) {
		d = cell("d"); s = cell("seed")
		if (!(d in known)) { known[d]; dims[++count] = d }
		if (!(s in told)) { told[s]; seed[++seeds] = s }
		y[cell("method"), d, s, "recall"] = cell("recall")
		y[cell("method"), d, s, "worst"] = worst(cell("recall-by-distance"))
		y[cell("method"), d, s, "near"] = near(cell("recall-by-distance"))
	}
	END {
		for (k = 1; k <= count; k++) {
			d = dims[k]
			if (!both(d)) continue
			for (i = 1; i <= 3; i++) {
				quantity = i == 1 ? "recall" : i == 2 ? "near" : "worst"
				printf "| %s | %s | %s | %s | %s | %s | %s |\n", i == 1 ? what ", d = " d ", " both(d) (both(d) > 1 ? " seeds" : " seed") : "",
					i == 1 ? "all pairs" : i == 2 ? "distance 0" : "worst distance", mean_of(start, quantity, d),
					mean_of(long, quantity, d), mean_of(all, quantity, d), difference(quantity, d), ""
			}
		}
	}' "$results/$2.trials.csv" | sed 's/ |  |$/ |/'
}

control() {
	echo "| | recall of | first stage alone | then long distances | then all pairs | all pairs - long distances |"
	echo "|---|---|--:|--:|--:|--:|"
	arms "tree, start \`tree-standard\`" tree-control tree-pretrain-finetune tree-control tree-standard
	arms "tree, start \`tree-near\`" tree-control tree-near-long tree-near-all tree-near
	arms "WordNet" wordnet-recipes pretrain-finetune control standard 8
}

# what bench/tree-tuning.sh found
tuning() {
	[ -f "$results/tree-tuning.csv" ] || return 0
	echo "| start | arm | scale | rate | steps | recall | distance 0 |"
	echo "|---|---|--:|--:|--:|--:|--:|"
	awk -f "$srcdir/bench/tree-tuning.awk" "$results/tree-tuning.csv"
}

renew_file "$srcdir/doc/training.md"
