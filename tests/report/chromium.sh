#!/bin/sh
# hrdim report's page in headless Chromium: nothing is loaded, nothing overflows, all is reached by keyboard.
. "$HR_SRCDIR/tests/cli.sh"
. "$HR_SRCDIR/tests/report/fixture.sh"
python=/usr/bin/python3 # Debian's, which python3-selenium is for
[ -x $python ] || { echo "skipped: python3 is missing; install python3 python3-selenium"; exit 77; }
for program in chromium chromedriver; do
	command -v $program >/dev/null || { echo "skipped: $program is missing; install chromium chromium-driver"; exit 77; }
done
"$HRDIM" report results -o page.html --specs specs >/dev/null || exit 99
HOME=$scratch XDG_CONFIG_HOME=$scratch XDG_CACHE_HOME=$scratch timeout 120 $python "$HR_SRCDIR/tests/report/chromium.py" page.html
status=$?
[ $status -eq 124 ] && echo "FAILED: the browser took more than two minutes"
exit $status
