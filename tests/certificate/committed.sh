#!/bin/sh
# Every certificate of results/certificates is accepted, for the hierarchy that it names.
. "$HR_SRCDIR/tests/cli.sh"
verify=$HR_BUILDDIR/hrdim-verify
[ -x "$verify" ] || exit 99
command -v xz >/dev/null || skip_rest "xz is absent: apt-get install xz-utils"

plain() { # plain FILE: the certificate itself
	case $1 in
	*.xz) xz -dc "$1" ;;
	*) cat "$1" ;;
	esac
}

absent=
for file in "$HR_SRCDIR"/results/certificates/*.cert*; do
	[ -e "$file" ] || exit 99
	plain "$file" >c || exit 99
	name=$(sed -n '2s/^hierarchy [0-9a-f]* //p' c)
	canonical=$(echo "$name" | tr -c 'a-z\n' -).hierarchy
	if [ ! -e "$canonical" ]; then
		rm -f ./*.hierarchy # the last one's
		if ! "$HRDIM" convert "$name" -o "$canonical" >out 2>err; then
			absent=$(cat err)
			continue
		fi
	fi
	expect 0 "^accepted: $(sed -n '3s/^claim //p' c) \(" "$verify" c "$canonical"
	# the table of results says the same of it
	expect 0 "^$(basename "$file" | sed 's/\.cert.*//'),$name,[0-9]+,$(sed -n '3s/^claim //p' c),$(sed -n '4s/^evidence //p' c),$(wc -c <c)," \
		cat "$HR_SRCDIR/results/bench/certificates.csv"
done

# and those of make weller; all that results/weller.csv names are there, with more documents than Weller et al. have
for file in "$HR_SRCDIR"/results/certificates/weller/*.cert*; do
	plain "$file" >c || exit 99
	"$HRDIM" convert "$(sed -n '2s/^hierarchy [0-9a-f]* //p' c)" -o pairs.hierarchy >/dev/null || exit 99
	expect 0 "^accepted: $(sed -n '3s/^claim //p' c) \(" "$verify" c pairs.hierarchy
	echo "$(basename "$file") $(sed -n '2s/.*subsets:m=\([0-9]*\),k=2$/\1/p; 3s/^claim feasible f-query //p' c | tr '\n' ' ')" >>seen
done
expect 0 '^9 9$' awk -F, 'FILENAME == "seen" { split($0, w, " "); is[w[1]] = w[3] "," w[2]; next }
	$2 == "weller" { theirs[$1] = $3 }
	$2 == "trained" { there += is[$10] == $1 "," $3; more += $3 > theirs[$1] }
	END { print there, more }' seen "$HR_SRCDIR/results/weller.csv"
[ -z "$absent" ] || skip_rest "$absent"
finish
