(* Random signs (U1) over the reals: 8 s ln(|Q| m) < d is enough. *)
From Coq Require Import Reals Lra.
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import Rstruct.
From Hrdim Require Import Retrieval RandomSigns RandomSignsExist CoshBound.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope R_scope.

(* Powers of MathComp and of the standard library, and those of exp. *)
Lemma exp_power (t : R) n : (exp t ^+ n)%R = exp (INR n * t).
Proof.
elim: n => [|n IH]; first by rewrite expr0 /= Rmult_0_l exp_0.
by rewrite exprS IH S_INR -[LHS]exp_plus; congr exp; rewrite Rmult_plus_distr_r Rmult_1_l Rplus_comm.
Qed.

(* With z = exp t, (z^2 + z^-2) / 2 is the hyperbolic cosine of 2t. *)
Lemma half_sum_exp t : half_sum (exp t) = cosh (2 * t).
Proof.
have two : INR 2 = 2 by [].
have nonzero x : x <> 0 -> x != 0%R by move=> x0; apply/eqP.
rewrite /half_sum /cosh !exp_power two exp_Ropp RdivE; last by apply: nonzero; lra.
rewrite RinvE; last by apply: nonzero; have := exp_pos (2 * t); lra.
by rewrite -INRE two.
Qed.

(* The case that some query has a document: z = exp(1/(4s)). *)
Lemma signs_separate_some (Q D : finType) (S : Q -> {set D}) (s d : nat) :
  (0 < s)%N -> (forall a, (#|S a| <= s)%N) -> (8 * INR s * ln (INR (#|Q| * #|D|)) < INR d) ->
  exists x : D -> 'I_d -> R, signs_separate S x.
Proof.
move=> s_pos size_le enough.
have s_real : 0 < INR s by apply: lt_0_INR; apply/ssrnat.ltP.
set t := 1 / (4 * INR s); set a := INR d / (8 * INR s); set n := INR (#|Q| * #|D|) in enough.
have t_pos : 0 < t by apply: Rdiv_lt_0_compat; lra.
have few : n < exp a.
  case: (Rle_lt_dec n 0) => [n0|n_pos]; first by have := exp_pos a; lra.
  rewrite -(exp_ln n n_pos); apply: exp_increasing; rewrite /a.
  apply: (Rmult_lt_reg_r (8 * INR s)); first lra.
  have -> : INR d / (8 * INR s) * (8 * INR s) = INR d by field; lra.
  by lra.
have half_le : half_sum (exp t) <= exp (2 * t * (2 * t) / 2) by rewrite half_sum_exp; apply: cosh_le; lra.
have half_pos : 0 <= half_sum (exp t) by rewrite half_sum_exp /cosh; have := exp_pos (2 * t); have := exp_pos (- (2 * t)); lra.
apply: (@signs_exist _ Q D S s d (exp t)) => //.
  by apply/RleP; left; have := exp_increasing 0 t t_pos; rewrite exp_0.
rewrite exp_power -INRE -/n.
apply: (@le_lt_trans _ _ (n * exp a)%R).
  apply: ler_pmul => //; first by apply/RleP; apply: pos_INR.
    by rewrite exprn_ge0 //; apply/RleP.
  rewrite (_ : exp a = (exp (2 * t * (2 * t) / 2) ^+ (s * d))%R).
    by rewrite ler_expn2r ?nnegrE //; apply/RleP => //; left; apply: exp_pos.
  by rewrite exp_power mult_INR; congr exp; rewrite /a /t; field; lra.
rewrite (_ : INR d * t = a + a); last by rewrite /a /t; field; lra.
by rewrite exp_plus -RmultE; apply/RltP; apply: Rmult_lt_compat_r => //; apply: exp_pos.
Qed.

(* The case that no query has one: a large z. *)
Lemma signs_separate_none (Q D : finType) (S : Q -> {set D}) (d : nat) :
  (forall a, (#|S a| <= 0)%N) -> (0 < d)%N -> exists x : D -> 'I_d -> R, signs_separate S x.
Proof.
move=> size_le d_pos; have z1 : (1 <= (#|Q| * #|D|).+1%:R :> R)%R by rewrite ler1n.
apply: (signs_exist z1 size_le); rewrite mul0n expr0 mulr1.
apply: (@lt_le_trans _ _ ((#|Q| * #|D|).+1%:R)%R); first by rewrite ltr_nat.
by rewrite -[X in (X <= _)%R]expr1 ler_weexpn2l.
Qed.

(* U1: for queries whose sets have at most s of the documents, 8 s ln(|Q| m) < d gives signs that separate all. *)
Theorem signs_separate_log (Q D : finType) (S : Q -> {set D}) (s d : nat) :
  (forall a, (#|S a| <= s)%N) -> 8 * INR s * ln (INR (#|Q| * #|D|)) < INR d ->
  exists x : D -> 'I_d -> R, signs_separate S x.
Proof.
case: s => [|s] size_le enough; last exact: signs_separate_some enough.
apply: signs_separate_none => //; apply/ssrnat.ltP/INR_lt; move: enough; rewrite /=; lra.
Qed.

(* So d dimensions are enough with a threshold per query, and d + 1 with threshold 0. *)
Theorem signs_upper_log (Q D : finType) (S : Q -> {set D}) (s d : nat) :
  (forall a, (#|S a| <= s)%N) -> 8 * INR s * ln (INR (#|Q| * #|D|)) < INR d ->
  f_query [realFieldType of R] d (fun a j => j \in S a) /\ f_sign [realFieldType of R] d.+1 (fun a j => j \in S a).
Proof.
move=> size_le enough.
suff upper : f_query [realFieldType of R] d (fun a j => j \in S a) by split=> //; apply: f_sign_of_f_query.
have [x [_ separates]] := signs_separate_log size_le enough.
by exists (fun a i => \sum_(k in S a) x k i)%R, (fun=> d%:R / 2%:R)%R, x.
Qed.
