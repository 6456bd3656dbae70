(* Many inner products at once, in a few long integers.

   A block of documents is packed: number i of the packed vector is the sum over the documents j of x_j[i] 2^(B j). A query
   times the packed vector is then the sum of <q, x_j> 2^(B j): one product per coordinate for the whole block. When
   all the <q, x_j> are small enough for B bits, each can be read off, and of each only the sign is wanted: one bit. *)
From Coq Require Import ZArith Lia.
From mathcomp Require Import ssreflect ssrfun ssrbool eqtype ssrnat seq.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Arguments Z.mul : simpl never.
Arguments Z.add : simpl never.
Arguments Z.sub : simpl never.
Arguments Z.pow : simpl never.
Local Open Scope Z_scope.

(* The inner product of two lists. *)
Fixpoint dot (u v : seq Z) : Z :=
  match u, v with a :: u', b :: v' => a * b + dot u' v' | _, _ => 0 end.

(* The sum of v_j 2^(B j). *)
Fixpoint slots (B : Z) (vs : seq Z) : Z := if vs is v :: rest then v + Z.shiftl (slots B rest) B else 0.

(* One more document in front of a packed block. *)
Fixpoint push (B : Z) (row packed : seq Z) : seq Z :=
  match row, packed with x :: row', p :: packed' => x + Z.shiftl p B :: push B row' packed' | _, _ => [::] end.

Definition pack (B : Z) (d : nat) (rows : seq (seq Z)) : seq Z := foldr (push B) (nseq d 0) rows.

(* Nothing is scored 0. *)
Lemma dot_zeros q d : dot q (nseq d 0) = 0.
Proof. by elim: q d => [|a q IH] [|d] //=; rewrite IH; lia. Qed.

(* The first slot, and the others one slot further on. *)
Lemma slots_cons B v vs : 0 <= B -> slots B (v :: vs) = v + 2 ^ B * slots B vs.
Proof. by move=> B0; rewrite /= Z.shiftl_mul_pow2 // Z.mul_comm. Qed.

(* A document more does not change the number of coordinates. *)
Lemma size_push B row packed : size row = size packed -> size (push B row packed) = size packed.
Proof. by elim: row packed => [|x row IH] [|p packed] //= [/IH->]. Qed.

(* A query times a block with one more document in front. *)
Lemma dot_push B q row packed : 0 <= B -> size row = size packed ->
  dot q (push B row packed) = dot q row + 2 ^ B * dot q packed.
Proof.
move=> B0; elim: q row packed => [|a q IH] [|x row] [|p packed] //=; try by lia.
by case=> /IH->; rewrite Z.shiftl_mul_pow2 //; nia.
Qed.

(* A packed block has d coordinates. *)
Lemma size_pack B d rows : all (fun row => size row == d) rows -> size (pack B d rows) = d.
Proof.
elim: rows => [|row rows IH] /=; first by rewrite size_nseq.
by case/andP=> /eqP row_d /IH rows_d; rewrite size_push rows_d.
Qed.

(* A query times a packed block is the packed list of its inner products. *)
Lemma dot_pack B d q rows : 0 <= B -> all (fun row => size row == d) rows ->
  dot q (pack B d rows) = slots B (map (dot q) rows).
Proof.
move=> B0; elim: rows => [|row rows IH] /=; first by rewrite dot_zeros.
case/andP=> /eqP row_d rows_d; rewrite dot_push ?size_pack // IH //.
by rewrite Z.shiftl_mul_pow2 // Z.mul_comm.
Qed.

(* The same number c added to every slot. *)
Lemma slots_shift (T : Type) B c (f : T -> Z) (l : seq T) : 0 <= B ->
  slots B (map (fun x => f x + c) l) = slots B (map f l) + c * slots B (map (fun=> 1) l).
Proof.
move=> B0; elim: l => [|x l IH]; first by rewrite /=; lia.
by rewrite !map_cons !slots_cons // IH; nia.
Qed.

(* A bit more is a factor of 2. *)
Lemma power_double B : 0 < B -> 2 ^ B = 2 * 2 ^ (B - 1).
Proof. by move=> B0; rewrite -(Z.pow_succ_r 2 (B - 1)); [congr Z.pow; lia|lia]. Qed.

(* The top bit of a slot of B bits says whether its value is at least 2^(B - 1). *)
Lemma top_bit B v : 0 < B -> 0 <= v < 2 ^ B -> Z.testbit v (B - 1) = (2 ^ (B - 1) <=? v).
Proof.
move=> B0 v_B.
have two := power_double B0.
have half : 0 < 2 ^ (B - 1) by apply: Z.pow_pos_nonneg; lia.
rewrite Z.testbit_odd Z.shiftr_div_pow2; last lia.
case: Z.leb_spec => v_half.
  by rewrite (_ : v / 2 ^ (B - 1) = 1) //; symmetry; apply: (Z.div_unique _ _ _ (v - 2 ^ (B - 1))); lia.
