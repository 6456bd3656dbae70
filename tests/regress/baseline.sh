#!/bin/sh
# hrdim's constructions against bench/baseline.ini: nothing may be worse than what was committed
. "$HR_SRCDIR/tests/cli.sh"
expect 0 ', 0 worse' "$HRDIM" regress "$HR_SRCDIR/bench/baseline.ini"
cat both
# it can fail: a baseline that is a little better than what is measured
sed 's/^\(least-dimension = \)[0-9]*/\11/' "$HR_SRCDIR/bench/baseline.ini" >better.ini
expect 1 'worse +least-dimension: 1 -> [1-9]' "$HRDIM" regress better.ini --only 'tree H=4 sign'
if "$HRDIM" info wordnet >info 2>&1; then
	sed 's/^\(recall = 0.9[0-9]\{4\}\)[0-9]*/\19/' "$HR_SRCDIR/bench/baseline.ini" >better.ini
	expect 1 'worse +recall: ' "$HRDIM" regress better.ini --only 'WordNet runs 1'
else
	skip_rest "WordNet's entries; apt-get install wordnet-base"
fi
finish
