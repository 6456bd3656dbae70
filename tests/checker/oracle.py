#!/usr/bin/env python3
"""A second checker of certificates, from doc/certificates.md alone: slow, in exact rationals, by brute force.

decide(certificate, hierarchy) -> None where the evidence shows the claim, else why not, both given as bytes.
Where a certificate leans on a theorem (moment, interval, runs) the vectors are built and all scores compared.
Limit is raised where a number is too large to be worth it.
"""
import hashlib
import re
from copy import copy
from fractions import Fraction
from itertools import product
from math import gcd


class Wrong(Exception):
    pass


class Limit(Exception):
    pass


def need(condition, why):
    if not condition:
        raise Wrong(why)


def count(word):
    need(re.fullmatch(rb'0|[1-9][0-9]*', word), 'count %r' % word)
    need(int(word) < 2**63, 'count %r' % word)
    return int(word)


def number(word):
    found = re.fullmatch(rb'(0|-?[1-9a-f][0-9a-f]*)(?:p-([1-9][0-9]*))?', word)
    need(found, 'number %r' % word)
    value = int(found[1], 16)
    if found[2] is None:
        return Fraction(value)
    need(value % 2, 'even fraction')
    need(int(found[2]) < 2**63, 'exponent')
    if int(found[2]) > 65536:
        raise Limit('exponent')
    return Fraction(value, 2 ** int(found[2]))


def integer(word):
    value = number(word)
    need(value.denominator == 1, 'no integer: %r' % word)
    return value.numerator


class Hierarchy:
    def __init__(self, data):
        need(data.startswith(b'hrdim hierarchy 1\nnodes '), 'head')
        self.digest = hashlib.sha256(data).hexdigest().encode()
        at = data.index(b'\n', 18)
        nodes = count(data[24:at])
        at += 1
        self.parents, self.names = [], []
        for _ in range(nodes):
            found = re.compile(rb'([1-9][0-9]*):').match(data, at)
            need(found, 'name')
            at = found.end() + int(found[1])
            self.names.append(data[found.end():at])
            end = data.index(b'\n', at)
            words = data[at:end].split(b' ')
            need(words[0] == b'', 'blank')
            self.parents.append(self.ascending(words[1:], nodes))
            at = end + 1
        need(len(set(self.names)) == nodes > 0, 'names')
        need(all(len(n) and b'\0' not in n for n in self.names), 'names')
        tail = data[at:].split(b'\n')
        need(len(tail) == 3 and tail[2] == b'', 'tail')
        self.queries = self.role(tail[0], b'queries', nodes)
        self.documents = self.role(tail[1], b'documents', nodes)
        self.reach = [self.search(q) for q in self.queries]  # document number -> distance
        for v in range(nodes):
            need(not any(self.on_cycle(v)), 'cycle')

    @staticmethod
    def ascending(words, below):
        values = [count(w) for w in words]
        need(all(a < b for a, b in zip(values, values[1:])) and all(v < below for v in values), 'list')
        return values

    def role(self, line, head, nodes):
        words = line.split(b' ')
        need(words[0] == head and len(words) > 1, 'role')
        if words[1:] == [b'all']:
            return list(range(nodes))
        values = self.ascending(words[1:], nodes)
        need(len(values) < nodes, 'all')
        return values

    def search(self, start):
        distance, level, depth = {}, {start}, 0
        seen = set()
        number_of = {v: j for j, v in enumerate(self.documents)}
        while level:
            for v in level:
                if v in number_of:
                    distance[number_of[v]] = depth
            seen |= level
            level = {p for v in level for p in self.parents[v]} - seen
            depth += 1
        return distance

    def on_cycle(self, v):
        above, pending = set(), list(self.parents[v])
        while pending:
            u = pending.pop()
            if u not in above:
                above.add(u)
                pending += self.parents[u]
        yield v in above

    def part(self, documents):
        """All queries, but only some of the documents."""
        part = copy(self)
        part.documents = [self.documents[j] for j in documents]
        part.reach = [{i: r[j] for i, j in enumerate(documents) if j in r} for r in self.reach]
        return part


