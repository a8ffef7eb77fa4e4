"""The four tabs of a participant by number and word: casework says where something is, the window goes there."""

from __future__ import annotations

INTAKE, ASSESSMENT, PLAN, DIRECTORY = range(4)
TAB_WORDS = ("Intake", "Assessment", "Plan", "Service directory")
