(* Words, counts and numbers of certificates and hierarchies: one spelling of each. *)

(* How the program ends early: its exit status and what it says. *)
exception End of int * string

let accepted = 0 and rejected = 1 and unread = 2

type t = { name : string; bytes : string; mutable at : int; certificate : bool }

let line t =
  let line = ref 1 in
  String.iteri (fun i c -> if i < t.at && c = '\n' then incr line) t.bytes;
  !line

let wrong t format =
  let stop why =
    if t.certificate then raise (End (rejected, Printf.sprintf "rejected: line %d: %s" (line t) why))
    else raise (End (unread, Printf.sprintf "hrdim-verify-coq: %s: line %d: %s" t.name (line t) why))
  in
  Printf.ksprintf stop format

let at_end t = t.at = String.length t.bytes
let peek t = if at_end t then '\000' else String.unsafe_get t.bytes t.at

let expect t what =
  let length = String.length what in
  if t.at + length <= String.length t.bytes && String.sub t.bytes t.at length = what then t.at <- t.at + length
  else wrong t "missing: %s" (if what = "\n" then "the end of the line" else String.trim what)

(* The bytes up to one that `stops`, which is left. *)
let until t stops =
  let start = t.at in
  while (not (at_end t)) && not (stops (peek t)) do
    t.at <- t.at + 1
  done;
  String.sub t.bytes start (t.at - start)

let word t =
  let word = until t (fun c -> c <= ' ' || c > '~') in
  if word = "" then wrong t "missing: a word";
  word

let digits_only digit word = word <> "" && String.for_all digit word
let decimal c = c >= '0' && c <= '9'
let hexadecimal c = decimal c || (c >= 'a' && c <= 'f')
let leading_zero word = String.length word > 1 && word.[0] = '0'

let parse_count t most what word =
  if (not (digits_only decimal word)) || leading_zero word then wrong t "%s: '%s'" what word;
  if String.length word > 18 || int_of_string word > most then wrong t "%s: more than %d" what most;
  int_of_string word

let count t most what = parse_count t most what (word t)

(* NAME COUNT *)
let section t name most =
  expect t name;
  expect t " ";
  count t most name

(* Numbers below `below`, ascending, on a line of their own. *)
let ascending t name size below =
  let rec go left previous =
    if left = 0 then []
    else begin
      if previous >= 0 then expect t " ";
      let v = count t (below - 1) name in
      if v <= previous then wrong t "%s: %d does not ascend" name v;
      v :: go (left - 1) v
    end
  in
  let list = go size (-1) in
  expect t "\n";
  list

let most_exponent = 65536

(* An integer, or an odd integer over a power of two. *)
let number t : Checker.number =
  let word = word t in
  let bad () = wrong t "'%s' is no number, or not its only spelling" word in
  let negative = word.[0] = '-' in
  let body = if negative then String.sub word 1 (String.length word - 1) else word in
  let digits, exponent =
    match String.index_opt body 'p' with
    | None -> (body, 0)
    | Some i ->
        let rest = String.sub body (i + 1) (String.length body - i - 1) in
        if rest = "" || rest.[0] <> '-' then bad ();
        (String.sub body 0 i, parse_count t most_exponent "an exponent" (String.sub rest 1 (String.length rest - 1)))
  in
  if (not (digits_only hexadecimal digits)) || leading_zero digits || (negative && digits = "0") then bad ();
  let value = Z.of_string_base 16 digits in
  if String.contains body 'p' && (exponent = 0 || Z.is_even value) then wrong t "a fraction has a shorter spelling";
  { Checker.numerator = (if negative then Z.neg value else value); exponent = Z.of_int exponent }

let zero : Checker.number = { Checker.numerator = Z.zero; exponent = Z.zero }

(* D numbers, the first after `before`. *)
let rec vector t before d =
  if d = 0 then []
  else begin
    expect t before;
    let first = number t in
    first :: vector t " " (d - 1)
  end

(* As many lines as asked for, each read by `read`. *)
let rec lines size read =
  if size = 0 then []
  else
    let first = read () in
    first :: lines (size - 1) read
