"""The Windows build: a program folder around Python's own Windows files, and two setups of it."""
