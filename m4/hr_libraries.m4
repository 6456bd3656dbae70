# HR_LIBRARIES: what hrdim stands on; a missing one names its Debian package
AC_DEFUN([HR_NEED], [AC_MSG_ERROR([$1 not found: run ./bootstrap, or apt-get install $2])])

AC_DEFUN([HR_LIBRARIES], [
PKG_CHECK_MODULES([OPENBLAS], [openblas], [], [HR_NEED([OpenBLAS], [libopenblas-dev])])
PKG_CHECK_MODULES([GMP], [gmp], [], [HR_NEED([GMP], [libgmp-dev])])
PKG_CHECK_MODULES([JANSSON], [jansson], [], [HR_NEED([jansson], [libjansson-dev])])
PKG_CHECK_MODULES([INIH], [inih], [], [HR_NEED([libinih], [libinih-dev])])
AC_DEFINE_UNQUOTED([HR_INIH_VERSION], ["`$PKG_CONFIG --modversion inih`"], [the inih that was found])
PKG_CHECK_MODULES([SQLITE], [sqlite3], [], [HR_NEED([SQLite], [libsqlite3-dev])])
PKG_CHECK_MODULES([NETTLE], [nettle], [], [HR_NEED([Nettle], [nettle-dev])])
PKG_CHECK_MODULES([GSL], [gsl], [], [HR_NEED([GSL], [libgsl-dev])])
# gsl.pc asks for GSL's own slow CBLAS; OpenBLAS provides the same symbols
GSL_LIBS=`AS_ECHO(["$GSL_LIBS"]) | sed 's/-lgslcblas//'`

hr_save_LIBS=$LIBS
LIBS=
AC_CHECK_HEADER([suitesparse/amd.h], [], [HR_NEED([SuiteSparse's AMD], [libsuitesparse-dev])])
AC_SEARCH_LIBS([amd_l_order], [amd], [], [HR_NEED([SuiteSparse's AMD], [libsuitesparse-dev])])
AC_CHECK_HEADER([Random123/philox.h], [], [HR_NEED([Random123], [librandom123-dev])])
AC_CHECK_HEADER([glpk.h], [], [HR_NEED([GLPK], [libglpk-dev])])
AC_SEARCH_LIBS([glp_create_prob], [glpk], [], [HR_NEED([GLPK], [libglpk-dev])])
AC_SEARCH_LIBS([sqrt], [m])
AC_SEARCH_LIBS([pthread_create], [pthread])
HR_OTHER_LIBS=$LIBS
LIBS=$hr_save_LIBS
AC_SUBST([HR_OTHER_LIBS])
])
