"""Pictures of the program: the same scenes as text, which tests compare, and as SVG, which the README shows.

`python -m tests.pictures` draws all of them anew.
"""
