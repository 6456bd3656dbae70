#!/bin/sh
# Every certificate that results/records.csv names is there, says what its row says, and is accepted.  Those that take the
# checker more than $MOST seconds are only compared with their rows here; `make records-verify` has them checked, too.
. "$HR_SRCDIR/tests/cli.sh"
verify=$HR_BUILDDIR/hrdim-verify records=$HR_SRCDIR/results/records
most=${MOST:-3}
[ -x "$verify" ] || exit 99
command -v xz >/dev/null || skip_rest "xz is absent: apt-get install xz-utils"
cells=$(cat "$HR_SRCDIR/bench/csv.awk")

# by hierarchy, so that each is converted once
awk "$cells"'{ printf "%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", cell("hierarchy"), cell("certificate"), cell("sha256"), cell("digest"),
	cell("claim"), cell("evidence"), cell("notion") " " cell("dimension"), cell("verify_cpu_seconds"), cell("dirty") }' \
	"$HR_SRCDIR/results/records.csv" | sort >rows
[ -s rows ] || exit 99
tab=$(printf '\t')
absent="" at="" left=0
while IFS=$tab read -r hierarchy file digest of claim evidence dimension seconds dirty; do
	case $file in
	*.xz) xz -dc "$records/$file" >c ;;
	*) cat "$records/$file" >c ;;
	esac || failed=$((failed + 1))
	expect 0 "^$digest " sha256sum c
	printf '%s\n' "hrdim certificate 1" "hierarchy $of $hierarchy" "claim $claim" "evidence $evidence" >wanted
	sed 's/^\(hierarchy [0-9a-f]*\) .*/\1 '"$(echo "$hierarchy" | sed 's/[\/&]/\\&/g')"'/; 4q' c >said
	expect 0 '^same$' sh -c 'cmp wanted said && echo same'
	expect 0 "^(feasible|recall) $dimension( |\$)" echo "$claim"
	expect 0 '^false$' echo "$dirty" # the program was built from a commit
	if awk -v s="$seconds" -v most="$most" 'BEGIN { exit !(s > most) }'; then
		left=$((left + 1))
		continue
	fi
	if [ "$at" != "$hierarchy" ]; then
		at=""
		if ! (cd "$HR_SRCDIR" && "$HRDIM" convert "$hierarchy" -o "$scratch/h.hierarchy" --quiet) >out 2>err; then
			absent=$(cat err)
			continue
		fi
		at=$hierarchy
	fi
	expect 0 "^accepted: $claim \(" "$verify" c h.hierarchy
done <rows
[ $left -eq 0 ] || echo "$left above $most s are left to make records-verify"

# no certificate without a row
expect 0 '^same$' sh -c "ls '$records' | sort >there; cut -f2 rows | sort | cmp - there && echo same"
[ -z "$absent" ] || skip_rest "$absent"
finish
