(* U6 as the constructions have it: every query (or document) has a place in an order, and a set is given by its runs of places.

   There are n places 0 .. n-1.  The one at p becomes the point 2p - (n-1), and a run of the places first .. last gets the
   ends 2 first - n and 2 last + 2 - n, which are of the other parity, so no point is an end. *)
From mathcomp Require Import all_ssreflect all_algebra zify.
From Hrdim Require Import Retrieval PolynomialSigns Runs.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Notation places := (nat * nat)%type.

(* first <= last in every run, and each begins behind the end of the one before it. *)
Fixpoint consecutive (runs : seq places) :=
  if runs is r :: others then
    [&& (r.1 <= r.2)%N, all (fun r' => (r.2 < r'.1)%N) others & consecutive others]
  else true.

(* The place p lies in one of the runs. *)
Definition covers (runs : seq places) (p : nat) := has (fun r : places => (r.1 <= p <= r.2)%N) runs.

Section Points.
Variable n : nat.

Definition point_of (p : nat) : int := 2 * p%:Z + 1 - n%:Z.
Definition ends (r : places) : run := (2 * r.1%:Z - n%:Z, 2 * r.2%:Z + 2 - n%:Z).

(* The ends of consecutive runs are in order. *)
Lemma ends_ordered runs : consecutive runs -> ordered (map ends runs).
Proof.
elim: runs => [//|r runs IH] /= /and3P [r12 /allP later cons]; apply/and3P; split; last exact: IH.
  by lia.
by apply/allP => _ /mapP [r' /later r'_later ->] /=; lia.
Qed.

(* No point is an end: the one is odd where the other is even. *)
Lemma ends_missed runs p : misses (map ends runs) (point_of p).
Proof. by apply/allP => _ /mapP [r _ ->]; rewrite /ends /point_of /=; lia. Qed.

(* A point is between the ends of a run exactly when its place is in the run. *)
Lemma ends_within runs p : within (map ends runs) (point_of p) = covers runs p.
Proof.
rewrite /within /covers has_map; apply: eq_has => r.
by rewrite /ends /point_of /=; lia.
Qed.

End Points.

Section Places.
Variables (R : realFieldType) (Q D : Type) (A : Q -> D -> bool) (n c : nat).

(* The queries have places, the queries of each document are at most c runs. *)
Theorem placed_runs (place : Q -> nat) (runs : D -> seq places) :
    (forall j, size (runs j) <= c)%N -> (forall j, consecutive (runs j)) ->
    (forall a j, covers (runs j) (place a) = A a j) ->
  f_query R (2 * c) A /\ f_sign R (2 * c).+1 A.
Proof.
move=> few cons cover; pose point a := point_of n (place a); pose ends_of j := map (ends n) (runs j).
have few' j : (size (ends_of j) <= c)%N by rewrite size_map.
have ord j : ordered (ends_of j) by apply: ends_ordered.
have miss a j : misses (ends_of j) (point a) by apply: ends_missed.
have inside a j : within (ends_of j) (point a) = A a j by rewrite ends_within.
by split; [apply: runs_f_query miss inside | apply: runs_f_sign miss inside].
Qed.

(* The documents have places, the documents of each query are at most c runs. *)
Theorem placed_runs_dual (place : D -> nat) (runs : Q -> seq places) :
    (forall a, size (runs a) <= c)%N -> (forall a, consecutive (runs a)) ->
    (forall a j, covers (runs a) (place j) = A a j) ->
  f_query R (2 * c) A /\ f_sign R (2 * c).+1 A.
Proof.
move=> few cons cover; pose point j := point_of n (place j); pose ends_of a := map (ends n) (runs a).
have few' a : (size (ends_of a) <= c)%N by rewrite size_map.
have ord a : ordered (ends_of a) by apply: ends_ordered.
have miss a j : misses (ends_of a) (point j) by apply: ends_missed.
have inside a j : within (ends_of a) (point j) = A a j by rewrite ends_within.
by split; [apply: dual_runs_f_query miss inside | apply: dual_runs_f_sign miss inside].
Qed.

End Places.
