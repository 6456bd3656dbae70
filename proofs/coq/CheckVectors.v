(* The checker for claims `feasible f-query|f-sign D` with `evidence vectors`, and why it is right. *)
From Coq Require Import NArith ZArith FMapPositive.
From mathcomp Require Import all_ssreflect all_algebra zify ssrZ.
From Hrdim Require Import Retrieval Hierarchy PackedProducts PackedSeparation Values.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Arguments Z.mul : simpl never.
Arguments Z.add : simpl never.
Arguments Z.pow : simpl never.
Local Open Scope ring_scope.

Variant notion := FQuery | FSign.

(* Vectors of d dimensions that retrieve the relevance A. *)
Definition retrieves (R : realFieldType) (n : notion) (d : nat) (Q D : Type) (A : Q -> D -> bool) : Prop :=
  match n with FQuery => f_query R d A | FSign => f_sign R d A end.

(* A says which documents the queries of the hierarchy reach: query a is the a-th query node, document j the j-th. *)
Definition query_node (h : hierarchy) (a : nat) : N := nth 0%num (queries h) a.
Definition document_node (h : hierarchy) (j : nat) : N := nth 0%num (documents h) j.

Definition relevance (h : hierarchy) (A : 'I_(size (queries h)) -> 'I_(size (documents h)) -> bool) : Prop :=
  forall a j, A a j <-> reach h (query_node h a) (document_node h j).

(* Ascending node numbers: none comes twice. *)
Fixpoint ascending (l : seq N) : bool :=
  if l is x :: rest then (if rest is y :: _ then N.ltb x y else true) && ascending rest else true.

(* A set of nodes as a search tree. *)
Definition node_set (l : seq N) : PositiveMap.t unit :=
  foldr (fun v set => PositiveMap.add (N.succ_pos v) tt set) (PositiveMap.empty unit) l.

Definition in_set (set : PositiveMap.t unit) (v : N) : bool := PositiveMap.mem (N.succ_pos v) set.

(* S(q): the documents that q reaches, ascending. *)
Definition relevant (fuel : nat) (table : PositiveMap.t (seq N)) (is_document : PositiveMap.t unit) (q : N)
    : option (seq N) :=
  if reached fuel table q is Some found then Some (sort N.leb (filter (in_set is_document) found)) else None.

(* Blocks of up to `width` documents. *)
Fixpoint chop (T : Type) (width room : nat) (l : seq T) : seq (seq T) :=
  if l is x :: rest then
    if room is room'.+1 then
      if chop width room' rest is b :: bs then (x :: b) :: bs else [:: [:: x]]
    else [::] :: (if chop width width rest is b :: bs then (x :: b) :: bs else [:: [:: x]])
  else [::].

Definition block_size : nat := Nat.pow 2 7.

(* The bits of a slot: room for every score, threshold and sign. *)
Definition slot_bits (m : seq Z) (lines : seq (Z * seq Z)) : Z :=
  Z.add 2 (Z.log2 (foldr (fun line most => Z.max (Z.add (bound line.2 m) (Z.abs line.1)) most) Z.one lines)).

Definition check_line (fuel : nat) (n : notion) (table : PositiveMap.t (seq N)) (is_document : PositiveMap.t unit)
    (B : Z) (m : seq Z) (blocks : seq block) (q : N) (line : Z * seq Z) : bool :=
  [&& (if n is FSign then Z.eqb line.1 0 else true),
      Z.ltb (Z.add (bound line.2 m) (Z.abs line.1)) (Z.pow 2 (Z.sub B 1)) &
      if relevant fuel table is_document q is Some members then check_blocks B line.2 line.1 blocks members else false].

Definition same_size (T U : Type) (l : seq T) (k : seq U) : bool := Nat.eqb (size l) (size k).

(* Integer vectors: a row for every document, for every query a threshold (0 for F-sign) and a row. *)
Definition check_vectors (fuel : nat) (h : hierarchy) (n : notion) (d : nat) (rows : seq (seq Z))
    (lines : seq (Z * seq Z)) : bool :=
  let table := index_from 0 (parents h) in
  let is_document := node_set (documents h) in
  let m := peaks d rows in
  let B := slot_bits m lines in
  let blocks := map (make_block B d) (chop block_size block_size (zip (documents h) rows)) in
  [&& ascending (documents h), same_size rows (documents h), same_size lines (queries h), Z.ltb 0 B,
      all (fun row => Nat.eqb (size row) d) rows, all (fun line => Nat.eqb (size line.2) d) lines &
      all (fun p => check_line fuel n table is_document B m blocks p.1 p.2) (zip (queries h) lines)].

(* The search tree has the nodes of the list. *)
Lemma in_node_set l v : in_set (node_set l) v = (v \in l).
Proof.
elim: l v => [|w l IH] v; first by rewrite /in_set PositiveMap.mem_find PositiveMap.gempty.
exact: (mem_seen_add w IH).
Qed.

(* What ascends has nothing twice. *)
Lemma ascending_uniq l : ascending l -> uniq l.
Proof.
move=> up; apply: (@sorted_uniq _ N.ltb); first by move=> y x z; lia.
  by move=> x; lia.
