(* hrdim-verify-coq: reads a certificate and a hierarchy, and has Checker.check decide, whose answer "true" is proved right
   (proofs/coq/Checker.v, check_sound). What is not proved is what stands here: that the files are read as they are meant. *)
open Text

let notion t : Checker.notion =
  match word t with
  | "f-query" -> Checker.FQuery
  | "f-sign" -> Checker.FSign
  | "f-global" -> raise (End (unread, "hrdim-verify-coq: f-global is not checked by this program"))
  | other -> wrong t "'%s' does not belong here" other

(* documents m D, m lines; queries n D, n lines with a threshold first for f-query *)
let read_vectors t (h : Reader.t) notion d =
  let head name size =
    if section t name h.nodes <> size then wrong t "%s: not as many as in the hierarchy" name;
    expect t " ";
    if count t max_int "dimensions" <> d then wrong t "%s: not the dimensions of the claim" name;
    expect t "\n"
  in
  let row () =
    let v = vector t "" d in
    expect t "\n";
    v
  in
  let query () =
    match notion with
    | Checker.FSign -> (zero, row ())
    | Checker.FQuery ->
        let r = number t in
        let v = vector t " " d in
        expect t "\n";
        (r, v)
  in
  head "documents" h.documents;
  let documents = lines h.documents row in
  head "queries" h.queries;
  let queries = lines h.queries query in
  Checker.FeasibleVectors (notion, Z.of_int d, documents, queries)

(* documents m K, m lines of levels, - where a document is absent; queries n K, n lines *)
let read_orders t (h : Reader.t) notion d =
  let most_level = 2147483646 in
  let level () = Z.of_int (count t most_level "a level") in
  let level_or_none () = if peek t = '-' then (expect t "-"; None) else Some (level ()) in
  let head name size =
    if section t name h.nodes <> size then wrong t "%s: not as many as in the hierarchy" name;
    expect t " ";
    let k = count t max_int "orders" in
    expect t "\n";
    k
  in
  let rec row before k read =
    if k = 0 then (expect t "\n"; [])
    else begin
      expect t before;
      let first = read () in
      first :: row " " (k - 1) read
    end
  in
  let k = head "documents" h.documents in
  if k = 0 then wrong t "no orders";
  let documents = lines h.documents (fun () -> row "" k level_or_none) in
  if head "queries" h.queries <> k then wrong t "queries: not as many orders as documents have";
  let queries = lines h.queries (fun () -> row "" k level) in
  Checker.FeasibleOrders (notion, Z.of_int d, Z.of_int k, documents, queries)

(* members COUNT, others COUNT: number, weight, threshold if there is one, vector *)
let read_sides t most d with_threshold =
  let side name =
    let size = section t name most in
    expect t "\n";
    let read () =
      let place = count t (most - 1) "a number" in
      expect t " ";
      let weight = number t in
      if Z.sign weight.numerator <= 0 || Z.sign weight.exponent <> 0 then wrong t "a weight must be a positive integer";
      let threshold = if with_threshold then (expect t " "; number t) else zero in
      let point = vector t " " d in
      expect t "\n";
      { Checker.place = Z.of_int place; weight = weight.numerator; threshold; point }
    in
    let rows = lines size read in
    let rec ascends = function
      | (a : Checker.line) :: (b :: _ as rest) -> Z.lt a.place b.place && ascends rest
      | _ -> true
    in
    if not (ascends rows) then wrong t "%s: the numbers do not ascend" name;
    rows
  in
  let members = side "members" in
  (members, side "others")

let read_radon t (h : Reader.t) notion k =
  let list name below =
    let size = section t name below in
    if size = 0 then wrong t "%s: none" name;
    expect t "\n";
    List.map Z.of_int (ascending t name size below)
  in
  let documents = list "documents" h.documents in
  Checker.LeastRadon (notion, Z.of_int k, documents, list "queries" h.queries)

