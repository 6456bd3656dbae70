(* The checker for claims `infeasible any-query` and `infeasible any-document` with `evidence farkas`, and why it is right.

   A line of the evidence has a positive weight w, a vector v and a threshold r. Members must score above their threshold,
   others below. When the weighted sums of both sides' vectors are equal, and the members' weighted thresholds come to
   no less than the others', no vector can do that. *)
From Coq Require Import NArith ZArith FMapPositive.
From mathcomp Require Import all_ssreflect all_algebra zify ssrZ.
From Hrdim Require Import Retrieval Hierarchy PackedProducts Values CheckVectors.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Arguments Z.mul : simpl never.
Arguments Z.add : simpl never.
Arguments Z.pow : simpl never.
Local Open Scope ring_scope.

(* number of the document (any-query) or the query (any-document), weight, threshold, vector *)
Record line := Line { place : nat; weight : Z; threshold : number; point : seq number }.

(* w times the row, added to the sum. *)
Fixpoint add_weighted (w : Z) (row sum : seq Z) : seq Z :=
  match row, sum with x :: row', s :: sum' => Z.add (Z.mul w x) s :: add_weighted w row' sum' | _, _ => [::] end.

Definition scaled (e : N) (l : line) : seq Z := map (scale e) (point l).

Definition combination (e : N) (d : nat) (lines : seq line) : seq Z :=
  foldr (fun l sum => add_weighted (weight l) (scaled e l) sum) (nseq d Z0) lines.

Definition total (f : line -> Z) (lines : seq line) : Z := foldr (fun l sum => Z.add (f l) sum) Z0 lines.

Fixpoint equal (u v : seq Z) : bool :=
  match u, v with
  | a :: u', b :: v' => Z.eqb a b && equal u' v'
  | [::], [::] => true
  | _, _ => false
  end.

(* The largest exponent, and whether it is that of all numbers. *)
Definition exponents (l : line) : N :=
  foldr (fun a e => N.max (exponent a) e) (exponent (threshold l)) (point l).

Definition common_exponent (lines : seq line) : N := foldr (fun l e => N.max (exponents l) e) 0%num lines.

(* Each side's places ascend, so that none comes twice. *)
Fixpoint ascending_places (lines : seq line) : bool :=
  if lines is l :: rest then (if rest is k :: _ then Nat.ltb (place l) (place k) else true) && ascending_places rest
  else true.

Definition well_formed (count d : nat) (lines : seq line) : bool :=
  ascending_places lines &&
  all (fun l => [&& Z.ltb 0 (weight l), Nat.eqb (size (point l)) d & Nat.ltb (place l) count]) lines.

(* What both claims share. `thresholds` says whether the members' weighted thresholds come to enough. *)
Definition balanced (count d : nat) (thresholds : N -> bool) (members others : seq line) : bool :=
  let e := common_exponent (members ++ others) in
  [&& well_formed count d members, well_formed count d others, ~~ nilp (members ++ others),
      equal (combination e d members) (combination e d others) & thresholds e].

(* No query vector, and no threshold, serves query number q with the listed documents. *)
Definition check_any_query (fuel : nat) (h : hierarchy) (n : notion) (d q : nat) (members others : seq line) : bool :=
  if reached fuel (index_from 0 (parents h)) (query_node h q) is Some found then
    let set := node_set found in
    [&& all (fun l => in_set set (document_node h (place l))) members,
        all (fun l => ~~ in_set set (document_node h (place l))) others &
        balanced (size (documents h)) d
          (fun=> if n is FQuery then Z.eqb (total weight members) (total weight others) else true) members others]
  else false.

(* Whether the query of a line reaches the node v; no answer when the search runs out of fuel. *)
Definition line_reaches (fuel : nat) (h : hierarchy) (table : PositiveMap.t (seq N)) (v : N) (l : line) : option bool :=
  if reached fuel table (query_node h (place l)) is Some found then Some (has (N.eqb v) found) else None.

(* No document vector serves document number j with the listed queries and their thresholds, all 0 for F-sign. *)
Definition check_any_document (fuel : nat) (h : hierarchy) (n : notion) (d j : nat) (members others : seq line) : bool :=
  let table := index_from 0 (parents h) in
  let reaches := line_reaches fuel h table (document_node h j) in
  [&& (if n is FSign then all (fun l => Z.eqb (numerator (threshold l)) Z0) (members ++ others) else true),
      all (fun l => if reaches l is Some true then true else false) members,
      all (fun l => if reaches l is Some false then true else false) others &
      balanced (size (queries h)) d
        (fun e => Z.leb (total (fun l => Z.mul (weight l) (scale e (threshold l))) others)
                        (total (fun l => Z.mul (weight l) (scale e (threshold l))) members)) members others].

Section Field.
Variable R : realFieldType.

(* The vector of a line. *)
Definition line_vector d (l : line) (i : 'I_d) : R := value R (nth (Number 0 0) (point l) i).

(* A term more does not change the number of coordinates. *)
Lemma size_add_weighted w row sum : size row = size sum -> size (add_weighted w row sum) = size sum.
Proof. by elim: row sum => [|x row IH] [|s sum] //= [/IH->]. Qed.

(* A weighted sum of vectors of d numbers has d numbers. *)
Lemma size_combination e d lines : all (fun l => size (point l) == d) lines -> size (combination e d lines) = d.
Proof.
elim: lines => [|l lines IH] /=; first by rewrite size_nseq.
case/andP=> /eqP l_d /IH rest_d; have row_d : size (scaled e l) = d by rewrite /scaled size_map.
by rewrite size_add_weighted rest_d.
Qed.

(* The score of a weighted sum with one more term. *)
Lemma inner_add_weighted d (u : 'I_d -> R) w row sum : size row = d -> size sum = d ->
  inner u (vector R (add_weighted w row sum)) = zr R w * inner u (vector R row) + inner u (vector R sum).
Proof.
move=> row_d sum_d; rewrite /inner mulr_sumr -big_split /=; apply: eq_bigr => i _.
rewrite mulrCA -mulrDr; congr (_ * _); rewrite /vector -zrM -zrD; congr (zr _ _).
elim: row sum d row_d sum_d i {u} => [|x row IH] [|s sum] [|d] //= => [_ _ [] //|[row_d] [sum_d] i].
by case: i => [[|i] i_lt] //=; rewrite (IH _ _ row_d sum_d (Ordinal (i_lt : (i < d)%N))).
Qed.

(* The scaled row is 2^e times the line's vector. *)
Lemma inner_scaled d (u : 'I_d -> R) e l : size (point l) = d -> (exponents l <= e)%num ->
  inner u (vector R (scaled e l)) = inner u (line_vector l) * 2%:R ^+ N.to_nat e.
Proof.
move=> l_d l_e; rewrite /inner mulr_suml; apply: eq_bigr => i _; rewrite -mulrA; congr (_ * _).
rewrite /vector /scaled (nth_map (Number 0 0)) ?l_d // zr_scale //.
move: l_e; rewrite /exponents.
have := ltn_ord i; rewrite -[X in (_ < X)%N]l_d; elim: (point l) (nat_of_ord i) => [//|a row IH] [|k] /= k_lt /N.max_lub_iff[low rest] //.
exact: IH.
Qed.


(* A field's version of the sums over the lines. *)
Lemma inner_combination d (u : 'I_d -> R) e lines :
  all (fun l => size (point l) == d) lines -> all (fun l => N.leb (exponents l) e) lines ->
  inner u (vector R (combination e d lines)) =
  (\sum_(l <- lines) zr R (weight l) * inner u (line_vector l)) * 2%:R ^+ N.to_nat e.
Proof.
elim: lines => [|l lines IH] /=.
  by rewrite big_nil mul0r /inner big1 // => i _; rewrite /vector nth_nseq if_same mulr0.
case/andP=> /eqP l_d sizes /andP[/N.leb_le l_e small].
by rewrite inner_add_weighted ?size_combination ?size_map // IH // inner_scaled // big_cons mulrA -mulrDl.
Qed.

(* Lists that pass as equal are. *)
Lemma equalP u v : equal u v -> u = v.
Proof. by elim: u v => [|a u IH] [|b v] //= /andP[/Z.eqb_eq-> /IH->]. Qed.

(* No line has an exponent above the common one. *)
Lemma common_exponentP lines : all (fun l => N.leb (exponents l) (common_exponent lines)) lines.
Proof.
elim: lines => [//|l lines IH] /=; apply/andP; split; first by apply/N.leb_le; apply: N.le_max_l.
by apply: sub_all IH => k /N.leb_le k_e; apply/N.leb_le; apply: N.le_trans k_e (N.le_max_r _ _).
Qed.

(* Sums with positive weights keep the order. *)
Lemma weighted_le (f g : line -> R) lines : all (fun l => Z.ltb 0 (weight l)) lines -> all (fun l => f l < g l) lines ->
  \sum_(l <- lines) zr R (weight l) * f l <= \sum_(l <- lines) zr R (weight l) * g l.
Proof.
elim: lines => [|l lines IH] /=; first by rewrite !big_nil.
move=> /andP[w_pos ws] /andP[f_g fs]; rewrite !big_cons ler_add ?IH //.
by rewrite ler_wpmul2l ?ltW // -(zr0 R) ltr_zr.
Qed.

(* Strictly, when there is a line. *)
Lemma weighted_lt (f g : line -> R) lines : ~~ nilp lines -> all (fun l => Z.ltb 0 (weight l)) lines ->
  all (fun l => f l < g l) lines ->
  \sum_(l <- lines) zr R (weight l) * f l < \sum_(l <- lines) zr R (weight l) * g l.
Proof.
case: lines => [//|l lines] _ /= /andP[w_pos ws] /andP[f_g fs]; rewrite !big_cons ltr_le_add ?weighted_le //.
by rewrite ltr_pmul2l // -(zr0 R) ltr_zr.
Qed.

(* The heart of the matter: balanced lines cannot be separated, whatever the thresholds t of the lines are. *)
Lemma balanced_inseparable count d thresholds members others (u : 'I_d -> R) (t : line -> R) :
  balanced count d thresholds members others ->
  \sum_(l <- others) zr R (weight l) * t l <= \sum_(l <- members) zr R (weight l) * t l ->
  all (fun l => t l < inner u (line_vector l)) members ->
  all (fun l => inner u (line_vector l) < t l) others -> False.
Proof.
case/and5P=> /andP[_ members_ok] /andP[_ others_ok] some /equalP same _ weighed above under.
have sizes lines : all (fun l => [&& Z.ltb 0 (weight l), Nat.eqb (size (point l)) d & Nat.ltb (place l) count]) lines ->
    all (fun l => size (point l) == d) lines /\ all (fun l => Z.ltb 0 (weight l)) lines.
  by move=> ok; split; apply: sub_all ok => l /and3P[// _ /Nat.eqb_eq/eqP].
have [members_d members_w] := sizes _ members_ok; have [others_d others_w] := sizes _ others_ok.
have := common_exponentP (members ++ others); rewrite all_cat => /andP[members_e others_e].
have pow_neq0 : 2%:R ^+ N.to_nat (common_exponent (members ++ others)) != 0 :> R by rewrite expf_neq0 ?pnatr_eq0.
have /(mulIf pow_neq0) equal_sums := etrans (esym (inner_combination u members_d members_e))
  (etrans (congr1 (fun v => inner u (vector R v)) same) (inner_combination u others_d others_e)).
have high := weighted_le members_w above; have low := weighted_le others_w under.
suff : \sum_(l <- members) zr R (weight l) * t l < \sum_(l <- members) zr R (weight l) * t l by rewrite ltxx.
move: some; rewrite cat_nilp negb_and => /orP[m_some|o_some].
  have less := weighted_lt m_some members_w above; rewrite equal_sums in less.
  exact: lt_le_trans less (le_trans low weighed).
have := weighted_lt o_some others_w under; rewrite -equal_sums => less.
exact: lt_le_trans (le_lt_trans high less) weighed.
Qed.

(* Totals as sums in the field. *)
Lemma zr_total f lines : zr R (total f lines) = \sum_(l <- lines) zr R (f l).
Proof. by elim: lines => [|l lines IH] /=; rewrite ?big_nil ?big_cons ?zrD ?IH. Qed.

(* The threshold's exponent is among those of its line. *)
Lemma exponent_threshold l : (exponent (threshold l) <= exponents l)%num.
Proof. by rewrite /exponents; elim: (point l) => [|a row IH] /=; [reflexivity | lia]. Qed.

(* Scaled thresholds, weighted and summed, are the true sum times a power of two. *)
Lemma zr_thresholds e lines : all (fun l => N.leb (exponents l) e) lines ->
  zr R (total (fun l => Z.mul (weight l) (scale e (threshold l))) lines) =
  (\sum_(l <- lines) zr R (weight l) * value R (threshold l)) * 2%:R ^+ N.to_nat e.
Proof.
rewrite zr_total mulr_suml; elim: lines => [|l lines IH] /=; first by rewrite !big_nil.
case/andP=> /N.leb_le l_e small; rewrite !big_cons IH // zrM zr_scale ?mulrA //.
exact: (N.le_trans _ _ _ (@exponent_threshold l) l_e).
Qed.

(* The listed vectors are those of the embedding x. *)
Definition listed (count d : nat) (x : 'I_count -> 'I_d -> R) (lines : seq line) : Prop :=
  forall l (j : 'I_count), List.In l lines -> place l = j -> x j =1 line_vector l.

(* The score of a listed vector. *)
Lemma listed_inner count d (x : 'I_count -> 'I_d -> R) lines (u : 'I_d -> R) l (j : 'I_count) :
  listed x lines -> List.In l lines -> place l = j -> inner u (line_vector l) = inner u (x j).
Proof. by move=> given l_in l_j; apply: eq_bigr => i _; rewrite (given l j). Qed.

(* A statement about all lines, from one about every place. *)
Lemma all_lines count (ok P : pred line) lines :
  (forall l (j : 'I_count), List.In l lines -> place l = j -> ok l -> P l) ->
  all (fun l => Nat.ltb (place l) count) lines -> all ok lines -> all P lines.
Proof.
elim: lines => [//|l lines IH] step /= /andP[/Nat.ltb_lt/ssrnat.ltP l_lt places] /andP[ok_l oks].
apply/andP; split; first by apply: (step l (Ordinal l_lt)) => //; left.
by apply: IH => // k j k_in; apply: step; right.
Qed.

(* The numbers of well-formed lines exist. *)
Lemma well_formed_places count d lines : well_formed count d lines -> all (fun l => Nat.ltb (place l) count) lines.
Proof. by case/andP=> _; apply: sub_all => l /and3P[]. Qed.

(* When the checker accepts, no vector serves query a with the documents x, of which the listed are part. *)
Theorem check_any_query_sound fuel h n d (a : 'I_(size (queries h))) members others A
    (x : 'I_(size (documents h)) -> 'I_d -> R) :
  check_any_query fuel h n d a members others -> @relevance h A -> listed x (members ++ others) ->
  ~ exists u r, (n = FSign -> r = 0) /\ forall j, if A a j then r < inner u (x j) else inner u (x j) < r.
Proof.
rewrite /check_any_query; case run: reached => [found|//] /and3P[inside outside even] A_reach given [u [r [r0 serves]]].
have found_reach v : in_set (node_set found) v <-> reach h (query_node h a) v.
  by rewrite in_node_set; apply: reachedP run v.
case/and5P: (even) => members_ok others_ok _ _ weights.
apply: (balanced_inseparable (u := u) (t := fun=> r) even).
- rewrite -!mulr_suml -!zr_total; case: n r0 weights {even} => [_ /Z.eqb_eq-> //|-> //].
  by rewrite !mulr0.
- apply: all_lines (well_formed_places members_ok) inside => l j l_in l_j.
  rewrite l_j => /found_reach /A_reach A_aj; rewrite (listed_inner _ given _ l_j) ?List.in_app_iff; last by left.
  by have := serves j; rewrite A_aj.
- apply: all_lines (well_formed_places others_ok) outside => l j l_in l_j.
  rewrite l_j (listed_inner _ given _ l_j) ?List.in_app_iff; last by right.
  by move=> /negP unreached; have := serves j; case: ifP => [/A_reach/found_reach|].
Qed.

(* When the checker accepts, no vector serves document j with the queries q and thresholds r, of which the listed are part. *)
Theorem check_any_document_sound fuel h n d (j : 'I_(size (documents h))) members others A
    (q : 'I_(size (queries h)) -> 'I_d -> R) (r : 'I_(size (queries h)) -> R) :
  check_any_document fuel h n d j members others -> @relevance h A -> listed q (members ++ others) ->
  (forall l (a : 'I_(size (queries h))), List.In l (members ++ others) -> place l = a ->
     r a = if n is FSign then 0 else value R (threshold l)) ->
  ~ exists x, forall a, if A a j then r a < inner (q a) x else inner (q a) x < r a.
Proof.
case/and4P=> _ inside outside even A_reach given r_given [x serves].
case/and5P: (even) => members_ok others_ok _ _ /Z.leb_le thresholds.
have reaches l b : line_reaches fuel h (index_from 0 (parents h)) (document_node h j) l = Some b ->
    reach h (query_node h (place l)) (document_node h j) <-> b.
  rewrite /line_reaches; case run: reached => [found|//] [<-].
  rewrite -(reachedP run); split=> [v_in|/hasP[v v_in /N.eqb_eq->]//].
  by apply/hasP; exists (document_node h j) => //; apply/N.eqb_eq.
have score a : inner x (q a) = inner (q a) x by apply: eq_bigr => i _; rewrite mulrC.
apply: (balanced_inseparable (u := x) (t := fun l => if n is FSign then 0 else value R (threshold l)) even).
- case: n {inside outside r_given even}; last by rewrite !big1 // => l _; rewrite mulr0.
  have := common_exponentP (members ++ others); rewrite all_cat => /andP[members_e others_e].
  move: thresholds => /Z.leb_le; rewrite -(ler_zr R) !zr_thresholds // ler_pmul2r //.
  by rewrite exprn_gt0 ?ltr0n.
- apply: all_lines (well_formed_places members_ok) inside => l a l_in l_a.
  case verdict: line_reaches => [[]|] // _; have [_ /(_ isT) /[1!l_a] /A_reach A_aj] := reaches l _ verdict.
  have l_all : List.In l (members ++ others) by rewrite List.in_app_iff; left.
  by have := serves a; rewrite A_aj -score (r_given l a) // (listed_inner _ given _ l_a).
- apply: all_lines (well_formed_places others_ok) outside => l a l_in l_a.
  case verdict: line_reaches => [[]|] // _; have [unreached _] := reaches l _ verdict.
  have l_all : List.In l (members ++ others) by rewrite List.in_app_iff; right.
  have := serves a; case: ifP => [/A_reach|_]; first by rewrite -l_a => /unreached.
  by rewrite -score (r_given l a) // (listed_inner _ given _ l_a).
Qed.

End Field.