class Lines:
    def __init__(self, data):
        need(b'\0' not in data and data.endswith(b'\n'), 'bytes')
        self.lines = data[:-1].split(b'\n')
        self.at = 0

    def raw(self):
        need(self.at < len(self.lines), 'too short')
        self.at += 1
        return self.lines[self.at - 1]

    def words(self):
        words = self.raw().split(b' ')
        need(all(words), 'blanks')
        return words

    def head(self, *first):
        words = self.words()
        need(words[:len(first)] == list(first), 'wanted %r, got %r' % (first, words))
        return words[len(first):]

    def one(self, *first):
        rest = self.head(*first)
        need(len(rest) == 1, 'words')
        return rest[0]

    def ascending(self, head, below):
        total = count(self.one(head))
        values = Hierarchy.ascending(self.words(), below)
        need(len(values) == total > 0, head)
        return values


def inner(a, b):
    return sum(x * y for x, y in zip(a, b))


def times(a, b):
    out = [0] * (len(a) + len(b) - 1)
    for i, x in enumerate(a):
        for j, y in enumerate(b):
            out[i + j] += x * y
    return out


def retrieves(h, documents, queries, thresholds):
    for i, q in enumerate(queries):
        for j, x in enumerate(documents):
            score = inner(q, x)
            need(score > thresholds[i] if j in h.reach[i] else score < thresholds[i], 'query %d document %d' % (i, j))


def vector(words, size):
    need(len(words) == size, 'a vector has %d numbers' % len(words))
    return [number(w) for w in words]


def signed_square(x):
    return x * abs(x)


def vectors(h, claim, t):
    m, n, size = len(h.documents), len(h.queries), claim['size']
    threshold = number(t.one(b'threshold')) if claim['notion'] == b'f-global' else Fraction(0)
    need([count(w) for w in t.head(b'documents')] == [m, size], 'documents')
    documents = [vector(t.words(), size) for _ in range(m)]
    need([count(w) for w in t.head(b'queries')] == [n, size], 'queries')
    rows = [t.words() for _ in range(n)]
    if claim['notion'] == b'f-query':
        thresholds = [number(r[0]) for r in rows]
        return retrieves(h, documents, [vector(r[1:], size) for r in rows], thresholds)
    queries = [vector(r, size) for r in rows]
    if claim['notion'] == b'f-sign':
        return retrieves(h, documents, queries, [0] * n)
    eps = claim['eps']
    need(all(any(v) for v in documents + queries), 'a vector is 0')
    for i, q in enumerate(queries):
        for j, x in enumerate(documents):
            left, area = signed_square(inner(q, x)), inner(q, q) * inner(x, x)
            if j in h.reach[i]:
                right = signed_square(threshold + eps) * area
                need(left >= right if eps else left > right, 'global')
            else:
                right = signed_square(threshold - eps) * area
                need(left <= right if eps else left < right, 'global')


def moment_parts(h, claim, t):
    s = max(len(r) for r in h.reach)
    need(claim['size'] >= 2 * s, 's')
    documents = [[(j + 1) ** k for k in range(1, 2 * s + 1)] for j in range(len(h.documents))]
    queries, thresholds = [], []
    for reach in h.reach:
        p = [-1]
        for j in reach:
            p = times(times(p, [-(j + 1), 1]), [-(j + 1), 1])
        queries.append(p[1:] + [0] * (2 * s + 1 - len(p)))
        thresholds.append(-p[0] - Fraction(1, 2))
    return documents, queries, thresholds


def moment(h, claim, t):
    retrieves(h, *moment_parts(h, claim, t))


