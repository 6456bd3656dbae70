# Every reader on its committed corpus, through the ordinary build: what a fuzzer once found stays found.
set -u
failed=0
for folder in "$HR_SRCDIR"/tests/fuzz/corpus/*/; do
	reader=$(basename "$folder")
	if "$HR_BUILDDIR/tests/fuzz/replay-$reader" "$folder" >"replay-$reader.$$" 2>&1; then
		echo "ok: $reader, $(tail -n 1 "replay-$reader.$$")"
	else
		echo "FAILED: $reader: status $? at the last file named here:"
		tail -n 5 "replay-$reader.$$"
		failed=1
	fi
	rm -f "replay-$reader.$$"
done
exit $failed
