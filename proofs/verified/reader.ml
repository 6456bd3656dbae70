(* A hierarchy in canonical form (doc/certificates.md). *)
open Text

type t = { core : Checker.hierarchy; digest : string; nodes : int; edges : int; queries : int; documents : int }

let most_nodes = 1 lsl 30

(* NAME V V ...: some nodes, ascending, or all. *)
let read_role t name nodes =
  expect t name;
  expect t " ";
  if peek t = 'a' then begin
    expect t "all\n";
    List.init nodes Z.of_int
  end
  else begin
    let rec go previous =
      let v = count t (nodes - 1) name in
      if v <= previous then wrong t "%s: %d does not ascend" name v;
      if peek t = ' ' then begin
        expect t " ";
        Z.of_int v :: go v
      end
      else [ Z.of_int v ]
    in
    let list = go (-1) in
    expect t "\n";
    if List.length list = nodes then wrong t "all nodes are listed, which is spelled all";
    list
  end

(* LENGTH:NAME P P ... *)
let read_node t names v nodes =
  let digits = until t (fun c -> not (decimal c)) in
  if digits = "" || leading_zero digits || String.length digits > 9 then wrong t "the length of a name: '%s'" digits;
  let length = int_of_string digits in
  expect t ":";
  if length = 0 || t.at + length > String.length t.bytes then wrong t "node %d: a name of %d bytes" v length;
  let name = String.sub t.bytes t.at length in
  t.at <- t.at + length;
  if String.contains name '\000' then wrong t "a NUL byte";
  if Hashtbl.mem names name then wrong t "node %d has the name of an earlier one" v;
  Hashtbl.add names name ();
  let rec parents previous =
    if peek t = ' ' then begin
      expect t " ";
      let p = count t (nodes - 1) "a parent" in
      if p <= previous then wrong t "parent %d does not ascend" p;
      p :: parents p
    end
    else []
  in
  let list = parents (-1) in
  expect t "\n";
  list

(* Every node whose children are all done is done; on a cycle some never are. *)
let refuse_cycles t parents =
  let nodes = Array.length parents in
  let children = Array.make nodes 0 and ready = Stack.create () and finished = ref 0 in
  Array.iter (List.iter (fun p -> children.(p) <- children.(p) + 1)) parents;
  Array.iteri (fun v n -> if n = 0 then Stack.push v ready) children;
  while not (Stack.is_empty ready) do
    incr finished;
    List.iter
      (fun p ->
        children.(p) <- children.(p) - 1;
        if children.(p) = 0 then Stack.push p ready)
      parents.(Stack.pop ready)
  done;
  if !finished < nodes then raise (End (unread, "hrdim-verify-coq: " ^ t.name ^ ": the hierarchy has a cycle"))

let read t =
  if not (String.starts_with ~prefix:"hrdim hierarchy 1\n" t.bytes) then
    raise
      (End (unread, "hrdim-verify-coq: " ^ t.name ^ ": not in canonical form (hrdim convert H -o FILE.hierarchy)"));
  expect t "hrdim hierarchy 1\n";
  let nodes = section t "nodes" most_nodes in
  if nodes = 0 then wrong t "no nodes";
  expect t "\n";
  let names = Hashtbl.create 1024 and parents = Array.make nodes [] in
  for v = 0 to nodes - 1 do
    parents.(v) <- read_node t names v nodes
  done;
  let queries = read_role t "queries" nodes in
  let documents = read_role t "documents" nodes in
  if not (at_end t) then wrong t "more behind the end";
  refuse_cycles t parents;
  let core =
    { Checker.parents = List.map (List.map Z.of_int) (Array.to_list parents); queries; documents }
  in
  {
    core;
    digest = Sha256.hex t.bytes;
    nodes;
    edges = Array.fold_left (fun sum list -> sum + List.length list) 0 parents;
    queries = List.length queries;
    documents = List.length documents;
  }
