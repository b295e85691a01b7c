"""The parts of the screen. They draw what they are handed and post what the person did; none knows the library."""
