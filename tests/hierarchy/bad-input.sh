# Everything that can be wrong with a hierarchy and its file: one clear line, exit status 2, nothing half-written.
. "$HR_SRCDIR/tests/cli.sh"

convert() { "$HRDIM" convert "$@"; }
# root may read and write everything: be nobody for what needs that
user=
[ "$(id -u)" -eq 0 ] && user='setpriv --reuid=65534 --regid=65534 --clear-groups'
chmod 755 "$scratch"
$user test -x "$HRDIM" -a -x "$scratch" 2>/dev/null && may_not=yes || may_not=no
bad() { # NAME PATTERN, the file on stdin
	cat >"$1"
	expect 2 "^hrdim: $2" convert "$1" -o out.tsv
}

# what is wrong with the hierarchy itself
printf 'a\tb\nb\tc\nc\ta\n' | bad cycle.tsv 'cycle.tsv: line 1: cycle: a -> b -> c -> a; remove one of these edges$'
printf 'a\nx\tb\n' | bad dangling.tsv "dangling.tsv: line 2: dangling parent 'b': .*; define it or remove the edge$"
printf 'a\tb\nc\tc\n' | bad loop.tsv "loop.tsv: line 2: self loop: 'c' is its own parent; remove this edge$"
printf 'a\tb\nc\td\na\tb\n' | bad twice.tsv "twice.tsv: line 3: duplicate edge 'a' -> 'b', first in line 1; remove one of them$"

# what is wrong with the file
printf 'a\tb\tc\n' | bad fields.tsv 'fields.tsv: line 1: 3 fields; an edge is child<TAB>parent'
printf 'a\tb\0c\n' | bad nul.tsv 'nul.tsv: line 1: a name holds a NUL byte; is this a text file\?$'
printf 'a\t\n' | bad name.tsv 'name.tsv: line 1: a node without a name; give every node one$'
printf 'dog animal\n' | bad blank.txt 'blank.txt: no line has a tab'
printf 'a,"b\n' | bad quote.csv 'quote.csv: line 1: a quote is opened and never closed'
printf '' | bad empty.tsv 'empty.tsv: is empty; a hierarchy needs at least one node$'
printf '# nothing\n' | bad comment.tsv 'comment.tsv: no nodes; a hierarchy needs at least one$'
printf '{"nodes": [' | bad cut.json 'cut.json: line 1: not JSON: '
printf '{"nodes": ["a"], "edges": [["a", "b"]]}' | bad role.json "role.json: edges\[0\]: 'b' is not among \"nodes\""
printf '[Term]\nid: A\nis_a: B\n' | bad dangling.obo "dangling.obo: line 3: dangling parent 'B'"
printf '1\t|\t1\t|\n2\t|\t7\t|\n' | bad nodes.dmp "nodes.dmp: line 2: dangling parent '7'"
printf '00001740 03 n 01 entity 0 009 @ 00001930 n 0000\n' | bad data.noun 'data.noun: line 1: fewer pointers than it says'
printf '\223NUMPY\1\0v\0{}' | bad matrix.npy 'matrix.npy: no known format of a hierarchy'

# what is wrong with the path
expect 2 'hrdim: missing.tsv: No such file' convert missing.tsv -o out.tsv
expect 2 "hrdim: wordnt: .*did you mean 'wordnet'" convert wordnt -o out.tsv
mkdir folder
expect 2 'hrdim: folder: ' convert folder -o out.tsv
mkfifo pipe
expect 2 'hrdim: pipe: is no file, .* edges:path=pipe$' convert pipe -o out.tsv
if [ $may_not = yes ]; then
	printf 'a\tb\n' >secret.tsv
	chmod 000 secret.tsv
	expect 2 'hrdim: secret.tsv: cannot read: Permission denied' $user "$HRDIM" convert secret.tsv -o out.tsv
fi
expect 2 'hrdim: nowhere/x.obo: cannot read: No such file' convert obo:path=nowhere/x.obo -o out.tsv
expect 2 'hrdim: nowhere/x.obo: cannot read: No such file' convert chebi:path=nowhere/x.obo -o out.tsv
expect 2 'hrdim: folder: is a folder; give a file' convert edges:path=folder -o out.tsv
expect 2 'hrdim: folder/data.verb: cannot read: No such file' convert wordnet-verb:path=folder -o out.tsv
if [ ! -e /usr/share/EMBOSS/data/OBO/chebi.obo ]; then
	expect 2 'hrdim: chebi: chebi.obo is in none of /nowhere/OBO, data/OBO, .*; run make data, or apt-get install emboss-data$' \
		env HRDIM_DATA=/nowhere "$HRDIM" convert chebi -o out.tsv
