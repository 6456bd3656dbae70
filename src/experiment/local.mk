# src/experiment: its sources, installed headers and tests
