"""The screens: the main one, which owns the state, and those that open over it."""
