# benchmarks: never part of make check
