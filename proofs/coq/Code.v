(* U3: the code of Kautz and Singleton.  Documents are polynomials of degree < t over the field of p elements, written as the
   0/1 indicator of their values at e points; a query is the sum of its documents.

   Two such polynomials agree in at most t - 1 points, so a relevant document scores at least e and any other at most
   s (t - 1): e > s (t - 1) is enough, in e p dimensions. *)
From mathcomp Require Import all_ssreflect all_algebra ring.
From Hrdim Require Import Retrieval.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Code.
Variables (R : realFieldType) (Q : Type) (D : finType) (S : Q -> {set D}).
Variables (p e s t : nat) (word : D -> {poly 'F_p}).
Hypothesis p_prime : prime p.
Hypothesis points : (e <= p)%N.
Hypothesis enough : (s * t.-1 < e)%N.
Hypothesis few : forall a, (#|S a| <= s)%N.
Hypothesis short : forall j, (size (word j) <= t)%N.
Hypothesis different : injective word.

(* The value of a document's word at the point i. *)
Definition value j (i : 'I_e) : 'F_p := (word j).[i%:R].

(* The e points are different elements of the field. *)
Lemma points_differ : injective (fun i : 'I_e => i%:R : 'F_p).
Proof.
move=> i j /(congr1 val); rewrite /= !val_Fp_nat // => same; apply: val_inj.
by move: same; rewrite !modn_small ?(leq_trans (ltn_ord _) points).
Qed.

(* Where two words agree. *)
Definition agree j k := [set i | value j i == value k i].

(* Different words agree in fewer than t points: the difference has degree < t, and those points are roots. *)
Lemma agree_few j k : j != k -> (#|agree j k| <= t.-1)%N.
Proof.
move=> jk; pose P := word j - word k.
have P0 : P != 0 by rewrite subr_eq0 (inj_eq different).
have roots : all (root P) [seq (i : 'I_e)%:R | i <- enum (agree j k)].
  apply/allP => x /mapP [i in_agree ->]; move: in_agree; rewrite mem_enum inE /value => /eqP same.
  by rewrite /root /P !hornerE same subrr.
have distinct : uniq [seq (i : 'I_e)%:R : 'F_p | i <- enum (agree j k)].
  by rewrite map_inj_uniq ?enum_uniq //; apply: points_differ.
have := max_poly_roots P0 roots distinct; rewrite size_map -cardE => below.
have size_P : (size P <= t)%N.
  by apply: leq_trans (size_add _ _) _; rewrite size_opp geq_max !short.
by rewrite -ltnS; apply: leq_trans below (leq_trans size_P (leqSpred t)).
Qed.

(* A document has a 1 at every point's value, a query adds its documents up. *)
Definition document j (c : 'I_e * 'F_p) : R := (value j c.1 == c.2)%:R.
Definition total a c := \sum_(k in S a) document k c.

(* The score of two documents is the number of points at which they agree. *)
Lemma document_score j k : inner (document k) (document j) = #|agree k j|%:R.
Proof.
rewrite /inner -(pair_bigA _ (fun i v => document k (i, v) * document j (i, v))) /=.
rewrite -sum1_card natr_sum [RHS]big_mkcond /=; apply: eq_bigr => i _.
rewrite (bigD1 (value k i)) //= /document /= eqxx mul1r big1 ?addr0 => [|v /negPf v_k].
  by rewrite inE eq_sym; case: eqP.
by rewrite eq_sym v_k mul0r.
Qed.

(* The score of a query is the number of agreements with all its documents. *)
Lemma total_score a j : inner (total a) (document j) = (\sum_(k in S a) #|agree k j|)%:R.
Proof.
rewrite natr_sum -(eq_bigr _ (fun k _ => document_score j k)) /inner exchange_big /=.
by apply: eq_bigr => c _; rewrite /total mulr_suml.
Qed.

(* A document agrees with itself everywhere. *)
Lemma agree_self j : #|agree j j| = e.
Proof. by rewrite /agree -[RHS]card_ord; apply: eq_card => i; rewrite inE eqxx. Qed.

(* So a relevant document scores at least e ... *)
Lemma member_score a j : j \in S a -> e%:R <= inner (total a) (document j).
Proof. by move=> jS; rewrite total_score ler_nat (big_setD1 j) //= agree_self leq_addr. Qed.

(* ... and any other at most s (t - 1). *)
Lemma other_score a j : j \notin S a -> inner (total a) (document j) <= (s * t.-1)%:R.
Proof.
move=> jS; rewrite total_score ler_nat.
apply: (@leq_trans (\sum_(k in S a) t.-1)).
  by apply: leq_sum => k kS; apply: agree_few; apply: contraNneq jS => <-.
by rewrite sum_nat_const leq_mul2r few orbT.
Qed.

(* There are e p pairs of a point and a value. *)
Lemma card_coordinates : #|[finType of 'I_e * 'F_p]| = (e * p)%N.
Proof. by rewrite card_prod card_ord card_Fp. Qed.

(* The threshold e - 1/2, for every query. *)
Theorem code_f_query : f_query R (e * p) (fun a j => j \in S a).
Proof.
rewrite -card_coordinates.
apply: (@f_query_of _ _ _ _ _ total (fun=> e%:R - 2^-1) document) => a j.
have half : 0 < 2^-1 :> R by rewrite invr_gt0 ltr0n.
have half1 : 2^-1 < 1 :> R by rewrite invf_lt1 ?ltr1n ?ltr0n.
case: ifPn => [jS | jS].
  by apply: lt_le_trans (member_score jS); rewrite ltr_subl_addr ltr_addl.
apply: le_lt_trans (other_score jS) _; rewrite ltr_subr_addr.
apply: (@lt_le_trans _ _ ((s * t.-1).+1)%:R); last by rewrite ler_nat.
by rewrite mulrSr ltr_add2l.
Qed.

(* The coordinates of a document sum to e, so a threshold is a multiple of the query whose coordinates are all 1. *)
Lemma document_sum j : \sum_c document j c = e%:R.
Proof.
rewrite -(pair_bigA _ (fun i v => document j (i, v))) /=.
rewrite (eq_bigr (fun=> 1)) => [|i _]; first by rewrite sumr_const card_ord.
rewrite (bigD1 (value j i)) //= /document /= eqxx big1 ?addr0 // => v /negPf v_j.
by rewrite eq_sym v_j.
Qed.

(* 2 e q - (2e - 1) has the scores e (2 <q,x> - (2e - 1)). *)
Definition balanced a c := 2 * e%:R * total a c - (2 * e%:R - 1).

(* Its score, from that of q. *)
Lemma balanced_score a j :
  inner (balanced a) (document j) = e%:R * (2 * inner (total a) (document j) - (2 * e%:R - 1)).
Proof.
rewrite /inner /balanced; under eq_bigr do rewrite mulrBl -mulrA.
by rewrite sumrB -!mulr_sumr document_sum; ring.
Qed.

(* F-sign in the same e p dimensions. *)
Theorem code_f_sign : f_sign R (e * p) (fun a j => j \in S a).
Proof.
rewrite -card_coordinates; apply: (@f_sign_of _ _ _ _ _ balanced document) => a j.
have e0 : 0 < e%:R :> R by rewrite ltr0n (leq_ltn_trans _ enough).
rewrite balanced_score; case: ifPn => [jS | jS].
  rewrite pmulr_rgt0 // subr_gt0 ltr_subl_addr.
  apply: (@le_lt_trans _ _ (2 * inner (total a) (document j))); last by rewrite ltr_addl ltr01.
  by rewrite ler_pmul2l ?ltr0n // member_score.
rewrite pmulr_rlt0 // subr_lt0 ltr_subr_addr.
have less : inner (total a) (document j) + 1 <= e%:R.
  by apply: le_trans (_ : (s * t.-1)%:R + 1 <= _); rewrite ?ler_add2r ?other_score // -mulrSr ler_nat.
apply: (@lt_le_trans _ _ (2 * (inner (total a) (document j) + 1))); last by rewrite ler_pmul2l ?ltr0n.
by rewrite mulrDr ltr_add2l mulr1 ltr1n.
Qed.

End Code.

(* There are p^t such words, so any m <= p^t documents have words of their own. *)
Section AllWords.
Variables (R : realFieldType) (Q : Type) (m : nat) (S : Q -> {set 'I_m}) (p e s t : nat).
Hypothesis p_prime : prime p.
Hypothesis points : (e <= p)%N.
Hypothesis enough : (s * t.-1 < e)%N.
Hypothesis few : forall a, (#|S a| <= s)%N.
Hypothesis room : (m <= p ^ t)%N.

(* The number of words is p^t. *)
Lemma card_words : #|{ffun 'I_t -> 'F_p}| = (p ^ t)%N.
Proof. by rewrite card_ffun card_Fp // card_ord. Qed.

(* The coefficients of document j's word. *)
Definition digits (j : 'I_m) : {ffun 'I_t -> 'F_p} :=
  enum_val (cast_ord (esym card_words) (widen_ord room j)).
Definition word_of j : {poly 'F_p} := \poly_(i < t) (if insub i is Some i' then digits j i' else 0).

(* A word has degree below t. *)
Lemma word_short j : (size (word_of j) <= t)%N.
Proof. exact: size_poly. Qed.

(* Different documents have different words. *)
Lemma words_differ : injective word_of.
Proof.
move=> j k same; have : digits j = digits k.
  apply/ffunP => i; have := congr1 (fun P : {poly 'F_p} => P`_i) same.
  by rewrite !coef_poly ltn_ord valK.
by move=> /enum_val_inj /cast_ord_inj /(congr1 val) /= /val_inj.
Qed.

(* U3: e p dimensions for any m <= p^t documents. *)
Theorem code_upper : f_query R (e * p) (fun a j => j \in S a) /\ f_sign R (e * p) (fun a j => j \in S a).
Proof.
split; first exact: code_f_query p_prime points enough few word_short words_differ.
exact: code_f_sign p_prime points enough few word_short words_differ.
Qed.

End AllWords.
