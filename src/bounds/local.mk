# src/bounds: its sources, installed headers and tests
