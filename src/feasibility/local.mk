# src/feasibility: its sources, installed headers and tests
libhrdim_la_SOURCES += \
	src/feasibility/structure.h
