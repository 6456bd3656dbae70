# forbidden.awk: what would let a proof through unproved, as FILE:LINE: WORDS.  Comments and strings are not looked at; exit
# status 1 when anything was found.  Variable, Hypothesis and Context are fine inside a section, where they become premises.
function complain(what) {
	print FILENAME ":" FNR ": " what
	found = 1
}
function look(text,    i, n, word, unset) {
	if (match(text, /(^|[^A-Za-z0-9_'])(Admitted|Admit|admit|give_up|Axioms?|Parameters?|Conjectures?|Declare[ \t]+ML[ \t]+Module|Declare[ \t]+Module|bypass_check|Add[ \t]+LoadPath|Add[ \t]+Rec[ \t]+LoadPath|Load|Primitive|Register|Abort)($|[^A-Za-z0-9_'])/))
		complain(substr(text, RSTART, RLENGTH))
	if (match(text, /(Unset|Set)[ \t]+(Guard|Positivity|Universe)[ \t]+Check(ing|ed)?/) || match(text, /Type[ \t]*-?in-?[ \t]*Type/))
		complain(substr(text, RSTART, RLENGTH))
	if (match(text, /^[ \t]*((Local|Global|#\[[^]]*\])[ \t]+)?(Variables?|Hypothes[ei]s|Context)($|[^A-Za-z0-9_'])/) && sections == 0)
		complain(substr(text, RSTART, RLENGTH) " outside a section")
	if (text ~ /^[ \t]*Module[ \t]+Type[ \t]/)
		complain("Module Type")
	n = split(text, word, /\.([ \t]|$)/)
	for (i = 1; i <= n; i++) {
		if (word[i] ~ /^[ \t]*Section[ \t]+[A-Za-z0-9_']+[ \t]*$/) {
			sections++
			name[sections] = word[i]
			sub(/^[ \t]*Section[ \t]+/, "", name[sections])
		} else if (sections && word[i] ~ /^[ \t]*End[ \t]+/) {
			sub(/^[ \t]*End[ \t]+/, "", word[i])
			if (word[i] == name[sections])
				sections--
		}
	}
}
FNR == 1 { depth = sections = string = 0 }
{
	code = ""
	for (i = 1; i <= length($0); i++) {
		two = substr($0, i, 2)
		one = substr($0, i, 1)
		if (string) {
			if (one == "\"") string = 0
		} else if (two == "(*" && two substr($0, i + 2, 1) != "(*)") {
			depth++
			i++
		} else if (depth && two == "*)") {
			depth--
			i++
		} else if (one == "\"") {
			string = 1
		} else if (!depth) {
			code = code one
		}
	}
	look(code)
}
END { exit found }
