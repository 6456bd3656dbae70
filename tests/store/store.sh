# hrdim store: round trips, merging, and one clear line for everything that can be wrong with a store or a file
. "$HR_SRCDIR/tests/cli.sh"

# Trials of this program, of an older method, of a task that it does not have, and a failed one.
cat >all.json <<'JSON'
{"format": "hrdim-results", "version": 1, "runs": [
{"id": 3, "host": "node-1", "boot": "b", "pid": 12, "process_start": 99, "began": "2026-11-23T02:00:00.000001Z",
 "ended": "2026-11-23T02:10:00.5Z", "provenance": {"argv": ["hrdim", "run", "a, \"b\".ini"], "seed": 1}},
{"id": 4, "host": "node-2", "boot": "b", "pid": 13, "process_start": 98, "began": "2026-11-23T02:00:00.000002Z",
 "ended": null, "provenance": {}}],
"trials": [
{"key": "check sign@1 hierarchy=tree:height=5,width=2 notion=f-query dim=17 seed=18446744073709551615", "run": 4,
 "state": "done", "outcome": {"verdict": "FEASIBLE", "dimension": 17, "margin_log10": -0.1}, "times": {"seconds": 0.30000000000000004}},
{"key": "check sign@1 hierarchy=tree:height=5,width=2 notion=f-global eps=0.1 dim=17 seed=3 tally=1", "run": 3,
 "state": "failed", "reason": "no memory, \"17 GiB\" wanted\nü\r"},
{"key": "check@9 sign@77 hierarchy=/my%20data/ontology%25.tsv#0123456789abcdef notion=f-query dim=17 seed=3",
 "state": "done", "outcome": {"verdict": "INFEASIBLE", "recall": 1.0}},
{"key": "dream of@2 hierarchy=wordnet seconds=0.5 tally=1", "run": 3, "state": "done", "outcome": {}, "times": {}}
]}
JSON

# round trips: the same bytes, by either way
expect 0 'one.db: 4 trials added, 0 were there' "$HRDIM" store import one.db all.json
expect 0 'trials done +3' "$HRDIM" store info one.db
expect 0 'trials failed +1' "$HRDIM" store info one.db
expect 0 '"open_runs": 1' "$HRDIM" store info one.db --json
for kind in json csv; do
	expect 0 '4 trials' "$HRDIM" store export one.db -o a.$kind
	expect 0 '4 trials added, 0' "$HRDIM" store import two-$kind.db a.$kind
	expect 0 '"trials": 4' "$HRDIM" store export two-$kind.db -o b.$kind --json
	holds cmp a.$kind b.$kind
	expect 0 '"added": 0' "$HRDIM" store import two-$kind.db a.$kind --json
	expect 0 '' "$HRDIM" store export two-$kind.db -o b.$kind
	holds cmp a.$kind b.$kind
done
holds cmp a.runs.csv b.runs.csv
expect 0 '' "$HRDIM" store export two-csv.db -o c.json
holds cmp a.json c.json
holds test "$(grep -c '^{"key"' a.json)" -eq 4
expect 0 '17 GiB"" wanted' cat a.csv
expect 0 '%25.tsv#0123456789abcdef notion=f-query dim=17 seed=3,check,9,sign,77,/my data/ontology%.tsv#' cat a.csv
holds test ! -e two-json.db-wal -a ! -e two-json.db-shm

# results only: neither times nor runs
sed 's/0.30000000000000004/7.5/; s/"pid": 12/"pid": 77/' all.json >other-times.json
expect 0 '' "$HRDIM" store import other-times.db other-times.json
for kind in json csv; do
	expect 0 '' "$HRDIM" store export one.db --results-only -o ra.$kind
	expect 0 '' "$HRDIM" store export other-times.db --results-only -o rb.$kind
	holds cmp ra.$kind rb.$kind
	holds test "$(grep -c -e '"seconds"' -e node-1 -e process_start ra.$kind)" -eq 0
	expect 0 '4 trials added' "$HRDIM" store import results-$kind.db ra.$kind
	expect 0 '' "$HRDIM" store export results-$kind.db -o rc.$kind --results-only
	holds cmp ra.$kind rc.$kind
done
holds test ! -e ra.runs.csv

# merging: a failed trial gives way to a done one, a second outcome is refused and nothing is changed
cat >more.json <<'JSON'
{"format": "hrdim-results", "version": 1, "trials": [
{"key": "check sign@1 hierarchy=tree:height=5,width=2 notion=f-global eps=0.1 dim=17 seed=3 tally=1",
 "state": "done", "outcome": {"verdict": "FEASIBLE"}},
{"key": "size hierarchy=wordnet", "state": "failed", "reason": "no such file"}]}
JSON
expect 0 '2 trials added, 0 were there' "$HRDIM" store import one.db more.json
expect 0 '0 trials added, 2 were there' "$HRDIM" store import one.db more.json
expect 0 '0 trials added, 4 were there' "$HRDIM" store import one.db all.json
"$HRDIM" store export one.db -o before.json >/dev/null
sed 's/"FEASIBLE"/"INFEASIBLE"/; s/hierarchy=wordnet/hierarchy=a-new-one/' more.json >conflict.json
expect 2 'conflict.json:trial 1: trial .check sign@1 .*eps=0.1.* has the outcome .*"FEASIBLE".* in one.db, and now' \
	"$HRDIM" store import one.db conflict.json
