# The figure of bench/weller.sh, from weller.csv in the current folder: weller.svg, weller.pdf and weller.png.
set datafile separator ','
pick(series) = sprintf("<awk -F, '$2 == \"%s\"' weller.csv", series)
set xlabel 'dimensions d'
set ylabel 'documents m of which every pair is retrieved'
set logscale y
set yrange [8:2000]
set xrange [3.6:12.4]
set xtics 4, 1
set ytics (10, 20, 50, 100, 200, 500, 1000)
set grid y lc rgb '#dddddd'
set border 3
set tics nomirror
set bmargin 6
set key at graph 0, graph -0.16 left top reverse Left samplen 2 maxrows 2 width -2
set label 'exact integers (U4): every m, from d = 4 on' at 4.15, 1500 left
set arrow from 4, 1200 to 4, 1950 lc rgb '#CC79A7' lw 2 filled
do for [format in "svg pdf png"] {
	if (format eq 'svg') { set terminal svg size 640, 400 font 'Helvetica,13' }
	if (format eq 'pdf') { set terminal pdfcairo size 12cm, 7.5cm font 'Helvetica,10' }
	if (format eq 'png') { set terminal pngcairo size 1280, 800 font 'Helvetica,13' fontscale 1.6 pointscale 1.8 }
	set output 'weller.' . format
	plot pick("float64") using 1:3 with linespoints pt 13 ps 1.1 lc rgb "#E69F00" title "trigonometric curve, float64 (at least)", \
		pick('float32') using 1:3 with linespoints pt 11 lc rgb '#CC79A7' title "trigonometric curve, float32", \
		pick('trained') using 1:3 with linespoints pt 7 lc rgb '#0072B2' title "trained, then alternating-lp", \
		pick('weller') using 1:3 with linespoints pt 5 dt 2 lc rgb '#666666' title "trained, Weller et al. 2025"
	unset output
}
