# src/hierarchy: its sources, installed headers and tests
