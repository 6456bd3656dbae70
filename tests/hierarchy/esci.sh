# ESCI judgments: three forms of one file, the choices of rows, and everything that can be wrong with one.
. "$HR_SRCDIR/tests/cli.sh"
header='example_id,query,query_id,product_id,product_locale,esci_label,small_version,large_version,split'
bad() { # NAME PATTERN, the file on stdin
	cat >"$1"
	expect 2 "^hrdim: $2" "$HRDIM" info "$1"
}
same() { # what the hierarchies of two files are
	"$HRDIM" convert "$1" -o one.json && "$HRDIM" convert "$2" -o other.json
	expect 0 'same' sh -c 'cmp one.json other.json && echo same'
}

cat >table.csv <<-END
	$header
	0,"12"" tv, wall",7,B01,us,E,0,1,train
	1,"12"" tv, wall",7,B02,us,S,1,1,train
	2,B01,8,B03,us,I,1,1,test
	3,B01,8,B01,us,S,1,1,test
	4,B01,8,B02,us,E,1,1,test
	5,"12"" tv, wall",7,B04,us,C,1,1,train
END
cat >lines.jsonl <<-'END'
	{"query": "12\" tv, wall", "product_id": "B01", "esci_label": "E"}
	{"query": "12\" tv, wall", "product_id": "B02", "esci_label": "Substitute", "large_version": 1}

	{"query": "B01", "product_id": "B03", "esci_label": "irrelevant"}
	{"query": "B01", "product_id": "B01", "esci_label": "S"}
	{"query": "B01", "product_id": "B02", "esci_label": "E"}
	{"query": "12\" tv, wall", "product_id": "B04", "esci_label": "C"}
END
# the same order of products needs B03 judged before B04
cat >ratings.json <<-'END'
	{"name": "x", "judgmentRatings": [
	 {"query": "12\" tv, wall", "ratings": [{"docId": "B01", "rating": "100.000"}, {"docId": "B02", "rating": 10}]},
	 {"query": "B01", "ratings": [{"docId": "B03", "rating": "0.0"}, {"docId": "B01", "rating": 10.0},
	                              {"docId": "B02", "rating": "100"}]},
	 {"query": "12\" tv, wall", "ratings": [{"docId": "B04", "rating": 1}]}]}
END
same table.csv lines.jsonl
same table.csv ratings.json
printf '\357\273\277' | cat - table.csv >bom.csv
same table.csv bom.csv
sed 's/$/\r/' table.csv >crlf.csv
same table.csv crlf.csv
cat >by-hand.json <<-'END'
	{"nodes": ["B01", "B02", "B03", "B04", "12\" tv, wall", "12\" tv, wall (substitutes)", "\"B01\"", "B01 (substitutes)"],
	 "edges": [["12\" tv, wall", "B01"], ["12\" tv, wall", "12\" tv, wall (substitutes)"],
	           ["12\" tv, wall (substitutes)", "B02"], ["\"B01\"", "B02"], ["\"B01\"", "B01 (substitutes)"],
	           ["B01 (substitutes)", "B01"]],
	 "queries": ["12\" tv, wall", "\"B01\""], "documents": ["B01", "B02", "B03", "B04"]}
END
same table.csv by-hand.json

# the choices of rows: a split keeps all documents
expect 0 'queries +1$' "$HRDIM" info esci:path=table.csv,locale=us,split=train
expect 0 'documents +4$' "$HRDIM" info esci:path=table.csv,split=test
expect 0 'pairs +3 ' "$HRDIM" info esci:path=table.csv,version=small
expect 0 'documents +4$' "$HRDIM" info esci:path=table.csv,version=small
expect 0 'at distance 2 +2$' "$HRDIM" info esci:path=table.csv,version=large
expect 2 'hrdim: table.csv: no judgment of locale jp; is this the file\?$' "$HRDIM" info esci:path=table.csv,locale=jp
expect 2 'hrdim: esci: version=big: must be small or large$' "$HRDIM" info esci:path=table.csv,version=big
expect 2 'hrdim: ratings.json: ratings have no locale, split or version; leave the options out$' \
	"$HRDIM" info esci:path=ratings.json,split=train
