#!/bin/sh
# benchmarks.sh [--write] SRCDIR: doc/benchmarks.md with its numbers renewed from results/bench/, on standard output or in
# place.  What stands between "<!-- NAME -->" and "<!-- end -->" is generated here; no other number there is a result.
set -eu
. "$(dirname "$0")/renew.sh"
results=$results/bench

# learn TASK: the participants of a task, a row each
learn() {
	if [ ! -f "$results/learn.csv" ]; then
		echo "Not measured yet: \`make bench-learn\` on a quiet machine."
		return
	fi
	awk -v task="$1" "$cells"'
	cell("task") != task { next }
	{
		setting = cell("setting")
		row[++rows] = sprintf("| %s%s | %.3f s | %.3f s | %.3f s | %d | %.2f |", cell("what"), setting == "" ? "" : " (" setting ")",
			cell("median_seconds"), cell("least_seconds"), cell("most_seconds"), cell("times"), cell("times_hrdim"))
		ratio[rows] = cell("times_hrdim")
		if (cell("what") == "bare sgemm") bare = cell("times_hrdim")
	}
	END {
		print "| | median | least | most | times | against hrdim | against bare sgemm |"
		print "|---|--:|--:|--:|--:|--:|--:|"
		for (k = 1; k <= rows; k++) printf "%s %.2f |\n", row[k], ratio[k] / bare
	}' "$results/learn.csv"
}

step() { learn step; }
evaluation() { learn evaluation; }

machine() {
	if [ -f "$results/learn.provenance.json" ]; then
		sed -nE 's/^ *"(cpu|cores|compiler_version|openblas|pytorch|faiss|commit|load)": "?([^",]*)"?,?$/- \1: \2/p' \
			"$results/learn.provenance.json"
	fi
}

decision() {
	awk "$cells"'
	FNR == 2 { print "| | seconds | GFLOP/s | against sgemm |"; print "|---|--:|--:|--:|" }
	{ printf "| %s | %.2f | %.1f | %.2f |\n", cell("what"), cell("seconds"), cell("gflops"), cell("ratio_to_sgemm") }
	' "$results/decision.csv"
}

# the largest margin of any query vector, against GLPK on all rows
glpk() {
	if [ ! -f "$results/linear.csv" ]; then
		echo "Not measured yet: \`make bench-linear\`, up to two hours."
		return
	fi
	awk "$cells"'
	FNR == 2 { print "| d | queries: hrdim | CPU seconds each | queries: GLPK | solved in time | CPU seconds each | times faster |"; print "|--:|--:|--:|--:|--:|--:|--:|" }
	FNR > 1 {
		least = cell("bound") == "" ? "" : cell("bound") " "
		printf "| %s | %s | %.3f | %s | %s | %s%.1f | %s%s |\n", cell("dimension"), cell("queries"), cell("hrdim_cpu_seconds_per_query"),
			cell("whole_programs"), cell("solved_in_time"), least, cell("glpk_cpu_seconds_per_query"), least, grouped(cell("times_faster"))
	}' "$results/linear.csv"
}

# every query of WordNet
anyquery() {
	if [ ! -f "$results/linear-wordnet.csv" ]; then
		echo "Not measured yet: \`make bench-linear-wordnet\`, about half an hour of processor time."
		return
	fi
	awk "$cells"'
	FNR == 2 { print "| d | queries | feasible | certified infeasible | unknown | share feasible | seconds |"; print "|--:|--:|--:|--:|--:|--:|--:|" }
	FNR > 1 {
		printf "| %s | %s | %s | %s | %s | %s | %.0f |\n", cell("dimension"), grouped(cell("queries")), grouped(cell("feasible")),
			grouped(cell("infeasible")), cell("unknown"), percent(cell("feasible_share")), cell("seconds")
	}' "$results/linear-wordnet.csv"
}

# scale HIERARCHY: processor time and memory per node, less what a process takes for one node
scale() {
	if [ ! -f "$results/scale.csv" ]; then
		echo "Not measured yet: \`make bench-scale\`."
		return
	fi
	awk -v hierarchy="$1" "$cells"'
	cell("hierarchy") != hierarchy { next }
	cell("nodes") == 1 { time[cell("task")] = cell("cpu_seconds"); bytes[cell("task")] = cell("peak_bytes"); next }
	{
		task = cell("task"); n = cell("nodes")
		if (!(n in pairs)) size[++sizes] = n
		pairs[n] = cell("pairs")
		if (!(task in seen)) { seen[task]; tasks[++count] = task }
		per_node[task, n] = sprintf("%.2f", 1e6 * (cell("cpu_seconds") - time[task]) / n)
		memory[task, n] = sprintf("%.0f", (cell("peak_bytes") - bytes[task]) / n)
	}
	END {
		printf "| |"
		for (i = 1; i <= sizes; i++) printf " us, n = %s |", grouped(size[i])
		for (i = 1; i <= sizes; i++) printf " bytes, n = %s |", grouped(size[i])
		printf "\n|---|"
		for (i = 1; i <= 2 * sizes; i++) printf "--:|"
		printf "\n| pairs per node |"
		for (i = 1; i <= sizes; i++) printf " %.2f |", pairs[size[i]] / size[i]
		for (i = 1; i <= sizes; i++) printf " |"
		printf "\n"
		for (k = 1; k <= count; k++) {
			printf "| %s |", tasks[k]
			for (i = 1; i <= sizes; i++) printf " %s |", per_node[tasks[k], size[i]]
			for (i = 1; i <= sizes; i++) printf " %s |", memory[tasks[k], size[i]]
			printf "\n"
		}
	}' "$results/scale.csv"
}

trees() { scale tree; }
dags() { scale DAG; }

# the largest m of which all pairs are retrieved, by dimension: bench/weller.sh
weller() {
	if [ ! -f "$srcdir/results/weller.csv" ]; then
		echo "Not measured yet: \`make weller\`."
		return
	fi
	awk "$cells"'
	FNR > 1 {
		d = cell("d"); series = cell("series")
		if (series == "integers") next
		if (!(d in known)) { known[d]; order[++count] = d }
		m[d, series] = (cell("bound") == "" ? "" : cell("bound") " ") grouped(cell("m")) (cell("repaired") == "no" ? " (training alone)" : "")
	}
	END {
		print "| d | Weller et al., 100,000 steps | trained, then alternating-lp | trigonometric, float32 | trigonometric, float64 |"
		print "|--:|--:|--:|--:|--:|"
		for (k = 1; k <= count; k++) {
			d = order[k]
			printf "| %s | %s | %s | %s | %s |\n", d, m[d, "weller"], m[d, "trained"], m[d, "float32"], m[d, "float64"]
		}
	}' "$srcdir/results/weller.csv"
}

renew_file "$srcdir/doc/benchmarks.md"
