#!/bin/sh
# hrdim regress: same, better, worse and unknown against a baseline, its update, and every refusal
. "$HR_SRCDIR/tests/cli.sh"
# refuse PATTERN LINES: the entry of these lines is refused with its place
refuse() {
	printf '[entry]\n%s\n' "$2" >bad.ini
	expect 2 "$1" "$HRDIM" regress bad.ini
}

mkdir model
for dim in 60 200; do
	"$HRDIM" embed tree:width=2,height=5 --method gaussian --dim $dim --seed 3 -o model/d$dim >/dev/null || exit 1
done
use() { # the model that is checked
	cp "model/$1.queries.npy" model/now.queries.npy
	cp "model/$1.docs.npy" model/now.docs.npy
}
use d60
printf 'b\ta\nc\ta\n' >small.tsv

# --- the first baseline: a skeleton, filled in
cat >skeleton.ini <<'END_OF_FILE'
# how the model was
; when it was committed
[tree]
hierarchy = tree:width=2,height=5 ; five levels
embedding=model/now
verdict =

recall= ; to fill
	recall@2 = tolerance 0.1 because training is noisy
min-recall: tolerance 10% because of noise; still noise
macro-recall =
precision =
margin = because of kernels
dimension = tolerance 0 because fixed

[again: the same files]
hierarchy = tree:width=2,height=5
queries = model/now.queries.npy
docs = model/now.docs.npy
notion = f-sign
verdict = because it is INFEASIBLE anyway
END_OF_FILE
cp skeleton.ini base.ini
expect 2 'base.ini:6: verdict of \[tree\] has no value yet; .*--update' "$HRDIM" regress base.ini
holds cmp skeleton.ini base.ini
expect 0 'written: base.ini' "$HRDIM" regress base.ini --update
# exactly the new values, and nothing else: those that hrdim check reports
"$HRDIM" check tree:width=2,height=5 model/now --json >check.json
field() { sed -nE "s/^ *\"$1\": ([^,]*),?\$/\1/p" check.json | head -n 1; }
short() { awk -v x="$1" 'BEGIN { for (d = 6; d <= 17; d++) { s = sprintf("%." d "g", x); if (s + 0 == x + 0) break } print s }'; }
sed -e 's/^verdict =$/verdict = INFEASIBLE/' -e "s/^recall= ;/recall= $(short "$(field overall)") ;/" \
	-e 's/^\(.recall@2 =\) /\1 1 /' -e "s/^\(min-recall:\) /\1 $(short "$(field min)") /" \
	-e "s/^macro-recall =/& $(short "$(field macro)")/" -e "s/^precision =/& $(short "$(field precision)")/" \
	-e "s/^margin =/& $(short "$(field margin)")/" -e 's/^dimension =/& 60/' \
	-e 's/^verdict = because/verdict = INFEASIBLE because/' skeleton.ini >wanted.ini
holds diff wanted.ini base.ini
expect 0 '^base.ini: 2 entries, 9 same, 0 worse$' "$HRDIM" regress base.ini
cp base.ini before.ini
expect 0 'written' "$HRDIM" regress base.ini --update
holds cmp before.ini base.ini
# from another folder: files are seen from the baseline's
expect 0 '9 same, 0 worse' sh -c 'cd / && exec "$HRDIM" regress "$0/base.ini"' "$scratch"
# line ends and a missing last one stay; a link stays a link
printf '[e]\r\nhierarchy = small.tsv\r\nmethod = interval\r\nverdict =\r\ndimension = 5' >crlf.ini
ln -s crlf.ini link.ini
expect 0 'written' "$HRDIM" regress link.ini --update
printf '[e]\r\nhierarchy = small.tsv\r\nmethod = interval\r\nverdict = FEASIBLE\r\ndimension = 2' >wanted
holds cmp wanted crlf.ini
holds test -L link.ini

