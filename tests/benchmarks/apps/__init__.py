"""The smallest Textual programs, to measure beside ours."""
