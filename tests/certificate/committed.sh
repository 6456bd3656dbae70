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
[ -z "$absent" ] || skip_rest "$absent"
finish
