# src/embedding: its sources, installed headers and tests
