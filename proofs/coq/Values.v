(* The numbers of a certificate and their values in an ordered field. *)
From Coq Require Import NArith ZArith.
From mathcomp Require Import all_ssreflect all_algebra zify ssrZ.
From Hrdim Require Import Retrieval PackedProducts.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Arguments Z.mul : simpl never.
Arguments Z.add : simpl never.
Arguments Z.pow : simpl never.
Local Open Scope ring_scope.

(* A number is an integer divided by a power of two. *)
Record number := Number { numerator : Z; exponent : N }.

(* The integer that a number becomes when it is multiplied by 2^e, e no less than its exponent. *)
Definition scale (e : N) (a : number) : Z := Z.shiftl (numerator a) (Z.of_N e - Z.of_N (exponent a)).

Section Field.
Variable R : realFieldType.

(* An integer as an element of the field. *)
Definition zr (z : Z) : R := (int_of_Z z)%:~R.

(* Integers of the field are added, multiplied and compared like those of Coq. *)
Lemma zr0 : zr 0 = 0. Proof. by []. Qed.
Lemma zrD a b : zr (Z.add a b) = zr a + zr b.
Proof. by rewrite -intrD; congr _%:~R; lia. Qed.
Lemma zrM a b : zr (Z.mul a b) = zr a * zr b.
Proof. by rewrite -intrM; congr _%:~R; lia. Qed.
Lemma ltr_zr a b : (zr a < zr b) = Z.ltb a b.
Proof. by rewrite ltr_int; lia. Qed.
Lemma ler_zr a b : (zr a <= zr b) = Z.leb a b.
Proof. by rewrite ler_int; lia. Qed.

(* Powers of 2. *)
Lemma zr_pow2 n : zr (2 ^ Z.of_nat n) = 2%:R ^+ n.
Proof.
elim: n => [//|n IH]; rewrite Nat2Z.inj_succ Z.pow_succ_r; last lia.
by rewrite zrM IH exprS.
Qed.

Definition value (a : number) : R := zr (numerator a) / 2%:R ^+ N.to_nat (exponent a).

(* Scaling multiplies the value by 2^e. *)
Lemma zr_scale e a : (exponent a <= e)%num -> zr (scale e a) = value a * 2%:R ^+ N.to_nat e.
Proof.
move=> /N.leb_le a_e; rewrite /scale Z.shiftl_mul_pow2; last lia.
have -> : Z.sub (Z.of_N e) (Z.of_N (exponent a)) = Z.of_nat (N.to_nat e - N.to_nat (exponent a)) by lia.
have two : 2%:R != 0 :> R by rewrite pnatr_eq0.
have -> : N.to_nat e = (N.to_nat e - N.to_nat (exponent a) + N.to_nat (exponent a))%N by lia.
by rewrite addnK zrM zr_pow2 exprD mulrACA mulVf ?expf_neq0 // mulr1.
Qed.

(* A list of integers as a vector of d coordinates. *)
Definition vector d (v : seq Z) (i : 'I_d) : R := zr (nth Z0 v i).

(* The inner product of lists is that of the vectors. *)
Lemma inner_vector d u v : size u = d -> size v = d -> inner (@vector d u) (@vector d v) = zr (dot u v) :> R.
Proof.
elim: d u v => [|d IH] [|a u] [|b v] //= => [_ _|[size_u] [size_v]]; first by rewrite /inner big_ord0.
by rewrite zrD zrM -(IH u v) // /inner big_ord_recl; congr (_ + _); apply: eq_bigr.
Qed.

End Field.