def interval(h, claim, t):
    need(all(len(p) <= 1 for p in h.parents), 'forest')
    need(claim['size'] >= (3 if claim['notion'] == b'f-sign' else 2), 'size')
    children = [[] for _ in h.parents]
    for v, p in enumerate(h.parents):
        for u in p:
            children[u].append(v)
    low, high, clock = {}, {}, 0

    def walk(v):
        nonlocal clock
        low[v] = clock
        clock += 1
        for c in children[v]:
            walk(c)
        high[v] = clock - 1
    for v, p in enumerate(h.parents):
        if not p:
            walk(v)
    full = [[-2 * low[v] * high[v] + 1, 2 * (low[v] + high[v]), -2] for v in h.documents]
    points = [[1, low[v], low[v] ** 2] for v in h.queries]
    retrieves(h, full, points, [0] * len(points))
    retrieves(h, [x[:2] for x in full], [q[:2] for q in points], [2 * q[2] for q in points])


def read_runs(h, claim, t):
    primal, n, m = claim['evidence'] == b'runs primal', len(h.queries), len(h.documents)
    need(count(t.one(b'points')) == (n if primal else m), 'points')
    points = [integer(t.one()) for _ in range(n if primal else m)]
    need(count(t.one(b'runs')) == (m if primal else n), 'runs')
    lines = []
    for _ in range(m if primal else n):
        words = t.words()
        ends = [integer(w) for w in words[1:]]
        if max([abs(e) for e in ends] + [0]) >= 2**60:
            raise Limit('ends')
        need(len(ends) == 2 * count(words[0]), 'runs of a line')
        need(all(a < b for a, b in zip(ends[::2], ends[1::2])) and all(a <= b for a, b in zip(ends[1::2], ends[2::2])), 'order')
        need(not set(ends) & set(points), 'a point is an end')
        lines.append(ends)
    if max(abs(p) for p in points) >= 2**60:
        raise Limit('points')
    c = max(len(e) for e in lines) // 2
    need(c >= 1, 'no runs')
    need(claim['size'] >= 2 * c + (1 if claim['notion'] == b'f-sign' else 0), 'size')
    return points, lines, c


def polynomial(ends):
    p = [-1]
    for low, high in zip(ends[::2], ends[1::2]):
        p = times(p, [low * high, -(low + high), 1])
    return p


def runs_vectors(points, lines, c, primal):
    """Without a coordinate that becomes the threshold."""
    powers = [[p ** k for k in range(2 * c + 1)] for p in points]
    polynomials = [polynomial(ends) for ends in lines]
    if not primal:
        polynomials = [p + [0] * (2 * c + 1 - len(p)) for p in polynomials]
        return [x[1:] for x in powers], [p[1:] for p in polynomials], [-p[0] for p in polynomials]
    for i, p in enumerate(polynomials):
        while len(p) < 2 * c + 1:
            p = times(p, [1, 0, 1])
        need(p[-1] == -1, 'leading')
        polynomials[i] = p[:-1]
    return polynomials, [q[:-1] for q in powers], [q[-1] for q in powers]


def runs_parts(h, claim, t):
    """All points and ends moved, so that they are positive."""
    points, lines, c = read_runs(h, claim, t)
    move = 1 - min(points + [e for ends in lines for e in ends])
    return runs_vectors([p + move for p in points], [[e + move for e in ends] for ends in lines], c, claim['evidence'] == b'runs primal')


def runs(h, claim, t):
    points, lines, c = read_runs(h, claim, t)
    primal = claim['evidence'] == b'runs primal'
    polynomials = [p + [0] * (2 * c + 1 - len(p)) for p in map(polynomial, lines)]
    powers = [[p ** k for k in range(2 * c + 1)] for p in points]
    queries, documents = (powers, polynomials) if primal else (polynomials, powers)
    if claim['kind'] == b'feasible':
        retrieves(h, documents, queries, [0] * len(queries))
        return retrieves(h, *runs_vectors(points, lines, c, primal))
    hits = [0] * (1 + max((d for r in h.reach for d in r.values()), default=0))
    for i, q in enumerate(queries):
        for j, x in enumerate(documents):
            score = inner(q, x)
            need(score < 0 or (score > 0 and j in h.reach[i]), 'precision')
            if score > 0:
                hits[h.reach[i][j]] += 1
    need(hits == claim['hits'], 'hits are %r' % hits)


