"""How fast the program is, as ratios to what runs beside it on the same machine: `python -m tests.benchmarks`.

Absolute times depend on the machine and the hour, so each round runs every subject once in turn, and what counts is
the ratio of the medians.
"""
