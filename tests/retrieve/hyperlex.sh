# HyperLex on the real WordNet: every noun pair is known, and an embedding that is right about ancestors
# correlates with the grades of people.
. "$HR_SRCDIR/tests/cli.sh"
shared_data hyperlex/hyperlex-all.txt
"$HRDIM" info wordnet >info 2>&1 || skip_rest 'WordNet; apt-get install wordnet-base'
"$HRDIM" embed wordnet --method sign --dim 256 -o sign >/dev/null
expect 0 ': 2163 of part of speech N, of 2616; 0 left out' "$HRDIM" eval wordnet sign --pairs "$shared"
expect 0 '^spearman +0\.6[5-9]' cat both
awk '$3 == "N"' "$shared" | wc -l >nouns
expect 0 '^2163$' cat nouns
"$HRDIM" embed wordnet-verb --method sign --dim 64 -o verb >/dev/null
expect 0 ': 453 of part of speech V, of 2616; 1 left out, .* \(closing finish\)$' "$HRDIM" eval wordnet-verb verb --pairs "$shared"
finish
