(* How many dimensions all subsets of at most k of m documents need: exactly min {2k, m - 1} (U4 and L1 together). *)
From mathcomp Require Import all_ssreflect all_algebra.
From Hrdim Require Import Retrieval Radon MomentCurve.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

(* The family of all sets of at most k of m documents: a query is such a set, and what it retrieves is its elements. *)
Definition small_set k m := {P : {set 'I_m} | (#|P| <= k)%N}.
Definition member k m (a : small_set k m) (j : 'I_m) := j \in val a.

Section TopK.
Variables (R : realFieldType) (k m : nat).

(* Of a list of at most 2k + 1 documents, every subset or its complement has at most k elements. *)
Lemma one_side_small T (P : {set 'I_T}) : (T <= (2 * k).+1)%N -> (#|P| <= k)%N || (#|~: P| <= k)%N.
Proof.
move=> small; rewrite leqNgt -implybE; apply/implyP => large.
rewrite -(leq_add2l #|P|) cardsC card_ord; apply: leq_trans small _.
by rewrite mul2n -addnn -addSn leq_add2r.
Qed.

(* So the first T documents are split in every way. *)
Lemma all_split T (mT : (T <= m)%N) (P : {set 'I_T}) :
  (T <= (2 * k).+1)%N -> splits (@member k m) (widen_ord mT) P.
Proof.
move=> small; have inj : injective (widen_ord mT) by move=> i j /(congr1 val) /= /val_inj.
have split (N : {set 'I_T}) : (#|N| <= k)%N ->
    exists a : small_set k m, forall i, member a (widen_ord mT i) = (i \in N).
  move=> N_k; have im_k : (#|widen_ord mT @: N| <= k)%N by rewrite card_imset.
  by exists (exist (fun N : {set 'I_m} => is_true (#|N| <= k)%N) _ im_k) => i; rewrite /member /= mem_imset.
case/orP: (one_side_small P small) => /split [a cut]; exists a; [left | right] => // i.
by rewrite cut inE.
Qed.

(* L1 for the family: 2k dimensions, or m - 1 when there are fewer than 2k + 1 documents. *)
Theorem top_k_lower d : f_query R d (@member k m) -> (minn (2 * k) m.-1 <= d)%N.
Proof.
move=> feasible; pose T := minn (2 * k).+1 m.
have mT : (T <= m)%N by apply: geq_minr.
have : (T <= d.+1)%N.
  apply: radon_f_query feasible _ => P _ _; apply: (all_split mT).
  exact: geq_minl.
rewrite /T; case: m => [|m']; first by rewrite minn0.
by rewrite minnSS.
Qed.

(* m documents at the corners of a simplex: m - 1 dimensions are enough for any family. *)
Lemma simplex_upper n (Q : Type) (A : Q -> 'I_n.+1 -> bool) : f_query R n A.
Proof.
pose q a (i : 'I_n) : R := if A a (lift ord0 i) then 1 else -1.
pose x (j : 'I_n.+1) (i : 'I_n) : R := (j == lift ord0 i)%:R.
exists q, (fun a => if A a ord0 then - 2^-1 else 2^-1), x => a j.
have half : 0 < 2^-1 :> R by rewrite invr_gt0 ltr0n.
have half1 : 2^-1 < 1 :> R by rewrite invf_lt1 ?ltr1n ?ltr0n.
case: (unliftP ord0 j) => [i ->|->].
  have -> : inner (q a) (x (lift ord0 i)) = q a i.
    rewrite /inner (bigD1 i) //= /x eqxx mulr1 big1 ?addr0 // => i' i'i.
    by rewrite (inj_eq lift_inj) eq_sym (negPf i'i) mulr0.
  rewrite /q; case: (A a (lift ord0 i)); case: (A a ord0) => //.
  - by rewrite (lt_trans _ ltr01) // oppr_lt0.
  - by rewrite ltr_oppl opprK.
  - by rewrite (lt_trans _ half) // oppr_lt0 ltr01.
have -> : inner (q a) (x ord0) = 0.
  by rewrite /inner big1 // => i _; rewrite /x (negPf (neq_lift _ _)) mulr0.
by case: (A a ord0) => //; rewrite oppr_lt0.
Qed.

(* The smaller of 2k (U4) and m - 1 (the simplex) is enough. *)
Theorem top_k_upper d : (minn (2 * k) m.-1 <= d)%N -> f_query R d (@member k m).
Proof.
move=> enough; apply: (f_query_more enough); rewrite /minn; case: ifP => _.
  apply: (@moment_f_query R _ _ (fun a : small_set k m => val a) (fun j => j%:Z)) => [|a].
    by move=> i j [] /val_inj.
  by case: a.
case: (m) => [|n]; last exact: simplex_upper.
by exists (fun _ _ => 0), (fun=> 0), (fun _ _ => 0) => a [].
Qed.

(* Both together; in particular U4 is tight when 2k < m. *)
Theorem top_k_exact d : f_query R d (@member k m) <-> (minn (2 * k) m.-1 <= d)%N.
Proof. by split; [apply: top_k_lower | apply: top_k_upper]. Qed.

End TopK.
