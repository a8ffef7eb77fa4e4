"""Modules that are loaded when something of them is first asked for, so that the first window comes sooner."""

from __future__ import annotations

import importlib
from typing import Any


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

    def load(self) -> None:
        """Load the module now."""
        importlib.import_module(self._name)
