# Debian's package dependencies through the program: files, folders, compressed ones, what is wrong with them
. "$HR_SRCDIR/tests/cli.sh"

cat >Packages <<'END'
Package: cat
Version: 1.0-1
Depends: libc6 (>= 2.34), default-mail | mail-server, food
Provides: pet

Package: libc6
Version: 2.36-9
Depends: libgcc-s1

Package: libgcc-s1
Version: 12.2.0-14
Depends: gcc-12-base (= 12.2.0-14), libc6 (>= 2.35)

Package: gcc-12-base
Version: 12.2.0-14

Package: exim4
Version: 4.96
Provides: mail-server
Pre-Depends: libc6

Package: house
Version: 3
Depends: pet
END
cat >want.tsv <<'END'
cat	libc6 +1
cat	exim4
libc6 +1	gcc-12-base
exim4	libc6 +1
gcc-12-base
house	cat
END
rows='packages +6 .*circles +1 .*packages in them +2 .*met by a provider +2 .*unmet +1 '
flat() { "$HRDIM" "$@" | tr '\n' ' '; } # one line, for patterns that run over several
expect 0 "$rows.*nodes +5 +edges +5 " flat info Packages
expect 0 "$rows.*nodes +5 +edges +5 " flat info debian:path=Packages
expect 0 '"by_provider": 2' "$HRDIM" info --json Packages
expect 0 '"merged": 2' "$HRDIM" info --json forest:of=debian:path=Packages
edges() { "$HRDIM" convert "$1" -o - | sort >got.tsv && sort want.tsv | cmp - got.tsv; }
holds edges Packages

# compressed, by whatever programs are here; and any other format may be so, too
for packer in xz gzip bzip2 zstd lz4; do
	command -v $packer >/dev/null || continue
	$packer -c <Packages >Packages.$packer
	holds edges Packages.$packer
	head -c 60 Packages.$packer >cut
	expect 2 "^hrdim: cut: $packer cannot unpack it; is the file whole\?$" "$HRDIM" info cut
	$packer -c <want.tsv >list
	expect 0 '^nodes +5$' "$HRDIM" info list
done
gzip -c <Packages >zipped.gz
expect 2 '^hrdim: zipped.gz: there is no program that unpacks gzip; apt-get install gzip, or unpack the file$' \
	env PATH=/nowhere "$HRDIM" info zipped.gz
mkfifo pipe
cat zipped.gz >pipe &
expect 2 '^hrdim: pipe: is compressed, and no file; unpack it in the pipe$' "$HRDIM" info debian:path=pipe

# a folder as apt keeps it: all Packages files, the newest version of each package
mkdir lists
cp Packages lists/deb.example.org_dists_stable_main_binary-amd64_Packages
printf 'Package: cat\nVersion: 1.0-2\nDepends: gcc-12-base\n' | gzip >lists/security_Packages.gz
printf 'nothing' >lists/deb.example.org_InRelease
printf 'nothing' >lists/Packages.diff_Index
expect 0 'Packages files +2 ' "$HRDIM" info debian:path=lists
"$HRDIM" convert debian:path=lists -o - >got.tsv
expect 0 '^cat	gcc-12-base$' cat got.tsv
mkdir -p here/debian && cp Packages here/debian
expect 0 'Packages files +1 ' env HRDIM_DATA=here "$HRDIM" info debian
mkdir empty
expect 2 '^hrdim: empty: this folder has no Packages files' "$HRDIM" info debian:path=empty
printf 'Package: a\n' >empty/Packages && printf 'Package: b\nDepends: a b\n' >empty/x_Packages
expect 2 "^hrdim: empty/x_Packages: line 2: Depends: 'a b' is not" "$HRDIM" info debian:path=empty
expect 2 "^hrdim: debian: unknown key 'file'; it takes path$" "$HRDIM" info debian:file=x
expect 2 '^hrdim: nowhere: cannot read: No such file' "$HRDIM" info debian:path=nowhere
printf 'Package: a\nDepends\n' >colon
expect 2 "^hrdim: colon: line 2: not 'Field: value'" "$HRDIM" info colon

# this machine's own packages, counted with awk
status=/var/lib/dpkg/status
if [ -r $status ]; then
	installed=$(awk '/^Package:/ { p = $2 } /^Status:/ && $NF == "installed" { n[p] = 1 } END { print length(n) }' $status)
	expect 0 "\"packages\": $installed,?$" "$HRDIM" info --json debian:path=$status
fi

# the snapshot that results are about is what its Packages file gives
snapshot=$HR_SRCDIR/results/debian-12.15.hierarchy.xz
released=515e692f2c4121c6fcec444ef100cc18f79a991910615f3a88c8b7becfc94d2f
if command -v xz >/dev/null; then
	expect 0 '^nodes +63,337$' "$HRDIM" info "$snapshot"
	for list in /var/lib/apt/lists/*_bookworm_main_binary-amd64_Packages*; do
		[ -x /usr/lib/apt/apt-helper ] && [ -r "$list" ] || continue
		[ "$(/usr/lib/apt/apt-helper cat-file "$list" | sha256sum)" = "$released  -" ] || continue
		"$HRDIM" convert "debian:path=$list" -o released.hierarchy >out
		xz -dc "$snapshot" >snapshot.hierarchy
		holds cmp snapshot.hierarchy released.hierarchy
	done
fi
finish