# --- a worse model: some queries lose their direction (zeros behind the header)
dd if=/dev/zero of=model/now.queries.npy bs=16 seek=20 count=60 conv=notrunc 2>/dev/null
expect 1 'worse +recall: 0\.97674[0-9]+ -> 0\.[0-9]+$' "$HRDIM" regress base.ini
expect 1 'worse +min-recall: .*tolerance 10%, down to 0\.841[0-9]+ \(of noise; still noise\)' "$HRDIM" regress base.ini
expect 1 '"worse": [1-9]' "$HRDIM" regress base.ini --json
expect 1 '"exit": 1' "$HRDIM" regress base.ini --json
"$HRDIM" regress base.ini --json | results >wanted
expect 1 'worse +recall' "$HRDIM" regress base.ini -o said.json
results <said.json >said
holds cmp wanted said
expect 2 'gone/said.json: cannot write' "$HRDIM" regress base.ini -o gone/said.json
expect 0 '1 entries, 1 same, 0 worse' "$HRDIM" regress base.ini --only 'again: the same files'
holds cmp before.ini base.ini
# --- a better one: the hint, and after --update the gate is as strict as it can be
use d200
expect 1 'worse +dimension: 60 -> 200 \(fixed\)' "$HRDIM" regress base.ini
sed -i '/^dimension/d' base.ini
expect 0 'better +verdict: INFEASIBLE -> FEASIBLE' "$HRDIM" regress base.ini
expect 0 'to keep what is better: hrdim regress base.ini --update' "$HRDIM" regress base.ini
expect 0 '"better": [1-9]' "$HRDIM" regress base.ini --json
expect 0 'better +recall: 0.97674[0-9]* -> 1$' "$HRDIM" regress base.ini --update --only tree
expect 0 '^recall= 1 ; to fill' cat base.ini
expect 0 '8 same, 0 worse$' "$HRDIM" regress base.ini
use d60
expect 1 'worse +verdict: FEASIBLE -> INFEASIBLE' "$HRDIM" regress base.ini

# --- tolerances: exactly at the edge is fine, absolute and relative; 0.9867... - 0.9767... exceeds 0.01 in doubles
edge() { # STATUS KEY VALUE-AND-TOLERANCE
	printf '[e]\nhierarchy = tree:width=2,height=5\nembedding = model/d60\n%s = %s because we test it\n' "$2" "$3" >edge.ini
	expect "$1" "$4" "$HRDIM" regress edge.ini
}
edge 0 dimension '58 tolerance 2' '1 same'
edge 1 dimension '58 tolerance 1.999' 'worse +dimension: 58 -> 60; tolerance 1.999, up to 59.999 \(we test it\)'
edge 0 dimension '62 tolerance 2' '1 same'
edge 0 dimension '62 tolerance 1' '1 better'
edge 0 dimension '50 tolerance 20%' '1 same'
edge 1 dimension '50 tolerance 19.99%' '1 worse'
edge 0 dimension '59 tolerance 1' '1 same'
edge 1 dimension '59' '1 worse'
edge 0 recall '0.9867441860465116 tolerance 0.01' '1 same'
edge 1 recall '0.9867441860465116 tolerance 0.009999999' '1 worse'
edge 0 recall '0.9667441860465116 tolerance 0.01' '1 same'
edge 0 recall '0.9667441860465116 tolerance 0.009999999' '1 better'
edge 0 recall 0.9767441860465116 '1 same'
edge 1 recall 0.9767441860465117 '1 worse'

# --- UNKNOWN is neither: no time to decide
cat >slow.ini <<'END_OF_FILE'
[slow]
hierarchy = tree:width=2,height=8
method = gaussian
dim = 300
seconds = 1e-9
verdict = INFEASIBLE
recall = 0.5
END_OF_FILE
expect 3 'unknown +verdict: INFEASIBLE -> UNKNOWN \(undecided after 1e-09 seconds\)' "$HRDIM" regress slow.ini
expect 3 '"unknown": 2' "$HRDIM" regress slow.ini --json
cp slow.ini before.ini
expect 2 'slow.ini:6: verdict of \[slow\] is UNKNOWN now .*nothing was written' "$HRDIM" regress slow.ini --update
holds cmp before.ini slow.ini
printf '[other]\nhierarchy = small.tsv\nmethod = interval\ndimension = 1\n' | cat slow.ini - >both.ini
expect 1 '1 worse, 2 unknown' "$HRDIM" regress both.ini
sed -i 's/INFEASIBLE/UNKNOWN/; s/0.5/UNKNOWN/' slow.ini
expect 0 '2 same, 0 worse' "$HRDIM" regress slow.ini
sed -i '/seconds/d' slow.ini
expect 0 'decided +verdict: UNKNOWN -> ' "$HRDIM" regress slow.ini
expect 0 'to keep what is better' "$HRDIM" regress slow.ini

