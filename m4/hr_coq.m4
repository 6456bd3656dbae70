# HR_COQ: the proofs are checked with Coq and MathComp where both are there, unless --without-coq.
AC_DEFUN([HR_COQ], [
AC_ARG_WITH([coq], [AS_HELP_STRING([--without-coq], [leave the proofs unchecked])], [], [with_coq=check])
hr_coq_packages='coq libcoq-mathcomp-ssreflect libcoq-mathcomp-algebra libcoq-mathcomp-zify libcoq-mathcomp-algebra-tactics libcoq-mathcomp-analysis'
AC_PATH_PROG([COQC], [coqc])
AC_PATH_PROG([COQDEP], [coqdep])
AC_PATH_PROG([COQCHK], [coqchk])
hr_coq=no
AS_IF([test "x$with_coq" = xno], [hr_coq='no (--without-coq)'],
	[AC_MSG_CHECKING([for Coq with MathComp, its tactics and its reals])
	hr_coq_library=`test -z "$COQC" || "$COQC" -where 2>/dev/null`/user-contrib/mathcomp
	AS_IF([test -n "$COQC" && test -n "$COQDEP" && test -n "$COQCHK" && test -e "$hr_coq_library/algebra/rat.vo" &&
		test -e "$hr_coq_library/zify/zify.vo" && test -e "$hr_coq_library/algebra_tactics/ring.vo" &&
		test -e "$hr_coq_library/analysis/Rstruct.vo"],
		[hr_coq=yes])
	AC_MSG_RESULT([$hr_coq])
	AS_IF([test "x$hr_coq" = xno], [
		AS_IF([test "x$with_coq" = xyes], [AC_MSG_ERROR([Coq or MathComp not found: run ./bootstrap, or apt-get install $hr_coq_packages])])
		hr_coq='no (not installed)'])])
# hrdim-verify-coq: OCaml and Zarith as well
AC_PATH_PROG([OCAMLFIND], [ocamlfind])
AS_IF([test "x$hr_coq" != xyes], [hr_coq_verify=$hr_coq],
	[test -n "$OCAMLFIND" && "$OCAMLFIND" ocamlopt -version >/dev/null 2>&1 && "$OCAMLFIND" query zarith >/dev/null 2>&1],
	[hr_coq_verify=yes],
	[hr_coq_verify='no (OCaml or Zarith not installed)'])
AC_SUBST([hr_coq_verify])
AC_SUBST([hr_coq])
AC_SUBST([hr_coq_packages])
])