by elim: l up => [//|x [//|y l] IH] /= /andP[-> /IH].
Qed.

(* The members that were found are the documents that q reaches. *)
Lemma relevantP h fuel q members :
  relevant fuel (index_from 0 (parents h)) (node_set (documents h)) q = Some members ->
  forall v, v \in documents h -> v \in members <-> reach h q v.
Proof.
rewrite /relevant; case run: reached => [found|//] [<-] v v_doc.
by rewrite mem_sort mem_filter in_node_set v_doc; exact: (reachedP run).
Qed.

(* The blocks are the list. *)
Lemma flatten_chop (T : Type) width room (l : seq T) : flatten (chop width room l) = l.
Proof.
elim: l room => [//|x l IH] [|room] /=; last by rewrite -[in RHS](IH room); case: chop.
by rewrite -[in RHS](IH width); case: chop.
Qed.

(* A query whose line is accepted scores every document on the right side of its threshold. *)
Lemma check_lineP h fuel n d rows B q line :
  let table := index_from 0 (parents h) in
  let docs := zip (documents h) rows in
  uniq (documents h) -> size rows = size (documents h) -> Z.lt 0 B -> all (fun row => size row == d) rows ->
  check_line fuel n table (node_set (documents h)) B (peaks d rows) (map (make_block B d) (chop block_size block_size docs)) q line ->
  forall j, (j < size (documents h))%N ->
  let s := dot line.2 (nth [::] rows j) in
  (reach h q (document_node h j) -> Z.lt line.1 s) /\ (~ reach h q (document_node h j) -> Z.lt s line.1).
Proof.
move=> table docs distinct size_rows B_pos sizes /and3P[_ /Z.ltb_lt small].
case run: relevant => [members|//] accepted j j_lt.
have fit : all (fun p => fits B d line.2 line.1 p.2) docs.
  have : all (fits B d line.2 line.1) (map snd docs).
    rewrite -/(unzip2 docs) unzip2_zip ?size_rows //.
    apply/(all_nthP [::]) => i i_lt; rewrite /fits (all_nthP [::] sizes) //=; apply/Z.ltb_lt.
    by have := @below_bound line.2 _ _ (all_nthP [::] (below_peaks sizes) i i_lt); lia.
  by rewrite all_map.
have := check_blocks_sound B_pos _ _ accepted; rewrite flatten_chop -/(unzip1 docs) unzip1_zip ?size_rows //.
move=> /(_ distinct fit j); rewrite size1_zip ?size_rows // => /(_ j_lt); rewrite nth_zip //=.
have doc_in : document_node h j \in documents h by apply: mem_nth.
have [mem reach_mem] := relevantP run doc_in.
rewrite -/(document_node h j); case: ifP => in_members right_side; split=> // at_odds.
  by case: at_odds; apply: mem.
by move: (reach_mem at_odds); rewrite in_members.
Qed.

(* What the checker accepts is true, over every ordered field. *)
Theorem check_vectors_sound (R : realFieldType) fuel h n d rows lines A :
  check_vectors fuel h n d rows lines -> @relevance h A -> retrieves R n d A.
Proof.
case/and5P=> up /Nat.eqb_eq size_rows /Nat.eqb_eq size_lines /Z.ltb_lt B_pos /and3P[sizes sizes_lines accepted] A_reach.
have {}sizes : all (fun row => size row == d) rows.
  by apply: sub_all sizes => row /Nat.eqb_eq/eqP.
set line := fun a : 'I_(size (queries h)) => nth (Z0, [::]) lines a.
have line_size a : size (line a).2 = d.
  by apply/Nat.eqb_eq; apply: (all_nthP (Z0, [::]) sizes_lines); rewrite size_lines.
have cut : cuts A (fun a => @vector R d (line a).2) (fun a => zr R (line a).1) (fun j => @vector R d (nth [::] rows j)).
  move=> a j; have j_lt := ltn_ord j.
  have row_size : size (nth [::] rows j) = d by apply/eqP; apply: (all_nthP [::] sizes); rewrite size_rows.
  have := all_nthP (0%num, (Z0, [::])) accepted a; rewrite size1_zip ?size_lines // ltn_ord => /(_ isT).
  rewrite nth_zip //= => /(check_lineP (ascending_uniq up) size_rows B_pos sizes)/(_ j j_lt) [above under].
  rewrite inner_vector // !ltr_zr.
  by case A_aj: (A a j); apply/Z.ltb_lt; [apply/above/A_reach | apply/under => /A_reach; rewrite A_aj].
case: n accepted => accepted; first by do 3 eexists; exact: cut.
exists (fun a => @vector R d (line a).2), (fun j => @vector R d (nth [::] rows j)) => a j.
have := cut a j; have -> : zr R (line a).1 = 0; last by [].
have := all_nthP (0%num, (Z0, [::])) accepted a; rewrite size1_zip ?size_lines // ltn_ord => /(_ isT).
by rewrite nth_zip //= => /andP[/Z.eqb_eq r0 _]; rewrite /line r0.
Qed.
