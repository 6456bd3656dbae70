# Random changes to valid certificates: the checker and an independent oracle agree on each.  bench/mutation.sh does many more.
set -u
command -v python3 >/dev/null || {
	echo "skipped: the oracle is a Python program; apt-get install python3"
	exit 77
}
python3 "$HR_SRCDIR/tests/checker/mutation.py" "$HR_BUILDDIR/tests/checker/verify-many" "$HR_SRCDIR/tests/checker/data" --mutants 3000
