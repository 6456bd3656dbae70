# src/retrieve: exact top-k and recall by distance
libhrdim_la_SOURCES += \
	src/retrieve/evaluate.c src/retrieve/evaluate.h \
	src/retrieve/trec.c src/retrieve/trec.h

hrdim_retrievedir = $(includedir)/hrdim/retrieve
hrdim_retrieve_HEADERS = src/retrieve/evaluate.h src/retrieve/trec.h
