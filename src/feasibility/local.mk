# src/feasibility: its sources, installed headers and tests
