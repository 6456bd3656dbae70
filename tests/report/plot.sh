# hrdim plot: figures and tables in every format, whole or not at all, from stored results alone
. "$HR_SRCDIR/tests/cli.sh"

# a least dimension in all its states, theory, literature, two hierarchies, names that LaTeX and SVG must escape
cat >shape.ini <<'END'
[sweep]
title = Trees_with % and "quotes" & <more> #1 $x^2 {a} ~b \c
question = How many dimensions?
hierarchy = tree:width=2,height={H} path:n={H}
H = 2..5
methods = sign interval
dimension = least
theory = U1
seeds = 5

[reduced]
H = 2 3

[figure]
x = H
xlabel = height H
logx = yes
logy = yes
fit = loglog
slope = 2
slope-of = H² ln W
reference = U1
literature = points-of slope-of

[table]
END
cat >literature.csv <<'END'
name,series,source,x,y,slope
points-of,"Žák et al. 2024, measured","Žák et al., a journal",2,8,
points-of,"Žák et al. 2024, measured","Žák et al., a journal",4,30,
slope-of,"You et al. 2025, learned","You et al., a conference",,,2.29
END
head=kind,hierarchy,H,name,statement,notion,dimension,distance,quantity,y,state,above,low,high,mean,sd,seeds,decided,trials,n,m,s
mkdir results
cat >results/shape.csv <<END
$head
measured,"tree:width=2,height={H}",2,sign,U1,f-query,,,least-dimension,1100,FEASIBLE,1099,900,1600,1220.2,4.4,5,5,34,3,3,2
measured,"tree:width=2,height={H}",3,sign,U1,f-query,,,least-dimension,2500,FEASIBLE,2499,2000,3800,2400,8,5,5,30,7,7,3
measured,"tree:width=2,height={H}",4,sign,U1,f-query,,,least-dimension,6000,UNKNOWN,3100,,,,,5,0,30,15,15,4
measured,"tree:width=2,height={H}",5,sign,U1,f-query,,,least-dimension,,UNKNOWN,7000,,,,,5,0,30,31,31,5
measured,"tree:width=2,height={H}",2,interval,U5,f-query,,,least-dimension,3,FEASIBLE,,3,3,3,,1,1,1,3,3,2
measured,"tree:width=2,height={H}",3,interval,U5,f-query,,,least-dimension,,UNKNOWN,,,,,,1,0,1,7,7,3
measured,path:n={H},2,sign,U1,f-query,,,least-dimension,40,INFEASIBLE,40,,,,,5,0,9,2,2,2
theory,"tree:width=2,height={H}",2,"sign, formula",U1,f-query,,,least-dimension,3600,proved,,3600,3600,3600,,1,1,0,3,3,2
theory,"tree:width=2,height={H}",3,"sign, formula",U1,f-query,,,least-dimension,9400,estimated,,9400,9400,9400,,1,1,0,7,7,3
END
cat >results/shape.fits.csv <<'END'
kind,hierarchy,name,statement,notion,dimension,H,x,model,from,points,slope,slope_error,intercept,intercept_error,r2
measured,"tree:width=2,height={H}",sign,U1,f-query,,,H,loglog,2,4,2.3289,0.0448,0.71,0.07,0.998
END
# shares by distance: percent, bands, notions and dimensions as series; what is not all is never 100 %
cat >recall.ini <<'END'
[sweep]
title = Recall
hierarchy = tree:width=2,height=4
methods = sign
notion = f-query f-sign
dimension = 64 128
record = recall-by-distance margin
seeds = 3

[figure]
x = distance
y = recall-by-distance
END
row() { echo "measured,\"tree:width=2,height=4\",sign,U1,$1,$2,$3,$4,$5,$6,,$7,$8,$5,0.1,3,3,3,15,15,4"; }
{
	echo "$head" | sed 's/H,//'
	for d in 64 128; do
		for notion in f-query f-sign; do
			row $notion $d 0 recall-by-distance 1 FEASIBLE 1 1
			row $notion $d 1 recall-by-distance 0.9999999 INFEASIBLE 0.9999998 1
			row $notion $d 2 recall-by-distance 0.75 UNKNOWN 0.5 0.875
			row $notion $d '' margin -1.5 INFEASIBLE -2 -1
		done
	done
} >results/recall.csv
cat >columns.ini <<'END'
[sweep]
title = Columns
hierarchy = tree:width=2,height=4
methods = sign
notion = f-query f-sign
dimension = 64 128
record = recall margin
seeds = 3