# --- a margin that no double holds, and one that there is not: nothing is unmatched
printf '[m]\nhierarchy = path:n=120\nmethod = moment\nmargin-log10 =\n[n]\nhierarchy = star:n=1\nmethod = runs\nmargin =\n' >m.ini
expect 0 'new +margin-log10: -[0-9.]+' "$HRDIM" regress m.ini --update
expect 0 '^margin = none$' cat m.ini
expect 0 '2 same' "$HRDIM" regress m.ini

# --- committed results of a sweep: nothing is computed
mkdir results
cat >results/depth.csv <<'END_OF_FILE'
kind,hierarchy,H,name,notion,distance,quantity,y,state
measured,"tree:width=2,height={H}",6,sign,f-query,,least-dimension,148,FEASIBLE
measured,"tree:width=2,height={H}",7,sign,f-query,,least-dimension,900,INFEASIBLE
measured,"tree:width=2,height={H}",8,sign,f-query,,least-dimension,300,UNKNOWN
theory,"tree:width=2,height={H}",6,sign,f-query,,least-dimension,1000,FEASIBLE
measured,"tree:width=2,height={H}",6,sign,f-query,3,recall-by-distance,0.75,FEASIBLE
END_OF_FILE
committed() { # STATUS PATTERN WHERE KEY VALUE
	printf '[r]\nresults = results/depth.csv\nwhere = %s\n%s = %s\n' "$3" "$4" "$5" >r.ini
	expect "$1" "$2" "$HRDIM" regress r.ini
}
committed 0 '1 same' 'H=6 name=sign' least-dimension '150 tolerance 2 because it is drawn'
committed 1 'worse +least-dimension: 147 -> 148' 'H=6 name=sign' least-dimension 147
committed 1 'worse +least-dimension: 147 -> none' 'H=7' least-dimension 147
committed 0 'better +least-dimension: none -> 148' 'H=6' least-dimension none
committed 3 '147 -> UNKNOWN' 'H=8' least-dimension 147
committed 0 '1 same' 'kind=theory H=6' least-dimension 1000
committed 0 '1 same' 'H=6' recall@3 0.75
committed 2 'r.ini:4: least-dimension: 3 rows of results/depth.csv match' name=sign least-dimension 1
committed 2 'r.ini:4: .*0 rows' H=9 least-dimension 1
committed 2 "has no column 'nam', did you mean 'name'" nam=sign least-dimension 1
committed 2 "where: 'sign' must be COLUMN=TEXT" sign least-dimension 1
committed 2 'H is given twice' 'H=6 H=7' least-dimension 1
committed 2 'no column verdict' H=6 verdict FEASIBLE
rm results/depth.csv
committed 2 'r.ini:1: \[r\]: results/depth.csv: cannot read' H=6 least-dimension 1

# --- a data set that is not there
for name in chebi ncbi go wordnet; do
	"$HRDIM" info $name >out 2>&1 && continue
	printf '[d]\nhierarchy = %s\nmethod = runs\nverdict = FEASIBLE\n' $name >absent.ini
	expect 2 'absent.ini:1: \[d\]: .*apt-get install' "$HRDIM" regress absent.ini
	echo 'optional = yes' >>absent.ini
	expect 0 '^d: skipped: .*apt-get install' "$HRDIM" regress absent.ini
	expect 0 '1 skipped; nothing was compared' "$HRDIM" regress absent.ini
	expect 0 '"skipped": "' "$HRDIM" regress absent.ini --json
	cp absent.ini before.ini
	expect 0 'skipped' "$HRDIM" regress absent.ini --update
	holds cmp before.ini absent.ini
	break
