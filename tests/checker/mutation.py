#!/usr/bin/env python3
"""Single random changes to valid certificates: what the checker accepts must be shown by an independent oracle.

usage: mutation.py VERIFY-MANY FOLDER... [--mutants N] [--seed S] [--csv FILE]

A FOLDER holds NAME.hierarchy files and *.certificate files whose second line ends in a NAME or NAME.hierarchy.  Every mutant goes to the
checker and to oracle.py; both must agree, so a wrong mutant is rejected and a mutant that is still right accepted.
A mutant past a limit of the checker is neither; a hierarchy that is changed without its digest cannot be read, or is rejected.
"""
import argparse
import glob
import hashlib
import os
import random
import re
import subprocess
import sys

import oracle

MARK = re.compile(rb'^hierarchy ([0-9a-f]{64}) (.*)$', re.M)


class Subject:
    def __init__(self, path, hierarchies):
        with open(path, 'rb') as file:
            self.text = file.read()
        self.name = os.path.basename(path)
        self.hierarchy = hierarchies[MARK.search(self.text)[2].removesuffix(b'.hierarchy')]
        claim = re.search(rb'^claim (infeasible \S+|\S+) (\S+).*\nevidence (.*)$', self.text, re.M)
        self.kind = b' '.join(claim.groups()).decode()


def digest(hierarchy):
    return hashlib.sha256(hierarchy).hexdigest().encode()


def rows(text):
    return text[:-1].split(b'\n')


def joined(lines):
    return b''.join(line + b'\n' for line in lines)


