#!/bin/sh
# results/report.html is the report of results/, and the README's pictures are some that it shows.
. "$HR_SRCDIR/tests/cli.sh"
cd "$HR_SRCDIR/results" || exit 99
"$HRDIM" report . -o - --specs ../bench >"$scratch/page.html" || exit 1
cd "$scratch" || exit 99

# drawing FILE: its first SVG alone
drawing() { awk '/<svg/ { on = 1; sub(/.*<svg/, "<svg") } on && /<\/svg>/ { sub(/<\/svg>.*/, "</svg>"); print; exit } on' "$1"; }

sed -n 's/.*!\[[^]]*\](\(results\/[^)]*\.svg\)).*/\1/p' "$HR_SRCDIR/README.md" >pictures
expect 0 '^2$' sh -c 'wc -l <pictures'
while read -r picture; do
	name=$(basename "$picture" .svg)
	for page in "$HR_SRCDIR/results/report.html" page.html; do
		sed -n "/<figure id=\"$name\(-csv\)*\.figure\">/,/<\/figure>/p" "$page" >figure
		drawing "$HR_SRCDIR/$picture" >wanted
		drawing figure >shown
		[ -s wanted ] || failed=$((failed + 1))
		# another version of gnuplot draws other strokes; what it writes stays.  What a script drew has other ids in the page
		if [ ! -e "$HR_SRCDIR/bench/$name.ini" ] || ! cmp -s "$HR_SRCDIR/results/report.html" page.html; then
			for file in wanted shown; do
				grep -o '<text[^<]*<[^<]*' $file >texts && mv texts $file
			done
		fi
		expect 0 '^same$' sh -c 'cmp wanted shown && echo same'
	done
done <pictures

# everything but the drawings is the same bytes under any gnuplot
words() { awk '/<svg/ { skip = 1 } !skip; /<\/svg>/ { skip = 0 }' "$1"; }
words "$HR_SRCDIR/results/report.html" >committed
words page.html >now
expect 0 '^same$' sh -c 'diff committed now >&2 && echo same'
finish