def orders_parts(h, claim, t):
    """Levels become places in the order: the base is raised to powers that are small."""
    m, n = len(h.documents), len(h.queries)
    words = t.head(b'documents')
    need(len(words) == 2 and count(words[0]) == m, 'documents')
    size = count(words[1])
    need(1 <= size <= claim['size'] - (1 if claim['notion'] == b'f-sign' else 0), 'size')
    levels = [[None if w == b'-' else count(w) for w in t.words()] for _ in range(m)]
    need([count(w) for w in t.head(b'queries')] == [n, size], 'queries')
    levels += [[count(w) for w in t.words()] for _ in range(n)]
    need(all(len(row) == size and all(v is None or v < 2**31 - 1 for v in row) for row in levels), 'levels')
    places = [{v: i for i, v in enumerate(sorted(set(column) - {None}))} for column in zip(*levels)]
    powers = [[0 if v is None else Fraction(size + 1) ** place[v] for v, place in zip(row, places)] for row in levels]
    documents = [[1 / v if v else 0 for v in row] for row in powers[:m]]
    return documents, [[-v for v in row] for row in powers[m:]], [-size - Fraction(1, 2)] * n


def orders(h, claim, t):
    documents, queries, thresholds = orders_parts(h, claim, t)
    if claim['notion'] == b'f-query':
        return retrieves(h, documents, queries, thresholds)
    retrieves(h, [x + [1] for x in documents], [q + [-r] for q, r in zip(queries, thresholds)], [0] * len(queries))


def vectors_parts(h, claim, t):
    m, n, size = len(h.documents), len(h.queries), claim['size']
    need([count(w) for w in t.head(b'documents')] == [m, size], 'documents')
    documents = [vector(t.words(), size) for _ in range(m)]
    need([count(w) for w in t.head(b'queries')] == [n, size], 'queries')
    rows = [t.words() for _ in range(n)]
    return documents, [vector(r[1:], size) for r in rows], [number(r[0]) for r in rows]


PARTS = {b'vectors': vectors_parts, b'moment': moment_parts, b'runs primal': runs_parts, b'runs dual': runs_parts,
         b'orders': orders_parts}


def blocks(h, claim, t):
    """All blocks' vectors beside each other."""
    total, left = count(t.one(b'blocks')), set(range(len(h.documents)))
    need(total >= 1, 'blocks')
    size, signs, documents, queries = 0, [], {}, [[] for _ in h.queries]
    for _ in range(total):
        own = {'kind': b'feasible', 'notion': b'f-query', 'size': count(t.one(b'block'))}
        numbers = t.ascending(b'documents', len(h.documents))
        need(own['size'] >= 1 and left >= set(numbers), 'block')
        left -= set(numbers)
        own['evidence'] = b' '.join(t.head(b'evidence'))
        need(own['evidence'] in PARTS, 'evidence')
        x, q, r = PARTS[own['evidence']](h.part(numbers), own, t)
        retrieves(h.part(numbers), x, q, r)
        sign = (r[0] > 0) - (r[0] < 0)
        need(all((s > 0) - (s < 0) == sign for s in r), 'signs')
        for j, v in zip(numbers, x):
            documents[j] = [0] * len(queries[0]) + v, len(signs)
        queries = [old + [c / Fraction(abs(s) or 1) for c in new] for old, new, s in zip(queries, q, r)]
        size += own['size']
        signs.append(sign)
    need(not left, 'all documents')
    query = claim['notion'] == b'f-query'
    more = len(set(signs)) > 1 if query else set(signs) != {0}
    need(size + more <= claim['size'], 'size')
    width = len(queries[0])
    documents = [x + [0] * (width - len(x)) + [(query - signs[b]) * more] for x, b in (documents[j] for j in sorted(documents))]
    retrieves(h, documents, [q + [1] for q in queries], [(1 if more else signs[0]) if query else 0] * len(queries))


