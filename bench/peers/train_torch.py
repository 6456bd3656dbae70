#!/usr/bin/python3
"""Training steps in PyTorch: the second stage of recipes/control.ini on the batches that bench/learn wrote.

    train_torch.py FOLDER autograd|manual

Two tables of d numbers a row; unit rows; scores 20 <q, x>; softmax cross-entropy over all documents; Adam with lazy
rows for the queries, dense for the documents (every document has a gradient).

  autograd  as PyTorch's manual has it: F.normalize, F.cross_entropy, backward(), SparseAdam and Adam(foreach=True)
  manual    the same gradients by hand, without autograd: every buffer allocated once, exponentials in place, the
            products straight into their outputs, and no maximum taken off, since |20 cos| cannot overflow exp
"""
import sys

import common
import torch
import torch.nn.functional as F


class Autograd:
    def __init__(self, queries, docs):
        self.queries, self.docs = torch.nn.Parameter(queries), torch.nn.Parameter(docs)
        self.lazy = torch.optim.SparseAdam([self.queries], lr=common.RATE)
        self.dense = torch.optim.Adam([self.docs], lr=common.RATE, foreach=True)

    def step(self, query, target):
        q = F.normalize(F.embedding(query, self.queries, sparse=True))
        scores = (common.SCALE * q) @ F.normalize(self.docs).t()
        loss = F.cross_entropy(scores, target)
        self.lazy.zero_grad(set_to_none=True)
        self.dense.zero_grad(set_to_none=True)
        loss.backward()
        self.lazy.step()
        self.dense.step()
        return loss.item()


class Adam:
    """torch.optim.Adam's arithmetic, in place; rows: the rows that the gradient is of, None: all."""

    def __init__(self, table):
        self.table, self.m, self.v, self.t = table, torch.zeros_like(table), torch.zeros_like(table), 0
        self.room = torch.empty_like(table)

    def step(self, gradient, rows=None):
        self.t += 1
        rate, second = common.RATE / (1 - 0.9**self.t), (1 - 0.999**self.t) ** 0.5
        m, v = (self.m, self.v) if rows is None else (self.m[rows], self.v[rows])
        m.lerp_(gradient, 0.1)
        v.mul_(0.999).addcmul_(gradient, gradient, value=0.001)
        root = torch.sqrt(v, out=self.room[: len(v)]).div_(second).add_(1e-8)
        if rows is None:
            self.table.addcdiv_(m, root, value=-rate)
        else:
            self.m[rows], self.v[rows] = m, v
            self.table.index_add_(0, rows, m.div_(root), alpha=-rate)


class Manual:
    def __init__(self, queries, docs):
        self.queries, self.docs = Adam(queries), Adam(docs)
        self.x, self.gx = torch.empty_like(docs), torch.empty_like(docs)
        self.scores = torch.empty(common.BATCH, len(docs))
        self.gq = torch.empty(common.BATCH, docs.shape[1])

    @staticmethod
    def through_length(gradient, unit, length):
        dot = torch.linalg.vecdot(gradient, unit).unsqueeze_(1)
        return gradient.addcmul_(unit, dot, value=-1).div_(length)

    def step(self, query, target):
        scores, x, gx = self.scores, self.x, self.gx
        q = self.queries.table[query]
        lq = torch.linalg.vector_norm(q, dim=1, keepdim=True)
        q.div_(lq)
        lx = torch.linalg.vector_norm(self.docs.table, dim=1, keepdim=True)
        torch.div(self.docs.table, lx, out=x)
        torch.mm(q * common.SCALE, x.t(), out=scores)
        hit = scores.gather(1, target[:, None]).squeeze_(1)
        total = scores.exp_().sum(1)
        loss = (total.log() - hit).mean()
        weight = (common.SCALE / len(query)) / total[:, None]
        torch.mm(scores, x, out=self.gq).mul_(weight)
        torch.mm(scores.t(), q * weight, out=gx)
        self.gq.add_(x[target], alpha=-common.SCALE / len(query))
        gx.index_add_(0, target, q, alpha=-common.SCALE / len(query))
        rows, inverse = query.unique(return_inverse=True)
        gq = torch.zeros(len(rows), q.shape[1]).index_add_(0, inverse, self.through_length(self.gq, q, lq))
        self.queries.step(gq, rows)
        self.docs.step(self.through_length(gx, x, lx))
        return loss.item()


def main(folder, way):
    torch.set_num_threads(common.threads())
    queries, docs = (torch.from_numpy(common.load(folder, f"tables.{side}.npy")) for side in ("queries", "docs"))
    batches = torch.from_numpy(common.load(folder, "batches.npy")).view(-1, common.BATCH, 2)
    model = {"autograd": Autograd, "manual": Manual}[way](queries, docs)
    with torch.set_grad_enabled(way == "autograd"):
        for number, batch in enumerate(batches):
            query, target = batch[:, 0].contiguous(), batch[:, 1].contiguous()
            seconds, loss = common.timed(lambda: model.step(query, target))
            if number >= common.WARM:
                common.say(f"PyTorch {way}", seconds, f"{loss:.7g}")


if __name__ == "__main__":
    main(*sys.argv[1:])
