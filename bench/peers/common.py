"""What the peers share: the work that bench/learn wrote into a folder, and the lines they print."""
import os
import time

import numpy as np

BATCH, WARM, SCALE, RATE = 1024, 3, 20.0, 0.003  # the second stage of recipes/control.ini


def load(folder, name):
    return np.load(os.path.join(folder, name))


def threads():
    return len(os.sched_getaffinity(0))


def sizes(folder):
    """|S(q)| of every query."""
    return np.diff(load(folder, "start.npy").ravel())


def retrieved(folder, found):
    """Pairs (q, x) with x in S(q) among q's first |S(q)| rows of `found`: recall's numerator."""
    start, document = load(folder, "start.npy").ravel(), load(folder, "document.npy").ravel()
    size = np.diff(start)
    documents = int(document.max()) + 1
    kept = np.arange(found.shape[1])[None, :] < size[:, None]
    rows = np.broadcast_to(np.arange(len(size))[:, None], found.shape)
    mine = rows[kept] * documents + found[kept]
    truth = np.repeat(np.arange(len(size)), size) * documents + document
    return int(np.isin(mine, truth, assume_unique=True).sum())


def timed(work):
    start = time.perf_counter()
    value = work()
    return time.perf_counter() - start, value


def say(name, seconds, check):
    print(f"{name}\t{seconds:.6f}\t{check}", flush=True)
