(* U6 with some runs left out (--runs K): what is retrieved is exactly what the kept runs cover, and that is relevant: precision 1. *)
From mathcomp Require Import all_ssreflect all_algebra.
From Hrdim Require Import Retrieval RunsOfPlaces.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Local Open Scope ring_scope.

(* Runs that are in order stay so when some are left out. *)
Lemma consecutive_subseq kept runs : subseq kept runs -> consecutive runs -> consecutive kept.
Proof.
elim: runs kept => [|r runs IH] [|k kept] //= sub /and3P [r12 later cons]; move: sub.
case: eqP => [-> sub | _ sub]; last exact: (IH (k :: kept)).
rewrite r12 (IH _ sub cons) andbT; apply/allP => r' /(mem_subseq sub) r'_in.
exact: (allP later).
Qed.

(* A place in a kept run is in a run. *)
Lemma covers_subseq kept runs p : subseq kept runs -> covers kept p -> covers runs p.
Proof. by move=> sub /hasP [r /(mem_subseq sub) r_in r_p]; apply/hasP; exists r. Qed.

Section Kept.
Variables (R : realFieldType) (Q D : Type) (A : Q -> D -> bool) (c : nat).
Variables (place : Q -> nat) (runs kept : D -> seq places).
Hypothesis all_runs : forall j, consecutive (runs j).
Hypothesis cover : forall a j, covers (runs j) (place a) = A a j.
Hypothesis some_runs : forall j, subseq (kept j) (runs j).
Hypothesis few : forall j, (size (kept j) <= c)%N.

Definition retrieved a j := covers (kept j) (place a).

(* The kept runs retrieve what they cover, in 2c + 1 dimensions, and all of it is relevant. *)
Theorem kept_runs : f_sign R (2 * c).+1 retrieved /\ forall a j, retrieved a j -> A a j.
Proof.
split=> [|a j]; last by rewrite -cover; apply: covers_subseq.
have ordered j : consecutive (kept j) by apply: consecutive_subseq (some_runs j) (all_runs j).
by have [] := @placed_runs R Q D retrieved 0 c place kept few ordered (fun _ _ => erefl).
Qed.
End Kept.
