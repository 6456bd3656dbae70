(* What it means that vectors of d dimensions retrieve a hierarchy (section 1 of the theory: F-query and F-sign).

   A is the relevance: A q x says that document x belongs to S(q). Queries and documents are any types, and vectors
   have coordinates in any ordered field R: the rationals, the reals, ... *)
From mathcomp Require Import all_ssreflect all_algebra.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Notions.
Variables (R : realFieldType) (Q D : Type).

(* The inner product of two vectors whose coordinates are numbered by a finite type. *)
Definition inner (I : finType) (x y : I -> R) : R := \sum_i x i * y i.

(* F-query: every query has a threshold of its own; what is relevant scores above it, everything else below. *)
Definition cuts (I : finType) (A : Q -> D -> bool) (q : Q -> I -> R) (r : Q -> R) (x : D -> I -> R) :=
  forall a j, if A a j then r a < inner (q a) (x j) else inner (q a) (x j) < r a.

Definition f_query (d : nat) (A : Q -> D -> bool) :=
  exists q r x, @cuts [finType of 'I_d] A q r x.

(* F-sign: the same with all thresholds 0.  The least d is the sign rank. *)
Definition f_sign (d : nat) (A : Q -> D -> bool) :=
  exists q x, @cuts [finType of 'I_d] A q (fun=> 0) x.

End Notions.

Section Facts.
Variables (R : realFieldType) (Q D : Type).
Implicit Types A : Q -> D -> bool.

(* The order of the two vectors does not matter. *)
Lemma innerC (I : finType) (x y : I -> R) : inner x y = inner y x.
Proof. by apply: eq_bigr => i _; rewrite mulrC. Qed.

(* Coordinates may be numbered by any finite type: their number alone matters. *)
Lemma inner_enum (I : finType) (x y : I -> R) :
  inner (fun i : 'I_#|I| => x (enum_val i)) (fun i => y (enum_val i)) = inner x y.
Proof. by rewrite /inner [RHS]big_enum_val. Qed.

(* F-query with coordinates of any finite type. *)
Lemma f_query_of (I : finType) A (q : Q -> I -> R) r (x : D -> I -> R) :
  cuts A q r x -> f_query R #|I| A.
Proof.
move=> cut; exists (fun a i => q a (enum_val i)), r, (fun j i => x j (enum_val i)) => a j.
by rewrite inner_enum; apply: cut.
Qed.

(* F-sign with coordinates of any finite type. *)
Lemma f_sign_of (I : finType) A (q : Q -> I -> R) (x : D -> I -> R) :
  cuts A q (fun=> 0) x -> f_sign R #|I| A.
Proof.
move=> cut; exists (fun a i => q a (enum_val i)), (fun j i => x j (enum_val i)) => a j.
by rewrite inner_enum; apply: cut.
Qed.

(* A vector with one more coordinate in front. *)
Definition prepend d (c : R) (x : 'I_d -> R) (i : 'I_d.+1) := oapp x c (unlift ord0 i).

(* The coordinates in front add their product. *)
Lemma inner_prepend d c c' (x y : 'I_d -> R) : inner (prepend c x) (prepend c' y) = c * c' + inner x y.
Proof.
rewrite /inner big_ord_recl /prepend unlift_none /=; congr (_ + _).
by apply: eq_bigr => i _; rewrite liftK.
Qed.

(* A coordinate that is 0 everywhere changes nothing: more dimensions never hurt. *)
Lemma f_query_more d d' A : (d <= d')%N -> f_query R d A -> f_query R d' A.
Proof.
move=> /subnK <-; elim: (d' - d)%N => [//|n IH] /IH [q [r [x cut]]]; rewrite addSn.
exists (fun a => prepend 0 (q a)), r, (fun j => prepend 0 (x j)) => a j.
by rewrite inner_prepend mul0r add0r; apply: cut.
Qed.

(* The same for F-sign. *)
Lemma f_sign_more d d' A : (d <= d')%N -> f_sign R d A -> f_sign R d' A.
Proof.
move=> /subnK <-; elim: (d' - d)%N => [//|n IH] /IH [q [x cut]]; rewrite addSn.
exists (fun a => prepend 0 (q a)), (fun j => prepend 0 (x j)) => a j.
by rewrite inner_prepend mul0r add0r; apply: cut.
Qed.

(* A threshold is worth one dimension at most: the queries' coordinate -r meets the documents' constant 1. *)
Lemma cuts_prepend d A (q : Q -> 'I_d -> R) r x :
  cuts A q r x -> cuts A (fun a => prepend (- r a) (q a)) (fun=> 0) (fun j => prepend 1 (x j)).
Proof.
move=> cut a j; rewrite inner_prepend mulr1 addrC.
by move: (cut a j); case: ifP => _; rewrite ?subr_gt0 ?subr_lt0.
Qed.

(* So F-query in d dimensions is F-sign in d + 1. *)
Theorem f_sign_of_f_query d A : f_query R d A -> f_sign R d.+1 A.
Proof. by case=> q [r [x cut]]; exists (fun a => prepend (- r a) (q a)), (fun j => prepend 1 (x j)); apply: cuts_prepend. Qed.

(* Thresholds 0 are thresholds. *)
Theorem f_query_of_f_sign d A : f_sign R d A -> f_query R d A.
Proof. by case=> q [x cut]; exists q, (fun=> 0), x. Qed.

End Facts.

(* What retrieves a hierarchy retrieves any part of it: some of the queries, some of the documents. *)
Lemma f_query_part (R : realFieldType) (Q D Q' D' : Type) (f : Q' -> Q) (g : D' -> D) d (A : Q -> D -> bool) :
  f_query R d A -> f_query R d (fun a j => A (f a) (g j)).
Proof. by case=> q [r [x cut]]; exists (q \o f), (r \o f), (x \o g) => a j; apply: cut. Qed.

(* The same for F-sign. *)
Lemma f_sign_part (R : realFieldType) (Q D Q' D' : Type) (f : Q' -> Q) (g : D' -> D) d (A : Q -> D -> bool) :
  f_sign R d A -> f_sign R d (fun a j => A (f a) (g j)).
Proof. by case=> q [x cut]; exists (q \o f), (x \o g) => a j; apply: cut. Qed.
