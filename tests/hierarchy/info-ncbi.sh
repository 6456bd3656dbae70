# The NCBI taxonomy, a tree of a million nodes
[ -f "${HRDIM_DATA:-}/TAXONOMY/nodes.dmp" ] || [ -f /usr/share/EMBOSS/data/TAXONOMY/nodes.dmp ] || {
	echo "skipped: run make data, or install emboss-data"
	exit 77
}
. "$HR_SRCDIR/tests/cli.sh"

expect 0 '"forest": true' "$HRDIM" info --json ncbi
tr -d ' \n' <out >facts
for fact in '"nodes":1038022,' '"edges":1038021,' '"roots":1,' '"multi_parent":0,' '"pairs_without_self":15660430,' \
	'"depth":40,' '"s":41,' '"treewidth_bound":1,'; do
	expect 0 "$fact" cat facts
done
finish
