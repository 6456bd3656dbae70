#!/usr/bin/env bash
# scale.sh RESULTS: time and memory of every linear task from 10^4 to 10^7 nodes, into RESULTS/bench/scale.csv and .svg.
#
#   random tree       random-tree:n=N
#   DAG               dag:n=N,parents=1,extra=0.01: the same, and one parent more for a hundredth of the nodes
#
# $HRDIM and $HRDIM_VERIFY are the programs, $PEAK is bench/peak; SIZES="10000 100000" makes it shorter.  Every task is run
# several times while n is small and the least is kept.  One thread works, so that processor time is work.  10^7 needs 5 GiB
# of memory, 5 GB of $TMPDIR, and about half an hour on a quiet machine.
set -euo pipefail
hrdim=$(realpath "${HRDIM:?the program}") verify=$(realpath "${HRDIM_VERIFY:?the checker}") peak=$(realpath "${PEAK:?bench/peak}")
results=$(cd "${1:?usage: scale.sh RESULTS}" && pwd)
sizes=${SIZES:-10000 100000 1000000 10000000}
mkdir -p "$results/bench"
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 # idle threads wait busily, and would be counted
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"

# hierarchy, task, what runs; in this order, since tasks read what earlier ones wrote
tasks() {
	cat <<-END
		tree|generate and write|$hrdim convert TREE -o tree.hierarchy
		tree|read and write|$hrdim convert tree.hierarchy -o copy.tsv
		tree|info|$hrdim info TREE
		tree|bound without search|$hrdim bound TREE --effort 0.001
		tree|embed: interval (U5)|$hrdim embed TREE --method interval -o tree
		tree|check the file: F-sign|$hrdim check TREE tree --notion f-sign
		tree|check: F-query|$hrdim check TREE --method interval
		tree|certify: F-sign|$hrdim check TREE --method interval --notion f-sign --certificate tree.cert
		tree|hrdim-verify|$verify tree.cert tree.hierarchy
		DAG|generate and write|$hrdim convert DAG -o dag.hierarchy
		DAG|read and write|$hrdim convert dag.hierarchy -o copy.tsv
		DAG|info|$hrdim info DAG
		DAG|embed: runs (U6) K = 1|$hrdim embed DAG --method runs --runs 1 -o dag
		DAG|check the file: recall|$hrdim check DAG dag --notion f-sign
		DAG|certify: recall K = 1|$hrdim check DAG --method runs --runs 1 --notion f-sign --certificate dag.cert
		DAG|hrdim-verify|$verify dag.cert dag.hierarchy
		DAG|check: recall K = 2|$hrdim check DAG --method runs --runs 2 --notion f-sign
	END
}

fail() {
	echo "scale.sh: $1: $(head -c 400 err) $(head -c 400 out)" >&2
	exit 1
}

# pairs NODES HIERARCHY
pairs() { "$hrdim" info --json "$1" | sed -nE 's/^ *"pairs": ([0-9]+),$/\1/p'; }

csv=$scratch/scale.csv
echo "hierarchy,task,nodes,pairs,rounds,seconds,cpu_seconds,peak_bytes" >"$csv"
# A process with next to nothing to do: what is taken off before anything is divided by nodes.
for nodes in 1 $sizes; do
	tree=random-tree:n=$nodes dag=dag:n=$nodes,parents=1,extra=0.01
	tree_pairs=$(pairs "$tree") dag_pairs=$(pairs "$dag")
	rounds=$((nodes <= 10000 ? 5 : nodes <= 100000 ? 3 : 1))
	while IFS='|' read -r hierarchy task command; do
		command=${command//TREE/$tree}
		command=${command//DAG/$dag}
		for round in $(seq $rounds); do
			status=0
			# shellcheck disable=SC2086 # words
			"$peak" measured $command >out 2>err || status=$?
			if [ $status -gt 1 ] || { [[ $task = hrdim-verify ]] && [ $status -ne 0 ]; }; then fail "$command"; fi
			cat measured
		done >all
		count=$tree_pairs
		[ "$hierarchy" = tree ] || count=$dag_pairs
		awk -v head="$hierarchy,$task,$nodes,$count,$rounds" '
			{ for (i = 1; i <= 3; i++) if (NR == 1 || $i < least[i]) least[i] = $i }
			END { printf "%s,%.4f,%.4f,%.0f\n", head, least[1], least[2], least[3] }' all | tee -a "$csv" >&2
	done < <(tasks)
	rm -f tree.* dag.* copy.tsv
done

"${HRDIM_GNUPLOT:-gnuplot}" 2>err <<-'END' || fail gnuplot
	set terminal svg size 900,520 font "sans,12" background rgb "white"
	set output "scale.svg"
	set datafile separator ","
	set logscale xy
	set xlabel "nodes"
	set ylabel "processor time per node (microseconds)"
	set format x "10^{%L}"
	set key outside right top
	set grid
	set title "Time per node: random trees (solid), DAGs with 1 % extra parents (dashed)"
	list(h) = system("tail -n +2 scale.csv | awk -F, -v h=".h." '$1 == h && !seen[$2]++ { gsub(/ /, \"_\", $2); print $2 }'")
	name(t) = system("echo '".t."' | tr _ ' '")
	rows(h, t) = "< awk -F, -v h='".h."' -v t='".name(t)."' '$1 == h && $2 == t { if ($3 == 1) base = $7; else if ($7 > base) print $3 \",\" 1e6 * ($7 - base) / $3 }' scale.csv"
	plot for [t in list("tree")] rows("tree", t) using 1:2 with linespoints dt 1 title "tree: ".name(t), \
		for [t in list("DAG")] rows("DAG", t) using 1:2 with linespoints dt 2 title "DAG: ".name(t)
END
"$hrdim" check path:n=2 --method interval --json |
	sed -n '/^  "provenance": {/,/^  }/p' | sed '1s/.*/{/; s/^  //; $s/,$//' >provenance
[ -s provenance ] || fail provenance
cp "$csv" "$results/bench/scale.csv"
cp scale.svg "$results/bench/scale.svg"
cp provenance "$results/bench/scale.provenance.json"
