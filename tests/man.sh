#!/bin/sh
# doc/hrdim.1 and the program say the same: every command, option, method and hierarchy of the one is in the other.
. "$HR_SRCDIR/tests/cli.sh"
page=$HR_SRCDIR/doc/hrdim.1
sed 's/\\-/-/g' "$page" >plain

same() { # same WHAT: two files of words, from the program and from the page
	sort -u "$1.help" -o "$1.help"
	sort -u "$1.page" -o "$1.page"
	checks=$((checks + 1))
	if [ ! -s "$1.help" ] || ! cmp -s "$1.help" "$1.page"; then
		failed=$((failed + 1))
		echo "FAILED: $1 of --help (<) and of doc/hrdim.1 (>):"
		diff "$1.help" "$1.page"
	fi
}

"$HRDIM" --help | sed -nE 's/^  ([a-z]+) .*/\1/p' >commands.help
sed -nE 's/^\.BI? "?hrdim ([a-z]+).*/\1/p' plain >commands.page
same commands

for command in $(cat commands.help); do
	"$HRDIM" "$command" --help
done >help
sed -nE 's/^ +(--[a-z][a-z-]*).*/\1/p' help >options.help
echo "--version" >>options.help
grep -oE -e '--[a-z][a-z-]*' plain >options.page
same options

# tags SECTION: what the section's paragraphs are about
tags() {
	awk -v section="$1" '/^\.SH/ { inside = $2 == section } inside && tagged { print } { tagged = /^\.TP/ }' plain |
		sed -E 's/^\.BR? //; s/\([^)]*\)//g; s/[",]/ /g' | tr -s ' ' '\n' | grep .
}
"$HRDIM" embed --list | sed 's/ .*//' >methods.help
tags METHODS >methods.page
same methods
"$HRDIM" info --list --json | sed -n 's/^ *"name": "\(.*\)",$/\1/p' >hierarchies.help
tags HIERARCHIES >hierarchies.page
same hierarchies

# the page is without mistakes
if command -v man >/dev/null; then
	checks=$((checks + 1))
	if ! LC_ALL=C.UTF-8 MANROFFSEQ='' man --warnings=all -E UTF-8 -l -Tutf8 -Z "$page" >/dev/null 2>warnings ||
		[ -s warnings ]; then
		failed=$((failed + 1))
		echo "FAILED: man complains of doc/hrdim.1:"
		cat warnings
	fi
fi
finish
