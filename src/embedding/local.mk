# src/embedding: its sources, installed headers and tests
libhrdim_la_SOURCES += \
	src/embedding/embedding.c src/embedding/embedding.h \
	src/embedding/matrix.c src/embedding/matrix.h \
	src/embedding/npy.c src/embedding/npy.h \
	src/embedding/npy_header.c src/embedding/npy_header.h \
	src/embedding/round.h src/embedding/round_integer.c

hrdim_embeddingdir = $(includedir)/hrdim/embedding
hrdim_embedding_HEADERS = src/embedding/embedding.h src/embedding/matrix.h src/embedding/method.h src/embedding/npy.h
