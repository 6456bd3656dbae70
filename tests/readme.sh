#!/bin/sh
# README.md and the pages with generated tables: their numbers are those of results/; the README's commands and links exist.
. "$HR_SRCDIR/tests/cli.sh"
readme=$HR_SRCDIR/README.md

sh "$HR_SRCDIR/bench/readme.sh" "$HR_SRCDIR" >renewed || failed=$((failed + 1))
expect 0 '^same$' sh -c 'diff "$1" renewed && echo same' sh "$readme"
while read -r script page; do
	sh "$HR_SRCDIR/bench/$script.sh" "$HR_SRCDIR" >renewed || failed=$((failed + 1))
	expect 0 '^same$' sh -c 'diff "$1" renewed && echo same' sh "$HR_SRCDIR/doc/$page.md"
done <<'END'
benchmarks benchmarks
control training
real-data real-data
bounds bounds
linear-programs linear-programs
precision precision
END

# outside the generated tables no number is a result
sed '/^<!-- [a-z]* -->$/,/^<!-- end -->$/d; s/Debian 12//g; s/]([^)]*)//g' "$readme" >prose
expect 1 '^0$' grep -Ec '[0-9]' prose

# the only commands are the two of the front door, each a line of its own
sed -n 's/^    \(.*\)$/\1/p' "$readme" >commands
expect 0 '^2$' sh -c 'wc -l <commands'
expect 0 '.' grep -Fx './bootstrap && make demo' commands
expect 0 '.' grep -Fx './bootstrap && make check' commands

# every link leads somewhere
grep -oE '\]\([^)#]+' "$readme" | sed 's/^](//' | grep -v '^http' >links
while read -r link; do
	expect 0 '' ls -d "$HR_SRCDIR/$link"
done <links
finish
