# src/hierarchy: its sources, installed headers and tests
hrdim_hierarchydir = $(includedir)/hrdim/hierarchy
hrdim_hierarchy_HEADERS = src/hierarchy/ancestors.h src/hierarchy/builder.h src/hierarchy/canonical.h src/hierarchy/digest.h src/hierarchy/hierarchy.h src/hierarchy/order.h \
	src/hierarchy/write.h

# the DAG and its builder
libhrdim_la_SOURCES += \
	src/hierarchy/builder.c src/hierarchy/builder.h \
	src/hierarchy/canonical.c src/hierarchy/canonical.h \
	src/hierarchy/columns.c \
	src/hierarchy/order_kept.c src/hierarchy/order_pieces.c src/hierarchy/order_pieces.h \
	src/hierarchy/order_moves.c src/hierarchy/order_moves.h \
	src/hierarchy/order_search.c src/hierarchy/order_search.h \
	src/hierarchy/compress.c src/hierarchy/compress.h \
	src/hierarchy/digest.c src/hierarchy/digest.h \
	src/hierarchy/forest.c \
	src/hierarchy/hierarchy.c src/hierarchy/hierarchy.h \
	src/hierarchy/names.c src/hierarchy/names.h \
	src/hierarchy/ready.c src/hierarchy/ready.h \
	src/hierarchy/source.c src/hierarchy/source.h

# readers and writers
libhrdim_la_SOURCES += \
	src/hierarchy/components.c src/hierarchy/components.h \
	src/hierarchy/datasets.c src/hierarchy/datasets.h \
	src/hierarchy/debian_version.c src/hierarchy/debian_version.h \
	src/hierarchy/dependencies.c \
	src/hierarchy/esci.h src/hierarchy/esci_json.c \
	src/hierarchy/judgments.c src/hierarchy/judgments.h \
	src/hierarchy/packages.c src/hierarchy/packages.h \
	src/hierarchy/packed.c src/hierarchy/packed.h \
	src/hierarchy/read.c src/hierarchy/read.h \
	src/hierarchy/read_canonical.c \
	src/hierarchy/read_debian.c \
	src/hierarchy/read_edges.c \
	src/hierarchy/read_esci.c \
	src/hierarchy/read_json.c \
	src/hierarchy/read_ncbi.c \
	src/hierarchy/read_obo.c \
	src/hierarchy/read_wordnet.c \
	src/hierarchy/wordnet_files.c src/hierarchy/wordnet_files.h \
	src/hierarchy/wordnet_senses.c src/hierarchy/wordnet_senses.h \
	src/hierarchy/wordnet_index.c src/hierarchy/wordnet_index.h \
	src/hierarchy/words.h \
	src/hierarchy/write.c src/hierarchy/write.h

check_PROGRAMS += tests/hierarchy/test-builder
tests_hierarchy_test_builder_SOURCES = tests/hierarchy/test-builder.c
tests_hierarchy_test_builder_LDADD = $(TEST_LDADD)
TESTS += tests/hierarchy/test-builder

check_PROGRAMS += tests/hierarchy/test-readers
tests_hierarchy_test_readers_SOURCES = tests/hierarchy/test-readers.c
tests_hierarchy_test_readers_LDADD = $(TEST_LDADD)
TESTS += tests/hierarchy/test-readers

check_PROGRAMS += tests/hierarchy/test-write
tests_hierarchy_test_write_SOURCES = tests/hierarchy/test-write.c tests/fuzz/verify.c tests/fuzz/fuzz.h
tests_hierarchy_test_write_LDADD = $(TEST_LDADD)
TESTS += tests/hierarchy/test-write

check_PROGRAMS += tests/hierarchy/test-wordnet
tests_hierarchy_test_wordnet_SOURCES = tests/hierarchy/test-wordnet.c tests/hierarchy/datasets.h
tests_hierarchy_test_wordnet_LDADD = $(TEST_LDADD)
TESTS += tests/hierarchy/test-wordnet

check_PROGRAMS += tests/hierarchy/test-emboss
tests_hierarchy_test_emboss_SOURCES = tests/hierarchy/test-emboss.c tests/hierarchy/datasets.h
tests_hierarchy_test_emboss_LDADD = $(TEST_LDADD)
TESTS += tests/hierarchy/test-emboss

