(* L2 (Forster 2002): every F-sign embedding of n queries and m documents in d dimensions has (n m)^p <= d^2p trace((A^T A)^p),
   p >= 1; so the sign rank is at least sqrt(n m) / |A|.

   R is the reals, or any other ordered field with square roots and without infinitely large numbers. *)
From mathcomp Require Import all_ssreflect all_algebra.
From Hrdim Require Import Retrieval Scaling MarginCeiling Perturbation Forster.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section SignRank.
Variables (R : rcfType) (n m' : nat) (A : 'I_n -> 'I_m'.+1 -> bool) (p : nat).
Let m := m'.+1.
Hypothesis archi : Num.archimedean_axiom R.
Hypothesis n0 : (0 < n)%N.

(* trace((A^T A)^(p+1)) for the sign matrix A. *)
Definition trace_power : R := \tr (power (signed A (const_mx 1 : 'M[R]_(n, m'.+1))) p.+1).

(* It is not negative. *)
Lemma trace_power_ge0 : 0 <= trace_power.
Proof.
have := moment_ge0 (signed A (const_mx 1 : 'M[R]_(n, m'.+1))) (1%:M : 'M_m'.+1) p.+1.
by rewrite /moment /dot trmx1 mul1mx.
Qed.

(* At most m dimensions: documents are moved into general position, then scaled. *)
Lemma from_matrices d (q : 'M[R]_(n, d)) (x : 'M[R]_(m'.+1, d)) : (0 < d)%N -> (d <= m)%N ->
    (forall i j, if A i j then 0 < (q *m x^T) i j else (q *m x^T) i j < 0) ->
  (n * m)%:R ^+ p.+1 <= d%:R ^+ (2 * p.+1) * trace_power.
Proof.
move=> d0 dm sign; have [x' [general sign']] := general_position dm archi sign.
exact: (forster_general archi n0 d0 dm general sign').
Qed.

(* m dimensions always do: documents along the axes. *)
Lemma from_axes : (n * m)%:R ^+ p.+1 <= m%:R ^+ (2 * p.+1) * trace_power.
Proof.
apply: (@from_matrices m (signed A (const_mx 1)) 1%:M) => // i j.
by rewrite trmx1 mulmx1 !mxE; case: (A i j); rewrite ?oppr_lt0 ltr01.
Qed.

(* L2: any number of dimensions; more than m are no better than m. *)
Theorem forster d : f_sign R d A -> (n * m)%:R ^+ p.+1 <= d%:R ^+ (2 * p.+1) * trace_power.
Proof.
case=> qv [xv cut].
have [small | large] := leqP d m; last first.
  apply: le_trans from_axes _; apply: (ler_wpmul2r trace_power_ge0).
  by rewrite ler_expn2r ?nnegrE ?ler0n // ler_nat ltnW.
have d0 : (0 < d)%N.
  rewrite lt0n; apply/eqP => d_0; subst d; have := cut (Ordinal n0) ord0.
  by rewrite /inner big_ord0; case: ifP => _; rewrite ltxx.
apply: (@from_matrices d (\matrix_(i, c) qv i c) (\matrix_(j, c) xv j c)) => // i j.
have -> : ((\matrix_(i, c) qv i c) *m (\matrix_(j, c) xv j c)^T) i j = inner (qv i) (xv j).
  by rewrite mxE; apply: eq_bigr => c _; rewrite !mxE.
exact: cut.
Qed.

End SignRank.

(* As a certificate has it: some of the queries and some of the documents, and numbers that leave no k dimensions. *)
Section Certificate.
Variables (R : rcfType) (Q D : Type) (A : Q -> D -> bool) (n m' : nat) (queries : 'I_n -> Q) (documents : 'I_m'.+1 -> D).
Variables (p k : nat).
Hypothesis archi : Num.archimedean_axiom R.
Hypothesis n0 : (0 < n)%N.
Hypothesis large :
  k%:R ^+ (2 * p.+1) * trace_power R (fun i j => A (queries i) (documents j)) p < (n * m'.+1)%:R ^+ p.+1.

(* Then F-sign needs more than k dimensions. *)
Corollary forster_least d : f_sign R d A -> (k < d)%N.
Proof.
move=> /(f_sign_part queries documents) /(forster p archi n0) bound; rewrite ltnNge; apply/negP => dk.
have := lt_le_trans large bound; rewrite ltNge => /negP; apply.
by apply: (ler_wpmul2r (trace_power_ge0 _ _ _)); rewrite ler_expn2r ?nnegrE ?ler0n // ler_nat.
Qed.

(* F-query: a threshold is one coordinate at most. *)
Corollary forster_least_f_query d : f_query R d A -> (k <= d)%N.
Proof. by move=> /f_sign_of_f_query /forster_least. Qed.

End Certificate.
