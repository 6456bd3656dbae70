(* U11: levels in k orders.  A document belongs to S(q) exactly when it is at or above the query in every order that it is in
   (doc/certificates.md, `evidence orders`).  With a base B above k the coordinates are powers of B. *)
From mathcomp Require Import all_ssreflect all_algebra.
From Hrdim Require Import Retrieval Blocks.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

(* A document that is absent from an order is above every query. *)
Definition at_or_above (v : option nat) (u : nat) : bool := if v is Some w then (u <= w)%N else true.

Section Orders.
Variables (R : realFieldType) (Q D : Type) (k : nat) (u : Q -> 'I_k -> nat) (v : D -> 'I_k -> option nat).
Variable (B : R).
Hypothesis B_gt : k%:R < B.

(* At or above the query in all orders. *)
Definition in_orders a j : bool := [forall i, at_or_above (v j i) (u a i)].
(* The coordinates; a document has 0 in an order from which it is absent. *)
Definition query_power a (i : 'I_k) : R := - B ^+ u a i.
Definition document_power j (i : 'I_k) : R := if v j i is Some w then B ^- w else 0.

(* What a document loses in one order: B^(u - v), and nothing where it is absent. *)
Definition loss a j i : R := if v j i is Some w then B ^+ u a i * B ^- w else 0.

(* A score is minus the sum of what is lost. *)
Lemma score_loss a j : inner (query_power a) (document_power j) = - \sum_i loss a j i.
Proof.
rewrite /inner -sumrN; apply: eq_bigr => i _; rewrite /query_power /document_power /loss mulNr.
by case: (v j i) => [w|] //; rewrite mulr0.
Qed.

(* With an order at all, the base is above 1. *)
Lemma base_gt1 (i : 'I_k) : 1 < B.
Proof. by apply: le_lt_trans B_gt; rewrite ler1n; apply: leq_ltn_trans (ltn_ord i). Qed.

(* So it is positive. *)
Lemma base_gt0 (i : 'I_k) : 0 < B.
Proof. exact: lt_trans ltr01 (base_gt1 i). Qed.

(* Nothing is won in any order. *)
Lemma loss_ge0 a j i : 0 <= loss a j i.
Proof.
rewrite /loss; case: (v j i) => [w|] //.
by rewrite mulr_ge0 ?invr_ge0 ?exprn_ge0 ?ltW ?base_gt0.
Qed.

(* In S(q) no order costs more than 1. *)
Lemma loss_le1 a j i : at_or_above (v j i) (u a i) -> loss a j i <= 1.
Proof.
rewrite /loss /at_or_above; case: (v j i) => [w|_]; last exact: ler01.
move=> u_le; rewrite ler_pdivr_mulr ?exprn_gt0 ?base_gt0 // mul1r.
by apply: ler_weexpn2l => //; apply: ltW; apply: base_gt1 i.
Qed.

(* Off it some order costs B or more. *)
Lemma loss_geB a j i : ~~ at_or_above (v j i) (u a i) -> B <= loss a j i.
Proof.
rewrite /loss /at_or_above; case: (v j i) => [w|//]; rewrite -ltnNge => u_gt.
rewrite ler_pdivl_mulr ?exprn_gt0 ?base_gt0 // -exprS.
by apply: ler_weexpn2l => //; apply: ltW; apply: base_gt1 i.
Qed.

(* Scores are at least -k on S(q) ... *)
Lemma in_score a j : in_orders a j -> - k%:R <= inner (query_power a) (document_power j).
Proof.
move=> /forallP above; rewrite score_loss ler_opp2.
apply: (@le_trans _ _ (\sum_(i < k) 1)); first by apply: ler_sum => i _; apply: loss_le1.
by rewrite sumr_const card_ord.
Qed.

(* ... and at most -B off it. *)
Lemma out_score a j : ~~ in_orders a j -> inner (query_power a) (document_power j) <= - B.
Proof.
move=> /forallPn[i below]; rewrite score_loss ler_opp2 (bigD1 i) //=.
by rewrite -[X in X <= _]addr0 ler_add ?loss_geB ?sumr_ge0 // => l _; apply: loss_ge0.
Qed.

(* One threshold, halfway, for all queries. *)
Theorem orders_cut : cuts in_orders query_power (fun=> - ((k%:R + B) / 2%:R)) document_power.
Proof.
have half_gt : k%:R < (k%:R + B) / 2%:R by rewrite midf_lt.
have half_lt : (k%:R + B) / 2%:R < B by rewrite midf_lt.
move=> a j; case: ifPn => [/in_score|/out_score] score.
  by apply: lt_le_trans score; rewrite ltr_opp2.
by apply: le_lt_trans score _; rewrite ltr_opp2.
Qed.

End Orders.

Section Dimensions.
Variables (R : realFieldType) (Q D : Type) (A : Q -> D -> bool).
Variables (k : nat) (u : Q -> 'I_k -> nat) (v : D -> 'I_k -> option nat).
Hypothesis orders : forall a j, A a j = [forall i, at_or_above (v j i) (u a i)].

(* k + 1 is such a base. *)
Lemma base_exists : k%:R < k.+1%:R :> R.
Proof. by rewrite ltr_nat. Qed.

(* All thresholds are negative. *)
Theorem orders_f_query_signed : f_query_signed (-1 : R) k A.
Proof.
exists (query_power u k.+1%:R), (fun=> - ((k%:R + k.+1%:R) / 2%:R)), (document_power v k.+1%:R); split=> [a j|a].
  by rewrite orders; apply: (orders_cut u v base_exists).
by rewrite ltr0_sg // oppr_lt0 divr_gt0 ?ltr0n // ltr_spaddr ?ltr0n ?ler0n.
Qed.

(* F-query in k dimensions. *)
Theorem orders_f_query : f_query R k A.
Proof. exact: f_query_of_signed orders_f_query_signed. Qed.

(* And F-sign in k + 1. *)
Theorem orders_f_sign : f_sign R k.+1 A.
Proof. exact: f_sign_of_f_query orders_f_query. Qed.

End Dimensions.
