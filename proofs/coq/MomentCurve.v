(* U4: the moment curve cuts every set of at most k documents in 2k dimensions, however many documents there are.

   Document j is (t, t^2, ..., t^2k) for an integer t of its own, the vector of a query the coefficients of
   - prod over its documents of (X - t)^2, its threshold 1/2 above minus the constant coefficient. *)
From mathcomp Require Import all_ssreflect all_algebra.
From Hrdim Require Import Retrieval PolynomialSigns.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section MomentCurve.
Variables (R : realFieldType) (Q : Type) (D : finType) (S : Q -> {set D}) (t : D -> int) (k : nat).
Hypothesis different : injective t.
Hypothesis few : forall a, (#|S a| <= k)%N.

Definition point j : R := (t j)%:~R.

(* 1 - 2 prod (X - t)^2, with integer coefficients. *)
Definition roots a : {poly R} := \prod_(j in S a) ('X - (point j)%:P).
Definition query a : {poly R} := 1 - 2 *: roots a ^+ 2.

(* Its degree is at most 2k. *)
Lemma query_size a : (size (query a) <= (2 * k).+1)%N.
Proof.
apply: leq_trans (size_add _ _) _; rewrite geq_max size_poly1 size_opp /=.
apply: leq_trans (size_scale_leq _ _) _; apply: leq_trans (size_exp_leq _ _) _.
by rewrite /roots -big_enum size_prod_XsubC -cardE mulnC ltnS leq_mul2l few.
Qed.

(* It is 1 at the query's own points. *)
Lemma query_member a j : j \in S a -> (query a).[point j] = 1.
Proof.
move=> jS; rewrite /query /roots (bigD1 j) //= !hornerE /=.
by rewrite subrr !(mulr0, mul0r) subr0.
Qed.

(* Elsewhere the product is an integer, not 0, and its square at least 1. *)
Lemma query_other a j : j \notin S a -> (query a).[point j] <= -1.
Proof.
move=> jS; pose n := \prod_(i in S a) (t j - t i).
have value : (roots a).[point j] = n%:~R.
  rewrite horner_prod /n rmorph_prod; apply: eq_bigr => i _.
  by rewrite !hornerE /point rmorphB.
have n0 : n != 0.
  apply/prodf_neq0 => i iS; rewrite subr_eq0.
  by apply: contraNneq jS => /different ->.
have square : 1 <= n%:~R ^+ 2 :> R.
  by rewrite -rmorphX /= ler1z -gtz0_ge1 exprn_even_gt0.
rewrite /query !hornerE /= value ler_subl_addr addrC ler_subr_addr -mulrA -expr2.
by rewrite -[1 + 1]/(2%:R : R) -[X in X <= _]mulr1 ler_pmul2l ?ltr0n.
Qed.

(* So the signs are right: 1 on the documents of a query, at most -1 on all others. *)
Lemma query_sign a j : right_sign (query a) (point j) (j \in S a).
Proof.
rewrite /right_sign; case: ifPn => [jS | jS]; first by rewrite query_member ?ltr01.
exact: le_lt_trans (query_other jS) (ltrN10 R).
Qed.

(* U4: F-query in 2k dimensions. *)
Theorem moment_f_query : f_query R (2 * k) (fun a j => j \in S a).
Proof. exact: query_polynomials_f_query query_size query_sign. Qed.

(* F-sign in one more. *)
Theorem moment_f_sign : f_sign R (2 * k).+1 (fun a j => j \in S a).
Proof. exact: query_polynomials_f_sign query_size query_sign. Qed.

End MomentCurve.
