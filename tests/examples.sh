#!/bin/sh
# The examples of doc/*.md, "    $ hrdim ...", say what the program says.  "..." stands for any lines, or for the rest of one.
. "$HR_SRCDIR/tests/cli.sh"
mkdir bin
ln -s "$HRDIM" bin/hrdim
ln -s "$HR_SRCDIR/bench" bench
PATH=$scratch/bin:$PATH

# examples PAGE: N.command and N.wanted for each
examples() {
	awk '
	/^    \$ / { close(wanted); n++; print substr($0, 7) >(n ".command"); close(n ".command"); wanted = n ".wanted"; printf "" >wanted; blank = ""; on = 1; next }
	on && /^    / { printf "%s%s\n", blank, substr($0, 5) >wanted; blank = ""; next }
	on && /^$/ { blank = blank "\n"; next }
	{ on = 0 }' "$1"
}

# same WANTED GOT
same() {
	awk '
	function alike(want, got) {
		return want == got || (want ~ /...\.\.\.$/ && index(got, substr(want, 1, length(want) - 3)) == 1)
	}
	FILENAME == ARGV[1] { want[++wants] = $0; next }
	{ got[++lines] = $0 }
	END {
		for (i = j = 1; i <= wants; i++) {
			if (want[i] == "...") {
				if (i == wants) exit 0
				while (j <= lines && !alike(want[i + 1], got[j])) j++
				continue
			}
			if (!alike(want[i], got[j++])) { print "wanted: " want[i]; print "got:    " got[j - 1]; exit 1 }
		}
		if (j <= lines) { print "more: " got[j]; exit 1 }
	}' "$1" "$2"
}

for page in bounds linear-programs specs; do
	rm -f ./*.command ./*.wanted
	examples "$HR_SRCDIR/doc/$page.md"
	n=1
	while [ -e $n.command ]; do
		# both outputs, as on a terminal
		sh ./$n.command >got 2>&1 </dev/null
		holds same $n.wanted got
		n=$((n + 1))
	done
	expect 0 '^[2-9]' echo $n # an example at least
done
finish
