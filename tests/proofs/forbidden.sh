#!/bin/sh
# No proof has a hole: what would let one through is refused, in every file of proofs/coq; and the search finds what it should.
. "$HR_SRCDIR/tests/cli.sh"
search() { awk -f "$HR_SRCDIR/proofs/forbidden.awk" "$@"; }

for file in "$HR_SRCDIR"/proofs/coq/*.v; do
	holds search "$file"
	holds grep -qx "HR_PROOFS += proofs/coq/${file##*/}" "$HR_SRCDIR/proofs/local.mk"
done

# refuses LINE: in a file of its own
refuses() {
	printf '%s\n' "$1" >sample.v
	expect 1 '^sample.v:[0-9]+: ' search sample.v
}
accepts() {
	printf '%s\n' "$1" >sample.v
	holds search sample.v
}
refuses 'Lemma a : False. Proof. Admitted.'
refuses 'Lemma a : False. Proof. admit. Qed.'
refuses 'Lemma a : False. Proof. by (* no *) admit. Qed.'
refuses 'Lemma a : False. Proof. give_up. Qed.'
refuses 'Axiom a : False.'
refuses 'Local Axiom a : False.'
refuses 'Axioms a b : False.'
refuses 'Parameter a : False.'
refuses 'Parameters a b : nat.'
refuses 'Conjecture a : False.'
refuses 'Variable a : False.'
refuses 'Hypothesis a : False.'
refuses 'Context (a : False).'
refuses 'Section S. Variable b : nat. End S.
Hypothesis a : False.'
refuses 'Unset Guard Checking.'
refuses 'Unset Positivity Checking.'
refuses 'Unset Universe Checking.'
refuses '#[bypass_check(guard)] Fixpoint f (n : nat) : False := f n.'
refuses 'Declare Module M : T.'
refuses 'Module Type T. Parameter a : False. End T.'
refuses 'Declare ML Module "x".'
refuses 'Load other.'
refuses 'Lemma a : False. Abort.'
accepts '(* Axiom a. (* Admitted. *) admit *)'
accepts 'Definition axiom_of "Admitted." := 1.'
accepts 'Section S.
Variable a : nat.
Hypothesis b : a = a.
End S.'
accepts 'Lemma admitted_students_parameterized : True. Proof. exact I. Qed.'
finish
