(* U7: documents in blocks, each with coordinates of its own.  The dimensions of the blocks add up, and one coordinate more
   makes their thresholds the same. *)
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

(* A block's thresholds have one sign, s: 1, -1 or 0. *)
Definition f_query_signed (R : realFieldType) (s : R) (d : nat) (Q D : Type) (A : Q -> D -> bool) : Prop :=
  exists (q : Q -> 'I_d -> R) r (x : D -> 'I_d -> R), cuts A q r x /\ forall a, Num.sg (r a) = s.

Section Signs.
Variables (R : realFieldType) (Q D : Type) (A : Q -> D -> bool).

(* The sign may be forgotten. *)
Lemma f_query_of_signed s d : f_query_signed (s : R) d A -> f_query R d A.
Proof. by case=> q [r [x [cut _]]]; exists q, r, x. Qed.

(* A query and its threshold may be multiplied by one positive number: all thresholds become the sign. *)
Lemma unit_thresholds s d : f_query_signed (s : R) d A -> exists q x, @cuts R _ _ [finType of 'I_d] A q (fun=> s) x.
Proof.
case=> q [r [x [cut sign]]].
pose c a : R := if r a == 0 then 1 else `|r a|^-1.
have c_gt0 a : 0 < c a by rewrite /c; case: eqP => [_|/eqP r_neq0]; rewrite ?ltr01 ?invr_gt0 ?normr_gt0.
have c_r a : c a * r a = s.
  rewrite -(sign a) /c; case: eqP => [->|/eqP r_neq0]; first by rewrite mulr0 sgr0.
  by rewrite [X in _ * X]numEsg mulrCA mulVf ?mulr1 // normr_eq0.
exists (fun a i => c a * q a i), x => a j; rewrite -(c_r a).
have -> : inner (fun i => c a * q a i) (x j) = c a * inner (q a) (x j).
  by rewrite /inner mulr_sumr; apply: eq_bigr => i _; rewrite mulrA.
by move: (cut a j); case: ifP => _; rewrite ltr_pmul2l.
Qed.

End Signs.

(* Any number of blocks: document j is in block `block j`. *)
Section ManyBlocks.
Variables (R : realFieldType) (Q D : Type) (A : Q -> D -> bool) (I : finType) (block : D -> I) (d : I -> nat) (s : I -> R).
Hypothesis parts : forall b, f_query_signed (s b) (d b) (fun a (j : {j | block j == b}) => A a (val j)).

(* The coordinates of all blocks, one block after the other. *)
Definition coordinate := {b : I & 'I_(d b)}.

(* Their number is the sum of the dimensions. *)
Lemma card_coordinate : #|{: coordinate}| = (\sum_b d b)%N.
Proof. by rewrite card_tagged sumnE big_map big_enum; apply: eq_bigr => b _; rewrite card_ord. Qed.

(* Every document's score is compared with the sign of its own block. *)
Lemma together : exists (q : Q -> 'I_(\sum_b d b) -> R) (x : D -> 'I_(\sum_b d b) -> R),
  forall a j, if A a j then s (block j) < inner (q a) (x j) else inner (q a) (x j) < s (block j).
Proof.
have [q cut_q] := fin_all_exists (fun b => unit_thresholds (parts b)).
have [x cut] := fin_all_exists cut_q.
pose q' a (p : coordinate) := q (tag p) a (tagged p).
pose x' j (p : coordinate) : R := if insub j is Some h then x (tag p) h (tagged p) else 0.
have score a j : inner (q' a) (x' j) = inner (q (block j) a) (x (block j) (exist _ j (eqxx (block j)))).
  have -> : inner (q' a) (x' j) = \sum_b \sum_(i < d b) q b a i * (if insub j is Some h then x b h i else 0).
    by rewrite /inner (sig_big_dep _ _ (fun b (i : 'I_(d b)) => q b a i * (if insub j is Some h then x b h i else 0))).
  rewrite (bigD1 (block j)) //= [X in _ + X]big1 => [|b /negPf other].
    by rewrite addr0 /inner; apply: eq_bigr => i _; rewrite (insubT (fun l => block l == block j) (eqxx (block j))).
  by apply: big1 => i _; rewrite insubF ?mulr0 // eq_sym.
rewrite -card_coordinate.
exists (fun a i => q' a (enum_val i)), (fun j i => x' j (enum_val i)) => a j.
by rewrite inner_enum score; apply: (cut (block j) a (exist _ j (eqxx (block j)))).
Qed.

(* Thresholds of one sign: the dimensions add up. *)
Theorem blocks_f_query_same t : (forall b, s b = t) -> f_query R (\sum_b d b) A.
Proof. by move=> same; have [q [x cut]] := together; exists q, (fun=> t), x => a j; have := cut a j; rewrite same. Qed.

(* All thresholds 0: F-sign in the sum. *)
Theorem blocks_f_sign_zero : (forall b, s b = 0) -> f_sign R (\sum_b d b) A.
Proof. by move=> zero; have [q [x cut]] := together; exists q, x => a j; have := cut a j; rewrite zero. Qed.

(* Whatever the signs, one coordinate more makes all thresholds 1 ... *)
Theorem blocks_f_query : f_query R (\sum_b d b).+1 A.
Proof.
have [q [x cut]] := together; exists (fun a => prepend 1 (q a)), (fun=> 1), (fun j => prepend (1 - s (block j)) (x j)) => a j.
rewrite inner_prepend mul1r -addrA; move: (cut a j); case: ifP => _ own.
  by rewrite ltr_addl addrC subr_gt0.
by rewrite gtr_addl addrC subr_lt0.
Qed.

(* ... or 0: F-sign. *)
Theorem blocks_f_sign_signed : f_sign R (\sum_b d b).+1 A.
Proof.
have [q [x cut]] := together; exists (fun a => prepend 1 (q a)), (fun j => prepend (- s (block j)) (x j)) => a j.
rewrite inner_prepend mul1r addrC.
by move: (cut a j); case: ifP => _; rewrite ?subr_gt0 ?subr_lt0.
Qed.

End ManyBlocks.
