(* Random signs (U1), by counting: when few sign matrices are bad for any one query and document, some matrix is good for all.

   Documents are rows of signs, a query is the sum of its documents' rows. A member's score is d plus noise, any other
   document's is noise alone; all is well when no noise reaches d/2. For z >= 1 the noise is bounded by the mean of
   z^(2 noise), a product over the entries of the matrix (Markov, Chernoff). *)
From mathcomp Require Import all_ssreflect all_algebra.
From Hrdim Require Import Retrieval.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Signs.
Variables (R : realFieldType) (D : finType) (d : nat).

(* A matrix of signs: true is -1. *)
Definition sign_matrix : finType := [finType of {ffun D * 'I_d -> bool}].
Definition sign (b : bool) : R := (-1) ^+ b.
Definition row (f : sign_matrix) (j : D) (i : 'I_d) : R := sign (f (j, i)).

(* Entry by entry, the product with row j, with its opposite for b; row j itself stays. *)
Definition twist (j : D) (b : bool) (f : sign_matrix) : sign_matrix :=
  [ffun p => if p.1 == j then f p else f p (+) (f (j, p.2) (+) b)].

(* Twisting twice changes nothing. *)
Lemma twist_involutive j b : involutive (twist j b).
Proof.
move=> f; apply/ffunP => -[k i]; rewrite !ffunE /=; case: eqP => // _; rewrite eqxx.
by rewrite -addbA addbb addbF.
Qed.

(* The noise of documents T against document j, with either sign. *)
Definition noise (T : {set D}) (j : D) (f : sign_matrix) : R := \sum_(k in T) inner (row f k) (row f j).

(* z^2 to the power of a sum of signs, entry by entry. *)
Definition factor (z : R) (T : {set D}) (p : D * 'I_d) (b : bool) : R :=
  if p.1 \in T then (if b then z ^- 2 else z ^+ 2) else 1.

Definition weight (z : R) (T : {set D}) (f : sign_matrix) : R := \prod_p factor z T p (f p).

(* The mean of z^(2 sum), times the number of matrices. *)
Lemma sum_weight z T :
  \sum_f weight z T f = (z ^+ 2 + z ^- 2) ^+ (#|T| * d) * 2%:R ^+ (#|~: T| * d).
Proof.
rewrite /weight -(bigA_distr_bigA (fun p b => factor z T p b)) /=.
rewrite (eq_bigr (fun p : D * 'I_d => if p.1 \in T then z ^+ 2 + z ^- 2 else 2%:R)); last first.
  by move=> p _; rewrite big_bool /factor /=; case: ifP => //; rewrite addrC.
rewrite (bigID (fun p : D * 'I_d => p.1 \in T)) /=; congr (_ * _).
  rewrite (eq_bigr (fun=> z ^+ 2 + z ^- 2)) => [|p ->//]; rewrite prodr_const; congr (_ ^+ _).
  by rewrite -[d in RHS]card_ord -cardsT -cardsX; apply: eq_card => -[k i]; rewrite !inE andbT.
rewrite (eq_bigr (fun=> 2%:R)) => [|p /negPf->//]; rewrite prodr_const; congr (_ ^+ _).
by rewrite -[d in RHS]card_ord -cardsT -cardsX; apply: eq_card => -[k i]; rewrite !inE andbT.
Qed.

(* How many entries of the rows T are positive, and how many negative. *)
Definition positive (T : {set D}) (f : sign_matrix) : nat := #|[pred p : D * 'I_d | (p.1 \in T) && ~~ f p]|.
Definition negative (T : {set D}) (f : sign_matrix) : nat := #|[pred p : D * 'I_d | (p.1 \in T) && f p]|.

(* The weight is a power of z^2, by the numbers of positive and negative entries. *)
Lemma weight_counts z T f : weight z T f = z ^- (2 * negative T f) * z ^+ (2 * positive T f).
Proof.
rewrite /weight (bigID (fun p : D * 'I_d => p.1 \in T)) /= [X in _ * X]big1 ?mulr1 => [|p /negPf]; last first.
  by rewrite /factor => ->.
rewrite (bigID (fun p => f p)) /=; congr (_ * _).
  rewrite (eq_bigr (fun=> z ^- 2)) => [|p /andP[pT fp]]; last by rewrite /factor pT fp.
  by rewrite prodr_const -exprVn -exprM exprVn.
rewrite (eq_bigr (fun=> z ^+ 2)) => [|p /andP[pT /negPf fp]]; last by rewrite /factor pT fp.
by rewrite prodr_const -exprM.
Qed.

(* Signed noise is the positive entries of the twisted matrix less the negative ones. *)
Lemma noise_counts (T : {set D}) j b f : j \notin T ->
  sign b * noise T j f = (positive T (twist j b f))%:R - (negative T (twist j b f))%:R.
Proof.
move=> jT; transitivity (\sum_(k in T) \sum_i sign (twist j b f (k, i)) : R).
  rewrite mulr_sumr; apply: eq_bigr => k kT; rewrite /inner mulr_sumr; apply: eq_bigr => i _.
  have /negPf k_j : k != j by apply: contraNneq jT => <-.
  by rewrite /row /sign ffunE /= k_j !signr_addb [LHS]mulrC -mulrA.
rewrite pair_big (eq_big (fun p : D * 'I_d => p.1 \in T) (fun p => sign (twist j b f p))) /=; last 2 first.
- by case=> k i; rewrite andbT.
- by case.
rewrite (bigID (fun p => twist j b f p)) /= addrC; congr (_ + _).
  rewrite (eq_bigr (fun=> 1)) => [|p /andP[_ /negPf->]//]; by rewrite sumr_const.
rewrite (eq_bigr (fun=> -1)) => [|p /andP[_ ->]]; last by rewrite /sign expr1.
by rewrite sumr_const mulNrn.
Qed.

(* A matrix with noise of d/2 or more has, twisted, weight z^d or more. *)
Lemma weight_twist z (T : {set D}) j b f : 1 <= z -> j \notin T -> d%:R <= 2%:R * (sign b * noise T j f) ->
  z ^+ d <= weight z T (twist j b f).
Proof.
move=> z1 jT; rewrite noise_counts // weight_counts.
set p := positive _ _; set n := negative _ _; rewrite mulrBr ler_subr_addr -!natrM -natrD ler_nat => enough.
have z0 : 0 < z by apply: lt_le_trans z1.
by rewrite mulrC ler_pdivl_mulr ?exprn_gt0 // -exprD ler_weexpn2l.
Qed.

(* The matrices with noise of d/2 or more. *)
Definition noisy (T : {set D}) (j : D) (b : bool) : {set sign_matrix} :=
  [set f | d%:R <= 2%:R * (sign b * noise T j f)].

Definition half_sum (z : R) : R := (z ^+ 2 + z ^- 2) / 2%:R.

(* The mean of z^2 and z^-2 is at least 1. *)
Lemma half_sum_ge1 z : 0 < z -> 1 <= half_sum z.
Proof.
move=> z0; rewrite ler_pdivl_mulr ?ltr0n // mul1r.
have -> : z ^+ 2 + z ^- 2 = (z - z^-1) ^+ 2 + 2%:R.
  by rewrite sqrrB exprVn mulfV ?gt_eqF // addrAC subrK.
by rewrite ler_addr sqr_ge0.
Qed.

(* Markov's inequality: the mean weight bounds the number of matrices with noise of d/2 or more. *)
Lemma card_noisy z (T : {set D}) j b s : 1 <= z -> j \notin T -> (#|T| <= s)%N ->
  #|noisy T j b|%:R * z ^+ d <= #|sign_matrix|%:R * half_sum z ^+ (s * d).
Proof.
move=> z1 jT T_s; have z0 : 0 < z by apply: lt_le_trans z1.
apply: (@le_trans _ _ (\sum_f weight z T f)).
  rewrite (reindex_inj (inv_inj (@twist_involutive j b))) /= mulr_natl -sumr_const.
  apply: (@le_trans _ _ (\sum_(f in noisy T j b) weight z T (twist j b f))).
    by apply: ler_sum => f; rewrite inE; apply: weight_twist.
  rewrite [X in _ <= X](bigID (mem (noisy T j b))) /= ler_addl sumr_ge0 // => f _.
  by rewrite weight_counts mulr_ge0 ?invr_ge0 ?exprn_ge0 // ltW.
rewrite sum_weight.
have -> : z ^+ 2 + z ^- 2 = half_sum z * 2%:R by rewrite divfK // pnatr_eq0.
rewrite exprMn -mulrA -exprD -mulnDl cardsC.
have -> : 2%:R ^+ (#|D| * d) = #|sign_matrix|%:R :> R by rewrite card_ffun card_bool card_prod card_ord natrX.
rewrite mulrC ler_wpmul2l ?ler0n // ler_weexpn2l ?half_sum_ge1 //.
by rewrite leq_mul2r T_s orbT.
Qed.

End Signs.
