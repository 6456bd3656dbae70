# A sweep of trained encoders end to end: the same bytes at any number of threads, killed with -9 and taken up again, a
# recipe that diverges, figures of training.
. "$HR_SRCDIR/tests/cli.sh"

cat >quick.ini <<'END2'
[recipe]
title = a few steps
unit = no
validation = 40

[stage train]
sampler = sweep
batch = 40
candidates = all
targets = all
others = masked
weight = pairs
scale = 1
rate = 0.1
schedule = linear
steps = 150
evaluate = 50
END2
sed 's/^rate = 0.1/rate = 1e6/; s/^scale = 1/scale = 1e3\noptimizer = sgd/' quick.ini >wild.ini

cat >least.ini <<'END2'
[sweep]
title = Trained on perfect trees
hierarchy = tree:width=3,height={H}
H = 2..4
methods = interval
recipes = ./quick.ini ./quick.ini:reach=0.8
seeds = 3
theory = U4

[figure]
fit = loglog
reference = U4

[table]
END2
cat >steps.ini <<'END2'
[sweep]
title = While training
hierarchy = tree:width=3,height=4
recipes = ./quick.ini ./wild.ini
dimension = 3
seeds = 2
record = recall-by-distance-in-training recall-in-training recall

[figure]

[table]
columns = name step recall-in-training
END2

export_to() { "$HRDIM" store export "$1" -o "$2" --results-only; }
same() { # FOLDER WHAT
	local file
	for file in least.csv least.fits.csv least.trials.csv all.csv; do
		checks=$((checks + 1))
		cmp "whole/$file" "$1/$file" && continue
		failed=$((failed + 1))
		echo "FAILED: $2: $file is not the same"
	done
}

start=$(date +%s%N)
expect 0 'U9 ./quick.ini:reach=0.8' "$HRDIM" run least.ini --results whole --jobs 1 --threads 1
whole=$(($(date +%s%N) - start))
expect 0 '' export_to whole/store.sqlite whole/all.csv
expect 0 '^"train ./quick.ini@' cut -d, -f2 whole/least.trials.csv
expect 0 '"tree:width=3,height={H}",4,./quick.ini,U9,f-query,,,least-dimension,[2-9],FEASIBLE' cat whole/least.csv
expect 0 '' "$HRDIM" run least.ini --results two --jobs 2 --threads 2
expect 0 '' export_to two/store.sqlite two/all.csv
same two 'two at once'

# killed, and taken up again
kept=0
for round in 1 2 3; do
	rm -rf cut
	"$HRDIM" run least.ini --results cut --jobs 2 >/dev/null 2>&1 &
	pid=$!
	sleep "$(awk -v ns="$whole" -v k=$round 'BEGIN { printf "%.3f", ns * k / 8e9 }')"
	kill -9 $pid 2>/dev/null
	wait $pid 2>/dev/null
	export_to cut/store.sqlite cut/part.csv >/dev/null 2>&1 && kept=$((kept + $(wc -l <cut/part.csv) - 1))
	expect 0 'trials computed' "$HRDIM" run least.ini --results cut --jobs 2 --resume
	expect 0 '' export_to cut/store.sqlite cut/all.csv
	same cut "killed in round $round"
done
checks=$((checks + 1))
if [ $kept -eq 0 ]; then
	failed=$((failed + 1))
	echo "FAILED: no round was killed in the middle: this test has shown nothing"
fi

# training diverges: a failed trial with its reason, UNKNOWN, not infeasible
expect 0 '2 of them failed and count as UNKNOWN' "$HRDIM" run steps.ini --results whole --jobs 2
expect 0 'wild.ini: \[stage train\]: the loss is' "$HRDIM" run steps.ini --results whole --jobs 2
expect 0 './wild.ini,U9,f-query,3,,,recall,,UNKNOWN' cat whole/steps.csv
expect 0 './quick.ini,U9,f-query,3,3,150,recall-by-distance-in-training,' cat whole/steps.csv
expect 0 ',0=[0-9. e-]*;50=[0-9. e-]*;100=[0-9. e-]*;150=' cat whole/steps.trials.csv
# what the sweep shows at the end is what the recipe's own command finds (all queries validate here)
expect 0 '' "$HRDIM" train tree:width=3,height=4 --recipe ./quick.ini --dim 3 --seed 1 -o byhand
"$HRDIM" eval tree:width=3,height=4 byhand --json >byhand.json
recall=$(sed -n 's/.*"overall": *\([0-9.]*\).*/\1/p' byhand.json | head -n 1 | awk '{ printf "%.9g", $1 }')
expect 0 "FEASIBLE,.*;150=$recall,$recall\$" grep 'train ./quick.* seed=1"' whole/steps.trials.csv
if command -v gnuplot >/dev/null; then
	expect 0 '' "$HRDIM" plot least.ini --results whole --format svg
	expect 0 '' "$HRDIM" plot steps.ini --results whole --format svg
	expect 0 'distance 3' cat whole/steps.svg
fi

# a changed recipe is other trials
sed 's/steps = 150/steps = 100/' quick.ini >changed.ini && mv changed.ini quick.ini
expect 0 '[1-9][0-9]* trials computed' "$HRDIM" run least.ini --results whole --jobs 2
finish