done

# --- what cannot be written stays whole
{ cat wanted.ini && for i in $(seq 300); do echo "; line $i of the history of this model"; done; } >long.ini
sed -i 's/^recall= .*/recall= 0.5/' long.ini
cp long.ini before.ini
expect 2 'long.ini: cannot write: File too large; free some space' \
	sh -c 'ulimit -f 4; exec "$HRDIM" regress long.ini --update'
holds cmp before.ini long.ini
holds sh -c '! ls | grep tmp-'
as_user() { # root may write anywhere
	if [ "$(id -u)" -eq 0 ]; then setpriv --reuid 65534 --regid 65534 --clear-groups "$@"; else "$@"; fi
}
chmod 755 "$scratch"
if as_user "$HRDIM" --version >/dev/null 2>&1; then
	mkdir locked
	sed 's|model/|../model/|' long.ini >locked/long.ini
	cp locked/long.ini before.ini
	chmod a+r model/* && chmod a-w locked
	expect 0 'better +recall' as_user "$HRDIM" regress locked/long.ini
	expect 2 'locked/long.ini: cannot write: Permission denied; choose' as_user "$HRDIM" regress locked/long.ini --update
	chmod u+w locked
	holds cmp before.ini locked/long.ini
	holds test "$(ls locked)" = long.ini
fi
reason=$(printf '%0150d' 7)
printf '[e]\nhierarchy = small.tsv\nmethod = interval\nmargin-log10 = tolerance 1 because %s\n' "$reason" >wide.ini
expect 2 'wide.ini:4: margin-log10 with its new value is longer than 198 characters' "$HRDIM" regress wide.ini --update
expect 2 'standard output: cannot write' sh -c '"$HRDIM" regress edge.ini >/dev/full'

# --- the model's files
model() { # PATTERN LINE...: an entry of a model
	pattern=$1
	shift
	printf '%s\n' '[e]' 'verdict = FEASIBLE' "$@" >bad.ini
	expect 2 "$pattern" "$HRDIM" regress bad.ini
}
model 'bad.ini:1: \[e\]: .*model/gone' 'hierarchy = small.tsv' 'embedding = model/gone'
model 'bad.ini:1: \[e\]: model/gone.npy: ' 'hierarchy = small.tsv' 'queries = model/gone.npy' 'docs = model/now.docs.npy'
model 'bad.ini:1: \[e\]: .*(31|3) ' 'hierarchy = small.tsv' 'embedding = model/now'
printf '\000\000\000\000\000\000\300\177\000\000\000\000' | npy nan.npy '(3, 1)'
model 'bad.ini:1: \[e\]: nan.npy: .*(NaN|nan)' 'hierarchy = small.tsv' 'queries = nan.npy' 'docs = nan.npy'
model "bad.ini:3: hierarchy: there is no file smal.tsv" 'hierarchy = smal.tsv' 'embedding = model/now'
model "no file wordnt, did you mean 'wordnet'" 'hierarchy = wordnt' 'embedding = model/now'
model 'bad.ini:1: \[e\]: tree: .*hight' 'hierarchy = tree:hight=3' 'embedding = model/now'
printf 'a\tb\nb\ta\n' >cycle.tsv
model 'bad.ini:1: \[e\]: cycle.tsv' 'hierarchy = forest:of=cycle.tsv' 'method = interval'
model 'bad.ini:1: \[e\]: ' 'hierarchy = edges:path=gone.tsv' 'method = interval'

# --- the workflow of doc/github-actions-example.yml compares with a baseline, at a tag, and keeps the numbers
if python3 -c 'import yaml' 2>/dev/null; then
	cat >workflow.py <<'END_OF_FILE'
import sys, yaml
job = yaml.safe_load(open(sys.argv[1]))["jobs"]["regress"]
steps = job["steps"]
runs = [s["run"] for s in steps if "run" in s]
assert all(("run" in s) != ("uses" in s) for s in steps), "a step runs or uses"
assert any("./bootstrap && make" in r for r in runs), "hrdim is built"
assert any(r.startswith("hrdim/hrdim regress baseline.ini --output regress.json") for r in runs), "compared"
uses = {s["uses"]: s.get("with", {}) for s in steps if "uses" in s}
assert uses["actions/upload-artifact@v4"]["path"] == "regress.json"
assert any("ref" in s.get("with", {}) for s in steps), "hrdim at a tag"
END_OF_FILE
	holds python3 workflow.py "$HR_SRCDIR/doc/github-actions-example.yml"
fi

# --- the least dimension: the same at any number of threads, a bound that is too low, a method without a choice
printf '[l]\nhierarchy = tree:width=2,height=4\nmethod = sign\nseeds = 5\nleast-dimension =\n' >least.ini
expect 0 'new +least-dimension: [0-9]+' "$HRDIM" regress least.ini --update --threads 1
expect 0 '1 same' "$HRDIM" regress least.ini --threads 3
# at least half of the seeds are feasible there, and fewer one below, by hrdim check
least=$(sed -n 's/^least-dimension = //p' least.ini)
feasible() { # DIMENSION: how many of the seeds
	for seed in 1 2 3 4 5; do
		"$HRDIM" check tree:width=2,height=4 --method sign --dim "$1" --seed $seed
	done | grep -c '^verdict *FEASIBLE'
}
holds test "$(feasible "$least")" -ge 3
holds test "$(feasible $((least - 1)))" -lt 3
sed 's/^least.*/&9/' least.ini >better.ini
expect 0 'better +least-dimension: [0-9]+9 -> [0-9]+' "$HRDIM" regress better.ini
sed 's/^least.*/least-dimension = 1/' least.ini >worse.ini
expect 1 'worse +least-dimension: 1 -> [0-9]+$' "$HRDIM" regress worse.ini
sed 's/^seeds/most = 2\n&/' least.ini >most.ini
expect 1 'worse +least-dimension: [0-9]+ -> none \(infeasible up to 2\)' "$HRDIM" regress most.ini
expect 0 'written' "$HRDIM" regress most.ini --update
expect 0 '^least-dimension = none$' cat most.ini
expect 0 '1 same' "$HRDIM" regress most.ini
sed 's/^seeds/seconds = 1e-9\n&/; s/height=4/height=8/' least.ini >slow.ini
expect 3 'unknown +least-dimension: [0-9]+ -> UNKNOWN \(' "$HRDIM" regress slow.ini
printf '[l]\nhierarchy = tree:height=4,width=2\nmethod = interval\nleast-dimension = 3\n' >own.ini
expect 2 'own.ini:3: interval has a dimension of its own' "$HRDIM" regress own.ini
sed 's/^least/verdict = FEASIBLE\n&/' least.ini >two.ini
expect 2 'two.ini:5: least-dimension searches .*give verdict an entry of its own' "$HRDIM" regress two.ini
sed 's/^seeds.*/dim = 4/' least.ini >dim.ini
expect 2 'dim.ini:4: dim does not go with least-dimension' "$HRDIM" regress dim.ini
sed 's/tree:width=2/tree:wide=2/' least.ini >tree.ini
expect 2 'tree.ini:1: .*wide' "$HRDIM" regress tree.ini

