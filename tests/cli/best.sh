# --method best: a search that stops by itself where nothing is left to find, goes on where it was stopped, and refuses
# a state that is not its own.  No times are tested: budgets only end what would not end by itself.
. "$HR_SRCDIR/tests/cli.sh"
dag=dag:n=100,parents=2,seed=4

# ended: both sides of the bracket meet
expect 0 '^best +3 dimensions \(f-query\): ' "$HRDIM" embed lattice:k=3 --method best --budget 10min -o l
expect 0 '^bracket +3 <= d <= 3, closed$' cat both
expect 0 '^ +[0-9.]+ s   d = 3 .*checked exactly, evidence ' cat both
expect 0 '^certificate +l.cert: accepted by hrdim verify$' cat both
expect 0 '^ +[0-9.]+ s   d >= 3 .*certified' cat both
sed -n 's/^rebuild *hrdim //p' both >rebuild
expect 0 '^embed lattice:k=3 --method [a-z]+ .*--notion f-query -o l$' cat rebuild
expect 0 . "$HRDIM" verify l.cert lattice:k=3
expect 0 '^verdict +FEASIBLE \(f-query\)' "$HRDIM" check lattice:k=3 l
holds [ ! -e l.tries ]
# the command that it tells makes the same again
mkdir again
expect 0 '^dimension +3$' sh -c "cd again && '$HRDIM' $(cat rebuild)"
for file in l.queries.npy l.docs.npy l.exact; do
	holds cmp $file again/$file
done
# asked again it has nothing to do, and says the same
cp l.best before
expect 0 'state +l.best: no fewer dimensions are enough' "$HRDIM" embed lattice:k=3 --method best --budget 1s -o l
expect 0 '^goes on +l.best: [0-9]+ tries in .*, d = 3$' cat both
expect 0 '"dimension": 3' "$HRDIM" embed lattice:k=3 --method best --budget 1s -o l --json
expect 0 '"closed": true' cat both
expect 0 '^best +3 dimensions \(f-sign\): interval$' \
	"$HRDIM" check tree:width=3,height=3 --method best --notion f-sign --budget 10min --certificate t.cert
# vectors that cannot be written are no reason to lose the certificate
mkdir n.docs.npy
expect 0 '^embedding +not written: .*n.docs.npy' "$HRDIM" embed lattice:k=3 --method best --budget 10min -o n
expect 0 '^rebuild +hrdim check lattice:k=3 .*--certificate n.cert$' cat both

# a short budget, and again: the second call goes on with what the first has tried
for budget in 2s 6s 20s 60s; do # a machine that does nothing in the first may go on in the next
	"$HRDIM" check $dag --method best --budget $budget --certificate d.cert >both 2>&1 && break
done
expect 0 '^rebuild +hrdim check ' cat both
tries() { grep -c '"method"' d.cert.best; }
best() { sed -n 's/^best *\([0-9]*\) .*/\1/p' both; }
first=$(tries) d=$(best)
expect 0 "^goes on +d.cert.best: $first tries" "$HRDIM" check $dag --method best --budget 1s --certificate d.cert
holds [ "$(tries)" -ge "$first" -a "$(best)" -le "$d" ]
expect 0 "feasible f-query $(best)" "$HRDIM" verify d.cert $dag

# killed in the middle of a try, it loses that try only, and leaves no try behind; meanwhile nobody else may search there
"$HRDIM" check $dag --method best --budget 10min --certificate killed.cert >killed.out 2>&1 &
search=$!
wait_for() { # wait_for COMMAND...: until it succeeds
	for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30; do
		"$@" 2>/dev/null && return
		sleep 1
	done
	return 1
}
holds wait_for grep -q '"outcome": "feasible"' killed.cert.best
expect 2 'killed.cert.tries: another search is at work there' \
	"$HRDIM" check $dag --method best --budget 1s --certificate killed.cert
kill -9 $search
wait $search 2>/dev/null
running() { grep -lE "[k]illed.cert.tries" /proc/[0-9]*/cmdline 2>/dev/null | xargs -r -n 1 dirname | xargs -r ls -d 2>/dev/null | grep -q .; }
nothing_runs() { ! running; }
[ ! -d /proc/self ] || holds wait_for nothing_runs
first=$(grep -c '"method"' killed.cert.best)
expect 0 "^goes on +killed.cert.best: $first tries" "$HRDIM" check $dag --method best --budget 1s --certificate killed.cert
holds [ ! -e killed.cert.tries ]
expect 0 . "$HRDIM" verify killed.cert $dag

# states of something else
again() { # again PATTERN OPTIONS...: refused, and nothing changed
	pattern=$1
	shift
	cp d.cert.best kept
	expect 2 "$pattern" "$HRDIM" check "$@" --method best --budget 1s --certificate d.cert
	holds cmp d.cert.best kept
}
again 'was of another hierarchy \([0-9a-f]{12}\.\.\., not [0-9a-f]{12}\.\.\.\)' dag:n=100,parents=2,seed=5
again 'was for f-query; give --notion f-query' $dag --notion f-sign
again 'had --seed 1; give that' $dag --seed 2
cp d.cert.best good
sed 's/"program": "hrdim/"program": "another hrdim/' good >d.cert.best
again "was another program's, another hrdim" $dag
head -c 300 good >d.cert.best
again 'd.cert.best: .*: this is not what hrdim --method best keeps there' $dag
sed 's/"outcome": "[a-z]*"/"outcome": "perhaps"/' good >d.cert.best
again 'd.cert.best: try 1: this is not what' $dag
sed 's/"hrdim best": 1/"hrdim best": 2/' good >d.cert.best
again 'd.cert.best: its fields: this is not what' $dag
cp good d.cert.best
mv d.cert away
again 'd.cert: cannot read: .*put it back, or move d.cert.best away' $dag

# what does not go together
expect 2 'give --budget TIME' "$HRDIM" check $dag --method best --certificate f
for time in 5 s 0s 1d -1s 1e300h 2s3; do
	expect 2 'must be a time as in 90s, 30min or 2h' "$HRDIM" check $dag --method best --budget=$time --certificate f
done
expect 2 '--budget goes with --method best' "$HRDIM" check $dag --method orders --budget 1s
expect 2 '--budget goes with --method best' "$HRDIM" embed $dag --method orders --budget 1s -o f
expect 2 'give --certificate FILE' "$HRDIM" check $dag --method best --budget 1s
expect 2 'give --certificate FILE' "$HRDIM" check $dag --method best --budget 1s --certificate -
expect 2 'leave --dim out' "$HRDIM" check $dag --method best --budget 1s --certificate f --dim 3
expect 2 'leave --search out' "$HRDIM" embed $dag --method best --budget 1s -o f --search 3
expect 2 'no method of it proves f-global' "$HRDIM" check $dag --method best --budget 1s --certificate f --notion f-global --eps 0
expect 2 'do not go with --method best' "$HRDIM" check $dag --method best --budget 1s --certificate f --all-pairs
expect 2 'give -o PREFIX' "$HRDIM" embed $dag --method best --budget 1s
expect 2 '--start goes with' "$HRDIM" embed $dag --method best --budget 1s -o f --start d
holds [ ! -e f.best -a ! -e f.tries -a ! -e f ]
finish