def numbered(words, below, size):
    x = count(words[0])
    need(x < below, 'number')
    return x, vector(words[1:], size)


def pair(h, claim, t):
    size, m = claim['size'], len(h.documents)
    i, q = numbered(t.head(b'query'), len(h.queries), size)
    first = t.words()
    if claim['notion'] == b'f-query':
        need(first[0] == b'member', 'member')
        second = t.head(b'other')
        x, v = numbered(first[1:], m, size)
        y, w = numbered(second, m, size)
        need(x in h.reach[i] and y not in h.reach[i] and inner(q, v) <= inner(q, w), 'pair')
        return
    need(first[0] in (b'member', b'other'), 'pair')
    x, v = numbered(first[1:], m, size)
    if first[0] == b'member':
        need(x in h.reach[i] and inner(q, v) <= 0, 'member')
    else:
        need(x not in h.reach[i] and inner(q, v) >= 0, 'other')


def farkas(h, claim, t):
    size, total = claim['size'], 0
    query = claim['kind'] == b'infeasible any-query'
    threshold = claim['notion'] == b'f-query' and not query
    below = len(h.documents) if query else len(h.queries)
    if size > 2**20:
        raise Limit("dimensions")
    sums, weights, limits = [[0] * size, [0] * size], [0, 0], [0, 0]
    for side, head in enumerate((b'members', b'others')):
        last = -1
        for _ in range(count(t.one(head))):
            words = t.words()
            x, w = count(words[0]), integer(words[1]) if len(words) > 1 else 0
            need(last < x < below and w > 0, 'weight')
            last = x
            need(((x in h.reach[claim['who']]) if query else (claim['who'] in h.reach[x])) == (side == 0), 'side')
            values = words[2:]
            if threshold:
                limits[side] += w * number(values[0])
                values = values[1:]
            sums[side] = [a + w * b for a, b in zip(sums[side], vector(values, size))]
            weights[side] += w
            total += 1
    need(total and sums[0] == sums[1], 'sums')
    if claim['notion'] == b'f-query':
        need(limits[0] >= limits[1] if threshold else weights[0] == weights[1], 'thresholds')


def radon(h, claim, t):
    documents = t.ascending(b'documents', len(h.documents))
    queries = t.ascending(b'queries', len(h.queries))
    sign = claim['notion'] == b'f-sign'
    need(claim['size'] <= len(documents) - (0 if sign else 1), 'size')
    have = {frozenset(x for x in documents if x in h.reach[q]) for q in queries}
    for split in product((False, True), repeat=len(documents)):
        a = frozenset(x for x, s in zip(documents, split) if s)
        b = frozenset(documents) - a
        need(a in have or b in have or (not sign and not (a and b)), 'split')


def matmul(a, b):
    return [[inner(r, c) for c in zip(*b)] for r in a]


def trace_power(a, p):
    gram = matmul(list(zip(*a)), a)
    out = [[int(i == j) for j in range(len(gram))] for i in range(len(gram))]
    while p:
        if p & 1:
            out = matmul(out, gram)
        gram = matmul(gram, gram)
        p >>= 1
    return sum(out[i][i] for i in range(len(out)))


def matrix(h, t):
    p = count(t.one(b'power'))
    need(p >= 1, 'power')
    if p > 4096:
        raise Limit('power')
    queries = t.ascending(b'queries', len(h.queries))
    documents = t.ascending(b'documents', len(h.documents))
    return p, [[1 if x in h.reach[q] else -1 for x in documents] for q in queries]


def forster(h, claim, t):
    p, a = matrix(h, t)
    k = claim['size'] - (1 if claim['notion'] == b'f-sign' else 0)
    need(k ** (2 * p) * trace_power(a, p) < (len(a) * len(a[0])) ** p, 'norm')


