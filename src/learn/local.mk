# src/learn: learned dual encoders: encoders, samplers, losses, optimizers, recipes, training
libhrdim_la_SOURCES += \
	src/learn/backward.c \
	src/learn/batch.c src/learn/batch.h \
	src/learn/encoder.c src/learn/encoder.h \
	src/learn/fast.c src/learn/fast.h src/learn/fast_loops.h \
	src/learn/fast_avx2.c \
	src/learn/fast_avx512.c \
	src/learn/fast_plain.c \
	src/learn/loss.h \
	src/learn/optimizer.c src/learn/optimizer.h \
	src/learn/recipe.h \
	src/learn/sampler.c src/learn/sampler.h \
	src/learn/sampler_parse.c \
	src/learn/softmax.c src/learn/softmax.h \
	src/learn/text.c src/learn/text.h \
	src/learn/train.h \
	src/learn/uniform.h

hrdim_learndir = $(includedir)/hrdim/learn
hrdim_learn_HEADERS = src/learn/encoder.h src/learn/loss.h src/learn/optimizer.h src/learn/recipe.h \
	src/learn/sampler.h src/learn/text.h src/learn/train.h
