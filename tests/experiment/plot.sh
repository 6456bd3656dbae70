# hrdim plot: every format, whole or not at all, from stored results alone
. "$HR_SRCDIR/tests/cli.sh"
# holds COMMAND...: it succeeds, whatever it says
holds() {
	checks=$((checks + 1))
	"$@" >out 2>&1 && return
	failed=$((failed + 1))
	echo "FAILED: $*"
	head -c 500 out
}

cat >shape.ini <<'END'
[sweep]
title = Trees_with % and "quotes"
hierarchy = tree:width=2,height={H}
H = 2..5
methods = sign interval
least = dimension
theory = U1

[reduced]
H = 2 3

[figure]
xlabel = height H
logx = yes
logy = yes
fit = loglog
slope = 2
slope-of = H² ln W
reference = U1
END
mkdir results
cat >results/shape.csv <<'END'
variable,value,kind,name,statement,notion,n,m,s,d,state,above,low,high,mean,sd,seeds,decided,trials
H,2,measured,sign,U1,f-query,3,3,2,11,FEASIBLE,10,4,16,10.2,4.4,5,5,34
H,3,measured,sign,U1,f-query,7,7,3,25,FEASIBLE,24,11,38,24,8,5,5,30
H,4,measured,sign,U1,f-query,15,15,4,60,UNKNOWN,31,,,,,5,0,30
H,5,measured,sign,U1,f-query,31,31,5,100,INFEASIBLE,100,,,,,5,0,30
H,2,measured,interval,U5,f-query,3,3,2,3,FEASIBLE,,3,3,3,,1,1,1
H,3,measured,interval,U5,f-query,7,7,3,3,FEASIBLE,,3,3,3,,1,1,1
H,2,theory,"sign, formula",U1,f-query,3,3,2,36,proved,,36,36,36,,1,1,0
H,3,theory,"sign, formula",U1,f-query,7,7,3,94,proved,,94,94,94,,1,1,0
END
cat >results/shape.fits.csv <<'END'
kind,name,statement,model,variable,from,points,slope,slope_error,intercept,intercept_error,r2
measured,sign,U1,loglog,H,2,4,2.3289,0.0448,0.71,0.07,0.998
END

expect 2 "results/shape-reduced.csv: no results yet; make them: hrdim run shape.ini --reduced" "$HRDIM" plot shape.ini --reduced
expect 2 "elsewhere/shape.csv: no results yet" "$HRDIM" plot shape.ini --results elsewhere
expect 2 "unknown, did you mean png\?; there are pdf, svg, png, tex and all" "$HRDIM" plot shape.ini --format pngg
expect 2 "no-such-gnuplot: no such program; install gnuplot" env HRDIM_GNUPLOT=/no-such-gnuplot "$HRDIM" plot shape.ini
expect 0 'usage: hrdim plot' "$HRDIM" plot --help
for change in 's/,11,FEASIBLE/,eleven,FEASIBLE/' 's/FEASIBLE,10/PERHAPS,10/' 's/^H,2,measured,sign.*/H,2/' 's/,state,/,verdict,/' \
	's/^H,2,measured,sign/H,2,measured,"sign/'; do
	mkdir -p bad && sed "$change" results/shape.csv >bad/shape.csv && cp results/shape.fits.csv bad/
	expect 2 "bad/shape.csv(:[0-9]+)?: .*(no number|no verdict|2 fields|no column 'state'|does not end)" "$HRDIM" plot shape.ini --results bad
done
: >bad/shape.csv
expect 2 "bad/shape.csv: is empty" "$HRDIM" plot shape.ini --results bad

# without gnuplot the rest cannot be tested
gnuplot=${HRDIM_GNUPLOT:-$(command -v gnuplot)}
if [ -z "$gnuplot" ]; then
	echo "skipped: gnuplot is missing; apt-get install gnuplot-nox"
	[ "$failed" -eq 0 ] && exit 77
	finish
fi
expect 0 'figures/shape.pdf' "$HRDIM" plot shape.ini --format all -o figures
magic() { head -c "$2" "$1" | od -An -c | tr -d ' \n'; }
holds test "$(magic figures/shape.pdf 4)" = '%PDF'
holds test "$(magic figures/shape.png 4)" = '211PNG'
holds test "$(magic figures/shape.svg 5)" = '<?xml'
expect 0 'includegraphics.*shape-latex' cat figures/shape-latex.tex
holds test "$(magic figures/shape-latex.pdf 4)" = '%PDF'
# the slope with its error, the states and the notion are on the page, from the files
expect 0 'U1 sign, slope 2.33 ± 0.04' cat figures/shape.svg
expect 0 'open: UNKNOWN' cat figures/shape.svg
expect 0 'cross: not feasible there' cat figures/shape.svg
expect 0 'H² ln W: slope 2' cat figures/shape.svg
expect 0 'F-query' cat figures/shape.svg
expect 0 'Trees_with % and .*quotes' cat figures/shape.svg
# again: the same bytes
expect 0 'shape.png' "$HRDIM" plot shape.ini -o again
for file in shape.pdf shape.svg shape.png; do
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
