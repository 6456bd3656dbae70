# HR_MPI: --enable-mpi runs trials on the ranks of an MPI job.  Open MPI by pkg-config or, like others, by its
# compiler's own word.
AC_DEFUN([HR_MPI], [
AC_ARG_ENABLE([mpi], [AS_HELP_STRING([--enable-mpi], [run trials on many machines, under mpirun])],
	[], [enable_mpi=no])
hr_mpi='no (--enable-mpi)'
AS_IF([test "x$enable_mpi" != xno], [
	PKG_CHECK_MODULES([MPI], [ompi-c], [], [
		MPI_CFLAGS=`mpicc --showme:compile 2>/dev/null`
		MPI_LIBS=`mpicc --showme:link 2>/dev/null`
	])
	hr_save_CFLAGS=$CFLAGS hr_save_LIBS=$LIBS
	CFLAGS="$CFLAGS $MPI_CFLAGS" LIBS="$MPI_LIBS $LIBS"
	AC_MSG_CHECKING([for MPI])
	AC_LINK_IFELSE([AC_LANG_PROGRAM([[#include <mpi.h>]],
		[[int given; return MPI_Init_thread(0, 0, MPI_THREAD_FUNNELED, &given);]])],
		[AC_MSG_RESULT([yes])],
		[AC_MSG_RESULT([no])
		HR_NEED([MPI, wanted by --enable-mpi,], [libopenmpi-dev openmpi-bin])])
	CFLAGS=$hr_save_CFLAGS LIBS=$hr_save_LIBS
	AC_DEFINE([HAVE_MPI], [1], [trials run on the ranks of an MPI job])
	hr_mpi=yes
])
AM_CONDITIONAL([HAVE_MPI], [test "x$hr_mpi" = xyes])
])
