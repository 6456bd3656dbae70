(* L4: where the hierarchy branches.  A node with two children that are not above one another is not retrieved in 1 dimension
   (F-query), one with three not in 2 (F-sign): so U5's 2 and 3 dimensions are the least on every forest that branches so.

   S a j: document j is a or above a.  The nodes v, c, c', c'' are queries and documents. *)
From mathcomp Require Import all_ssreflect all_algebra.
From Hrdim Require Import Retrieval Radon Forest.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Local Open Scope ring_scope.

(* The three elements of 'I_3, and what a property says of each. *)
Definition first : 'I_3 := ord0.
Definition second : 'I_3 := lift ord0 ord0.
Definition third : 'I_3 := ord_max.
Definition pattern (f : 'I_3 -> bool) := (f first, f second, f third).

(* Three answers determine a property of three elements. *)
Lemma same_pattern f g : pattern f = pattern g -> f =1 g.
Proof.
case=> f1 f2 f3 [[|[|[|//]]] lt].
- by have -> : Ordinal lt = first by apply: val_inj.
- by have -> : Ordinal lt = second by apply: val_inj.
- by have -> : Ordinal lt = third by apply: val_inj.
Qed.

(* A set that is not empty, and not full. *)
Lemma pattern_set0 (P : {set 'I_3}) : P != set0 -> pattern (fun i => i \in P) != (false, false, false).
Proof.
apply: contraNneq => none; apply/eqP/setP => i; rewrite inE.
exact: (@same_pattern (fun i => i \in P) (fun=> false)).
Qed.

(* The pattern of a set that is not full is not three times true. *)
Lemma pattern_setT (P : {set 'I_3}) : P != setT -> pattern (fun i => i \in P) != (true, true, true).
Proof.
apply: contraNneq => all; apply/eqP/setP => i; rewrite inE.
exact: (@same_pattern (fun i => i \in P) (fun=> true)).
Qed.

Section Branching.
Variables (R : realFieldType) (V : Type) (S : V -> V -> bool).
Hypothesis reflexive : forall a, S a a.

(* c is below v, and v is not below c. *)
Definition below v c := S c v && ~~ S v c.

(* Neither is above the other. *)
Definition incomparable c c' := ~~ S c c' && ~~ S c' c.

(* The three documents, and which of them a query holds. *)
Definition three (x y z : V) (i : 'I_3) := nth x [:: x; y; z] i.
Definition holds a x y z := pattern (fun i => S a (three x y z i)).

(* A query with the set's pattern or the opposite one splits it off. *)
Lemma splits_pattern x y z (P : {set 'I_3}) a :
  holds a x y z = pattern (fun i => i \in P) \/ holds a x y z = pattern (fun i => i \notin P) ->
  splits S (three x y z) P.
Proof. by move=> same; exists a; case: same => /same_pattern same; [left | right]. Qed.

(* {v, c, c'}: v holds itself alone, c all but c', c' all but c. *)
Theorem two_children d v c c' :
  below v c -> below v c' -> incomparable c c' -> f_query R d S -> (2 <= d)%N.
Proof.
move=> /andP [cv vc] /andP [c'v vc'] /andP [cc' c'c] feasible.
have row_v : holds v v c c' = (true, false, false).
  by rewrite /holds /pattern /three /= reflexive (negPf vc) (negPf vc').
have row_c : holds c v c c' = (true, true, false).
  by rewrite /holds /pattern /three /= cv reflexive (negPf cc').
have row_c' : holds c' v c c' = (true, false, true).
  by rewrite /holds /pattern /three /= c'v (negPf c'c) reflexive.
apply: (radon_f_query (docs := three v c c') feasible) => P /pattern_set0 some /pattern_setT not_all.
case P1: (first \in P); case P2: (second \in P); case P3: (third \in P).
- by move: not_all; rewrite /pattern P1 P2 P3.
- by apply: (@splits_pattern _ _ _ _ c); left; rewrite row_c /pattern P1 P2 P3.
- by apply: (@splits_pattern _ _ _ _ c'); left; rewrite row_c' /pattern P1 P2 P3.
- by apply: (@splits_pattern _ _ _ _ v); left; rewrite row_v /pattern P1 P2 P3.
- by apply: (@splits_pattern _ _ _ _ v); right; rewrite row_v /pattern P1 P2 P3.
- by apply: (@splits_pattern _ _ _ _ c'); right; rewrite row_c' /pattern P1 P2 P3.
- by apply: (@splits_pattern _ _ _ _ c); right; rewrite row_c /pattern P1 P2 P3.
- by move: some; rewrite /pattern P1 P2 P3.
Qed.

(* {c, c', c''}: v holds none of them, each of them itself alone. *)
Theorem three_children d v c c' c'' :
    below v c -> below v c' -> below v c'' -> incomparable c c' -> incomparable c c'' -> incomparable c' c'' ->
  f_sign R d S -> (3 <= d)%N.
Proof.
move=> /andP [_ vc] /andP [_ vc'] /andP [_ vc''] /andP [n01 n10] /andP [n02 n20] /andP [n12 n21] feasible.
have row_v : holds v c c' c'' = (false, false, false).
  by rewrite /holds /pattern /three /= (negPf vc) (negPf vc') (negPf vc'').
have row_c : holds c c c' c'' = (true, false, false).
  by rewrite /holds /pattern /three /= reflexive (negPf n01) (negPf n02).
have row_c' : holds c' c c' c'' = (false, true, false).
  by rewrite /holds /pattern /three /= reflexive (negPf n10) (negPf n12).
have row_c'' : holds c'' c c' c'' = (false, false, true).
  by rewrite /holds /pattern /three /= reflexive (negPf n20) (negPf n21).
apply: (radon_f_sign (docs := three c c' c'') feasible) => P.
case P1: (first \in P); case P2: (second \in P); case P3: (third \in P).
- by apply: (@splits_pattern _ _ _ _ v); right; rewrite row_v /pattern P1 P2 P3.
- by apply: (@splits_pattern _ _ _ _ c''); right; rewrite row_c'' /pattern P1 P2 P3.
- by apply: (@splits_pattern _ _ _ _ c'); right; rewrite row_c' /pattern P1 P2 P3.
- by apply: (@splits_pattern _ _ _ _ c); left; rewrite row_c /pattern P1 P2 P3.
- by apply: (@splits_pattern _ _ _ _ c); right; rewrite row_c /pattern P1 P2 P3.
- by apply: (@splits_pattern _ _ _ _ c'); left; rewrite row_c' /pattern P1 P2 P3.
- by apply: (@splits_pattern _ _ _ _ c''); left; rewrite row_c'' /pattern P1 P2 P3.
- by apply: (@splits_pattern _ _ _ _ v); left; rewrite row_v /pattern P1 P2 P3.
Qed.

End Branching.

(* On forests: siblings are not above one another, and below their parent. *)
Section Trees.
Variables (R : realFieldType) (n : nat) (parent : 'I_n -> option 'I_n) (S : 'I_n -> 'I_n -> bool).
Hypothesis is_a_forest : is_forest parent.
Hypothesis meaning : forall a j, S a j <-> above parent j a.

(* A node is relevant to itself. *)
Lemma forest_reflexive a : S a a.
Proof. exact/meaning/above_self. Qed.

(* A child is below its parent, and not above it. *)
Lemma child_below v c : parent c = Some v -> below S v c.
Proof.
move=> parent_c; apply/andP; split.
  by apply/meaning; exists 1%N; rewrite climbS parent_c.
apply/negP => /meaning /(depth_above is_a_forest).
by rewrite (depth_parent is_a_forest parent_c) ltnn.
Qed.

(* Siblings are as deep, so neither is above the other. *)
Lemma siblings_incomparable v c c' : parent c = Some v -> parent c' = Some v -> c != c' -> incomparable S c c'.
Proof.
move=> parent_c parent_c' different.
have same : depth is_a_forest c = depth is_a_forest c'.
  by rewrite (depth_parent is_a_forest parent_c) (depth_parent is_a_forest parent_c').
apply/andP; split; apply: contra different => /meaning.
  by move/(same_depth (esym same)) ->.
by move/(same_depth same) ->.
Qed.

(* So U5's dimensions are the least on every forest where some node has two children, three for F-sign. *)
Theorem tree_f_query d v c c' :
  parent c = Some v -> parent c' = Some v -> c != c' -> f_query R d S -> (2 <= d)%N.
Proof.
move=> child child' different; apply: two_children; [exact: forest_reflexive | exact: child_below child | exact: child_below child' |].
exact: siblings_incomparable child child' different.
Qed.

(* The same for F-sign and three children. *)
Theorem tree_f_sign d v c c' c'' :
    parent c = Some v -> parent c' = Some v -> parent c'' = Some v -> c != c' -> c != c'' -> c' != c'' ->
  f_sign R d S -> (3 <= d)%N.
Proof.
move=> child child' child'' n01 n02 n12; apply: three_children; first exact: forest_reflexive.
- exact: child_below child.
- exact: child_below child'.
- exact: child_below child''.
- exact: siblings_incomparable child child' n01.
- exact: siblings_incomparable child child'' n02.
- exact: siblings_incomparable child' child'' n12.
Qed.

End Trees.
