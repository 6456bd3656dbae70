#!/bin/sh
# hrdim train and hrdim eval: files, bytes, a process that is killed, bad input.
. "$HR_SRCDIR/tests/cli.sh"
tree=tree:width=5,height=4

same() { # same A B: identical files
	checks=$((checks + 1))
	if ! cmp -s "$1" "$2"; then
		failed=$((failed + 1))
		echo "FAILED: $1 and $2 differ"
	fi
}
absent() { # absent FILE...: nothing was written
	checks=$((checks + 1))
	for file; do
		if [ -e "$file" ]; then
			failed=$((failed + 1))
			echo "FAILED: $file was written"
		fi
	done
}

cat >fast.ini <<'END'
[recipe]
title = a test
validation = 100

[stage first]
sampler = pairs
batch = 64
candidates = unique
scale = 10
rate = 0.1
schedule = linear
steps = 100

[stage second]
sampler = sweep
batch = 64
candidates = all
targets = all
others = masked
scale = 10
rate = 0.03
steps = 100
evaluate = 50
patience = 5
END

# what is written and said
expect 0 "^standard +uniform pairs" "$HRDIM" train --list
expect 0 '"name": "best"' "$HRDIM" train --list --json
expect 0 "first: 100 steps of .* ms, loss " "$HRDIM" train $tree --dim 6 --recipe ./fast.ini -o a
expect 0 "'<f4'.*\(156, 6\)" head -c 100 a.queries.npy
absent a.checkpoint a.exact
expect 0 '"by_distance"' "$HRDIM" train $tree --dim 6 --recipe ./fast.ini -o b --json --threads 1
same a.queries.npy b.queries.npy
same a.docs.npy b.docs.npy
for recipe in $("$HRDIM" train --list | sed 's/ .*//'); do
	expect 0 "^recipe +$recipe" "$HRDIM" train $tree --dim 3 --recipe "$recipe" --budget 0.001 -o r
done

# evaluation: the pairs are those of the check; --scale changes no recall of the same vectors
expect 0 "^recall +overall" "$HRDIM" eval $tree a
"$HRDIM" eval $tree a --json | sed -n 's/^  "retrieved": \(.*\),/\1/p' >eval.retrieved
"$HRDIM" check $tree a --all-pairs --json | sed -n 's/^  "retrieved": \(.*\),/\1/p' >check.retrieved
same eval.retrieved check.retrieved
expect 0 "^complete +156 of 156" sh -c "'$HRDIM' embed $tree --method interval -o i >/dev/null && '$HRDIM' eval $tree i"
expect 0 . "$HRDIM" eval $tree --queries i.queries.npy --docs i.docs.npy --run run --qrels qrels
expect 0 "^586$" sh -c "wc -l <run"
sort qrels | awk '{print $1, $3}' >pairs.qrels
sort run | awk '{print $1, $3}' | sort >pairs.run
sort pairs.qrels -o pairs.qrels
same pairs.qrels pairs.run # a feasible embedding retrieves S(q) and nothing else
expect 0 "^0 Q0 0 1 " sh -c "'$HRDIM' eval $tree i --run -"
# ranks count up and scores go down within a query
checks=$((checks + 1))
if ! "$HRDIM" eval $tree a --run - | awk '$1 != q {q = $1; r = 0} $4 != ++r || (r > 1 && $5 > s) {exit 1} {s = $5}'; then
	failed=$((failed + 1))
	echo "FAILED: the run's ranks"
fi

# killed at any moment, resumed: the same bytes
sed 's/^steps = 100/steps = 3000/; s/^evaluate = 50/evaluate = 500/' fast.ini >long.ini
expect 0 . "$HRDIM" train $tree --dim 6 --recipe ./long.ini -o whole
for kill in 1 2 3; do
	"$HRDIM" train $tree --dim 6 --recipe ./long.ini -o part --checkpoint 0 --resume >/dev/null 2>&1 &
	process=$!
	before=$(stat -c %i part.checkpoint 2>/dev/null)
	tries=0
	while [ "$(stat -c %i part.checkpoint 2>/dev/null)" = "$before" ] && [ $tries -lt 200 ]; do
		sleep 0.05
		tries=$((tries + 1))
	done
	sleep 0.1
	kill -9 $process 2>/dev/null
	wait $process 2>/dev/null
	checks=$((checks + 1))
	if [ ! -s part.checkpoint ] || [ -e part.docs.npy ]; then
		failed=$((failed + 1))
		echo "FAILED: kill $kill came too late or too early to test anything"
	fi
