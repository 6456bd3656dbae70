# The figure of bench/frontier.sh, from the file `frontier` in the current folder, whose columns that script names.
set datafile separator '\t'
blue = '#0072B2'; red = '#D55E00'; green = '#009E73'; sky = '#56B4E9'; grey = '#777777'
lines(condition) = sprintf("<awk -F'\\t' '%s' frontier", condition)
# WordNet's points of a kind, in the formats or by the encoders that match
wordnet(kind, words) = lines(sprintf("$1 == \"%s\" && $2 == \"wordnet\" && $6 ~ /%s/", kind, words))
# the points of a panel, each with its mark and colour
points(panel) = lines(sprintf("$1 == \"point\" && $2 == \"%s\"", panel))
# the least dimension that no bound excludes, 0 where none is known
bound(panel) = real(system(sprintf("awk -F'\\t' '$1 == \"bound\" && $2 == \"%s\" { least = $3 } END { printf \"%%d\", least }' frontier", panel)))
# nothing missed has a place of its own above the logarithmic axis
exact = 0.0004
shown(missed) = missed > 0 ? missed : exact
set border 3 lc rgb '#444444'
set tics nomirror textcolor rgb '#222222'
set grid y lc rgb '#e5e5e5'
set logscale xy
titles = "\"WordNet's nouns\" \"GO, is_a\" \"GO, is_a and part_of\" ChEBI \"Debian's packages\" \"NCBI's taxonomy\" \"synthetic trees\" \"DAGs, lattices, subsets\""
names = 'wordnet go go-part-of chebi debian ncbi trees synthetic'
do for [format in "svg pdf png"] {
	if (format eq 'svg') { set terminal svg size 860, 940 font 'Helvetica,13' }
	if (format eq 'pdf') { set terminal pdfcairo size 18cm, 19.7cm font 'Helvetica,9' }
	if (format eq 'png') { set terminal pngcairo size 1720, 1880 font 'Helvetica,13' fontscale 1.6 pointscale 1.8 }
	set output 'frontier.' . format
	set multiplot

	# WordNet: what is missed against the dimension
	set lmargin at screen 0.1; set rmargin at screen 0.97; set tmargin at screen 0.96; set bmargin at screen 0.62
	set title "WordNet's nouns: the pairs that are not retrieved, by dimension" offset 0, -0.3
	set xrange [1:160]; set xtics nomirror (1, 2, 3, 4, 5, 7, 9, 12, 16, 24, 32, 64, 128)
	set yrange [1:0.00028]
	set ytics nomirror ('none' exact, '0.1 %%' 0.001, '0.3 %%' 0.003, '1 %%' 0.01, '3 %%' 0.03, '10 %%' 0.1, '30 %%' 0.3, '100 %%' 1)
	set xlabel 'dimensions'; set ylabel 'pairs not retrieved'
	set key at graph 0.02, 0.02 left bottom Left reverse samplen 2 spacing 1.1 width 0 maxrows 7 font ',11'
	low = bound('wordnet')
	if (low > 1) {
		set object 1 rectangle from 1, 0.00033 to low, 0.00049 fc rgb '#dddddd' fs solid noborder behind
		set label 1 sprintf('no embedding is exact: %g needed', low) at 1.05, exact left font ',11'
	}
	plot wordnet('literature', 'standard') using 3:5 with linespoints pt 4 dt 2 lc rgb grey title 'You et al. 2025, standard', \
		wordnet('literature', 'finetune') using 3:5 with linespoints pt 6 dt 2 lc rgb grey title 'You et al. 2025, pretrain-finetune', \
		wordnet('trained', '^standard') using 3:5 with linespoints pt 5 lc rgb sky title 'trained by hrdim, standard', \
		wordnet('trained', '^pretrain') using 3:5 with linespoints pt 7 lc rgb sky title 'trained by hrdim, pretrain-finetune', \
		wordnet('trained', '^best') using 3:5 with linespoints pt 9 lc rgb green title 'trained by hrdim, best', \
		wordnet('point', 'float') using 3:(shown($5)) with points pt 13 ps 1.6 lc rgb red title 'certified, floats', \
		wordnet('point', 'integers|levels') using 3:(shown($5)) with points pt 7 lc rgb blue title 'certified, integers'
	unset object 1; unset label 1

	# each hierarchy: bits against dimension
	set key off
	set xrange [1:1500]; set xtics nomirror (1, 4, 16, 64, 256, 1024) font ',10'; set yrange [4:1000000]
	do for [i = 1:8] {
		column = (i - 1) % 4; row = (i - 1) / 4
		left = 0.1 + 0.225 * column; top = 0.535 - 0.225 * row
		set lmargin at screen left; set rmargin at screen left + 0.195; set tmargin at screen top; set bmargin at screen top - 0.155
		panel = word(names, i)
		set title word(titles, i) offset 0, -0.6 font ',12' noenhanced
		if (column == 0) {
			set ylabel 'bits per coordinate'
			set ytics nomirror (8, 32, 128, 1000, '10^4' 10000, '10^5' 100000, '10^6' 1000000) font ',10'
		} else {
			unset ylabel
			set ytics nomirror ('' 8, '' 32, '' 128, '' 1000, '' 10000, '' 100000, '' 1000000)
		}
		if (row == 1) { set xlabel 'dimensions' offset 0, 0.4 } else { unset xlabel }
		low = panel eq 'synthetic' || panel eq 'trees' ? 0 : bound(panel)
		unset object 1
		if (low > 1) { set object 1 rectangle from 1, graph 0 to low, graph 1 fc rgb '#e4e4e4' fs solid noborder behind }
		plot points(panel) using 3:4:7:8 with points pt variable ps 1.1 lc rgb variable
	}

	# what marks, colours and grey mean
	set lmargin at screen 0.1; set rmargin at screen 0.97; set tmargin at screen 0.1; set bmargin at screen 0
	set origin 0, 0; set size 1, 0.1
	unset title; unset border; unset tics; unset grid; unset xlabel; unset ylabel; unset object 1
	unset logscale; set xrange [0:1]; set yrange [0:1]
	set key at screen 0.1, screen 0.062 left top Left reverse maxrows 3 samplen 1 width 1 font ',11'
	plot 1 / 0 with points pt 7 lc rgb '#333333' title 'all pairs', 1 / 0 with points pt 9 lc rgb '#333333' title '99 % and more', \
		1 / 0 with points pt 12 lc rgb '#333333' title 'fewer', \
		1 / 0 with points pt 5 lc rgb 29362 title 'integers', 1 / 0 with points pt 5 lc rgb 13400487 title 'powers of two (U11)', \
		1 / 0 with points pt 5 lc rgb 15113984 title 'float64', 1 / 0 with points pt 5 lc rgb 13983232 title 'float32', \
		1 / 0 with points pt 5 lc rgb 40563 title 'bfloat16', \
		1 / 0 with points pt 5 lc rgb '#e4e4e4' ps 2 title 'too few for all pairs (hrdim bound)'
	set logscale xy; set border 3; set xtics nomirror font ',13'; set ytics nomirror font ',13'; set grid y
	unset multiplot
	unset output
}
