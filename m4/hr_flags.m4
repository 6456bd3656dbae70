# HR_FLAGS: C11, warnings, OpenMP, and the build variants that CI runs
AC_DEFUN([HR_FLAGS], [
AC_ARG_ENABLE([werror],
  [AS_HELP_STRING([--enable-werror], [treat warnings as errors (CI does)])],
  [], [enable_werror=no])
AC_ARG_ENABLE([sanitize],
  [AS_HELP_STRING([--enable-sanitize], [build with ASan and UBSan])],
  [], [enable_sanitize=no])
AC_ARG_ENABLE([fuzz],
  [AS_HELP_STRING([--enable-fuzz], [build the readers' libFuzzer targets (needs CC=clang)])],
  [], [enable_fuzz=no])

AC_OPENMP

# -ffp-contract=fast: the error bound of src/feasibility covers fused and unfused multiply-adds alike
hr_cflags="-std=gnu11 -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wvla -ffp-contract=fast"
hr_ldflags=
# without OpenMP its pragmas mean nothing, and must not break a build with --enable-werror
AS_IF([test "x$OPENMP_CFLAGS" = x], [hr_cflags="$hr_cflags -Wno-unknown-pragmas"])
AS_IF([test "x$enable_werror" = xyes], [hr_cflags="$hr_cflags -Werror"])
hr_sanitize=no
AS_IF([test "x$enable_sanitize" = xyes], [
  hr_sanitize="address, undefined"
  hr_cflags="$hr_cflags -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer"
  hr_ldflags="-fsanitize=address,undefined"])
hr_fuzz=no
AS_IF([test "x$enable_fuzz" = xyes], [
  hr_fuzz=libFuzzer
  hr_cflags="$hr_cflags -fsanitize=fuzzer-no-link"])
AM_CONDITIONAL([FUZZ], [test "x$enable_fuzz" = xyes])
AC_SUBST([HR_CFLAGS], [$hr_cflags])
AC_SUBST([HR_LDFLAGS], [$hr_ldflags])
])
