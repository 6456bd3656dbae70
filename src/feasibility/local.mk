# src/feasibility: the exact decision
libhrdim_la_SOURCES += \
	src/feasibility/check.h \
	src/feasibility/names.c

hrdim_feasibilitydir = $(includedir)/hrdim/feasibility
hrdim_feasibility_HEADERS = src/feasibility/check.h
