(* U6: runs.  In an order of the queries, the queries of a document are at most c runs of consecutive places; the polynomial
   - prod (X - low)(X - high), with one factor for each run, is positive inside the runs and negative outside.

   First as a certificate has it (doc/certificates.md, `evidence runs`): integer points, runs with ends low < high that do not
   overlap, no point an end.  RunsOfPlaces.v has the form that starts from an order. *)
From mathcomp Require Import all_ssreflect all_algebra.
From Hrdim Require Import Retrieval PolynomialSigns.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Notation run := (int * int)%type.

(* low < high in each run, and no run begins before the one before it has ended. *)
Fixpoint ordered (runs : seq run) :=
  if runs is r :: others then
    [&& r.1 < r.2, all (fun r' => r.2 <= r'.1) others & ordered others]
  else true.

(* No run ends at the point v. *)
Definition misses (runs : seq run) v := all (fun r : run => (v != r.1) && (v != r.2)) runs.

(* The point v is in one of the runs. *)
Definition within (runs : seq run) (v : int) := has (fun r : run => r.1 < v < r.2) runs.

Section Polynomial.
Variable R : realFieldType.
Implicit Types (r : run) (runs : seq run) (v : int).

(* One run's factor, negative inside and positive outside; and its value at an integer. *)
Definition factor r : {poly R} := ('X - r.1%:~R%:P) * ('X - r.2%:~R%:P).

(* At an integer, the factor is the product of the two distances. *)
Lemma factor_value r v : (factor r).[v%:~R] = ((v - r.1) * (v - r.2))%:~R.
Proof. by rewrite /factor !hornerE /= rmorphM /= !rmorphB. Qed.

(* Between its ends the factor is negative. *)
Lemma factor_inside r v : r.1 < v < r.2 -> (factor r).[v%:~R] < 0.
Proof. by case/andP=> low high; rewrite factor_value ltrz0 pmulr_rlt0 ?subr_gt0 ?subr_lt0. Qed.

(* Below both ends it is positive. *)
Lemma factor_below r v : r.1 < r.2 -> v < r.1 -> 0 < (factor r).[v%:~R].
Proof.
move=> r12 below; rewrite factor_value ltr0z nmulr_rgt0 subr_lt0 //.
exact: lt_trans r12.
Qed.

(* Above both ends it is positive, too. *)
Lemma factor_above r v : r.1 < r.2 -> r.2 < v -> 0 < (factor r).[v%:~R].
Proof.
move=> r12 above; rewrite factor_value ltr0z pmulr_rgt0 subr_gt0 //.
exact: lt_trans r12 above.
Qed.

(* Where lower degrees are padded: X^2 + 1 is positive everywhere. *)
Definition padding : {poly R} := 'X^2 + 1.

(* Padding does not change a sign. *)
Lemma padding_pos (v : R) : 0 < padding.[v].
Proof. by rewrite /padding !hornerE ltr_paddl ?ltr01 // -expr2 sqr_ge0. Qed.

(* The product over the runs, padded to degree 2c. *)
Definition product c runs : {poly R} := padding ^+ (c - size runs) * \prod_(r <- runs) factor r.

(* Outside all runs every factor is positive. *)
Lemma product_outside runs v : ordered runs -> misses runs v -> ~~ within runs v ->
  0 < \prod_(r <- runs) (factor r).[v%:~R].
Proof.
elim: runs => [|r runs IH] /=; first by rewrite big_nil ltr01.
case/and3P=> r12 _ ord /andP [/andP [v1 v2] miss]; rewrite negb_or => /andP [out outs].
rewrite big_cons mulr_gt0 ?IH //.
case: (ltgtP v r.1) v1 out => // [below _ _ | above _ /=]; first exact: factor_below.
by rewrite -leNgt le_eqVlt eq_sym (negPf v2) => /(factor_above r12).
Qed.

(* A point of one run lies below all later runs, and above all earlier ones: one factor is negative. *)
Lemma product_inside runs v : ordered runs -> misses runs v -> within runs v ->
  \prod_(r <- runs) (factor r).[v%:~R] < 0.
Proof.
elim: runs => [//|r runs IH] /= /and3P [r12 /allP later ord] /andP [/andP [v1 v2] miss].
rewrite big_cons; case: (boolP (within runs v)) => [ins _ | outs].
  rewrite pmulr_rlt0; first exact: IH.
  case/hasP: ins => r' r'_in /andP [low _].
  exact/factor_above/(le_lt_trans (later _ r'_in) low).
rewrite orbF => ins; rewrite nmulr_rlt0 ?factor_inside //.
exact: product_outside.
Qed.

(* Minus the product is positive inside the runs and negative outside. *)
Lemma product_sign c runs v : ordered runs -> misses runs v ->
  right_sign (- product c runs) (v%:~R) (within runs v).
Proof.
move=> ord miss; rewrite /right_sign hornerN oppr_gt0 oppr_lt0 /product hornerM horner_exp horner_prod.
have pad : 0 < padding.[v%:~R] ^+ (c - size runs) by rewrite exprn_gt0 ?padding_pos.
rewrite (pmulr_rlt0 _ pad) (pmulr_rgt0 _ pad); case: ifPn => ins.
  exact: product_inside.
exact: product_outside.
Qed.

(* The product is monic of degree 2c. *)
Lemma factor_monic r : factor r \is monic.
Proof. by rewrite monicMl monicXsubC. Qed.

(* A factor has degree 2. *)
Lemma factor_size r : size (factor r) = 3%N.
Proof. by rewrite size_monicM ?monicXsubC ?size_XsubC // -size_poly_eq0 size_XsubC. Qed.

(* So has the padding. *)
Lemma padding_size : size padding = 3%N.
Proof. by rewrite size_addl size_polyXn // size_poly1. Qed.

(* Its leading coefficient is 1. *)
Lemma padding_monic : padding \is monic.
Proof. by rewrite monicE /lead_coef padding_size coefD coefXn coef1 addr0. Qed.

(* A product of factors has the leading coefficient 1. *)
Lemma factors_monic runs : \prod_(r <- runs) factor r \is monic.
Proof. by apply: monic_prod => r _; apply: factor_monic. Qed.

(* Its degree is twice their number. *)
Lemma factors_size runs : size (\prod_(r <- runs) factor r) = (2 * size runs).+1.
Proof.
elim: runs => [|r runs IH]; first by rewrite big_nil size_poly1.
rewrite big_cons size_monicM ?factor_monic ?monic_neq0 ?factors_monic // factor_size IH /=.
by rewrite mulnS.
Qed.

(* The padded product has the leading coefficient 1, too. *)
Lemma product_monic c runs : product c runs \is monic.
Proof. by rewrite monicMl ?factors_monic // monic_exp ?padding_monic. Qed.

(* Its degree is 2c. *)
Lemma product_size c runs : (size runs <= c)%N -> size (product c runs) = (2 * c).+1.
Proof.
move=> few; rewrite size_monicM ?monic_exp ?padding_monic ?monic_neq0 ?factors_monic // factors_size.
have -> : size (padding ^+ (c - size runs)) = (2 * (c - size runs)).+1.
  have positive : (0 < size (padding ^+ (c - size runs)))%N.
    by rewrite size_poly_gt0 monic_neq0 ?monic_exp ?padding_monic.
  by rewrite -(prednK positive) size_exp padding_size.
by rewrite addSn addnS /= -mulnDr subnK.
Qed.

(* So minus the product has the leading coefficient -1. *)
Lemma product_lead c runs : (size runs <= c)%N -> (- product c runs)`_(2 * c) = -1.
Proof.
move=> few; rewrite coefN; have /eqP := product_monic c runs.
by rewrite /lead_coef product_size //= => ->.
Qed.

End Polynomial.

Section Certificate.
Variables (R : realFieldType) (Q D : Type) (A : Q -> D -> bool) (c : nat).

(* Primal: queries are points, documents have runs. *)
Section Primal.
Variables (point : Q -> int) (runs : D -> seq run).
Hypothesis few : forall j, (size (runs j) <= c)%N.
Hypothesis ord : forall j, ordered (runs j).
Hypothesis miss : forall a j, misses (runs j) (point a).
Hypothesis inside : forall a j, within (runs j) (point a) = A a j.

Let p j := - product R c (runs j).

(* The documents' polynomials have degree 2c. *)
Lemma primal_small j : (size (p j) <= (2 * c).+1)%N.
Proof. by rewrite size_opp product_size. Qed.

(* They have the right signs at the queries' points. *)
Lemma primal_sign a j : right_sign (p j) (point a)%:~R (A a j).
Proof. by rewrite -inside; apply: product_sign. Qed.

(* U6 for F-sign: 2c + 1 dimensions. *)
Theorem runs_f_sign : f_sign R (2 * c).+1 A.
Proof. exact: document_polynomials_f_sign primal_small primal_sign. Qed.

(* U6 for F-query: 2c dimensions. *)
Theorem runs_f_query : f_query R (2 * c) A.
Proof.
apply: document_polynomials_f_query primal_small primal_sign _ => j.
exact: product_lead.
Qed.
End Primal.

(* Dual: documents are points, queries have runs. *)
Section Dual.
Variables (point : D -> int) (runs : Q -> seq run).
Hypothesis few : forall a, (size (runs a) <= c)%N.
Hypothesis ord : forall a, ordered (runs a).
Hypothesis miss : forall a j, misses (runs a) (point j).
Hypothesis inside : forall a j, within (runs a) (point j) = A a j.

Let p a := - product R c (runs a).

(* The queries' polynomials have degree 2c. *)
Lemma dual_small a : (size (p a) <= (2 * c).+1)%N.
Proof. by rewrite size_opp product_size. Qed.

(* They have the right signs at the documents' points. *)
Lemma dual_sign a j : right_sign (p a) (point j)%:~R (A a j).
Proof. by rewrite -inside; apply: product_sign. Qed.

(* Dual U6 for F-sign: 2c + 1 dimensions. *)
Theorem dual_runs_f_sign : f_sign R (2 * c).+1 A.
Proof. exact: query_polynomials_f_sign dual_small dual_sign. Qed.

(* Dual U6 for F-query: 2c dimensions. *)
Theorem dual_runs_f_query : f_query R (2 * c) A.
Proof. exact: query_polynomials_f_query dual_small dual_sign. Qed.
End Dual.

End Certificate.
