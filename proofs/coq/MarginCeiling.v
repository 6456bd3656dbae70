(* L3 for one instance: no margin beyond the norm of the weighted sign matrix, in any dimension.

   Q has the n queries' unit vectors as rows, X the m documents', M = W o A holds non-negative weights with the signs of the
   relevance.  B = M^T M.  The norm of M is bounded without a square root by trace(B^p) >= |M|^2p. *)
From mathcomp Require Import all_ssreflect all_algebra ring.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Trace.
Variable R : realFieldType.

(* The inner product of matrices, entry by entry. *)
Definition dot a b (U V : 'M[R]_(a, b)) := \tr (U^T *m V).

(* It is the sum of the products of entries. *)
Lemma dotE a b (U V : 'M[R]_(a, b)) : dot U V = \sum_j \sum_i U i j * V i j.
Proof. by apply: eq_bigr => j _; rewrite mxE; apply: eq_bigr => i _; rewrite mxE. Qed.

(* Squares are not negative. *)
Lemma dot_ge0 a b (U : 'M[R]_(a, b)) : 0 <= dot U U.
Proof. by rewrite dotE; apply: sumr_ge0 => j _; apply: sumr_ge0 => i _; rewrite -expr2 sqr_ge0. Qed.

(* It is symmetric. *)
Lemma dotC a b (U V : 'M[R]_(a, b)) : dot U V = dot V U.
Proof. by rewrite /dot -mxtrace_tr trmx_mul trmxK. Qed.

(* It is additive. *)
Lemma dotDl a b (U U' V : 'M[R]_(a, b)) : dot (U + U') V = dot U V + dot U' V.
Proof. by rewrite /dot linearD mulmxDl linearD. Qed.

(* Factors come out. *)
Lemma dotZl a b c (U V : 'M[R]_(a, b)) : dot (c *: U) V = c * dot U V.
Proof. by rewrite /dot linearZ -scalemxAl linearZ. Qed.

(* Cauchy and Schwarz. *)
Lemma dot_cauchy a b (U V : 'M[R]_(a, b)) : dot U V ^+ 2 <= dot U U * dot V V.
Proof.
have [V0 | V0] := eqVneq (dot V V) 0.
  have zero i j : V i j = 0.
    move: V0; rewrite dotE => sum0; apply/eqP; rewrite -sqrf_eq0 expr2; apply/eqP.
    have inner_ge0 k : 0 <= \sum_i V i k * V i k by apply: sumr_ge0 => l _; rewrite -expr2 sqr_ge0.
    have := @psumr_eq0P _ _ xpredT _ (fun k _ => inner_ge0 k) sum0 j isT.
    move=> /(@psumr_eq0P _ _ xpredT) -> // l _.
    by rewrite -expr2 sqr_ge0.
  rewrite V0 mulr0 dotE big1 ?expr0n // => j _; rewrite big1 // => i _.
  by rewrite zero mulr0.
have Vpos : 0 < dot V V by rewrite lt_def V0 dot_ge0.
have := dot_ge0 (dot V V *: U + (- dot U V) *: V).
rewrite dotDl !dotZl ![dot _ (_ + _)]dotC !dotDl !dotZl [dot V U]dotC => expanded.
rewrite -subr_ge0 -(pmulr_rge0 _ Vpos); move: expanded; congr (0 <= _); ring.
Qed.

(* The same for two lists of numbers. *)
Lemma sum_cauchy k (u v : 'I_k -> R) : (\sum_i u i * v i) ^+ 2 <= (\sum_i u i * u i) * (\sum_i v i * v i).
Proof.
have := dot_cauchy (\matrix_(i < k, _ < 1) u i) (\matrix_(i < k, _ < 1) v i).
rewrite !dotE !big_ord1; congr (_ ^+ 2 <= _ * _); by apply: eq_bigr => i _; rewrite !mxE.
Qed.

(* The sum of squares of a product is at most the product of the sums of squares. *)
Lemma dot_mul a b c (U : 'M[R]_(a, b)) (V : 'M[R]_(b, c)) : dot (U *m V) (U *m V) <= dot U U * dot V V.
Proof.
have -> : dot U U * dot V V = \sum_j \sum_i (\sum_k U i k * U i k) * (\sum_k V k j * V k j).
  rewrite !dotE [X in X * _]exchange_big mulr_sumr; apply: eq_bigr => j _.
  by rewrite mulr_suml.
rewrite dotE; apply: ler_sum => j _; apply: ler_sum => i _.
by rewrite -expr2 mxE; apply: sum_cauchy.
Qed.

(* What M^T does on one side, M does on the other. *)
Lemma dot_mull a b c (M : 'M[R]_(a, b)) (U : 'M[R]_(b, c)) V : dot (M *m U) V = dot U (M^T *m V).
Proof. by rewrite /dot trmx_mul mulmxA. Qed.

End Trace.

(* Numbers f 0, f 1, ... that are log-convex grow at least as fast as they began to. *)
Section LogConvex.
Variables (R : realFieldType) (f : nat -> R).
Hypothesis positive : forall k, 0 <= f k.
Hypothesis convex : forall k, f k.+1 ^+ 2 <= f k * f k.+2.

(* The ratio of neighbours does not shrink. *)
Lemma ratio_grows k : f 1%N * f k <= f 0%N * f k.+1.
Proof.
elim: k => [|k IH]; first by rewrite mulrC.
have [zero | nonzero] := eqVneq (f k.+1) 0; first by rewrite zero mulr0 mulr_ge0.
have pos : 0 < f k.+1 by rewrite lt_def nonzero positive.
rewrite -(ler_pmul2r pos) -mulrA -expr2; apply: le_trans (ler_wpmul2l (positive 1) (convex k)) _.
by rewrite mulrA [X in _ <= X]mulrAC ler_wpmul2r.
Qed.

(* So the first ratio, to the power p + 1, is at most the product of the first p + 1 ratios. *)
Lemma power_mean p : f 1%N ^+ p.+1 <= f p.+1 * f 0%N ^+ p.
Proof.
elim: p => [|p IH]; first by rewrite expr1 expr0 mulr1.
rewrite exprS; apply: le_trans (ler_wpmul2l (positive 1) IH) _.
by rewrite exprS !mulrA [X in _ <= X * _]mulrC ler_wpmul2r ?exprn_ge0 ?ratio_grows.
Qed.
End LogConvex.

Section Norm.
Variables (R : realFieldType) (n m : nat) (M : 'M[R]_(n, m)).
Let B := M^T *m M.

(* B^k Z; and B^k itself. *)
Definition apply_B d k (Z : 'M[R]_(m, d)) := iter k (mulmx B) Z.
Definition power k := apply_B k (1%:M : 'M[R]_m).

(* Applying B k times is a product with its power. *)
Lemma apply_power d k (Z : 'M[R]_(m, d)) : apply_B k Z = power k *m Z.
Proof. by elim: k => [|k IH]; rewrite ?mul1mx //= IH mulmxA. Qed.

(* The moments Z^T B^k Z. *)
Definition moment d (Z : 'M[R]_(m, d)) k := dot Z (apply_B k Z).

(* B may be moved from one side to the other: the moments with an even number ... *)
Lemma moment_even d (Z : 'M[R]_(m, d)) a b : dot (apply_B a Z) (apply_B b Z) = moment Z (a + b).
Proof.
elim: a b => [//|a IH] b; rewrite [apply_B a.+1 Z]/(B *m apply_B a Z) dot_mull trmx_mul trmxK.
by rewrite -[_ *m apply_B b Z]/(apply_B b.+1 Z) IH addnS.
Qed.

(* ... and those with an odd one. *)
Lemma moment_odd d (Z : 'M[R]_(m, d)) a b : dot (M *m apply_B a Z) (M *m apply_B b Z) = moment Z (a + b).+1.
Proof. by rewrite dot_mull mulmxA -[_ *m apply_B b Z]/(apply_B b.+1 Z) moment_even addnS. Qed.

(* k is a + a, or one more. *)
Lemma moment_ge0 d (Z : 'M[R]_(m, d)) k : 0 <= moment Z k.
Proof.
rewrite -[k]odd_double_half -addnn; case: (odd k).
  by rewrite add1n -moment_odd dot_ge0.
by rewrite add0n -moment_even dot_ge0.
Qed.

(* Cauchy and Schwarz make the moments log-convex. *)
Lemma moment_convex d (Z : 'M[R]_(m, d)) k : moment Z k.+1 ^+ 2 <= moment Z k * moment Z k.+2.
Proof.
rewrite -[k]odd_double_half -addnn; set j := k./2; case: (odd k).
  have -> : moment Z (true + (j + j)).+2 = dot (M *m apply_B j.+1 Z) (M *m apply_B j.+1 Z).
    by rewrite moment_odd addSn addnS.
  have -> : moment Z (true + (j + j)).+1 = dot (M *m apply_B j Z) (M *m apply_B j.+1 Z).
    by rewrite moment_odd addnS.
  by rewrite add1n -moment_odd; apply: dot_cauchy.
have -> : moment Z (false + (j + j)).+2 = dot (apply_B j.+1 Z) (apply_B j.+1 Z).
  by rewrite moment_even addSn addnS.
have -> : moment Z (false + (j + j)).+1 = dot (apply_B j Z) (apply_B j.+1 Z).
  by rewrite moment_even addnS.
by rewrite add0n -moment_even; apply: dot_cauchy.
Qed.

(* A moment is at most the trace of the power times the square sum of Z. *)
Lemma moment_trace d (Z : 'M[R]_(m, d)) k : moment Z k <= \tr (power k) * dot Z Z.
Proof.
have trace_moment l : \tr (power l) = moment 1%:M l by rewrite /moment /dot trmx1 mul1mx.
rewrite trace_moment -[k]odd_double_half -addnn; set j := k./2; case: (odd k).
  by rewrite add1n -!moment_odd !(apply_power j) mulmx1 mulmxA; apply: dot_mul.
by rewrite add0n -!moment_even !(apply_power j) mulmx1; apply: dot_mul.
Qed.

(* |M Z|^2p is at most trace (B^p) |Z|^2p. *)
Lemma norm_trace d (Z : 'M[R]_(m, d)) p : dot (M *m Z) (M *m Z) ^+ p.+1 <= \tr (power p.+1) * dot Z Z ^+ p.+1.
Proof.
have -> : dot (M *m Z) (M *m Z) = moment Z 1 by rewrite (moment_odd Z 0 0).
apply: le_trans (power_mean (moment_ge0 Z) (moment_convex Z) p) _.
by rewrite [X in _ <= _ * X]exprS mulrA ler_wpmul2r ?exprn_ge0 ?dot_ge0 ?moment_trace.
Qed.

End Norm.

Section Ceiling.
Variables (R : realFieldType) (n m d : nat) (q : 'M[R]_(n, d)) (x : 'M[R]_(m, d)).
Hypothesis unit_q : forall i, \sum_c q i c ^+ 2 = 1.
Hypothesis unit_x : forall j, \sum_c x j c ^+ 2 = 1.

(* The score of query i and document j. *)
Definition score i j := \sum_c q i c * x j c.

(* n unit vectors have the square sum n. *)
Lemma dot_q : dot q q = n%:R.
Proof.
rewrite dotE exchange_big /= -[n in RHS]card_ord -sumr_const; apply: eq_bigr => i _.
by rewrite -[RHS](unit_q i); apply: eq_bigr => c _.
Qed.

(* m unit vectors have the square sum m. *)
Lemma dot_x : dot x x = m%:R.
Proof.
rewrite dotE exchange_big /= -[m in RHS]card_ord -sumr_const; apply: eq_bigr => j _.
by rewrite -[RHS](unit_x j); apply: eq_bigr => c _.
Qed.

(* Sums of scores with the weights of a matrix. *)
Lemma weighted_sum (M : 'M[R]_(n, m)) : \sum_i \sum_j M i j * score i j = dot q (M *m x).
Proof.
rewrite dotE [RHS]exchange_big; apply: eq_bigr => i _.
under [RHS]eq_bigr do rewrite mxE mulr_sumr.
rewrite [RHS]exchange_big; apply: eq_bigr => j _; rewrite /score mulr_sumr.
by apply: eq_bigr => c _; rewrite mulrCA.
Qed.

(* They are at most sqrt(n m) |M|: here both sides to the power 2p. *)
Lemma weighted_sum_bound (M : 'M[R]_(n, m)) p :
  (\sum_i \sum_j M i j * score i j) ^+ (2 * p.+1) <= (n * m)%:R ^+ p.+1 * \tr (power M p.+1).
Proof.
rewrite weighted_sum exprM.
have cauchy : (dot q (M *m x) ^+ 2) ^+ p.+1 <= (n%:R * dot (M *m x) (M *m x)) ^+ p.+1.
  rewrite ler_expn2r ?nnegrE ?sqr_ge0 ?mulr_ge0 ?ler0n ?dot_ge0 //.
  by rewrite -dot_q; apply: dot_cauchy.
apply: le_trans cauchy _; rewrite natrM !exprMn -mulrA ler_wpmul2l ?exprn_ge0 ?ler0n //.
by rewrite mulrC -dot_x; apply: norm_trace.
Qed.

(* Weights with the signs of the relevance A: W o A. *)
Definition signed (A : 'I_n -> 'I_m -> bool) (W : 'M[R]_(n, m)) := \matrix_(i, j) (if A i j then W i j else - W i j).

(* L3.  A says what is relevant, W holds weights that are not negative.  When every relevant document scores at least t, and every
   other at most -t, then t (the sum of the weights) <= sqrt(n m) |W o A|, to the power 2p. *)
Theorem margin_ceiling (A : 'I_n -> 'I_m -> bool) (W : 'M[R]_(n, m)) t p :
    (forall i j, 0 <= W i j) -> 0 <= t ->
    (forall i j, if A i j then t <= score i j else score i j <= - t) ->
  (t * \sum_i \sum_j W i j) ^+ (2 * p.+1) <= (n * m)%:R ^+ p.+1 * \tr (power (signed A W) p.+1).
Proof.
move=> W0 t0 margin; apply: le_trans (weighted_sum_bound (signed A W) p).
have sumW0 : 0 <= \sum_i \sum_j W i j by apply: sumr_ge0 => i _; apply: sumr_ge0 => j _.
have below : t * (\sum_i \sum_j W i j) <= \sum_i \sum_j signed A W i j * score i j.
  rewrite mulr_sumr; apply: ler_sum => i _; rewrite mulr_sumr; apply: ler_sum => j _.
  rewrite mulrC mxE; move: (margin i j); case: ifP => _ bound; first exact: ler_wpmul2l.
  by rewrite mulNr -mulrN ler_wpmul2l // ler_oppr.
by rewrite ler_expn2r ?nnegrE ?mulr_ge0 // (le_trans _ below) ?mulr_ge0.
Qed.

End Ceiling.