check_PROGRAMS += tests/hierarchy/test-debian
tests_hierarchy_test_debian_SOURCES = tests/hierarchy/test-debian.c
tests_hierarchy_test_debian_LDADD = $(TEST_LDADD)
TESTS += tests/hierarchy/test-debian tests/hierarchy/debian.sh
EXTRA_DIST += tests/hierarchy/debian.sh

TESTS += tests/hierarchy/bad-input.sh tests/hierarchy/convert.sh tests/hierarchy/counts.sh
EXTRA_DIST += tests/hierarchy/bad-input.sh tests/hierarchy/convert.sh tests/hierarchy/counts.sh

TESTS += tests/hierarchy/esci.sh tests/hierarchy/info-esci.sh
EXTRA_DIST += tests/hierarchy/esci.sh tests/hierarchy/info-esci.sh

TESTS += tests/hierarchy/forest.sh
EXTRA_DIST += tests/hierarchy/forest.sh

# ancestor sets and orders
libhrdim_la_SOURCES += \
	src/hierarchy/ancestors.c src/hierarchy/ancestors.h \
	src/hierarchy/ancestor_rows.c src/hierarchy/ancestor_rows.h \
	src/hierarchy/order.c src/hierarchy/order.h \
	src/hierarchy/runs.c \
	src/hierarchy/shape.c src/hierarchy/shape.h \
	src/hierarchy/walk.c src/hierarchy/walk.h \
	src/hierarchy/core.c src/hierarchy/core.h \
	src/hierarchy/elimination.c src/hierarchy/elimination.h \
	src/hierarchy/reduce.c src/hierarchy/reduce.h \
	src/hierarchy/separators.c src/hierarchy/separators.h \
	src/hierarchy/separators_core.c src/hierarchy/separators_core.h \
	src/hierarchy/separators_cut.c src/hierarchy/separators_cut.h \
	src/hierarchy/treewidth.c src/hierarchy/treewidth.h

# generators
libhrdim_la_SOURCES += \
	src/hierarchy/generate.c src/hierarchy/generate.h \
	src/hierarchy/generate-trees.c \
	src/hierarchy/generate-random-trees.c \
	src/hierarchy/generate-dags.c \
	src/hierarchy/generate-subsets.c \
	src/hierarchy/generate-k-tree.c

check_PROGRAMS += tests/hierarchy/test-ancestors
tests_hierarchy_test_ancestors_SOURCES = tests/hierarchy/test-ancestors.c tests/hierarchy/small-dag.h
tests_hierarchy_test_ancestors_LDADD = $(TEST_LDADD)
TESTS += tests/hierarchy/test-ancestors

check_PROGRAMS += tests/hierarchy/test-order
tests_hierarchy_test_order_SOURCES = tests/hierarchy/test-order.c tests/hierarchy/small-dag.h
tests_hierarchy_test_order_LDADD = $(TEST_LDADD)
TESTS += tests/hierarchy/test-order

check_PROGRAMS += tests/hierarchy/test-treewidth
tests_hierarchy_test_treewidth_SOURCES = tests/hierarchy/test-treewidth.c tests/hierarchy/small-dag.h
tests_hierarchy_test_treewidth_LDADD = $(TEST_LDADD)
TESTS += tests/hierarchy/test-treewidth

check_PROGRAMS += tests/hierarchy/test-generators
tests_hierarchy_test_generators_SOURCES = tests/hierarchy/test-generators.c
tests_hierarchy_test_generators_LDADD = $(TEST_LDADD)
TESTS += tests/hierarchy/test-generators

TESTS += tests/hierarchy/info.sh tests/hierarchy/info-wordnet.sh tests/hierarchy/info-ncbi.sh
EXTRA_DIST += tests/hierarchy/info.sh tests/hierarchy/info-wordnet.sh tests/hierarchy/info-ncbi.sh

check_PROGRAMS += tests/hierarchy/test-separators
tests_hierarchy_test_separators_SOURCES = tests/hierarchy/test-separators.c tests/hierarchy/small-dag.h
tests_hierarchy_test_separators_LDADD = $(TEST_LDADD)
TESTS += tests/hierarchy/test-separators

check_PROGRAMS += tests/hierarchy/test-order-search
tests_hierarchy_test_order_search_SOURCES = tests/hierarchy/test-order-search.c tests/embedding/small.h
tests_hierarchy_test_order_search_LDADD = $(TEST_LDADD)
TESTS += tests/hierarchy/test-order-search
