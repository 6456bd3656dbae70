# Held-out pairs, intervals, and queries that a text encoder never saw, on a made-up data set with ESCI's columns.
. "$HR_SRCDIR/tests/cli.sh"
generate() { awk -v seed="$1" -v queries="$2" -f "$HR_SRCDIR/bench/esci-generate.awk"; }
generate 1 300 >shop.csv
generate 1 300 >again.csv
expect 0 same sh -c 'cmp shop.csv again.csv && echo same'
expect 0 '^example_id,query,query_id,product_id,product_locale,esci_label,small_version,large_version,split$' head -n 1 shop.csv
expect 0 '""' grep -m 1 '""' shop.csv
expect 2 "locale '(us|es)' after '(us|es)'; choose one" "$HRDIM" info shop.csv
shop=esci:path=shop.csv,locale=us

cat >table.ini <<'END'
[recipe]
title = tables
[stage train]
sampler = sweep
batch = 64
candidates = all
targets = all
others = masked
scale = 20
rate = 0.1
schedule = linear
steps = 200
END
sed 's/^title.*/&\nqueries = text\nbuckets = 4096\nngrams = 3..4/' table.ini >text.ini
train() { "$HRDIM" train "$@" --quiet; }
number() { sed -n "s/^ *\"$1\": \([0-9.]*\),*$/\1/p" "$2"; } # a number of JSON
at_least() { # at_least VALUE LEAST WHAT
	expect 0 yes awk -v value="$1" -v least="$2" -v what="$3" 'BEGIN { print (value >= least ? "yes" : what " is " value) }'
}

# the same split in both commands; the two parts are all pairs
expect 0 '^pairs +[0-9]+, and [0-9]+ held out$' train $shop --dim 8 --recipe ./table.ini --holdout 0.25 --seed 4 -o part
train $shop --dim 8 --recipe ./table.ini --holdout 0.25 --seed 4 -o part --json >train.json
"$HRDIM" eval $shop part --holdout 0.25 --seed 4 --json >held.json
"$HRDIM" info $shop --json >info.json
expect 0 "^$(number held_out_pairs train.json)$" number relevant held.json
expect 0 "^$(number trained_pairs train.json)$" number trained held.json
expect 0 "^$(number pairs info.json)$" echo $(($(number relevant held.json) + $(number trained held.json)))
# products have several queries here, so what is held out can be learned from other queries
at_least "$(number overall held.json)" 0.5 'recall of held-out pairs'
expect 0 'held out +[0-9]+ pairs; the [0-9]+ trained ones are not ranked' "$HRDIM" eval $shop part --holdout 0.25 --seed 4
# the run lists none of the trained pairs
"$HRDIM" eval $shop part --holdout 0.25 --seed 4 --run held.run --qrels held.qrels >/dev/null
expect 0 "^$(number relevant held.json)$" sh -c 'wc -l <held.run'
expect 0 "^$(number relevant held.json)$" sh -c 'wc -l <held.qrels'

# intervals: the recall lies in them, threads do not change them, a difference with itself is nothing
"$HRDIM" eval $shop part --holdout 0.25 --seed 4 --bootstrap 200 --threads 1 --json | results >one
"$HRDIM" eval $shop part --holdout 0.25 --seed 4 --bootstrap 200 --threads 2 --json | results >two
expect 0 same sh -c 'cmp one two && echo same'
expect 0 '"resamples": 200' cat one
expect 0 'distance +pairs +retrieved +recall +95% interval' "$HRDIM" eval $shop part --bootstrap 10
expect 0 'difference +overall \+0.00 \[0.00, 0.00\]' "$HRDIM" eval $shop part --against part
train $shop --dim 8 --recipe ./table.ini --budget 0.05 -o short >/dev/null
expect 0 'difference +overall \+[0-9.]+ \[[0-9.]+, [0-9.]+\]' "$HRDIM" eval $shop part --against short

# queries that were not in the training
expect 0 'files .* new.encoded.npy$' train $shop,split=train --dim 16 --recipe ./text.ini --encode $shop,split=test -o new
"$HRDIM" eval $shop,split=test --queries new.encoded.npy --docs new.docs.npy --json >new.json
at_least "$(number overall new.json)" 0.8 'recall for new queries'
# encoding the trained queries gives the trained vectors
train $shop,split=train --dim 16 --recipe ./text.ini --encode $shop,split=train -o old >/dev/null
expect 0 same sh -c 'cmp old.encoded.npy old.queries.npy && echo same'
expect 2 'train: --encode .*: a lookup table has no vector for other queries; choose a recipe with queries = text$' \
	train $shop --dim 8 --recipe ./table.ini --encode $shop,split=test -o never

# what is wrong
for share in 0 1 -1 7; do
	expect 2 "holdout $share: must lie between 0 and 1$" train $shop --dim 8 --recipe ./table.ini --holdout=$share -o never
	expect 2 "holdout $share: must lie between 0 and 1$" "$HRDIM" eval $shop part --holdout=$share
done
expect 2 'holdout 1e-09: no pair is held out of [0-9]+; give a larger share$' "$HRDIM" eval $shop part --holdout 1e-9
expect 2 'bootstrap 0: must be a whole number from 1' "$HRDIM" eval $shop part --bootstrap 0
expect 2 'nowhere' "$HRDIM" eval $shop part --against nowhere
expect 0 '^none$' sh -c 'ls never* 2>/dev/null || echo none'
finish
