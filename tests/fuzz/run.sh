#!/usr/bin/env bash
# Fuzzes every reader for some seconds, starting from its committed corpus.  usage: tests/fuzz/run.sh [SECONDS-PER-TARGET]
# (10 by default).  Builds in a scratch folder with clang, ASan, UBSan and libFuzzer; exit status 0: nothing found,
# 1: a crash (its input is kept and named), 77: no clang with libFuzzer here.  HR_FUZZ_BUILD=FOLDER keeps the build,
# HR_FUZZ_TARGETS="edges obo" picks targets.
set -uo pipefail
seconds=${1:-10}
case $seconds in '' | *[!0-9]* | 0) echo "usage: tests/fuzz/run.sh [SECONDS-PER-TARGET]" >&2 && exit 2 ;; esac
source=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
scratch=$(mktemp -d) || exit 99
trap 'rm -rf "$scratch"' EXIT
cc=${HR_FUZZ_CC:-clang}
echo 'int LLVMFuzzerTestOneInput(const char *d, long n) { return d && n < 0; }' >"$scratch/probe.c"
if ! "$cc" -fsanitize=fuzzer,address "$scratch/probe.c" -o "$scratch/probe" >/dev/null 2>&1; then
	echo "skipped: $cc with libFuzzer is not here; apt-get install clang libclang-rt-dev"
	exit 77
fi
build=${HR_FUZZ_BUILD:-$scratch/build}
[ -x "$source/configure" ] || (cd "$source" && autoreconf -fi) >/dev/null 2>&1 || exit 99
mkdir -p "$build" && cd "$build" || exit 99
log=$build/fuzz-build.log
if [ ! -f Makefile ]; then
	# no OpenMP: a reader has no threads, and clang's libomp may be absent
	if ! "$source/configure" CC="$cc" --enable-fuzz --enable-sanitize --disable-openmp >"$log" 2>&1; then
		tail -n 20 "$log"
		exit 99
	fi
fi
targets=${HR_FUZZ_TARGETS:-$(cd "$source/tests/fuzz/corpus" && echo *)}
programs=
for t in $targets; do programs="$programs tests/fuzz/fuzz-$t"; done
# shellcheck disable=SC2086 # the programs are words
if ! make $programs >"$log" 2>&1; then
	tail -n 40 "$log"
	exit 99
fi
failed=0
for t in $targets; do
	mkdir -p "$build/found-$t" "$build/crash-$t"
	"tests/fuzz/fuzz-$t" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -max_len=4096 -print_final_stats=1 \
		-verbosity=1 -artifact_prefix="$build/crash-$t/" "$build/found-$t" "$source/tests/fuzz/corpus/$t" >"fuzz-$t.log" 2>&1
	status=$?
	runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "fuzz-$t.log")
	if [ $status -eq 0 ] && [ "${runs:-0}" -gt 0 ]; then
		echo "ok: $t, $runs inputs in $seconds s, nothing found"
	else
		failed=1
		kept=${TMPDIR:-/tmp}/hrdim-fuzz-$t.$$
		mkdir -p "$kept" && cp "fuzz-$t.log" "$build/crash-$t/"* "$kept/" 2>/dev/null
		echo "FAILED: $t: status $status; the input and its log are in $kept"
		grep -E 'does not hold|SUMMARY|ERROR|runtime error' "fuzz-$t.log" | head -n 5
	fi
done
exit $failed
