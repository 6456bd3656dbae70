#!/usr/bin/env bash
# learn.sh PROGRAM FOLDER: training and exact evaluation on WordNet, d = 64, against PyTorch and Faiss; PROGRAM is
# bench/learn.  Leaves FOLDER/learn.csv and FOLDER/learn.provenance.json.  doc/benchmarks.md says what is compared.
#
#   $ROUNDS   how often everyone takes a turn (5)
#   $PYTHON   the interpreter that has the peers (/usr/bin/python3: Debian's python3-torch and python3-faiss)
#
# Every peer first chooses its setting on a part of the work.  Then all take turns, round by round; the table has the
# median, least and most of all timed pieces.  All must compute the same: losses and retrieved pairs are compared.
set -euo pipefail
program=$(realpath "${1:?usage: learn.sh PROGRAM FOLDER}") folder=$(realpath "${2:?usage: learn.sh PROGRAM FOLDER}")
peers=$(cd "$(dirname "${BASH_SOURCE[0]}")/peers" && pwd)
python=${PYTHON:-/usr/bin/python3} rounds=${ROUNDS:-5}
export PYTHONDONTWRITEBYTECODE=1
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
say() { printf 'bench-learn: %s\n' "$*" >&2; }

version() { "$python" -c "import $1; print($1.__version__)" 2>/dev/null || true; }
torch=$(version torch) faiss=$(version faiss)
[ -n "$torch" ] || say "no PyTorch: its rows are left out; apt-get install python3-torch python3-numpy"
[ -n "$faiss" ] || say "no Faiss: its row is left out; apt-get install python3-faiss"
busy=$(awk '{ print ($1 > 0.5) }' /proc/loadavg)
[ "$busy" -eq 0 ] || say "the machine is busy (load $(cut -d' ' -f1 /proc/loadavg)): medians will be too large for all"

# A peer's best processor setting, and memory that stays with the process in place of being fetched anew every step.
wide=ATEN_CPU_CAPABILITY=default
! grep -qw avx512f /proc/cpuinfo || wide=ATEN_CPU_CAPABILITY=avx512
kept="MALLOC_MMAP_MAX_=0 MALLOC_TRIM_THRESHOLD_=100000000000 MALLOC_TOP_PAD_=1000000000 GLIBC_TUNABLES=glibc.malloc.hugetlb=1"

say "tables: a training of WordNet, some minutes"
"$program" data "$scratch"

# turn TASK NAME SETTING COMMAND...: runs it; its lines, with the round and their number, go into $scratch/raw
turn() {
	local task=$1 name=$2 setting=$3
	shift 3
	"$@" >"$scratch/lines"
	awk -F'\t' -v OFS='\t' -v task="$task" -v name="$name" -v setting="$setting" -v round="$round" \
		'{ print task, name, setting, round, NR, $2, $3 }' "$scratch/lines" >>"$scratch/raw"
}

topk_rows='' blocks_rows='' faiss_setting=''
if [ -n "$torch" ]; then
	say "PyTorch chooses its blocks"
	topk_rows=$(env "$wide" "$python" "$peers/eval_torch.py" "$scratch" topk)
	blocks_rows=$(env "$wide" "$python" "$peers/eval_torch.py" "$scratch" blocks)
fi
if [ -n "$faiss" ]; then
	say "Faiss chooses its blocks"
	faiss_setting=$("$python" "$peers/eval_faiss.py" "$scratch")
fi

for round in $(seq "$rounds"); do
	say "round $round of $rounds"
	turn step "hrdim" "" "$program" step "$scratch"
	turn step "bare sgemm" "three products" "$program" sgemm "$scratch" step
	turn evaluation "hrdim" "" "$program" evaluate "$scratch"
	turn evaluation "bare sgemm" "one product" "$program" sgemm "$scratch" evaluate
	if [ -n "$torch" ]; then
		turn step "PyTorch autograd" "as installed" "$python" "$peers/train_torch.py" "$scratch" autograd
		# shellcheck disable=SC2086 # several settings
		turn step "PyTorch autograd, memory kept" "$wide; malloc keeps memory, huge pages" \
			env "$wide" $kept "$python" "$peers/train_torch.py" "$scratch" autograd
		turn step "PyTorch by hand" "$wide" env "$wide" "$python" "$peers/train_torch.py" "$scratch" manual
		turn evaluation "PyTorch matmul and topk" "$wide; $topk_rows queries a block" \
			env "$wide" "$python" "$peers/eval_torch.py" "$scratch" topk "$topk_rows"
		turn evaluation "PyTorch matmul, maxima of blocks, topk" "$wide; $blocks_rows queries a block" \
			env "$wide" "$python" "$peers/eval_torch.py" "$scratch" blocks "$blocks_rows"
	fi
	if [ -n "$faiss" ]; then
		turn evaluation "Faiss IndexFlatIP" "$faiss_setting" "$python" "$peers/eval_faiss.py" "$scratch" "$faiss_setting"
	fi
done

# Everyone's loss at a step, and retrieved pairs, are hrdim's up to rounding.
awk -F'\t' '
$7 == "-" { next }
{ key = $1 FS $5 }
$2 == "hrdim" { want[key] = $7; next }
{ row[++rows] = $0 }
END {
	for (i = 1; i <= rows; i++) {
		split(row[i], f, FS)
		off = f[7] / want[f[1] FS f[5]] - 1
		if (off < 0) off = -off
		if (off > 1e-4) { printf "bench-learn: %s computes %s, hrdim %s (%s)\n", f[2], f[7], want[f[1] FS f[5]], f[1]; bad = 1 }
	}
	exit bad
}' "$scratch/raw" >&2

awk -F'\t' '
{ key = $1 FS $2; if (!(key in count)) { order[++keys] = key; setting[key] = $3 } time[key, ++count[key]] = $6 }
END {
	for (k = 1; k <= keys; k++) {
		n = count[key = order[k]]
		for (i = 2; i <= n; i++) { # sorted by insertion
			t = time[key, i]
			for (j = i - 1; j > 0 && time[key, j] > t; j--) time[key, j + 1] = time[key, j]
			time[key, j + 1] = t
		}
		least[key] = time[key, 1]; most[key] = time[key, n]
		median[key] = (time[key, int((n + 1) / 2)] + time[key, int(n / 2) + 1]) / 2
	}
	print "task,what,setting,times,median_seconds,least_seconds,most_seconds,times_hrdim"
	for (p = 1; p <= 2; p++)
		for (k = 1; k <= keys; k++) {
			split(key = order[k], f, FS)
			if (f[1] == (p == 1 ? "step" : "evaluation"))
				printf "%s,\"%s\",\"%s\",%d,%.4f,%.4f,%.4f,%.3f\n", f[1], f[2], setting[key], count[key], median[key],
					least[key], most[key], median[key] / median[f[1] FS "hrdim"]
		}
}' "$scratch/raw" >"$scratch/learn.csv"
"$program" provenance "$scratch" "pytorch=${torch:-absent}" "faiss=${faiss:-absent}" "rounds=$rounds" \
	"load=$(cat /proc/loadavg)" >"$scratch/learn.provenance.json"
mv "$scratch/learn.csv" "$scratch/learn.provenance.json" "$folder/"
cat "$folder/learn.csv"
