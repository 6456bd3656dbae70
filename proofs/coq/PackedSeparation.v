(* Checking one query against all documents by packed products. *)
From Coq Require Import NArith ZArith Lia.
From mathcomp Require Import ssreflect ssrfun ssrbool eqtype ssrnat seq.
From Hrdim Require Import PackedProducts.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Arguments Z.mul : simpl never.
Arguments Z.add : simpl never.
Arguments Z.sub : simpl never.
Arguments Z.pow : simpl never.
Local Open Scope Z_scope.

(* A block of documents: their nodes, their packed vectors, and a 1 in every slot. *)
Record block := Block { nodes : seq N; columns : seq Z; ones : Z }.

Definition make_block (B : Z) (d : nat) (docs : seq (N * seq Z)) : block :=
  Block (map fst docs) (pack B d (map snd docs)) (slots B (map (fun=> 1) docs)).

(* Walk through the documents and the members of S(q), both in ascending order. A member's top bit must be set in `above`,
   where every slot is one less, any other document's must be unset in `scores`. Answers the members that are left. *)
Fixpoint scan (B scores above position : Z) (documents members : seq N) : option (seq N) :=
  if documents is x :: rest then
    let: (member, waiting) := if members is y :: later then if N.eqb x y then (true, later) else (false, members)
                           else (false, [::]) in
    if (if member then Z.testbit above position else ~~ Z.testbit scores position)
    then scan B scores above (position + B) rest waiting else None
  else Some members.

Definition check_block (B : Z) (q : seq Z) (r : Z) (b : block) (members : seq N) : option (seq N) :=
  let scores := dot q (columns b) + (2 ^ (B - 1) - r) * ones b in
  scan B scores (scores - ones b) (B - 1) (nodes b) members.

Fixpoint check_blocks (B : Z) (q : seq Z) (r : Z) (blocks : seq block) (members : seq N) : bool :=
  if blocks is b :: rest then
    if check_block B q r b members is Some waiting then check_blocks B q r rest waiting else false
  else nilp members.

(* A scan that succeeds has taken some of the documents, marked by J, for the members; every bit was as it should be. *)
Lemma scanP B scores above position documents members waiting :
  scan B scores above position documents members = Some waiting ->
  exists J : bitseq, [/\ size J = size documents, members = mask J documents ++ waiting &
    forall i, (i < size documents)%N ->
      if nth false J i then Z.testbit above (position + Z.of_nat i * B)
      else ~~ Z.testbit scores (position + Z.of_nat i * B)].
Proof.
elim: documents position members => [|x rest IH] position members /=.
  by case=> <-; exists [::].
set step := (if members is y :: later then _ else _).
have stepP : members = (if step.1 then x :: step.2 else step.2).
  by rewrite /step; case: (members) => [//|y later]; case: N.eqb_spec => [->|].
case: step stepP => member later /= ->; case bit: (if member then _ else _) => // /IH [J [size_J -> bits]].
exists (member :: J); split=> /= [||[|i] i_lt]; rewrite ?size_J //.
- by case: member {bit}.
- by rewrite Z.add_0_r; case: member bit.
- by rewrite (_ : _ + _ = position + B + Z.of_nat i * B); [apply: bits | lia].
Qed.

(* The verdicts J agree with the scores: marked documents score above r, the others below. *)
Definition agrees (q : seq Z) (r : Z) (J : bitseq) (docs : seq (N * seq Z)) : bool :=
  all (fun bp => if bp.1 then r <? dot q bp.2.2 else dot q bp.2.2 <? r) (zip J docs).

Section Query.
Variables (B : Z) (d : nat) (q : seq Z) (r : Z).
Hypothesis B_pos : 0 < B.

(* Vectors of the right length whose scores fit in the slots. *)
Definition fits (row : seq Z) : bool := (size row == d) && (Z.abs (dot q row) + Z.abs r <? 2 ^ (B - 1)).

(* One block: a check that succeeds has marked the members, and every score is on its mark's side of r. *)
Lemma check_blockP docs members waiting : all (fun p => fits p.2) docs ->
  check_block B q r (make_block B d docs) members = Some waiting ->
  exists J : bitseq, [/\ size J = size docs, members = mask J (map fst docs) ++ waiting & agrees q r J docs].
Proof.
move=> fit; rewrite /check_block /=.
have sizes : all (fun row => size row == d) (map snd docs).
  by rewrite all_map; apply: sub_all fit => p /andP[].
have B0 : 0 <= B by lia.
set c := 2 ^ (B - 1) - r.
have two := power_double B_pos.
rewrite dot_pack // -map_comp -slots_shift //.
set scores := slots B _.
have -> : scores - slots B (map (fun=> 1) docs) = slots B (map (fun p => dot q p.2 + c + -1) docs).
  by rewrite (slots_shift (-1)) //; lia.
have fitP i : (i < size docs)%N -> Z.abs (dot q (nth (0%num, [::]) docs i).2) + Z.abs r < 2 ^ (B - 1).
  by move=> i_lt; have /andP[_ /Z.ltb_lt] := all_nthP (0%num, [::]) fit i i_lt.
case/scanP=> J [size_J -> bits]; exists J; rewrite size_map in size_J bits; split=> //.
apply/(all_nthP (false, (0%num, [::]))) => i; rewrite size_zip size_J minnn => i_lt.
rewrite nth_zip //=.
have := bits i i_lt; have small := fitP i i_lt.
rewrite !slots_bit ?size_map // ?(nth_map (0%num, [::])) //=.
- rewrite /c in small *; case: (nth false J i).
    by move/Z.leb_le => ?; apply/Z.ltb_lt; lia.
  by rewrite -Z.ltb_antisym => /Z.ltb_lt ?; apply/Z.ltb_lt; lia.
- rewrite all_map; apply/(all_nthP (0%num, [::])) => k /fitP ? /=.
  by apply/andP; split; [apply/Z.leb_le | apply/Z.ltb_lt]; lia.
- rewrite all_map; apply/(all_nthP (0%num, [::])) => k /fitP ? /=.
  by apply/andP; split; [apply/Z.leb_le | apply/Z.ltb_lt]; lia.
Qed.

(* The same for all blocks: the marks are exactly the members. *)
Lemma check_blocksP parts members : all (fun p => fits p.2) (flatten parts) ->
  check_blocks B q r (map (make_block B d) parts) members ->
  exists J : bitseq, [/\ size J = size (flatten parts), members = mask J (map fst (flatten parts)) &
                         agrees q r J (flatten parts)].
Proof.
elim: parts members => [|docs parts IH] members /=; first by case: members => // _ _; exists [::].
rewrite all_cat => /andP[fit fits_rest].
case run: check_block => [waiting|//] /(IH _ fits_rest) [J [size_J waiting_J agree_J]].
have [I [size_I -> agree_I]] := check_blockP fit run.
exists (I ++ J); rewrite !size_cat size_I size_J map_cat mask_cat ?size_map // -waiting_J; split=> //.
by rewrite /agrees zip_cat ?size_I // all_cat; apply/andP.
Qed.

(* So, when no node is listed twice, every document is on the right side of the threshold. *)
Theorem check_blocks_sound parts members : uniq (map fst (flatten parts)) ->
  all (fun p => fits p.2) (flatten parts) -> check_blocks B q r (map (make_block B d) parts) members ->
  forall i, (i < size (flatten parts))%N ->
  let p := nth (0%num, [::]) (flatten parts) i in if p.1 \in members then r < dot q p.2 else dot q p.2 < r.
Proof.
move=> distinct fit /(check_blocksP fit) [J [size_J -> agree]] i i_lt /=.
move: (flatten parts) distinct {fit} size_J agree i_lt => docs distinct size_J /(all_nthP (false, (0%num, [::]))) agree i_lt.
have i_map : (i < size (map fst docs))%N by rewrite size_map.
have := agree i; rewrite size_zip size_J minnn nth_zip //= => /(_ i_lt).
rewrite in_mask // -(nth_map _ 0%num) // mem_nth //= index_uniq //.
by case: (nth false J i) => /Z.ltb_lt.
Qed.

End Query.
