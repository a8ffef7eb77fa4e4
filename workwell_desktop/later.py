"""Modules that are loaded when something of them is first asked for, so that the first window comes sooner."""

from __future__ import annotations

import gc
import importlib
import linecache
from typing import Any


def load(*names: str) -> None:
    """Load modules by their full names, one after the other.

    PySide6 has Python read the source of every module that is loaded after it, and Python keeps the lines: 20 MB
    that nobody asks for again. They are dropped after each step. What was loaded stays for good, so it is taken
    out of the rounds of the garbage collector: a round through all of it would be felt in the window.
    """
    for name in names:
        importlib.import_module(name)
        linecache.clearcache()
    gc.freeze()


class Later:
    """Stands for a module until it is needed; Python's own import locks make it safe from any thread.

    Types for the checker come from an ordinary import under ``TYPE_CHECKING``, which also shows the import
    contracts where the room really reaches.
    """

    def __init__(self, name: str) -> None:
        """Stand for the module of this full name."""
        self._name = name

    def __getattr__(self, attribute: str) -> Any:
        """Load the module if nobody has, and give what was asked for."""
        return getattr(importlib.import_module(self._name), attribute)
