(* Rooted forests as the code has them: an array with the parent of every node, and the numbers of a depth-first walk.

   parent v is None at a root.  A forest: climbing from any node ends.  The places of the nodes in depth-first order obey two
   equations, which is how the code computes them (src/hierarchy/order.c): a node's subtree has 1 + the sizes of its
   children's subtrees nodes; the first child begins behind its parent, and each node where the subtree of its sibling before
   it ends. *)
From mathcomp Require Import all_ssreflect zify.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Section Climbing.
Variables (n : nat) (parent : 'I_n -> option 'I_n).

(* The node k edges above v; None beyond a root. *)
Definition climb k v := iter k (obind parent) (Some v).

(* p is v itself or an ancestor of v. *)
Definition above p v := exists k, climb k v = Some p.

Definition is_forest := forall v, exists k, climb k v == None.

(* Nothing is above nothing. *)
Lemma climb_none k : iter k (obind parent) None = None.
Proof. by elim: k => //= k ->. Qed.

(* One edge up, then the rest. *)
Lemma climbS k v : climb k.+1 v = if parent v is Some p then climb k p else None.
Proof. by rewrite /climb iterSr /=; case: (parent v) => //=; rewrite climb_none. Qed.

(* A node counts as above itself. *)
Lemma above_self v : above v v.
Proof. by exists 0. Qed.

(* What is above the parent is above the node. *)
Lemma above_parent p w v : parent v = Some w -> above p w -> above p v.
Proof. by move=> parent_v [k climb_w]; exists k.+1; rewrite climbS parent_v. Qed.

(* The number of nodes on the way from v to its root, both included. *)
Variable is_a_forest : is_forest.
Definition depth v := ex_minn (is_a_forest v).

