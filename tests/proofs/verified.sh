# hrdim-verify-coq, extracted from the proofs, against hrdim-verify: the same verdict on certificates and on mutants of them.
if [ "${HR_COQ_VERIFY:-no}" != yes ]; then
	echo "skipped: hrdim-verify-coq needs Coq and OCaml with Zarith: ${HR_COQ_VERIFY:-no}; ./bootstrap installs them"
	exit 77
fi
(
	cd "$HR_BUILDDIR" && unset MAKEFLAGS MAKELEVEL MFLAGS && "${MAKE:-make}" -s hrdim-verify-coq
) || exit 1
. "$HR_SRCDIR/tests/cli.sh"
data=$HR_SRCDIR/tests/checker/data
coq=$HR_BUILDDIR/hrdim-verify-coq c=$HR_BUILDDIR/hrdim-verify

hierarchy_of() { echo "$data/$(sed -n '2s/.* //p' "$1").hierarchy"; }
supported() { sed -n '3{N;/\nevidence \(vectors\|moment\|orders\|farkas\|radon\)$/!d;/ f-global /!p;}' "$1" | grep -q .; }

# hand-written certificates of every supported claim are accepted, with the same line; their wrong sisters are rejected
kinds=0
for certificate in "$data"/*.certificate; do
	h=$(hierarchy_of "$certificate")
	if ! supported "$certificate"; then
		expect 2 'is not checked by this program$' "$coq" "$certificate" "$h"
		continue
	fi
	kinds=$((kinds + 1))
	expect 0 '^accepted: ' "$coq" "$certificate" "$h"
	mv out got
	"$c" "$certificate" "$h" >wanted
	holds diff wanted got
	expect 1 '^rejected: ' "$coq" "${certificate%.certificate}.wrong" "$h"
	expect 0 '^accepted: ' sh -c '"$1" - "$2" <"$3"' sh "$coq" "$h" "$certificate"
done
holds test "$kinds" -ge 11

# mutants: a line gone, twice or changed with the next one, and digits one higher
mkdir mutants
for certificate in "$data"/*.certificate; do
	supported "$certificate" || continue
	h=$(hierarchy_of "$certificate")
	awk '
		function put(from, to, middle,   name, i) {
			name = "mutants/" ++count
			for (i = 1; i < from; i++) print line[i] >name
			printf "%s", middle >name
			for (i = to + 1; i <= NR; i++) print line[i] >name
			close(name)
		}
		{ line[NR] = $0 }
		END {
			digits = "0123456789abcdef0"
			for (n = 3; n <= NR; n++) {
				put(n, n, "")
				put(n, n, line[n] "\n" line[n] "\n")
				if (n < NR) put(n, n + 1, line[n + 1] "\n" line[n] "\n")
				for (k = 1; n > 4 && k <= length(line[n]); k++)
					if ((at = index(digits, substr(line[n], k, 1))) && step++ % 3 == 0)
						put(n, n, substr(line[n], 1, k - 1) substr(digits, at + 1, 1) substr(line[n], k + 1) "\n")
			}
		}' "$certificate"
	for mutant in mutants/*; do
		"$c" "$mutant" "$h" >/dev/null 2>&1
		wanted=$?
		"$coq" "$mutant" "$h" >/dev/null 2>&1
		got=$?
		checks=$((checks + 1))
		echo $wanted >>verdicts
		if [ $got -ne $wanted ]; then
			failed=$((failed + 1))
			echo "FAILED: ${certificate##*/}: hrdim-verify says $wanted, hrdim-verify-coq $got of"
			sed 's/^/  | /' "$mutant"
		fi
	done
	rm mutants/*
done
holds grep -q 0 verdicts # some mutants are right
holds grep -q 1 verdicts

# hierarchies: none but the certificate's, in canonical form
good=$data/vectors-f-query.certificate h=$(hierarchy_of "$data/vectors-f-query.certificate")
sed 's/^queries .*/queries 0/' "$h" >other.hierarchy
expect 1 'of another hierarchy; the digest of this one is [0-9a-f]{64}$' "$coq" "$good" other.hierarchy
holds grep -q "$(sha256sum other.hierarchy | cut -c 1-64)" both
expect 2 'not in canonical form' "$coq" "$good" "$good"
expect 2 'cannot read' "$coq" "$good" absent
expect 2 'wanted: CERTIFICATE' "$coq" "$good"
printf 'hrdim hierarchy 1\nnodes 2\n1:a 1\n1:b 0\nqueries all\ndocuments all\n' >cycle.hierarchy
expect 2 'has a cycle' "$coq" "$good" cycle.hierarchy
expect 0 '^usage: hrdim-verify-coq CERTIFICATE HIERARCHY' "$coq" --help

# SHA-256: lengths about the ends of its blocks
for length in 1 54 55 56 63 64 118 119 120 128 1000; do
	printf 'hrdim hierarchy 1\nnodes 1\n%d:%s\nqueries all\ndocuments all\n' $length "$(printf "%0${length}d" 0)" >long.hierarchy
	expect 1 "one is $(sha256sum long.hierarchy | cut -c 1-64)$" "$coq" "$good" long.hierarchy
done
finish
