(* L2 over Coq's own real numbers, which have square roots and no infinitely large numbers. *)
From Coq Require Import Reals.
From mathcomp Require Import all_ssreflect all_algebra Rstruct.
From Hrdim Require Import Retrieval SignRank.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

(* SignRank.forster for the real numbers. *)
Theorem forster_reals n m' (A : 'I_n -> 'I_m'.+1 -> bool) p d : (0 < n)%N ->
  f_sign R_rcfType d A -> (n * m'.+1)%:R ^+ p.+1 <= d%:R ^+ (2 * p.+1) * trace_power R_rcfType A p.
Proof. by move=> n0; apply: (forster p Rarchimedean_axiom n0). Qed.