(* A node is one deeper than its parent. *)
Lemma depth_parent v p : parent v = Some p -> depth v = (depth p).+1.
Proof.
move=> parent_v; rewrite /depth; case: ex_minnP => k k_none k_least; case: ex_minnP => l l_none l_least.
have : k <= l.+1 by apply: k_least; rewrite climbS parent_v.
case: k => [//|k] in k_none k_least *.
have : l <= k by apply: l_least; move: k_none; rewrite climbS parent_v.
by move=> lk kl; apply/eqP; rewrite eqn_leq kl ltnS lk.
Qed.

(* Roots have depth 1. *)
Lemma depth_root v : parent v = None -> depth v = 1.
Proof.
move=> root; rewrite /depth; case: ex_minnP => k k_none k_least.
have : k <= 1 by apply: k_least; rewrite climbS root.
by case: k k_none {k_least} => [|[]].
Qed.

(* No depth is 0. *)
Lemma depth_pos v : 0 < depth v.
Proof. by case parent_v: (parent v) => [p|]; rewrite ?(depth_parent parent_v) ?(depth_root parent_v). Qed.

(* Climbing k edges takes k off the depth. *)
Lemma depth_climb k v p : climb k v = Some p -> depth v = k + depth p.
Proof.
elim: k v => [v [->] //|k IH v]; rewrite climbS; case parent_v: (parent v) => [w|//].
by move=> /IH; rewrite (depth_parent parent_v) addSn => ->.
Qed.

(* So nodes of the same depth are not above one another. *)
Lemma same_depth p v : depth p = depth v -> above p v -> p = v.
Proof.
move=> same [k climb_v]; move: (depth_climb climb_v); rewrite same -{1}[depth v]add0n => /addIn k0.
by move: climb_v; rewrite -k0 => -[].
Qed.

(* An ancestor is not deeper. *)
Lemma depth_above p v : above p v -> depth p <= depth v.
Proof. by case=> k /depth_climb ->; apply: leq_addl. Qed.

End Climbing.

Section Places.
Variables (n : nat) (parent : 'I_n -> option 'I_n) (size entry : 'I_n -> nat).

Definition size_equation := forall v, size v = 1 + \sum_(u | parent u == Some v) size u.
Definition entry_equation := forall v,
  entry v = (if parent v is Some p then (entry p).+1 else 0) + \sum_(u | (parent u == parent v) && (u < v)) size u.

Hypothesis is_a_forest : is_forest parent.
Hypothesis sizes : size_equation.
Hypothesis entries : entry_equation.

Notation above := (above parent).
Notation depth := (depth is_a_forest).

(* A subtree has at least its own root. *)
Lemma size_pos v : 0 < size v.
Proof. by rewrite sizes. Qed.

(* A child's subtree begins behind its parent ... *)
Lemma child_begins v p : parent v = Some p -> entry p < entry v.
Proof. by move=> parent_v; rewrite [entry v]entries parent_v addSn ltnS leq_addr. Qed.

(* ... and ends where its parent's does, or before. *)
Lemma child_ends v p : parent v = Some p -> entry v + size v <= entry p + size p.
Proof.
move=> parent_v; rewrite [entry v]entries [size p]sizes parent_v addnA addn1 -addnA leq_add2l.
rewrite [X in _ <= X](bigID (fun u : 'I_n => u < v)) /= leq_add2l.
by rewrite (bigD1 v) /= ?leq_addr // parent_v eqxx ltnn.
Qed.

(* Siblings' subtrees follow one another; roots are siblings, too. *)
Lemma siblings_apart u v : parent u = parent v -> u < v -> entry u + size u <= entry v.
Proof.
move=> same uv; rewrite [entry v]entries [entry u]entries same -addnA leq_add2l.
rewrite [X in _ <= X](bigID (fun w : 'I_n => w < u)) /=.
rewrite (eq_bigl (fun w : 'I_n => (parent w == parent v) && (w < v) && (w < u))) => [|w]; last first.
  by rewrite -andbA; congr (_ && _); apply/idP/andP => [wu | [] //]; split=> //; apply: ltn_trans uv.
by rewrite leq_add2l (bigD1 u) /= ?leq_addr // same eqxx uv ltnn.
Qed.

(* A node's subtree lies within that of each of its ancestors. *)
Lemma nested p v : above p v -> entry p <= entry v /\ entry v + size v <= entry p + size p.
Proof.
case=> k; elim: k v => [v [->] //|k IH v]; rewrite climbS; case parent_v: (parent v) => [w|//] /IH [begins ends].
split; first exact: leq_trans begins (ltnW (child_begins parent_v)).
exact: leq_trans (child_ends parent_v) ends.
Qed.

(* A proper ancestor has an earlier place. *)
Lemma above_before p v : above p v -> p = v \/ entry p < entry v.
Proof.
case=> -[[->]|k]; first by left.
rewrite climbS; case parent_v: (parent v) => [w|//] climb_w; right.
have [begins _] := @nested p w (ex_intro _ k climb_w).
exact: leq_ltn_trans begins (child_begins parent_v).
Qed.

Definition apart p v := entry p + size p <= entry v \/ entry v + size v <= entry p.
Definition related p v := above p v \/ above v p \/ apart p v.

(* The relation is symmetric. *)
Lemma related_sym p v : related p v -> related v p.
Proof. by case=> [|[|[]]]; rewrite /related /apart; tauto. Qed.

(* Siblings are related: equal or apart. *)
Lemma siblings_related p v : parent p = parent v -> related p v.
Proof.
move=> same; case: (ltngtP p v) => [pv | vp | /val_inj ->].
- by right; right; left; apply: siblings_apart.
- by right; right; right; apply: siblings_apart.
- by left; apply: above_self.
Qed.

(* A deeper node, once its parent is related. *)
Lemma related_parent p v w : parent v = Some w -> depth p <= depth w -> related p w -> related p v.
Proof.
move=> parent_v shallow [above_w | [above_p | [ends | ends]]].
- by left; apply: above_parent above_w.
- have same : depth w = depth p by apply/eqP; rewrite eqn_leq shallow (depth_above is_a_forest above_p).
  by left; exists 1; rewrite climbS parent_v (same_depth same above_p).
- by right; right; left; apply: leq_trans ends (ltnW (child_begins parent_v)).
- by right; right; right; apply: leq_trans (child_ends parent_v) ends.
Qed.

(* Nodes of the same depth, once their parents are related. *)
Lemma related_parents p v a b : parent p = Some a -> parent v = Some b -> depth a = depth b -> related a b -> related p v.
Proof.
move=> parent_p parent_v same; have siblings : a = b -> related p v.
  by move=> ab; apply: siblings_related; rewrite parent_p parent_v ab.
case=> [/(same_depth same)/siblings // | [/(same_depth (esym same))/esym/siblings // | [ends | ends]]].
- right; right; left; apply: leq_trans (child_ends parent_p) _.
  exact: leq_trans ends (ltnW (child_begins parent_v)).
- right; right; right; apply: leq_trans (child_ends parent_v) _.
  exact: leq_trans ends (ltnW (child_begins parent_p)).
Qed.

(* Of two nodes one is above the other, or their subtrees are apart. *)
Lemma all_related p v : related p v.
Proof.
have [N] := ubnP (depth p + depth v); elim: N p v => [//|N IH] p v; rewrite ltnS => bound.
have depth_p := depth_pos is_a_forest p; have depth_v := depth_pos is_a_forest v.
have parent_depth x y := @depth_parent n parent is_a_forest x y.
have root_depth x := @depth_root n parent is_a_forest x.
case parent_p: (parent p) => [a|]; case parent_v: (parent v) => [b|].
- move: (parent_depth _ _ parent_p) (parent_depth _ _ parent_v) => p_a v_b.
  case: (ltngtP (depth p) (depth v)) => [pv | vp | same].
  + by apply: (related_parent parent_v); [lia | apply: IH; lia].
  + by apply/related_sym/(related_parent parent_p); [lia | apply: IH; lia].
  + by apply: (related_parents parent_p parent_v); [lia | apply: IH; lia].
- move: (parent_depth _ _ parent_p) (root_depth _ parent_v) (depth_pos is_a_forest a) => p_a v_1 a_pos.
  by apply/related_sym/(related_parent parent_p); [lia | apply: IH; lia].
- move: (parent_depth _ _ parent_v) (root_depth _ parent_p) (depth_pos is_a_forest b) => v_b p_1 b_pos.
  by apply: (related_parent parent_v); [lia | apply: IH; lia].
- by apply: siblings_related; rewrite parent_p parent_v.
Qed.

(* The last place of a subtree. *)
Definition last v := entry v + size v - 1.

(* p is v or above v exactly when v's place is between p's first and last. *)
Theorem above_interval p v : above p v <-> entry p <= entry v <= last p.
Proof.
move: (size_pos p) (size_pos v) => size_p size_v; rewrite /last; split=> [/nested [begins ends] | between]; first by lia.
case: (all_related p v) => [// | [/above_before [-> | before] | [ends | ends]]]; try lia.
exact: above_self.
Qed.

(* Places are different. *)
Theorem entry_injective : injective entry.
Proof.
move=> p v same; have size_p := size_pos p; have size_v := size_pos v.
by case: (all_related p v) => [/above_before [] | [/above_before [] | []]] //; lia.
Qed.

End Places.

(* Every forest has such numbers: the equations can be solved. *)
Section Solution.
Variables (n : nat) (parent : 'I_n -> option 'I_n).
Hypothesis is_a_forest : is_forest parent.
Notation depth := (depth is_a_forest).

(* Sizes, from the deepest nodes up. *)
Fixpoint size_rounds k v :=
  if k is k'.+1 then 1 + \sum_(u | parent u == Some v) size_rounds k' u else 0.

Definition deepest := \max_v depth v.

(* A node whose subtree has fewer levels than rounds were made has its size. *)
Lemma size_stable k v : deepest < k + depth v -> size_rounds k.+1 v = size_rounds k v.
Proof.
elim: k v => [v | k IH v] bound.
  by move: bound; rewrite add0n ltnNge (leq_bigmax v).
rewrite [LHS]/= [RHS]/=; congr (1 + _); apply: eq_bigr => u /eqP parent_u; apply: IH.
by rewrite (depth_parent is_a_forest parent_u) addnS.
Qed.

Definition size := size_rounds deepest.+1.

(* These are the sizes. *)
Lemma size_solves : size_equation parent size.
Proof. by move=> v; rewrite /size -size_stable // addSn ltnS leq_addr. Qed.

(* Places, from the roots down. *)
Fixpoint entry_rounds k v :=
  if k is k'.+1 then
    (if parent v is Some p then (entry_rounds k' p).+1 else 0) + \sum_(u | (parent u == parent v) && (u < v)) size u
  else 0.

(* A node that is not deeper than the rounds made has its place. *)
Lemma entry_stable k v : depth v <= k -> entry_rounds k.+1 v = entry_rounds k v.
Proof.
elim: k v => [v | k IH v] bound.
  by move: bound; rewrite leqNgt depth_pos.
rewrite [LHS]/= [RHS]/=; case parent_v: (parent v) => [p|//]; congr (_.+1 + _); apply: IH.
by move: bound; rewrite (depth_parent is_a_forest parent_v).
Qed.

Definition entry v := entry_rounds deepest.+1 v.

(* These are the places. *)
Lemma entry_solves : entry_equation parent size entry.
Proof.
move=> v; rewrite /entry -entry_stable; first by rewrite [LHS]/=.
exact: leqW (leq_bigmax v).
Qed.

End Solution.
