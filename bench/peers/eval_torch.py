#!/usr/bin/python3
"""The best |S(q)| documents of every query in PyTorch: mm into a preallocated block of scores, then top-k.

    eval_torch.py FOLDER topk|blocks [ROWS]

  topk    torch.topk on the scores, into preallocated outputs
  blocks  by hand: the maximum of every 64 scores first, then top-k of the k best blocks' scores (exact as well, since
          the k best scores lie in the k blocks with the largest maxima)

k is max |S(q)| for all queries.  Without ROWS, the number of queries in a block is chosen on the first 8,192 queries.
"""
import sys

import common
import torch

WIDE = 64  # scores in a block of `blocks`


class Top:
    def __init__(self, docs, rows, k):
        self.docs, self.k, self.documents = docs, k, len(docs)
        self.scores = torch.empty(rows, len(docs))

    def multiply(self, queries):
        return torch.mm(queries, self.docs.t(), out=self.scores[: len(queries)])


class TopK(Top):
    def __init__(self, docs, rows, k):
        super().__init__(docs, rows, k)
        self.value, self.index = torch.empty(rows, k), torch.empty(rows, k, dtype=torch.long)

    def best(self, queries):
        n = len(queries)
        scores = self.multiply(queries)
        return torch.topk(scores, self.k, out=(self.value[:n], self.index[:n]))[1]


class Blocks(Top):
    def __init__(self, docs, rows, k):
        super().__init__(docs, rows, k)
        width = -(-len(docs) // WIDE) * WIDE
        self.scores = torch.full((rows, width), -torch.inf)
        self.inside = torch.arange(WIDE)

    def multiply(self, queries):
        torch.mm(queries, self.docs.t(), out=self.scores[: len(queries), : self.documents])
        return self.scores[: len(queries)]

    def best(self, queries):
        scores = self.multiply(queries).view(len(queries), -1, WIDE)
        block = scores.amax(2).topk(self.k, sorted=False)[1]
        candidate = scores.gather(1, block[:, :, None].expand(-1, -1, WIDE)).flatten(1)
        place = candidate.topk(self.k)[1]
        return block.gather(1, place // WIDE) * WIDE + place % WIDE


def search(way, queries, docs, rows, k, found):
    top = {"topk": TopK, "blocks": Blocks}[way](docs, rows, k)
    for first in range(0, len(queries), rows):
        found[first : first + rows] = top.best(queries[first : first + rows])


def main(folder, way, rows=None):
    torch.set_num_threads(common.threads())
    queries, docs = (torch.from_numpy(common.load(folder, f"tables.{side}.npy")) for side in ("queries", "docs"))
    k = int(common.sizes(folder).max())
    found = torch.zeros(len(queries), k, dtype=torch.long)
    with torch.inference_mode():
        if rows is None:
            some = queries[:8192]
            times = [
                (common.timed(lambda: search(way, some, docs, rows, k, found))[0], rows)
                for rows in (32, 64, 128, 256, 512, 1024)
            ]
            print(min(times)[1])
            return
        seconds, _ = common.timed(lambda: search(way, queries, docs, int(rows), k, found))
    common.say(f"PyTorch {way}", seconds, common.retrieved(folder, found.numpy()))


if __name__ == "__main__":
    main(*sys.argv[1:])
