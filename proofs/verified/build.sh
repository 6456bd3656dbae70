#!/bin/sh
# build.sh SRCDIR PROOFS FOLDER PROGRAM SOURCE...: extracts the checker from the compiled PROOFS, compiles it in FOLDER with the
# other sources, and makes PROGRAM, when one of them is newer than it
set -eu
top=$1 proofs=$PWD/$2 folder=$3 program=$PWD/$4
shift 4
if [ "$HR_COQ_VERIFY" != yes ]; then
	echo "hrdim-verify-coq needs Coq and OCaml with Zarith: $HR_COQ_VERIFY; ./bootstrap installs them" >&2
	exit 77
fi
mkdir -p "$folder"
exec 9>"$folder/.lock"
flock 9 # one build at a time
for source; do
	cmp -s "$top/$source" "$folder/${source##*/}" || cp "$top/$source" "$folder/${source##*/}"
done
cd "$folder"
[ -e "$program" ] && [ -z "$(find "$proofs"/*.vo ./*.v [!c]*.ml -newer "$program")" ] && exit 0
chmod u+w ./*.v [!c]*.ml # copies of a read-only source folder
echo "  COQC     Extract.v"
"$COQC" -q -w none -Q "$proofs" Hrdim Extract.v
rm -f checker.mli
echo "  OCAMLOPT hrdim-verify-coq"
"$OCAMLFIND" ocamlopt -package zarith -w -a -c integers.ml checker.ml # extracted code has its own ideas of style
"$OCAMLFIND" ocamlopt -package zarith -w +a-4-40..42-44-45-70 -warn-error +a -c sha256.ml text.ml reader.ml main.ml
"$OCAMLFIND" ocamlopt -package zarith -linkpkg -o "$program" integers.cmx checker.cmx sha256.cmx text.cmx reader.cmx main.cmx
