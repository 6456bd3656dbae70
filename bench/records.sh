#!/usr/bin/env bash
# records.sh RESULTS [NAME...]: the certified points of the frontier: for each hierarchy of the table below, what hrdim ($HRDIM) found
# by the command beside it, written as a certificate and accepted by hrdim-verify ($HRDIM_VERIFY), into RESULTS/records/ and
# RESULTS/records.csv.  A new record is one line of the table.
#
# A point that is there is kept: its row has the same command, and its certificate is the file that the row's SHA-256 says.
# What a certificate claims is true whatever program found it, and every row says which one did.  NAME... finds those points
# alone, and anew.  Each point is stored as soon as it is found; a kill loses the one in work.  A hierarchy that is absent is left out, with a
# line that says so, and so is a point that is not found within $SECONDS_LIMIT; what was stored of them stays.
set -euo pipefail
hrdim=$(realpath "${HRDIM:?the program}") verify=$(realpath "${HRDIM_VERIFY:?the checker}")
source=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
results=$(cd "${1:?usage: records.sh RESULTS [NAME...]}" && pwd)
shift
again=" $* " limit=${SECONDS_LIMIT:-3600}
mkdir -p "$results/records"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
say() { printf 'records: %s\n' "$*" >&2; }
cells=$(cat "$source/bench/csv.awk")

# name, hierarchy (a path: from the source folder), the options of hrdim check
table() {
	cat <<-'END'
		wordnet-orders wordnet --method orders
		wordnet-orders-sign wordnet --method orders --notion f-sign
		wordnet-blocks-8 wordnet --method blocks --runs 1 --search 0.05 --dim 8 --steps 60000
		wordnet-blocks-8-float32 wordnet --method blocks --runs 1 --search 0.05 --dim 8 --steps 60000 --dtype float32
		wordnet-blocks-9 wordnet --method blocks --runs 1 --search 0.05 --dim 9 --steps 30000
		wordnet-blocks-9-float32 wordnet --method blocks --runs 1 --search 0.05 --dim 9 --steps 30000 --dtype float32
		wordnet-blocks-10-bfloat16 wordnet --method blocks --runs 1 --search 0.05 --dim 10 --steps 60000 --dtype bfloat16
		wordnet-blocks-12 wordnet --method blocks --runs 2 --dim 12 --steps 5000
		wordnet-runs-dual wordnet --method runs --dual --search 1
		wordnet-moment wordnet --method moment
		wordnet-runs-1 wordnet --method runs --runs 1 --search 1 --notion f-sign
		wordnet-runs-2 wordnet --method runs --runs 2 --search 1 --notion f-sign
		go-orders go --method orders --search 10
		go-blocks-22 go --method blocks --runs 4 --search 0.2 --dim 22 --steps 5000
		go-blocks-20-bfloat16 go --method blocks --runs 1 --dim 20 --dtype bfloat16
		go-blocks-16-float32 go --method blocks --runs 1 --search 1 --dim 16 --steps 60000 --dtype float32
		go-runs-dual go --method runs --dual --search 1
		go-moment go --method moment
		go-runs-1 go --method runs --runs 1 --search 1 --notion f-sign
		go-runs-8 go --method runs --runs 8 --search 1 --notion f-sign
		go-part-of-orders go:relations=is_a+part_of --method orders --search 10
		go-part-of-blocks-19-float32 go:relations=is_a+part_of --method blocks --runs 1 --dim 19 --steps 40000 --dtype float32
		chebi-orders chebi --method orders --search 10
		chebi-blocks-19-float32 chebi --method blocks --runs 1 --search 1 --dim 19 --steps 80000 --dtype float32
		chebi-runs-dual chebi --method runs --dual --search 1
		chebi-moment chebi --method moment
		chebi-runs-1 chebi --method runs --runs 1 --search 1 --notion f-sign
		chebi-runs-8 chebi --method runs --runs 8 --search 1 --notion f-sign
		debian-orders results/debian-12.15.hierarchy.xz --method orders
		debian-runs-dual results/debian-12.15.hierarchy.xz --method runs --dual --search 1
		ncbi-interval ncbi --method interval
		ncbi-interval-sign ncbi --method interval --notion f-sign
		tree-interval tree:width=2,height=12 --method interval
		tree-interval-sign tree:width=2,height=12 --method interval --notion f-sign
		random-tree-interval random-tree:n=10000 --method interval
		tree-float32 tree:width=2,height=12 --method interval --dtype float32
		random-tree-float32 random-tree:n=10000 --method interval --dtype float32
		tree-bfloat16 tree:width=2,height=12 --method interval --dtype bfloat16
		random-tree-bfloat16 random-tree:n=10000 --method interval --dtype bfloat16
		subsets-2-moment subsets:m=12,k=2 --method moment
		subsets-4-moment subsets:m=12,k=4 --method moment
		subsets-2-bfloat16 subsets:m=12,k=2 --method blocks --runs 1 --dim 7 --dtype bfloat16
		lattice-4-orders lattice:k=4 --method orders
		lattice-4-bfloat16 lattice:k=4 --method orders --dtype bfloat16
		lattice-5-orders lattice:k=5 --method orders
		dag-2-orders dag:n=1000,parents=2,seed=1 --method orders
		dag-2-blocks-17-float32 dag:n=1000,parents=2,seed=1 --method blocks --runs 1 --dim 17 --near --steps 100000 --dtype float32
		dag-3-orders dag:n=2000,parents=3,seed=1 --method orders
		dag-3-blocks-32-float32 dag:n=2000,parents=3,seed=1 --method blocks --runs 1 --dim 32 --near --steps 40000 --dtype float32
		dag-3-runs-dual dag:n=2000,parents=3,seed=1 --method runs --dual --search 1
	END
}

