#!/bin/sh
# Coq checks every proof, the theorems assume what proofs/assumptions.tsv says, and coqchk finds the compiled files sound.
set -u
: "${HR_SRCDIR:?run by make check}" "${HR_BUILDDIR:?}"
if [ "${HR_COQ:-no}" != yes ]; then
	echo "skipped: the proofs need Coq and MathComp, here $HR_COQ; ./bootstrap installs them"
	exit 77
fi
cd "$HR_BUILDDIR" || exit 99
unset MAKEFLAGS MAKELEVEL MFLAGS
fail() {
	echo "FAILED: $*"
	exit 1
}
"${MAKE:-make}" -s -j"$(nproc)" proofs || fail "coqc refuses a proof"

# every theorem of the list, what it assumes
built=proofs/built
COQC=${COQC:-coqc} sh "$HR_SRCDIR/proofs/assumptions.sh" "$HR_SRCDIR/proofs/statements.tsv" $built >$built/assumptions.found ||
	fail "a theorem of proofs/statements.tsv does not exist"
diff "$HR_SRCDIR/proofs/assumptions.tsv" $built/assumptions.found ||
	fail "proofs/assumptions.tsv (<) and what Coq says (>) differ: make proofs-update, and see whether that is what you want"

# the script itself tells an axiom from none
mkdir -p $built/sample && cat >$built/sample/Sample.v <<'END' || exit 99
Axiom anything : forall P : Prop, P.
Theorem of_axiom : 0 = 1. Proof. exact (anything _). Qed.
Theorem of_nothing : 0 = 0. Proof. exact eq_refl. Qed.
END
(cd $built/sample && "${COQC:-coqc}" -q -Q . Hrdim Sample.v) || fail "coqc on a sample"
printf 'x\tSample.of_axiom\t-\t-\tx\nx\tSample.of_nothing\t-\t-\tx\n' >$built/sample/statements.tsv
COQC=${COQC:-coqc} sh "$HR_SRCDIR/proofs/assumptions.sh" $built/sample/statements.tsv $built/sample >$built/sample/found
printf 'Sample.of_axiom\tSample.anything\nSample.of_nothing\tnone\n' | diff - $built/sample/found || fail "an axiom is not seen"

# the kernel alone, on our files
modules=
for file in "$built"/*.vo; do
	file=${file##*/}
	modules="$modules -norec Hrdim.${file%.vo}"
done
"${COQCHK:-coqchk}" -silent -Q $built Hrdim $modules >$built/coqchk.log 2>&1 || {
	tail -n 20 $built/coqchk.log
	fail "coqchk"
}
echo "$(wc -l <$built/assumptions.found) theorems in $(ls "$built"/*.vo | wc -l) files checked"
