# tests that belong to no single room
EXTRA_DIST += tests/test.h tests/cli.sh tests/install.sh

TESTS += tests/man.sh tests/readme.sh tests/examples.sh tests/cli/bad-input.sh tests/cli/check.sh tests/cli/linear.sh tests/cli/best.sh
EXTRA_DIST += tests/man.sh tests/readme.sh tests/examples.sh tests/cli/bad-input.sh tests/cli/check.sh tests/cli/linear.sh tests/cli/best.sh

# make installcheck: the installed library, headers, program and manual page, as another project uses them
installcheck-local:
	$(SHELL) $(srcdir)/tests/install.sh '$(DESTDIR)' '$(prefix)' '$(bindir)' '$(mandir)' '$(pkgconfigdir)' '$(CC)' \
		$(CFLAGS) $(HR_LDFLAGS)
