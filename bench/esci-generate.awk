# A made-up data set with the columns of ESCI's examples file, for what the real one is too large or too far away for.
# usage: awk -v seed=1 -v queries=1500 -f esci-generate.awk >examples.csv
#
# Products are (type, brand, quality); a query names a type, mostly also a brand or a quality, with the plurals,
# misspellings and fillers of real ones.  Products of the type that have all that the query names are Exact, others of
# the type are Substitutes, five of another type that goes with it Complements, five others Irrelevant.  One query of
# five is in the split `test`, and one of ten is in Spanish, locale es.  The same seed gives the same bytes in any awk.
function below(n) { # uniform in 0 .. n-1: Lehmer's generator (Park & Miller, CACM 31, 1988), exact in doubles
	state = state * 16807 % 2147483647
	return int(state / 2147483647 * n)
}
function misspell(word,   at) { # two letters change places
	at = 2 + below(length(word) - 2)
	return substr(word, 1, at - 1) substr(word, at + 1, 1) substr(word, at, 1) substr(word, at + 2)
}
function quoted(text) {
	if (text !~ /[",]/)
		return text
	gsub(/"/, "\"\"", text)
	return "\"" text "\""
}
function judge(product, label) {
	printf "%d,%s,%d,%s,%s,%s,%d,1,%s\n", row++, quoted(text), q, id[product], locale, label, small, split_of
}
function write_query(type, brand, quality) {
	text = types[type]
	if (below(4) == 0)
		text = text "s"
	if (below(12) == 0)
		text = misspell(text)
	if (quality)
		text = qualities[quality] " " text
	if (brand)
		text = below(3) ? brands[brand] " " text : text " " brands[brand]
	if (below(4) == 0)
		text = text " " fillers[1 + below(n_fillers)]
	if (below(40) == 0)
		text = text ", " (1 + below(80)) "\""
}
BEGIN {
	state = (seed ? seed : 1) * 7919 % 2147483647
	for (q = 0; q < 10; q++)
		below(2)
	if (!queries)
		queries = 1500
	n_types = split("towel lamp kettle backpack keyboard headphone blender mattress curtain bottle tripod drill wallet jacket sandal umbrella candle pillow notebook charger stapler thermos helmet skateboard telescope microscope violin ukulele puzzle blanket toaster vacuum ladder hammock tent compass aquarium leash scooter projector", types, " ")
	n_brands = split("norvik altura bellmont kestrel oakline pemba quorra silvano tavish wexley", brands, " ")
	n_qualities = split("red blue black white wooden steel leather cotton large small portable waterproof", qualities, " ")
	n_fillers = split("for men,for women,for kids,cheap,on sale,best rated,with lid,set of 2,under 50 dollars", fillers, ",")
	for (t = 1; t <= n_types; t++)
		for (b = 1; b <= n_brands; b++)
			for (c = 0; c < 3; c++) {
				p = ++products
				type_of[p] = t
				brand_of[p] = b
				quality_of[p] = 1 + below(n_qualities)
				id[p] = sprintf("B%09d", p * 7 + below(7))
				if (b == 1 && c == 0)
					first[t] = p
				last[t] = p
			}
	print "example_id,query,query_id,product_id,product_locale,esci_label,small_version,large_version,split"
	for (q = 0; q < queries; q++) {
		type = 1 + below(n_types)
		brand = below(3) ? 1 + below(n_brands) : 0
		quality = below(3) ? 0 : 1 + below(n_qualities)
		write_query(type, brand, quality)
		locale = below(10) ? "us" : "es"
		split_of = below(5) ? "train" : "test"
		small = below(2)
		if ((locale, text) in seen) # a query is its text
			continue
		seen[locale, text] = 1
		for (p = first[type]; p <= last[type]; p++)
			judge(p, (!brand || brand_of[p] == brand) && (!quality || quality_of[p] == quality) ? "E" : "S")
		other = type % n_types + 1
		for (k = 0; k < 5; k++)
			judge(first[other] + 6 * k + below(6), "C")
		other = (type + 1 + below(n_types - 2)) % n_types + 1
		for (k = 0; k < 5; k++)
			judge(first[other] + 6 * k + below(6), "I")
	}
}
