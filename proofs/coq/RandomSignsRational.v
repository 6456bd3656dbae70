(* Random signs (U1) without real analysis: |Q| m < 2^k and 11 s k <= d are enough. *)
From mathcomp Require Import all_ssreflect all_algebra ring.
From Hrdim Require Import Retrieval RandomSigns RandomSignsExist.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Rational.
Variable R : realFieldType.

(* Bernoulli's inequality. *)
Lemma bernoulli (x : R) n : -1 <= x -> 1 + n%:R * x <= (1 + x) ^+ n.
Proof.
move=> x_ge; elim: n => [|n IH]; first by rewrite mul0r addr0 expr0.
have : (1 + n%:R * x) * (1 + x) <= (1 + x) ^+ n.+1.
  by rewrite exprSr ler_wpmul2r // addrC -ler_subl_addr sub0r.
apply: le_trans; rewrite -subr_ge0.
have -> : (1 + n%:R * x) * (1 + x) - (1 + n.+1%:R * x) = n%:R * x ^+ 2 by rewrite -(addn1 n) natrD; ring.
by rewrite mulr_ge0 ?ler0n ?sqr_ge0.
Qed.

Variable s : nat.
Hypothesis s_pos : (0 < s)%N.

(* The base of the exponentials, 1 + 1/(4s), and e = 1/(8s). *)
Definition e : R := (8 * s)%:R^-1.
Definition base : R := 1 + 2%:R * e.

(* e is positive and at most 1/8. *)
Lemma e_bounds : 0 < e /\ 8%:R * e <= 1.
Proof.
have s1 : 0 < (8 * s)%:R :> R by rewrite ltr0n muln_gt0.
split; first by rewrite invr_gt0.
by rewrite ler_pdivr_mulr // mul1r ler_nat leq_pmulr.
Qed.

(* (z^2 + z^-2) / 2 is at most 1 + 8 e^2. *)
Lemma half_sum_base : half_sum base <= 1 + 8%:R * e ^+ 2.
Proof.
have [e0 _] := e_bounds; have z1 : 1 <= base by rewrite ler_addl mulr_ge0 ?ler0n // ltW.
have z0 : 0 < base := lt_le_trans ltr01 z1.
have root_le : base - base^-1 <= 4%:R * e.
  rewrite ler_subl_addr -ler_subl_addl -(ler_pmul2r z0) mulVf ?gt_eqF // /base -subr_ge0.
  by rewrite [X in 0 <= X](_ : _ = 4%:R * e ^+ 2); [rewrite mulr_ge0 ?sqr_ge0 ?ler0n | ring].
have root_ge0 : 0 <= base - base^-1 by rewrite subr_ge0 (le_trans _ z1) // invf_le1.
rewrite ler_pdivr_mulr ?ltr0n //.
have -> : base ^+ 2 + base ^- 2 = (base - base^-1) ^+ 2 + 2%:R.
  by rewrite sqrrB exprVn mulfV ?gt_eqF // addrAC subrK.
have : (base - base^-1) ^+ 2 <= (4%:R * e) ^+ 2 by rewrite ler_expn2r ?nnegrE // (le_trans root_ge0).
rewrite -(ler_add2r 2%:R) => /le_trans; apply.
by have -> : (4%:R * e) ^+ 2 + 2%:R = (1 + 8%:R * e ^+ 2) * 2%:R by ring.
Qed.

(* ((z^2 + z^-2) / 2)^s (1 - e) <= 1. *)
Lemma half_sum_power : half_sum base ^+ s * (1 - e) <= 1.
Proof.
have [e0 e8] := e_bounds; have z0 : 0 < base by rewrite ltr_paddr ?ltr01 // mulr_ge0 ?ler0n // ltW.
have half0 : 0 <= half_sum base by rewrite (le_trans ler01) ?half_sum_ge1.
have e1 : e <= 1 by apply: le_trans e8; rewrite ler_pemull ?ler1n // ltW.
have e2 : 8%:R * e ^+ 2 <= 1.
  by rewrite expr2 mulrA mulr_ile1 ?mulr_ge0 ?ler0n // ltW.
have se : s%:R * (8%:R * e ^+ 2) = e.
  by rewrite expr2 !mulrA -[s%:R * _]mulrC -natrM /e mulfV ?mul1r // pnatr_eq0 -lt0n muln_gt0.
have small : 1 - e <= (1 - 8%:R * e ^+ 2) ^+ s.
  have := @bernoulli (- (8%:R * e ^+ 2)) s; rewrite mulrN se; apply; by rewrite ler_opp2.
apply: le_trans (_ : (1 + 8%:R * e ^+ 2) ^+ s * (1 - 8%:R * e ^+ 2) ^+ s <= _).
  rewrite ler_pmul ?exprn_ge0 ?ler_expn2r ?nnegrE ?half_sum_base //.
  - by rewrite subr_ge0.
  - by rewrite addr_ge0 ?ler01 // mulr_ge0 ?ler0n ?sqr_ge0.
rewrite -exprMn exprn_ile1 //.
  by rewrite mulr_ge0 ?subr_ge0 // addr_ge0 ?ler01 // mulr_ge0 ?ler0n ?sqr_ge0.
rewrite -subr_ge0 [X in 0 <= X](_ : _ = (8%:R * e ^+ 2) ^+ 2); first exact: sqr_ge0.
by ring.
Qed.

(* ((z^2 + z^-2) / 2)^s (1 + 3e/4) <= z. *)
Lemma gain : half_sum base ^+ s * (1 + 3%:R / 4%:R * e) <= base.
Proof.
have [e0 e8] := e_bounds; have z0 : 0 < base by rewrite ltr_paddr ?ltr01 // mulr_ge0 ?ler0n // ltW.
have half0 : 0 <= half_sum base by rewrite (le_trans ler01) ?half_sum_ge1.
have four : 4%:R != 0 :> R by rewrite pnatr_eq0.
apply: (@le_trans _ _ (half_sum base ^+ s * (1 - e) * base)); last by rewrite ler_pimull ?half_sum_power // ltW.
rewrite -[X in _ <= X]mulrA ler_wpmul2l ?exprn_ge0 // -subr_ge0 /base.
have -> : (1 - e) * (1 + 2%:R * e) - (1 + 3%:R / 4%:R * e) = e / 4%:R * (1 - 8%:R * e) by field.
by rewrite mulr_ge0 ?subr_ge0 // mulr_ge0 ?invr_ge0 ?ler0n // ltW.
Qed.

(* (1 + 3e/4)^(11 s) >= 2. *)
Lemma doubling : 2%:R <= (1 + 3%:R / 4%:R * e) ^+ (11 * s).
Proof.
have [e0 _] := e_bounds; apply: le_trans (bernoulli _ _); last first.
  by rewrite (le_trans (_ : -1 <= 0)) ?oppr_le0 ?ler01 // mulr_ge0 ?divr_ge0 ?ler0n // ltW.
have se : s%:R * e = 8%:R^-1 by rewrite /e natrM invfM mulrCA mulfV ?mulr1 // pnatr_eq0 -lt0n.
rewrite natrM mulrACA [s%:R * e]se -[leLHS]/(1 + 1) ler_add2l.
by rewrite -!mulrA -invfM !mulrA -!natrM ler_pdivl_mulr ?ltr0n // mul1r ler_nat.
Qed.

End Rational.

(* U1: for queries whose sets have at most s documents, |Q| m < 2^k and 11 s k <= d, there are signs that separate all. *)
Theorem signs_separate_rational (R : realFieldType) (Q D : finType) (S : Q -> {set D}) (s k d : nat) :
  (0 < s)%N -> (forall a, #|S a| <= s)%N -> (#|Q| * #|D| < 2 ^ k)%N -> (11 * s * k <= d)%N ->
  exists x : D -> 'I_d -> R, signs_separate S x.
Proof.
move=> s_pos size_le few enough; have [e0 _] := e_bounds R s_pos.
have z1 : 1 <= base R s by rewrite ler_addl mulr_ge0 ?ler0n // ltW.
have z0 : 0 < base R s := lt_le_trans ltr01 z1.
have half0 : 0 < half_sum (base R s) := lt_le_trans ltr01 (half_sum_ge1 z0).
have step1 : 1 <= 1 + 3%:R / 4%:R * e R s by rewrite ler_addl mulr_ge0 ?divr_ge0 ?ler0n // ltW.
apply: (signs_exist z1 size_le).
apply: (@lt_le_trans _ _ ((1 + 3%:R / 4%:R * e R s) ^+ d * half_sum (base R s) ^+ (s * d))).
  rewrite ltr_pmul2r ?exprn_gt0 //; apply: (@lt_le_trans _ _ (2%:R ^+ k)); first by rewrite -natrX ltr_nat.
  apply: le_trans (ler_weexpn2l step1 enough); rewrite [in X in _ <= X]exprM.
  by rewrite ler_expn2r ?nnegrE ?ler0n ?doubling // exprn_ge0 // (le_trans ler01 step1).
rewrite mulrC exprM -exprMn ler_expn2r ?nnegrE ?gain //; last exact: ltW.
by rewrite mulr_ge0 ?exprn_ge0 ?(le_trans ler01 step1) // ltW.
Qed.
