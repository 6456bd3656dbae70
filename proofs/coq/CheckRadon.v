(* The checker for claims `least f-query|f-sign K` with `evidence radon`, and why it is right. *)
From Coq Require Import NArith ZArith FMapPositive.
From mathcomp Require Import all_ssreflect all_algebra zify ssrZ.
From Hrdim Require Import Retrieval Hierarchy SignPatterns CheckVectors.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

(* Which of the documents a query reaches, as bits; no answer when the search runs out of fuel. *)
Definition pattern (fuel : nat) (h : hierarchy) (table : PositiveMap.t (seq N)) (docs : seq nat) (q : nat)
    : option bitseq :=
  if reached fuel table (query_node h q) is Some found then
    let set := node_set found in Some (map (fun j => in_set set (document_node h j)) docs)
  else None.

(* A pattern and its opposite are the same split: of the two, the one that begins with false, without that bit. *)
Definition split (bits : bitseq) : bitseq :=
  if bits is b :: rest then (if b then map negb rest else rest) else [::].

(* The rows that begin with b, without it. *)
Definition beginning (b : bool) (rows : seq bitseq) : seq bitseq :=
  pmap (fun row => if row is c :: rest then (if Bool.eqb b c then Some rest else None) else None) rows.

(* Are all patterns of n bits among the rows? *)
Fixpoint covers (n : nat) (rows : seq bitseq) : bool :=
  if n is n'.+1 then covers n' (beginning true rows) && covers n' (beginning false rows) else has (@nilp bool) rows.

(* Every embedding has at least k dimensions: the listed queries split the listed documents in every way; for F-query
   the trivial split, all against nothing, is not needed, and one dimension less is proved. *)
Definition check_radon (fuel : nat) (h : hierarchy) (n : notion) (k : nat) (docs qs : seq nat) : bool :=
  let table := index_from 0 (parents h) in
  let splits := map split (pmap (pattern fuel h table docs) qs) in
  let rest := Nat.pred (size docs) in
  [&& Nat.leb (if n is FQuery then k.+1 else k) (size docs), all (fun j => Nat.ltb j (size (documents h))) docs,
      all (fun q => Nat.ltb q (size (queries h))) qs &
      covers rest (if n is FQuery then nseq rest false :: splits else splits)].