header=name,hierarchy,queries,documents,relevant,s,digest,notion,dimension,type,bits,recall,precision,method,command,claim,evidence,certificate
header=$header,bytes,sha256,xz_bytes,find_seconds,find_cpu_seconds,verify_seconds,verify_cpu_seconds,seed,commit,dirty,cpu,cores,date

# timed FILE COMMAND...: its wall clock and processor seconds into FILE; the exit status is the command's
timed() {
	local file=$1 status=0 TIMEFORMAT='%R %U %S'
	shift
	{ time "$@" >out 2>err; } 2>"$scratch/time" || status=$?
	awk '{ printf "%.2f,%.2f", $1, $2 + $3 }' "$scratch/time" >"$file"
	return $status
}

# said KEY: the first value of it in the report, without its quotes
said() { sed -nE "s/^ *\"$1\": \"?([^\"]*[^\",])\"?,?\$/\1/p" report.json | head -n 1; }
quoted() { sed 's/"/""/g; s/.*/"&"/' <<<"$1"; }
plain() { case $1 in *.xz) xz -dc "$1" ;; *) cat "$1" ;; esac }

# stored NAME COMMAND: prints its row when that is there, for this command, with its certificate
stored() {
	[ -e "$results/records.csv" ] || return 1
	awk -v name="$1" -v command="$2" "$cells"'cell("name") == name && cell("command") == command { print; print cell("certificate"), cell("sha256") }' \
		"$results/records.csv" >row
	[ -s row ] || return 1
	read -r file digest < <(tail -n 1 row)
	[ -e "$results/records/$file" ] && [ "$(plain "$results/records/$file" | sha256sum)" = "$digest  -" ] || return 1
	head -n 1 row
}

# canonical HIERARCHY: the file h.hierarchy, for the checker
canonical() {
	[ "$1" != "${at:-}" ] || return 0
	at=
	(cd "$source" && "$hrdim" convert "$1" -o "$scratch/h.hierarchy" --quiet) >out 2>err || return 1
	at=$1
}

# point NAME HIERARCHY OPTIONS...: its certificate and its row
point() {
	local name=$1 hierarchy=$2 status=0 file
	shift 2
	canonical "$hierarchy" || { say "$name is left out: $(cat err)" && return; }
	rm -f c
	timed found timeout "$limit" sh -c 'cd "$1" && shift && exec "$@"' - "$source" \
		"$hrdim" check "$hierarchy" "$@" --certificate "$scratch/c" --quiet --json || status=$?
	if [ $status -gt 1 ] || [ ! -s c ]; then say "$name is left out, exit status $status: $(head -c 300 err)" && return; fi
	mv out report.json
	timed verified "$verify" c h.hierarchy || { say "$name: REJECTED: $(cat out err)" && exit 1; }
	grep -Eq '^accepted: (feasible|recall) ' out || { say "$name: $(cat out err)" && exit 1; }
	xz -9ekf c
	file=$name.cert
	rm -f "$results/records/$file" "$results/records/$file.xz"
	if [ "$(wc -c <c)" -gt 65536 ]; then file=$file.xz && cp c.xz "$results/records/$file"; else cp c "$results/records/$file"; fi
	printf '%s,' "$name" "$(quoted "$hierarchy")" "$(said queries)" "$(said documents)" "$(said relevant)" "$(said s)" \
		"$(sed -n '2s/^hierarchy \([0-9a-f]*\).*/\1/p' c)" "$(said notion)" "$(said dimension)" "$(said type)" "$(said bits)" \
		"$(said overall)" "$(said precision)" "$(quoted "$(said embedding)")" "$(quoted "$command")" \
		"$(sed -n '3s/^claim //p' c)" "$(sed -n '4s/^evidence //p' c)" "$file" "$(wc -c <c)" "$(sha256sum <c | cut -c1-64)" \
		"$(wc -c <c.xz)" "$(cat found)" "$(cat verified)" "$(said seed)" "$(said commit)" "$(said dirty)" "$(quoted "$(said cpu)")" \
		"$(said cores)" >row
	printf '%s\n' "$(said end)" >>row
	store "$name"
	sed -n '/^  "provenance": {/,/^  }/p' report.json | sed '1s/.*/{/; s/^  //; $s/,$//' >"$results/records.provenance.json"
	say "$name: $(said dimension) dimensions, $(said type) of $(said bits) bits, recall $(said overall), $(wc -c <c.xz) bytes, found in $(cut -d, -f1 found) s, verified in $(cut -d, -f1 verified) s"
}

# store NAME: records.csv with this row, in the table's order; whole or as it was
store() {
	[ ! -e "$results/records.csv" ] || grep -v "^$1," "$results/records.csv" | tail -n +2 >>row
	{
		echo "$header"
		table | cut -d' ' -f1 | while read -r at; do grep "^$at," row || true; done
	} >"$results/records.csv.new"
	mv "$results/records.csv.new" "$results/records.csv"
}

known=$(table | cut -d' ' -f1)
for name; do
	grep -qx -e "$name" <<<"$known" || { say "no point is called $name; there are: ${known//$'\n'/ }" && exit 2; }
done
while read -r name hierarchy options; do
	command="hrdim check $hierarchy $options"
	if [ "$again" = "  " ]; then
		! stored "$name" "$command" >kept || continue
	elif [[ $again != *" $name "* ]]; then
		continue
	fi
	# shellcheck disable=SC2086 # options are words
	point "$name" "$hierarchy" $options
done < <(table)
[ -e "$results/records.csv" ] || { say "no hierarchy is there" && exit 77; }
# certificates that no row names any more
for file in "$results"/records/*; do
	grep -q ",${file##*/}," "$results/records.csv" || { say "${file##*/} belongs to no row: removed" && rm "$file"; }
done
