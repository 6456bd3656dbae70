#!/bin/sh
# Random changes to valid certificates, made by hand and written by hrdim: the checker and an independent oracle agree on each.
# bench/mutation.sh does many more.
set -u
command -v python3 >/dev/null || {
	echo "skipped: the oracle is a Python program; apt-get install python3"
	exit 77
}
written=$(mktemp -d) || exit 99
trap 'rm -rf "$written"' EXIT
sh "$HR_SRCDIR/tests/checker/written.sh" "$HR_BUILDDIR/hrdim" "$HR_SRCDIR/tests/checker/data" "$written/certificates" || exit 1
for folder in "$HR_SRCDIR/tests/checker/data" "$written/certificates"; do
	python3 "$HR_SRCDIR/tests/checker/mutation.py" "$HR_BUILDDIR/tests/checker/verify-many" "$folder" --mutants 2000 || exit 1
done
