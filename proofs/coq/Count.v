(* L5: vectors with few bits are few, and different sets need different vectors.

   Coordinates of queries come from a finite set X of values; with b bits each there are 2^b values.  F-sign: two queries with
   different sets have different vectors.  F-query: the same for sets of one size; two sets of different sizes may be
   cut from one order of the documents. *)
From mathcomp Require Import all_ssreflect all_algebra.
From Hrdim Require Import Retrieval.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Count.
Variables (R : realFieldType) (Q D X : finType) (A : Q -> D -> bool) (value : X -> R) (d : nat).
Variables (q : Q -> {ffun 'I_d -> X}) (r : Q -> R) (x : D -> 'I_d -> R).

(* What a query must retrieve, and its vector of real coordinates. *)
Definition relevant a := [set j | A a j].
Definition vector a (i : 'I_d) := value (q a i).

(* If equal vectors mean equal sets, there are no more sets than vectors. *)
Lemma sets_at_most (P : {set Q}) :
  {in P &, forall a b, q a = q b -> relevant a = relevant b} -> (#|relevant @: P| <= #|X| ^ d)%N.
Proof.
move=> factor; pose set_of v := if [pick a in P | q a == v] is Some a then relevant a else set0.
apply: (@leq_trans #|set_of @: (q @: P)|).
  apply/subset_leq_card/subsetP => _ /imsetP [a aP ->]; apply/imsetP; exists (q a); first exact: imset_f.
  rewrite /set_of; case: pickP => [b /andP [bP /eqP same] | none]; first exact: factor.
  by have := none a; rewrite aP eqxx.
apply: leq_trans (leq_imset_card _ _) (leq_trans (max_card _) _).
by rewrite card_ffun card_ord.
Qed.

(* L5 for F-sign: one score decides about a document, so equal vectors hold equal sets. *)
Theorem count_f_sign : cuts A vector (fun=> 0) x -> (#|relevant @: setT| <= #|X| ^ d)%N.
Proof.
move=> cut; apply: sets_at_most => a b _ _ same; apply/setP => j; rewrite !inE.
have score : inner (vector a) (x j) = inner (vector b) (x j) by rewrite /vector same.
move: (cut a j) (cut b j); rewrite score.
by case: (A a j); case: (A b j) => // h1 h2; have := lt_trans h1 h2; rewrite ltxx.
Qed.

(* Of two different sets of one size each has an element that the other lacks. *)
Lemma lacks (S T : {set D}) : #|S| = #|T| -> S != T -> exists2 j, j \in S & j \notin T.
Proof.
move=> same different; have [sub | /subsetPn [j jS jT]] := boolP (S \subset T); last by exists j.
by case/eqP: different; apply/setP/(subset_cardP same).
Qed.

(* L5 for F-query: of two different sets of one size, a document of the one beats one of the other both ways, a contradiction. *)
Theorem count_f_query k :
  cuts A vector r x -> (#|relevant @: [set a | #|relevant a| == k]| <= #|X| ^ d)%N.
Proof.
move=> cut; apply: sets_at_most => a b; rewrite !inE => /eqP a_k /eqP b_k same.
apply/eqP; apply: contraT => different.
have [j ja jb] := lacks (etrans a_k (esym b_k)) different.
have different' : relevant b != relevant a by rewrite eq_sym.
have [l lb la] := lacks (etrans b_k (esym a_k)) different'.
have score i : inner (vector a) (x i) = inner (vector b) (x i) by rewrite /vector same.
move: ja jb la lb (cut a j) (cut b j) (cut a l) (cut b l).
rewrite !inE !score => -> /negPf -> /negPf -> -> aj bj al bl.
by have := lt_trans (lt_trans bj (lt_trans bl al)) aj; rewrite ltxx.
Qed.

End Count.