by rewrite Z.div_small; last lia.
Qed.

(* The top bit of slot i of a packed list. *)
Lemma slots_bit B vs i : 0 < B -> all (fun v => (0 <=? v) && (v <? 2 ^ B)) vs -> (i < size vs)%N ->
  Z.testbit (slots B vs) (B - 1 + Z.of_nat i * B) = (2 ^ (B - 1) <=? nth 0 vs i).
Proof.
move=> B0; elim: vs i => [//|v vs IH] i; rewrite [all _ _]/= => /andP[/andP[/Z.leb_le v0 /Z.ltb_lt vB] small] i_vs.
have power : 0 < 2 ^ B by apply: Z.pow_pos_nonneg; lia.
rewrite slots_cons; last lia.
case: i i_vs => [_|i i_vs] /=.
  rewrite Z.add_0_r -(Z.mod_pow2_bits_low _ B); last lia.
  by rewrite (Z.mul_comm (2 ^ B)) Z.mod_add ?Z.mod_small; [apply: top_bit | lia..].
rewrite (_ : B - 1 + Z.of_nat i.+1 * B = B - 1 + Z.of_nat i * B + B); last lia.
rewrite -Z.div_pow2_bits; [|lia..].
by rewrite (Z.mul_comm (2 ^ B)) Z.div_add ?Z.div_small ?Z.add_0_l ?IH //; lia.
Qed.

(* The largest absolute value of every coordinate. *)
Fixpoint largest (row peaks : seq Z) : seq Z :=
  match row, peaks with x :: row', p :: peaks' => Z.max (Z.abs x) p :: largest row' peaks' | _, _ => [::] end.

Definition peaks (d : nat) (rows : seq (seq Z)) : seq Z := foldr largest (nseq d 0) rows.

Definition bound (q m : seq Z) : Z := dot (map Z.abs q) m.

Fixpoint below (row m : seq Z) : bool :=
  match row, m with
  | x :: row', p :: m' => (Z.abs x <=? p) && below row' m'
  | [::], [::] => true
  | _, _ => false
  end.

(* A query scores no document that is below m more than its bound, in absolute value. *)
Lemma below_bound q row m : below row m -> Z.abs (dot q row) <= bound q m.
Proof.
rewrite /bound; elim: q row m => [|a q IH] [|x row] [|p m] //=; try by lia.
case/andP=> /Z.leb_le x_p /IH; rewrite /= => rest.
have := Z.abs_triangle (a * x) (dot q row); rewrite Z.abs_mul.
have := Z.mul_le_mono_nonneg_l _ _ (Z.abs a) (Z.abs_nonneg a) x_p; lia.
Qed.

(* A row is below the largest values that it is part of. *)
Lemma below_largest row m : size row = size m -> below row (largest row m).
Proof.
elim: row m => [|x row IH] [|p m] //= [/IH->]; rewrite andbT; apply/Z.leb_le; lia.
Qed.

(* What was below the largest values still is when a row is added. *)
Lemma below_wider other row m : size row = size m -> below other m -> below other (largest row m).
Proof.
elim: other row m => [|y other IH] [|x row] [|p m] //= [row_m] /andP[/Z.leb_le y_p /(IH _ _ row_m)->].
by rewrite andbT; apply/Z.leb_le; lia.
Qed.

(* A row more does not change the number of coordinates. *)
Lemma size_largest row m : size row = size m -> size (largest row m) = size m.
Proof. by elim: row m => [|x row IH] [|p m] //= [/IH->]. Qed.

(* The peaks have d coordinates. *)
Lemma size_peaks d rows : all (fun row => size row == d) rows -> size (peaks d rows) = d.
Proof.
elim: rows => [|row rows IH] /=; first by rewrite size_nseq.
by case/andP=> /eqP row_d /IH rows_d; rewrite size_largest rows_d.
Qed.

(* Every document is below the peaks. *)
Lemma below_peaks d rows : all (fun row => size row == d) rows -> all (fun row => below row (peaks d rows)) rows.
Proof.
elim: rows => [//|first rows IH] /= /andP[/eqP first_d rows_d].
have same : size first = size (peaks d rows) by rewrite size_peaks.
rewrite below_largest //=; apply: sub_all (IH rows_d) => row; exact: below_wider.
Qed.