[table]
columns = name notion dimension recall margin state n
END
{
	echo "$head" | sed 's/H,//'
	row f-query 64 '' recall 0.99999999 UNKNOWN 0.9 1 | sed 's/,15,15,4$/,1234567,15,4/'
	row f-query 64 '' margin '' UNKNOWN '' ''
	row f-sign 128 '' recall 1 FEASIBLE 1 1
	row f-sign 128 '' margin -0.25 FEASIBLE -1 0
} >results/columns.csv

expect 2 "results/shape-reduced.csv: no results yet; make them: hrdim run shape.ini --reduced" "$HRDIM" plot shape.ini --reduced
expect 2 "elsewhere/shape.csv: no results yet" "$HRDIM" plot shape.ini --results elsewhere
expect 2 "unknown, did you mean png\?; there are pdf, svg, png, tex, latex, markdown, csv, all" "$HRDIM" plot shape.ini --format pngg
expect 2 "needs a format" "$HRDIM" plot shape.ini --format ""
expect 2 "columns.ini has no \[figure\]; take markdown, latex or csv" "$HRDIM" plot columns.ini --format png
expect 2 "no-such-gnuplot: no such program; install gnuplot" env HRDIM_GNUPLOT=/no-such-gnuplot "$HRDIM" plot shape.ini
expect 0 'usage: hrdim plot' "$HRDIM" plot --help

# tables need no gnuplot
tables() { env HRDIM_GNUPLOT=/no-such-gnuplot "$HRDIM" plot "$@"; }
expect 0 'tables/shape-table.tex' tables shape.ini --format latex,markdown,csv -o tables
expect 0 '^\| H = ' cat tables/shape-table.md
expect 0 '\| U1 sign, tree, width 2 +\| 1,100 \(900–1,600\) \| 2,500 \(2,000–3,800\) \| \(3,100, 6,000\] \| \(7,000, \?\] \| 2.33 ± 0.04 \|' cat tables/shape-table.md
expect 0 '\| U5 interval, tree, width 2 +\| +3 \| +UNKNOWN \|' cat tables/shape-table.md
expect 0 'not at 40' cat tables/shape-table.md
expect 0 'lowest to highest of 5 seeds' cat tables/shape-table.md
expect 0 'You et al. 2025, learned, slope 2.29: You et al., a conference' cat tables/shape-table.md
expect 0 '^"U1 sign, tree, width 2",1100,2500,"\(3100, 6000\]","\(7000, \?\]",2.3289$' cat tables/shape-table.csv
expect 0 'U1 sign, tree, width 2 & 1,100 \(900--1,600\) &' cat tables/shape-table.tex
expect 0 'toprule' cat tables/shape-table.tex
holds test "$(awk '/midrule/,/bottomrule/' tables/shape-table.tex | grep -c '\\\\$')" -eq 5
expect 0 'columns-table.md' tables columns.ini -o tables --format all
holds grep -qF '| sign   | F-query |  64 | 99.999 % | UNKNOWN | UNKNOWN  | 1,234,567 |' tables/columns-table.md
holds grep -qF '| sign   | F-sign  | 128 |    100 % |   -0.25 | FEASIBLE |        15 |' tables/columns-table.md
holds grep -qF 'sign & F-query & 64 & 99.999 \% & UNKNOWN & UNKNOWN & 1,234,567 \\' tables/columns-table.tex
holds grep -qF 'sign,f-query,64,0.99999999,UNKNOWN,UNKNOWN,1234567' tables/columns-table.csv
expect 0 'recall-table.md' tables recall.ini -o tables --format markdown
holds grep -qE '100 % \| +99.999 % \(99.999–100 %\) \| 75.0 %\? \(50.0–87.5 %\)' tables/recall-table.md
# a table that does not compile would have a bare special character
holds test -z "$(sed 1,12d tables/shape-table.tex | grep -E '(^|[^\\])[#%$_^]' | grep -v '\$[\\<>-]')"
if command -v pdflatex >/dev/null; then
	for name in shape columns; do
		printf '\\documentclass{article}\\usepackage[utf8]{inputenc}\\usepackage{booktabs}\\begin{document}\\input{tables/%s-table.tex}\\end{document}\n' $name >paper.tex
		holds pdflatex -interaction=nonstopmode -halt-on-error paper.tex
	done