# Each takes (random, subject, all subjects, all hierarchies) and gives (certificate, hierarchy).
def bit(r, s, *_):
    at = r.randrange(8 * len(s.text))
    text = bytearray(s.text)
    text[at // 8] ^= 1 << at % 8
    return bytes(text), s.hierarchy


def digit(r, s, *_):
    body = s.text.index(b'claim ')
    places = [i for i in range(body, len(s.text)) if s.text[i:i + 1] in b'0123456789abcdef']
    at = r.choice(places)
    return s.text[:at] + r.choice([b'%x' % d for d in range(16)]) + s.text[at + 1:], s.hierarchy


def byte_removed(r, s, *_):
    at = r.randrange(len(s.text))
    return s.text[:at] + s.text[at + 1:], s.hierarchy


def byte_added(r, s, *_):
    at = r.randrange(len(s.text) + 1)
    return s.text[:at] + r.choice([b'-', b' ', b'\n', b'0', b'1', b'p-1', b'\0', b'/', b'\t', b'\r']) + s.text[at:], s.hierarchy


def row_removed(r, s, *_):
    lines = rows(s.text)
    del lines[r.randrange(len(lines))]
    return joined(lines), s.hierarchy


def row_removed_and_counted(r, s, *_):
    """A row of a counted list goes, and its count goes down with it."""
    lines = rows(s.text)
    heads = [i for i, l in enumerate(lines) if re.fullmatch(rb'(members|others|points|runs|documents|queries) [1-9][0-9]*', l)]
    if not heads:
        return row_removed(r, s)
    at = r.choice(heads)
    word, number = lines[at].split(b' ')
    if word in (b'documents', b'queries'):
        listed = lines[at + 1].split(b' ')
        del listed[r.randrange(len(listed))]
        lines[at + 1] = b' '.join(listed)
    else:
        del lines[at + 1 + r.randrange(int(number))]
    lines[at] = b'%s %d' % (word, int(number) - 1)
    return joined(lines), s.hierarchy


def rows_swapped(r, s, *_):
    lines = rows(s.text)
    i, j = r.randrange(4, len(lines)), r.randrange(4, len(lines))
    lines[i], lines[j] = lines[j], lines[i]
    return joined(lines), s.hierarchy


def row_doubled(r, s, *_):
    lines = rows(s.text)
    at = r.randrange(len(lines))
    return joined(lines[:at + 1] + lines[at:]), s.hierarchy


def word_changed(r, s, *_):
    lines = rows(s.text)
    at = r.randrange(2, len(lines))
    words = lines[at].split(b' ')
    words[r.randrange(len(words))] = r.choice([b'0', b'1', b'-1', b'2', b'1p-1', b'-3p-2', b'7', b'ffffffffffffffffffffffff', b'f-sign',
                                               b'f-query', b'f-global', b'99999999999999999999', b'', b'01', b'-0', b'2p-1', b'1p-0',
                                               b'4294967295', b'4294967296', b'9223372036854775807', b'1p-65536', b'18446744073709551616'])
    lines[at] = b' '.join(words)
    return joined(lines), s.hierarchy


def words_swapped(r, s, *_):
    lines = rows(s.text)
    at = r.randrange(2, len(lines))
    words = lines[at].split(b' ')
    i, j = r.randrange(len(words)), r.randrange(len(words))
    words[i], words[j] = words[j], words[i]
    lines[at] = b' '.join(words)
    return joined(lines), s.hierarchy


def count_changed(r, s, *_):
    lines = rows(s.text)
    places = [(i, j) for i, l in enumerate(lines[2:], 2) for j, w in enumerate(l.split(b' ')) if re.fullmatch(rb'[0-9]+', w)]
    if not places:
        return digit(r, s)
    i, j = r.choice(places)
    words = lines[i].split(b' ')
    words[j] = b'%d' % max(0, int(words[j]) + r.choice([-2, -1, 1, 2]))
    lines[i] = b' '.join(words)
    return joined(lines), s.hierarchy


def hint_emptied(r, s, *_):
    lines = rows(s.text)
    if r.random() < 0.5:
        return joined(lines[:4] + [b'end']), s.hierarchy
    heads = [i for i, l in enumerate(lines) if re.fullmatch(rb'(members|others|points|runs) [1-9][0-9]*', l)]
    if not heads:
        return joined(lines[:4] + [re.sub(rb'[1-9a-f]', b'0', l) for l in lines[4:-1]] + [b'end']), s.hierarchy
    at = r.choice(heads)
    word, number = lines[at].split(b' ')
    del lines[at + 1:at + 1 + int(number)]
    lines[at] = word + b' 0'
    return joined(lines), s.hierarchy


def claim_of_another(r, s, all_subjects, _):
    lines, other = rows(s.text), rows(r.choice(all_subjects).text)
    at = r.choice([2, 3])
    lines[at] = other[at]
    return joined(lines), s.hierarchy


def evidence_of_another(r, s, all_subjects, _):
    lines, other = rows(s.text), rows(r.choice(all_subjects).text)
    return joined(lines[:3] + other[3:]), s.hierarchy


def digest_of_another(r, s, _, hierarchies):
    return s.text.replace(digest(s.hierarchy), digest(r.choice(hierarchies))), s.hierarchy


def another_hierarchy(r, s, _, hierarchies):
    """Another hierarchy together with its digest: a certificate of something else."""
    other = r.choice(hierarchies)
    return s.text.replace(digest(s.hierarchy), digest(other)), other


def hierarchy_changed(r, s, *_):
    """A parent, a name or a role of the hierarchy changes, and the digest with it."""
    text = s.hierarchy
    places = [i for i in range(text.index(b'\n', 18) + 1, len(text)) if text[i:i + 1].isdigit()]
    at = r.choice(places)
    if r.random() < 0.3:  # a parent goes
        found = r.choice(list(re.finditer(rb' [0-9]+', text[18:])) or [None])
        text = text[:18 + found.start()] + text[18 + found.end():]
    else:
        text = text[:at] + b'%d' % r.randrange(10) + text[at + 1:]
    return s.text.replace(digest(s.hierarchy), digest(text)), text


def hierarchy_flipped(r, s, *_):
    """A bit of the hierarchy changes, the digest does not."""
    at = r.randrange(8 * len(s.hierarchy))
    text = bytearray(s.hierarchy)
    text[at // 8] ^= 1 << at % 8
    return s.text, bytes(text)


def cut(r, s, *_):
    return s.text[:r.randrange(len(s.text))], s.hierarchy


CHANGES = [bit, digit, byte_removed, byte_added, row_removed, row_removed_and_counted, rows_swapped, row_doubled, word_changed,
           words_swapped, count_changed, hint_emptied, claim_of_another, evidence_of_another, digest_of_another, another_hierarchy,
           hierarchy_changed, hierarchy_flipped, cut]

COLUMNS = ('mutants', 'rejected', 'accepted', 'limit', 'unreadable', 'wrong')


class Checker:
    def __init__(self, program):
        self.process = subprocess.Popen([program], stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def decide(self, certificate, hierarchy):
        self.process.stdin.write(b'%d %d\n' % (len(certificate), len(hierarchy)) + certificate + hierarchy)
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            sys.exit('the checker died of:\n%r\n%r' % (certificate, hierarchy))
        return int(answer[:1]), answer[2:].decode('utf-8', 'replace').strip()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('program')
    parser.add_argument('folder', nargs='+')
    parser.add_argument('--mutants', type=int, default=3000)
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--csv')
    options = parser.parse_args()
    hierarchies, subjects = {}, []
    for folder in options.folder:
        for path in sorted(glob.glob(os.path.join(folder, '*.hierarchy'))):
            with open(path, 'rb') as file:
                hierarchies[os.path.basename(path)[:-len('.hierarchy')].encode()] = file.read()
    for folder in options.folder:
        for path in sorted(glob.glob(os.path.join(folder, '*.certificate'))):
            subjects.append(Subject(path, hierarchies))
    checker, r, bad = Checker(options.program), random.Random(options.seed), 0
    for s in subjects:
        status, said = checker.decide(s.text, s.hierarchy)
        if status or oracle.decide(s.text, s.hierarchy) is not None:
            bad += 1
            print('FAILED: %s: %s; the oracle: %s' % (s.name, said, oracle.decide(s.text, s.hierarchy)))
    table = {}
    all_hierarchies = list(hierarchies.values())
    for i in range(options.mutants):
        s = subjects[0]
        certificate, hierarchy = s.text, s.hierarchy
        while certificate == s.text and hierarchy == s.hierarchy:
            s, change = r.choice(subjects), r.choice(CHANGES)
            certificate, hierarchy = change(r, s, subjects, all_hierarchies)
        status, said = checker.decide(certificate, hierarchy)
        try:
            why = oracle.decide(certificate, hierarchy)
        except oracle.Limit:
            why = 'limit'
        if status == 2:
            fine, outcome = why is not None, 'limit' if 'a limit of this program' in said else 'unreadable'
        elif why is None:
            fine, outcome = status == 0, 'accepted'
        else:
            fine, outcome = status == 1, 'rejected'
        for key in (('change', change.__name__.replace('_', ' ')), ('evidence', s.kind)):
            row = table.setdefault(key, dict.fromkeys(COLUMNS, 0))
            row['mutants'] += 1
            row[outcome] += 1
            row['wrong'] += not fine
        if not fine:
            bad += 1
            if bad <= 5:
                print('FAILED: mutant %d (%s of %s): status %d, %s; the oracle: %s\n%r\n%r' %
                      (i, change.__name__, s.name, status, said, why, certificate, hierarchy))
    if options.csv:
        with open(options.csv, 'w') as file:
            file.write('by,what,' + ','.join(COLUMNS) + '\n')
            for (by, what), row in sorted(table.items()):
                file.write('%s,%s,%s\n' % (by, what, ','.join(str(row[c]) for c in COLUMNS)))
    total = {c: sum(row[c] for (by, _), row in table.items() if by == 'change') for c in COLUMNS[:-1]}
    print('%d certificates; %s; %d wrong' % (len(subjects), ', '.join('%s %d' % item for item in total.items()), bad))
    sys.exit(bad > 0)


if __name__ == '__main__':
    main()
