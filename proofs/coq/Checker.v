(* The whole checker: a certificate, what it claims, whether it is accepted, and the theorem that what is accepted is true. *)
From Coq Require Import NArith ZArith FMapPositive.
From mathcomp Require Import all_ssreflect all_algebra.
From Hrdim Require Import Retrieval Hierarchy PackedProducts Values CheckVectors CheckMoment CheckOrders CheckFarkas CheckRadon.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Local Open Scope ring_scope.

(* The claims and evidence of doc/certificates.md that are checked here. Numbers of queries and documents count from 0. *)
Variant certificate :=
| FeasibleVectors of notion & nat & seq (seq number) & seq (number * seq number)
| FeasibleMoment of nat
| FeasibleOrders of notion & nat & nat & seq (seq (option N)) & seq (seq N)
| AnyQueryFarkas of notion & nat & nat & seq line & seq line
| AnyDocumentFarkas of notion & nat & nat & seq line & seq line
| LeastRadon of notion & nat & seq nat & seq nat.

(* The largest exponent of a list of numbers. *)
Definition largest_exponent (row : seq number) : N := foldr (fun a e => N.max (exponent a) e) 0%num row.

(* A query's threshold and vector as integers, documents having been multiplied by 2^e. *)
Definition integer_line (e : N) (line : number * seq number) : Z * seq Z :=
  let f := largest_exponent (line.1 :: line.2) in (Z.shiftl (scale f line.1) (Z.of_N e), map (scale f) line.2).

Definition integer_rows (e : N) (docs : seq (seq number)) : seq (seq Z) := map (map (scale e)) docs.

(* `fuel` bounds the steps of every search in the hierarchy; without enough of it nothing is accepted. *)
Definition check (fuel : nat) (h : hierarchy) (c : certificate) : bool :=
  match c with
  | FeasibleVectors n d docs lines =>
      let e := foldr (fun row most => N.max (largest_exponent row) most) 0%num docs in
      check_vectors fuel h n d (integer_rows e docs) (map (integer_line e) lines)
  | FeasibleMoment d => check_moment fuel h d
  | FeasibleOrders n d k rows lines => check_orders fuel h n d k rows lines
  | AnyQueryFarkas n d q members others => Nat.ltb q (size (queries h)) && check_any_query fuel h n d q members others
  | AnyDocumentFarkas n d j members others =>
      Nat.ltb j (size (documents h)) && check_any_document fuel h n d j members others
  | LeastRadon n k docs qs => check_radon fuel h n k docs qs
  end.

(* What is claimed of the hierarchy h, whose relevance is A: which documents each query reaches. *)
Section Claims.
Variables (R : realFieldType) (h : hierarchy) (A : 'I_(size (queries h)) -> 'I_(size (documents h)) -> bool).

(* Vector u with threshold r serves query a with the documents x. *)
Definition serves_query (n : notion) d (x : 'I_(size (documents h)) -> 'I_d -> R) a (u : 'I_d -> R) (r : R) : Prop :=
  (n = FSign -> r = 0) /\ forall j, if A a j then r < inner u (x j) else inner u (x j) < r.

(* Vector x serves document j with the queries q and their thresholds r. *)
Definition serves_document d (q : 'I_(size (queries h)) -> 'I_d -> R) r j (x : 'I_d -> R) : Prop :=
  forall a, if A a j then r a < inner (q a) x else inner (q a) x < r a.

(* The thresholds of queries are the listed ones, and 0 for F-sign. *)
Definition listed_thresholds (n : notion) (r : 'I_(size (queries h)) -> R) (lines : seq line) : Prop :=
  forall l (a : 'I_(size (queries h))), List.In l lines -> place l = a ->
    r a = if n is FSign then 0 else value R (threshold l).

(* What a certificate claims, A being the relevance of the hierarchy. *)
Definition claim (c : certificate) : Prop :=
  match c with
  | FeasibleVectors n d _ _ => retrieves R n d A
  | FeasibleMoment d => f_query R d A
  | FeasibleOrders n d _ _ _ => retrieves R n d A
  | AnyQueryFarkas n d q members others =>
      exists2 a : 'I_(size (queries h)), nat_of_ord a = q &
      forall x, listed x (members ++ others) -> ~ exists (u : 'I_d -> R) r, serves_query n x a u r
  | AnyDocumentFarkas n d i members others =>
      exists2 j : 'I_(size (documents h)), nat_of_ord j = i &
      forall (q : _ -> 'I_d -> R) r, listed q (members ++ others) -> listed_thresholds n r (members ++ others) ->
      ~ exists x, serves_document q r j x
  | LeastRadon n k _ _ => forall d, retrieves R n d A -> (k <= d)%N
  end.

End Claims.

(* What is accepted is true, over the rationals, the reals, and every other ordered field. *)
Theorem check_sound (R : realFieldType) fuel h c A :
  check fuel h c -> @relevance h A -> claim R A c.
Proof.
case: c => [n d docs lines|d|n d k rows lines|n d q members others|n d j members others|n k docs qs] /=.
- exact: check_vectors_sound.
- exact: check_moment_sound.
- exact: check_orders_sound.
- case/andP=> /Nat.ltb_lt/ssrnat.ltP q_lt accepted A_reach; exists (Ordinal q_lt) => // x given.
  exact: (check_any_query_sound (a := Ordinal q_lt) accepted A_reach given).
- case/andP=> /Nat.ltb_lt/ssrnat.ltP j_lt accepted A_reach; exists (Ordinal j_lt) => // x r given thresholds.
  exact: (check_any_document_sound (j := Ordinal j_lt) accepted A_reach given thresholds).
- by move=> accepted A_reach d; apply: (check_radon_sound accepted A_reach).
Qed.