done
expect 2 "^hrdim: part\.checkpoint: the checkpoint is of another recipe" \
	"$HRDIM" train $tree --dim 7 --recipe ./long.ini -o part --resume
expect 2 "^hrdim: part\.checkpoint: the checkpoint is of another .* or share of held-out pairs" \
	"$HRDIM" train $tree --dim 6 --recipe ./long.ini -o part --resume --holdout 0.2
expect 0 . "$HRDIM" train $tree --dim 6 --recipe ./long.ini -o part --resume --threads 1
same whole.queries.npy part.queries.npy
same whole.docs.npy part.docs.npy
absent part.checkpoint

# wrong usage
expect 2 "^hrdim: train: too few arguments; usage: hrdim train HIERARCHY" "$HRDIM" train --recipe best --dim 3 -o x
expect 2 "^hrdim: train: which recipe\? give --recipe NAME" "$HRDIM" train $tree --dim 3 -o x
expect 2 "^hrdim: train: how many dimensions\? give --dim D" "$HRDIM" train $tree --recipe best -o x
expect 2 "^hrdim: train: where to write\? give -o PREFIX" "$HRDIM" train $tree --recipe best --dim 3
expect 2 "^hrdim: 'bets' is not a recipe, did you mean 'best'\?" "$HRDIM" train $tree --recipe bets --dim 3 -o x
expect 2 "^hrdim: absent\.ini: cannot read" "$HRDIM" train $tree --recipe absent.ini --dim 3 -o x
expect 2 "^hrdim: train: --dim 0: must be a whole number from 1" "$HRDIM" train $tree --recipe best --dim 0 -o x
expect 2 "^hrdim: train: --scale must be above 0" "$HRDIM" train $tree --recipe best --dim 3 --scale -1 -o x
expect 2 "^hrdim: train: -o 'here/': give a name after the folder" "$HRDIM" train $tree --recipe best --dim 3 -o here/
expect 2 "^hrdim: absent/x\.queries\.npy: cannot write: .*make the folder first" \
	"$HRDIM" train $tree --recipe best --dim 3 -o absent/x
expect 2 "\[stage finetune\]: the sampler asks for pairs of distance 1 and more, but the longest distance is 0" \
	"$HRDIM" train tree:width=1,height=1 --recipe pretrain-finetune --dim 3 -o x
sed 's/^rate = 0.1/rate = 100000/; s/^scale = 10/scale = 1000/; s/^validation.*/unit = no/; s/^evaluate.*//; s/^patience.*//
	s/^\(rate = 100000\)/\1\noptimizer = sgd/' fast.ini >wild.ini
expect 2 "^hrdim: \./wild\.ini: \[stage first\]: the loss is .* at step [0-9]+: training diverged; lower rate" \
	"$HRDIM" train $tree --recipe ./wild.ini --dim 3 -o x
absent x.queries.npy x.docs.npy x.checkpoint

expect 2 "^hrdim: eval: which embedding\?" "$HRDIM" eval $tree
expect 2 "^hrdim: eval: which embedding\?" "$HRDIM" eval $tree a --queries a.queries.npy --docs a.docs.npy
expect 2 "^hrdim: eval: --queries and --docs belong together" "$HRDIM" eval $tree --queries a.queries.npy
expect 2 "^hrdim: eval: --run and --qrels need files of their own" "$HRDIM" eval $tree a --run x --qrels x
expect 2 "^hrdim: absent\.queries\.npy: " "$HRDIM" eval $tree absent
expect 2 "^hrdim: a\.queries\.npy: 156 query vectors for a hierarchy with 7 queries" "$HRDIM" eval tree:width=2,height=3 a
expect 2 "^hrdim: absent/run: cannot write" "$HRDIM" eval $tree a --run absent/run
if [ -w /dev/full ]; then
	full() { "$@" >/dev/full; }
	expect 2 "^hrdim: standard output: .*No space" full "$HRDIM" eval $tree a
	expect 2 "^hrdim: standard output: .*No space" full "$HRDIM" eval $tree a --run -
	expect 2 "^hrdim: standard output: .*No space" full "$HRDIM" train --list
fi
finish
