# WordNet's nouns: the numbers that are known of them
[ -f /usr/share/wordnet/data.noun ] || { echo "skipped: install wordnet-base"; exit 77; }
. "$HR_SRCDIR/tests/cli.sh"

expect 0 'nodes +82,115$' "$HRDIM" info wordnet
expect 0 'edges +84,427$' "$HRDIM" info wordnet
expect 0 'several parents +2,213$' "$HRDIM" info wordnet
expect 0 'at distance 8 +50,947$' "$HRDIM" info wordnet
expect 0 '"nodes": 82115,' "$HRDIM" info --json wordnet
for fact in '"nodes":82115,' '"edges":84427,' '"roots":1,' '"multi_parent":2213,' '"pairs":825356,' '"s":35,' \
	'"by_distance":\[82115,84427,87475,91076,95203,95691,89073,74559,50947,'; do
	expect 0 "$fact" sh -c '"$HRDIM" info --json wordnet | tr -d " \n"'
done
finish
