"""Permanent names: what an id may look like, and the words that are kept for having no answer."""

from __future__ import annotations

import re

from workwell_desktop.datafiles import Table

ID = re.compile(r"[a-z][a-z0-9_]{0,47}")
RESERVED = frozenset({"not_asked", "rather_not_say", "does_not_apply"})
"""The three non-answers. No option may have one of these codes."""


def read_id(table: Table) -> str:
    """Return the id of an entry. Raises ``DataFileProblem`` for one that could not be kept for ever."""
    found = table.text("id")
    if not ID.fullmatch(found):
        raise table.problem("an id has small letters, digits and low lines, and starts with a letter.", "id")
    return found
