#!/bin/sh
# build.sh SRCDIR FOLDER SOURCE.v...: copies the sources that changed to FOLDER, and checks there what depends on them
set -eu
top=$1 folder=$2
shift 2
if [ "$HR_COQ" != yes ]; then
	echo "proofs: Coq: $HR_COQ; run ./bootstrap without --without-coq" >&2
	exit 77
fi
mkdir -p "$folder"
exec 9>"$folder/.lock"
flock 9 # one build at a time: tests run side by side
for source; do
	file=$folder/${source##*/}
	cmp -s "$top/$source" "$file" || cp "$top/$source" "$file"
done
for file in "$folder"/*.v; do # what was renamed or removed
	case " $* " in
	*"/${file##*/} "*) ;;
	*) rm -f "$file" "${file%.v}".vo "${file%.v}".vok "${file%.v}".vos "${file%.v}".glob "$folder"/depends ;;
	esac
done
chmod u+w "$folder"/*.v # copies of a read-only source folder
exec "${MAKE:-make}" --no-print-directory -s -C "$folder" -f "$top/proofs/coq.mk" COQC="$COQC" COQDEP="$COQDEP"
