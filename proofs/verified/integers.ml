(* Integer operations of the extracted checker for which Coq's extraction tables have no entry. *)
let succ = Z.succ
let same a = a
let eq = Z.equal
let lt = Z.lt
let le = Z.leq

(* Coq's powers and logarithms are 0 where mathematics has none. *)
let pow a n = if Z.sign n < 0 then Z.zero else Z.pow a (Z.to_int n)
let log2 a = if Z.sign a <= 0 then Z.zero else Z.of_int (Z.numbits a - 1)
let testbit a n = Z.sign n >= 0 && Z.testbit a (Z.to_int n)
