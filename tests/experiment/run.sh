# hrdim run: a tiny sweep end to end, the same bytes at any number of threads, and every refusal
. "$HR_SRCDIR/tests/cli.sh"

cat >tiny.ini <<'END'
[sweep]
title = Tiny trees
hierarchy = tree:width=2,height={H}
H = 2..5
methods = sign gaussian code moment interval runs runs:dual=yes
seeds = 4
theory = U1 U3 U4

[reduced]
H = 2 3
seeds = 2

[figure]
fit = loglog
reference = U1
END
for jobs in 1 2 8; do
	expect 0 'slopes of ln d against ln H' "$HRDIM" run tiny.ini --results results-$jobs --jobs $jobs --threads $jobs
	expect 0 "written" sh -c '"$HRDIM" store export results-'$jobs'/store.sqlite -o results-'$jobs'/all.csv --results-only && echo written'
done
for file in tiny.csv tiny.trials.csv tiny.fits.csv all.csv; do
	holds cmp results-1/$file results-2/$file
	holds cmp results-1/$file results-8/$file
done
expect 0 '"commit"' cat results-1/tiny.provenance.json
expect 0 '"openblas"' cat results-1/tiny.provenance.json
expect 0 '"--threads"' cat results-8/tiny.provenance.json
expect 0 '"spec_text"' cat results-8/tiny.provenance.json
# as many times as trials
holds test "$(wc -l <results-1/tiny.times.csv)" -eq "$(wc -l <results-1/tiny.trials.csv)"
# Every summary row is witnessed by its trials: at least half of the seeds feasible at d, more than half infeasible below.
expect 0 '^12 rows witnessed$' awk -F, '
	{ gsub(/"[^"]*"/, "quoted") }
	FNR == 1 { for (i = 1; i <= NF; i++) at[FILENAME, $i] = i; next }
	function column(name) { return $at[FILENAME, name] }
	FILENAME ~ /trials/ {
		key = column("H") "," column("method") "," column("asked")
		count[key, column("verdict")]++
		if (column("asked") != "" && (key, column("seed")) in seen) { print "asked twice: " key; exit 1 }
		seen[key, column("seed")] = 1
		next
	}
	column("name") ~ /^(sign|gaussian|code)$/ && column("kind") == "measured" {
		base = column("H") "," column("name") ","
		d = column("y"); seeds = column("seeds")
		if (column("state") != "FEASIBLE" || 2 * count[base d, "FEASIBLE"] < seeds ||
		    (d > 1 && column("above") != "" && 2 * count[base (d - 1), "INFEASIBLE"] <= seeds)) { print "not witnessed: " $0; exit 1 }
		rows++
	}
	END { print rows " rows witnessed" }' results-1/tiny.trials.csv results-1/tiny.csv
# again: nothing is computed, the same bytes; --stored alike, from the store alone
cp -r results-1 before
expect 0 '^0 trials computed' "$HRDIM" run tiny.ini --results results-1
expect 0 '^0 trials computed' "$HRDIM" run tiny.ini --results stored --store results-1/store.sqlite --stored
for file in tiny.csv tiny.trials.csv tiny.fits.csv; do
	holds cmp results-1/$file before/$file
	holds cmp stored/$file before/$file
done
# another grid takes what it shares from the same store
expect 0 '^[1-9][0-9]* trials computed in .* [1-9][0-9]* taken' "$HRDIM" run tiny.ini --set H=2..6 --results results-1
# a store that holds a part: the rest is missing, said, and UNKNOWN
expect 0 'trials are missing' "$HRDIM" run tiny.ini --set H=2..7 --results stored --store results-1/store.sqlite --stored
expect 0 'measured,.*,7,sign,.*UNKNOWN' cat stored/tiny-reduced.csv
expect 0 '"slope_error"' "$HRDIM" run tiny.ini --reduced --set H=2..4 --json --results results-1
holds test -s results-1/tiny-reduced.trials.csv
# another seed, other trials
expect 0 'trials' "$HRDIM" run tiny.ini --reduced --results other --seed 1
expect 0 'trials' "$HRDIM" run tiny.ini --reduced --results another --seed 2
expect 1 'differ' cmp other/tiny-reduced.trials.csv another/tiny-reduced.trials.csv
# hierarchies drawn by the seed
cat >drawn.ini <<'END'
[sweep]
title = Random trees
hierarchy = random-tree:n={N},seed={seed}
N = 10 30
methods = sign moment runs
seeds = 3
theory = U4

[figure]
END
expect 0 'trials' "$HRDIM" run drawn.ini --results results-1
expect 0 'random-tree:n=30,seed=3' cat results-1/drawn.trials.csv
# what fails is UNKNOWN with its reason, never feasible or infeasible, and is tried again on --resume only
cat >unfit.ini <<'END'
[sweep]
title = Random DAGs
hierarchy = dag:n={N},parents=2,seed=1
N = 30
methods = interval sign
seeds = 2

[figure]
END
expect 0 'U5 interval.*none.*UNKNOWN' "$HRDIM" run unfit.ini --results results-1
expect 0 'of them failed.*UNKNOWN.*the first: .*interval' "$HRDIM" run unfit.ini --results results-1
expect 0 '^0 trials computed' "$HRDIM" run unfit.ini --results results-1
expect 0 '^[1-9][0-9]* trials? computed' "$HRDIM" run unfit.ini --results results-1 --resume
expect 0 '"failed": [1-9]' "$HRDIM" store info results-1/store.sqlite --json
# a file that changes is another hierarchy: nothing of the old one is taken
printf 'b\ta\nc\ta\n' >tree.tsv
cat >file.ini <<'END'
[sweep]
title = A file
hierarchy = tree.tsv
methods = sign
dimension = 4 8
seeds = 2

[figure]
END
expect 0 '^[1-9][0-9]* trials computed' "$HRDIM" run file.ini --results results-1
expect 0 '^0 trials computed' "$HRDIM" run file.ini --results results-1
printf 'd\tc\n' >>tree.tsv
expect 0 '^[1-9][0-9]* trials computed' "$HRDIM" run file.ini --results results-1
# a ceiling that is too low: not feasible up to there
expect 0 'U1 sign .* 2 .*INFEASIBLE' "$HRDIM" run tiny.ini --set H=5 --set methods=sign --set most=2 --results results-1
# no time: undecided (the largest tree takes longer than a nanosecond)
expect 0 'UNKNOWN' "$HRDIM" run tiny.ini --set H=8 --set methods=gaussian --set seconds=1e-9 --set seeds=1 --set most=300 \
	--results results-1

expect 0 'usage: hrdim run' "$HRDIM" run --help
expect 2 'too few arguments' "$HRDIM" run
expect 2 "unknown option --sets, did you mean --set" "$HRDIM" run tiny.ini --sets H=2
expect 2 "absent.ini: cannot read" "$HRDIM" run absent.ini
expect 2 "unknown hierarchy 'tre', did you mean 'tree'" "$HRDIM" run tiny.ini --set 'hierarchy=tre:width=2,height={H}' --results results-1
expect 2 "height" "$HRDIM" run tiny.ini --set 'hierarchy=tree:width=2,hight={H}' --results results-1
expect 2 "'sgn' is not a method, did you mean 'sign'" "$HRDIM" run tiny.ini --set methods=sgn
expect 2 "/dev/null: |/dev/null/" "$HRDIM" run tiny.ini --results /dev/null
touch a-file
expect 2 "a-file/tiny.csv: cannot write" "$HRDIM" run tiny.ini --results a-file
expect 2 "missing/deeper: cannot make the results folder" "$HRDIM" run tiny.ini --results missing/deeper
expect 2 "absent.sqlite: " "$HRDIM" run tiny.ini --results results-1 --store absent.sqlite --stored
printf 'no database at all, but text that is long enough to look at, and then some more of it, and more\n%.0s' 1 2 3 4 5 6 7 8 9 >a-store
expect 2 "a-store: is no results store" "$HRDIM" run tiny.ini --results results-1 --store a-store
# a disk that fills up: one line; the old results stay whole, and so does the store
cp -r results-1 before-full
expect 2 'cannot write|full' sh -c 'ulimit -f 4; exec "$HRDIM" run tiny.ini --seed 5 --results results-1'
for file in tiny.csv tiny.trials.csv; do
	holds cmp results-1/$file before-full/$file
done
holds sh -c '! ls results-1 | grep tmp'
expect 0 'trials computed' "$HRDIM" run tiny.ini --seed 5 --results results-1
expect 2 'standard output: cannot write' sh -c '"$HRDIM" run tiny.ini --reduced --results results-1 >/dev/full'
# Ctrl-C: one line, what is finished is stored, and the same command goes on
cat >long.ini <<'END'
[sweep]
title = Larger trees
hierarchy = tree:width=2,height={H}
H = 8..9
methods = sign gaussian
seeds = 10

[figure]
END
"$HRDIM" run long.ini --results long --jobs 2 >out 2>err &
pid=$!
for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
	sleep 0.1
	[ -e long/store.sqlite ] && [ "$("$HRDIM" store info long/store.sqlite --json 2>/dev/null | sed -n 's/^ *"done": \([0-9]*\).*/\1/p')" -gt 10 ] 2>/dev/null && break
done
kill -INT $pid
wait $pid
got=$?
checks=$((checks + 1))
if [ $got -eq 0 ]; then
	echo "note: the sweep was faster than Ctrl-C"
elif [ $got -ne 130 ] || [ "$(wc -l <err)" -ne 1 ] || ! grep -q 'interrupted; every finished trial is in long/store.sqlite' err; then
	failed=$((failed + 1))
	echo "FAILED: Ctrl-C: status $got: $(cat err)"
else
	expect 0 'trials computed in .* [1-9][0-9]* taken from' "$HRDIM" run long.ini --results long
fi
finish
