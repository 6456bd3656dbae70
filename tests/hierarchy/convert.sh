# Every format is told by its content, whatever the file is called, and converts into every other without a change.
. "$HR_SRCDIR/tests/cli.sh"

convert() { "$HRDIM" convert "$@"; }
same() { # FILE: what it was converted from, then its edge list on stdin
	cat >want
	expect 0 'nodes' convert "$1" -o got.tsv
	checks=$((checks + 1))
	cmp got.tsv want || { failed=$((failed + 1)) && echo "FAILED: $1"; }
	for ending in csv json hierarchy tsv; do
		expect 0 'nodes' convert got.tsv -o "via.$ending"
		expect 0 'nodes' convert "via.$ending" -o again.tsv
		checks=$((checks + 1))
		cmp again.tsv want || { failed=$((failed + 1)) && echo "FAILED: $1 through $ending"; }
	done
}

cat >a <<'END'
format-version: 1.2

[Term]
id: B:2
is_a: A:1 ! a

[Term]
id: A:1
END
same a <<'END'
B:2	A:1
A:1
END
printf '2\t|\t1\t|\tgenus\t|\n1\t|\t1\t|\tno rank\t|\n' >b
same b <<'END'
2	1
1
END
printf '\n {"nodes": ["x", "y"], "edges": [["y", "x"]]}' >c
same c <<'END'
x
y	x
END
mkdir dict
cat >dict/data.noun <<'END'
  1 This software and database is being provided to you
00000053 03 n 01 entity 0 001 ~ 00000100 n 0000 | x
00000100 03 n 02 Thing 0 object 0 001 @ 00000053 n 0000 | y
END
cp dict/data.noun d
same d <<'END'
entity#00000053
thing#00000100	entity#00000053
END
same dict <<'END'
entity#00000053
thing#00000100	entity#00000053
END
printf 'entity n 1 1 ~ 1 1 00000053\nthing n 1 1 @ 1 1 00000100\n' >dict/index.noun
for what in dict dict/data.noun wordnet:path=dict wordnet:path=dict,pos=noun; do
	same $what <<'END'
entity.n.01
thing.n.01	entity.n.01
END
done
printf 'a,b\nb,"c, d"\n' >e
same e <<'END'
a	b
b	c, d
c, d
END
# a name wins over a file; a path is a path
printf 'x\ty\n' >star
same ./star <<'END'
x	y
y
END
expect 0 '^{$' convert c -o d.json --json
expect 0 'example' convert --help
finish
