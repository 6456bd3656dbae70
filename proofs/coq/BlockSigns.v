(* U7: the sign of the thresholds of a block, by its evidence: positive for runs and the moment curve.  Those of orders are
   negative (Orders.v), and vectors list theirs. *)
From mathcomp Require Import all_ssreflect all_algebra.
From Hrdim Require Import Retrieval Blocks PolynomialSigns Runs MomentCurve.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Runs.
Variables (R : realFieldType) (Q D : Type) (A : Q -> D -> bool) (c : nat).

(* Primal: documents have runs. (v^2 + 1)^c is each query's threshold. *)
Section Primal.
Variables (point : Q -> int) (runs : D -> seq run).
Hypothesis few : forall j, (size (runs j) <= c)%N.
Hypothesis ord : forall j, ordered (runs j).
Hypothesis miss : forall a j, misses (runs j) (point a).
Hypothesis inside : forall a j, within (runs j) (point a) = A a j.

(* Without its leading term, of which (v^2 + 1)^c has the opposite. *)
Let rest j := - product R c (runs j) + padding R ^+ c.

(* So the degree is less than 2c. *)
Lemma rest_size j : (size (rest j) <= 2 * c)%N.
Proof.
have whole : (size (rest j) <= (2 * c).+1)%N.
  have := @product_size R c [::] isT; rewrite /product subn0 big_nil mulr1 => size_padding.
  by apply: leq_trans (size_add _ _) _; rewrite size_opp product_size // size_padding maxnn.
apply/leq_sizeP => i; rewrite leq_eqVlt => /orP[/eqP <- | above].
  have := product_lead R (few j); have := @product_lead R c [::] isT.
  rewrite /product subn0 big_nil mulr1 /rest coefD => padding_lead ->.
  by rewrite -[X in _ + X]opprK -coefN padding_lead opprK addNr.
by move/leq_sizeP: whole; apply.
Qed.

(* U6 for F-query in 2c dimensions, with positive thresholds. *)
Theorem runs_f_query_signed : f_query_signed (1 : R) (2 * c) A.
Proof.
pose v a : R := (point a)%:~R.
exists (fun a (i : 'I_(2 * c)) => v a ^+ i), (fun a => (padding R).[v a] ^+ c), (fun j (i : 'I_(2 * c)) => (rest j)`_i).
split=> [a j|a]; last by rewrite gtr0_sg // exprn_gt0 ?padding_pos.
rewrite innerC /inner -(horner_coef_wide (v a) (rest_size j)) /rest hornerD horner_exp.
have := product_sign R c (ord j) (miss a j); rewrite /right_sign inside.
by case: ifP => _; rewrite ?ltr_addr ?gtr_addr // addrC ?ltr_addl ?gtr_addl.
Qed.
End Primal.

(* Dual: queries have runs; some number v0 is in no run and no end of one, such as any below all of them. *)
Section Dual.
Variables (point : D -> int) (runs : Q -> seq run) (v0 : int).
Hypothesis few : forall a, (size (runs a) <= c)%N.
Hypothesis ord : forall a, ordered (runs a).
Hypothesis miss : forall a j, misses (runs a) (point j).
Hypothesis inside : forall a j, within (runs a) (point j) = A a j.
Hypothesis outside : forall a, misses (runs a) v0 && ~~ within (runs a) v0.

(* Everything moved so that v0 is at 0. *)
Let p a := (- product R c (runs a)) \Po ('X + v0%:~R%:P).

(* Its values are those at the places before the move. *)
Lemma moved_value a (x : R) : (p a).[x] = (- product R c (runs a)).[x + v0%:~R].
Proof. by rewrite horner_comp !hornerE. Qed.

(* Dual U6 for F-query in 2c dimensions, with positive thresholds. *)
Theorem dual_runs_f_query_signed : f_query_signed (1 : R) (2 * c) A.
Proof.
have small a : (size (p a) <= (2 * c).+1)%N.
  by rewrite size_comp_poly2 ?size_XaddC // size_opp product_size.
have constant a : (p a)`_0 < 0.
  rewrite -horner_coef0 moved_value add0r; case/andP: (outside a) => missed out.
  by have := product_sign R c (ord a) missed; rewrite /right_sign (negPf out).
exists (fun a (i : 'I_(2 * c)) => (p a)`_i.+1), (fun a => - (p a)`_0),
  (fun j (i : 'I_(2 * c)) => ((point j)%:~R - v0%:~R) ^+ i.+1).
split=> [a j|a]; last by rewrite gtr0_sg // oppr_gt0.
have := product_sign R c (ord a) (miss a j); rewrite /right_sign inside.
have -> : (- product R c (runs a)).[(point j)%:~R] = (p a).[(point j)%:~R - v0%:~R] by rewrite moved_value subrK.
rewrite (horner_no_constant _ (small a)) addrC.
by case: ifP => _; rewrite -[X in _ + X]opprK ?subr_gt0 ?subr_lt0.
Qed.
End Dual.

End Runs.

(* U4: documents at t, different integers that are not 0. *)
Section Moment.
Variables (R : realFieldType) (Q : Type) (D : finType) (S : Q -> {set D}) (t : D -> int) (k : nat).
Hypothesis different : injective t.
Hypothesis few : forall a, (#|S a| <= k)%N.
Hypothesis not0 : forall j, t j != 0.

(* At 0 a query's polynomial is negative: the product there is an integer that is not 0. *)
Lemma query_at_0 a : (query R S t a)`_0 < 0.
Proof.
pose n := \prod_(i in S a) (- t i).
have value : (roots R S t a).[0] = n%:~R.
  rewrite horner_prod /n rmorph_prod; apply: eq_bigr => i _.
  by rewrite !hornerE /point rmorphN.
have n0 : n != 0 by apply/prodf_neq0 => i _; rewrite oppr_eq0.
have square : 1 <= n%:~R ^+ 2 :> R by rewrite -rmorphX /= ler1z -gtz0_ge1 exprn_even_gt0.
rewrite -horner_coef0 /query !hornerE /= value subr_lt0 -mulrA -expr2.
by apply: lt_le_trans (_ : 2 <= _); rewrite ?ltr1n // -[X in X <= _]mulr1 ler_pmul2l ?ltr0n.
Qed.

(* U4 in 2k dimensions, with positive thresholds. *)
Theorem moment_f_query_signed : f_query_signed (1 : R) (2 * k) (fun a j => j \in S a).
Proof.
exists (fun a (i : 'I_(2 * k)) => (query R S t a)`_i.+1), (fun a => - (query R S t a)`_0),
  (fun j (i : 'I_(2 * k)) => point R t j ^+ i.+1).
split=> [a j|a]; last by rewrite gtr0_sg // oppr_gt0 query_at_0.
have := query_sign R S different a j; rewrite /right_sign (horner_no_constant _ (query_size R t few a)) addrC.
by case: ifP => _; rewrite -[X in _ + X]opprK ?subr_gt0 ?subr_lt0.
Qed.

End Moment.
