# hrdim run: a tiny sweep end to end, the same bytes at any number of threads, and every refusal
. "$HR_SRCDIR/tests/cli.sh"
# holds COMMAND...: it succeeds, whatever it says
holds() {
	checks=$((checks + 1))
	"$@" >out 2>&1 && return
	failed=$((failed + 1))
	echo "FAILED: $*"
	head -c 500 out
}

cat >tiny.ini <<'END'
[sweep]
title = Tiny trees
hierarchy = tree:width=2,height={H}
H = 2..5
methods = sign gaussian code moment interval runs runs:dual=yes
seeds = 4
least = dimension
theory = U1 U3 U4

[reduced]
H = 2 3
seeds = 2

[figure]
fit = loglog
reference = U1
END
for threads in 1 4; do
	expect 0 'slopes of ln d against ln H' "$HRDIM" run tiny.ini --results results-$threads --threads $threads
done
for file in tiny.csv tiny.trials.csv tiny.fits.csv; do
	holds cmp results-1/$file results-4/$file
done
expect 0 '"commit"' cat results-1/tiny.provenance.json
expect 0 '"openblas"' cat results-1/tiny.provenance.json
expect 0 '"--threads"' cat results-4/tiny.provenance.json
# as many times as trials
holds test "$(wc -l <results-1/tiny.times.csv)" -eq "$(wc -l <results-1/tiny.trials.csv)"
# U4 is exact at 2 s = 2 H, and the least d of every seed lies in the spread
expect 0 'H,5,measured,moment,U4,f-query,31,31,5,10,FEASIBLE' cat results-1/tiny.csv
# Every summary row is witnessed by its trials: at least half of the seeds feasible at d, more than half infeasible below.
expect 0 '^12 rows witnessed$' awk -F, '
	{ gsub(/"[^"]*"/, "quoted") }
	FNR == 1 { for (i = 1; i <= NF; i++) at[FILENAME, $i] = i; next }
	FILENAME ~ /trials/ {
		key = $at[FILENAME, "value"] "," $at[FILENAME, "method"] "," $at[FILENAME, "asked"]
		count[key, $at[FILENAME, "verdict"]]++
		if ((key, $at[FILENAME, "seed"]) in seen) { print "asked twice: " key; exit 1 }
		seen[key, $at[FILENAME, "seed"]] = 1
		next
	}
	$at[FILENAME, "name"] ~ /^(sign|gaussian|code)$/ && $at[FILENAME, "kind"] == "measured" {
		base = $at[FILENAME, "value"] "," $at[FILENAME, "name"] ","
		d = $at[FILENAME, "d"]; seeds = $at[FILENAME, "seeds"]
		if ($at[FILENAME, "state"] != "FEASIBLE" || 2 * count[base d, "FEASIBLE"] < seeds ||
		    (d > 1 && 2 * count[base (d - 1), "INFEASIBLE"] <= seeds)) { print "not witnessed: " $0; exit 1 }
		rows++
	}
	END { print rows " rows witnessed" }' results-1/tiny.trials.csv results-1/tiny.csv
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
hierarchy = random-tree:n={n},seed={seed}
n = 10 30
methods = sign moment runs
seeds = 3
least = dimension
theory = U4
END
expect 0 'trials' "$HRDIM" run drawn.ini --results results-1
expect 0 '"random-tree:n=30,seed=3"' cat results-1/drawn.trials.csv
# a construction that does not apply is UNKNOWN with its reason, never feasible or infeasible
cat >unfit.ini <<'END'
[sweep]
title = Random DAGs
hierarchy = dag:n={n},parents=2,seed=1
n = 30
methods = interval sign
seeds = 2
least = dimension
END
expect 0 'U5 interval +none +UNKNOWN' "$HRDIM" run unfit.ini --results results-1
expect 0 'interval,U5,[0-9]+,0,,,f-query,0,UNKNOWN,"?failed: ' cat results-1/unfit.trials.csv
# a ceiling that is too low: not feasible up to there
expect 0 'U1 sign +2 +INFEASIBLE' "$HRDIM" run tiny.ini --set H=5 --set methods=sign --set most=2 --results results-1
# no time: undecided (the largest tree takes longer than a nanosecond)
expect 0 'UNKNOWN' "$HRDIM" run tiny.ini --set H=8 --set methods=gaussian --set seconds=1e-9 --set seeds=1 --set most=300 \
	--results results-1

expect 0 'usage: hrdim run' "$HRDIM" run --help
expect 2 'too few arguments' "$HRDIM" run
expect 2 "unknown option --sets, did you mean --set" "$HRDIM" run tiny.ini --sets H=2
expect 2 "absent.ini: cannot read" "$HRDIM" run absent.ini
expect 2 "tiny.ini: tre:width=2,height=2: .*give a hierarchy" "$HRDIM" run tiny.ini --set 'hierarchy=tre:width=2,height={H}' --results results-1
expect 2 "tiny.ini: .*height" "$HRDIM" run tiny.ini --set 'hierarchy=tree:width=2,hight={H}' --results results-1
expect 2 "unknown method 'sgn', did you mean 'sign'" "$HRDIM" run tiny.ini --set methods=sgn
expect 2 "/dev/null: |/dev/null/" "$HRDIM" run tiny.ini --results /dev/null
touch a-file
expect 2 "a-file/tiny.csv: cannot write" "$HRDIM" run tiny.ini --results a-file
expect 2 "missing/deeper: cannot make the results folder" "$HRDIM" run tiny.ini --results missing/deeper
if [ "$(id -u)" -ne 0 ]; then
	mkdir locked && chmod a-w locked
	expect 2 "locked/.*cannot write.*choose a folder" "$HRDIM" run tiny.ini --results locked
fi
# a disk that fills up: one line, and the old results stay whole
cp -r results-1 before
expect 2 'cannot write: File too large' sh -c 'ulimit -f 4; exec "$HRDIM" run tiny.ini --seed 5 --results results-1'
for file in tiny.csv tiny.trials.csv; do
	holds cmp results-1/$file before/$file
done
holds sh -c '! ls results-1 | grep tmp'
expect 2 'standard output: cannot write' sh -c '"$HRDIM" run tiny.ini --reduced --results results-1 >/dev/full'
finish
