# kill -9 at random moments during a parallel sweep: what was finished is there, nothing else is, and the sweep that is
# taken up again ends with the same bytes as one that was never interrupted.
#
# $HRDIM_KILL_ROUNDS rounds (100), as many as fit into $HRDIM_KILL_SECONDS (60); at least 5.
. "$HR_SRCDIR/tests/cli.sh"
rounds=${HRDIM_KILL_ROUNDS:-100} seconds=${HRDIM_KILL_SECONDS:-60}
SECONDS=0
begin=$(date +%s)

cat >sweep.ini <<'END'
[sweep]
title = Perfect trees
hierarchy = tree:width=2,height={H}
H = 2..7
methods = sign gaussian code moment interval
seeds = 5
theory = U1 U4

[figure]
fit = loglog
END

export_to() { "$HRDIM" store export "$1" -o "$2" --results-only; }
start=$(date +%s%N)
expect 0 'trials computed' "$HRDIM" run sweep.ini --results whole --jobs 2
whole=$(($(date +%s%N) - start))
expect 0 '' export_to whole/store.sqlite whole/all.csv
expect 0 'check' cat whole/all.csv
trials=$(wc -l <whole/all.csv)

# same FOLDER WHAT: its results are those of the uninterrupted sweep
same() {
	local file
	for file in sweep.csv sweep.fits.csv sweep.trials.csv all.csv; do
		checks=$((checks + 1))
		cmp "whole/$file" "$1/$file" && continue
		failed=$((failed + 1))
		echo "FAILED: $2: $file is not the same"
	done
}

# partial STORE WHAT: only whole trials, each as the uninterrupted sweep has it
partial() {
	[ -e "$1" ] || return 0 # killed before the store was made
	checks=$((checks + 1))
	if ! "$HRDIM" store export "$1" -o partial.csv --results-only >out 2>&1; then
		# killed while the very first transaction made the tables: no trial was finished
		if ! grep -q 'holds no tables\|is empty' out; then
			failed=$((failed + 1))
			echo "FAILED: $2: $(cat out)"
		fi
		return 0
	fi
	if grep -Fxvf whole/all.csv partial.csv >strange; then
		failed=$((failed + 1))
		echo "FAILED: $2: trials that the uninterrupted sweep does not have:"
		head -n 3 strange
	fi
	kept=$((kept + $(wc -l <partial.csv) - 1))
}

# pause NANOSECONDS: at most so long
pause() {
	local ns=$(((RANDOM * 32768 + RANDOM) * ($1 / 1000000) / 1073741824 * 1000000 + RANDOM * 30))
	sleep "$((ns / 1000000000)).$(printf '%09d' $((ns % 1000000000)))"
}

round=0 kills=0 kept=0
while [ $round -lt "$rounds" ]; do
	[ $round -ge 5 ] && [ $(($(date +%s) - begin)) -ge "$seconds" ] && break
	round=$((round + 1))
	rm -rf cut
	for again in 1 2; do # the taken-up sweep is killed once more
		"$HRDIM" run sweep.ini --results cut --jobs 2 >/dev/null 2>&1 &
		pid=$!
		pause $((whole / again))
		kill -9 $pid 2>/dev/null && kills=$((kills + 1))
		wait $pid 2>/dev/null
		partial cut/store.sqlite "round $round.$again"
	done
	expect 0 'trials computed' "$HRDIM" run sweep.ini --results cut --jobs 2 --resume
	expect 0 '' export_to cut/store.sqlite cut/all.csv
	same cut "round $round"
done
echo "$round rounds, $kills sweeps killed, $kept finished trials found after them, of $((trials - 1)) in the whole sweep"
checks=$((checks + 1))
if [ $kept -eq 0 ]; then
	failed=$((failed + 1))
	echo "FAILED: no round was killed in the middle: this test has shown nothing"
fi

# two processes on one store at once, one of them killed: the other ends with the same bytes
for round in 1 2 3; do
	rm -rf pair
	"$HRDIM" run sweep.ini --results pair --jobs 1 >first.out 2>first.err &
	first=$!
	"$HRDIM" run sweep.ini --results pair --jobs 1 >second.out 2>second.err &
	second=$!
	if [ $round -eq 3 ]; then
		pause "$whole"
		kill -9 $second 2>/dev/null
	fi
	{
		wait $first
		one=$?
		wait $second
		two=$?
	} 2>/dev/null # the shell's word on who was killed
	cat first.err second.err >>notes
	checks=$((checks + 1))
	if [ $one -ne 0 ] || { [ $round -ne 3 ] && [ $two -ne 0 ]; }; then
		failed=$((failed + 1))
		echo "FAILED: two writers: status $one and $two: $(cat first.err second.err)"
	fi
	expect 0 '' export_to pair/store.sqlite pair/all.csv
	same pair "two writers, round $round"
done
# whoever came second was told of the other
expect 0 'also writes to pair/store.sqlite; finished trials are shared' cat notes
finish
