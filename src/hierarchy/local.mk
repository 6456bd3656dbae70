# src/hierarchy: its sources, installed headers and tests
libhrdim_la_SOURCES += \
	src/hierarchy/ancestors.c src/hierarchy/ancestors.h \
	src/hierarchy/order.c src/hierarchy/order.h \
	src/hierarchy/runs.c \
	src/hierarchy/walk.c src/hierarchy/walk.h
hrdim_hierarchydir = $(includedir)/hrdim/hierarchy
hrdim_hierarchy_HEADERS = src/hierarchy/ancestors.h src/hierarchy/hierarchy.h src/hierarchy/order.h
