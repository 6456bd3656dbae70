#!/usr/bin/python3
"""PyTorch's numbers for tests/learn/test-torch.c: every loss, unit and free rows, every optimizer, on a tiny problem.

    /usr/bin/python3 tests/learn/torch-fixture.py > tests/learn/torch.txt          (Debian: python3-torch)

The losses are written from their definition (src/learn/loss.h) with autograd in float64, the optimizers are PyTorch's own
on sparse gradients (Adam: SparseAdam).  Written are the problem, so that both sides have the same, and for every case the
losses of 4 steps and the gradients by both tables in the last one.
"""
import itertools

import torch
import torch.nn.functional as F

DIMENSION, STEPS, SCALE, RATE = 3, 4, 3.0, 0.05
# S(q) as (document, distance), ascending; query q is document q
SETS = [
    [(0, 0)],
    [(0, 1), (1, 0)],
    [(0, 1), (2, 0)],
    [(0, 2), (1, 1), (3, 0)],
    [(0, 2), (1, 1), (2, 1), (4, 0)],
    [(0, 3), (1, 2), (3, 1), (5, 0)],
]
DOCUMENTS = 8
# rows of every step: query, which of its pairs was drawn, least and most distance of its range; one row comes twice
ROWS = [
    [(5, 0, 0, 9), (4, 2, 1, 9), (3, 1, 0, 9), (5, 0, 0, 9), (1, 1, 0, 9)],
    [(4, 0, 0, 9), (4, 1, 0, 9), (2, 0, 1, 9), (0, 0, 0, 9), (5, 2, 0, 1)],
    [(3, 0, 1, 9), (5, 3, 0, 0), (1, 0, 0, 9), (3, 0, 1, 9), (2, 1, 0, 9)],
    [(5, 1, 0, 9), (4, 3, 0, 9), (3, 2, 0, 1), (2, 0, 0, 9), (5, 1, 0, 9)],
]
NEGATIVES = [[6, 0, 3, 7, 6, 1], [5, 5, 5, 2, 0, 4], [7, 1, 1, 3, 0, 6], [2, 4, 7, 3, 3, 0]]
CANDIDATES = ["all", "unique", "batch", "sampled"]


def targets(row, everything):
    query, place, low, high = row
    pairs = SETS[query] if everything else SETS[query][place : place + 1]
    return [x for x, k in pairs if low <= k <= high]


def loss_of(step, case, queries, docs):
    kind, everything, masked, by_pairs, unit, _ = case
    rows, negatives = ROWS[step], NEGATIVES[step]
    chosen = [targets(row, everything) for row in rows]
    drawn = [x for t in chosen for x in t]
    pool = {"all": range(DOCUMENTS), "unique": drawn, "batch": drawn, "sampled": negatives}[kind]
    count = {x: 1.0 if kind in ("all", "unique") else float(list(pool).count(x)) for x in pool}
    if kind == "sampled":
        count = {x: c * DOCUMENTS / len(negatives) for x, c in count.items()}
    slots = sorted(set(pool) | set(drawn))
    used = sorted({row[0] for row in rows})
    q = F.embedding(torch.tensor(used), queries, sparse=True)
    x = F.embedding(torch.tensor(slots), docs, sparse=True)
    if unit:
        q, x = F.normalize(q), F.normalize(x)
    scores = SCALE * q @ x.t()
    mean = len(drawn) / len(rows)
    total = 0
    for row, own in zip(rows, chosen):
        s = {slot: scores[used.index(row[0]), place] for place, slot in enumerate(slots)}
        mine = {document for document, _ in SETS[row[0]]}
        rest = []
        for document, weight in count.items():
            if document in own and not masked and kind == "batch":
                weight -= 1
            elif document in own or (masked and document in mine):
                weight = 0
            if weight > 0:
                rest.append(s[document] + torch.log(torch.tensor(weight, dtype=torch.float64)))
        if masked:
            loss = sum(torch.logsumexp(torch.stack(rest + [s[t]]), 0) - s[t] for t in own)
        else:
            whole = torch.logsumexp(torch.stack(rest + [s[t] for t in own]), 0)
            loss = sum(whole - s[t] for t in own)
        total = total + loss / len(own) * (len(own) / mean if by_pairs else 1)
    return total / len(rows)


def table(rows, shift):
    """Numbers that both sides compute exactly alike: multiples of 1/64."""
    index = torch.arange(rows * DIMENSION)
    return (((index * 37 + shift) % 101 - 50).double() / 64).view(rows, DIMENSION)


def run(case):
    parameters = [torch.nn.Parameter(table(len(SETS), 11)), torch.nn.Parameter(table(DOCUMENTS, 5))]
    make = {
        # SparseAdam adds eps before the bias correction, Kingma & Ba and hrdim after it: so small an eps hides that
        "adam": lambda p: torch.optim.SparseAdam(p, lr=RATE, eps=1e-12),
        "adagrad": lambda p: torch.optim.Adagrad(p, lr=RATE, eps=1e-12),
        "sgd": lambda p: torch.optim.SGD(p, lr=RATE),
    }
    optimizer = make[case[5]](parameters)
    losses = []
    for step in range(STEPS):
        optimizer.zero_grad(set_to_none=True)
        loss = loss_of(step, case, *parameters)
        loss.backward()
        losses.append(loss.item())
        gradient = torch.cat([p.grad.to_dense().flatten() for p in parameters])
        optimizer.step()
    return losses, gradient.tolist()


def main():
    print(f"problem {len(SETS)} {DOCUMENTS} {DIMENSION} {STEPS} {len(ROWS[0])} {len(NEGATIVES[0])} {SCALE} {RATE}")
    for pairs in SETS:
        print(len(pairs), *(number for pair in pairs for number in pair))
    for rows, negatives in zip(ROWS, NEGATIVES):
        print(*(number for row in rows for number in row), *negatives)
    cases = [
        (kind, everything, masked, by_pairs, unit, "adam")
        for kind, everything, masked, by_pairs, unit in itertools.product(CANDIDATES, *[(False, True)] * 4)
        if everything or not by_pairs
    ]
    cases += [("all", True, True, True, unit, name) for unit in (False, True) for name in ("adagrad", "sgd")]
    for case in cases:
        losses, gradient = run(case)
        print("case", CANDIDATES.index(case[0]), *map(int, case[1:5]), case[5])
        print(*(f"{value:.8g}" for value in losses))
        print(*(f"{value:.6g}" for value in gradient))


main()
