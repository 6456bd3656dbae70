(* L2 (Forster): the sign rank is at least sqrt(n m) / |A|, here to the power 2p and with the norm bounded by a trace.

   An F-sign embedding in d dimensions is brought into a position where no document has more than its share
   (Scaling.v); then the scores are small, and their sum with the signs is large. *)
From mathcomp Require Import all_ssreflect all_algebra ring.
From Hrdim Require Import RankOne Scaling MarginCeiling.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Projection.
Variables (R : rcfType) (n m d : nat).

(* The projection onto the space that the columns of Y span. *)
Definition projection (Y : 'M[R]_(m, d)) := Y *m invmx (Y^T *m Y) *m Y^T.

Variable Y : 'M[R]_(m, d).
Hypothesis unit_Y : Y^T *m Y \in unitmx.
Notation P := (projection Y).

(* It is symmetric. *)
Lemma projection_sym : P^T = P.
Proof. by rewrite /projection !trmx_mul trmxK trmx_inv trmx_mul trmxK mulmxA. Qed.

(* It keeps what lies in that space. *)
Lemma projection_keeps k (Z : 'M[R]_(k, d)) : Z *m Y^T *m P = Z *m Y^T.
Proof. by rewrite /projection -!mulmxA [Y^T *m (Y *m _)]mulmxA [_ *m (invmx _ *m _)]mulmxA mulmxV // mul1mx. Qed.

(* It is its own square. *)
Lemma projection_idem : P *m P = P.
Proof. by rewrite {1}/projection projection_keeps. Qed.

(* Its trace is the dimension. *)
Lemma projection_trace : \tr P = d%:R.
Proof. by rewrite /projection -mulmxA mxtrace_mulC -mulmxA mulVmx // mxtrace1. Qed.

(* Its square sum is d, that of a row its diagonal entry. *)
Lemma projection_dot : dot P P = d%:R.
Proof. by rewrite /dot projection_sym projection_idem projection_trace. Qed.

(* The square sum of a column is the diagonal entry. *)
Lemma projection_row j : \sum_k P k j * P k j = P j j.
Proof.
have sym a b : P a b = P b a by rewrite -{1}projection_sym mxE.
by rewrite -[in RHS]projection_idem mxE; apply: eq_bigr => k _; rewrite (sym j k).
Qed.

(* A matrix of scores whose rows have length 1, when no diagonal entry is above T: its sum with the signs. *)
Lemma even_scores (N : 'M[R]_(n, m)) (A : 'I_n -> 'I_m -> bool) T p : (0 < n)%N -> 0 < T ->
    N *m P = N -> (forall i, \sum_j N i j * N i j = 1) -> (forall j, P j j <= T) ->
    (forall i j, if A i j then 0 <= N i j else N i j <= 0) ->
  n%:R ^+ p.+1 <= T ^+ p.+1 * (d%:R ^+ p.+1 * \tr (power (signed A (const_mx 1)) p.+1)).
Proof.
move=> n0 T0 keeps unit_row even sign; pose M : 'M[R]_(n, m) := signed A (const_mx 1); rewrite -/M.
have square i j : N i j ^+ 2 <= T.
  apply: le_trans (even j); rewrite -{1}keeps mxE.
  by apply: le_trans (sum_cauchy _ _) _; rewrite unit_row mul1r projection_row.
have absolute i j : M i j * N i j = `|N i j|.
  rewrite !mxE; move: (sign i j); case: ifP => _ s; first by rewrite mul1r ger0_norm.
  by rewrite mulN1r ler0_norm.
have root0 : 0 < Num.sqrt T by rewrite sqrtr_gt0.
have term i j : N i j * N i j <= Num.sqrt T * (M i j * N i j).
  rewrite absolute -expr2 -real_normK ?num_real // expr2 ler_wpmul2r ?normr_ge0 //.
  by rewrite -sqrtr_sqr ler_wsqrtr.
have sum_large : n%:R <= Num.sqrt T * dot N M.
  rewrite dotE exchange_big mulr_sumr -[n in X in X <= _]card_ord -sumr_const; apply: ler_sum => i _.
  rewrite mulr_sumr -(unit_row i); apply: ler_sum => j _.
  by rewrite [N i j * M i j]mulrC.
have dot_N : dot N N = n%:R.
  rewrite dotE exchange_big -[n in RHS]card_ord -sumr_const; apply: eq_bigr => i _.
  exact: unit_row.
have move_P : dot N M = dot N (M *m P).
  have -> : dot N M = dot (N *m P) M by rewrite keeps.
  by rewrite /dot trmx_mul projection_sym -mulmxA mxtrace_mulC -mulmxA.
have bound : n%:R <= T * dot (M *m P) (M *m P).
  have n_pos : 0 < n%:R :> R by rewrite ltr0n.
  rewrite -(ler_pmul2l n_pos) -expr2.
  apply: (@le_trans _ _ ((Num.sqrt T * dot N M) ^+ 2)).
    by rewrite ler_expn2r ?nnegrE ?ler0n // (le_trans _ sum_large) ?ler0n.
  rewrite exprMn sqr_sqrtr; last exact: ltW.
  rewrite [X in _ <= X]mulrCA; apply: ler_wpmul2l; first exact: ltW.
  by rewrite move_P -dot_N; apply: dot_cauchy.
apply: (@le_trans _ _ ((T * dot (M *m P) (M *m P)) ^+ p.+1)).
  apply: ler_expn2r bound; rewrite nnegrE ?ler0n //.
  by apply: mulr_ge0 (dot_ge0 _); apply: ltW.
rewrite exprMn; apply: ler_wpmul2l; first by rewrite exprn_ge0 // ltW.
by rewrite mulrC -{1}projection_dot; apply: norm_trace.
Qed.

End Projection.

Section GeneralPosition.
Variables (R : rcfType) (n m' d : nat) (A : 'I_n -> 'I_m'.+1 -> bool) (q : 'M[R]_(n, d)) (x : 'M[R]_(m'.+1, d)).
Let m := m'.+1.
Hypothesis archi : Num.archimedean_axiom R.
Hypothesis n0 : (0 < n)%N.
Hypothesis d0 : (0 < d)%N.
Hypothesis dm : (d <= m)%N.
Hypothesis general : forall s, \det (part x s) != 0.
Hypothesis sign : forall i j, if A i j then 0 < (q *m x^T) i j else (q *m x^T) i j < 0.

(* The share of a document is its diagonal entry. *)
Lemma share_diagonal g j : share x g j = projection (scaled x g) j j.
Proof.
rewrite /share /projection -row_mul !mxE; apply: eq_bigr => k _.
by rewrite !mxE.
Qed.

(* Scores of scaled documents are scaled scores. *)
Lemma scaled_score g i j : (q *m (scaled x g)^T) i j = g j * (q *m x^T) i j.
Proof.
rewrite !mxE mulr_sumr; apply: eq_bigr => c _.
by rewrite !mxE mulrCA.
Qed.

(* The bound with any T above d/m. *)
Lemma forster_above T p : d%:R < m%:R * T ->
  n%:R ^+ p.+1 <= T ^+ p.+1 * (d%:R ^+ p.+1 * \tr (power (signed A (const_mx 1 : 'M[R]_(n, m))) p.+1)).
Proof.
move=> dT; have [g g0 good] := no_large_share dm general archi dT.
have gn0 j : g j != 0 by rewrite gt_eqF.
pose Y := scaled x g; have unit_Y : Y^T *m Y \in unitmx.
  by rewrite unitmxE unitfE gt_eqF // (gram_pos dm general).
pose N0 := q *m Y^T; pose length i := \sum_j N0 i j * N0 i j.
have length0 i : 0 < length i.
  rewrite /length (bigD1 ord0) //= ltr_paddr ?sumr_ge0 // => [k _ |]; first by rewrite -expr2 sqr_ge0.
  rewrite -expr2 lt_def sqr_ge0 andbT sqrf_eq0 /N0 scaled_score mulf_neq0 //.
  by move: (sign i ord0); case: ifP => _ s; [rewrite gt_eqF | rewrite lt_eqF].
pose root i := (Num.sqrt (length i))^-1.
have root0 i : 0 < root i by rewrite invr_gt0 sqrtr_gt0.
pose N := diag_mx (\row_i root i) *m q *m Y^T.
have N_entry i j : N i j = root i * (g j * (q *m x^T) i j).
  by rewrite /N -mulmxA mul_diag_mx mxE -scaled_score; congr (_ * _); rewrite mxE.
apply: (even_scores unit_Y (N := N)) => //.
- have : 0 < m%:R * T by apply: lt_trans dT; rewrite ltr0n.
  by rewrite pmulr_rgt0 ?ltr0n.
- exact: projection_keeps.
- move=> i; have scale j : N i j * N i j = (root i) ^+ 2 * (N0 i j * N0 i j).
    by rewrite N_entry /N0 scaled_score mulrACA expr2.
  rewrite (eq_bigr _ (fun j _ => scale j)) -mulr_sumr -/(length i) exprVn sqr_sqrtr ?ltW //.
  by rewrite mulVf // gt_eqF.
- by move=> j; rewrite -share_diagonal.
- move=> i j; rewrite N_entry; move: (sign i j); case: ifP => _ s.
    by rewrite mulr_ge0 ?mulr_ge0 // ltW.
  by rewrite pmulr_rle0 ?pmulr_rle0 // ltW.
Qed.

(* A bound that holds with every factor below 1 holds without. *)
Lemma limit (b c : R) k : 0 <= b -> (forall h, 0 < h -> h < 1 -> b * (1 - h) ^+ k.+1 <= c) -> b <= c.
Proof.
move=> b0 all; rewrite leNgt; apply/negP => cb.
have c0 : 0 <= c.
  apply: le_trans (all 2^-1 _ _); rewrite ?invr_gt0 ?invf_lt1 ?ltr0n ?ltr1n //.
  by rewrite mulr_ge0 ?exprn_ge0 ?subr_ge0 // ltW // invf_lt1 ?ltr0n ?ltr1n.
have b_pos : 0 < b by apply: le_lt_trans cb.
pose gap := 1 - c / b; have gap0 : 0 < gap by rewrite subr_gt0 ltr_pdivr_mulr ?mul1r.
have gap1 : gap <= 1 by rewrite ler_subl_addr ler_addl divr_ge0.
have k2 : 0 < k.+2%:R :> R by rewrite ltr0n.
pose h := gap / k.+2%:R; have h0 : 0 < h by rewrite divr_gt0.
have h1 : h < 1 by rewrite ltr_pdivr_mulr // mul1r (le_lt_trans gap1) // ltr1n.
have := all h h0 h1; rewrite leNgt => /negP; apply.
have -> : c = b * (1 - gap) by rewrite /gap opprB addrC subrK mulrC divfK // gt_eqF.
rewrite ltr_pmul2l //; apply: lt_le_trans (_ : 1 - k.+1%:R * h <= _).
  by rewrite ltr_add2l ltr_opp2 /h mulrA ltr_pdivr_mulr // mulrC ltr_pmul2l // ltr_nat.
have := @bernoulli R (- h) k.+1; rewrite mulrN; apply.
by rewrite ler_opp2 ltW.
Qed.

(* Two orders of the same factors. *)
Lemma reorder_three (a k s b : R) : a / k / s * b = a * b * (k^-1 * s^-1).
Proof. by ring. Qed.

(* n m <= d^2 |A|^2, for documents in general position. *)
Lemma forster_general p :
  (n * m)%:R ^+ p.+1 <= d%:R ^+ (2 * p.+1) * \tr (power (signed A (const_mx 1 : 'M[R]_(n, m))) p.+1).
Proof.
set t := \tr _; have m_pos : 0 < m%:R :> R by rewrite ltr0n.
have d_pos : 0 < d%:R :> R by rewrite ltr0n.
have main : n%:R ^+ p.+1 * m%:R ^+ p.+1 <= d%:R ^+ p.+1 * (d%:R ^+ p.+1 * t).
  apply: (@limit _ _ p) => [|h h0 h1]; first by rewrite mulr_ge0 ?exprn_ge0 ?ler0n.
  have h1' : 0 < 1 - h by rewrite subr_gt0.
  have T_large : d%:R < m%:R * (d%:R / m%:R / (1 - h)).
    have -> : m%:R * (d%:R / m%:R / (1 - h)) = d%:R / (1 - h).
      by rewrite mulrA [m%:R * (_ / _)]mulrC divfK ?gt_eqF.
    rewrite ltr_pdivl_mulr // -[X in _ < X]mulr1 ltr_pmul2l //.
    by rewrite ltr_subl_addr ltr_addl.
  have := forster_above p T_large; rewrite -/t !exprMn !exprVn => above.
  rewrite -mulrA -ler_pdivl_mulr ?mulr_gt0 ?exprn_gt0 //; apply: le_trans above _.
  by rewrite invfM le_eqVlt; apply/orP; left; apply/eqP; apply: reorder_three.
by rewrite natrM exprMn mul2n -addnn exprD -mulrA.
Qed.

End GeneralPosition.