"$HRDIM" store export one.db -o after.json >/dev/null
holds cmp before.json after.json

# the recipe of doc/store.md: parts of a sweep on stores of their own, merged; nothing is left to compute
cat >tiny.ini <<'INI'
[sweep]
title = Tiny trees
hierarchy = tree:width=2,height={H}
H = 2 3
methods = sign interval
seeds = 3
dimension = least
[figure]
INI
for height in 2 3; do
	expect 0 '' "$HRDIM" run tiny.ini --set H=$height --store part-$height.db --results parts
	expect 0 '' "$HRDIM" store export part-$height.db -o part-$height.json
	expect 0 'trials added, 0 were there' "$HRDIM" store import merged.db part-$height.json
done
expect 0 '^0 trials computed' "$HRDIM" run tiny.ini --store merged.db --results merged
expect 0 '' "$HRDIM" run tiny.ini --store whole.db --results whole
holds cmp merged/tiny.csv whole/tiny.csv
for name in merged whole; do
	expect 0 '' "$HRDIM" store export $name.db -o $name.json --results-only
done
holds cmp merged.json whole.json

# what a file may not be: the place, and nothing is stored
refused() { # refused PATTERN SED-SCRIPT [FILE]
	sed "$2" "${3:-all.json}" >wrong."${3##*.}"
	expect 2 "$1" "$HRDIM" store import none.db wrong."${3##*.}"
	holds test ! -e none.db
}
refused 'wrong.json:[0-9]+: is no JSON: ' '/^"trials"/,$d' all.json
refused 'wrong.json:[0-9]+: is no JSON: ' '$d' all.json
refused 'not "hrdim-results"' 's/hrdim-results/results/' all.json
refused 'has not version 1' 's/"version": 1/"version": 2/' all.json
refused "'extra' is unknown" 's/"version": 1/"version": 1, "extra": 2/' all.json
refused "wrong.json:trial 4: 'hue' is unknown" 's/"times": {}/"hue": {}/' all.json
refused "wrong.json:trial 4: '.*' is no trial.s key" 's/dream of@2/dream  of@2/' all.json
refused "wrong.json:trial 1: '.*' is no trial.s key" 's/ dim=17 seed=18446744073709551615/ seed=3 dim=17/' all.json
refused 'wrong.json:trial 4: state must be done or failed' '$!s/"state": "done", "outcome": {},/"state": "finished",/' all.json
refused 'wrong.json:trial 2: a failed trial has a reason' 's/"reason": .*}/"reason": null}/' all.json
refused 'wrong.json:trial 3: a trial that is done has an outcome' 's/"outcome": {"verdict": "INFEASIBLE".*}}/"run": 3}/' all.json
refused 'wrong.json:trial 1: outcome must be an object' 's/"outcome": {"verdict": "FEASIBLE".*0.1}/"outcome": "F"/' all.json
refused 'wrong.json:trial 1: there is no run 5 in the file' 's/"run": 4/"run": 5/' all.json
refused 'wrong.json:run 2: .*order of ids' 's/"id": 4/"id": 3/' all.json
refused 'wrong.json:trial 4: .* is there already, at trial 3' 's/dream of@2 .*tally=1/check@9 sign@77 hierarchy=\/my%20data\/ontology%25.tsv#0123456789abcdef notion=f-query dim=17 seed=3/' all.json
cp a.runs.csv wrong.runs.csv
refused "wrong.csv:1: column 1 must be 'key'" 's/^key/name/' a.csv
refused "wrong.csv:[0-9]: dim is '18', but the key says '17'" 's/,0,17,0,18446744073709551615/,0,18,0,18446744073709551615/' a.csv
refused 'wrong.csv:[0-9]: outcome is no JSON object' 's/{""dimension""/{dimension/' a.csv
refused 'wrong.csv:[0-9]: run must be a whole number' 's/,4$/,four/' a.csv
refused 'wrong.csv:[0-9]: there is no run 9' 's/,4$/,9/' a.csv
refused 'wrong.csv:4: .*fields, the header has 17' '4s/^/check,/' a.csv
refused 'a quoted field does not end' '2s/,/,"/;2s/check,/"check,/' a.csv
sed 's/^3,/x,/' a.runs.csv >wrong.runs.csv
refused 'wrong.runs.csv:2: id must be a whole number' '' a.csv
rm wrong.runs.csv
refused 'wrong.runs.csv: cannot read' '' a.csv
expect 2 'neither .json nor .csv' "$HRDIM" store import none.db all.txt
expect 2 'cannot read' "$HRDIM" store import none.db missing.json
expect 2 'neither .json nor .csv' "$HRDIM" store export one.db -o out.txt
expect 2 'say where to' "$HRDIM" store export one.db
expect 2 "did you mean 'export'" "$HRDIM" store exprot one.db
expect 2 'takes neither' "$HRDIM" store info one.db -o x.json
expect 2 'needs a store and a file' "$HRDIM" store import one.db
expect 2 'missing/out.json: cannot write' "$HRDIM" store export one.db -o missing/out.json

