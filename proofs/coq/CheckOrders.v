(* The checker for claims `feasible f-query|f-sign D` with `evidence orders` (U11), and why it is right. *)
From Coq Require Import NArith ZArith FMapPositive.
From mathcomp Require Import all_ssreflect all_algebra.
From Hrdim Require Import Retrieval Hierarchy CheckVectors Blocks Orders.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

(* A query's levels are nowhere above a document's; None where the document is absent. *)
Definition all_at_or_above (line : seq N) (row : seq (option N)) : bool :=
  all2 (fun u v => if v is Some w then N.leb u w else true) line row.

(* k levels for every document and every query: all pairs are compared. *)
Definition check_orders (fuel : nat) (h : hierarchy) (n : notion) (d k : nat) (rows : seq (seq (option N)))
    (lines : seq (seq N)) : bool :=
  let table := index_from 0 (parents h) in
  let is_document := node_set (documents h) in
  [&& same_size rows (documents h), same_size lines (queries h), Nat.leb (if n is FSign then k.+1 else k) d,
      all (fun row => Nat.eqb (size row) k) rows, all (fun line => Nat.eqb (size line) k) lines &
      all (fun p => if relevant fuel table is_document p.1 is Some members then
                      let set := node_set members in
                      all (fun r => Bool.eqb (all_at_or_above p.2 r.2) (in_set set r.1)) (zip (documents h) rows)
                    else false) (zip (queries h) lines)].

(* The two ways to compare levels agree. *)
Lemma leb_nat u w : N.leb u w = (N.to_nat u <= N.to_nat w)%N.
Proof. by apply/idP/idP => [/N.leb_le|/ssrnat.leP] le; [apply/ssrnat.leP | apply/N.leb_le]; Lia.lia. Qed.

(* Level by level. *)
Lemma all_at_or_aboveE k line row : size line = k -> size row = k ->
  all_at_or_above line row =
  [forall i : 'I_k, at_or_above (omap N.to_nat (nth None row i)) (N.to_nat (nth 0%num line i))].
Proof.
move=> size_line size_row; rewrite /all_at_or_above all2E size_line size_row eqxx /=.
apply/(all_nthP (0%num, None))/forallP => [ok i|ok i].
  have := ok i; rewrite size1_zip ?size_line ?size_row // ltn_ord nth_zip ?size_line ?size_row //= => /(_ isT).
  by case: (nth None row i) => [w|//] /=; rewrite leb_nat.
rewrite size1_zip ?size_line ?size_row // => i_lt; rewrite nth_zip ?size_line ?size_row //=.
by have := ok (Ordinal i_lt) => /=; case: (nth None row i) => [w|//] /=; rewrite leb_nat.
Qed.

(* What the checker accepts is true, over every ordered field. *)
Theorem check_orders_sound (R : realFieldType) fuel h n d k rows lines A :
  check_orders fuel h n d k rows lines -> @relevance h A -> retrieves R n d A.
Proof.
case/and5P=> /Nat.eqb_eq size_rows /Nat.eqb_eq size_lines /Nat.leb_le/ssrnat.leP k_le sizes /andP[sizes_lines accepted].
move=> A_reach.
pose u (a : 'I_(size (queries h))) (i : 'I_k) := N.to_nat (nth 0%num (nth [::] lines a) i).
pose v (j : 'I_(size (documents h))) (i : 'I_k) := omap N.to_nat (nth None (nth [::] rows j) i).
have orders a j : A a j = [forall i, at_or_above (v j i) (u a i)].
  have line_size : size (nth [::] lines a) = k.
    by apply/Nat.eqb_eq; apply: (all_nthP [::] sizes_lines); rewrite size_lines.
  have row_size : size (nth [::] rows j) = k.
    by apply/Nat.eqb_eq; apply: (all_nthP [::] sizes); rewrite size_rows.
  rewrite -(all_at_or_aboveE line_size row_size).
  have := all_nthP (0%num, [::]) accepted a; rewrite size1_zip ?size_lines // ltn_ord => /(_ isT).
  rewrite nth_zip //=; case run: relevant => [members|//] compared.
  have := all_nthP (0%num, [::]) compared j; rewrite size1_zip ?size_rows // ltn_ord => /(_ isT).
  rewrite nth_zip //= in_node_set => /Bool.eqb_prop ->.
  have doc_in : document_node h j \in documents h by apply: mem_nth.
  have [mem reach_mem] := relevantP run doc_in.
  by apply/idP/idP => [/A_reach/reach_mem|/mem/A_reach].
case: n k_le => k_le /=.
  by apply: f_query_more k_le _; apply: (orders_f_query R orders).
by apply: f_sign_more k_le _; apply: (orders_f_sign R orders).
Qed.
