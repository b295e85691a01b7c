"""The figures of a growing library, 1,000, 10,000 and 100,000 documents on one line, each beside what it is held to."""
