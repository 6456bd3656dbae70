#!/bin/sh
# hrdim report: what is on the page, that nothing of a file becomes markup, and that an error leaves no page.
. "$HR_SRCDIR/tests/cli.sh"
. "$HR_SRCDIR/tests/report/fixture.sh"

contains() { expect 0 . grep -F -e "$1" "$2"; } # contains TEXT FILE
lacks() { expect 1 '^$' sh -c 'grep -F -e "$1" "$2" || { echo; exit 1; }' sh "$1" "$2"; }

expect 0 '^page\.html$' "$HRDIM" report results -o page.html --specs specs
expect 0 '"figures": 1' "$HRDIM" report results -o again.html --specs specs --json
expect 0 '^same$' sh -c 'cmp page.html again.html && echo same'
"$HRDIM" report results -o - --specs specs >out.html
expect 0 '^same$' sh -c 'cmp page.html out.html && echo same'

# nothing that a file says is markup
contains 'Trees &lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;others&#39;' page.html
contains 'How does d grow with &lt;b&gt;H&lt;/b&gt;?' page.html
contains 'a &lt;script&gt;x&lt;/script&gt;, b' page.html
contains 'plain words &amp; &lt;tags&gt;' page.html
contains 'title=it' page.html
for tag in '<script' '<b>' '<i>' '<tags>' '<iframe' '<link' '<img' 'url(h' '@import'; do lacks "$tag" page.html; done
# the only addresses are names of namespaces
expect 1 '^$' sh -c 'grep -oE "(https?:)?//[a-z][^\"'"'"' <]*" page.html | grep -vx "http://www.w3.org/[0-9a-z/]*" || { echo; exit 1; }'

# what was found, from the numbers
contains 'U1 sign 3.31 ± 0.12' page.html
contains '; theory, H² ln W: 2.' page.html
contains '8 points measured: 6 FEASIBLE, 1 INFEASIBLE at every dimension tried, 1 UNKNOWN.' page.html
contains 'Open, and counted neither way: sign, H = 5.' page.html
contains 'measured at most the theorem&#39;s dimension at 6, equal at 3; the theorem&#39;s is 1 to 8 times the measured' page.html
contains '1 point is open (UNKNOWN).' page.html
contains '<p class="quiet">FEASIBLE: moment, d = 6. INFEASIBLE: 1; UNKNOWN: 0.</p>' page.html
contains 'Of 10 measured points 7 are FEASIBLE, 2 INFEASIBLE and 1 UNKNOWN' page.html

# a point above a bound that must hold is said loudly; of random vectors it refutes nothing
sed '/^measured.*,3,moment/s/dimension,6,/dimension,7,/; /^measured.*,2,sign/s/dimension,5,/dimension,50,/' results/small.csv >changed
cp results/small.csv kept && cp changed results/small.csv
expect 0 . "$HRDIM" report results -o wrong.html --specs specs
contains '<li class="alarm">Above a bound that must hold: moment, H = 3 (7 &gt; 6).' wrong.html
contains 'Above the theorem&#39;s dimension: sign, H = 2 (50 &gt; 40).' wrong.html
contains '<p class="alarm">A measured point contradicts' wrong.html
lacks 'class="alarm"' page.html
lacks '<caption>small-table.csv' page.html
contains 'href="results/small-table.csv"' page.html
cp kept results/small.csv

# figure, tables, command, provenance, links
contains '<figure id="small.figure">' page.html
contains '<table><caption>Two verdicts</caption>' page.html
contains '<table><caption>bench/speed.csv</caption>' page.html
contains '<th scope="col" class="n">build seconds</th>' page.html
contains '<code>hrdim run specs/small.ini --set' page.html
contains '0123456789abcdef0123456789abcdef01234567, with changes that are in no commit' page.html
contains '<dd>1 min 58 s</dd>' page.html
contains '<dd>Some CPU, x86_64</dd>' page.html
contains 'href="results/small.trials.csv"' page.html
contains 'href="results/bench/speed.csv"' page.html
contains '99.999 %' page.html # what is not all is never shown as all
mkdir -p deep/er
for where in results/page.html:small.csv deep/er/page.html:../../results/small.csv; do
	expect 0 . "$HRDIM" report "$PWD/results" -o "${where%:*}" --specs specs
	contains "href=\"${where#*:}\"" "${where%:*}"
done
rm results/page.html

