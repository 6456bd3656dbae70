#!/usr/bin/python3
"""The best |S(q)| documents of every query by Faiss's exact index, IndexFlatIP.

    eval_faiss.py FOLDER [SETTING]

A SETTING is one|groups:QUERIES:DOCUMENTS: one search with k = max |S(q)|, or a search for every group of queries with
close |S(q)|; and the block of queries by documents that Faiss hands to sgemm.  Without a SETTING the best one is chosen
on 16,384 queries.
"""
import sys

import common
import faiss
import numpy as np

EDGES = (1, 6, 8, 10, 12, 16)  # groups: |S(q)| up to 6, 8, ...; few enough that every group fills the cores


def search(index, queries, size, setting, found):
    way, rows, columns = setting.split(":")
    faiss.cvar.distance_compute_blas_query_bs = int(rows)
    faiss.cvar.distance_compute_blas_database_bs = int(columns)
    if way == "one":
        k = int(size.max())
        found[:, :k] = index.search(queries, k)[1]
        return
    groups = np.digitize(size, EDGES, right=True)
    for group in np.unique(groups):
        mine = np.flatnonzero(groups == group)
        k = int(size[mine].max())
        found[mine, :k] = index.search(queries[mine], k)[1]


def main(folder, setting=None):
    faiss.omp_set_num_threads(common.threads())
    queries, docs = (common.load(folder, f"tables.{side}.npy") for side in ("queries", "docs"))
    size = common.sizes(folder)
    index = faiss.IndexFlatIP(docs.shape[1])
    index.add(docs)
    found = np.zeros((len(queries), size.max()), dtype=np.int64)
    if setting is None:
        some = np.arange(0, len(queries), max(1, len(queries) // 16384))
        settings = [
            f"{way}:{rows}:{columns}"
            for way, rows, columns in [
                ("one", 4096, 1024),  # Faiss's own
                ("one", 1024, 1024),
                ("one", 1024, 4096),
                ("one", 512, 8192),
                ("one", 4096, 4096),
                ("groups", 4096, 1024),
                ("groups", 1024, 4096),
            ]
        ]
        times = [
            (common.timed(lambda: search(index, queries[some], size[some], s, found[some]))[0], s) for s in settings
        ]
        print(min(times)[1])
        return
    seconds, _ = common.timed(lambda: search(index, queries, size, setting, found))
    common.say("Faiss IndexFlatIP", seconds, common.retrieved(folder, found))


if __name__ == "__main__":
    main(*sys.argv[1:])
