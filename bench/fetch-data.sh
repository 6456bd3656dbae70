#!/usr/bin/env bash
# fetch-data.sh FOLDER: GO, ChEBI and the NCBI taxonomy, as Debian's emboss-data packages them.
#
# Leaves FOLDER/OBO/go.obo, FOLDER/OBO/chebi.obo and FOLDER/TAXONOMY/nodes.dmp, each whole or not at all; nothing is
# installed, so no root is needed.  A second call finds the files and does nothing.
set -euo pipefail
folder=${1:?usage: fetch-data.sh FOLDER}
files=(OBO/go.obo OBO/chebi.obo TAXONOMY/nodes.dmp)
system=/usr/share/EMBOSS/data

say() { printf 'data: %s\n' "$*" >&2; }
fail() {
	say "$1"
	exit 1
}
all_in() {
	local file
	for file in "${files[@]}"; do [ -s "$1/$file" ] || return 1; done
}

if all_in "$folder"; then
	say "GO, ChEBI and NCBI are in $folder"
	exit 0
fi
if all_in "$system"; then
	say "GO, ChEBI and NCBI are in $system (package emboss-data is installed)"
	exit 0
fi
command -v apt-get >/dev/null && command -v dpkg-deb >/dev/null ||
	fail "needs apt-get and dpkg-deb; elsewhere, unpack Debian's emboss-data into $folder by hand: ${files[*]}"

part=$folder.part
rm -rf "$part"
mkdir -p "$part/unpacked"
trap 'rm -rf "$part"' EXIT
part=$(cd "$part" && pwd)

download() { (cd "$part" && apt-get -q download emboss-data) </dev/null >"$part/log" 2>&1; }
say "downloading emboss-data (61 MB)"
if ! download; then
	# the package lists may be absent or old
	if [ "$(id -u)" -eq 0 ]; then apt-get -q update </dev/null >>"$part/log" 2>&1 || true; fi
	download || {
		grep -E '^(E|Err)' "$part/log" >&2 || true
		fail "emboss-data cannot be downloaded: is there a network, and did root run apt-get update?"
	}
fi
say "unpacking"
dpkg-deb -x "$part"/emboss-data_*.deb "$part/unpacked" || fail "the package cannot be unpacked; is the disk full?"
for file in "${files[@]}"; do
	mkdir -p "$folder/${file%/*}"
	mv "$part/unpacked$system/$file" "$folder/$file" || fail "emboss-data has no $file: has the package changed?"
done
say "GO, ChEBI and NCBI are in $folder"
