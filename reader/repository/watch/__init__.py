"""Watching library folders while the app runs: what changes, told soon after it came to rest.

A process of its own looks (`lookout`, over one `folder` for each library); the program reads what it tells
(`watching`). Looking through 100,000 files, and setting up the system's own watches, would keep the interpreter lock
busy that the screen needs.
"""
