(* The checker for claims `feasible f-query D` with `evidence moment` (U4), and why it is right. *)
From Coq Require Import NArith ZArith FMapPositive.
From mathcomp Require Import all_ssreflect all_algebra.
From Hrdim Require Import Retrieval Hierarchy CheckVectors MomentCurve.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

(* No query has more than d/2 documents. *)
Definition check_moment (fuel : nat) (h : hierarchy) (d : nat) : bool :=
  let table := index_from 0 (parents h) in
  let is_document := node_set (documents h) in
  ascending (documents h) &&
  all (fun q => if relevant fuel table is_document q is Some members then Nat.leb (Nat.mul 2 (size members)) d else false)
    (queries h).

(* Different numbers are different documents. *)
Lemma document_node_inj h : uniq (documents h) -> injective (fun j : 'I_(size (documents h)) => document_node h j).
Proof. by move=> distinct i j /eqP; rewrite nth_uniq // => /eqP /val_inj. Qed.

(* A query that the checker has let pass has at most d/2 documents. *)
Lemma relevance_few fuel h d A a : check_moment fuel h d -> @relevance h A -> (#|[set j | A a j]| <= d %/ 2)%N.
Proof.
case/andP=> up short A_reach.
have := allP short _ (mem_nth 0%num (ltn_ord a)).
case run: relevant => [members|//] /Nat.leb_le/ssrnat.leP size_le.
rewrite leq_divRL // mulnC; apply: leq_trans size_le; rewrite leq_mul2l /=.
rewrite cardE -(size_map (fun j : 'I_(size (documents h)) => document_node h j)).
apply: uniq_leq_size; first by rewrite map_inj_uniq ?enum_uniq //; apply: document_node_inj (ascending_uniq up).
move=> v /mapP[j]; rewrite mem_enum inE => /A_reach reached_j ->.
by apply/(relevantP run) => //; apply: mem_nth.
Qed.

(* What the checker accepts is true, over every ordered field. *)
Theorem check_moment_sound (R : realFieldType) fuel h d A :
  check_moment fuel h d -> @relevance h A -> f_query R d A.
Proof.
move=> accepted A_reach; pose S a := [set j | A a j].
have injective_place : injective (fun j : 'I_(size (documents h)) => Posz j) by move=> i j [] /val_inj.
have := moment_f_query R injective_place (fun a => relevance_few a accepted A_reach).
move=> /(f_query_more (d' := d)); rewrite mulnC leq_trunc_div => /(_ isT) [q [r [x cut]]].
by exists q, r, x => a j; have := cut a j; rewrite inE.
Qed.
