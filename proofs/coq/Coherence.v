(* Sums of nearly orthogonal unit vectors.

   Documents are unit vectors whose inner products are at most mu in absolute value, no query has more than s relevant
   documents, and (2s - 1) mu < 1. Then the sum of a query's documents is a vector for it, with one threshold for all.
   Random signs (U1), random directions (U2) and codes (U3) all make such documents. *)
From mathcomp Require Import all_ssreflect all_algebra ring.
From Hrdim Require Import Retrieval.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Coherence.
Variables (R : realFieldType) (I D : finType) (Q : Type).
Variables (x : D -> I -> R) (S : Q -> {set D}) (mu : R) (s : nat).

Hypothesis unit : forall j, inner (x j) (x j) = 1.
Hypothesis coherence : forall j k, j != k -> `|inner (x j) (x k)| <= mu.
Hypothesis size : forall a, (#|S a| <= s)%N.
Hypothesis few : (2 * s%:R - 1) * mu < 1.
Hypothesis mu_ge0 : 0 <= mu.

(* The vector of a query. *)
Definition total a i := \sum_(k in S a) x k i.

(* Its score is the sum of the scores of its documents. *)
Lemma inner_total a j : inner (total a) (x j) = \sum_(k in S a) inner (x k) (x j).
Proof.
rewrite /inner exchange_big /=; apply: eq_bigr => i _.
by rewrite /total mulr_suml.
Qed.

(* Any set of other documents moves the score by at most mu each. *)
Lemma sum_others (T : {set D}) j : j \notin T -> `|\sum_(k in T) inner (x k) (x j)| <= #|T|%:R * mu.
Proof.
move=> jT; apply: le_trans (ler_norm_sum _ _ _) _.
rewrite mulr_natl -sumr_const; apply: ler_sum => k kT.
by apply: coherence; apply: contraNneq jT => <-.
Qed.

(* A relevant document scores 1, and loses at most mu for each of the at most s - 1 others. *)
Lemma member_score a j : j \in S a -> 1 - (s%:R - 1) * mu <= inner (total a) (x j).
Proof.
move=> jS; rewrite inner_total (big_setD1 j jS) /= unit ler_add2l.
have others : #|S a :\ j|%:R * mu <= (s%:R - 1) * mu.
  apply: ler_wpmul2r => //; rewrite ler_subr_addr -mulrSr ler_nat.
  by move: (size a); rewrite (cardsD1 j) jS.
have /ler_normlP [lower _] := sum_others (negbT (setD11 j (S a))).
by rewrite ler_oppl; apply: le_trans lower others.
Qed.

(* Any other document scores at most mu for each of the at most s relevant ones. *)
Lemma other_score a j : j \notin S a -> inner (total a) (x j) <= s%:R * mu.
Proof.
move=> jS; rewrite inner_total; apply: le_trans (ler_norm _) _.
apply: le_trans (sum_others jS) _.
by apply: ler_wpmul2r => //; rewrite ler_nat.
Qed.

(* The threshold (1 + mu)/2 lies between the two. *)
Lemma threshold_low : s%:R * mu < (1 + mu) / 2.
Proof.
rewrite -subr_gt0; have -> : (1 + mu) / 2 - s%:R * mu = (1 - (2 * s%:R - 1) * mu) / 2 by field.
by rewrite divr_gt0 ?subr_gt0 ?ltr0n.
Qed.

(* It is below what a relevant document scores. *)
Lemma threshold_high : (1 + mu) / 2 < 1 - (s%:R - 1) * mu.
Proof.
rewrite -subr_gt0.
have -> : 1 - (s%:R - 1) * mu - (1 + mu) / 2 = (1 - (2 * s%:R - 1) * mu) / 2 by field.
by rewrite divr_gt0 ?subr_gt0 ?ltr0n.
Qed.

(* So the sums of the relevant documents separate, with one threshold for all queries. *)
Theorem coherence_separates : cuts (fun a j => j \in S a) total (fun=> (1 + mu) / 2) x.
Proof.
move=> a j; case: ifPn => [jS | jS].
  exact: lt_le_trans threshold_high (member_score jS).
exact: le_lt_trans (other_score jS) threshold_low.
Qed.

End Coherence.
