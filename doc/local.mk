# manual pages and documents
dist_man_MANS += doc/hrdim.1
EXTRA_DIST += CONTRIBUTING.md doc/formats.md doc/benchmarks.md doc/building.md doc/adding-a-method.md doc/error-bound.md doc/specs.md doc/results.md doc/figures.md doc/store.md doc/cluster.md
EXTRA_DIST += doc/regress.md doc/github-actions-example.yml doc/training.md doc/real-data.md doc/certificates.md doc/bounds.md doc/linear-programs.md doc/precision.md
