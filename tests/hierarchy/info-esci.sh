# The real judgments: the counts that their README and an independent count of the text give.
. "$HR_SRCDIR/tests/cli.sh"
shared_data esci/esci_us_judgments.json
count() { grep -c "\"rating\": \"$1\"" "$shared"; }
"$HRDIM" info "$shared" | tr -d , >info
expect 0 '^queries +150$' cat info
expect 0 "^documents +$(grep '"docId"' "$shared" | sort -u | wc -l)$" cat info
expect 0 "^pairs +$(($(count 100.000) + $(count 10.000))) " cat info
expect 0 "at distance 0 +0$" cat info
expect 0 "at distance 1 +$(count 100.000)$" cat info
expect 0 "at distance 2 +$(count 10.000)$" cat info
expect 0 "at distance 1 +3389$" cat info
expect 0 "at distance 2 +1898$" cat info
finish