fi

# broken files: the file, the line and the way out in one line
for change in 's/,1100,FEASIBLE/,eleven,FEASIBLE/' 's/FEASIBLE,1099/PERHAPS,1099/' 's/^measured,"tree.*,2,sign.*/H,2/' 's/,state,/,verdict,/' \
	's/^measured,/measured,"tree/' 's/,proved,/,likely,/' 's/,least-dimension,/,recall,/'; do
	mkdir -p bad && sed "$change" results/shape.csv >bad/shape.csv && cp results/shape.fits.csv bad/
	expect 2 "bad/shape.csv(:[0-9]+)?: .*(no number|no verdict|2 fields|no column 'state'|does not end|estimated|no points).*; make the results again: hrdim run shape.ini" \
		"$HRDIM" plot shape.ini --results bad
done
cp results/shape.csv bad/
sed 's/,H,loglog/,W,loglog/' results/shape.fits.csv >bad/shape.fits.csv
expect 2 "bad/shape.fits.csv:2: fitted against 'W', the figure's x is H" "$HRDIM" plot shape.ini --results bad
rm bad/shape.fits.csv
expect 2 "bad/shape.fits.csv: no results yet" "$HRDIM" plot shape.ini --results bad
: >bad/shape.csv
expect 2 "bad/shape.csv: is empty" "$HRDIM" plot shape.ini --results bad
holds test -z "$(ls bad | grep -v '^shape.csv$')"

# without gnuplot the rest cannot be tested
gnuplot=${HRDIM_GNUPLOT:-$(command -v gnuplot)}
if [ -z "$gnuplot" ]; then
	skip_rest 'gnuplot is missing; apt-get install gnuplot-nox'
fi
expect 0 'figures/shape-table.csv' "$HRDIM" plot shape.ini --format all -o figures
magic() { head -c "$2" "$1" | od -An -c | tr -d ' \n'; }
holds test "$(magic figures/shape.pdf 4)" = '%PDF'
holds test "$(magic figures/shape.png 4)" = '211PNG'
holds test "$(magic figures/shape.svg 5)" = '<?xml'
expect 0 'includegraphics.*shape-latex' cat figures/shape-latex.tex
holds test "$(magic figures/shape-latex.pdf 4)" = '%PDF'
# slopes with errors, states, literature and the notion are on the page, from the files
for text in 'U1 sign, tree, width 2,' 'slope 2.33 ± 0.04' 'open: UNKNOWN, within its whisker' 'arrow: nothing found above' \
	'cross: not feasible there' 'not shown: 1 UNKNOWN' 'H² ln W: slope 2' 'F-query' 'band: all 5 seeds' 'Žák et al. 2024, measured' \
	'You et al. 2025, learned:' 'slope 2.29' '<desc>How many dimensions?</desc>' \
	'>Trees_with % and &quot;quotes&quot; &amp; &lt;more&gt; #1 $x^2 {a} ~b \c</title>'; do
	holds grep -qF -- "$text" figures/shape.svg
done
# ids are the figure's own, and every reference has its id
holds test -z "$(grep -oE "\bid=['\"][^'\"]*" figures/shape.svg | grep -v "id=.fig-shape-")"
for id in $(grep -oE "(href=['\"]#|url\(#)[^'\")]*" figures/shape.svg | sed 's/.*#//' | sort -u); do
	holds grep -qE "id=['\"]$id['\"]" figures/shape.svg