# what a store may not be
poke() { printf "$3" | dd of="$1" bs=1 seek="$2" conv=notrunc 2>/dev/null; } # poke FILE OFFSET BYTES
cp one.db newer.db && poke newer.db 60 '\000\000\000\007' # user_version
expect 2 'newer.db: was made by a newer hrdim \(schema 7, this one knows 1\)' "$HRDIM" store info newer.db
cp newer.db newer-before.db
expect 2 'newer.db: was made by a newer hrdim' "$HRDIM" store import newer.db all.json
holds cmp newer.db newer-before.db
cp one.db foreign.db && poke foreign.db 68 '\000\000\000\007' # application_id
expect 2 'foreign.db: is a database of another application' "$HRDIM" store info foreign.db
expect 2 'foreign.db: is a database of another application' "$HRDIM" store import foreign.db all.json
printf 'key,state\n' >text.db
expect 2 'text.db: is no results store \(not an SQLite database\)' "$HRDIM" store info text.db
expect 2 'text.db: is no results store' "$HRDIM" store import text.db all.json
: >empty.db
expect 2 'empty.db: is empty' "$HRDIM" store info empty.db
expect 0 '4 trials added' "$HRDIM" store import empty.db all.json # an empty file becomes a store
mkdir folder.db
expect 2 'folder.db: is a folder' "$HRDIM" store info folder.db
expect 2 'missing.db: there is no such results store' "$HRDIM" store info missing.db
expect 2 'no such results store' "$HRDIM" store export nowhere/missing.db -o x.json
expect 2 'the folder nowhere is missing; make it first' "$HRDIM" store import nowhere/new.db all.json
holds test ! -e x.json
size=$(wc -c <one.db)
head -c $((size - 5000)) one.db >short.db
expect 2 'short.db: is damaged: cut short' "$HRDIM" store info short.db
expect 2 'short.db: is damaged: cut short' "$HRDIM" store import short.db all.json
cp one.db hurt.db
for page in 2 3 4 5; do
	poke hurt.db $((page * 4096)) '\377\377\377\377\377\377\377\377'
done
expect 2 'hurt.db: is damaged' "$HRDIM" store info hurt.db

# a full disk, here a limit on the size of files: one line, and what was there stays
i=0
{
	echo '{"format": "hrdim-results", "version": 1, "trials": ['
	while [ $i -lt 3000 ]; do
		i=$((i + 1))
		echo "{\"key\": \"size hierarchy=tree:height=$i,width=2\", \"state\": \"done\", \"outcome\": {\"n\": $i}}$([ $i -lt 3000 ] && echo ,)"
	done
	echo ']}'
} >many.json
cp before.json full-before.json
cp one.db full.db
limited() {
	(
		ulimit -f 150 # of 1024 bytes in bash, 512 in dash
		"$HRDIM" "$@"
	)
}
expect 2 'full.db: cannot write: .*what was stored before is safe: free some space' limited store import full.db many.json
expect 0 '' "$HRDIM" store export full.db -o full-after.json
holds cmp full-before.json full-after.json
expect 2 'cannot write' limited store import new-full.db many.json
expect 0 '3000 trials added' "$HRDIM" store import full.db many.json
expect 2 'export.json: cannot write' limited store export full.db -o export.json
holds test ! -e export.json

# a disk that is full, and a file system that is read-only, where this user may mount one
mkdir disk
if unshare -m sh -c 'mount -t tmpfs -o size=256k tmpfs disk' 2>/dev/null; then
	on_disk() { unshare -m sh -c 'mount -t tmpfs -o size=256k tmpfs disk && cp one.db disk && '"$1"; }
	expect 2 'disk/one.db: cannot write: No space left on device' on_disk '"$HRDIM" store import disk/one.db many.json'
	expect 0 'full-before.json: 5' on_disk '"$HRDIM" store import disk/one.db many.json 2>import.err
		"$HRDIM" store export disk/one.db -o disk-after.json >/dev/null && cmp full-before.json disk-after.json &&
		echo full-before.json: $(grep -c "^{.key" disk-after.json)'
	expect 0 'trials done +4' on_disk 'mount -o remount,ro disk && "$HRDIM" store info disk/one.db'
	expect 2 'disk/one.db: is read-only' on_disk 'mount -o remount,ro disk && "$HRDIM" store import disk/one.db more.json'
	expect 2 'disk/new.db: its folder is read-only' on_disk 'mount -o remount,ro disk && "$HRDIM" store import disk/new.db more.json'
else
	echo "not checked here: a full and a read-only file system (needs root to mount a tmpfs)"
fi
finish
