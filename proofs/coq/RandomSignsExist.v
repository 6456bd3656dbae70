(* Random signs (U1): when all queries and documents together spoil fewer sign matrices than there are, one is left. *)
From mathcomp Require Import all_ssreflect all_algebra ring.
From Hrdim Require Import Retrieval RandomSigns.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

(* A query's score for a document, when the query is the sum of its documents. *)
Definition score (R : realFieldType) (Q D : finType) (S : Q -> {set D}) (d : nat) (x : D -> 'I_d -> R) a j : R :=
  inner (fun i => \sum_(k in S a) x k i) (x j).

(* The documents x are rows of signs, and each query's sum of its documents scores them above d/2 and all others below. *)
Definition signs_separate (R : realFieldType) (Q D : finType) (S : Q -> {set D}) (d : nat) (x : D -> 'I_d -> R) : Prop :=
  (forall j i, x j i = 1 \/ x j i = -1) /\
  forall a j, if j \in S a then d%:R / 2%:R < score S x a j else score S x a j < d%:R / 2%:R.

Section Exist.
Variables (R : realFieldType) (Q D : finType) (S : Q -> {set D}) (s d : nat) (z : R).

Hypothesis z_ge1 : 1 <= z.
Hypothesis size_le : forall a, (#|S a| <= s)%N.

(* The matrices that fail query a at document j. *)
Definition failing (p : Q * D) : {set sign_matrix D d} := noisy R d (S p.1 :\ p.2) p.2 (p.2 \in S p.1).

(* The score of a document is d, if it is a member, plus noise. *)
Lemma score_noise (f : sign_matrix D d) a j : score S (row R f) a j =
  (if j \in S a then d%:R else 0) + noise R (S a :\ j) j f.
Proof.
transitivity (\sum_(k in S a) inner (row R f k) (row R f j)).
  by rewrite /score /inner exchange_big /=; apply: eq_bigr => i _; rewrite mulr_suml.
case: ifP => [j_in|j_out]; last first.
  rewrite add0r; apply: eq_bigl => k; rewrite !inE andbC.
  by case: eqP => [->|_]; rewrite ?j_out ?andbT.
rewrite (big_setD1 j) //=; congr (_ + _).
rewrite /inner (eq_bigr (fun=> 1)) ?sumr_const ?card_ord // => i _.
by rewrite /row /sign -signr_addb addbb.
Qed.

(* A matrix that fails nowhere separates. *)
Lemma good_separates (f : sign_matrix D d) : (forall p, f \notin failing p) -> signs_separate S (row R f).
Proof.
move=> good; split=> [j i|a j].
  by rewrite /row /sign; case: (f _); [right; rewrite expr1 | left].
have := good (a, j); rewrite inE -ltNge /= score_noise => quiet.
have two : 0 < 2%:R :> R by rewrite ltr0n.
case: (j \in S a) quiet; rewrite /sign ?expr1 ?expr0 => quiet.
  rewrite ltr_pdivr_mulr // -subr_gt0 (_ : _ - _ = d%:R - 2%:R * (-1 * noise R (S a :\ j) j f)) ?subr_gt0 //.
  by ring.
by rewrite add0r ltr_pdivl_mulr // mulrC -[X in _ * X]mul1r.
Qed.

(* If every matrix failed somewhere, the failing ones would be too many. *)
Theorem signs_exist : (#|Q| * #|D|)%:R * half_sum z ^+ (s * d) < z ^+ d ->
  exists x : D -> 'I_d -> R, signs_separate S x.
Proof.
move=> few; suff /existsP[f /forallP good] : [exists f, [forall p, f \notin failing p]].
  by exists (row R f); apply: good_separates.
apply: contraLR few => /existsPn bad; rewrite -leNgt.
have matrices : 0 < #|sign_matrix D d|%:R :> R by rewrite ltr0n; apply/card_gt0P; exists [ffun=> true].
rewrite -(ler_pmul2l matrices).
apply: (@le_trans _ _ (\sum_p #|failing p|%:R * z ^+ d)).
  rewrite -mulr_suml ler_wpmul2r ?exprn_ge0 ?(le_trans ler01) // -natr_sum ler_nat.
  rewrite -sum1_card; under [X in (_ <= X)%N]eq_bigr => p _ do rewrite -sum1_card big_mkcond.
  rewrite exchange_big leq_sum //= => f _.
  have /forallPn[p] := bad f; rewrite negbK => fails.
  by rewrite (bigD1 p) //= fails.
rewrite mulrA [X in X * _]mulrC -mulrA -card_prod mulr_natl -sumr_const ler_sum // => -[a j] _.
apply: card_noisy; rewrite ?setD11 //.
exact: leq_trans (subset_leq_card (subsetDl _ _)) (size_le a).
Qed.

End Exist.
