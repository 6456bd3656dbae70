(* The checker as OCaml: Coq's integers become Zarith's, by the standard library's tables and the few lines below. *)
From Coq Require Import NArith ZArith.
From Coq Require Import Extraction ExtrOcamlBasic ExtrOcamlNatBigInt ExtrOcamlZBigInt.
From Hrdim Require Import Hierarchy Values CheckVectors CheckFarkas Checker.

(* What the standard tables leave to Coq's own definitions, bit by bit; integers.ml has these few by Zarith. *)
Extract Constant Z.testbit => "Integers.testbit".
Extract Constant Z.pow => "Integers.pow".
Extract Constant Z.log2 => "Integers.log2".
Extract Constant Z.ltb => "Integers.lt".
Extract Constant Z.leb => "Integers.le".
Extract Constant N.eqb => "Integers.eq".
Extract Constant N.ltb => "Integers.lt".
Extract Constant N.leb => "Integers.le".
Extract Constant Nat.ltb => "Integers.lt".
Extract Constant Nat.leb => "Integers.le".
Extract Constant N.succ_pos => "Integers.succ".
Extract Constant N.of_nat => "Integers.same".

Extraction "checker.ml" check.