# the drawing is that of hrdim plot, byte for byte; it is well-formed; ids are unique
expect 0 . "$HRDIM" plot specs/small.ini --format svg --results results -o drawn
sed -n '/<svg/,$p' drawn/small.svg >drawing
[ -s drawing ] || failed=$((failed + 1))
expect 0 '^same$' sh -c 'awk "/<svg/ { on = 1; sub(/.*<svg/, \"<svg\") } on { print } /<\/svg>/ { on = 0 }" page.html |
	sed "s/<\/svg>.*/<\/svg>/" >shown; awk "/<svg/ { sub(/.*<svg/, \"<svg\") } { print } /<\/svg>/ { exit }" drawing >wanted
	cmp shown wanted && echo same'
expect 1 '^$' sh -c 'grep -oE "[ 	]id=[\"'"'"'][^\"'"'"']*" page.html | sort | uniq -d | grep . || { echo; exit 1; }'
if command -v python3 >/dev/null; then
	expect 0 '^well-formed$' python3 -c 'import sys, xml.etree.ElementTree as t; t.parse(sys.argv[1]); print("well-formed")' page.html
fi

# a spec that has changed since is said to have
sed -i 's/^seeds = 4$/seeds = 5/' specs/small.ini
expect 0 . "$HRDIM" report results -o changed.html --specs specs
contains '(its file has changed since)' changed.html
contains 'seeds = 4' changed.html
lacks '(its file has changed since)' page.html

# a spec that is gone is shown from its stored text, whatever it cites
sed 's/seeds = 5/seeds = 4/; s/^reference = U1/&\nliterature = nobody/' specs/small.ini >cited.ini
provenance cited.ini '"run", "cited.ini"' >results/small.provenance.json
expect 0 . "$HRDIM" report results -o stored.html --specs nowhere
contains '<figure id="small.figure">' stored.html
contains 'literature = nobody' stored.html

# errors: one line that names the file, and no page
gone() { # gone PATTERN ARGUMENTS...
	pattern=$1
	shift
	expect 2 "$pattern" "$HRDIM" report "$@" -o none.html
	expect 2 'No such file' sh -c 'ls none.html* || exit 2'
}
gone 'nowhere: cannot read the folder: No such file' nowhere
mkdir empty
gone 'empty: holds no results' empty
gone 'too few arguments' --specs specs
expect 2 'nowhere/page.html: cannot write: No such file or directory; make the folder first' "$HRDIM" report results --specs specs -o nowhere/page.html
expect 2 'results: is a folder' "$HRDIM" report results --specs specs -o results
damage() { # damage FILE SED PATTERN
	cp "$1" kept
	sed "$2" kept >"$1"
	gone "$3" results --specs specs
	cp kept "$1"
}
damage results/small.csv '4s/,50,/,fifty,/' "results/small.csv:4: 'fifty'"
damage results/small.csv '3s/FEASIBLE/PERHAPS/' "results/small.csv:3: 'PERHAPS' is no verdict"
damage results/small.csv '3s/$/,1,2/' 'results/small.csv:3: .* fields, the header has'
damage results/small.csv '1s/quantity/what/' "results/small.csv: has no column 'quantity'"
damage results/small.fits.csv '2s/3.31/x/' 'results/small.fits.csv:2:'
damage results/bench/speed.csv '2s/$/,9/' 'results/bench/speed.csv:2: 3 fields, the header has 2'
damage results/small.provenance.json '1s/{/(/' 'results/small.provenance.json:[0-9]+: is no provenance'
damage results/gone.provenance.json 's/notion = f-query/notion = f-quary/' 'the spec stored in gone.provenance.json: .*f-quary'
damage specs/small.ini 's/^H = 2..5/H = x/' 'specs/small.ini:5:'
if [ -w /dev/full ]; then
	expect 2 'standard output: cannot write: No space left' sh -c '"$HRDIM" report results --specs specs -o - >/dev/full'
fi
before=$(cksum <page.html)
cp results/small.csv kept && echo damaged >>results/small.csv
expect 2 'results/small.csv:' "$HRDIM" report results --specs specs -o page.html
cp kept results/small.csv
[ "$(cksum <page.html)" = "$before" ] || { echo "FAILED: an error changed the page"; failed=$((failed + 1)); }
expect 2 'gnuplot' env HRDIM_GNUPLOT=/nowhere/gnuplot "$HRDIM" report results --specs specs -o none.html
finish
