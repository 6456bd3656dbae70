# renew.sh: for scripts that generate tables inside a page.  What stands between "<!-- NAME -->" and "<!-- end -->" is the
# output of the function NAME of the script.  The script was called with [--write] SRCDIR.
write=false
if [ "$1" = --write ]; then
	write=true
	shift
fi
srcdir=$1
results=$srcdir/results
cells=$(cat "$srcdir/bench/csv.awk")

# renew_file FILE: the page on standard output, or in place where write=true
renew_file() {
	renew_skip=false
	renewed=$(mktemp)
	while IFS= read -r line; do
		case $line in
		"<!-- end -->") renew_skip=false ;;
		esac
		[ "$renew_skip" = true ] || printf '%s\n' "$line"
		case $line in
		"<!-- end -->") ;;
		"<!-- "*" -->")
			name=${line#<!-- }
			renew_skip=true
			"${name% -->}"
			;;
		esac
	done <"$1" >"$renewed"
	if [ "$write" = true ]; then
		cat "$renewed" >"$1"
	else
		cat "$renewed"
	fi
	rm -f "$renewed"
}
