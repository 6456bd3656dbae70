(* Documents can be scaled so that none has much more than its share: an elementary form of Forster's lemma.

   x holds the documents' vectors as rows, g positive scales, Y = g x.  The share of document j is
   y_j (Y^T Y)^-1 y_j^T; the shares sum to d.  Scaling a document with more than d/m + eps down makes
   det (Y^T Y)^m / (prod g^2)^d smaller by a fixed factor, and that number cannot fall below a positive bound when the
   documents are in general position.  So after finitely many steps no share is above d/m + eps. *)
From mathcomp Require Import all_ssreflect all_algebra ring.
From Hrdim Require Import RankOne.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Numbers.
Variable R : realFieldType.

(* Bernoulli's inequality. *)
Lemma bernoulli (y : R) n : -1 <= y -> 1 + n%:R * y <= (1 + y) ^+ n.
Proof.
move=> y1; have base : 0 <= 1 + y by rewrite -ler_subl_addl sub0r.
elim: n => [|n IH]; first by rewrite mul0r addr0 expr0.
rewrite exprS; apply: le_trans (ler_wpmul2l base IH).
have -> : (1 + y) * (1 + n%:R * y) = 1 + n.+1%:R * y + n%:R * y ^+ 2 by rewrite mulrSr; ring.
by rewrite ler_addl mulr_ge0 ?ler0n ?sqr_ge0.
Qed.

(* Two orders of the same factors. *)
Lemma reorder (a b c w : R) : a * b * (c^-1 * w^-1) = a / w / c * b.
Proof. by ring. Qed.

(* Another two orders. *)
Lemma swap (a b c : R) : a / c * b = b / c * a.
Proof. by ring. Qed.

(* A small step t: when m T > d, (1 - t T)^m is below (1 - t)^d. *)
Lemma small_step (T : R) m d : d%:R < m%:R * T ->
  exists t, [/\ 0 < t, t < 1, t * T < 1 & (1 - t * T) ^+ m < (1 - t) ^+ d].
Proof.
move=> dT; have T0 : 0 < T.
  have : 0 < m%:R * T by apply: le_lt_trans dT; rewrite ler0n.
  by apply: contraLR; rewrite -!leNgt => T0; rewrite mulr_ge0_le0 ?ler0n.
set a := m%:R * T in dT *; pose D := a - d%:R; have D0 : 0 < D by rewrite subr_gt0.
pose E := d%:R * a / D; have ED : E * D = d%:R * a by rewrite divfK ?gt_eqF.
have a0 : 0 < a by apply: le_lt_trans dT; rewrite ler0n.
have E0 : 0 <= E by rewrite divr_ge0 ?mulr_ge0 ?ler0n ?ltW.
pose U := 1 + 1 + T + E; have T0' := ltW T0.
have U1 : 1 < U.
  rewrite -subr_gt0 (_ : U - 1 = 1 + (T + E)); last by rewrite /U; ring.
  by rewrite ltr_spaddl ?ltr01 ?addr_ge0.
have UT : T < U.
  rewrite -subr_gt0 (_ : U - T = 1 + (1 + E)); last by rewrite /U; ring.
  by rewrite ltr_spaddl ?ltr01 ?addr_ge0 ?ler01.
have UE : E < U.
  rewrite -subr_gt0 (_ : U - E = 1 + (1 + T)); last by rewrite /U; ring.
  by rewrite ltr_spaddl ?ltr01 ?addr_ge0 ?ler01.
have U0 : 0 < U by apply: lt_trans U1; rewrite ltr01.
pose t := U^-1; have t0 : 0 < t by rewrite invr_gt0.
have below c : c < U -> t * c < 1 by move=> c_u; rewrite mulrC ltr_pdivr_mulr ?mul1r.
have t1 : t < 1 by rewrite -[t]mulr1; apply: below.
have tT := below _ UT; exists t; split=> //.
have low : (1 - t * T) ^+ m * (1 + a * t) <= 1.
  apply: (@le_trans _ _ ((1 - t * T) ^+ m * (1 + t * T) ^+ m)).
    apply: ler_wpmul2l; first by rewrite exprn_ge0 // subr_ge0 ltW.
    rewrite /a -mulrA [T * t]mulrC bernoulli //.
    by apply: le_trans (ltW (mulr_gt0 t0 T0)); rewrite oppr_le0 ler01.
  rewrite -exprMn exprn_ile1 //.
    by rewrite mulr_ge0 ?subr_ge0 ?addr_ge0 ?ler01 ?mulr_ge0 // ltW.
  have -> : (1 - t * T) * (1 + t * T) = 1 - (t * T) ^+ 2 by ring.
  by rewrite ler_subl_addr ler_addl sqr_ge0.
have high : 1 < (1 - d%:R * t) * (1 + a * t).
  have -> : (1 - d%:R * t) * (1 + a * t) = 1 + (t * (a - d%:R) - t ^+ 2 * (d%:R * a)) by ring.
  rewrite -ED -/D ltr_addl; have -> : t * D - t ^+ 2 * (E * D) = t * D * (1 - t * E) by ring.
  by rewrite mulr_gt0 ?mulr_gt0 // subr_gt0 below.
have B0 : 0 < 1 + a * t by rewrite ltr_spaddl ?ltr01 // mulr_ge0 // ltW.
have between : (1 - t * T) ^+ m < 1 - d%:R * t by rewrite -(ltr_pmul2r B0) (le_lt_trans low).
apply: lt_le_trans between _; have := @bernoulli (- t) d; rewrite mulrN; apply.
by rewrite ler_opp2 ltW.
Qed.

(* Powers of a number below 1 come below every bound, in a field without infinitely large numbers. *)
Lemma small_power (r K : R) : Num.archimedean_axiom R -> 0 < r -> r < 1 -> 0 < K -> exists N, r ^+ N < K.
Proof.
move=> archi r0 r1 K0; pose h := r^-1 - 1.
have h0 : 0 < h by rewrite subr_gt0 invf_gt1.
have [N big] := archi (K^-1 / h); exists N.
have big' : K^-1 < N%:R * h.
  by rewrite -ltr_pdivr_mulr //; apply: le_lt_trans big; apply: ler_norm.
have : K^-1 < (r^-1) ^+ N.
  have -> : r^-1 = 1 + h by rewrite /h addrC subrK.
  apply: lt_le_trans big' _; apply: (@le_trans _ _ (1 + N%:R * h)); first by rewrite ler_addr ler01.
  apply: bernoulli.
  by rewrite (le_trans _ (ltW h0)) // oppr_le0 ler01.
by rewrite exprVn ltf_pinv ?posrE ?exprn_gt0.
Qed.

End Numbers.

Section Windows.
(* The windows s, s+1, ..., s+d-1 of the documents, counted around a circle of m'+1. *)
Variables (m' d : nat).
Hypothesis dm : (d <= m'.+1)%N.

Definition window (s : 'I_m'.+1) (i : 'I_d) : 'I_m'.+1 := s + inord i.

(* A window has no document twice. *)
Lemma window_injective s : injective (window s).
Proof.
move=> i k /addrI /(congr1 val); rewrite /= !inordK ?(leq_trans (ltn_ord _) dm) //.
exact: val_inj.
Qed.

(* Every document lies in d of the windows: the products over all windows multiply to the d-th power of the product. *)
Lemma windows_cover (R : comRingType) (f : 'I_m'.+1 -> R) :
  \prod_s \prod_(i < d) f (window s i) = (\prod_j f j) ^+ d.
Proof.
rewrite exchange_big /= -[d in RHS]card_ord -prodr_const; apply: eq_bigr => i _.
by rewrite [RHS](reindex_inj (addIr (inord i))).
Qed.

(* So in some window the product is at least its share. *)
Lemma large_window (R : realFieldType) (f : 'I_m'.+1 -> R) : (forall j, 0 < f j) ->
  exists s, (\prod_j f j) ^+ d <= (\prod_(i < d) f (window s i)) ^+ m'.+1.
Proof.
move=> pos; apply/existsP; rewrite -[[exists _, _]]negbK negb_exists; apply/negP => /forallP small.
have : \prod_(s < m'.+1) (\prod_(i < d) f (window s i)) ^+ m'.+1 < \prod_(s < m'.+1) (\prod_j f j) ^+ d.
  apply: ltr_prod => [|s _]; first by apply/hasP; exists ord0; rewrite ?mem_index_enum.
  by rewrite exprn_ge0 ?prodr_ge0 // => [|i _]; [rewrite ltNge small | exact: ltW].
by rewrite prodrXl windows_cover prodr_const card_ord ltxx.
Qed.

End Windows.

Section Scaling.
Variables (R : rcfType) (m' d : nat) (x : 'M[R]_(m'.+1, d)).
Let m := m'.+1.
Hypothesis dm : (d <= m)%N.

(* The documents of a window. *)
Definition part (Y : 'M[R]_(m, d)) s : 'M[R]_d := \matrix_(i, c) Y (window s i) c.

(* General position, as far as it is needed. *)
Hypothesis general : forall s, \det (part x s) != 0.

Definition scaled (g : 'I_m -> R) : 'M[R]_(m, d) := \matrix_(j, c) (g j * x j c).
Definition gram g := (scaled g)^T *m scaled g.

(* A Gram matrix is a sum over the rows. *)
Lemma gram_rows k (Y : 'M[R]_(k, d)) : Y^T *m Y = \sum_j (row j Y)^T *m row j Y.
Proof.
apply/matrixP => a b; rewrite mxE summxE; apply: eq_bigr => j _.
by rewrite !mxE big_ord1 !mxE.
Qed.

(* Scaling multiplies the determinant of a window by its scales. *)
Lemma part_scaled g s : \det (part (scaled g) s) = (\prod_(i < d) g (window s i)) * \det (part x s).
Proof.
have -> : part (scaled g) s = diag_mx (\row_i g (window s i)) *m part x s.
  by apply/matrixP => i c; rewrite mul_diag_mx !mxE.
by rewrite det_mulmx det_diag; congr (_ * _); apply: eq_bigr => i _; rewrite mxE.
Qed.

(* The determinant is at least that of any window's documents. *)
Lemma gram_window g s : (forall j, g j != 0) -> \det (part (scaled g) s) ^+ 2 <= \det (gram g).
Proof.
move=> g0; pose Y := scaled g; pose P := part Y s.
have square : \det P ^+ 2 = \det (P^T *m P) by rewrite det_mulmx det_tr expr2.
have rows : P^T *m P = \sum_(i < d) (row (window s i) Y)^T *m row (window s i) Y.
  rewrite gram_rows; apply: eq_bigr => i _.
  by have -> : row i P = row (window s i) Y by apply/rowP => c; rewrite !mxE.
pose inside := [set window s i | i : 'I_d].
have split : gram g = P^T *m P + \sum_(j <- enum (~: inside)) (row j Y)^T *m row j Y.
  rewrite /gram gram_rows (bigID (mem inside)) /= rows; congr (_ + _).
    by rewrite big_imset //= => i k _ _; apply: window_injective.
  by rewrite big_enum; apply: eq_bigl => j; rewrite inE.
rewrite square split; apply: det_add_rows; first exact: psd_gram.
rewrite -square lt_def sqr_ge0 andbT sqrf_eq0 part_scaled mulf_neq0 //.
by apply/prodf_neq0 => i _.
Qed.

(* So the Gram determinant is positive. *)
Lemma gram_pos g : (forall j, g j != 0) -> 0 < \det (gram g).
Proof.
move=> g0; apply: lt_le_trans (gram_window ord0 g0).
rewrite lt_def sqr_ge0 andbT sqrf_eq0 part_scaled mulf_neq0 //.
by apply/prodf_neq0 => i _.
Qed.

(* The number that falls. *)
Definition weight (g : 'I_m -> R) := (\prod_j g j ^+ 2) ^+ d.
Definition potential (g : 'I_m -> R) := \det (gram g) ^+ m / weight g.

(* What it is divided by is positive. *)
Lemma weight_pos g : (forall j, 0 < g j) -> 0 < weight g.
Proof. by move=> g0; rewrite exprn_gt0 // prodr_gt0 // => j _; rewrite exprn_gt0. Qed.

(* It stays above a positive bound, whatever the scales. *)
Lemma potential_bound : exists2 K, 0 < K & forall g, (forall j, 0 < g j) -> K <= potential g.
Proof.
have [s0 _ least] := @arg_minP _ R _ (ord0 : 'I_m) xpredT (fun s => \det (part x s) ^+ 2) isT.
have e0 : 0 < \det (part x s0) ^+ 2 by rewrite lt_def sqr_ge0 andbT sqrf_eq0.
exists ((\det (part x s0) ^+ 2) ^+ m); first by rewrite exprn_gt0.
move=> g g0; rewrite /potential ler_pdivl_mulr ?weight_pos //.
have [s large] := @large_window m' d R (fun j => g j ^+ 2) (fun j => exprn_gt0 2 (g0 j)).
apply: le_trans (ler_wpmul2l _ large) _; first by rewrite exprn_ge0 // ltW.
have gn0 j : g j != 0 by rewrite gt_eqF.
have squares0 : 0 <= \prod_(i < d) g (window s i) ^+ 2 by apply: prodr_ge0 => i _; apply: sqr_ge0.
rewrite -exprMn; apply: ler_expn2r; rewrite ?nnegrE.
- by apply: mulr_ge0 squares0; apply: ltW.
- by rewrite ltW // gram_pos.
apply: le_trans (gram_window s gn0); rewrite part_scaled exprMn mulrC -prodrXl.
by apply: ler_wpmul2l; rewrite ?least.
Qed.

(* A document's share. *)
Definition share (g : 'I_m -> R) j := (row j (scaled g) *m invmx (gram g) *m (row j (scaled g))^T) 0 0.

(* Scaling one document. *)
Definition rescale (g : 'I_m -> R) j k i := if i == j then k * g i else g i.

(* It changes the Gram matrix by a multiple of one row's square. *)
Lemma gram_rescale g j k :
  gram (rescale g j k) = gram g + (k ^+ 2 - 1) *: ((row j (scaled g))^T *m row j (scaled g)).
Proof.
rewrite /gram (gram_rows (scaled (rescale g j k))) (gram_rows (scaled g)) (bigD1 j) //= [X in _ = X + _](bigD1 j) //=.
have -> : row j (scaled (rescale g j k)) = k *: row j (scaled g).
  by apply/rowP => c; rewrite !mxE /rescale eqxx mulrA.
have same i : i != j -> row i (scaled (rescale g j k)) = row i (scaled g).
  by move=> ij; apply/rowP => c; rewrite !mxE /rescale (negPf ij).
rewrite (eq_bigr (fun i => (row i (scaled g))^T *m row i (scaled g))) => [|i ij]; last by rewrite same.
have -> : (k *: row j (scaled g))^T = k *: (row j (scaled g))^T by rewrite linearZ.
rewrite -scalemxAl -scalemxAr scalerA -expr2 scalerBl scale1r.
by rewrite [X in _ = X]addrC addrA subrK.
Qed.

(* It multiplies the weight by k^2d. *)
Lemma weight_rescale g j k : weight (rescale g j k) = (k ^+ 2) ^+ d * weight g.
Proof.
rewrite /weight -exprMn; congr (_ ^+ d); rewrite (bigD1 j) //= [in RHS](bigD1 j) //= /rescale eqxx exprMn mulrA.
by congr (_ * _); apply: eq_bigr => i /negPf ->.
Qed.

(* While some share is above T > d/m, the potential can be made smaller by a fixed factor. *)
Lemma step T : d%:R < m%:R * T -> exists r, [/\ 0 < r, r < 1 &
  forall g j, (forall i, 0 < g i) -> T < share g j ->
    exists g', (forall i, 0 < g' i) /\ potential g' <= r * potential g].
Proof.
move=> dT; have [t [t0 t1 tT small]] := small_step dT.
have t1' : 0 < 1 - t by rewrite subr_gt0.
exists ((1 - t * T) ^+ m / (1 - t) ^+ d); split.
- by rewrite divr_gt0 ?exprn_gt0 // subr_gt0.
- by rewrite ltr_pdivr_mulr ?mul1r ?exprn_gt0.
move=> g j g0 large; pose k := Num.sqrt (1 - t); have k0 : 0 < k by rewrite sqrtr_gt0.
have k2 : k ^+ 2 = 1 - t by rewrite sqr_sqrtr // ltW.
have g'0 i : 0 < rescale g j k i by rewrite /rescale; case: ifP => _ //; rewrite mulr_gt0.
exists (rescale g j k); split=> //.
have gn0 i : g i != 0 by rewrite gt_eqF.
have unit_g : gram g \in unitmx by rewrite unitmxE unitfE gt_eqF // gram_pos.
have det' : \det (gram (rescale g j k)) = \det (gram g) * (1 - t * share g j).
  by rewrite gram_rescale det_add_row // k2 -/(share g j); congr (_ * _); ring.
have pos' : 0 < \det (gram g) * (1 - t * share g j).
  by rewrite -det' gram_pos // => i; rewrite gt_eqF.
have base : 0 < 1 - t * share g j by move: pos'; rewrite pmulr_rgt0 ?gram_pos.
have factored : potential (rescale g j k) = potential g / (1 - t) ^+ d * (1 - t * share g j) ^+ m.
  by rewrite /potential weight_rescale k2 det' exprMn invfM; apply: reorder.
have potential0 : 0 <= potential g.
  by apply: divr_ge0; apply: ltW; [rewrite exprn_gt0 ?gram_pos | rewrite weight_pos].
rewrite factored [X in _ <= X]swap; apply: ler_wpmul2l; first by rewrite divr_ge0 // exprn_ge0 // ltW.
rewrite ler_expn2r ?nnegrE ?(ltW base) ?subr_ge0 ?(ltW tT) //.
by rewrite ler_add2l ler_opp2 ler_pmul2l // ltW.
Qed.

(* So some scales leave no share above T. *)
Theorem no_large_share T : Num.archimedean_axiom R -> d%:R < m%:R * T ->
  exists2 g, (forall j, 0 < g j) & (forall j, share g j <= T).
Proof.
move=> archi dT; have [r [r0 r1 down]] := step dT; have [K K0 bound] := potential_bound.
have fall N g : (forall j, 0 < g j) -> r ^+ N * potential g < K ->
    exists2 g, (forall j, 0 < g j) & (forall j, share g j <= T).
  elim: N g => [|N IH] g g0 small.
    by move: small; rewrite expr0 mul1r ltNge bound.
  have [good | ] := boolP [forall j, share g j <= T].
    by exists g => // j; apply: (forallP good).
  rewrite negb_forall => /existsP [j]; rewrite -ltNge => /(down g j g0) [g' [g'0 less]].
  apply: (IH g') => //; apply: le_lt_trans small.
  by rewrite exprSr -mulrA ler_wpmul2l // exprn_ge0 // ltW.
have one0 (j : 'I_m) : 0 < 1 :> R by rewrite ltr01.
have p0 : 0 < potential (fun=> 1) by apply: lt_le_trans K0 (bound _ one0).
have [N small] := small_power archi r0 r1 (divr_gt0 K0 p0).
by apply: (fall N (fun=> 1)) => //; rewrite -ltr_pdivl_mulr.
Qed.

End Scaling.
