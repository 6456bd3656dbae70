# hrdim-verify and hrdim verify: every kind of evidence, an invalid sister of each, one spelling of everything, and its limits.
. "$HR_SRCDIR/tests/cli.sh"
data=$HR_SRCDIR/tests/checker/data
verify=$HR_BUILDDIR/hrdim-verify

same() { # same WHAT WANTED GOT
	checks=$((checks + 1))
	[ "$2" = "$3" ] && return
	failed=$((failed + 1))
	printf 'FAILED: %s\n  wanted %s\n  got    %s\n' "$1" "$2" "$3"
}

# each certificate is accepted, its sister rejected for the reason in wrong.txt; hrdim verify says the same
for c in "$data"/*.certificate; do
	name=$(basename "$c" .certificate) h=$data/$(sed -n '2s/.* //p' "$c").hierarchy
	digest=$(sha256sum "$h" | cut -c 1-64)
	said="accepted: $(sed -n '3s/^claim //p' "$c") ($(sed -n '4s/^evidence //p' "$c")), hierarchy $digest"
	expect 0 "^accepted: .* \([0-9]+ nodes, [0-9]+ edges\)$" "$verify" "$c" "$h"
	same "$name" "$said" "$(sed 's/ ([0-9]* nodes, [0-9]* edges)$//' out)"
	expect 1 '^rejected: line [0-9]+: ' "$verify" "${c%.certificate}.wrong" "$h"
	same "$name.wrong" "$(sed -n "s/^$name: //p" "$data/wrong.txt")" "$(cat out)"
	same "$name, hrdim verify" "$("$verify" "$c" "$h")" "$("$HRDIM" verify "$c" "$h")"
	same "$name.wrong, hrdim verify" "$(cat out)" "$("$HRDIM" verify "${c%.certificate}.wrong" "$h")"
done

# one spelling of everything; CERTIFICATE may be standard input
fan=$data/fan.hierarchy good=$data/vectors-f-query.certificate
edit() { # edit LINE PATTERN SED-COMMAND...: rejected in this line
	line=$1 pattern=$2
	shift 2
	sed "$@" "$good" >edited
	expect 1 "^rejected: line $line: $pattern" "$verify" edited "$fan"
}
cat "$good" >stdin
checks=$((checks + 1))
"$verify" - "$fan" <stdin >out || failed=$((failed + 1))
edit 1 'missing: hrdim certificate 1' '1s/1/2/'
edit 2 'of another hierarchy; the digest of this one is' '2s/[0-9a-f]\{64\}/0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef/'
edit 3 '.02. must be a count from 1 to' '3s/2$/02/'
edit 3 'missing: the end of the line' '3s/$/ /'
edit 3 '.f-querz. is no notion for this claim' '3s/f-query/f-querz/'
edit 4 'this is no evidence' '4s/vectors/count/'
edit 5 '.5. must be a count from 4 to 4' '5s/4/5/'
edit 6 '.-0. is no number' '6s/^0/-0/'
edit 6 '.00. is no number' '6s/^0/00/'
edit 7 '.A. is no number' '7s/2/A/'
edit 11 'a fraction has a shorter spelling' '11s/-1p-1/-2p-2/'
edit 11 '.0. must be a count from 1' '11s/-1p-1/-1p-0/'
edit 11 '.-1p1. is no number' '11s/-1p-1/-1p1/'
edit 8 'missing: a word' '8s/ /  /'
edit 8 'missing: a blank' '8s/ /	/'
edit 8 'missing: a blank' '8s/ .*/\r/'
edit 11 'query 0, document 0: the wrong side' '6s/^0/-1/'
edit 14 'missing: a blank' '14s/ 3$//'
edit 15 '' '15d'
edit 16 'more behind the end' '$a x'
head -c -1 "$good" >edited
expect 1 '^rejected: line 15: missing: end|^rejected: line 15: ' "$verify" edited "$fan"
head -c 150 "$good" >edited
expect 1 '^rejected: line [0-9]+: ' "$verify" edited "$fan"
printf 'a\0b' | cat "$good" - >edited
expect 1 '^rejected: line 16: more behind the end' "$verify" edited "$fan"
tr '6' '\0' <"$good" >edited
expect 1 '^rejected: line [0-9]+: ' "$verify" edited "$fan"
: >empty
expect 1 '^rejected: line 1: ' "$verify" empty "$fan"
# orders and blocks
good=$data/orders-f-query.certificate fan=$data/diamond.hierarchy
edit 5 '.3. must be a count from 1 to 2' '5s/2$/3/'
edit 5 '.0. must be a count from 1 to 2' '5s/2$/0/'
edit 6 '.2147483647. must be a count from 0 to 2147483646' '6s/3/2147483647/'
edit 6 'missing: a blank' '6s/3 -/-1 -/'
edit 10 '.3. must be a count from 2 to 2' '10s/2$/3/'
edit 11 '.-. must be a count' '11s/3 3/3 -/'
edit 14 'query 3: one of documents 0 to 63 is on the wrong side' '14s/0 0/3 0/'
good=$data/blocks-f-query.certificate
edit 5 '.0. must be a count from 1 to 4' '5s/2/0/'
edit 18 '.2. must be a count from 1 to 1' '3s/4/3/;18s/1/2/'
edit 8 '.0. must be a count from 1 to 3' '8s/0 1/0 0/'
edit 9 'this is no evidence' '9s/runs primal/interval/'
edit 9 'this is no evidence' '9s/runs primal/blocks/'
edit 9 'runs are primal or dual' '9s/primal/prime/'
edit 17 'a document is in no block' '5s/2/1/'
good=$data/vectors-f-query.certificate fan=$data/fan.hierarchy
# the name is not looked at, and may be empty
sed '2s/fan$//' "$good" >edited
expect 0 '^accepted' "$verify" edited "$fan"
sed '2s/fan$/a b "c"/' "$good" >edited
expect 0 '^accepted' "$verify" edited "$fan"