(* The claim, the evidence, and what the core is asked. *)
let read_certificate t (h : Reader.t) =
  expect t "hrdim certificate 1\n";
  expect t "hierarchy ";
  if word t <> h.digest then wrong t "of another hierarchy; the digest of this one is %s" h.digest;
  expect t " ";
  if String.contains (until t (( = ) '\n')) '\000' then wrong t "a NUL byte";
  expect t "\n";
  expect t "claim ";
  let start = t.at in
  let kind =
    match word t with
    | "infeasible" ->
        expect t " ";
        "infeasible " ^ word t
    | other -> other
  in
  let unchecked what = raise (End (unread, Printf.sprintf "hrdim-verify-coq: %s is not checked by this program" what)) in
  if not (List.mem kind [ "feasible"; "infeasible any-query"; "infeasible any-document"; "least" ]) then
    if List.mem kind [ "recall"; "infeasible embedding"; "bits"; "margin" ] then unchecked kind
    else wrong t "'%s' does not belong here" kind;
  expect t " ";
  let notion = notion t in
  expect t " ";
  let size = count t max_int kind in
  if size = 0 then wrong t "a claim of 0";
  let place most =
    expect t " ";
    count t (most - 1) "the last number"
  in
  let member =
    match kind with
    | "infeasible any-query" -> place h.queries
    | "infeasible any-document" -> place h.documents
    | _ -> 0
  in
  let claim = String.sub t.bytes start (t.at - start) in
  expect t "\n";
  expect t "evidence ";
  let evidence = until t (( = ) '\n') in
  expect t "\n";
  let certificate =
    match (kind, evidence) with
    | "feasible", "vectors" -> read_vectors t h notion size
    | "feasible", "orders" -> read_orders t h notion size
    | "infeasible any-query", "farkas" ->
        let members, others = read_sides t h.documents size false in
        Checker.AnyQueryFarkas (notion, Z.of_int size, Z.of_int member, members, others)
    | "infeasible any-document", "farkas" ->
        let members, others = read_sides t h.queries size (notion = Checker.FQuery) in
        Checker.AnyDocumentFarkas (notion, Z.of_int size, Z.of_int member, members, others)
    | "least", "radon" -> read_radon t h notion size
    | "feasible", "moment" when notion = Checker.FQuery -> Checker.FeasibleMoment (Z.of_int size)
    | "feasible", ("interval" | "runs primal" | "runs dual" | "blocks") | "least", "forster" ->
        unchecked ("evidence " ^ evidence)
    | _ -> wrong t "'%s' is no evidence for this claim" evidence
  in
  expect t "end\n";
  if not (at_end t) then wrong t "more behind the end";
  (claim, evidence, certificate)

let read_file name =
  try
    let channel = if name = "-" then stdin else open_in_bin name in
    let text = Buffer.create 65536 and piece = Bytes.create 65536 in
    let rec go () =
      let got = input channel piece 0 (Bytes.length piece) in
      if got > 0 then begin
        Buffer.add_subbytes text piece 0 got;
        go ()
      end
    in
    go ();
    close_in channel;
    Buffer.contents text
  with Sys_error why -> raise (End (unread, "hrdim-verify-coq: cannot read: " ^ why))

let verify certificate hierarchy =
  let t = { name = certificate; bytes = read_file certificate; at = 0; certificate = true } in
  let h = Reader.read { name = hierarchy; bytes = read_file hierarchy; at = 0; certificate = false } in
  let claim, evidence, core = read_certificate t h in
  let fuel = Z.of_int (h.nodes + h.edges + 2) in
  if not (Checker.check fuel h.core core) then raise (End (rejected, "rejected: the evidence does not prove the claim"));
  Printf.printf "accepted: %s (%s), hierarchy %s (%d nodes, %d edges)\n" claim evidence h.digest h.nodes h.edges

let usage =
  "usage: hrdim-verify-coq CERTIFICATE HIERARCHY\n\n\
   Accepts a certificate of hrdim (doc/certificates.md) for the hierarchy, or rejects it, in one line, by a function that is\n\
   proved in Coq: what it accepts is true.  CERTIFICATE may be -, standard input.  HIERARCHY is in canonical form\n\
   (hrdim convert H -o FILE.hierarchy).  It checks the claims feasible (evidence vectors, moment and orders), infeasible\n\
   any-query and any-document (farkas) and least (radon), of f-query and f-sign.\n\n\
   exit status: 0 accepted, 1 rejected, 2 cannot be read, or not checked by this program\n"

let () =
  let status, line =
    try
      match Array.to_list Sys.argv with
      | [ _; ("--help" | "-h") ] ->
          print_string usage;
          (accepted, "")
      | [ _; certificate; hierarchy ] when hierarchy <> "-" ->
          verify certificate hierarchy;
          (accepted, "")
      | _ ->
          (unread, "hrdim-verify-coq: wanted: CERTIFICATE (or -) and HIERARCHY; see hrdim-verify-coq --help")
    with
    | End (status, line) -> (status, line)
    | Stack_overflow | Out_of_memory | Z.Overflow -> (unread, "hrdim-verify-coq: past the limits of this program")
  in
  if line <> "" then output_string (if status = rejected then stdout else stderr) (line ^ "\n");
  (try flush stdout
   with Sys_error _ ->
     prerr_endline "hrdim-verify-coq: standard output: cannot write";
     Stdlib.exit unread);
  exit status
