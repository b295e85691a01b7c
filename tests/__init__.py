"""The tests, laid out as `reader/` is; `end_to_end/` drives the real program, `benchmarks/` measures it."""
