(* A hierarchy, as the certificates' checker has it, and the set S(q) of all nodes that a query reaches. *)
From Coq Require Import NArith FMapPositive.
From mathcomp Require Import ssreflect ssrfun ssrbool eqtype ssrnat seq.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

(* Nodes are numbered from 0; entry v of `parents` lists the parents of node v. *)
Record hierarchy := Hierarchy { parents : seq (seq N); queries : seq N; documents : seq N }.

Definition parents_of (h : hierarchy) (v : N) : seq N := nth [::] (parents h) (N.to_nat v).

(* reach h v w: along parents, node w is reached from node v in zero or more steps. *)
Inductive reach (h : hierarchy) : N -> N -> Prop :=
| reach_self v : reach h v v
| reach_parent v p w : p \in parents_of h v -> reach h p w -> reach h v w.

(* A step at the far end: what w is a child of is reached where w is. *)
Lemma reach_last h v w p : reach h v w -> p \in parents_of h w -> reach h v p.
Proof.
move=> reach_vw p_w; elim: reach_vw p_w => {v w} [v|v u w u_v _ IH] p_w.
  by apply: (reach_parent p_w); apply: reach_self.
by apply: (reach_parent u_v); apply: IH.
Qed.

(* The parents' lists as a search tree, so that each is found in logarithmic time. *)
Fixpoint index_from (v : N) (lists : seq (seq N)) : PositiveMap.t (seq N) :=
  if lists is ps :: rest then PositiveMap.add (N.succ_pos v) ps (index_from (N.succ v) rest)
  else PositiveMap.empty (seq N).

Definition lookup (table : PositiveMap.t (seq N)) (v : N) : seq N :=
  if PositiveMap.find (N.succ_pos v) table is Some ps then ps else [::].

(* Different nodes have different keys. *)
Lemma succ_pos_inj v w : N.succ_pos v = N.succ_pos w -> v = w.
Proof. by move=> e; apply: N.succ_inj; rewrite -!N.succ_pos_spec e. Qed.

(* The search tree holds the lists, numbered from v. *)
Lemma lookup_index_from v lists w :
  lookup (index_from v lists) (v + w)%num = nth [::] lists (N.to_nat w).
Proof.
elim: lists v w => [|ps lists IH] v w; rewrite /lookup /=.
  by rewrite PositiveMap.gempty nth_nil.
case: (N.eq_dec w 0) => [->|w_pos].
  by rewrite N.add_0_r PositiveMap.gss.
rewrite PositiveMap.gso; last by move=> /succ_pos_inj; Lia.lia.
have -> : w = N.succ (N.pred w) by Lia.lia.
by rewrite N.add_succ_r -N.add_succ_l -/(lookup _ _) IH N2Nat.inj_succ.
Qed.

(* The search tree of a hierarchy holds the parents of every node. *)
Lemma lookup_parents h v : lookup (index_from 0 (parents h)) v = parents_of h v.
Proof. by rewrite -[v in LHS]N.add_0_l lookup_index_from. Qed.

(* Depth-first search. Nodes in `waiting` are still to be visited, those in `found` have been; `seen` is `found` as
   a search tree. `fuel` bounds the number of steps: when it runs out there is no answer. *)
Fixpoint search (fuel : nat) (table : PositiveMap.t (seq N)) (waiting : seq N) (seen : PositiveMap.t unit)
    (found : seq N) : option (seq N) :=
  match fuel, waiting with
  | _, [::] => Some found
  | 0, _ => None
  | fuel'.+1, v :: rest =>
      if PositiveMap.mem (N.succ_pos v) seen then search fuel' table rest seen found
      else search fuel' table (lookup table v ++ rest) (PositiveMap.add (N.succ_pos v) tt seen) (v :: found)
  end.

Definition reached (fuel : nat) (table : PositiveMap.t (seq N)) (q : N) : option (seq N) :=
  search fuel table [:: q] (PositiveMap.empty unit) [::].

(* Adding a node to the search tree of the visited ones. *)
Lemma mem_seen_add seen (found : seq N) v :
  (forall w, PositiveMap.mem (N.succ_pos w) seen = (w \in found)) ->
  forall w, PositiveMap.mem (N.succ_pos w) (PositiveMap.add (N.succ_pos v) tt seen) = (w \in v :: found).
Proof.
move=> seenP w; rewrite in_cons -seenP !PositiveMap.mem_find.
have [->|w_v] := eqVneq w v; first by rewrite PositiveMap.gss.
by rewrite PositiveMap.gso // => /succ_pos_inj /eqP; rewrite (negPf w_v).
Qed.

(* What the search keeps true: visited nodes and nodes to visit are reached from q, q is among them, and so is every
   parent of a visited node. At the end nothing is left to visit, so exactly the reached nodes have been. *)
Lemma searchP h q fuel waiting seen found out :
  search fuel (index_from 0 (parents h)) waiting seen found = Some out ->
  (forall w, PositiveMap.mem (N.succ_pos w) seen = (w \in found)) ->
  (forall w, w \in waiting ++ found -> reach h q w) ->
  q \in waiting ++ found ->
  (forall v p, v \in found -> p \in parents_of h v -> p \in waiting ++ found) ->
  forall w, w \in out <-> reach h q w.
Proof.
elim: fuel waiting seen found => [|fuel IH] [|v waiting] seen found //=.
1, 2: move=> [<-] _ sound q_in closed w.
1, 2: split; first exact: sound.
1, 2: move=> reach_qw; elim: reach_qw q_in => // v p u p_v _ IHu v_in; apply: IHu; exact: closed p_v.
move=> + seenP sound q_in closed.
rewrite seenP; have [v_found|v_new] := boolP (v \in found) => run.
  have same w : (w \in waiting ++ found) = (w \in v :: waiting ++ found).
    by rewrite in_cons; case: eqP => [->|]//; rewrite mem_cat v_found orbT.
  apply: (IH _ _ _ run seenP) => [w||u p u_found p_u]; rewrite same //; [exact: sound | exact: closed p_u].
have reach_v : reach h q v by apply: sound; rewrite mem_head.
have same w : (w \in (parents_of h v ++ waiting) ++ v :: found) = (w \in parents_of h v) ||
                                                                  (w \in v :: waiting ++ found).
  by rewrite !mem_cat !in_cons mem_cat -orbA; congr orb; rewrite orbCA.
apply: (IH _ _ _ run (mem_seen_add v seenP)) => [w||u p u_in p_u]; rewrite lookup_parents same.
- by case/orP=> [/(reach_last reach_v)|/sound].
- by rewrite q_in orbT.
- by case/predU1P: u_in p_u => [->->//|u_found /(closed _ _ u_found)->]; rewrite orbT.
Qed.

(* The search from q alone finds exactly what q reaches. *)
Theorem reachedP h q fuel out :
  reached fuel (index_from 0 (parents h)) q = Some out -> forall w, w \in out <-> reach h q w.
Proof.
move=> run; apply: (searchP run) => //= [w|w|]; last exact: mem_head.
  by rewrite PositiveMap.mem_find PositiveMap.gempty.
by rewrite mem_seq1 => /eqP->; apply: reach_self.
Qed.