(* The rows that begin with b are those. *)
Lemma mem_beginning b row rows : (row \in beginning b rows) = (b :: row \in rows).
Proof.
rewrite mem_pmap; apply/mapP/idP => [[[//|c rest] in_rows]|in_rows].
  by case: Bool.eqb_spec => [->|//] [->].
by exists (b :: row); rewrite ?Bool.eqb_reflx.
Qed.

(* When all patterns are covered, each is there. *)
Lemma coversP n rows row : covers n rows -> size row = n -> row \in rows.
Proof.
elim: n rows row => [|n IH] rows [|b row] //=; first by case/hasP=> -[].
by case/andP=> yes no [row_n]; rewrite -mem_beginning; case: b; apply: IH.
Qed.

Section Field.
Variable R : realFieldType.

(* The patterns of the listed queries are what A says. *)
Lemma patternP fuel h docs bits A (a : 'I_(size (queries h))) i (j : 'I_(size (documents h))) :
  pattern fuel h (index_from 0 (parents h)) docs a = Some bits -> @relevance h A ->
  (i < size docs)%N -> nth 0%N docs i = j -> nth false bits i = A a j.
Proof.
rewrite /pattern; case run: reached => [found|//] [<-] A_reach i_lt doc_j.
rewrite (nth_map 0%N) // doc_j in_node_set.
by apply/idP/idP => [/(reachedP run)/A_reach|/A_reach/(reachedP run)].
Qed.

(* The same split: the same pattern, or its opposite. *)
Lemma split_cases bits bits' : size bits = size bits' -> split bits = split bits' ->
  bits = bits' \/ bits = map negb bits'.
Proof.
case: bits bits' => [|[] bits] [|[] bits'] //= _; try by [left | move=> ->; left].
- by move/(inj_map negb_inj)->; left.
- by move=> <-; right; rewrite -map_comp (eq_map negbK) map_id.
- by move=> ->; right.
Qed.

(* T documents that are split in every way by the pattern of signs need T dimensions. *)
Lemma split_needs T d (Q : Type) (A : Q -> 'I_T -> bool) (q : Q -> 'I_d -> R) x (c : 'I_T -> R) a :
  cuts A q (fun=> 0) x -> (exists i, c i != 0) -> (forall k, \sum_i c i * x i k = 0) ->
  ~ ((forall i, A a i = (0 < c i)) \/ (forall i, A a i = ~~ (0 < c i))).
Proof.
move=> cut some dependent [same|opposite].
  by apply: (no_such_query (u := q a) some dependent) => i; rewrite -same; apply: cut.
apply: (no_opposite_query (u := q a) some dependent) => i; have := cut a i.
by rewrite opposite; case: (0 < c i).
Qed.

(* The signs of c, as bits. *)
Definition sign_bits T (c : 'I_T -> R) : bitseq := [seq 0 < c i | i <- enum 'I_T].

(* Bit i is the sign of coefficient i. *)
Lemma nth_sign_bits T (c : 'I_T -> R) (i : 'I_T) : nth false (sign_bits c) i = (0 < c i).
Proof. by rewrite (nth_map i) ?size_enum_ord // nth_ord_enum. Qed.

(* Signs that are all alike: impossible when the coefficients come to 0. *)
Lemma signs_differ T (c : 'I_T -> R) : (exists i, c i != 0) -> \sum_i c i = 0 -> split (sign_bits c) != nseq T.-1 false.
Proof.
case: T c => [|T] c [i ci] sum0; first by case: i {ci}.
apply: contra_neq ci => alike.
have same j : (0 < c j) = (0 < c ord0).
  move: alike; rewrite -(nth_sign_bits c j) -(nth_sign_bits c ord0).
  have : size (sign_bits c) = T.+1 by rewrite size_map size_enum_ord.
  case: (sign_bits c) => [//|b bits] [size_bits] /=; case: j => -[//|j] /= j_lt.
  case: b => alike; last by rewrite alike nth_nseq if_same.
  rewrite -[nth _ _ _]negbK -(nth_map _ true) ?size_bits // alike.
  by rewrite (set_nth_default false) ?size_nseq // nth_nseq if_same.
case: (ltP 0 (c ord0)) same => [_ same|_ same].
  by move/psumr_eq0P: sum0 => -> // j _; rewrite ltW ?same.
apply/eqP; rewrite -oppr_eq0; apply/eqP; have : \sum_j - c j = 0 by rewrite sumrN sum0 oppr0.
by move/psumr_eq0P => -> // j _; rewrite oppr_ge0 leNgt same.
Qed.

(* When the checker accepts, every embedding that retrieves has at least k dimensions. *)
Theorem check_radon_sound fuel h n k docs qs A d :
  check_radon fuel h n k docs qs -> @relevance h A -> retrieves R n d A -> (k <= d)%N.
Proof.
case/and4P=> /Nat.leb_le/ssrnat.leP docs_k docs_in qs_in covered A_reach.
pose T := size docs.
have doc_lt (i : 'I_T) : (nth 0%N docs i < size (documents h))%N.
  by apply/ssrnat.ltP/Nat.ltb_lt; apply: (all_nthP 0%N docs_in).
pose D i := Ordinal (doc_lt i).
(* Vectors that retrieve cannot have signs of a dependence among the splits. *)
have apart d' (q : 'I_(size (queries h)) -> 'I_d' -> R) x (c : 'I_T -> R) :
    cuts (fun a i => A a (D i)) q (fun=> 0) x -> (exists i, c i != 0) -> (forall m, \sum_i c i * x i m = 0) ->
    split (sign_bits c) \notin map split (pmap (pattern fuel h (index_from 0 (parents h)) docs) qs).
  move=> cut some dependent; apply/mapP => -[bits]; rewrite mem_pmap => /mapP[a a_in run] same.
  have a_lt : (a < size (queries h))%N by apply/ssrnat.ltP/Nat.ltb_lt; apply: (allP qs_in).
  have bitsP (i : 'I_T) : nth false bits i = A (Ordinal a_lt) (D i).
    by apply: (patternP (a := Ordinal a_lt) (esym run) A_reach (ltn_ord i)).
  have size_bits : size (sign_bits c) = size bits.
    move: run; rewrite /pattern size_map size_enum_ord; case: reached => [found|//] [->].
    by rewrite size_map.
  case: (split_cases size_bits same) => same_bits; apply: (split_needs cut some dependent (a := Ordinal a_lt)).
    by left=> i; rewrite -bitsP -same_bits nth_sign_bits.
  right=> i; rewrite -bitsP -nth_sign_bits same_bits (nth_map false) ?negbK // -size_bits.
  by rewrite size_map size_enum_ord.
have size_split (c : 'I_T -> R) : size (split (sign_bits c)) = T.-1.
  have : size (sign_bits c) = T by rewrite size_map size_enum_ord.
  by case: (sign_bits c) => [|[] bits] /= <- //; rewrite size_map.
rewrite leqNgt; case: n docs_k covered => docs_k covered.
  case=> q [r [x cut]]; apply/negP => d_k.
  have cut' : cuts (fun a i => A a (D i)) (fun a => prepend (- r a) (q a)) (fun=> 0) (fun i => prepend 1 (x (D i))).
    move=> a i; rewrite inner_prepend mulr1 addrC.
    by move: (cut a (D i)); case: ifP => _; rewrite ?subr_gt0 ?subr_lt0.
  have [c [some dependent]] := dependence (fun i => prepend 1 (x (D i))) (leq_ltn_trans d_k docs_k).
  have sum0 : \sum_i c i = 0.
    by rewrite -[RHS](dependent ord0); apply: eq_bigr => i _; rewrite /prepend unlift_none mulr1.
  have := coversP covered (size_split c).
  by rewrite in_cons (negPf (signs_differ some sum0)) (negPf (apart _ _ _ _ cut' some dependent)).
case=> q [x cut]; apply/negP => d_k.
have [c [some dependent]] := dependence (fun i => x (D i)) (leq_trans d_k docs_k).
have := coversP covered (size_split c).
by rewrite (negPf (apart _ q (fun i => x (D i)) _ _ some dependent)) // => a i; apply: cut.
Qed.

End Field.
