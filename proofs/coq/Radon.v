(* L1: documents that are split in every way need dimensions (Radon; VC dimension).

   T documents are listed by docs.  A set P of them is split off by a query that holds P and nothing else of the list, or
   all of the list but P.  If all sets are split off, F-sign needs T dimensions; if all but the empty and the full
   set are, F-query needs T - 1.  This is what `evidence radon` of a certificate shows. *)
From mathcomp Require Import all_ssreflect all_algebra.
From Hrdim Require Import Retrieval.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Definition splits (Q D : Type) (A : Q -> D -> bool) T (docs : 'I_T -> D) (P : {set 'I_T}) :=
  exists a, (forall i, A a (docs i) = (i \in P)) \/ (forall i, A a (docs i) = (i \notin P)).

Section Radon.
Variables (R : realFieldType) (Q D : Type) (A : Q -> D -> bool).

(* More than d vectors of d dimensions have a linear dependence. *)
Lemma dependence d T (x : 'I_T -> 'I_d -> R) : (d < T)%N ->
  exists2 w : 'I_T -> R, exists i, w i != 0 & forall k, \sum_i w i * x i k = 0.
Proof.
move=> dT; pose M := \matrix_(i, k) x i k.
have : kermx M != 0.
  rewrite kermx_eq0; apply: contraTN dT => /eqP rank.
  by rewrite -leqNgt -rank rank_leq_col.
case/rowV0Pn=> w /sub_kermxP wM w0; exists (fun i => w 0 i).
  apply/existsP; apply: contraNT w0; rewrite negb_exists => /forallP zero.
  by apply/eqP/rowP => i; rewrite mxE; apply/eqP; rewrite -[_ == _]negbK zero.
move=> k; have := congr1 (fun v : 'rV_d => v 0 k) wM; rewrite !mxE => sum0.
by rewrite -[RHS]sum0; apply: eq_bigr => i _; rewrite mxE.
Qed.

(* The scores of dependent vectors are dependent. *)
Lemma dependent_scores d T (x : 'I_T -> 'I_d -> R) (w : 'I_T -> R) q :
  (forall k, \sum_i w i * x i k = 0) -> \sum_i w i * inner q (x i) = 0.
Proof.
move=> dep; under eq_bigr do rewrite /inner mulr_sumr.
rewrite exchange_big big1 //= => k _.
by under eq_bigr do rewrite mulrCA; rewrite -mulr_sumr dep mulr0.
Qed.

(* Scores that have the sign of their weights, or the opposite sign, are not dependent. *)
Lemma same_sign_independent T (w c : 'I_T -> R) : (exists i, w i != 0) -> \sum_i w i * c i = 0 ->
  ~ forall i, if 0 < w i then 0 < c i else c i < 0.
Proof.
move=> [i w_i] sum0 sign.
have term k : 0 <= w k * c k.
  move: (sign k); case: ltP => [w_k c_k | w_k c_k]; first exact: mulr_ge0 (ltW w_k) (ltW c_k).
  by rewrite -mulrNN mulr_ge0 // oppr_ge0 // ltW.
have /eqP := @psumr_eq0P _ _ xpredT _ (fun k _ => term k) sum0 i isT.
rewrite mulf_eq0 (negPf w_i) /= => /eqP c_i.
by move: (sign i); rewrite c_i; case: ifP => _; rewrite ltxx.
Qed.

(* So the set of the positive weights is not split off. *)
Lemma positive_not_split d T (docs : 'I_T -> D) (q : Q -> 'I_d -> R) (x : D -> 'I_d -> R) (w : 'I_T -> R) :
  cuts A q (fun=> 0) x -> (exists i, w i != 0) -> (forall k, \sum_i w i * x (docs i) k = 0) ->
  ~ splits A docs [set i | 0 < w i].
Proof.
move=> cut w0 dep [a [same | opposite]].
  apply: (same_sign_independent w0 (dependent_scores (q a) dep)) => i.
  by move: (cut a (docs i)); rewrite same inE.
apply: (@same_sign_independent _ w (fun i => - inner (q a) (x (docs i)))) => // [|i].
  by under eq_bigr do rewrite mulrN; rewrite sumrN (dependent_scores (q a) dep) oppr0.
move: (cut a (docs i)); rewrite opposite inE.
by case: ltP => _ /=; rewrite ?oppr_gt0 ?oppr_lt0.
Qed.

(* So T documents, all of whose sets are split off, do not fit into fewer than T dimensions. *)
Theorem radon_f_sign d T (docs : 'I_T -> D) :
  f_sign R d A -> (forall P, splits A docs P) -> (T <= d)%N.
Proof.
move=> [q [x cut]] all; rewrite leqNgt; apply/negP => dT.
have [w w0 dep] := dependence (fun i => x (docs i)) dT.
exact: positive_not_split cut w0 dep (all _).
Qed.

(* Weights that sum to 0 and are not all 0 are positive somewhere, and not everywhere. *)
Lemma some_positive T (w : 'I_T -> R) : (exists i, w i != 0) -> \sum_i w i = 0 -> [set i | 0 < w i] != set0.
Proof.
move=> [i w_i] sum0; apply: contra w_i => /eqP none.
have neg k : 0 <= - w k by rewrite oppr_ge0 leNgt; have := in_set0 k; rewrite -none inE => ->.
have sum0' : \sum_k - w k = 0 by rewrite sumrN sum0 oppr0.
by rewrite -oppr_eq0 (@psumr_eq0P _ _ xpredT _ (fun k _ => neg k) sum0' i).
Qed.

(* They are not positive everywhere. *)
Lemma not_all_positive T (w : 'I_T -> R) : (exists i, w i != 0) -> \sum_i w i = 0 -> [set i | 0 < w i] != setT.
Proof.
move=> [i w_i] sum0; apply: contra w_i => /eqP all.
have pos k : 0 <= w k by apply: ltW; have := in_setT k; rewrite -all inE.
by rewrite (@psumr_eq0P _ _ xpredT _ (fun k _ => pos k) sum0 i).
Qed.

(* With thresholds the vectors have one more coordinate, which is 1 in all documents: so the weights also sum to 0. *)
Theorem radon_f_query d T (docs : 'I_T -> D) :
  f_query R d A -> (forall P, P != set0 -> P != setT -> splits A docs P) -> (T <= d.+1)%N.
Proof.
move=> [q [r [x cut]]] all; rewrite leqNgt; apply/negP => dT.
have [w w0 dep] := dependence (fun i => prepend 1 (x (docs i))) dT.
have sum0 : \sum_i w i = 0.
  by have := dep ord0; rewrite /prepend unlift_none /=; under eq_bigr do rewrite mulr1.
apply: (positive_not_split (cuts_prepend cut) w0 dep (all _ _ _)).
  exact: some_positive w0 sum0.
exact: not_all_positive w0 sum0.
Qed.

(* In particular, no d + 2 documents have all their subsets cut. *)
Corollary no_shattering d (docs : 'I_d.+2 -> D) :
  f_query R d A -> ~ forall P : {set 'I_d.+2}, exists a, forall i, A a (docs i) = (i \in P).
Proof.
move=> feasible all; have : (d.+2 <= d.+1)%N; last by rewrite ltnn.
by apply: (radon_f_query feasible) => P _ _; have [a cut] := all P; exists a; left.
Qed.

End Radon.
