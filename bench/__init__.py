"""Measures of performance: `make bench`. Figures and how to read them are in bench/README.md."""