# hierarchies: both forms have one digest; what is wrong with one is status 2 and one line
printf '# r is the root\n\na\tr\nb\tr\nr\nc\tr\n' >other.tsv
"$HRDIM" convert other.tsv -o other.hierarchy >converted
digest=$(sha256sum other.hierarchy | cut -c 1-64)
printf 'hrdim certificate 1\nhierarchy %s other.tsv\nclaim feasible f-sign 3\nevidence interval\nend\n' "$digest" >other.certificate
expect 0 "^accepted: feasible f-sign 3 \(interval\), hierarchy $digest \(4 nodes, 3 edges\)$" "$verify" other.certificate other.tsv
expect 0 "^accepted: .* $digest" "$verify" other.certificate other.hierarchy
expect 0 "^accepted: .* $digest" "$HRDIM" verify other.certificate
expect 0 '"verdict": "accepted"' "$HRDIM" verify --json other.certificate other.tsv
expect 1 '"verdict": "rejected"' "$HRDIM" verify --json other.certificate "$fan"
expect 1 'of another hierarchy' "$HRDIM" verify other.certificate star:n=3
bad() { # bad PATTERN TEXT
	printf "$2" >bad
	expect 2 "^hrdim-verify: bad: $1" "$verify" other.certificate bad
}
h='hrdim hierarchy 1\n' all='queries all\ndocuments all\n'
bad 'line 1: no nodes' ''
bad 'line 1: a node without a name' 'a\t\n'
bad 'line 1: missing: the end' 'a\tb\tc\n'
bad 'line 1: the file ends too early' 'a\tb'
bad 'line 1: a carriage return' 'a\tb\r\n'
bad 'line 1: a NUL byte' 'a\000\n'
bad 'the hierarchy has a cycle' 'a\tb\nb\ta\n'
bad 'the hierarchy has a cycle' 'a\ta\n'
bad 'an edge of node 0 twice' 'a\tb\na\tb\n'
bad 'line 2: .0. must be a count' "${h}nodes 0\n$all"
bad 'line 4: node 1 has the name' "${h}nodes 2\n1:a\n1:a\n$all"
bad 'line 5: .0. must be a count from 2 to 2' "${h}nodes 3\n1:a\n1:b\n1:c 1 0\n$all"
bad 'line 4: .3. must be a count from 0 to 2' "${h}nodes 3\n1:a\n1:b 3\n1:c\n$all"
bad 'line 3: .0. must be a count from 1' "${h}nodes 1\n0:\n$all"
bad 'line 4: all nodes are listed' "${h}nodes 1\n1:a\nqueries 0\ndocuments all\n"
bad 'line 4: missing: a blank' "${h}nodes 1\n1:a\nqueries\ndocuments all\n"
bad 'line 6: more behind' "${h}nodes 1\n1:a\n$all\n"
bad 'line 3: missing: a word' "${h}nodes 1\n1:a \n$all"

