# csv.awk: the cells of CSV files (RFC 4180, no line breaks inside) by the names of their columns, for any awk.
# Put before a program: awk "$(cat csv.awk)"'cell("kind") == "measured" { ... }' FILE...
function cell(name) { return fields[at[FILENAME, name]] }
function split_row(line,  n, c, i, quoted) {
	n = 1; fields[1] = ""; quoted = 0
	for (i = 1; i <= length(line); i++) {
		c = substr(line, i, 1)
		if (quoted && c == "\"" && substr(line, i + 1, 1) == "\"") { fields[n] = fields[n] c; i++ }
		else if (c == "\"") quoted = !quoted
		else if (c == "," && !quoted) fields[++n] = ""
		else fields[n] = fields[n] c
	}
	return n
}
function grouped(n,  text) {
	text = n ""
	while (text ~ /[0-9][0-9][0-9][0-9]($|,)/) sub(/[0-9][0-9][0-9]($|,)/, ",&", text)
	return text
}
# rounded down: what is not all is never shown as all
function percent(share) { return share == 1 ? "100 %" : sprintf("%.2f %%", int(10000 * share) / 100) }
{ cells = split_row($0) }
FNR == 1 { for (i = 1; i <= cells; i++) at[FILENAME, fields[i]] = i; next }
