(* Vectors in too few dimensions: the signs of a linear dependence are a pattern that no query gives them, nor its
   opposite. This is what the lower bounds by Radon partitions (L1) rest on. *)
From mathcomp Require Import all_ssreflect all_algebra.
From Hrdim Require Import Retrieval.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Signs.
Variable R : realFieldType.

(* More vectors than dimensions are linearly dependent. *)
Lemma dependence T d (x : 'I_T -> 'I_d -> R) : (d < T)%N ->
  exists c : 'I_T -> R, (exists i, c i != 0) /\ forall k, \sum_i c i * x i k = 0.
Proof.
move=> d_T; pose X := \matrix_(i, k) x i k.
have : kermx X != 0.
  by rewrite -mxrank_eq0 mxrank_ker -lt0n subn_gt0 (leq_ltn_trans (rank_leq_col X)).
case/rowV0Pn=> c /sub_kermxP cX /rV0Pn[i ci]; exists (c 0); split; first by exists i.
move=> k; have /matrixP/(_ 0 k) := cX; rewrite !mxE => sum0; rewrite -[RHS]sum0.
by apply: eq_bigr => j _; rewrite mxE.
Qed.

(* No vector u scores exactly the vectors with positive c above 0 and the others below 0. *)
Lemma no_such_query T d (x : 'I_T -> 'I_d -> R) (c : 'I_T -> R) (u : 'I_d -> R) :
  (exists i, c i != 0) -> (forall k, \sum_i c i * x i k = 0) ->
  ~ forall i, if 0 < c i then 0 < inner u (x i) else inner u (x i) < 0.
Proof.
case=> i ci dependent signs.
have term_ge0 j : 0 <= c j * inner u (x j).
  have := signs j; case: ltP => cj s; first by rewrite mulr_ge0 // ltW.
  by rewrite mulr_le0 // ltW.
have : \sum_j c j * inner u (x j) = 0.
  rewrite /inner; under eq_bigr => j _ do rewrite mulr_sumr.
  rewrite exchange_big big1 //= => k _.
  by under eq_bigr => j _ do rewrite mulrCA; rewrite -mulr_sumr dependent mulr0.
move/psumr_eq0P => /(_ (fun j _ => term_ge0 j) i isT) /eqP; rewrite mulf_eq0 (negPf ci) /= => /eqP s0.
by have := signs i; rewrite s0 ltxx; case: ifP.
Qed.

(* Nor the other way round: -u would score them as above. *)
Lemma no_opposite_query T d (x : 'I_T -> 'I_d -> R) (c : 'I_T -> R) (u : 'I_d -> R) :
  (exists i, c i != 0) -> (forall k, \sum_i c i * x i k = 0) ->
  ~ forall i, if 0 < c i then inner u (x i) < 0 else 0 < inner u (x i).
Proof.
move=> some dependent signs; apply: (no_such_query (u := fun k => - u k) some dependent) => i.
have -> : inner (fun k => - u k) (x i) = - inner u (x i).
  by rewrite /inner -sumrN; apply: eq_bigr => k _; rewrite mulNr.
by rewrite oppr_gt0 oppr_lt0; exact: signs.
Qed.

End Signs.