expect 2 'hrdim: esci: no path; give esci:path=FILE$' "$HRDIM" info esci:split=train
expect 2 'hrdim: lines.jsonl: line 1: has no split, which is asked for$' "$HRDIM" info esci:path=lines.jsonl,split=train

# what is wrong with a table
printf '%s\n0,tv,7,B01,us,X,1,1,train\n' $header | bad label.csv "label.csv: line 2: esci_label 'X': must be E, S, C or I$"
printf 'query,product,esci_label\na,b,E\n' | bad column.csv "column.csv: has no column 'product_id'$"
printf 'query,product_id,esci_label\na,b,E\n' >few.csv
expect 2 "hrdim: few.csv: has no column 'split'$" "$HRDIM" info esci:path=few.csv,split=train
expect 2 "hrdim: few.csv: has no column 'small_version'$" "$HRDIM" info esci:path=few.csv,version=small
printf '%s\n0,"tv,7,B01,us,E,1,1,train\n' $header | bad open.csv 'open.csv:2: a quoted field does not end$'
printf '%s\n0,"tv"s,7,B01,us,E,1,1,train\n' $header | bad behind.csv 'behind.csv:2: a quoted field does not end$'
printf '%s\n0,tv,7,B01\n' $header | bad short.csv 'short.csv:2: 4 fields, the header has 9$'
printf '%s\n0,tv,7,B01,us,E,1,1,train\n1,tv,7,B01,us,S,1,1,train\n' $header |
	bad twice.csv "twice.csv: line 3: 'B01' is judged for 'tv' a second time, first in line 2; remove one$"
printf '%s\n0,tv,7,B01,us,E,1,1,train\n1,tv,7,B01,es,S,1,1,train\n' $header |
	bad locales.csv "locales.csv: line 3: locale 'es' after 'us'; choose one, such as esci:path=locales.csv,locale=us$"
printf '%s\n0,,7,B01,us,E,1,1,train\n' $header | bad query.csv 'query.csv: line 2: a query without text; give every'
printf '%s\n0,tv,7,,us,E,1,1,train\n' $header | bad product.csv 'product.csv: line 2: a product without a name; give every'
printf '%s\n0,tv,7,B01,us,C,1,1,train\n' $header |
	bad relevant.csv 'relevant.csv: no judgment is Exact or Substitute, so no query has a document$'
printf '%s\n' $header | bad header.csv 'header.csv: no judgment; is this the file\?$'
printf '%s\n0,t\0v,7,B01,us,E,1,1,train\n' $header | bad nul.csv 'nul.csv: holds a NUL byte; this is no CSV file$'

# what is wrong with JSON
printf '{"judgmentRatings": [{"query": "tv",\n "ratings": [{"docId"' | bad cut.json 'cut.json: line 2: not JSON: '
printf '{"query": "tv", "product_id": "B01", "esci_label": "E"}\n{"query": "tv", "prod' |
	bad cut.jsonl 'cut.jsonl: line 2: not a JSON object: '
printf '{"query": "tv", "product_id": "B01", "esci_label": "E"}\n[1]\n' | bad list.jsonl 'list.jsonl: line 2: not a JSON object$'
printf '{"query": "tv", "esci_label": "E"}\n' | bad key.jsonl 'key.jsonl: line 1: has no "product_id"$'
printf '{"query": "tv", "product_id": {}, "esci_label": "E"}\n' |
	bad type.jsonl 'type.jsonl: line 1: "product_id" must be a text or a whole number$'
rating() { printf '{"judgmentRatings": [{"query": "tv", "ratings": [{"docId": %s, "rating": %s}]}]}' "$1" "$2"; }
place='judgmentRatings\[0\].ratings\[0\]: '
rating '"B01"' 50 | bad rating.json "rating.json: $place\"rating\" must be 100 \(Exact\), 10"
rating '"B01"' '"x"' | bad text.json "text.json: $place\"rating\" must be 100 \(Exact\), 10"
rating 7 100 | bad id.json "id.json: $place\"docId\" must be a product's id in quotes$"
rating '""' 100 | bad empty.json "empty.json: ${place}a product without a name; give every"
printf '{"judgmentRatings": [7]}' | bad entry.json 'entry.json: judgmentRatings\[0\]: must be \{"query"'
printf '{"judgmentRatings": 7}' | bad ratings-number.json 'ratings-number.json: must be \{"judgmentRatings": \[...\]\}'
finish
