# src/report: its sources, installed headers and tests
