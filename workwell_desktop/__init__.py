"""WorkWell Desktop: one program for work and health coaches, kept on one PC, in one locked box."""

__version__ = "0.1.0"
