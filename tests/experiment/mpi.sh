# mpirun hrdim run: four ranks end with the same bytes as one thread; a rank's error ends all with one line
. "$HR_SRCDIR/tests/cli.sh"
OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1
export OMPI_ALLOW_RUN_AS_ROOT OMPI_ALLOW_RUN_AS_ROOT_CONFIRM
if ! grep -q '^#define HAVE_MPI 1' "$HR_BUILDDIR/config.h"; then
	echo 'skipped: built without MPI; ./configure --enable-mpi'
	exit 77
fi
# Open MPI does not free all that it has: that is not what a sanitized build looks for
ASAN_OPTIONS=${ASAN_OPTIONS:+$ASAN_OPTIONS:}detect_leaks=0
export ASAN_OPTIONS
mpi() { timeout 200 mpirun --oversubscribe --bind-to none "$@"; }
mpi -n 1 true >out 2>&1 || {
	echo "skipped: mpirun does not work here: $(head -n 1 out)"
	exit 77
}

cat >tiny.ini <<'END'
[sweep]
title = Tiny trees
hierarchy = tree:width=2,height={H} random-tree:n={N},seed={seed}
H = 2..6
N = 20 60
methods = sign gaussian moment interval
notion = f-query f-sign
seeds = 4
theory = U1 U4

[figure]
x = n
fit = loglog
END
expect 0 'trials computed in .* by 1 workers' "$HRDIM" run tiny.ini --results one --jobs 1
expect 0 'trials computed in .* by 8 workers' "$HRDIM" run tiny.ini --results eight --jobs 8
expect 0 'trials computed in .* by 4 workers' mpi -n 4 "$HRDIM" run tiny.ini --results ranks --jobs 1
for folder in one eight ranks; do
	expect 0 '' "$HRDIM" store export $folder/store.sqlite -o $folder/all.csv --results-only
	for file in tiny.csv tiny.fits.csv tiny.trials.csv all.csv; do
		holds cmp one/$file $folder/$file
	done
done
expect 0 '"ranks": 4' cat ranks/tiny.provenance.json

# what is wrong is said once, by rank 0, and nobody hangs
mpi -n 3 "$HRDIM" run absent.ini >out 2>err
got=$?
checks=$((checks + 1))
if [ $got -ne 2 ] || [ "$(grep -c '^hrdim: absent.ini: cannot read' err)" -ne 1 ]; then
	failed=$((failed + 1))
	echo "FAILED: a missing spec under mpirun: status $got: $(cat err)"
fi
finish
