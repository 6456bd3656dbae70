# records.awk: a row of a page for each certified point of records.csv, behind csv.awk; brackets.csv before it gives the lower bounds.
# -v all=1: every point; else those that no other point of the hierarchy beats: fewer dimensions or bits or more pairs, and none of
# these worse, for the same notion or F-sign, which is more than F-query.  -v link= is the path of results/.
function title(hierarchy) {
	if (hierarchy == "wordnet") return "WordNet's nouns"
	if (hierarchy == "go") return "GO, is_a"
	if (hierarchy == "go:relations=is_a+part_of") return "GO, is_a and part_of"
	if (hierarchy == "chebi") return "ChEBI"
	if (hierarchy == "ncbi") return "NCBI's taxonomy"
	if (hierarchy ~ /debian/) return "Debian 12's packages"
	return "`" hierarchy "`"
}
function beats(a, b) {
	return of[a] == of[b] && (notion[a] == notion[b] || notion[a] == "f-sign") && d[a] <= d[b] && bits[a] <= bits[b] && recall[a] >= recall[b] && \
		(d[a] < d[b] || bits[a] < bits[b] || recall[a] > recall[b])
}
function format_of(i) {
	if (type[i] ~ /float/) return type[i]
	if (evidence[i] == "orders") return "powers of two, of " grouped(bits[i]) " bits"
	return "integers of " grouped(bits[i]) " bits"
}
FILENAME ~ /brackets\.csv$/ { least[cell("hierarchy"), cell("notion")] = cell("lower"); next }
{
	n++
	of[n] = cell("hierarchy"); notion[n] = cell("notion"); d[n] = cell("dimension") + 0; bits[n] = cell("bits") + 0
	recall[n] = cell("recall") + 0; type[n] = cell("type"); evidence[n] = cell("evidence"); method[n] = cell("method")
	file[n] = cell("certificate"); size[n] = cell("xz_bytes") < cell("bytes") ? cell("xz_bytes") : cell("bytes")
	took[n] = cell("find_cpu_seconds"); verified[n] = cell("verify_cpu_seconds"); command[n] = cell("command")
}
END {
	print "| hierarchy | notion | dimensions | at least | number format | pairs retrieved | construction | certificate |" (all ? " found in | verified in | command |" : "")
	print "|---|---|--:|--:|---|--:|---|---|" (all ? "--:|--:|---|" : "")
	for (i = 1; i <= n; i++) {
		beaten = 0
		for (k = 1; k <= n && !all; k++) if (beats(k, i)) beaten = 1
		if (beaten) continue
		bound = recall[i] == 1 ? least[of[i], notion[i]] : ""
		printf "| %s | %s | %d | %s | %s | %s | %s | [%s](%srecords/%s) |", title(of[i]), notion[i], d[i], bound, format_of(i), percent(recall[i]), \
			method[i], file[i], link, file[i]
		if (all) printf " %.1f s | %.1f s | `%s` |", took[i], verified[i], command[i]
		print ""
	}
}