done
holds test "$(grep -c '<title' figures/shape.svg)" -eq 1
# TeX's own characters do not reach it bare
expect 0 'Trees\\_with \\% and' cat figures/shape-latex.tex
expect 0 '\\textasciicircum' cat figures/shape-latex.tex
expect 0 'recall.svg' "$HRDIM" plot recall.ini -o figures
holds test ! -e figures/recall-table.md # no [table]
for text in '100 %' 'U1 sign, d = 128, F-sign' 'band: all 3 seeds' 'open: UNKNOWN verdict'; do
	holds grep -qF -- "$text" figures/recall.svg
done
holds test "$(grep -c '%%' figures/recall.svg)" -eq 0
# where the dimension is across, theory's bound is an upright line, and a note of the table
cat >share.ini <<'END'
[sweep]
title = Share
hierarchy = tree:width=2,height=4
methods = sign
dimension = 8 16 64
theory = U1
record = feasible
seeds = 5

[figure]
x = dimension
y = feasible
reference = U1

[table]
END
{
	sed -n 1p results/recall.csv
	for d in 8 16 64; do
		row f-query $d '' feasible 0.2 FEASIBLE 0 1
	done
	echo 'theory,"tree:width=2,height=4","sign, formula",U1,f-query,,,least-dimension,94,proved,,94,94,94,,1,1,1,7,7,3'
} >results/share.csv
expect 0 'share.svg' "$HRDIM" plot share.ini -o figures --format svg,markdown
expect 0 '>U1 sign, formula<' cat figures/share.svg
expect 0 'Theory: U1 sign, formula: 94 suffice' cat figures/share-table.md
holds test "$(grep -c '^|' figures/share-table.md)" -eq 3
holds test "$(grep -c 'band:' figures/share.svg)" -eq 0
# values too close for their numbers: round ones on a linear axis, from its beginning on
sed 's/^dimension = .*/dimension = 500..8000:500/; s/^reference.*//' share.ini >crowd.ini
{
	sed -n 1p results/share.csv
	for d in $(seq 500 500 8000); do
		row f-query "$d" '' feasible 0.2 FEASIBLE 0 1
	done
} >results/crowd.csv
expect 0 'crowd.svg' "$HRDIM" plot crowd.ini -o figures --format svg
for text in '>2,000<' '>8,000<'; do
	holds grep -qF -- "$text" figures/crowd.svg
done
holds test "$(grep -c '>500<' figures/crowd.svg)" -eq 0
# a logarithm says so
sed 's/^x = .*/x = dimension/; s/^y = .*/y = margin/' recall.ini >margin.ini
sed 's/x = dimension/&/' results/recall.csv >results/margin.csv
expect 0 'margin.svg' "$HRDIM" plot margin.ini -o figures --format svg
expect 0 'log10 of the margin' cat figures/margin.svg
# again: the same bytes
expect 0 'shape.png' "$HRDIM" plot shape.ini -o again --format all
for file in shape.pdf shape.svg shape.png shape-latex.tex shape-latex.pdf shape-table.tex shape-table.md shape-table.csv; do
	holds cmp figures/$file again/$file
done
expect 0 '"figures/shape.svg"' "$HRDIM" plot shape.ini --format svg -o figures --json
expect 2 'a-file/shape.svg: cannot write' sh -c ': >a-file; exec "$HRDIM" plot shape.ini --format svg -o a-file'
# a figure that does not fit on the disk: one line, the old one stays
expect 2 'cannot write|cut off' sh -c 'ulimit -f 8; exec "$HRDIM" plot shape.ini --format png -o figures'
holds cmp figures/shape.png again/shape.png
expect 2 'failed: ' env HRDIM_GNUPLOT=/bin/false "$HRDIM" plot shape.ini --format svg -o figures
expect 2 'drew nothing' env HRDIM_GNUPLOT=/bin/true "$HRDIM" plot shape.ini --format svg -o figures
finish