# --- JSON without what JSON cannot hold
printf '[a\377b]\nhierarchy = path:n=3\nmethod = interval\ndimension = 2 because \377\n' >bytes.ini
expect 0 '"name": null' "$HRDIM" regress bytes.ini --json

# --- every refusal has its place
expect 2 'absent.file: cannot read' "$HRDIM" regress absent.file
expect 2 'model: ' "$HRDIM" regress model
: >empty.ini
expect 2 'empty.ini: no entries' "$HRDIM" regress empty.ini
expect 2 'd60.docs.npy: holds a NUL byte' "$HRDIM" regress model/d60.docs.npy
expect 2 "no entry \[tre\], did you mean 'tree'" "$HRDIM" regress base.ini --only tre
expect 2 'too few arguments' "$HRDIM" regress
expect 2 'did you mean --update' "$HRDIM" regress base.ini --updat
expect 0 'usage: hrdim regress' "$HRDIM" regress --help
expect 0 '^least-dimension +the least d' "$HRDIM" regress --list
expect 0 '"name": "recall@"' "$HRDIM" regress --list --json
refuse "bad.ini:2: unknown key 'hierachy', did you mean 'hierarchy'" 'hierachy = small.tsv'
sm='hierarchy = small.tsv
method = interval'
refuse "bad.ini:4: unknown key 'recal', did you mean 'recall'" "$sm
recal = 1"
refuse "bad.ini:4: unknown key 'recall@x'" "$sm
recall@x = 1"
refuse "bad.ini:4: unknown verdict 'FEASABLE', did you mean 'FEASIBLE'" "$sm
verdict = FEASABLE"
refuse 'bad.ini:4: a verdict has no tolerance' "$sm
verdict = FEASIBLE tolerance 1 because"
refuse 'bad.ini:4: recall: a tolerance needs its reason' "$sm
recall = 1 tolerance 0.1"
refuse "bad.ini:4: recall: the reason behind 'because' is missing" "$sm
recall = 1 tolerance 0.1 because"
refuse 'bad.ini:4: recall: tolerance must be a number from 0 on' "$sm
recall = 1 tolerance -0.1 because of me"
refuse 'bad.ini:4: recall: tolerance must be a number' "$sm
recall = 1 tolerance"
refuse "bad.ini:4: unknown word 'tolerence', did you mean 'tolerance'" "$sm
recall = 1 tolerence 2"
refuse 'bad.ini:4: recall = 97: must be a share from 0 to 1' "$sm
recall = 97"
refuse 'bad.ini:4: recall = nan: must be' "$sm
recall = nan"
refuse 'bad.ini:4: dimension = 1.5: must be a whole number' "$sm
dimension = 1.5"
refuse 'bad.ini:4: recall@3: no pair is at distance 3; the farthest are at 1' "$sm
recall@3 = 1"
refuse 'bad.ini:5: margin-log10: the margin is not positive' 'hierarchy = tree:width=2,height=5
method = sign
dim = 2
margin-log10 = 1'
refuse "bad.ini:5: 'verdict' is given twice, first at bad.ini:4" "$sm
verdict = FEASIBLE
verdict = FEASIBLE"
refuse 'bad.ini:5: entry \[entry\] is there twice, first at bad.ini:1' "$sm
verdict = FEASIBLE
[entry]
dimension = 3"
refuse 'bad.ini:1: .*records nothing' "$sm"
refuse 'bad.ini:5: \[other\] must have one of' "$sm
verdict = FEASIBLE
[other]"
refuse "bad.ini:1: .*lacks 'hierarchy'" 'method = sign
verdict = FEASIBLE'
refuse 'bad.ini:1: .*must have one of: method' "$sm
embedding = model/now
verdict = FEASIBLE"
refuse 'bad.ini:1: .*must have one of' 'hierarchy = small.tsv
queries = q.npy
verdict = FEASIBLE'
refuse 'bad.ini:3: .*sgn.*sign' 'hierarchy = small.tsv
method = sgn
verdict = FEASIBLE'
refuse 'bad.ini:4: dim does not go with an embedding' 'hierarchy = small.tsv
embedding = model/now
dim = 3
verdict = FEASIBLE'
refuse "bad.ini:4: unknown notion 'f-sgn', did you mean 'f-sign'" "$sm
notion = f-sgn
verdict = FEASIBLE"
refuse 'bad.ini:1: .*eps and notion = f-global go together' "$sm
eps = 0.1
verdict = FEASIBLE"
refuse 'bad.ini:1: .*optional is for data sets.*small.tsv' "$sm
optional = yes
verdict = FEASIBLE"
refuse 'bad.ini:4: neither \[section\] nor key' "$sm
verdict FEASIBLE"
printf '[%060d]\n' 1 >bad.ini
expect 2 "bad.ini:1: the entry's name is longer than 48" "$HRDIM" regress bad.ini
finish