fi

# what is wrong with the command
printf 'a\tb\nb\tc\n' >good.tsv
expect 2 "hrdim: obo: unknown key 'relation', did you mean 'relations'; it takes path, relations$" convert obo:path=x,relation=is_a -o out.tsv
expect 2 'hrdim: edges: no path; give edges:path=FILE$' convert edges -o out.tsv
expect 2 'hrdim: edges: separator=;: must be tab or comma$' convert 'edges:path=good.tsv,separator=;' -o out.tsv
expect 2 'hrdim: wordnet: pos=adverb: must be noun or verb$' convert wordnet:pos=adverb -o out.tsv
expect 2 'hrdim: convert: no output; give -o FILE' convert good.tsv
expect 2 'hrdim: convert: too few arguments; usage: hrdim convert HIERARCHY -o FILE$' convert -o out.tsv
[ -e out.tsv ] && failed=$((failed + 1)) && echo "FAILED: a refused hierarchy was written"

# what is wrong with the output: the old file stays, and nothing lies beside it
echo old >old.tsv
expect 2 'hrdim: folder: is a folder; give a file name$' convert good.tsv -o folder
expect 2 'hrdim: nowhere/out.tsv: cannot write: No such file or directory; make the folder first$' convert good.tsv -o nowhere/out.tsv
if [ $may_not = yes ]; then
	mkdir closed && chmod 555 closed
	expect 2 'hrdim: closed/out.tsv: cannot write: Permission denied; choose a folder that you may write to$' \
		$user "$HRDIM" convert good.tsv -o closed/out.tsv
fi
expect 2 'hrdim: /proc/out.tsv: cannot write: ' convert good.tsv -o /proc/out.tsv
awk 'BEGIN { for (i = 1; i < 50000; i++) print i "\t" int(i / 2) }' >big.tsv
for ending in tsv csv json; do
	echo old >old.$ending
	expect 2 "hrdim: old.$ending: cannot write: File too large; free some space, nothing was changed" \
		sh -c 'ulimit -f 8; exec "$0" convert big.tsv -o "$1"' "$HRDIM" old.$ending
	[ "$(cat old.$ending)" = old ] || { failed=$((failed + 1)) && echo "FAILED: old.$ending was changed"; }
done
expect 2 'hrdim: standard output: cannot write: No space left on device' sh -c 'exec "$0" convert big.tsv -o - >/dev/full' "$HRDIM"
expect 2 'hrdim: standard output: cannot write: No space left on device' \
	sh -c 'exec "$0" convert good.tsv -o new.tsv >/dev/full' "$HRDIM"
printf '{"nodes": ["a\\tb"]}' >tab.json
expect 2 "hrdim: tab.json: the name 'a\?b' holds a tab or line end, .*write CSV or JSON" convert tab.json -o old.tsv
printf '{"nodes": 2, "queries": [1]}' >role.json
expect 2 'hrdim: role.json: an edge list cannot hold which nodes are queries and documents; write JSON' convert role.json -o old.csv
printf '\377\n' >latin.tsv
expect 2 'is not UTF-8, as JSON must be; write TSV or CSV$' convert latin.tsv -o old.json
[ "$(cat old.tsv old.csv old.json)" = "old
old
old" ] || { failed=$((failed + 1)) && echo "FAILED: an old file was changed"; }
ls -A | grep -F .tmp- && failed=$((failed + 1)) && echo "FAILED: a temporary file was left behind"

# and what is right
expect 0 '^out.tsv: 3 nodes, 2 edges$' convert good.tsv -o out.tsv
cmp out.tsv - <<'END' || failed=$((failed + 1))
a	b
b	c
c
END
expect 0 '"edges": 2' convert good.tsv -o out.json --json
expect 0 '^b	c$' convert json:path=out.json -o -
expect 0 '^child,parent$' sh -c '"$0" convert edges:path=/dev/stdin -o pipe.csv <good.tsv && cat pipe.csv' "$HRDIM"
finish