def weights(h, claim, t):
    p, a = matrix(h, t)
    t.head(b'weights')
    w = [[integer(x) for x in t.words()] for _ in a]
    need(all(len(r) == len(a[0]) and all(x >= 0 for x in r) for r in w), 'weights')
    if max(x for r in w for x in r) >= 2**60:
        raise Limit('weights')
    total = sum(map(sum, w))
    need(total > 0, 'no weight')
    trace = trace_power([[x * y for x, y in zip(r, s)] for r, s in zip(a, w)], p)
    n, m = claim['margin']
    need(n**p * total ** (2 * p) >= m**p * (len(a) * len(a[0])) ** p * trace, 'margin')


def distinct(h, claim, t):
    sets = {frozenset(r) for r in h.reach}
    if claim['notion'] == b'f-query':
        need(claim['size'] <= max(sum(len(s) == k for s in sets) for k in {len(s) for s in sets}), 'bits')
    need(claim['size'] <= len(sets), 'bits')


BOTH = (b'f-query', b'f-sign')
RULES = {
    (b'feasible', b'vectors'): (vectors, BOTH + (b'f-global',)),
    (b'feasible', b'moment'): (moment, (b'f-query',)),
    (b'feasible', b'interval'): (interval, BOTH),
    (b'feasible', b'orders'): (orders, BOTH),
    (b'feasible', b'blocks'): (blocks, BOTH),
    (b'feasible', b'runs primal'): (runs, BOTH),
    (b'feasible', b'runs dual'): (runs, BOTH),
    (b'recall', b'runs primal'): (runs, (b'f-sign',)),
    (b'recall', b'runs dual'): (runs, (b'f-sign',)),
    (b'infeasible embedding', b'pair'): (pair, BOTH),
    (b'infeasible any-query', b'farkas'): (farkas, BOTH),
    (b'infeasible any-document', b'farkas'): (farkas, BOTH),
    (b'least', b'radon'): (radon, BOTH),
    (b'least', b'forster'): (forster, BOTH),
    (b'bits', b'count'): (distinct, BOTH),
    (b'margin', b'weights'): (weights, (b'f-sign',)),
}


def read_claim(words, h):
    kind = words.pop(0)
    if kind == b'infeasible':
        kind += b' ' + (words.pop(0) if words else b'')
    need(words, 'claim')
    claim = {'kind': kind, 'notion': words.pop(0)}
    need(words, 'claim')
    if kind == b'margin':
        parts = words.pop(0).split(b'/')
        need(len(parts) == 2, 'margin')
        claim['margin'] = n, m = [integer(p) for p in parts]
        need(n > 0 and m > 0 and gcd(n, m) == 1, 'margin')
    else:
        claim['size'] = count(words.pop(0))
        need(claim['size'] >= 1, 'size')
    if claim['notion'] == b'f-global':
        need(words, 'eps')
        claim['eps'] = number(words.pop(0))
        need(claim['eps'] >= 0, 'eps')
    if kind == b'recall':
        claim['hits'] = [count(w) for w in words]
        words = []
    if kind in (b'infeasible any-query', b'infeasible any-document'):
        need(words, 'who')
        claim['who'] = count(words.pop(0))
        need(claim['who'] < len(h.queries if kind == b'infeasible any-query' else h.documents), 'who')
    need(not words, 'too many words')
    return claim


def check(certificate, hierarchy):
    h = Hierarchy(hierarchy)
    t = Lines(certificate)
    need(t.raw() == b'hrdim certificate 1', 'head')
    need(t.raw().startswith(b'hierarchy ' + h.digest + b' '), 'digest')
    claim = read_claim(t.head(b'claim'), h)
    claim['evidence'] = b' '.join(t.head(b'evidence'))
    rule = RULES.get((claim['kind'], claim['evidence']))
    need(rule and claim['notion'] in rule[1], 'evidence')
    rule[0](h, claim, t)
    need(t.head(b'end') == [] and t.at == len(t.lines), 'end')


def decide(certificate, hierarchy):
    try:
        check(certificate, hierarchy)
    except (Wrong, IndexError, ValueError) as why:  # the last two: a word, or a line's end, is missing
        return str(why) or 'wrong'
    return None
