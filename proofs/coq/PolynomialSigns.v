(* One side of a hierarchy as points of a line, the other as polynomials (U4, U5, U6).

   A polynomial of degree <= d at a point v is the inner product of its coefficients with (1, v, ..., v^d).  So polynomials with
   the right signs at the points retrieve: F-sign in d + 1 dimensions; and F-query in d, where the constant coefficients
   serve as thresholds of queries that are polynomials, or where the leading coefficients of documents are all -1. *)
From mathcomp Require Import all_ssreflect all_algebra.
From Hrdim Require Import Retrieval.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Signs.
Variables (R : realFieldType) (Q D : Type) (A : Q -> D -> bool) (d : nat).

(* The value of a polynomial is an inner product with the powers of the point. *)
Lemma horner_inner (p : {poly R}) v : (size p <= d.+1)%N ->
  p.[v] = inner (fun i : 'I_d.+1 => p`_i) (fun i => v ^+ i).
Proof. exact: horner_coef_wide. Qed.

(* The same without the constant coefficient. *)
Lemma horner_no_constant (p : {poly R}) v : (size p <= d.+1)%N ->
  p.[v] = p`_0 + inner (fun i : 'I_d => p`_i.+1) (fun i => v ^+ i.+1).
Proof. by move=> small; rewrite (horner_coef_wide _ small) big_ord_recl expr0 mulr1. Qed.

(* The same without the leading coefficient. *)
Lemma horner_no_leading (p : {poly R}) v : (size p <= d.+1)%N ->
  p.[v] = inner (fun i : 'I_d => p`_i) (fun i => v ^+ i) + p`_d * v ^+ d.
Proof. by move=> small; rewrite (horner_coef_wide _ small) big_ord_recr. Qed.

(* p has at the point v the sign that says whether v belongs. *)
Definition right_sign (p : {poly R}) v (belongs : bool) := if belongs then 0 < p.[v] else p.[v] < 0.

Section QueriesArePolynomials.
Variables (p : Q -> {poly R}) (v : D -> R).
Hypothesis small : forall a, (size (p a) <= d.+1)%N.
Hypothesis sign : forall a j, right_sign (p a) (v j) (A a j).

(* All coefficients are coordinates. *)
Lemma query_polynomials_f_sign : f_sign R d.+1 A.
Proof.
exists (fun a (i : 'I_d.+1) => (p a)`_i), (fun j (i : 'I_d.+1) => v j ^+ i) => a j.
by rewrite -horner_inner //; apply: sign.
Qed.

(* The constant coefficient is the threshold, all others are coordinates. *)
Lemma query_polynomials_f_query : f_query R d A.
Proof.
exists (fun a (i : 'I_d) => (p a)`_i.+1), (fun a => - (p a)`_0), (fun j (i : 'I_d) => v j ^+ i.+1) => a j.
move: (sign a j); rewrite /right_sign horner_no_constant // addrC.
by case: ifP => _; rewrite -[X in _ + X]opprK ?subr_gt0 ?subr_lt0.
Qed.

End QueriesArePolynomials.

Section DocumentsArePolynomials.
Variables (p : D -> {poly R}) (v : Q -> R).
Hypothesis small : forall j, (size (p j) <= d.+1)%N.
Hypothesis sign : forall a j, right_sign (p j) (v a) (A a j).

(* All coefficients are coordinates. *)
Lemma document_polynomials_f_sign : f_sign R d.+1 A.
Proof.
exists (fun a (i : 'I_d.+1) => v a ^+ i), (fun j (i : 'I_d.+1) => (p j)`_i) => a j.
by rewrite innerC -horner_inner //; apply: sign.
Qed.

(* With the leading coefficient -1, the query's power v^d is its threshold. *)
Lemma document_polynomials_f_query : (forall j, (p j)`_d = -1) -> f_query R d A.
Proof.
move=> lead; exists (fun a (i : 'I_d) => v a ^+ i), (fun a => v a ^+ d), (fun j (i : 'I_d) => (p j)`_i) => a j.
move: (sign a j); rewrite /right_sign horner_no_leading // lead mulN1r innerC.
by case: ifP => _; rewrite ?subr_gt0 ?subr_lt0.
Qed.

End DocumentsArePolynomials.
End Signs.
