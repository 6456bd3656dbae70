#!/bin/sh
# `make installcheck`: what was installed can be used, through pkg-config, by a program that knows nothing of this folder.
#   install.sh DESTDIR PREFIX BINDIR MANDIR PKGCONFIGDIR CC FLAGS...
set -eu
destdir=$1 prefix=$2 bindir=$3 mandir=$4 pkgconfigdir=$5 cc=$6
shift 6
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
fail() {
	echo "install: $1" >&2
	exit 1
}

export PKG_CONFIG_PATH="$destdir$pkgconfigdir" PKG_CONFIG_SYSROOT_DIR="$destdir"
cflags=$(pkg-config --cflags hrdim) || fail "hrdim.pc is not usable"
libs=$(pkg-config --libs hrdim)
headers=$destdir$prefix/include/hrdim

# every installed header compiles alone
(cd "$headers" && find . -name '*.h') >headers
[ -s headers ] || fail "no header in $headers"
while read -r header; do
	printf '#include "%s"\n' "${header#./}" >alone.c
	# shellcheck disable=SC2086
	$cc -std=c11 -Wall -Wextra -Werror $cflags -fsyntax-only alone.c || fail "$header does not compile alone"
	case $header in ./hrdim.h) ;; *)
		grep -q "\"${header#./}\"" "$headers/hrdim.h" || fail "hrdim.h does not include ${header#./}" ;;
	esac
done <headers

cat >program.c <<'END'
#include <hrdim.h>
#include <stdio.h>

int main(void) {
    hr_hierarchy tree;
    hr_ancestors ancestors = {0};
    hr_hierarchy_init(&tree);
    if (hr_hierarchy_open(&tree, "tree:width=2,height=3") != HR_OK || hr_ancestors_build(&ancestors, &tree) != HR_OK) {
        fprintf(stderr, "%s\n", hr_error());
        return 1;
    }
    printf("%u nodes, %llu pairs\n", tree.nodes, (unsigned long long)ancestors.pairs);
    hr_ancestors_clear(&ancestors);
    hr_hierarchy_clear(&tree);
    return 0;
}
END
# shellcheck disable=SC2086
$cc -std=c11 -Wall -Wextra -Werror $cflags "$@" program.c -o program $libs || fail "a small program does not compile"
LD_LIBRARY_PATH="$(pkg-config --variable=libdir hrdim | sed "s|^$destdir||; s|^|$destdir|")" ./program >said ||
	fail "a small program does not run"
grep -qx '7 nodes, 17 pairs' said || fail "a small program printed: $(cat said)"

"$destdir$bindir/hrdim" --version | grep -q '^hrdim [0-9]' || fail "$bindir/hrdim --version"
[ -s "$destdir$mandir/man1/hrdim.1" ] || fail "$mandir/man1/hrdim.1 is missing"
echo "install: $(wc -l <headers) headers, the library, the program and its manual page are usable"
