(* SHA-256 of a string (FIPS 180-4), in hexadecimal. OCaml's integers have 63 bits: words are kept below 2^32. *)
let mask = 0xffffffff

(* The first 32 bits of the fractional part of the square or cube root of the first primes. *)
let constants power count =
  let rec primes n found =
    if List.length found = count then List.rev found
    else primes (n + 1) (if List.exists (fun p -> n mod p = 0) found then found else n :: found)
  in
  let fraction p =
    let scaled = Z.shift_left (Z.of_int p) (32 * power) in
    Z.to_int (Z.logand (Z.root scaled power) (Z.of_int mask))
  in
  Array.of_list (List.map fraction (primes 2 []))

let first = constants 2 8
let round = constants 3 64
let rotate x n = ((x lsr n) lor (x lsl (32 - n))) land mask

(* One block of 64 bytes changes the eight words of the state. *)
let compress state w byte =
  for t = 0 to 15 do
    w.(t) <- (byte (4 * t) lsl 24) lor (byte ((4 * t) + 1) lsl 16) lor (byte ((4 * t) + 2) lsl 8) lor byte ((4 * t) + 3)
  done;
  for t = 16 to 63 do
    let x = w.(t - 15) and y = w.(t - 2) in
    let s0 = rotate x 7 lxor rotate x 18 lxor (x lsr 3) and s1 = rotate y 17 lxor rotate y 19 lxor (y lsr 10) in
    w.(t) <- (w.(t - 16) + s0 + w.(t - 7) + s1) land mask
  done;
  let v = Array.copy state in
  for t = 0 to 63 do
    let a = v.(0) and e = v.(4) in
    let s1 = rotate e 6 lxor rotate e 11 lxor rotate e 25 and choice = (e land v.(5)) lxor (lnot e land v.(6)) in
    let s0 = rotate a 2 lxor rotate a 13 lxor rotate a 22
    and majority = (a land v.(1)) lxor (a land v.(2)) lxor (v.(1) land v.(2)) in
    let t1 = v.(7) + s1 + choice + round.(t) + w.(t) in
    Array.blit v 0 v 1 7;
    v.(4) <- (v.(4) + t1) land mask;
    v.(0) <- (t1 + s0 + majority) land mask
  done;
  Array.iteri (fun i x -> state.(i) <- (state.(i) + x) land mask) v

let hex text =
  let state = Array.copy first and w = Array.make 64 0 in
  let length = String.length text in
  let blocks = (length + 8) / 64 + 1 in
  let padded i =
    if i < length then Char.code (String.unsafe_get text i)
    else if i = length then 0x80
    else if i >= (64 * blocks) - 8 then ((8 * length) lsr (8 * ((64 * blocks) - 1 - i))) land 0xff
    else 0
  in
  for b = 0 to blocks - 1 do
    compress state w (fun i -> padded ((64 * b) + i))
  done;
  String.concat "" (Array.to_list (Array.map (Printf.sprintf "%08x") state))
