# src/learn: learned dual encoders: encoders, samplers, losses, optimizers, recipes, training
libhrdim_la_SOURCES += \
	src/learn/backward.c \
	src/learn/batch.c src/learn/batch.h \
	src/learn/checkpoint.c \
	src/learn/encoder.c src/learn/encoder.h \
	src/learn/holdout.c src/learn/holdout.h \
	src/learn/loss.h \
	src/learn/optimizer.c src/learn/optimizer.h \
	src/learn/recipe.c src/learn/recipe.h \
	src/learn/recipe_read.h \
	src/learn/recipe_stage.c \
	src/learn/sampler.c src/learn/sampler.h \
	src/learn/sampler_parse.c \
	src/learn/softmax.c src/learn/softmax.h \
	src/learn/softmax_row.c \
	src/learn/step.c \
	src/learn/text.c src/learn/text.h \
	src/learn/train.c src/learn/train.h \
	src/learn/trainer.h \
	src/learn/uniform.h \
	src/learn/validation.c

hrdim_learndir = $(includedir)/hrdim/learn
hrdim_learn_HEADERS = src/learn/encoder.h src/learn/holdout.h src/learn/loss.h src/learn/optimizer.h src/learn/recipe.h \
	src/learn/sampler.h src/learn/text.h src/learn/train.h

# recipes/ as C strings
RECIPES = \
	$(srcdir)/recipes/best.ini \
	$(srcdir)/recipes/control.ini \
	$(srcdir)/recipes/pretrain-finetune.ini \
	$(srcdir)/recipes/rebalanced.ini \
	$(srcdir)/recipes/standard.ini \
	$(srcdir)/recipes/text.ini \
	$(srcdir)/recipes/tree-best.ini \
	$(srcdir)/recipes/tree-control.ini \
	$(srcdir)/recipes/tree-near.ini \
	$(srcdir)/recipes/tree-near-all.ini \
	$(srcdir)/recipes/tree-near-long.ini \
	$(srcdir)/recipes/tree-pretrain-finetune.ini \
	$(srcdir)/recipes/tree-rebalanced.ini \
	$(srcdir)/recipes/tree-standard.ini
EXTRA_DIST += $(RECIPES) src/learn/recipe-sources.sh
nodist_libhrdim_la_SOURCES = src/learn/recipe_sources.c
CLEANFILES += src/learn/recipe_sources.c
src/learn/recipe_sources.c: $(RECIPES) $(srcdir)/src/learn/recipe-sources.sh
	$(AM_V_GEN)$(MKDIR_P) src/learn && $(SHELL) $(srcdir)/src/learn/recipe-sources.sh $@ $(RECIPES)

check_PROGRAMS += tests/learn/test-loss
tests_learn_test_loss_SOURCES = tests/learn/test-loss.c tests/learn/instance.h tests/learn/oracle.c tests/learn/oracle.h
tests_learn_test_loss_LDADD = $(TEST_LDADD)
TESTS += tests/learn/test-loss

check_PROGRAMS += tests/learn/test-optimizer
tests_learn_test_optimizer_SOURCES = tests/learn/test-optimizer.c
tests_learn_test_optimizer_LDADD = $(TEST_LDADD)
TESTS += tests/learn/test-optimizer

check_PROGRAMS += tests/learn/test-sampler
tests_learn_test_sampler_SOURCES = tests/learn/test-sampler.c tests/learn/instance.h
tests_learn_test_sampler_LDADD = $(TEST_LDADD)
TESTS += tests/learn/test-sampler

check_PROGRAMS += tests/learn/test-torch
tests_learn_test_torch_SOURCES = tests/learn/test-torch.c
tests_learn_test_torch_LDADD = $(TEST_LDADD)
TESTS += tests/learn/test-torch
EXTRA_DIST += tests/learn/torch.txt tests/learn/torch-fixture.py

check_PROGRAMS += tests/learn/test-text
tests_learn_test_text_SOURCES = tests/learn/test-text.c
tests_learn_test_text_LDADD = $(TEST_LDADD)
TESTS += tests/learn/test-text

check_PROGRAMS += tests/learn/test-recipe
tests_learn_test_recipe_SOURCES = tests/learn/test-recipe.c
tests_learn_test_recipe_LDADD = $(TEST_LDADD)
TESTS += tests/learn/test-recipe

check_PROGRAMS += tests/learn/test-train
tests_learn_test_train_SOURCES = tests/learn/test-train.c tests/learn/instance.h
tests_learn_test_train_LDADD = $(TEST_LDADD)
TESTS += tests/learn/test-train

TESTS += tests/learn/train.sh
EXTRA_DIST += tests/learn/train.sh

check_PROGRAMS += tests/learn/test-holdout
tests_learn_test_holdout_SOURCES = tests/learn/test-holdout.c
tests_learn_test_holdout_LDADD = $(TEST_LDADD)
TESTS += tests/learn/test-holdout

TESTS += tests/learn/holdout.sh
EXTRA_DIST += tests/learn/holdout.sh
