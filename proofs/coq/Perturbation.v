(* Documents can be moved a little into general position, so little that no sign changes.

   The move is along the moment curve: x_j + v_j / s for a large number s, v_j = (1, j, j^2, ...).  Windows of the v_j are
   independent (Vandermonde), so a window of the moved documents is dependent for finitely many s only. *)
From mathcomp Require Import all_ssreflect all_algebra.
From Hrdim Require Import Scaling.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Perturbation.
Variables (R : rcfType) (n m' d : nat) (q : 'M[R]_(n, d)) (x : 'M[R]_(m'.+1, d)).
Let m := m'.+1.
Hypothesis dm : (d <= m)%N.

Definition curve : 'M[R]_(m'.+1, d) := \matrix_(j, c) (j : nat)%:R ^+ c.

(* Powers of different numbers are independent. *)
Lemma curve_independent w : \det (part curve w) != 0.
Proof.
rewrite -det_tr; apply/det0P => -[v v0 zero].
pose p := rVpoly v; have p0 : p != 0.
  by apply: contra v0 => /eqP p_0; rewrite -[v]rVpolyK -/p p_0 linear0.
pose roots := [seq (window w i : nat)%:R : R | i <- enum 'I_d].
have uniq_roots : uniq roots.
  rewrite map_inj_uniq ?enum_uniq // => i k /eqP; rewrite eqr_nat => /eqP /val_inj.
  exact: window_injective.
have all_roots : all (root p) roots.
  apply/allP => _ /mapP [i _ ->]; rewrite /root /p (horner_coef_wide _ (size_poly _ _)).
  have := congr1 (fun u : 'rV_d => u 0 i) zero; rewrite !mxE => sum0.
  apply/eqP; rewrite -[RHS]sum0; apply: eq_bigr => c _.
  by rewrite coef_rVpoly_ord !mxE.
have := max_poly_roots p0 all_roots uniq_roots; rewrite size_map size_enum_ord ltnNge.
by rewrite size_poly.
Qed.

(* The determinant of a window, as a polynomial in s. *)
Definition determinant_in w : {poly R} :=
  \det (\matrix_(i, c) ((x (window w i) c)%:P * 'X + (curve (window w i) c)%:P)).

(* Its value at s is the determinant of s x + v on the window. *)
Lemma determinant_value w s : (determinant_in w).[s] = \det (s *: part x w + part curve w).
Proof.
rewrite -[LHS]/(horner_eval s _) -det_map_mx; congr (\det _); apply/matrixP => i c.
by rewrite mxE /= /horner_eval !mxE hornerD hornerM !hornerC hornerX mulrC.
Qed.

(* It is not the zero polynomial: at 0 it is that of the curve alone. *)
Lemma determinant_not_0 w : determinant_in w != 0.
Proof.
apply: contra (curve_independent w) => /eqP zero.
have := determinant_value w 0; rewrite zero horner0 scale0r add0r => det0.
by rewrite -det0.
Qed.

(* It has finitely many roots, so some number above any bound is none for any window. *)
Lemma no_root (b : R) : Num.archimedean_axiom R -> exists2 s, b < s & forall w, (determinant_in w).[s] != 0.
Proof.
move=> archi; have [N big] := archi b; pose F := \prod_w determinant_in w.
have F0 : F != 0 by apply/prodf_neq0 => w _; apply: determinant_not_0.
pose tries := [seq (N + k)%:R : R | k <- iota 0 (size F)].
have [s s_in nonroot] : exists2 s, s \in tries & ~~ root F s.
  apply/allPn; apply/negP => all_roots.
  have uniq_tries : uniq tries.
    by rewrite map_inj_uniq ?iota_uniq // => i k /eqP; rewrite eqr_nat eqn_add2l => /eqP.
  by have := max_poly_roots F0 all_roots uniq_tries; rewrite size_map size_iota ltnn.
exists s.
  case/mapP: s_in => k _ ->; apply: le_lt_trans (ler_norm b) (lt_le_trans big _).
  by rewrite ler_nat leq_addr.
by move=> w; move: nonroot; rewrite /root /F horner_prod => /prodf_neq0; apply.
Qed.

Definition moved s : 'M[R]_(m'.+1, d) := x + s^-1 *: curve.

(* So documents in general position retrieve the same, with the same queries. *)
Theorem general_position (A : 'I_n -> 'I_m'.+1 -> bool) : Num.archimedean_axiom R ->
    (forall i j, if A i j then 0 < (q *m x^T) i j else (q *m x^T) i j < 0) ->
  exists x' : 'M[R]_(m'.+1, d), (forall w, \det (part x' w) != 0) /\
    (forall i j, if A i j then 0 < (q *m x'^T) i j else (q *m x'^T) i j < 0).
Proof.
move=> archi sign; pose shift i j := (q *m curve^T) i j; pose score i j := (q *m x^T) i j.
pose b := \sum_i \sum_j `|shift i j| / `|score i j|.
have term0 i j : 0 <= `|shift i j| / `|score i j| by rewrite divr_ge0.
have b0 : 0 <= b by apply: sumr_ge0 => i _; apply: sumr_ge0 => j _.
have [s bs nonroot] := no_root b archi; have s0 : 0 < s by apply: le_lt_trans bs.
have score0 i j : score i j != 0.
  by move: (sign i j); rewrite /score; case: ifP => _ h; [rewrite gt_eqF | rewrite lt_eqF].
have small i j : `|s^-1 * shift i j| < `|score i j|.
  have below : `|shift i j| / `|score i j| < s.
    apply: le_lt_trans bs; rewrite /b (bigD1 i) //= (bigD1 j) //= -addrA ler_addl.
    by rewrite addr_ge0 ?sumr_ge0 // => k _; rewrite ?sumr_ge0.
  rewrite normrM normfV gtr0_norm // mulrC ltr_pdivr_mulr // mulrC -ltr_pdivr_mulr //.
  by rewrite normr_gt0.
exists (moved s); split=> [w | i j].
  have -> : part (moved s) w = s^-1 *: (s *: part x w + part curve w).
    apply/matrixP => i c; rewrite !mxE mulrDr mulrA mulVf ?mul1r // gt_eqF //.
  by rewrite detZ mulf_neq0 -?determinant_value // expf_neq0 // invr_eq0 gt_eqF.
have -> : (q *m (moved s)^T) i j = score i j + s^-1 * shift i j.
  by rewrite /moved linearD linearZ /= mulmxDr -scalemxAr /score /shift !mxE.
move: (sign i j) (small i j); rewrite -/(score i j); case: ifP => _ h.
  by rewrite (gtr0_norm h) ltr_norml => /andP [low _]; rewrite -ltr_subl_addl sub0r.
by rewrite (ltr0_norm h) ltr_norml => /andP [_ high]; rewrite addrC -ltr_subr_addr sub0r.
Qed.

End Perturbation.
