# tests that belong to no single room
EXTRA_DIST += tests/test.h tests/cli.sh
