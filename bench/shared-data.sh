# Sourced: where the data sets are that no package registry ships and that are not ours to copy.
# shared_file FILE: prints its path in $HRDIM_SHARED; where that is not set, in shared/data beside the checkout, else in
# /work/shared/data.  Status 1 and a line that says what to do where it is in none.
shared_file() {
	if [ -n "${HRDIM_SHARED:-}" ]; then
		set -- "$1" "$HRDIM_SHARED"
	else
		set -- "$1" "$HR_SRCDIR/../shared/data" /work/shared/data
	fi
	wanted=$1
	shift
	for folder; do
		[ -r "$folder/$wanted" ] && echo "$folder/$wanted" && return
	done
	echo "$wanted is in none of $*; set HRDIM_SHARED to the folder that holds it"
	return 1
}
