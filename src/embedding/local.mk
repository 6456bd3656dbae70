# src/embedding: its sources, installed headers and tests
libhrdim_la_SOURCES += \
	src/embedding/affordable.c src/embedding/affordable.h \
	src/embedding/bfloat16.c src/embedding/bfloat16.h src/embedding/embedding_bfloat16.c \
	src/embedding/cells.c src/embedding/cells.h src/embedding/digits.c src/embedding/digits.h \
	src/embedding/blocks.c src/embedding/blocks.h src/embedding/blocks_check.c \
	src/embedding/blocks_embed.c src/embedding/blocks_embed.h \
	src/embedding/blocks_floats.c src/embedding/blocks_floats.h \
	src/embedding/embedding_floats.c src/embedding/geometric.c src/embedding/geometric.h src/embedding/one_run.h \
	src/embedding/free_round.c src/embedding/free_vectors.c src/embedding/free_vectors.h \
	src/embedding/near_pairs.c src/embedding/near_pairs.h \
	src/embedding/near_train.c src/embedding/near_train.h \
	src/embedding/patterns.c src/embedding/patterns.h \
	src/embedding/code_parameters.c src/embedding/code_parameters.h \
	src/embedding/embedding.c src/embedding/embedding.h \
	src/embedding/embedding_file.c src/embedding/embedding_round.c \
	src/embedding/exact.h src/embedding/exact_read.c src/embedding/exact_write.c \
	src/embedding/exact_reader.c src/embedding/exact_reader.h \
	src/embedding/infile.c src/embedding/infile.h \
	src/embedding/integers.c src/embedding/integers.h \
	src/embedding/matrix.c src/embedding/matrix.h \
	src/embedding/method.c src/embedding/method.h src/embedding/methods.h src/embedding/sums.c \
	src/embedding/method_sign.c src/embedding/method_gaussian.c src/embedding/method_code.c \
	src/embedding/method_moment.c src/embedding/method_interval.c src/embedding/method_runs.c \
	src/embedding/method_trigonometric.c \
	src/embedding/method_blocks.c \
	src/embedding/orders_chains.c src/embedding/orders_chains.h \
	src/embedding/method_orders.c \
	src/embedding/orders_embed.c src/embedding/orders_embed.h \
	src/embedding/orders_embedding.c src/embedding/orders_embedding.h \
	src/embedding/method_separators.c \
	src/embedding/separators_layout.c src/embedding/separators_layout.h \
	src/embedding/orders_greedy.c src/embedding/orders_repair.c \
	src/embedding/orders_leftover.c src/embedding/orders_leftover.h \
	src/embedding/orders_patterns.c src/embedding/orders_patterns.h \
	src/embedding/orders_reduce.c src/embedding/orders_reduce.h \
	src/embedding/orders_search.c src/embedding/orders_search.h \
	src/embedding/orders_tile.c src/embedding/orders_tile.h \
	src/embedding/npy.c src/embedding/npy.h src/embedding/npy_stream.h src/embedding/npy_write.c \
	src/embedding/npy_header.c src/embedding/npy_header.h \
	src/embedding/polynomial.c src/embedding/polynomial.h \
	src/embedding/runs_embedding.c src/embedding/runs_embedding.h \
	src/embedding/round.h src/embedding/round_integer.c \
	src/embedding/writer.c src/embedding/writer.h

hrdim_embeddingdir = $(includedir)/hrdim/embedding
hrdim_embedding_HEADERS = src/embedding/blocks.h src/embedding/embedding.h src/embedding/matrix.h src/embedding/method.h \
	src/embedding/npy.h src/embedding/orders_embedding.h

check_PROGRAMS += tests/embedding/test-methods
tests_embedding_test_methods_SOURCES = tests/embedding/test-methods.c tests/embedding/small.h
tests_embedding_test_methods_LDADD = $(TEST_LDADD)
TESTS += tests/embedding/test-methods

check_PROGRAMS += tests/embedding/test-trigonometric
tests_embedding_test_trigonometric_SOURCES = tests/embedding/test-trigonometric.c tests/embedding/small.h
tests_embedding_test_trigonometric_LDADD = $(TEST_LDADD)
TESTS += tests/embedding/test-trigonometric

check_PROGRAMS += tests/embedding/test-matrix
tests_embedding_test_matrix_SOURCES = tests/embedding/test-matrix.c
tests_embedding_test_matrix_LDADD = $(TEST_LDADD)
TESTS += tests/embedding/test-matrix

check_PROGRAMS += tests/embedding/test-npy
tests_embedding_test_npy_SOURCES = tests/embedding/test-npy.c
tests_embedding_test_npy_LDADD = $(TEST_LDADD)
TESTS += tests/embedding/test-npy

check_PROGRAMS += tests/embedding/test-code
tests_embedding_test_code_SOURCES = tests/embedding/test-code.c
tests_embedding_test_code_LDADD = $(TEST_LDADD)
TESTS += tests/embedding/test-code

check_PROGRAMS += tests/embedding/test-round
tests_embedding_test_round_SOURCES = tests/embedding/test-round.c tests/embedding/small.h
tests_embedding_test_round_LDADD = $(TEST_LDADD)
TESTS += tests/embedding/test-round

check_PROGRAMS += tests/embedding/test-orders
tests_embedding_test_orders_SOURCES = tests/embedding/test-orders.c tests/embedding/small.h
tests_embedding_test_orders_LDADD = $(TEST_LDADD)
TESTS += tests/embedding/test-orders

check_PROGRAMS += tests/embedding/test-exact
tests_embedding_test_exact_SOURCES = tests/embedding/test-exact.c tests/embedding/small.h
tests_embedding_test_exact_LDADD = $(TEST_LDADD)
TESTS += tests/embedding/test-exact

TESTS += tests/embedding/orders.sh
EXTRA_DIST += tests/embedding/orders.sh

TESTS += tests/embedding/embed.sh
EXTRA_DIST += tests/embedding/embed.sh

check_PROGRAMS += tests/embedding/test-blocks
tests_embedding_test_blocks_SOURCES = tests/embedding/test-blocks.c tests/embedding/small-blocks.h tests/embedding/small.h
tests_embedding_test_blocks_LDADD = $(TEST_LDADD)
TESTS += tests/embedding/test-blocks

check_PROGRAMS += tests/embedding/test-floats
tests_embedding_test_floats_SOURCES = tests/embedding/test-floats.c tests/embedding/small.h
tests_embedding_test_floats_LDADD = $(TEST_LDADD)
TESTS += tests/embedding/test-floats

check_PROGRAMS += tests/embedding/test-bfloat16
tests_embedding_test_bfloat16_SOURCES = tests/embedding/test-bfloat16.c tests/embedding/small.h
tests_embedding_test_bfloat16_LDADD = $(TEST_LDADD)
TESTS += tests/embedding/test-bfloat16

TESTS += tests/embedding/bfloat16.sh
EXTRA_DIST += tests/embedding/bfloat16.sh

TESTS += tests/embedding/floats.sh
EXTRA_DIST += tests/embedding/floats.sh

check_PROGRAMS += tests/embedding/test-separators
tests_embedding_test_separators_SOURCES = tests/embedding/test-separators.c tests/embedding/small.h
tests_embedding_test_separators_LDADD = $(TEST_LDADD)
TESTS += tests/embedding/test-separators

TESTS += tests/embedding/blocks.sh
EXTRA_DIST += tests/embedding/blocks.sh