# limits are said, and are no verdict
limit() { # limit PATTERN SED-COMMAND
	sed "$2" "$good" >edited
	expect 2 "^hrdim-verify: edited: line [0-9]+: $1, a limit of this program$" "$verify" edited "$fan"
}
limit 'more than 2\^20 dimensions' '3s/2$/1048577/;5s/2$/1048577/'
limit 'a number divided by more than 2\^65536' '6s/3/1p-65537/'
{ sed 5q "$good" && head -c 300000 /dev/zero | tr '\0' 1; } >edited
expect 2 'a word of more than 2\^18 bytes, a limit' "$verify" edited "$fan"
sed '6s/.*/1000000000000000/' "$data/runs-primal-f-sign.certificate" >edited
expect 2 'more than 60 bits, a limit' "$verify" edited "$data/diamond.hierarchy"

# usage
expect 2 'wanted: CERTIFICATE' "$verify"
expect 2 'wanted: CERTIFICATE' "$verify" a b c
expect 2 'none: cannot read: No such file' "$verify" none "$fan"
expect 2 'none: cannot read: No such file' "$verify" "$good" none
expect 2 'cannot read' "$verify" "$good" "$data"
expect 2 'cannot read: No such file' "$HRDIM" verify none "$fan"
expect 2 'needs its hierarchy' "$HRDIM" verify -
expect 2 'names no hierarchy' "$HRDIM" verify empty
expect 0 '^usage: hrdim-verify CERTIFICATE HIERARCHY$' "$verify" --help
if [ -w /dev/full ]; then
	checks=$((checks + 1))
	"$verify" "$good" "$fan" >/dev/full 2>err
	[ $? -eq 2 ] && [ "$(wc -l <err)" -eq 1 ] || { failed=$((failed + 1)) && echo 'FAILED: a full disk'; }
fi

# its manual page has its exit statuses and arguments, and is without mistakes
page=$HR_SRCDIR/doc/hrdim-verify.1
for word in CERTIFICATE HIERARCHY '\-\-help' Accepted. Rejected.; do
	holds grep -qF -e "$word" "$page"
done
if command -v man >/dev/null; then
	LC_ALL=C.UTF-8 MANROFFSEQ='' man --warnings=all -E UTF-8 -l -Tutf8 -Z "$page" >/dev/null 2>warnings
	same 'man hrdim-verify' '' "$(cat warnings)"
fi

# small, and of its own: no header but its own and those of libc and GMP
own=$HR_SRCDIR/proofs/checker
holds test "$(cat "$own"/*.c "$own"/*.h | wc -l)" -lt 1000
same 'includes' '' "$(grep -h '^#include' "$own"/*.c "$own"/*.h | grep -vE '"checker.h"|<(errno|gmp|math|setjmp|stdarg|stdbool|stddef|stdint|stdio|stdlib|string)\.h>')"
finish
