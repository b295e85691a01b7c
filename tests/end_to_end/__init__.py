"""The whole program in a real pseudo-terminal: what a person types, and what the terminal is sent."""
