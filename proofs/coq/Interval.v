(* U5: every forest in 3 dimensions (F-sign) or 2 (F-query), whatever its size and depth.

   A document has the vector (-l r, l + r, -1), where l is its place in depth-first order and r the last place of its subtree; a
   query at the place x has (1, x, x^2).  Their inner product is -(x - l) (x - r). *)
From mathcomp Require Import all_ssreflect all_algebra zify ring.
From Hrdim Require Import Retrieval Forest RunsOfPlaces.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Interval.
Variables (n : nat) (parent : 'I_n -> option 'I_n) (size entry : 'I_n -> nat).
Hypothesis is_a_forest : is_forest parent.
Hypothesis sizes : size_equation parent size.
Hypothesis entries : entry_equation parent size entry.

(* A product of two numbers, of which at most one is negative, is not negative when neither is. *)
Lemma between_product (l r x : int) : l <= r -> (0 <= (x - l) * (r - x)) = (l <= x <= r).
Proof.
move=> lr; case: (leP l x) => [lx | xl] /=; last first.
  by rewrite nmulr_rge0 ?subr_lt0 // subr_le0 leNgt (lt_le_trans xl lr).
case: (leP x r) => [xr | rx]; first by rewrite mulr_ge0 ?subr_ge0.
by rewrite nmulr_lge0 ?subr_lt0 // subr_le0 leNgt (le_lt_trans lr rx).
Qed.

(* Document j is query a itself or an ancestor exactly when the inner product of the integer vectors is not negative. *)
Theorem interval_inner (j a : 'I_n) :
    let l := (entry j)%:Z in let r := (last size entry j)%:Z in let x := (entry a)%:Z in
  above parent j a <-> 0 <= - (l * r) * 1 + (l + r) * x + (-1) * x ^+ 2.
Proof.
move=> l r x; have -> : - (l * r) * 1 + (l + r) * x + (-1) * x ^+ 2 = (x - l) * (r - x) by ring.
have lr : l <= r by rewrite /l /r lez_nat /last; have := size_pos sizes j; lia.
by rewrite between_product // !lez_nat; apply: above_interval.
Qed.

(* In 2 dimensions: the score is at least the query's threshold x^2. *)
Theorem interval_threshold (j a : 'I_n) :
    let l := (entry j)%:Z in let r := (last size entry j)%:Z in let x := (entry a)%:Z in
  above parent j a <-> x ^+ 2 <= - (l * r) * 1 + (l + r) * x.
Proof.
move=> l r x.
have -> : (x ^+ 2 <= - (l * r) * 1 + (l + r) * x) = (0 <= - (l * r) * 1 + (l + r) * x + (-1) * x ^+ 2).
  by rewrite mulN1r subr_ge0.
exact: interval_inner.
Qed.

End Interval.

(* With room around each interval the signs are strict, in every ordered field.  A says which document is above which query; any
   of the nodes may be queries, any may be documents. *)
Theorem interval_upper (R : realFieldType) n (parent : 'I_n -> option 'I_n) (Q D : Type) (A : Q -> D -> bool)
    (query : Q -> 'I_n) (document : D -> 'I_n) :
    is_forest parent -> (forall a j, A a j <-> above parent (document j) (query a)) ->
  f_query R 2 A /\ f_sign R 3 A.
Proof.
move=> is_a_forest meaning.
have sizes := size_solves is_a_forest; have entries := entry_solves is_a_forest.
set size := Forest.size _ in sizes entries; set entry := Forest.entry _ in entries.
pose runs j := [:: (entry (document j), last size entry (document j))].
apply: (@placed_runs R Q D A n 1 (fun a => entry (query a)) runs) => [// | j | a j].
  by rewrite /= /last; have := size_pos sizes (document j); lia.
rewrite /covers /= orbF; apply/idP/idP => [between | /meaning].
  exact/meaning/(above_interval is_a_forest sizes entries).
by move/(above_interval is_a_forest sizes entries).
Qed.
