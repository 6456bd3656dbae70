(* U7: hard documents get coordinates of their own.  The dimensions of two parts of the documents add up. *)
From mathcomp Require Import all_ssreflect all_algebra.
From Hrdim Require Import Retrieval.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Blocks.
Variables (R : realFieldType) (Q D : Type) (A : Q -> D -> bool) (hard : pred D).

(* A vector of d1 + d2 coordinates from one of d1 and one of d2. *)
Definition beside d1 d2 (x : 'I_d1 -> R) (y : 'I_d2 -> R) (i : 'I_(d1 + d2)) :=
  match split i with inl i1 => x i1 | inr i2 => y i2 end.

(* The inner product is the sum over the two blocks. *)
Lemma inner_beside d1 d2 (x x' : 'I_d1 -> R) (y y' : 'I_d2 -> R) :
  inner (beside x y) (beside x' y') = inner x x' + inner y y'.
Proof.
rewrite /inner big_split_ord /=; congr (_ + _); apply: eq_bigr => i _.
  by rewrite /beside (unsplitK (inl _ i)).
by rewrite /beside (unsplitK (inr _ i)).
Qed.

(* If d1 dimensions are enough for the documents that are not hard, and d2 for the hard ones, then d1 + d2 are for all: a
   document has zeros in the block that is not its own. *)
Theorem blocks_f_sign d1 d2 :
    f_sign R d1 (fun a (j : {j | ~~ hard j}) => A a (val j)) -> f_sign R d2 (fun a (j : {j | hard j}) => A a (val j)) ->
  f_sign R (d1 + d2) A.
Proof.
move=> [q1 [x1 cut1]] [q2 [x2 cut2]].
pose x j : 'I_(d1 + d2) -> R :=
  if insub j is Some h then beside (fun=> 0) (x2 h)
  else if insub j is Some e then beside (x1 e) (fun=> 0) else fun=> 0.
exists (fun a => beside (q1 a) (q2 a)), x => a j; rewrite /x.
have zero d (q : 'I_d -> R) : inner q (fun=> 0) = 0.
  by rewrite /inner big1 // => i _; rewrite mulr0.
case: (insubP [subType of {j | hard j}] j) => [h _ <- | easy].
  by rewrite inner_beside zero add0r; apply: cut2.
case: insubP => [e _ <- |]; last by rewrite easy.
by rewrite inner_beside zero addr0; apply: cut1.
Qed.

End Blocks.
