# Trials on the ranks of an MPI job: the same results, and a lost rank's trials go to others
. "$HR_SRCDIR/tests/cli.sh"

program=$HR_BUILDDIR/tests/farm/farm-ranks
OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1
export OMPI_ALLOW_RUN_AS_ROOT OMPI_ALLOW_RUN_AS_ROOT_CONFIRM
command -v mpirun >mpirun.path 2>/dev/null || {
	echo 'skipped: mpirun is missing; apt-get install openmpi-bin'
	exit 77
}
mpi() {
	timeout 100 mpirun --oversubscribe --bind-to none "$@"
}
mpi -n 1 true >out 2>&1 || {
	echo "skipped: mpirun does not work here: $(head -n 1 out)"
	exit 77
}

expect 0 '^ranks 1$' "$program" 2000 quick 1
if ! grep -q '^#define HAVE_MPI 1' "$HR_BUILDDIR/config.h"; then
	# one line, from one rank
	mpi -n 3 "$program" 10 quick >out 2>err
	checks=$((checks + 1))
	[ "$(grep -c 'built without MPI' out)" -eq 1 ] || {
		failed=$((failed + 1))
		echo 'FAILED: mpirun of a program without MPI:'
		cat out
	}
	skip_rest 'built without MPI; ./configure --enable-mpi'
fi

sum() { grep '^sum ' "$1"; }
# same FILE...: the same sum in each
same() {
	checks=$((checks + 1))
	for file in "$@"; do
		[ -n "$(sum "$file")" ] && [ "$(sum "$file")" = "$(sum "$1")" ] && continue
		failed=$((failed + 1))
		echo "FAILED: $file has another sum than $1:"
		cat "$1" "$file"
	done
}

# says FILE PATTERN
says() {
	checks=$((checks + 1))
	grep -Eq "$2" "$1" && return
	failed=$((failed + 1))
	echo "FAILED: $1 lacks /$2/:"
	cat "$1"
}
"$program" 2000 quick 1 >alone 2>err
mpi -n 2 "$program" 2000 quick 4 >two 2>err
mpi -n 4 "$program" 2000 quick 1 >four 2>err
same alone two four
says two '^mpi .*MPI'
says four '^ranks 4$'
says four '^lost 0$'

# A rank is killed, or hangs, in the middle: the others finish, and nothing is missing
"$program" 150 long 1 >alone 2>err
for signal in KILL STOP; do
	rm -rf pids
	mkdir pids
	HRDIM_MPI_TIMEOUT=1 HR_TEST_PIDS=$PWD/pids HR_TEST_SIGNAL=$(kill -l $signal) \
		mpi --enable-recovery -n 4 "$program" 150 long 1 >$signal 2>err &
	job=$!
	tries=0
	until grep -q '^mpi' $signal || [ $tries -ge 1200 ]; do
		tries=$((tries + 1))
		sleep 0.05
	done
	# rank 0 has everything; mpirun ends with the last process
	kill -KILL "$(cat pids/2)" 2>/dev/null
	wait $job
	echo "status $?" >>$signal
	says $signal '^lost 1$'
	says $signal '^status 0$'
	same alone $signal
done

# An error of rank 0 ends all of them, though each of the others is in the middle of a long trial
begin=$(date +%s)
mpi -n 4 "$program" 1 fail 1 >fails 2>err
echo "status $? after $(($(date +%s) - begin)) s" >>fails
says fails 'rank 0 gives up'
says fails '^status 2 after [1-3]?[0-9] s'

# What is wrong with all of them is said before anything is done
HRDIM_MPI_TIMEOUT=never
export HRDIM_MPI_TIMEOUT
mpi -n 2 "$program" 10 quick >never 2>err
says never 'HRDIM_MPI_TIMEOUT=never: must be a number of seconds'
finish
