"""What holds for every test."""

from __future__ import annotations

from hypothesis import settings

# Time is measured by benchmarks; a test that fails because the machine was busy tells nothing.
settings.register_profile("reader", deadline=None)
settings.load_profile("reader")
